/*
 * All pairs of articles of an index that are alike, exactly: bench/copies INDEX
 * LEAST prints the likeness of each pair, if it is LEAST or more, and the ids.
 *
 * The likeness is the one that sketches estimate (see text/sketch.h), of the sets
 * of shingles themselves.  Two sets that are alike by LEAST share one of the
 * rarest shingles of each, so that only few pairs are compared.
 */
#include "search/run/searcher.h"
#include "text/credits.h"
#include "text/sketch.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>

struct set {
    uint64_t *items; /* sorted */
    size_t count, room;
};

struct article {
    char *id;
    struct set shingles;
};

/* A shingle of an article, or how many have it: sorted by the first. */
struct holder {
    uint64_t key, value;
};

static struct article *articles;
static size_t article_count, article_room;
static struct words *walk;
static struct set hashes; /* of the words of a text */

static void fail(const char *message)
{
    fprintf(stderr, "copies: %s\n", message);
    exit(EXIT_FAILURE);
}

static void add(struct set *s, uint64_t item)
{
    s->items = xgrow(s->items, s->count, &s->room, sizeof(*s->items));
    s->items[s->count++] = item;
}

static int compare(const void *a, const void *b)
{
    const uint64_t l = *(const uint64_t *)a, r = *(const uint64_t *)b;

    return (l > r) - (l < r);
}

static int compare_holders(const void *a, const void *b)
{
    const struct holder *l = a, *r = b;
    const int order = compare(&l->key, &r->key);

    return order ? order : compare(&l->value, &r->value);
}

/* Sort, and keep one of each. */
static void tidy(struct set *s)
{
    size_t kept = 0;

    if (s->count)
        qsort(s->items, s->count, sizeof(*s->items), compare);
    for (size_t i = 0; i < s->count; i++)
        if (!kept || s->items[kept - 1] != s->items[i])
            s->items[kept++] = s->items[i];
    s->count = kept;
}

/* ---- shingles ---- */

static void read_words(struct ir_text text, size_t from, struct ir_range own)
{
    struct word word;

    hashes.count = 0;
    words_start(walk, text, from, 0, NULL);
    while (words_next(walk, &word))
        if (word.form.size && word.start >= own.start && word.end <= own.end &&
            !(word.flags & (WORD_JOINED | WORD_BESIDE | WORD_ACRONYM)))
            add(&hashes, sketch_hash(word.form));
}

static uint64_t shingle_hash(uint64_t shingle, uint64_t copy)
{
    uint64_t hash = (shingle + copy) * UINT64_C(0xd6e8feb86659fd93);

    hash ^= hash >> 32;
    return hash * UINT64_C(0xd6e8feb86659fd93);
}

/* Add the shingle of words [first, last], as often as it counts. */
static void add_shingle(struct set *s, size_t first, size_t last)
{
    bool number = false;
    uint64_t shingle = 0;
    size_t weight = 1;

    for (size_t i = first; i <= last; i++) {
        number = number || hashes.items[i] & 1;
        shingle = shingle * UINT64_C(0x9e3779b97f4a7c15) + hashes.items[i];
    }
    if (first < SKETCH_LEAD)
        weight = SKETCH_LEAD_WEIGHT;
    if (number && last - first + 1 == SKETCH_SHINGLE)
        weight = SKETCH_NUMBER_WEIGHT;
    for (size_t i = 0; i < weight; i++)
        add(s, shingle_hash(shingle, i));
}

/* Add the shingles of the words that were read. */
static void add_shingles(struct set *s)
{
    const size_t most = SKETCH_SHINGLE;

    if (hashes.count && hashes.count < most)
        add_shingle(s, 0, hashes.count - 1);
    for (size_t i = 0; i + most <= hashes.count; i++)
        add_shingle(s, i, i + most - 1);
}

static void read_article(const struct record *r)
{
    const struct ir_text text = r->article.text, title = r->article.title;
    const size_t body = r->sentences.count ? r->sentences.items[0].start : 0;
    struct article *a;

    articles = xgrow(articles, article_count, &article_room, sizeof(*articles));
    a = &articles[article_count++];
    *a =
        (struct article){.id = strndup(r->article.id.data, r->article.id.size)};
    read_words(text, body, credits_between(text, body, &r->sentences));
    if (!hashes.count)
        return; /* it has no sketch */
    add_shingles(&a->shingles);
    if (hashes.count < SKETCH_TITLED) {
        read_words(title, 0, (struct ir_range){0, title.size});
        add_shingles(&a->shingles);
    }
    tidy(&a->shingles);
}

