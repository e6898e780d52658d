/* Cutting a text into sentences and paragraphs. */
#include "text/sentences.h"

#include "text/bytes.h"
#include "text/sentence_rules.h"

#include <stdlib.h>

enum {
    WRAP_LEAST = 50, /* fewest columns of hard-wrapped lines */
    WRAP_MOST = 120,
    LOST_LINE = 400, /* bytes a line of a text that has lost its line ends */
};

/* How the lines of a text are laid out. */
struct layout {
    size_t longest; /* bytes of the longest line */
    bool wrapped;   /* hard-wrapped: lines end because they are full */
    bool lost;      /* line ends are lost: runs of spaces end paragraphs */
};

struct splitter {
    struct sentences *out;
    struct ir_text text; /* up to the next cut */
    struct layout layout;
    size_t start; /* of the sentence */
    size_t line;  /* start of the line that at is in */
    uint32_t marks, kind;
};

/* 1: the byte may end a sentence or a line.  All others are skipped. */
static const unsigned char special[256] = {
    ['\n'] = 1, ['.'] = 1,  ['!'] = 1,  ['?'] = 1,  [0xd8] = 1, [0xdb] = 1,
    [0xe0] = 1, [0xe1] = 1, [0xe2] = 1, [0xe3] = 1, [0xef] = 1,
};

void sentences_free(struct sentences *s)
{
    free(s->items);
    *s = (struct sentences)SENTENCES_INIT;
}

static size_t line_end(struct ir_text text, size_t at)
{
    const char *end = memchr(text.data + at, '\n', text.size - at);

    return end ? (size_t)(end - text.data) : text.size;
}

static size_t first_word(struct ir_text text, size_t at)
{
    size_t start = at;

    while (at < text.size && at - start < WRAP_MOST && !space_at(text, at))
        at++;
    return at - start;
}

/* Would the word at next have fitted on the line [line, end)? */
static bool had_room(const struct layout *l, struct ir_text text, size_t line,
                     size_t end, size_t next)
{
    return end - line + 1 + first_word(text, next) <= l->longest;
}

/* Count single line ends, and those of full lines within a sentence. */
static void count_joins(const struct layout *l, struct ir_text text,
                        size_t from, size_t *joins, size_t *cut)
{
    size_t next;

    for (size_t line = from; line < text.size; line = next) {
        size_t end = line_end(text, line);
        size_t seen = trim_spaces(text, line, end);

        next = end < text.size ? end + 1 : end;
        if (seen == line || next == text.size || text.data[next] == '\n' ||
            text.data[next] == '\r')
            continue;
        ++*joins;
        *cut += !ends_like_sentence(text, line, end) &&
                !had_room(l, text, line, seen, skip_spaces(text, next));
    }
}

static struct layout survey(struct ir_text text, size_t from)
{
    struct layout l = {0, false, false};
    size_t lines = 0, blanks = 0, bytes = 0, joins = 0, cut = 0;

    for (size_t line = from; line < text.size;) {
        size_t end = line_end(text, line);
        size_t size = trim_spaces(text, line, end) - line;

        lines += size > 0;
        blanks += !size && lines;
        bytes += size;
        if (size > l.longest)
            l.longest = size;
        line = end + 1;
    }
    l.lost = !blanks && lines && bytes / lines >= LOST_LINE;
    if (l.longest < WRAP_LEAST || l.longest > WRAP_MOST)
        return l;
    count_joins(&l, text, from, &joins, &cut);
    l.wrapped = joins && cut * 2 >= joins;
    return l;
}

static void add(struct splitter *s, size_t start, size_t end)
{
    struct sentence *one;

    s->out->items = xgrow(s->out->items, s->out->count, &s->out->room,
                          sizeof(*s->out->items));
    one = &s->out->items[s->out->count++];
    one->start = (uint32_t)start;
    one->end = (uint32_t)end;
    one->marks = s->marks | s->kind;
    s->marks = 0;
}

/* Where to cut a sentence that is too long: at the last space that fits, or
 * between characters. */
static size_t cut_long(struct ir_text text, size_t start)
{
    size_t most = start + SENTENCE_MAX;

    for (size_t at = most; at > start + SENTENCE_MAX / 2; at--)
        if (text.data[at] == ' ')
            return at;
    while ((text.data[most] & 0xc0) == 0x80)
        most--;
    return most;
}

