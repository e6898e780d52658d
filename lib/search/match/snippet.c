/* Cuts snippets: splits a passage into pieces between which it may be cut,
 * chooses the pieces, and joins them. */
#include "search/match/snippet.h"
#include "base/buf.h"
#include "text/utf8.h"
#include "text/visible.h"

#include <math.h>
#include <stdlib.h>

#define ELLIPSIS "\xe2\x80\xa6"
#define ENDS_COLUMNS 4  /* of "... " and " ..." around a part */
#define JOINT_COLUMNS 3 /* of " ... " between two parts */
#define REPEATED 0.05   /* worth of a term's second match, or in an address */
#define TWO_COLUMNS 60  /* of a snippet that may have two parts */
#define STUB 6 /* so few pieces of a sentence are not worth to begin it */
#define WIDE 2 /* columns of a character that is a word to itself */

/* A word, or a part of one. */
struct piece {
    size_t start, end;  /* bytes */
    size_t left;        /* columns from the start of the passage ... */
    size_t columns;     /* ... and its own */
    bool space;         /* before it */
    bool opens, closes; /* a sentence */
};

/* Pieces [first, last], in which the matches [from, to) are. */
struct part {
    size_t first, last;
    size_t from, to;
    double worth;
};

struct cutter {
    const struct snippet_source *in;
    struct arena *arena;
    struct piece *pieces;
    size_t count, room;
    size_t *of_match; /* first and last piece of each match */
    bool *addressed;  /* by match: it is in the address of a page */
    uint32_t *seen;   /* by term: the last part that was valued with it */
    uint32_t part;
    bool *covered; /* by term: it is in the first of two parts */
    struct buf scratch;
};

/* What its parts may take of the snippet. */
static size_t inner_columns(const struct cutter *c)
{
    return c->in->columns > ENDS_COLUMNS + WIDE ? c->in->columns - ENDS_COLUMNS
                                                : WIDE;
}

/* ---- pieces ---- */

static bool blank(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 ||
           code == 0x2028 || code == 0x2029;
}

static struct piece *add_piece(struct cutter *c, size_t start, bool space)
{
    const struct piece *before = c->count ? &c->pieces[c->count - 1] : NULL;
    struct piece new = {.start = start, .end = start, .space = space && before};

    if (before)
        new.left = before->left + before->columns + new.space;
    c->pieces = xgrow(c->pieces, c->count, &c->room, sizeof(new));
    c->pieces[c->count] = new;
    return &c->pieces[c->count++];
}

/* How many bytes from `at' on are visible ASCII, at most `most'. */
static size_t plain_run(struct ir_text text, size_t at, size_t most)
{
    size_t n = 0;

    most = most < text.size - at ? most : text.size - at;
    while (n < most && text.data[at + n] > ' ' && text.data[at + n] < 0x7f)
        n++;
    return n;
}

/* Split text[start, ...), a sentence, after blanks, around wide characters, and
 * where a word is as wide as the snippet.  A mark without columns stays with
 * the character before it. */
static void split(struct cutter *c, struct ir_text text, size_t start)
{
    const size_t widest = inner_columns(c), first = c->count;
    struct piece *p = NULL;
    bool space = true, wide = false, after_wide;
    uint32_t previous = 0;
    size_t columns;

    for (size_t at = start, next = at; at < text.size; at = next) {
        columns = plain_run(text, at, p ? widest - p->columns : widest);
        next = at + columns;
        after_wide = wide;
        wide = wide && !columns;
        if (columns) {
            previous = 0; /* no joiner or mark is about it */
        } else {
            uint32_t code = utf8_next(text.data, text.size, &next);

            if (blank(code)) {
                space = true;
                p = NULL;
                previous = 0;
                continue;
            }
            next = at;
            buf_clear(&c->scratch);
            columns = visible_next(text, &next, previous, &c->scratch);
            previous = code;
            wide = columns ? columns == WIDE : wide;
        }
        if (!p || (columns && (wide || after_wide)) ||
            p->columns + columns > widest)
            p = add_piece(c, at, space);
        space = false;
        p->columns += columns;
        p->end = next;
    }
    if (c->count > first) {
        c->pieces[first].opens = true;
        c->pieces[c->count - 1].closes = true;
    }
}

/* Is a piece of the address of a page, which nobody reads for its words? */
static bool is_of_address(const struct cutter *c, size_t piece)
{
    size_t first = piece;
    struct ir_text word;

    while (first && !c->pieces[first].space)
        first--;
    word =
        text_slice(c->in->text, c->pieces[first].start, c->pieces[piece].end);
    return memmem(word.data, word.size, "://", 3) || text_begins(word, "www.");
}

