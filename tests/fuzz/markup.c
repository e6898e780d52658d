/* Any bytes as a page, and as a piece of one. */
#include "indexer/formats/html/markup.h"
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
    struct raw raw;

    markup_text(html, &out);
    check(buf_text(&out));
    buf_free(&out);
    raw_start(&raw);
    if (markup_article(html, size % 2 ? "shift_jis" : NULL, NULL, &raw, &p) ==
            IR_OK &&
        !raw.fields[RAW_TEXT].size)
        abort();
    for (int i = 0; i < RAW_FIELDS; i++)
        check(buf_text(&raw.fields[i]));
    raw_free(&raw);
    return 0;
}
