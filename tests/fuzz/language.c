/* Any text, repaired as an article's is: its language, or none. */
#include "indexer/document/language.h"
#include "base/buf.h"
#include "text/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct language *language;
    struct buf text = BUF_INIT;
    const char *code;

    if (!language)
        language = language_new();
    if (!language)
        abort();
    utf8_repair((struct ir_text){(const char *)data, size}, &text);
    code = language_find(language, buf_text(&text));
    if (code && !*code)
        abort();
    buf_free(&text);
    return 0;
}
