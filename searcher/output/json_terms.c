/* The document of --terms-of. */
#include "searcher/output/json.h"
#include "searcher/output/output.h"

static void add_term(struct json *j, const struct ir_term *term)
{
    json_open(j, '{');
    json_key_text(j, "word", term->word);
    json_key_number(j, "articles", term->articles);
    json_key_number(j, "all", term->all);
    json_key(j, "score");
    json_put_exact(j, term->score);
    json_close(j, '}');
}

void json_print_terms(struct page *page, const struct ir_terms *terms)
{
    struct json j = {page->out, false};

    json_open(&j, '{');
    json_key_string(&j, "schema", IR_SCHEMA);
    if (page->qid.size)
        json_key_text(&j, "qid", page->qid);
    json_key_query(&j, page, terms->results);
    json_key_index(&j, terms->results->index);
    json_key(&j, "total");
    json_open(&j, '{');
    json_key_total(&j, "articles", &terms->results->articles);
    json_close(&j, '}');
    json_key_number(&j, "looked", terms->looked);
    json_key(&j, "took_ms");
    json_put_decimal(&j, terms->results->took_ms);
    json_key(&j, "timed_out");
    json_put_bool(&j, terms->timed_out);
    json_key(&j, "terms");
    json_open(&j, '[');
    for (size_t i = 0; i < terms->count; i++)
        add_term(&j, terms->items[i]);
    json_close(&j, ']');
    json_close(&j, '}');
    buf_addc(page->out, '\n');
}
