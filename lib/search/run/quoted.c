/* Finds a quotation in one article, and tells how it differs. */
#include "search/run/quoted.h"
#include "text/utf8.h"

#include <stdlib.h>

static const char *const kind_names[] = {
    [WORDING_SPACE] = "space",     [WORDING_QUOTES] = "quotes",
    [WORDING_DASHES] = "dashes",   [WORDING_CASE] = "case",
    [WORDING_LETTERS] = "letters", [WORDING_OTHER] = "punctuation",
};

/* A place as it is being described. */
struct placing {
    struct quoting *q;
    const struct ir_article *article;
    struct ir_quoted *out;
    struct ir_difference *items;
    bool worded; /* a word differs */
};

static struct ir_text slice(struct ir_text t, struct ir_range r)
{
    return text_slice(t, r.start, r.end);
}

static void add_difference(struct placing *p, const char *kind,
                           struct ir_range quoted, struct ir_range stands)
{
    if (p->out->difference_count < IR_DIFFERENCES_MAX)
        p->items[p->out->difference_count++] =
            (struct ir_difference){kind, quoted, stands};
}

static bool has_letter(struct ir_text t)
{
    for (size_t at = 0; at < t.size;) {
        uint32_t code = utf8_next(t.data, t.size, &at);

        if (word_letter(code) || (code < 0x80 && ascii_digit((char)code)))
            return true;
    }
    return false;
}

/* Two pieces that should be the same: a word, or what is between two.  A letter
 * between words is the s of a possessive. */
static void compare(struct placing *p, struct ir_range quoted,
                    struct ir_range stands)
{
    struct ir_text a = slice(p->q->text, quoted);
    struct ir_text b = slice(p->article->text, stands);
    enum wording_kind kind = wording_compare(a, b);
    bool letters = kind >= WORDING_LETTERS && (has_letter(a) || has_letter(b));

    if (kind == WORDING_LETTERS && !letters)
        kind = WORDING_OTHER;
    if (kind == WORDING_OTHER && letters) {
        p->worded = true;
        add_difference(p, "words", quoted, stands);
    } else if (kind != WORDING_SAME) {
        add_difference(p, kind_names[kind], quoted, stands);
    }
}

/* What is between a word and the next. */
static struct ir_range gap_of(const struct worded *w)
{
    return (struct ir_range){w->end < w[1].start ? w->end : w[1].start,
                             w[1].start};
}

/* Words i of the quotation and j of the text are the same; so are those after
 * them if `on'. */
static void compare_words(struct placing *p, size_t i, size_t j, bool on)
{
    const struct worded *q = &p->q->words.items[i];
    const struct worded *t = &p->q->source.items[j];

    compare(p, (struct ir_range){q->start, q->end},
            (struct ir_range){t->start, t->end});
    if (on)
        compare(p, gap_of(q), gap_of(t));
}

static bool has_digit(struct ir_text t)
{
    for (size_t i = 0; i < t.size; i++)
        if (ascii_digit(t.data[i]))
            return true;
    return false;
}

/* The bytes of words [from, to); none: the place before word from. */
static struct ir_range bytes_of(const struct wording *w, size_t from, size_t to)
{
    size_t at = from < w->count ? w->items[from].start
                : w->count      ? w->items[w->count - 1].end
                                : 0;

    return (struct ir_range){at, from < to ? w->items[to - 1].end : at};
}

static void add_change(struct placing *p, const struct wording_change *c)
{
    struct ir_range quoted = bytes_of(&p->q->words, c->quoted, c->quoted_end);
    struct ir_range stands = bytes_of(&p->q->source, c->first, c->end);
    bool number = has_digit(slice(p->q->text, quoted)) &&
                  has_digit(slice(p->article->text, stands));

    p->worded = true;
    add_difference(p, number ? "number" : "words", quoted, stands);
}

/* ---- the ends ---- */

static size_t letters_of(struct ir_text t)
{
    size_t count = 0;

    for (size_t at = 0; at < t.size; count++)
        utf8_next(t.data, t.size, &at);
    return count;
}

