/* Finds the documents that share two rows with a sketch, by the rows' terms. */
#include "search/run/sharing.h"
#include "article/terms.h"

#include <stdlib.h>

void sharing_free(struct sharing *x)
{
    seen_free(&x->rows);
    free(x->items);
    *x = (struct sharing){0};
}

/* Note that the document has this row, and list it when that is its second. */
static void take_holder(void *closure, uint32_t document)
{
    struct sharing *x = closure;
    const uint64_t had = seen_get(&x->rows, document);
    uint64_t before;

    seen_put(&x->rows, document, had | UINT64_C(1) << x->row, &before);
    if (!had || had & (had - 1))
        return;
    x->items = xgrow(x->items, x->count, &x->room, sizeof(*x->items));
    x->items[x->count++] = document;
}

/* The bands among rows, as bits: rows i and j are band i * SKETCH_ROWS + j. */
static uint64_t bands_of(uint64_t rows)
{
    uint64_t bands = 0;

    for (size_t i = 0; i < SKETCH_ROWS; i++)
        if (rows >> i & 1)
            bands |= rows >> (i + 1) << (i + 1) << i * SKETCH_ROWS;
    return bands;
}

/* Keep the documents that share a band that is followed. */
static void keep_followed(struct sharing *x)
{
    size_t sizes[SKETCH_ROWS * SKETCH_ROWS] = {0}, kept = 0;
    uint64_t followed = 0;

    for (size_t i = 0; i < x->count; i++)
        for (uint64_t bands = bands_of(seen_get(&x->rows, x->items[i])); bands;
             bands &= bands - 1)
            sizes[__builtin_ctzll(bands)]++;
    for (size_t i = 0; i < COUNT(sizes); i++)
        if (sizes[i] <= STORY_BAND_MAX)
            followed |= UINT64_C(1) << i;
        else
            x->common = true;
    for (size_t i = 0; i < x->count; i++)
        if (bands_of(seen_get(&x->rows, x->items[i])) & followed)
            x->items[kept++] = x->items[i];
    x->count = kept;
}

enum ir_status sharing_find(struct sharing *x, struct store *s,
                            const unsigned char *sketch, uint64_t articles,
                            struct ir_error *err)
{
    const uint64_t rows = sketch_rows(sketch);
    struct buf term = BUF_INIT;
    enum ir_status status = IR_OK;
    uint64_t count;

    x->common = false;
    seen_clear(&x->rows);
    x->count = 0;
    for (x->row = 0; status == IR_OK && x->row < SKETCH_ROWS; x->row++) {
        term_row(&term, x->row, sketch_row(rows, x->row));
        status = store_holders(s, buf_text(&term), STORY_ROW_MAX(articles),
                               take_holder, x, &count, err);
        x->common =
            x->common || (status == IR_OK && count > STORY_ROW_MAX(articles));
    }
    buf_free(&term);
    keep_followed(x);
    return status;
}