static void read_all(const char *dir)
{
    struct record record = RECORD_INIT;
    struct ir_request request;
    struct ir_searcher *s;
    struct ir_list *list = NULL;
    struct ir_error err;
    struct ir_text id;
    uint32_t document;

    ir_request_init(&request);
    request.query = TEXT("*");
    if (ir_open(&dir, 1, &s, &err) || ir_list_start(s, &request, &list, &err))
        fail(err.message);
    while (ir_list_next(list, &id, &err) == IR_OK) {
        if (searcher_article(s, id, &record, &document, &err))
            fail(err.message);
        read_article(&record);
    }
    ir_list_free(list);
    ir_close(s);
    record_free(&record);
}

/* ---- pairs ---- */

/* Each shingle of each article; returns their number. */
static size_t list_holders(struct holder **out)
{
    size_t count = 0;

    for (size_t i = 0; i < article_count; i++)
        count += articles[i].shingles.count;
    *out = xmalloc((count + 1) * sizeof(**out));
    count = 0;
    for (size_t i = 0; i < article_count; i++)
        for (size_t k = 0; k < articles[i].shingles.count; k++)
            (*out)[count++] = (struct holder){articles[i].shingles.items[k], i};
    qsort(*out, count, sizeof(**out), compare_holders);
    return count;
}

static size_t holder_end(const struct holder *all, size_t count, size_t i)
{
    size_t end = i + 1;

    while (end < count && all[end].key == all[i].key)
        end++;
    return end;
}

/* How many articles have the shingle. */
static uint64_t frequency(const struct holder *all, size_t count, uint64_t key)
{
    size_t from = 0, to = count;

    while (from < to) {
        const size_t middle = from + (to - from) / 2;

        if (all[middle].key < key)
            from = middle + 1;
        else
            to = middle;
    }
    return holder_end(all, count, from) - from;
}

/* Keep of all holders those of the rarest shingles of each article, which another
 * one with a likeness of least cannot all lack. */
static size_t keep_rarest(struct holder **all, size_t count, double least)
{
    struct holder *kept = xmalloc((count + 1) * sizeof(*kept));
    size_t kept_count = 0;

    for (size_t i = 0; i < article_count; i++) {
        const struct set *s = &articles[i].shingles;
        const size_t need = (size_t)((1 - least) * (double)s->count) + 1;
        struct holder *own = xmalloc((s->count + 1) * sizeof(*own));

        for (size_t k = 0; k < s->count; k++)
            own[k] = (struct holder){frequency(*all, count, s->items[k]),
                                     s->items[k]};
        qsort(own, s->count, sizeof(*own), compare_holders);
        for (size_t k = 0; k < s->count && k < need; k++)
            kept[kept_count++] = (struct holder){own[k].value, i};
        free(own);
    }
    qsort(kept, kept_count, sizeof(*kept), compare_holders);
    free(*all);
    *all = kept;
    return kept_count;
}

static double likeness(const struct set *a, const struct set *b)
{
    size_t i = 0, k = 0, both = 0;

    while (i < a->count && k < b->count) {
        const uint64_t l = a->items[i], r = b->items[k];

        both += l == r;
        i += l <= r;
        k += r <= l;
    }
    return (double)both / (double)(a->count + b->count - both);
}

/* Print the pairs that share one of these shingles and are alike. */
static void print_pairs(const struct holder *all, size_t count, double least)
{
    struct set pairs = {NULL, 0, 0};

    for (size_t i = 0, end; i < count; i = end) {
        end = holder_end(all, count, i);
        for (size_t a = i; a < end; a++)
            for (size_t b = a + 1; b < end; b++)
                add(&pairs, all[a].value << 32 | all[b].value);
    }
    tidy(&pairs);
    for (size_t i = 0; i < pairs.count; i++) {
        const struct article *a = &articles[pairs.items[i] >> 32];
        const struct article *b = &articles[(uint32_t)pairs.items[i]];
        const double like = likeness(&a->shingles, &b->shingles);

        if (like >= least)
            printf("%.4f\t%s\t%s\n", like, a->id, b->id);
    }
    free(pairs.items);
}

int main(int argc, char **argv)
{
    struct holder *all;
    size_t count;
    double least = 0;

    if (argc != 3 || (least = strtod(argv[2], NULL)) <= 0 || least > 1)
        fail("usage: copies INDEX LEAST");
    walk = words_new();
    read_all(argv[1]);
    count = list_holders(&all);
    count = keep_rarest(&all, count, least);
    print_pairs(all, count, least);
    return EXIT_SUCCESS;
}
