/* Any bytes as a page, and as a piece of one. */
#include "indexer/formats/html/markup.h"
#include "indexer/formats/html/read_html.h"
#include "text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(struct ir_text text)
{
    if (!utf8_valid(text) || memchr(text.data, '\0', text.size))
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ir_text html = {(const char *)data, size};
    struct buf out = BUF_INIT;
    struct problem p = {0};
    struct parsed parsed;

    markup_text(html, &out);
    check(buf_text(&out));
    buf_free(&out);
    parsed_start(&parsed);
    if (html_article(html, size % 2 ? "shift_jis" : NULL, NULL, &parsed, &p) ==
            IR_OK &&
        !parsed.fields[PARSED_TEXT].size)
        abort();
    for (int i = 0; i < PARSED_FIELDS; i++)
        check(buf_text(&parsed.fields[i]));
    parsed_free(&parsed);
    return 0;
}
