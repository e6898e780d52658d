/* The document of --verify for a quotation. */
#include "searcher/output/json.h"
#include "searcher/output/output.h"
#include "text/citation.h"

const char *output_likeness(const struct ir_quotations *q)
{
    static const char *const names[] = {[IR_LIKENESS_EXACT] = "exact",
                                        [IR_LIKENESS_NEARLY] = "nearly",
                                        [IR_LIKENESS_CLOSEST] = "not_found"};

    return q->count ? names[q->places[0]->likeness] : "not_found";
}

static void add_range(struct json *j, struct units *u, struct ir_range r)
{
    json_key_number(j, "start", units_before(u, r.start));
    json_key_number(j, "end", units_before(u, r.end));
    json_key_text(j, "text", output_part(u->text, r.start, r.end));
}

static void add_difference(struct json *j, struct units *text,
                           struct units *quoted, const struct ir_difference *d)
{
    json_open(j, '{');
    json_key_string(j, "kind", d->kind);
    add_range(j, text, d->stands);
    json_key(j, "quoted");
    json_open(j, '{');
    add_range(j, quoted, d->quoted);
    json_close(j, '}');
    json_close(j, '}');
}

static void add_place(struct json *j, const struct page *page,
                      const struct ir_quotations *q,
                      const struct ir_quoted *place)
{
    const struct ir_article *a = place->article;
    struct units text = units_of(page->unit, a->text);
    struct units quoted = units_of(page->unit, q->text);
    struct buf citation = BUF_INIT;

    citation_add(&citation, a->id, a->fingerprint, place->range.start,
                 place->range.end);
    json_open(j, '{');
    json_key_text(j, "citation", buf_text(&citation));
    buf_free(&citation);
    json_key_text(j, "id", a->id);
    json_key_text_or_null(j, "handle", a->handle);
    json_key_string(j, "fingerprint", a->fingerprint);
    json_key_text_or_null(j, "title", a->title);
    json_key_text_or_null(j, "source", a->source);
    add_range(j, &text, place->range);
    json_key_number(j, "words", place->words);
    json_key_number(j, "shared", place->shared);
    json_key(j, "differences");
    json_open(j, '[');
    for (size_t i = 0; i < place->difference_count; i++)
        add_difference(j, &text, &quoted, &place->differences[i]);
    json_close(j, ']');
    json_close(j, '}');
}

void json_print_quotations(struct page *page, const struct ir_quotations *q)
{
    struct json j = {page->out, false};

    json_open(&j, '{');
    json_key_string(&j, "schema", IR_SCHEMA);
    json_key_text(&j, "quotation", q->text);
    json_key_string(&j, "verdict", output_likeness(q));
    json_key_string(&j, "offset_unit", unit_name(page->unit));
    json_key(&j, "more");
    json_put_bool(&j, q->more);
    json_key(&j, "places");
    json_open(&j, '[');
    for (size_t i = 0; i < q->count; i++)
        add_place(&j, page, q, q->places[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_addc(page->out, '\n');
}
