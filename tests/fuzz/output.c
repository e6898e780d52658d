/* Any bytes in every field and range: JSON stays JSON, text stays safe. */
#include "searcher/output/output.h"
#include "text/utf8.h"
#include "text/visible.h"

#include <jansson.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FIELDS 8

static void need(bool holds)
{
    if (!holds)
        abort();
}

/* Text without a sequence of ours: colour is off. */
static void check_safe(struct ir_text text)
{
    need(utf8_valid(text));
    for (size_t at = 0; at < text.size;) {
        uint32_t code = utf8_next(text.data, text.size, &at);

        need(code == '\n' || !visible_unsafe(code) || code == 0x200c ||
             code == 0x200d);
    }
}

static void check_json(const struct buf *out)
{
    json_t *json = json_loadb(out->data, out->size,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, NULL);

    need(json != NULL && out->data[out->size - 1] == '\n');
    need(memchr(out->data, '\n', out->size) == out->data + out->size - 1);
    json_decref(json);
}

static void check_columns(const struct buf *out)
{
    size_t blanks = 0;

    for (size_t i = 0; i < out->size; i++)
        blanks += out->data[i] == ' ';
    need(blanks == 5 &&
         memchr(out->data, '\n', out->size) == out->data + out->size - 1);
}

static void print_all(const struct ir_results *r, size_t width)
{
    struct buf out = BUF_INIT;
    struct page page = {.out = &out, .width = width};

    output_text.results(&page, r);
    check_safe(buf_text(&out));
    buf_clear(&out);
    page.colour = true;
    output_text.results(&page, r);
    buf_clear(&out);
    output_json.results(&page, r);
    check_safe(buf_text(&out));
    check_json(&out);
    buf_clear(&out);
    output_jsonl.results(&page, r);
    check_json(&out);
    buf_clear(&out);
    output_trec.results(&page, r);
    check_safe(buf_text(&out));
    check_columns(&out);
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ir_article article = {.fingerprint = "sha256:00"};
    struct ir_text field[FIELDS];
    struct ir_span span[2];
    struct ir_hit hit = {.article = &article, .spans = span, .span_count = 2};
    const struct ir_hit *hits[] = {&hit};
    const struct ir_index_info info = {.revision = 1};
    struct ir_results results = {
        .hits = hits, .index = &info, .count = 1, .limit = 1};
    size_t share;

    if (size < FIELDS)
        return 0;
    share = (size - FIELDS) / FIELDS;
    for (size_t i = 0; i < FIELDS; i++)
        field[i] = (struct ir_text){(const char *)data + FIELDS +
                                        i * share / (i < 7 ? 4 : 1),
                                    i < 7 ? share / 4 : share};
    article.id = field[0];
    article.title = field[1];
    article.source = field[2];
    article.text = field[7];
    results.query = field[3];
    hit.missing = &field[4];
    hit.missing_count = 2;
    hit.start = data[0];
    hit.end = data[1];
    hit.before = data[2];
    hit.after = data[3];
    span[0] = (struct ir_span){data[4], data[5], field[6], IR_FIELD_BODY,
                               IR_HOW_EXACT};
    span[1] = (struct ir_span){data[5], data[6], field[6],
                               data[7] & 1 ? IR_FIELD_TITLE : IR_FIELD_BODY,
                               IR_HOW_STEM};
    print_all(&results, data[7] & 2 ? 20 + data[7] : 0);
    return 0;
}