/* Where `count' characters before `end' begin, from `least' on. */
static size_t back(struct ir_text t, size_t end, size_t least, size_t count)
{
    while (end > least && count) {
        do
            end--;
        while (end > least && ((unsigned char)t.data[end] & 0xc0) == 0x80);
        count--;
    }
    return end;
}

/* What the quotation has before its first word, and behind its last, is compared
 * with as many characters of the text. */
static void compare_ends(struct placing *p, size_t first, size_t end)
{
    const struct wording *words = &p->q->words, *source = &p->q->source;
    struct ir_text text = p->article->text;
    struct ir_range lead = {0, words->items[0].start};
    struct ir_range tail = {words->items[words->count - 1].end,
                            p->q->text.size};
    struct ir_range *range = &p->out->range;
    size_t least = first ? source->items[first - 1].end : 0;
    size_t most = end < source->count ? source->items[end].start : text.size;
    size_t left = letters_of(slice(p->q->text, tail)), at;

    *range = bytes_of(source, first, end);
    if (lead.end) {
        at = back(text, range->start, least,
                  letters_of(slice(p->q->text, lead)));
        compare(p, lead, (struct ir_range){at, range->start});
        range->start = at;
    }
    if (!left)
        return;
    for (at = range->end; at < most && left; left--)
        utf8_next(text.data, text.size, &at);
    compare(p, tail, (struct ir_range){range->end, at});
    range->end = at;
}

/* ---- one article ---- */

/* Describe a place: words [first, end) of the text, with these changes. */
static void describe(struct placing *p, const struct wording_alignment *a)
{
    const struct wording *words = &p->q->words;
    size_t i = 0, j = a->first;

    for (size_t c = 0; c <= a->count; c++) {
        const struct wording_change *change =
            c < a->count ? &a->changes[c] : NULL;
        size_t to = change ? change->quoted : words->count;

        for (; i < to; i++, j++)
            compare_words(p, i, j, i + 1 < to);
        if (!change)
            break;
        add_change(p, change);
        i = change->quoted_end;
        j = change->end;
    }
    compare_ends(p, a->first, a->end);
}

/* Does a word go on across this byte? */
static bool splits(struct ir_text text, size_t at)
{
    size_t before = back(text, at, 0, 1), after = at;
    uint32_t left, right;

    if (!at || at >= text.size)
        return false;
    left = utf8_next(text.data, text.size, &before);
    right = utf8_next(text.data, text.size, &after);
    return word_letter(left) && word_letter(right);
}

static bool find_exact(const struct quoting *q, const struct ir_article *a,
                       struct ir_range *out)
{
    struct ir_text text = a->text;
    size_t from = 0;
    const char *at;

    while (q->text.size <= text.size - from &&
           (at = memmem(text.data + from, text.size - from, q->text.data,
                        q->text.size))) {
        size_t start = (size_t)(at - text.data);

        *out = (struct ir_range){start, start + q->text.size};
        if (!splits(text, out->start) && !splits(text, out->end))
            return true;
        from = start + 1;
    }
    return false;
}

bool quoted_find(struct quoting *q, const struct ir_article *a,
                 struct ir_quoted *out)
{
    struct placing p = {.q = q, .article = a, .out = out};
    struct wording_alignment place = {.changes = NULL};

    *out = (struct ir_quoted){.likeness = IR_LIKENESS_EXACT,
                              .article = a,
                              .words = q->words.count,
                              .shared = q->words.count};
    if (find_exact(q, a, &out->range))
        return true;
    wording_read(&q->source, a->text, q->walk);
    place.first = wording_find(&q->words, &q->source);
    place.end = place.first + q->words.count;
    place.shared = q->words.count;
    if (place.first == SIZE_MAX &&
        !wording_align(&q->words, &q->source, &place)) {
        free(place.changes);
        return false;
    }
    out->shared = place.shared;
    out->differences = p.items =
        arena_alloc(q->arena, IR_DIFFERENCES_MAX * sizeof(*p.items));
    describe(&p, &place);
    free(place.changes);
    out->likeness = p.worded ? IR_LIKENESS_CLOSEST : IR_LIKENESS_NEARLY;
    return 2 * out->shared > out->words;
}
