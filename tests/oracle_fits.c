/* Which words of an article fit a leaf. */
#include "tests/oracle.h"
#include "text/utf8.h"

#include <stdlib.h>

/* Of struct oracle_known.fits. */
enum { UNKNOWN, FITS, FITS_NOT };

/* ---- what is known of leaves ---- */

void oracle_memory_start(struct oracle_memory *m, size_t articles,
                         const struct stems *stems)
{
    *m = (struct oracle_memory){articles, stems_count(stems), SEEN_INIT};
}

static void free_known(const struct oracle_memory *m, struct oracle_known *k)
{
    for (size_t i = 0; i < m->articles; i++) {
        if (k->spots[i])
            spots_free(k->spots[i]);
        free(k->spots[i]);
    }
    free(k->spots);
    free(k->fits);
    free(k);
}

void oracle_memory_end(struct oracle_memory *m)
{
    for (size_t i = 0; i < m->known.room; i++)
        if (m->known.slots[i].key)
            free_known(
                m, (struct oracle_known *)(uintptr_t)m->known.slots[i].value);
    seen_free(&m->known);
}

static void add_text(struct buf *out, const struct buf *text)
{
    buf_addf(out, "%zu:", text->size);
    buf_addt(out, buf_text(text));
}

/* All of the leaf that decides what fits. */
static uint64_t key_of(const struct oracle_leaf *leaf)
{
    const struct query_node *node = leaf->node;
    struct buf content = BUF_INIT;
    uint64_t key;

    buf_addf(&content, "%d %u %d %zu %zu %p", (int)node->kind,
             (unsigned)node->number, node->wild, leaf->count, leaf->terms,
             (const void *)leaf->joined);
    for (size_t i = 0; i < leaf->count + leaf->terms; i++)
        buf_addf(&content, " %p", (const void *)leaf->forms[i]);
    add_text(&content, &leaf->text);
    for (size_t i = 0; node->wild && i < leaf->count; i++)
        add_text(&content, &leaf->patterns[i]);
    key = seen_key(content.data, content.size);
    buf_free(&content);
    return key;
}

struct oracle_known *oracle_known(struct oracle_memory *m,
                                  const struct oracle_leaf *leaf)
{
    uint64_t key = key_of(leaf), known = seen_get(&m->known, key);
    size_t words = leaf->count ? leaf->count : 1;
    struct oracle_known *k;

    if (known)
        return (struct oracle_known *)(uintptr_t)known;
    k = xmalloc(sizeof(*k));
    k->fits = xcalloc((words + 1) * m->forms, sizeof(*k->fits));
    k->spots = xcalloc(m->articles, sizeof(*k->spots));
    seen_put(&m->known, key, (uintptr_t)k, &known);
    return k;
}

/* ---- what fits ---- */

static size_t step(struct ir_text t)
{
    size_t at = 0;

    utf8_next(t.data, t.size, &at);
    return at;
}

static struct ir_text rest(struct ir_text t, size_t from)
{
    return (struct ir_text){t.data + from, t.size - from};
}

static bool fits_pattern(struct ir_text pattern, struct ir_text word)
{
    if (!pattern.size)
        return !word.size;
    if (*pattern.data == '*')
        return fits_pattern(rest(pattern, 1), word) ||
               (word.size && fits_pattern(pattern, rest(word, step(word))));
    if (!word.size)
        return false;
    if (*pattern.data == '?')
        return fits_pattern(rest(pattern, 1), rest(word, step(word)));
    return *pattern.data == *word.data &&
           fits_pattern(rest(pattern, 1), rest(word, 1));
}

static size_t letters_of(struct ir_text t, uint32_t *out)
{
    size_t count = 0, at = 0;

    while (at < t.size)
        out[count++] = utf8_next(t.data, t.size, &at);
    return count;
}

/* Is one word the other after so many letters are put in, left out, replaced
 * or swapped with the next? */
static bool alike(const uint32_t *a, size_t n, const uint32_t *b, size_t m,
                  size_t edits)
{
    if (n && m && *a == *b && alike(a + 1, n - 1, b + 1, m - 1, edits))
        return true;
    if (!n && !m)
        return true;
    if (!edits)
        return false;
    return (n && alike(a + 1, n - 1, b, m, edits - 1)) ||
           (m && alike(a, n, b + 1, m - 1, edits - 1)) ||
           (n && m && alike(a + 1, n - 1, b + 1, m - 1, edits - 1)) ||
           (n > 1 && m > 1 && a[0] == b[1] && a[1] == b[0] &&
            alike(a + 2, n - 2, b + 2, m - 2, edits - 1));
}