/* Find the pieces of each match. */
static void place_matches(struct cutter *c)
{
    const struct snippet_source *in = c->in;
    size_t at = 0;

    c->of_match = xcalloc(2 * in->match_count + 1, sizeof(*c->of_match));
    c->addressed = xcalloc(in->match_count + 1, sizeof(*c->addressed));
    for (size_t i = 0; i < in->match_count; i++) {
        size_t last;

        while (at + 1 < c->count && c->pieces[at].end <= in->matches[i].start)
            at++;
        for (last = at; last + 1 < c->count &&
                        c->pieces[last + 1].start < in->matches[i].end;)
            last++;
        c->of_match[2 * i] = at;
        c->of_match[2 * i + 1] = last;
        c->addressed[i] = is_of_address(c, at);
    }
}

static size_t columns_of(const struct cutter *c, size_t first, size_t last)
{
    return c->pieces[last].left + c->pieces[last].columns -
           c->pieces[first].left;
}

/* ---- which parts ---- */

static double weight(const struct cutter *c, uint32_t term)
{
    return c->in->weights ? c->in->weights[term] : 1;
}

/* The piece at which the sentence of this one begins. */
static size_t opening(const struct cutter *c, size_t piece)
{
    while (piece && !c->pieces[piece].opens)
        piece--;
    return piece;
}

/* The best part of this width from match i on; two parts share no piece. */
static struct part part_from(struct cutter *c, size_t i, size_t width,
                             const struct part *other)
{
    struct part p = {.first = c->of_match[2 * i], .from = i, .to = i};

    p.last = p.first;
    c->part++;
    for (size_t j = i; j < c->in->match_count; j++) {
        size_t last = c->of_match[2 * j + 1];
        uint32_t term = c->in->matches[j].term;
        bool new =
            c->seen[term] != c->part && !c->covered[term] && !c->addressed[j];

        if ((j > i && columns_of(c, p.first, last) > width) ||
            (other && last >= other->first && p.first <= other->last))
            break;
        while (last > p.first && columns_of(c, p.first, last) > width)
            last--; /* a match that is too wide by itself */
        if (!c->addressed[j])
            c->seen[term] = c->part;
        p.worth += weight(c, term) * (new ? 1 : REPEATED);
        p.last = last > p.last ? last : p.last;
        p.to = j + 1;
    }
    return p;
}

static struct part best_part(struct cutter *c, size_t width,
                             const struct part *other)
{
    struct part best = {.worth = 0};

    for (size_t i = 0; i < c->in->match_count; i++) {
        struct part p = part_from(c, i, width, other);

        /* Of equals, one that can be read from the start of a sentence. */
        if (p.worth > 0 && columns_of(c, opening(c, p.first), p.last) <= width)
            p.worth *= 1 + REPEATED;
        if (p.worth > best.worth)
            best = p;
    }
    return best;
}

/* ---- how far they reach ---- */

/* Back to the start of the sentence if that leaves room; else half of it. */
static void reach_back(const struct cutter *c, struct part *p, size_t least,
                       size_t width)
{
    size_t start = opening(c, p->first), most;

    if (start >= least && columns_of(c, start, p->last) <= width) {
        p->first = start;
        return;
    }
    most = columns_of(c, p->first, p->last);
    most += most < width ? (width - most) / 2 : 0;
    while (p->first > least && !c->pieces[p->first].opens &&
           columns_of(c, p->first - 1, p->last) <= most)
        p->first--;
}

/* As far as there is room, but no stub of a sentence at the end. */
static void reach_on(const struct cutter *c, struct part *p, size_t most,
                     size_t width)
{
    size_t matched = p->last, end;

    while (p->last < most && columns_of(c, p->first, p->last + 1) <= width)
        p->last++;
    for (end = p->last; end > matched && !c->pieces[end].closes;)
        end--;
    if (c->pieces[end].closes && p->last - end < STUB)
        p->last = end;
}

/* Within pieces [least, most]. */
static void reach(const struct cutter *c, struct part *p, size_t least,
                  size_t most, size_t width)
{
    reach_back(c, p, least, width);
    reach_on(c, p, most, width);
    while (p->first > least && !c->pieces[p->first].opens &&
           columns_of(c, p->first - 1, p->last) <= width)
        p->first--;
}

/* Choose one part or two; returns how many.  Two never touch, since then one
 * would have been as good. */
