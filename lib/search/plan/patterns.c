/* Matches words against patterns; caches the result for words of texts. */
#include "search/plan/variants.h"

#include "text/utf8.h"

#include <stdlib.h>

/* ---- wildcards ---- */

static size_t next_char(struct ir_text t, size_t at)
{
    do
        at++;
    while (at < t.size && ((unsigned char)t.data[at] & 0xc0) == 0x80);
    return at;
}

/* Of several * only the last needs backtracking. */
bool pattern_fits(struct ir_text pattern, struct ir_text word)
{
    size_t p = 0, w = 0, star = SIZE_MAX, from = 0;

    while (w < word.size) {
        if (p < pattern.size && pattern.data[p] == '*') {
            star = ++p;
            from = w;
        } else if (p < pattern.size && pattern.data[p] == '?') {
            p++;
            w = next_char(word, w);
        } else if (p < pattern.size && pattern.data[p] == word.data[w]) {
            p++;
            w++;
        } else if (star != SIZE_MAX) {
            p = star;
            w = from = next_char(word, from);
        } else {
            return false;
        }
    }
    while (p < pattern.size && pattern.data[p] == '*')
        p++;
    return p == pattern.size;
}

/* ---- edits ---- */

/* The characters of a word; their number, or WORD_MAX + 1 if over WORD_MAX. */
static size_t characters(struct ir_text word, uint32_t *out)
{
    size_t count = 0, at = 0;

    while (at < word.size) {
        if (count == WORD_MAX)
            return WORD_MAX + 1;
        out[count++] = utf8_next(word.data, word.size, &at);
    }
    return count;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/*
 * Fill row i of the table of distances between prefixes; above and before are
 * the two rows over it.  Returns its least entry.
 */
static unsigned fill_row(const uint32_t *a, size_t i, const uint32_t *b,
                         size_t size, unsigned *row, const unsigned *above,
                         const unsigned *before)
{
    unsigned smallest = row[0] = (unsigned)i;

    for (size_t j = 1; j <= size; j++) {
        row[j] = least(least(above[j], row[j - 1]) + 1,
                       above[j - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = least(row[j], before[j - 2] + 1);
        smallest = least(smallest, row[j]);
    }
    return smallest;
}

/* The set of letters a to z in a word. */
static uint32_t letters(struct ir_text word)
{
    uint32_t found = 0;

    for (size_t i = 0; i < word.size; i++)
        if (word.data[i] >= 'a' && word.data[i] <= 'z')
            found |= UINT32_C(1) << (word.data[i] - 'a');
    return found;
}

/* A lower bound of the distance, which rejects most words cheaply: an edit
 * removes at most one letter and adds at most one. */
static bool too_different(struct ir_text a, struct ir_text b, unsigned most)
{
    uint32_t in_a = letters(a), in_b = letters(b);

    return (unsigned)__builtin_popcount(in_a & ~in_b) > most ||
           (unsigned)__builtin_popcount(in_b & ~in_a) > most;
}

unsigned edit_distance(struct ir_text a, struct ir_text b, unsigned most)
{
    uint32_t from[WORD_MAX], to[WORD_MAX];
    unsigned rows[3][WORD_MAX + 1];
    size_t n, m;

    if (too_different(a, b, most))
        return most + 1;
    n = characters(a, from);
    m = characters(b, to);
    if (n > WORD_MAX || m > WORD_MAX || n > m + most || m > n + most)
        return most + 1;
    for (size_t j = 0; j <= m; j++)
        rows[0][j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        unsigned smallest = fill_row(from, i, to, m, rows[i % 3],
                                     rows[(i + 2) % 3], rows[(i + 1) % 3]);

        /* A transposition looks back two rows, so one more edit than allowed
         * may still be undone by the next row. */
        if (smallest > most + 1)
            return most + 1;
    }
    return rows[n % 3][m];
}

/* ---- patterns ---- */

bool pattern_takes(const struct pattern *p, struct ir_text word,
                   unsigned *distance)
{
    struct ir_text text = buf_text(&p->text);
    size_t most = 4 * (size_t)p->edits;

    *distance = 0;
    if (p->kind == QUERY_WILD)
        return pattern_fits(text, word);
    if (word.size > text.size + most || text.size > word.size + most)
        return false;
    *distance = edit_distance(text, word, p->edits);
    return *distance <= p->edits;
}

bool pattern_is_sure(const struct pattern *p)
{
    for (size_t i = 0; i < p->count; i++)
        if (!variant_is_sure(&p->items[i]))
            return false;
    return !p->stems && !p->every;
}

static void filter_first(struct word_filter *filter, unsigned char first)
{
    for (unsigned second = 0; second < 256; second++)
        word_filter_add(filter, first, (unsigned char)second);
}

bool pattern_filter(const struct pattern *p, struct word_filter *filter)
{
    const unsigned char *text = (const unsigned char *)p->text.data;

    if (p->prefix) {
        if (p->prefix > 1)
            word_filter_add(filter, text[0], text[1]);
        else
            filter_first(filter, text[0]);
        return true;
    }
    if (p->every || p->cut || p->forms || p->stems)
        return false;
    for (size_t i = 0; i < p->count; i++) {
        struct ir_text word = buf_text(&p->items[i].word);

        word_filter_add(filter, (unsigned char)word.data[0],
                        word.size > 1 ? (unsigned char)word.data[1] : 0);
    }
    return true;
}

/* ---- the words of texts ---- */

#define UNKNOWN 0
#define NONE 1 /* the word fits no pattern */
#define FIRST 2

struct fits {
    const struct pattern **patterns;
    size_t count, room;
    uint32_t *of_lexeme; /* by id: UNKNOWN, NONE, or FIRST + index of a list */
    size_t lexeme_room;
    struct fit *lists; /* each ends with pattern UINT32_MAX */
    size_t size, list_room;
};

struct fits *fits_new(void)
{
    return xcalloc(1, sizeof(struct fits));
}

void fits_free(struct fits *f)
{
    if (!f)
        return;
    free(f->patterns);
    free(f->of_lexeme);
    free(f->lists);
    free(f);
}

void fits_add(struct fits *f, const struct pattern *p)
{
    f->patterns =
        xgrow(f->patterns, f->count, &f->room, sizeof(struct pattern *));
    f->patterns[f->count++] = p;
}

static void add(struct fits *f, uint32_t pattern, unsigned distance)
{
    f->lists = xgrow(f->lists, f->size, &f->list_room, sizeof(*f->lists));
    f->lists[f->size++] = (struct fit){pattern, distance};
}

static uint32_t decide(struct fits *f, struct ir_text word)
{
    size_t from = f->size;
    unsigned distance;

    for (size_t i = 0; i < f->count; i++)
        if (pattern_takes(f->patterns[i], word, &distance))
            add(f, (uint32_t)i, distance);
    if (f->size == from)
        return NONE;
    add(f, UINT32_MAX, 0);
    return FIRST + (uint32_t)from;
}

static void make_room(struct fits *f, uint32_t id)
{
    size_t room = f->lexeme_room ? f->lexeme_room : 4096;

    if (id < f->lexeme_room)
        return;
    while (room <= id)
        room *= 2;
    f->of_lexeme = xrealloc(f->of_lexeme, room * sizeof(*f->of_lexeme));
    memset(f->of_lexeme + f->lexeme_room, 0,
           (room - f->lexeme_room) * sizeof(*f->of_lexeme));
    f->lexeme_room = room;
}

const struct fit *fits_of(struct fits *f, const struct lexeme *word,
                          size_t *count)
{
    uint32_t *known;
    const struct fit *list;

    make_room(f, word->id);
    known = &f->of_lexeme[word->id];
    if (*known == UNKNOWN)
        *known = decide(f, word->form);
    *count = 0;
    if (*known == NONE)
        return NULL;
    list = &f->lists[*known - FIRST];
    while (list[*count].pattern != UINT32_MAX)
        ++*count;
    return list;
}
