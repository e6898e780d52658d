/* Makes a title from a file name such as "gas-prices-rise.txt". */
#include "indexer/document/document.h"

#include <ctype.h>

#define WORDS_MIN 3

static struct ir_text stem_of(struct ir_text path)
{
    struct ir_text stem = path;
    const char *slash = path.size ? memrchr(path.data, '/', path.size) : NULL;
    const char *dot;

    if (slash) {
        stem.size -= (size_t)(slash + 1 - stem.data);
        stem.data = slash + 1;
    }
    dot = stem.size ? memrchr(stem.data, '.', stem.size) : NULL;
    if (dot && dot > stem.data && stem.data + stem.size - dot <= 6)
        stem.size = (size_t)(dot - stem.data);
    return stem;
}

/* The next part between hyphens, underscores and spaces; empty at the end. */
static struct ir_text part_of(struct ir_text *rest)
{
    struct ir_text part;

    while (rest->size && memchr("-_ ", *rest->data, 3)) {
        rest->data++;
        rest->size--;
    }
    part = (struct ir_text){rest->data, 0};
    while (part.size < rest->size && !memchr("-_ ", part.data[part.size], 3))
        part.size++;
    rest->data += part.size;
    rest->size -= part.size;
    return part;
}

static bool all(struct ir_text part, int (*is)(int))
{
    for (size_t i = 0; i < part.size; i++)
        if (!is((unsigned char)part.data[i]))
            return false;
    return true;
}

/* ASCII letters, or any bytes of UTF-8 beyond ASCII. */
static int is_letter(int c)
{
    return isalpha(c) || c >= 0x80 || c == '\'';
}

static bool is_word(struct ir_text part)
{
    return part.size >= 2 && all(part, is_letter);
}

/* Part of a UUID or a hash.  Shorter ones may be words: $262b, A380. */
static bool is_code(struct ir_text part)
{
    return part.size >= 8 && all(part, isxdigit) && !all(part, isalpha);
}

bool document_name_title(struct ir_text path, struct buf *out)
{
    struct ir_text rest = stem_of(path), part;
    size_t start = out->size;
    int words = 0, codes = 0;
    bool leading = true;

    while ((part = part_of(&rest)).size) {
        leading =
            leading && (all(part, isdigit) || text_equal(part, TEXT("news")));
        if (leading)
            continue;
        words += is_word(part);
        codes += is_code(part) && !all(part, isdigit);
        if (out->size > start)
            buf_addc(out, ' ');
        buf_addt(out, part);
    }
    if (words >= WORDS_MIN && codes == 0)
        return true;
    if (out->room)
        out->data[start] = '\0';
    out->size = start;
    return false;
}