/* End the sentence at end, or before the white space there. */
static void finish(struct splitter *s, size_t end)
{
    end = trim_spaces(s->text, s->start, end);
    while (end - s->start > SENTENCE_MAX) {
        size_t cut = cut_long(s->text, s->start);

        add(s, s->start, trim_spaces(s->text, s->start, cut));
        s->start = skip_spaces(s->text, cut);
    }
    if (end > s->start)
        add(s, s->start, end);
}

/* White space between two sentences or lines. */
struct gap {
    size_t start, next, spaces, lines;
    size_t indent; /* spaces after the last line end */
};

static struct gap measure(struct ir_text text, size_t at)
{
    struct gap g = {at, at, 0, 0, 0};
    size_t n;

    while ((n = space_at(text, g.next))) {
        char c = text.data[g.next];

        g.spaces++;
        g.indent++;
        if (c == '\n' || c == '\f') {
            g.lines += c == '\f' ? 2 : 1;
            g.indent = 0;
        }
        g.next += n;
    }
    return g;
}

/* Does a paragraph begin after this gap, which follows a full sentence? */
static bool new_paragraph(const struct splitter *s, const struct gap *g)
{
    if (g->lines > 1)
        return true;
    if (!g->lines)
        return s->layout.lost && g->spaces > 1;
    if (!s->layout.wrapped || g->indent > 1)
        return true;
    return had_room(&s->layout, s->text, s->line, g->start, g->next);
}

/* Does the line end in this gap end a sentence that has no stop? */
static bool breaks_line(const struct splitter *s, const struct gap *g)
{
    char c = g->next < s->text.size ? s->text.data[g->next] : '\0';

    if (g->lines > 1)
        return true;
    if (s->layout.wrapped)
        return g->indent > 1;
    return c < 'a' || c > 'z' ||
           ends_like_sentence(s->text, s->start, g->start);
}

static void begin(struct splitter *s, const struct gap *g, bool paragraph)
{
    if (paragraph)
        s->marks = SENTENCE_PARAGRAPH;
    if (g->lines)
        s->line = g->next;
    s->start = g->next;
}

/* Handle the special byte at `at`; returns where to continue. */
static size_t look(struct splitter *s, size_t at)
{
    size_t past = at + 1;
    bool ends = false;
    struct gap g;

    if (s->text.data[at] != '\n') {
        if (!terminator_at(s->text, at))
            return past;
        ends = sentence_ends(s->text, s->start, at, &past);
        if (!ends)
            return past;
    }
    g = measure(s->text, ends ? past : at);
    if (!ends && !breaks_line(s, &g)) {
        s->line = g.next;
        return g.next;
    }
    finish(s, g.start);
    begin(s, &g, new_paragraph(s, &g) || !ends);
    return g.next;
}

/* The next special byte, at most to. */
static size_t next_special(const char *data, size_t at, size_t to)
{
#ifdef BYTES_AT_ONCE
    for (; to - at >= BYTES_AT_ONCE; at += BYTES_AT_ONCE) {
        const __m128i bytes = bytes_load(data + at);
        const __m128i marks = _mm_or_si128(
            _mm_or_si128(bytes_equal(bytes, '\n'), bytes_equal(bytes, '.')),
            _mm_or_si128(bytes_equal(bytes, '!'), bytes_equal(bytes, '?')));
        const unsigned some = bytes_bits(_mm_or_si128(marks, bytes));

        if (some) /* the first of them, or before it a byte that is not ASCII */
            return at + (unsigned)__builtin_ctz(some);
    }
#endif
    while (at < to && !special[(unsigned char)data[at]])
        at++;
    return at;
}

/* The sentences of [from, to). */
static void split(struct splitter *s, size_t from, size_t to)
{
    const char *data = s->text.data;
    size_t at;

    s->text.size = to;
    s->marks = SENTENCE_PARAGRAPH;
    s->start = s->line = at = skip_spaces(s->text, from);
    while ((at = next_special(data, at, to)) < to) {
        if (special[(unsigned char)data[at]])
            at = look(s, at);
        else
            at++; /* not ASCII */
    }
    finish(s, to);
}

void sentences_find(struct sentences *s, struct ir_text text, size_t from)
{
    struct splitter splitter = {.out = s, .text = text};
    size_t cuts[3], count;

    s->count = 0;
    if (from >= text.size)
        return;
    count = boilerplate_find(text, from, cuts);
    cuts[count] = text.size;
    splitter.layout = survey((struct ir_text){text.data, cuts[0]}, from);
    split(&splitter, from, cuts[0]);
    splitter.kind = SENTENCE_BOILERPLATE;
    for (size_t i = 0; i < count; i++)
        split(&splitter, cuts[i], cuts[i + 1]);
}
