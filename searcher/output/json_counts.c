/* The counts over all matches in a document of json. */
#include "searcher/output/json.h"
#include "searcher/output/output.h"

/* The rest of a bucket, which is open: how many stories its articles are, and
 * what share of the baseline matches. */
static void add_rest(struct json *j, const struct ir_bucket *b,
                     const struct ir_results *r)
{
    if (r->stories.relation == IR_EQ)
        json_key_number(j, "stories", b->stories);
    if (r->has_baseline) {
        json_key_number(j, "baseline", b->baseline);
        json_key_number(j, "both", b->both);
    }
    json_close(j, '}');
}

static void add_facet(struct json *j, const struct ir_facet *f,
                      const struct ir_results *r)
{
    json_key(j, f->field.data);
    json_open(j, '[');
    for (size_t i = 0; i < f->count; i++) {
        const struct ir_bucket *b = f->buckets[i];

        json_open(j, '{');
        json_key_text(j, "value", b->value);
        json_key_number(j, "count", b->articles);
        add_rest(j, b, r);
    }
    json_close(j, ']');
}

/* What the lists of values leave out. */
static void add_rests(struct json *j, const struct ir_results *r)
{
    json_key(j, "facet_totals");
    json_open(j, '{');
    for (size_t i = 0; i < r->facet_count; i++) {
        json_key(j, r->facets[i]->field.data);
        json_open(j, '{');
        json_key_number(j, "distinct", r->facets[i]->distinct);
        json_key_number(j, "without", r->facets[i]->without);
        json_close(j, '}');
    }
    json_close(j, '}');
}

static void add_timeline(struct json *j, const struct ir_results *r)
{
    const struct ir_timeline *t = r->timeline;

    json_open(j, '{');
    json_key_string(j, "interval", ir_interval_name(t->interval));
    json_key_text(j, "zone", t->zone);
    json_key_number(j, "undated", t->undated);
    json_key(j, "buckets");
    json_open(j, '[');
    for (size_t i = 0; i < t->count; i++) {
        json_open(j, '{');
        json_key_text(j, "start", t->buckets[i]->value);
        json_key_number(j, "articles", t->buckets[i]->articles);
        add_rest(j, t->buckets[i], r);
    }
    json_close(j, ']');
    json_close(j, '}');
}

void json_key_counts(struct json *j, const struct ir_results *r)
{
    json_key(j, "facets");
    json_open(j, '{');
    for (size_t i = 0; i < r->facet_count; i++)
        add_facet(j, r->facets[i], r);
    json_close(j, '}');
    add_rests(j, r);
    json_key(j, "timeline");
    if (r->timeline)
        add_timeline(j, r);
    else
        json_put_null(j);
}