static size_t choose(struct cutter *c, struct part parts[2])
{
    size_t width = inner_columns(c), half = 0, used;
    struct part one = best_part(c, width, NULL), swap;

    if (c->in->columns >= TWO_COLUMNS)
        half = (width - JOINT_COLUMNS) / 2;
    parts[0] = best_part(c, half, NULL);
    for (size_t i = parts[0].from; i < parts[0].to; i++)
        c->covered[c->in->matches[i].term] = true;
    parts[1] = best_part(c, half, &parts[0]);
    if (parts[1].to == parts[1].from ||
        columns_of(c, parts[0].first, parts[0].last) > half ||
        columns_of(c, parts[1].first, parts[1].last) > half ||
        parts[0].worth + parts[1].worth <= one.worth * (1 + 2 * REPEATED)) {
        parts[0] = one;
        reach(c, &parts[0], 0, c->count - 1, width);
        return 1;
    }
    if (parts[1].first < parts[0].first) {
        swap = parts[0];
        parts[0] = parts[1];
        parts[1] = swap;
    }
    reach(c, &parts[0], 0, parts[1].first - 1, half);
    used = columns_of(c, parts[0].first, parts[0].last) + JOINT_COLUMNS;
    reach(c, &parts[1], parts[0].last + 1, c->count - 1,
          used < width ? width - used : half);
    return 2;
}

/* ---- joining them ---- */

/* The snippet's bytes, and its marks as far as they are known. */
struct joining {
    struct buf text;
    struct ir_range *marks;
    size_t *matches; /* by mark */
    size_t count, match;
    bool open; /* the last mark may go on */
};

/* Note the marks of a piece that is appended next. */
static void mark(struct joining *j, const struct cutter *c,
                 const struct piece *p)
{
    const struct snippet_source *in = c->in;

    for (; j->match < in->match_count; j->match++, j->open = false) {
        const struct snippet_match *m = &in->matches[j->match];
        size_t start = m->start > p->start ? m->start : p->start;
        size_t end = m->end < p->end ? m->end : p->end;

        if (m->start >= p->end)
            return;
        if (start < end) {
            if (!j->open) {
                j->matches[j->count] = j->match;
                j->marks[j->count++].start = j->text.size + start - p->start;
            }
            j->marks[j->count - 1].end = j->text.size + end - p->start;
        }
        if (m->end > p->end) {
            j->open = j->open || start < end;
            return;
        }
    }
}

static void join_part(struct joining *j, const struct cutter *c,
                      const struct part *part, bool follows)
{
    const struct piece *first = &c->pieces[part->first];
    const struct piece *last = &c->pieces[part->last];

    j->open = false;
    if (follows)
        buf_addc(&j->text, ' ');
    else if (!first->opens)
        buf_adds(&j->text, first->space ? ELLIPSIS " " : ELLIPSIS);
    for (size_t i = part->first; i <= part->last; i++) {
        const struct piece *p = &c->pieces[i];

        if (i > part->first && p->space)
            buf_addc(&j->text, ' ');
        mark(j, c, p);
        buf_add(&j->text, c->in->text.data + p->start, p->end - p->start);
    }
    if (last + 1 < c->pieces + c->count && !last->closes)
        buf_adds(&j->text, last[1].space ? " " ELLIPSIS : ELLIPSIS);
}

static const struct ir_snippet *join(const struct cutter *c,
                                     const struct part *parts, size_t count)
{
    struct ir_snippet *out = arena_alloc(c->arena, sizeof(*out));
    struct joining j = {.text = BUF_INIT};

    j.marks =
        arena_alloc(c->arena, (c->in->match_count + 1) * sizeof(*j.marks));
    j.matches =
        arena_alloc(c->arena, (c->in->match_count + 1) * sizeof(*j.matches));
    for (size_t i = 0; i < count; i++) {
        if (i && c->pieces[parts[i - 1].last].closes)
            buf_adds(&j.text, " " ELLIPSIS);
        join_part(&j, c, &parts[i], i > 0);
    }
    out->text = arena_text(c->arena, buf_text(&j.text));
    out->marks = j.marks;
    out->spans = j.matches;
    out->mark_count = j.count;
    out->start = c->pieces[parts[0].first].start;
    out->end = c->pieces[parts[count - 1].last].end;
    buf_free(&j.text);
    return out;
}

const struct ir_snippet *snippet_cut(const struct snippet_source *from,
                                     struct arena *arena)
{
    struct cutter c = {.in = from, .arena = arena, .scratch = BUF_INIT};
    struct part parts[2] = {{.first = 0}};
    const struct ir_snippet *out;
    size_t count = 1;

    for (size_t i = 0; i < from->sentence_count; i++)
        split(&c, text_slice(from->text, 0, from->sentences[i].end),
              from->sentences[i].start);
    if (!c.count)
        return arena_alloc(arena, sizeof(*out));
    c.seen = xcalloc(from->term_count + 1, sizeof(*c.seen));
    c.covered = xcalloc(from->term_count + 1, sizeof(*c.covered));
    place_matches(&c);
    parts[0].last = c.count - 1;
    if (columns_of(&c, 0, c.count - 1) > from->columns)
        count = choose(&c, parts);
    out = join(&c, parts, count);
    free(c.pieces);
    free(c.of_match);
    free(c.addressed);
    free(c.seen);
    free(c.covered);
    buf_free(&c.scratch);
    return out;
}
