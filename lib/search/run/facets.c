/* Counts the values of fields over all matches. */
#include "search/run/facets.h"
#include "search/run/fields.h"
#include "search/run/timeline.h"
#include "text/language_tag.h"

#include <stdlib.h>

#define MONTH_DIGITS 6
#define YEAR_DIGITS 4

/* ---- one facet ---- */

struct facet {
    struct arena *arena;
    const struct counted *counted;
    struct store *store;
    const struct facet_field *field;
    struct ir_bucket *items;
    size_t count, room;
    uint64_t articles;   /* of all items */
    struct ir_text base; /* lang: the last tag that is not part of another */
};

/* "202605" as "2026-05"; other values as they are. */
static struct ir_text value_text(struct facet *f, struct ir_text term)
{
    struct buf month = BUF_INIT;
    struct ir_text out;

    if (strcmp(f->field->name, "month") || term.size != MONTH_DIGITS)
        return arena_text(f->arena, term);
    buf_addf(&month, "%.*s-%.*s", YEAR_DIGITS, term.data,
             MONTH_DIGITS - YEAR_DIGITS, term.data + YEAR_DIGITS);
    out = arena_text(f->arena, buf_text(&month));
    buf_free(&month);
    return out;
}

/* Is the value a part of one that was counted?  de-DE is counted in de. */
static bool is_part(struct facet *f, struct ir_text value)
{
    struct ir_text base;

    if (strcmp(f->field->name, "lang"))
        return false;
    base = language_tag_base(value);
    if (base.size < value.size && text_equal(base, f->base))
        return true;
    f->base = arena_text(f->arena, value);
    return false;
}

static enum ir_status add_value(struct facet *f, struct ir_text term,
                                struct ir_error *err)
{
    struct ir_text value =
        text_slice(term, strlen(f->field->prefix), term.size);
    struct ir_bucket bucket = {.articles = 0};
    enum ir_status status;

    if (is_part(f, value))
        return IR_OK;
    status = counted_term(f->counted, term, &bucket, err);
    if (status != IR_OK || !bucket.articles)
        return status;
    bucket.value = value_text(f, value);
    f->items = xgrow(f->items, f->count, &f->room, sizeof(*f->items));
    f->items[f->count++] = bucket;
    f->articles += bucket.articles;
    return IR_OK;
}

static enum ir_status add_values(struct facet *f, struct ir_error *err)
{
    struct ir_text term;
    struct store_terms *terms;
    enum ir_status status =
        store_terms_start(f->store, text_of(f->field->prefix), &terms, err);

    if (status != IR_OK)
        return status;
    while ((status = store_terms_next(terms, &term, NULL, err)) == IR_OK) {
        status = add_value(f, term, err);
        if (status != IR_OK)
            break;
    }
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

static int compare(const void *a, const void *b)
{
    const struct ir_bucket *l = a, *r = b;

    if (l->articles != r->articles)
        return l->articles < r->articles ? 1 : -1;
    return text_compare(l->value, r->value);
}

static enum ir_status fill_facet(struct facet *f, size_t most,
                                 struct ir_facet *out, struct ir_error *err)
{
    enum ir_status status = add_values(f, err);
    uint64_t all = store_set_count(f->counted->matches);

    if (status == IR_OK && f->count)
        qsort(f->items, f->count, sizeof(*f->items), compare);
    out->field = text_of(f->field->name);
    out->distinct = f->count;
    out->without = all > f->articles ? all - f->articles : 0;
    out->count = f->count < most ? f->count : most;
    out->buckets = buckets_copy(f->arena, f->items, out->count);
    free(f->items);
    return status;
}

enum ir_status facets_fill(struct ir_results *r, struct arena *arena,
                           const struct counted *c, struct store *store,
                           const struct ir_request *request,
                           struct ir_error *err)
{
    const size_t count = request->facet_count;
    struct ir_facet *all = arena_alloc(arena, count * sizeof(*all) + 1);
    const struct ir_facet **each =
        arena_alloc(arena, count * sizeof(*each) + 1);
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < count; i++) {
        struct facet f = {.arena = arena,
                          .counted = c,
                          .store = store,
                          .field = facet_field(request->facets[i])};

        each[i] = &all[i];
        status = fill_facet(&f, request->facet_values, &all[i], err);
    }
    r->has_baseline = c->baseline != NULL;
    r->facets = each;
    r->facet_count = count;
    if (status == IR_OK && request->timeline != IR_INTERVAL_NONE)
        status = timeline_fill(r, arena, c, store, request, err);
    return status;
}
