/* Finds and aligns the words of a quotation in a text. */
#include "text/wording.h"

#include <stdlib.h>
#include <xxhash.h>

void wording_free(struct wording *w)
{
    free(w->items);
    *w = (struct wording){NULL, 0, 0};
}

/* One word for each place: of a compound its parts, of a script without spaces
 * its characters. */
void wording_read(struct wording *w, struct ir_text text, struct words *walk)
{
    uint32_t place = UINT32_MAX;
    struct word word;

    w->count = 0;
    words_start(walk, text, 0, 0, NULL);
    while (words_next(walk, &word)) {
        bool unit = word.flags & WORD_UNIT;
        struct ir_text form =
            word.form.size ? word.form : text_slice(text, word.start, word.end);
        struct worded one = {.form = XXH3_64bits(form.data, form.size),
                             .start = word.start,
                             .end = word.end,
                             .joins = unit};

        if (word.position == place && unit) {
            w->items[w->count - 1] = one;
            continue;
        }
        if (word.position == place ||
            word.flags &
                (WORD_JOINED | WORD_ASIDE | WORD_ACRONYM | WORD_SPELLING))
            continue;
        place = word.position;
        w->items = xgrow(w->items, w->count, &w->room, sizeof(one));
        w->items[w->count++] = one;
    }
}

/* ---- the same words ---- */

/* For each word of a quotation: how many of its first words a match goes on with
 * when the next word is not this one (Knuth, Morris and Pratt 1977). */
static size_t *retreats(const struct wording *words)
{
    size_t *out = xcalloc(words->count + 1, sizeof(*out)), at = 0;

    for (size_t i = 1; i < words->count; i++) {
        while (at && words->items[i].form != words->items[at].form)
            at = out[at - 1];
        at += words->items[i].form == words->items[at].form;
        out[i] = at;
    }
    return out;
}

size_t wording_find(const struct wording *words, const struct wording *text)
{
    size_t *back = retreats(words), at = 0, found = SIZE_MAX;

    for (size_t i = 0; words->count && i < text->count; i++) {
        while (at && text->items[i].form != words->items[at].form)
            at = back[at - 1];
        at += text->items[i].form == words->items[at].form;
        if (at == words->count) {
            found = i + 1 - at;
            break;
        }
    }
    free(back);
    return found;
}

/* ---- most of the words ---- */

/* A word of the quotation, and how often it may still be counted. */
struct tally {
    uint64_t form;
    size_t left;
};

static int compare_tallies(const void *a, const void *b)
{
    const struct tally *l = a, *r = b;

    return (l->form > r->form) - (l->form < r->form);
}

/* The distinct words, sorted, with how often each is there. */
static size_t tally_words(const struct wording *words, struct tally *out)
{
    size_t count = 0;

    for (size_t i = 0; i < words->count; i++)
        out[i] = (struct tally){words->items[i].form, 1};
    qsort(out, words->count, sizeof(*out), compare_tallies);
    for (size_t i = 0; i < words->count; i++)
        if (count && out[count - 1].form == out[i].form)
            out[count - 1].left++;
        else
            out[count++] = out[i];
    return count;
}

/* The first word of the part of as many words that shares most with the
 * quotation, in any order; SIZE_MAX: none shares any. */
static size_t best_window(const struct wording *words,
                          const struct wording *text)
{
    struct tally *all = xcalloc(words->count, sizeof(*all));
    size_t distinct = tally_words(words, all), best = SIZE_MAX, most = 0;
    size_t shared = 0;
    bool *counted = xcalloc(text->count + 1, sizeof(*counted));

    for (size_t i = 0; i < text->count; i++) {
        const struct tally key = {text->items[i].form, 0};
        struct tally *t =
            bsearch(&key, all, distinct, sizeof(*all), compare_tallies);

        if (i >= words->count && counted[i - words->count]) {
            const struct tally old = {text->items[i - words->count].form, 0};
            struct tally *gone =
                bsearch(&old, all, distinct, sizeof(*all), compare_tallies);

            gone->left++;
            shared--;
        }
        counted[i] = t && t->left;
        if (counted[i]) {
            t->left--;
            shared++;
        }
        if (shared <= most)
            continue;
        most = shared;
        best = i + 1 > words->count ? i + 1 - words->count : 0;
    }
    free(all);
    free(counted);
    return best;
}

/* The table of an alignment: lengths[i][j] is how many words the rests from
 * word i of the quotation and from word j of the part have in common. */
struct table {
    const struct worded *words, *part;
    size_t word_count, part_count;
    uint16_t *lengths;
};

static uint16_t *length_at(const struct table *t, size_t i, size_t j)
{
    return &t->lengths[i * (t->part_count + 1) + j];
}

static void fill_table(struct table *t)
{
    t->lengths =
        xcalloc((t->word_count + 1) * (t->part_count + 1), sizeof(*t->lengths));
    for (size_t i = t->word_count; i-- > 0;)
        for (size_t j = t->part_count; j-- > 0;) {
            uint16_t down = *length_at(t, i + 1, j);
            uint16_t right = *length_at(t, i, j + 1);
            uint16_t both = *length_at(t, i + 1, j + 1);

            *length_at(t, i, j) = t->words[i].form == t->part[j].form
                                      ? (uint16_t)(both + 1)
                                  : down > right ? down
                                                 : right;
        }
}

static void add_change(struct wording_alignment *out, size_t quoted,
                       size_t quoted_end, size_t first, size_t end)
{
    if (quoted == quoted_end && first == end)
        return;
    out->changes =
        xgrow(out->changes, out->count, &out->room, sizeof(*out->changes));
    out->changes[out->count++] =
        (struct wording_change){quoted, quoted_end, first, end};
}

/* Follow the table; words of the part before the first that is shared, and
 * behind the last, are left out, but for as many as the quotation has there. */
static void follow_table(const struct table *t, size_t from,
                         struct wording_alignment *out)
{
    size_t i = 0, j = 0, quoted = 0, first = 0;

    /* Of two places of the first words the later one is nearer to the others. */
    while (j < t->part_count && *length_at(t, 0, j) &&
           *length_at(t, 0, j + 1) == *length_at(t, 0, j))
        j++;
    while (i < t->word_count && j < t->part_count && *length_at(t, i, j)) {
        if (t->words[i].form != t->part[j].form) {
            if (*length_at(t, i + 1, j) >= *length_at(t, i, j + 1))
                i++;
            else
                j++;
            continue;
        }
        if (!out->shared) {
            first = j > i ? j - i : 0;
            out->first = from + first;
        }
        add_change(out, quoted, i, from + first, from + j);
        out->shared++;
        quoted = ++i;
        first = ++j;
    }
    i = first + (t->word_count - quoted);
    if (i > t->part_count)
        i = t->part_count;
    out->end = from + i;
    add_change(out, quoted, t->word_count, from + first, from + i);
}

bool wording_align(const struct wording *words, const struct wording *text,
                   struct wording_alignment *out)
{
    size_t best = SIZE_MAX, slack = words->count / 4 + 2, from, to;
    struct table t = {.words = words->items, .word_count = words->count};

    *out = (struct wording_alignment){.changes = NULL};
    if (words->count && words->count <= WORDING_ALIGNED_MAX)
        best = best_window(words, text);
    if (best == SIZE_MAX)
        return false;
    from = best > slack ? best - slack : 0;
    to = best + words->count + slack;
    if (to > text->count)
        to = text->count;
    t.part = text->items + from;
    t.part_count = to - from;
    fill_table(&t);
    follow_table(&t, from, out);
    free(t.lengths);
    return out->shared > 0;
}
