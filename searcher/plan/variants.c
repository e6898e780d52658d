/* Words that fit patterns, the best of them kept. */
#include "searcher/plan/variants.h"
#include "searcher/plan/edits.h"
#include "text/fold.h"

#include <stdlib.h>

/* ---- patterns ---- */

static size_t next_char(struct ir_text t, size_t at)
{
    do
        at++;
    while (at < t.size && ((unsigned char)t.data[at] & 0xc0) == 0x80);
    return at;
}

/* Of several * only the last has to be tried again. */
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

/* Folded as words are; apostrophes and hyphens are no part of those. */
static void fold_pattern(struct ir_text text, struct buf *out)
{
    static const char *const dropped[] = {"'",
                                          "-",
                                          "\xe2\x80\x99",
                                          "\xe2\x80\x98",
                                          "\xca\xbc",
                                          "\xe2\x80\x90",
                                          "\xe2\x80\x91"};
    struct buf folded = BUF_INIT;

    fold_add(text, &folded);
    for (size_t i = 0; i < folded.size;) {
        size_t size = 0;

        for (size_t j = 0; !size && j < COUNT(dropped); j++)
            if (!strncmp(folded.data + i, dropped[j], strlen(dropped[j])))
                size = strlen(dropped[j]);
        if (!size)
            buf_addc(out, folded.data[i]);
        i += size ? size : 1;
    }
    buf_free(&folded);
}

static unsigned edits_of(const struct query_node *node, struct ir_text folded)
{
    size_t letters = 0;

    if (node->number)
        return node->number;
    for (size_t i = 0; i < folded.size; i = next_char(folded, i))
        letters++;
    return letters < 3 ? 0 : letters < 6 ? 1 : 2;
}

static void collect(struct variants *v, const struct query_node *node)
{
    struct pattern p = {.node = node, .text = BUF_INIT};

    for (const struct query_node *n = node->parts; n; n = n->next)
        collect(v, n);
    if (node->kind != QUERY_WILD && node->kind != QUERY_FUZZY)
        return;
    fold_pattern(node->text, &p.text);
    if (node->kind == QUERY_WILD)
        p.prefix = strcspn(p.text.data, "*?");
    else
        p.edits = edits_of(node, buf_text(&p.text));
    v->items = xgrow(v->items, v->count, &v->room, sizeof(p));
    v->items[v->count++] = p;
}

void variants_start(struct variants *v, const struct query_node *root)
{
    memset(v, 0, sizeof(*v));
    if (root)
        collect(v, root);
    for (size_t i = 0; i < v->count; i++) {
        v->items[i].room = VARIANTS_ALL_MAX / v->count;
        if (v->items[i].room > VARIANTS_MAX)
            v->items[i].room = VARIANTS_MAX;
        v->items[i].items =
            xcalloc(v->items[i].room + 1, sizeof(struct variant));
    }
}

void variants_free(struct variants *v)
{
    for (size_t i = 0; i < v->count; i++) {
        struct pattern *p = &v->items[i];

        for (size_t j = 0; j < p->count; j++)
            buf_free(&p->items[j].word);
        free(p->items);
        buf_free(&p->text);
    }
    free(v->items);
    memset(v, 0, sizeof(*v));
}

const struct pattern *variants_of(const struct variants *v,
                                  const struct query_node *node)
{
    for (size_t i = 0; i < v->count; i++)
        if (v->items[i].node == node)
            return &v->items[i];
    return NULL;
}

/* ---- the best of them ---- */

/* Nearest first, then the most frequent, then by bytes. */
static int compare(const void *a, const void *b)
{
    const struct variant *l = a, *r = b;

    if (l->distance != r->distance)
        return l->distance < r->distance ? -1 : 1;
    if (l->frequency != r->frequency)
        return l->frequency > r->frequency ? -1 : 1;
    return text_compare(buf_text(&l->word), buf_text(&r->word));
}

static void swap(struct variant *a, struct variant *b)
{
    struct variant kept = *a;

    *a = *b;
    *b = kept;
}

/* The worst is at the top. */
static void sink(struct pattern *p)
{
    for (size_t at = 0, child; (child = 2 * at + 1) < p->count; at = child) {
        if (child + 1 < p->count &&
            compare(&p->items[child + 1], &p->items[child]) > 0)
            child++;
        if (compare(&p->items[child], &p->items[at]) <= 0)
            return;
        swap(&p->items[child], &p->items[at]);
    }
}

static void rise(struct pattern *p)
{
    for (size_t at = p->count - 1; at; at = (at - 1) / 2) {
        size_t parent = (at - 1) / 2;

        if (compare(&p->items[at], &p->items[parent]) <= 0)
            return;
        swap(&p->items[at], &p->items[parent]);
    }
}

static void keep(struct pattern *p, struct ir_text word, unsigned distance,
                 uint64_t frequency)
{
    struct variant *v = &p->items[p->count];

    /* The slot behind the last is scratch. */
    v->word.data = v->word.room ? v->word.data : buf_empty;
    buf_clear(&v->word);
    buf_addt(&v->word, word);
    v->distance = distance;
    v->frequency = frequency;
    if (p->count < p->room) {
        p->count++;
        rise(p);
        return;
    }
    p->cut = true;
    if (p->room && compare(v, &p->items[0]) < 0) {
        swap(v, &p->items[0]);
        sink(p);
    }
}

static void offer(struct pattern *p, struct ir_text word, uint64_t frequency)
{
    struct ir_text text = buf_text(&p->text);
    size_t most = 4 * (size_t)p->edits;
    unsigned distance;

    if (p->node->kind == QUERY_WILD) {
        if (pattern_fits(text, word))
            keep(p, word, 0, frequency);
        return;
    }
    if (word.size > text.size + most || text.size > word.size + most)
        return;
    distance = edit_distance(text, word, p->edits);
    if (distance <= p->edits)
        keep(p, word, distance, frequency);
}

void variants_offer(struct variants *v, struct ir_text word, uint64_t frequency)
{
    for (size_t i = 0; i < v->count; i++)
        if (!v->items[i].prefix)
            offer(&v->items[i], word, frequency);
}

void variants_offer_one(struct variants *v, size_t i, struct ir_text word,
                        uint64_t frequency)
{
    offer(&v->items[i], word, frequency);
}

void variants_finish(struct variants *v)
{
    for (size_t i = 0; i < v->count; i++) {
        struct pattern *p = &v->items[i];

        buf_free(&p->items[p->count].word);
        qsort(p->items, p->count, sizeof(*p->items), compare);
    }
}
