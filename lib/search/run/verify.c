/* Decodes and verifies articles, and keeps those that may be shown. */
#include "search/run/verify.h"

#include <stdlib.h>

static void reading_free(struct reading *r)
{
    if (!r)
        return;
    record_free(&r->record);
    evidence_free(&r->evidence);
    free(r);
}

void readings_free(struct readings *all)
{
    for (size_t i = 0; i < all->made; i++)
        reading_free(all->items[i]);
    *all = (struct readings){.count = 0};
}

static size_t bytes_of(const struct reading *r)
{
    return sizeof(*r) + r->record.plain.room +
           r->record.sentences.room * sizeof(*r->record.sentences.items) +
           evidence_bytes(&r->evidence);
}

/* Swap two items. */
static void swap(struct readings *all, size_t a, size_t b)
{
    struct reading *item = all->items[a];
    uint32_t document = all->documents[a];

    all->items[a] = all->items[b];
    all->documents[a] = all->documents[b];
    all->items[b] = item;
    all->documents[b] = document;
}

/* The current reading, which is not (yet) kept. */
static struct reading *at_hand(struct readings *all)
{
    if (all->count == all->made) {
        struct reading *fresh = xcalloc(1, sizeof(*fresh));

        fresh->record = (struct record)RECORD_INIT;
        fresh->evidence = (struct evidence)EVIDENCE_INIT;
        all->items[all->made] = fresh;
        all->documents[all->made++] = 0;
    }
    return all->items[all->count];
}

void readings_rest(struct readings *all)
{
    size_t made = 0, kept = 0;

    for (size_t i = 0; i < all->made; i++) {
        const size_t bytes = bytes_of(all->items[i]);

        if (bytes >= READING_SPARE_BYTES ||
            kept + bytes > READINGS_SPARE_BYTES) {
            reading_free(all->items[i]);
            continue;
        }
        kept += bytes;
        all->documents[made] = 0;
        all->items[made++] = all->items[i];
    }
    all->made = made;
    all->count = all->pinned = all->bytes = 0;
}

void verify_drop(struct verifier *v)
{
    readings_rest(v->readings);
}

void verifier_start(struct verifier *v, const struct plan *plan, bool any)
{
    v->plan = plan;
    v->any = any;
    v->every = false;
    v->peeks = v->peeks_enough = 0;
    v->readings->owner = v;
    verify_drop(v);
}

/* The reading of a document if it is kept or current, else NULL. */
static struct reading *find(const struct readings *all, uint32_t document)
{
    size_t last = all->count < all->made ? all->count + 1 : all->count;

    for (size_t i = 0; i < last; i++)
        if (all->documents[i] == document)
            return all->items[i];
    return NULL;
}

/* The article, decoded if it is not already. */
static enum ir_status read_article(struct verifier *v, uint32_t document,
                                   struct ir_text bytes, struct reading **out,
                                   struct ir_error *err)
{
    struct readings *all = v->readings;
    enum ir_status status;

    if (all->owner != v) {
        /* Another search has used the readings in between. */
        all->owner = v;
        verify_drop(v);
    }
    *out = find(all, document);
    if (*out)
        return IR_OK;
    *out = at_hand(all);
    (*out)->whole = (*out)->trimmed = false;
    all->documents[all->count] = 0;
    all->decoded++;
    status = record_decode(v->decoder, bytes, &(*out)->record, err);
    if (status == IR_OK)
        all->documents[all->count] = document;
    return status;
}

/* Do the title and so many sentences satisfy the plan? */
static bool satisfied(struct verifier *v, struct reading *r, size_t sentences)
{
    if (!r->whole)
        evidence_gather(&r->evidence, v->plan, &r->record, sentences, v->walk,
                        v->stems);
    r->whole = r->whole || sentences == SIZE_MAX;
    return v->every ||
           evidence_satisfies(&r->evidence, v->plan, &v->plan->root, v->any);
}

/*
 * Do the first VERIFY_PEEK sentences satisfy the plan?  If they do not, all is
 * gathered again, so stop trying once they seldom do.
 */
static bool satisfied_soon(struct verifier *v, struct reading *r)
{
    bool yes;

    if (r->whole || !v->plan->grows ||
        (v->peeks >= VERIFY_PEEKS && v->peeks > 4 * v->peeks_enough))
        return false;
    yes = satisfied(v, r, VERIFY_PEEK);
    v->peeks++;
    v->peeks_enough += yes;
    return yes;
}

/* Is it already known to match with this `any'? */
static bool is_known(const struct verifier *v, struct reading *r)
{
    if (r->trimmed && r->any == v->any)
        return true;
    r->whole = r->whole && !r->trimmed;
    r->trimmed = false;
    return false;
}

enum ir_status verify_match(struct verifier *v, uint32_t document,
                            struct ir_text bytes, bool *matches,
                            struct ir_error *err)
{
    struct reading *r;
    enum ir_status status = read_article(v, document, bytes, &r, err);

    if (status == IR_OK)
        *matches =
            is_known(v, r) || satisfied_soon(v, r) || satisfied(v, r, SIZE_MAX);
    return status;
}

enum ir_status verify_read(struct verifier *v, uint32_t document,
                           struct ir_text bytes, struct reading **out,
                           struct ir_error *err)
{
    struct reading *r;
    enum ir_status status = read_article(v, document, bytes, &r, err);

    *out = NULL;
    if (status != IR_OK)
        return status;
    if (!is_known(v, r)) {
        if (!satisfied(v, r, SIZE_MAX))
            return IR_OK;
        evidence_trim(&r->evidence, v->plan, v->any);
        r->trimmed = true;
        r->any = v->any;
    }
    *out = r;
    return IR_OK;
}

/* ---- keeping ---- */

/* Ties are broken as in rank_choose(). */
static bool is_less_worthy(const struct reading *a, const struct reading *b)
{
    const struct ir_article *l = &a->record.article, *r = &b->record.article;
    int64_t left = l->has_date ? l->date : INT64_MIN;
    int64_t right = r->has_date ? r->date : INT64_MIN;

    if (a->worth != b->worth)
        return a->worth < b->worth;
    return left != right ? left < right : text_compare(l->id, r->id) > 0;
}

static size_t least_worthy(const struct readings *all)
{
    size_t least = all->pinned;

    for (size_t i = least + 1; i < all->count; i++)
        if (is_less_worthy(all->items[i], all->items[least]))
            least = i;
    return least;
}

void verify_pin(struct verifier *v)
{
    v->readings->pinned = v->readings->count;
}

void verify_keep(struct verifier *v, struct reading *r, double worth,
                 size_t most)
{
    struct readings *all = v->readings;

    r->worth = worth;
    if (all->count == all->made || all->items[all->count] != r)
        return; /* already kept */
    r->bytes = bytes_of(r);
    if (most > READINGS_MAX - all->pinned)
        most = READINGS_MAX - all->pinned;
    if (!most)
        return;
    while (all->count - all->pinned >= most ||
           all->bytes + r->bytes > READINGS_BYTES_MAX) {
        size_t least = least_worthy(all);

        if (least == all->count || is_less_worthy(r, all->items[least]))
            return;
        all->bytes -= all->items[least]->bytes;
        swap(all, least, --all->count);
        swap(all, all->count, all->count + 1); /* r stays current */
    }
    all->bytes += r->bytes;
    all->count++;
}
