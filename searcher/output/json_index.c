/* The documents of json and jsonl about the index: what it has, and words of
 * it. */
#include "searcher/output/json.h"
#include "searcher/output/output.h"

void json_add_index(struct json *j, const struct ir_index_info *info)
{
    json_key_string(j, "uuid", info->uuid);
    json_key_number(j, "revision", info->revision);
    json_key_number(j, "articles", info->articles);
    json_key_number(j, "sentences", info->sentences);
    json_key_number(j, "words", info->words);
    json_key_number(j, "text_bytes", info->text_bytes);
}

void json_key_index(struct json *j, const struct ir_index_info *info)
{
    json_key(j, "index");
    json_open(j, '{');
    json_add_index(j, info);
    json_close(j, '}');
}

void json_key_values(struct json *j, const char *key,
                     const struct ir_values *values)
{
    json_key(j, key);
    json_open(j, '{');
    json_key_number(j, "distinct", values->distinct);
    json_key_number(j, "without", values->without);
    json_key(j, "values");
    json_open(j, '[');
    for (size_t i = 0; i < values->count; i++) {
        json_open(j, '{');
        json_key_text(j, "value", values->items[i].name);
        json_key_number(j, "count", values->items[i].articles);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static struct json start(const struct page *page)
{
    struct json j = {page->out, false};

    json_open(&j, '{');
    json_key_string(&j, "schema", IR_SCHEMA);
    return j;
}

static void finish(struct json *j)
{
    json_close(j, '}');
    buf_addc(j->out, '\n');
}

void json_print_info(struct page *page, const struct ir_index_info *info,
                     const struct ir_coverage *coverage)
{
    struct json j = start(page);

    json_key_index(&j, info);
    json_key(&j, "unverified");
    if (info->unverified)
        json_put_string(&j, info->unverified);
    else
        json_put_null(&j);
    json_key(&j, "coverage");
    json_open(&j, '{');
    json_key_text_or_null(&j, "first", coverage->first);
    json_key_text_or_null(&j, "last", coverage->last);
    json_key_number(&j, "undated", coverage->undated);
    json_key_number(&j, "rejected", coverage->rejected);
    json_key_number(&j, "stories", coverage->stories);
    json_key_values(&j, "sources", &coverage->sources);
    json_key_values(&j, "sections", &coverage->sections);
    json_key_values(&j, "langs", &coverage->langs);
    json_close(&j, '}');
    finish(&j);
}

void json_print_suggestions(struct page *page, struct ir_text text,
                            const struct ir_suggestions *suggestions)
{
    struct json j = start(page);
    struct buf whole = BUF_INIT;

    json_key_text(&j, "text", text);
    json_key_number(&j, "start", suggestions->start);
    json_key_number(&j, "end", suggestions->end);
    json_key(&j, "truncated");
    json_put_bool(&j, suggestions->cut);
    json_key(&j, "suggestions");
    json_open(&j, '[');
    for (size_t i = 0; i < suggestions->count; i++) {
        struct ir_text word = suggestions->items[i].word;

        buf_clear(&whole);
        buf_addt(&whole, output_part(text, 0, suggestions->start));
        buf_addt(&whole, word);
        json_open(&j, '{');
        json_key_text(&j, "word", word);
        json_key_text(&j, "text", buf_text(&whole));
        json_key_number(&j, "articles", suggestions->items[i].articles);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    finish(&j);
    buf_free(&whole);
}
