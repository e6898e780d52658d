/* Any bytes in any encoding, whole and in pieces, become valid UTF-8. */
#include "indexer/input/charset.h"
#include "text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void in_pieces(const char *name, struct ir_text text, size_t step,
                      const struct buf *whole)
{
    struct charset *c = charset_new(name);
    struct buf out = BUF_INIT;

    for (size_t at = 0; at <= text.size; at += step) {
        size_t left = text.size - at, part = left < step ? left : step;

        charset_add(c, (struct ir_text){text.data + at, part}, left <= step,
                    &out);
        if (left <= step)
            break;
    }
    if (!text_equal(buf_text(&out), buf_text(whole)))
        abort();
    charset_free(c);
    buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {
        "UTF-8",   "CP1252", "UTF-16LE", "UTF-16BE", "UTF-32LE",
        "GB18030", "CP932",  "EUC-JP",   "UHC",      "ISO-2022-JP",
        "KOI8-R",  "CP866",  "CP1255",   "CP1258",   "BIG5-HKSCS"};
    struct ir_text text = {(const char *)data, size};
    struct buf out = BUF_INIT, clean = BUF_INIT;
    const char *name;
    size_t replaced = 0;
    const char *converted = NULL;

    if (!size)
        return 0;
    name = names[*data % COUNT(names)];
    charset_find(text);
    charset_guess(text, name, &out, &replaced, &converted);
    buf_clear(&out);
    charset_guess(text, NULL, &out, &replaced, &converted);
    buf_clear(&out);
    text.data++;
    text.size--;
    charset_text(text, name, &out, &replaced);
    utf8_repair(buf_text(&out), &clean);
    if (!memchr(out.data, '\0', out.size) && !utf8_valid(buf_text(&out)))
        abort();
    buf_clear(&out);
    if (!strncmp(name, "UTF-", 4) && name[4] != '8' && text.size) {
        struct charset *c = charset_new(name);

        charset_add(c, text, true, &out);
        charset_free(c);
        in_pieces(name, text, 1 + *data % 7, &out);
    }
    buf_free(&out);
    buf_free(&clean);
    return 0;
}
