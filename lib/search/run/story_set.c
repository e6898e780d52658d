/* Finds all stories of an index: documents with a band in common are compared,
 * and those that are alike are joined. */
#include "search/run/story_set.h"
#include "article/terms.h"
#include "search/run/sketched.h"

#include <stdlib.h>

/* ---- which documents share a band ---- */

/* Bands of documents: the band above, the document below. */
struct bands {
    uint64_t *items;
    size_t count, room;
};

static void take_sketch(void *closure, uint32_t document, struct ir_text value)
{
    struct bands *all = closure;

    if (value.size != SKETCH_SIZE)
        return;
    for (size_t i = 0; i < SKETCH_BANDS; i++) {
        uint64_t band = sketch_band((const unsigned char *)value.data, i);

        all->items =
            xgrow(all->items, all->count, &all->room, sizeof(*all->items));
        all->items[all->count++] = band << 32 | document;
    }
}

#define DIGIT 11 /* bits sorted by at once */
#define DIGITS (1u << DIGIT)

/* Sort by the bands: a radix sort, as there are many.  Documents came in
 * ascending order for each shard, which does not matter here. */
static void sort_bands(struct bands *all)
{
    uint64_t *spare = xmalloc((all->count + 1) * sizeof(*spare));

    for (unsigned shift = 32; shift < 32 + SKETCH_BAND_BITS; shift += DIGIT) {
        size_t starts[DIGITS + 1] = {0};
        uint64_t *sorted = spare;

        for (size_t i = 0; i < all->count; i++)
            starts[(all->items[i] >> shift & (DIGITS - 1)) + 1]++;
        for (size_t i = 1; i <= DIGITS; i++)
            starts[i] += starts[i - 1];
        for (size_t i = 0; i < all->count; i++)
            sorted[starts[all->items[i] >> shift & (DIGITS - 1)]++] =
                all->items[i];
        spare = all->items;
        all->items = sorted;
    }
    free(spare);
}

/* Where the items with the band of item i end. */
static size_t band_end(const struct bands *all, size_t i)
{
    size_t end = i + 1;

    while (end < all->count && all->items[end] >> 32 == all->items[i] >> 32)
        end++;
    return end;
}

/* ---- joining ---- */

struct joining {
    struct sketched *items; /* the documents with a shared band, in order */
    uint32_t *roots;        /* of each: another one of its story, or itself */
    size_t count, room;
};

static int compare_numbers(const void *a, const void *b)
{
    uint32_t l = *(const uint32_t *)a, r = *(const uint32_t *)b;

    return (l > r) - (l < r);
}

static int compare_documents(const void *a, const void *b)
{
    return compare_numbers(&((const struct sketched *)a)->document,
                           &((const struct sketched *)b)->document);
}

/* The numbers of the documents that share a band that is followed. */
static uint32_t *sharing(const struct bands *all, size_t *count)
{
    uint32_t *out = xmalloc((all->count + 1) * sizeof(*out));
    size_t kept = 0;

    *count = 0;
    for (size_t i = 0, end; i < all->count; i = end) {
        end = band_end(all, i);
        for (size_t j = i; end - i > 1 && end - i <= STORY_BAND_MAX && j < end;
             j++)
            out[(*count)++] = (uint32_t)all->items[j];
    }
    if (*count)
        qsort(out, *count, sizeof(*out), compare_numbers);
    for (size_t i = 0; i < *count; i++)
        if (!kept || out[kept - 1] != out[i])
            out[kept++] = out[i];
    *count = kept;
    return out;
}

static enum ir_status read_all(struct joining *j, const struct bands *all,
                               struct store *s, struct deadline *deadline,
                               struct ir_error *err)
{
    size_t count;
    uint32_t *documents = sharing(all, &count);
    enum ir_status status = IR_OK;

    j->items = xmalloc((count + 1) * sizeof(*j->items));
    j->roots = xmalloc((count + 1) * sizeof(*j->roots));
    for (size_t i = 0;
         status == IR_OK && i < count && !deadline_passed(deadline); i++)
        if (sketched_read(&j->items[j->count], s, documents[i], &status, err)) {
            j->roots[j->count] = (uint32_t)j->count;
            j->count++;
        }
    free(documents);
    return status;
}

static uint32_t root_of(struct joining *j, uint32_t i)
{
    while (j->roots[i] != i)
        i = j->roots[i] = j->roots[j->roots[i]];
    return i;
}

static struct sketched *find(const struct joining *j, uint32_t document)
{
    const struct sketched key = {.document = document};

    return bsearch(&key, j->items, j->count, sizeof(key), compare_documents);
}

/* Join those of a band that are alike. */
static enum ir_status join_band(struct joining *j, const uint64_t *items,
                                size_t count, struct store *s,
                                struct ir_error *err)
{
    enum ir_status status = IR_OK;
    uint32_t at[STORY_BAND_MAX];

    for (size_t i = 0; i < count; i++) {
        struct sketched *one = find(j, (uint32_t)items[i]);

        at[i] = (uint32_t)(one - j->items);
        for (size_t k = 0; k < i; k++) {
            uint32_t a = root_of(j, at[i]), b = root_of(j, at[k]);

            if (a != b &&
                sketched_alike(one, &j->items[at[k]], s, &status, err))
                j->roots[a > b ? a : b] = a > b ? b : a;
        }
    }
    return status;
}

static int compare_items(const void *a, const void *b)
{
    const struct story_item *l = a, *r = b;

    if (l->root != r->root)
        return l->root < r->root ? -1 : 1;
    return compare_numbers(&l->document, &r->document);
}

/* The documents that are not alone in their story. */
static void keep(struct story_set *out, struct joining *j)
{
    uint32_t *sizes = xcalloc(j->count + 1, sizeof(*sizes));

    out->items = xmalloc((j->count + 1) * sizeof(*out->items));
    for (uint32_t i = 0; i < j->count; i++)
        sizes[root_of(j, i)]++;
    for (uint32_t i = 0; i < j->count; i++)
        if (sizes[root_of(j, i)] > 1)
            out->items[out->count++] =
                (struct story_item){root_of(j, i), j->items[i].document};
    if (out->count)
        qsort(out->items, out->count, sizeof(*out->items), compare_items);
    free(sizes);
}

enum ir_status story_set_find(struct story_set *out, struct store *s,
                              struct deadline *deadline, struct ir_error *err)
{
    struct bands all = {0};
    struct joining j = {0};
    enum ir_status status =
        store_values(s, SLOT_SKETCH, take_sketch, &all, err);

    if (status == IR_OK) {
        sort_bands(&all);
        status = read_all(&j, &all, s, deadline, err);
    }
    for (size_t i = 0, end;
         status == IR_OK && i < all.count && !deadline_passed(deadline);
         i = end) {
        end = band_end(&all, i);
        if (end - i > 1 && end - i <= STORY_BAND_MAX)
            status = join_band(&j, all.items + i, end - i, s, err);
    }
    if (status == IR_OK && !deadline_passed(deadline))
        keep(out, &j);
    free(all.items);
    free(j.items);
    free(j.roots);
    return status;
}

void story_set_free(struct story_set *set)
{
    free(set->items);
    set->items = NULL;
    set->count = 0;
}