/* Without a number: as query.h says, by length. */
static bool fits_fuzzy(const struct oracle_leaf *leaf, struct ir_text word)
{
    uint32_t a[WORD_MAX], b[WORD_MAX];
    size_t n = letters_of(buf_text(&leaf->text), a), m = letters_of(word, b);
    size_t edits = leaf->node->number;

    if (!edits)
        edits = n < 3 ? 0 : n < 6 ? 1 : 2;
    return alike(a, n, b, m, edits);
}

static bool fits_topic(const struct oracle_leaf *leaf,
                       const struct lexeme *form)
{
    for (size_t i = 0; i < leaf->terms; i++)
        if (form->stem == leaf->forms[i]->stem)
            return true;
    return false;
}

static bool form_fits(const struct oracle_leaf *leaf, size_t i,
                      const struct lexeme *form)
{
    if (leaf->node->wild && leaf->patterns[i].size)
        return fits_pattern(buf_text(&leaf->patterns[i]), form->form);
    switch ((int)leaf->node->kind) {
    case QUERY_WILD: return fits_pattern(buf_text(&leaf->text), form->form);
    case QUERY_FUZZY: return fits_fuzzy(leaf, form->form);
    case QUERY_TOPIC: return fits_topic(leaf, form);
    case QUERY_PHRASE:
    case QUERY_EXACT: return form == leaf->forms[i];
    default: return form->stem == leaf->forms[i]->stem;
    }
}

static bool form_fits_joined(const struct oracle_leaf *leaf,
                             const struct lexeme *form)
{
    if (leaf->node->wild)
        return leaf->text.size &&
               fits_pattern(buf_text(&leaf->text), form->form);
    return leaf->joined && form->stem == leaf->joined->stem;
}

/* Word i of the leaf; the one after its last is all of it as one word. */
static bool fits(const struct question *q, const struct oracle_leaf *leaf,
                 size_t i, const struct lexeme *form)
{
    size_t words = leaf->count ? leaf->count : 1;
    unsigned char *known = &leaf->known->fits[i * q->memory->forms + form->id];

    if (*known == UNKNOWN)
        *known = (i == words ? form_fits_joined(leaf, form)
                             : form_fits(leaf, i, form))
                     ? FITS
                     : FITS_NOT;
    return *known == FITS;
}

bool oracle_fits(const struct question *q, const struct oracle_leaf *leaf,
                 size_t i, const struct oracle_word *word)
{
    return word->form && fits(q, leaf, i, word->form);
}

bool oracle_fits_joined(const struct question *q,
                        const struct oracle_leaf *leaf,
                        const struct oracle_word *word)
{
    size_t words = leaf->count ? leaf->count : 1;

    return word->form && fits(q, leaf, words, word->form);
}

static bool stands_at(const struct question *q, const struct oracle_leaf *leaf,
                      size_t i, const struct oracle_article *a,
                      enum ir_field field, uint32_t position)
{
    for (size_t j = 0; j < a->count; j++)
        if (a->words[j].field == field && a->words[j].position == position &&
            oracle_fits(q, leaf, i, &a->words[j]))
            return true;
    return false;
}

static void find_spots(const struct question *q, const struct oracle_leaf *leaf,
                       const struct oracle_article *a, struct spots *out)
{
    size_t count = leaf->count ? leaf->count : 1;

    for (size_t i = 0; i < a->count; i++) {
        const struct oracle_word *w = &a->words[i];
        size_t n = 1;

        if (oracle_fits_joined(q, leaf, w))
            spots_add(out, (struct spot){w->field, w->position, w->last});
        if (!oracle_fits(q, leaf, 0, w))
            continue;
        while (n < count &&
               stands_at(q, leaf, n, a, w->field, w->position + (uint32_t)n))
            n++;
        if (n == count)
            spots_add(out, (struct spot){w->field, w->position,
                                         w->position + (uint32_t)n - 1});
    }
}

const struct spots *oracle_leaf_spots(const struct question *q,
                                      const struct oracle_leaf *leaf,
                                      const struct oracle_article *a)
{
    struct spots **known = &leaf->known->spots[a->number];

    if (!*known) {
        *known = xcalloc(1, sizeof(**known));
        find_spots(q, leaf, a, *known);
    }
    return *known;
}
