/* Finds all stories of an index: documents with a band in common are compared,
 * and those that are alike are joined. */
#include "search/run/story_set.h"
#include "article/terms.h"
#include "search/run/sharing.h"

#include <stdlib.h>

#define NUMBERS (1u << SKETCH_ROW_BITS) /* that a row may be */

struct joining {
    struct sketched *items; /* all documents with a sketch */
    uint64_t *rows;         /* of each */
    uint32_t *roots;        /* of each: another one of its story, or itself */
    size_t count, room, row_room;
    struct store *store;
    uint32_t sizes[SKETCH_ROWS][NUMBERS]; /* of rows, in documents */
    /* Items below, a band of theirs above: by the band. */
    uint64_t *order, *spare;
};

static void take_sketch(void *closure, uint32_t document, struct ir_text value)
{
    struct joining *j = closure;
    struct sketched *item;

    if (value.size != SKETCH_SIZE)
        return;
    j->items = xgrow(j->items, j->count, &j->room, sizeof(*j->items));
    j->rows = xgrow(j->rows, j->count, &j->row_room, sizeof(*j->rows));
    item = &j->items[j->count];
    *item = (struct sketched){.document = document};
    memcpy(item->sketch, value.data, SKETCH_SIZE);
    j->rows[j->count] = sketch_rows(item->sketch);
    for (size_t i = 0; i < SKETCH_ROWS; i++)
        j->sizes[i][sketch_row(j->rows[j->count], i)]++;
    j->count++;
}

/* ---- sorting ---- */

/* Sort the first count of the order by a digit; equal ones stay in their order. */
static void sort_by(struct joining *j, size_t count, unsigned shift)
{
    uint32_t starts[NUMBERS + 1] = {0};
    uint64_t *sorted = j->spare;

    for (size_t i = 0; i < count; i++)
        starts[(j->order[i] >> shift & (NUMBERS - 1)) + 1]++;
    for (size_t i = 1; i <= NUMBERS; i++)
        starts[i] += starts[i - 1];
    for (size_t i = 0; i < count; i++)
        sorted[starts[j->order[i] >> shift & (NUMBERS - 1)]++] = j->order[i];
    j->spare = j->order;
    j->order = sorted;
}

/* Put in order those whose rows i and k are both followed; returns how many
 * there are. */
static size_t order_by(struct joining *j, size_t i, size_t k, size_t most)
{
    size_t count = 0;

    for (size_t item = 0; item < j->count; item++) {
        const uint64_t a = sketch_row(j->rows[item], i);
        const uint64_t b = sketch_row(j->rows[item], k);

        if (j->sizes[i][a] <= most && j->sizes[k][b] <= most)
            j->order[count++] = (a << SKETCH_ROW_BITS | b) << 32 | item;
    }
    sort_by(j, count, 32);
    sort_by(j, count, 32 + SKETCH_ROW_BITS);
    return count;
}

/* ---- joining ---- */

static uint32_t root_of(struct joining *j, uint32_t i)
{
    while (j->roots[i] != i)
        i = j->roots[i] = j->roots[j->roots[i]];
    return i;
}

/* Join those of a band that are alike. */
static enum ir_status join_band(struct joining *j, const uint64_t *band,
                                size_t count, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; status == IR_OK && k < i; k++) {
            const uint32_t one = (uint32_t)band[i], other = (uint32_t)band[k];
            uint32_t a = root_of(j, one), b = root_of(j, other);

            if (a != b && sketched_alike(&j->items[one], &j->items[other],
                                         j->store, &status, err))
                j->roots[a > b ? a : b] = a > b ? b : a;
        }
    return status;
}

/* Join the documents that share rows i and k. */
static enum ir_status join_rows(struct joining *j, size_t i, size_t k,
                                size_t most, struct deadline *deadline,
                                struct ir_error *err)
{
    const size_t count = order_by(j, i, k, most);
    enum ir_status status = IR_OK;

    for (size_t at = 0, end;
         status == IR_OK && at < count && !deadline_passed(deadline);
         at = end) {
        for (end = at + 1; end < count; end++)
            if (j->order[end] >> 32 != j->order[at] >> 32)
                break;
        if (end - at <= STORY_BAND_MAX)
            status = join_band(j, j->order + at, end - at, err);
    }
    return status;
}

static enum ir_status join_all(struct joining *j, size_t most,
                               struct deadline *deadline, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    j->roots = xmalloc((j->count + 1) * sizeof(*j->roots));
    j->order = xmalloc((j->count + 1) * sizeof(*j->order));
    j->spare = xmalloc((j->count + 1) * sizeof(*j->spare));
    for (uint32_t i = 0; i < j->count; i++)
        j->roots[i] = i;
    for (size_t i = 0; i < SKETCH_ROWS; i++)
        for (size_t k = i + 1; status == IR_OK && k < SKETCH_ROWS; k++)
            status = join_rows(j, i, k, most, deadline, err);
    return status;
}

/* ---- the set ---- */

static int compare_numbers(uint32_t l, uint32_t r)
{
    return (l > r) - (l < r);
}

static int compare_items(const void *a, const void *b)
{
    const struct story_item *l = a, *r = b;

    if (l->root != r->root)
        return compare_numbers(l->root, r->root);
    return compare_numbers(l->document, r->document);
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
                              uint64_t articles, struct deadline *deadline,
                              struct ir_error *err)
{
    struct joining *j = xcalloc(1, sizeof(*j));
    enum ir_status status = store_values(s, SLOT_SKETCH, take_sketch, j, err);

    j->store = s;
    if (status == IR_OK)
        status = join_all(j, STORY_ROW_MAX(articles), deadline, err);
    if (status == IR_OK && !deadline_passed(deadline))
        keep(out, j);
    free(j->items);
    free(j->rows);
    free(j->roots);
    free(j->order);
    free(j->spare);
    free(j);
    return status;
}

void story_set_free(struct story_set *set)
{
    free(set->items);
    set->items = NULL;
    set->count = 0;
}
