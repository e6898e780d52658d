/* The document of --why. */
#include "searcher/output/json.h"
#include "searcher/output/output.h"

static const char *standing_name(enum ir_standing standing)
{
    switch (standing) {
    case IR_STANDING_OUT: return "out";
    case IR_STANDING_PARTIAL: return "partial";
    case IR_STANDING_IN: break;
    }
    return "in";
}

/* The places of an article, in the unit of the page. */
struct placing {
    struct json *j;
    const struct ir_article *article;
    struct units units[2]; /* by field */
};

static struct placing placing_of(struct json *j, const struct page *page,
                                 const struct ir_article *a)
{
    return (struct placing){
        .j = j,
        .article = a,
        .units = {[IR_FIELD_BODY] = units_of(page->unit, a->text),
                  [IR_FIELD_TITLE] = units_of(page->unit, a->title)}};
}

static void add_place(struct placing *p, enum ir_field field, size_t start,
                      size_t end)
{
    struct units *u = &p->units[field];
    struct ir_text text = u->text;

    json_key_string(p->j, "field", field == IR_FIELD_TITLE ? "title" : "body");
    json_key_number(p->j, "start", units_before(u, start));
    json_key_number(p->j, "end", units_before(u, end));
    json_key_text(p->j, "text", output_part(text, start, end));
}

static void add_cause(struct placing *p, const struct ir_cause *c)
{
    struct json *j = p->j;

    json_open(j, '{');
    json_key_string(j, "cause", ir_cause_name(c->kind));
    json_key_text(j, "part", c->part);
    json_key_text(j, "message", c->message);
    json_key_number(j, "asked", c->asked);
    json_key_number(j, "found", c->found);
    json_key_text_or_null(j, "instead", c->instead);
    if (c->kind == IR_CAUSE_ABSENT && c->instead.size)
        json_key_string(j, "how", ir_how_name(c->how));
    else
        json_key_null(j, "how");
    json_key(j, "places");
    json_open(j, '[');
    for (size_t i = 0; i < c->place_count; i++) {
        json_open(j, '{');
        add_place(p, c->places[i].field, c->places[i].start, c->places[i].end);
        json_close(j, '}');
    }
    json_close(j, ']');
    if (c->parent)
        json_key_number(j, "parent", c->parent - 1);
    else
        json_key_null(j, "parent");
    json_close(j, '}');
}

static void add_hit(struct placing *p, const struct ir_hit *hit)
{
    struct json *j = p->j;

    json_key(j, "matches");
    json_open(j, '[');
    for (size_t i = 0; i < hit->span_count; i++) {
        const struct ir_span *span = &hit->spans[i];

        json_open(j, '{');
        json_key_text(j, "term", span->term);
        json_key_string(j, "how", ir_how_name(span->how));
        add_place(p, span->field, span->start, span->end);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_key(j, "missing");
    json_open(j, '[');
    for (size_t i = 0; i < hit->missing_count; i++)
        json_put_text(j, hit->missing[i]);
    json_close(j, ']');
}

static void add_rank(struct json *j, const struct ir_reasons *why)
{
    if (why->rank) {
        json_key_number(j, "rank", why->rank);
        json_key(j, "score");
        json_put_exact(j, why->score);
    } else {
        json_key_null(j, "rank");
        json_key_null(j, "score");
    }
    json_key_number(j, "looked", why->looked);
}

/* The hit before which this one does not come. */
static void add_last(struct json *j, const struct ir_reasons *why)
{
    json_key(j, "last");
    if (!why->last) {
        json_put_null(j);
        return;
    }
    json_open(j, '{');
    json_key_number(j, "rank", why->last->rank);
    json_key(j, "score");
    json_put_exact(j, why->last->score);
    json_key_text(j, "id", why->last->article->id);
    json_key(j, "leads");
    json_open(j, '[');
    for (size_t i = 0; i < why->lead_count; i++) {
        json_open(j, '{');
        json_key_string(j, "feature", why->leads[i].feature);
        json_key_text_or_null(j, "term", why->leads[i].term);
        json_key(j, "more");
        json_put_exact(j, why->leads[i].more);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

void json_print_why(struct page *page, const struct ir_reasons *why)
{
    struct json j = {page->out, false};
    const struct ir_hit *hit = why->marked->hits[0];
    const struct ir_article *a = hit->article;
    struct placing placing = placing_of(&j, page, a);

    json_open(&j, '{');
    json_key_string(&j, "schema", IR_SCHEMA);
    json_key_query(&j, page, why->marked);
    json_key_index(&j, why->marked->index);
    json_key_text(&j, "id", a->id);
    json_key_string(&j, "fingerprint", a->fingerprint);
    json_key_text_or_null(&j, "title", a->title);
    json_key_string(&j, "offset_unit", unit_name(page->unit));
    json_key_string(&j, "standing", standing_name(why->standing));
    json_key(&j, "causes");
    json_open(&j, '[');
    for (size_t i = 0; i < why->cause_count; i++)
        add_cause(&placing, why->causes[i]);
    json_close(&j, ']');
    add_hit(&placing, hit);
    add_rank(&j, why);
    json_key_text_or_null(&j, "shown_as", why->shown_as);
    add_last(&j, why);
    json_key(&j, "timed_out");
    json_put_bool(&j, why->timed_out);
    json_close(&j, '}');
    buf_addc(page->out, '\n');
}
