/* How two pieces of text differ whose words are the same. */
#include "text/fold.h"
#include "text/utf8.h"
#include "text/wording.h"

#include <utf8proc.h>

bool wording_is_quote(uint32_t code)
{
    return code == '"' || code == '`' || code == 0xab || code == 0xbb ||
           (code >= 0x2018 && code <= 0x201f) || code == 0x2032 ||
           code == 0x2033 || code == 0x2039 || code == 0x203a ||
           (code >= 0x300c && code <= 0x300f) || code == 0xff02 ||
           word_apostrophe(code);
}

static bool is_dash(uint32_t code)
{
    return code == '-' || (code >= 0x2010 && code <= 0x2015) ||
           code == 0x2212 || code == 0xfe58 || code == 0xfe63 || code == 0xff0d;
}

static bool is_space(uint32_t code)
{
    utf8proc_category_t kind = utf8proc_category((utf8proc_int32_t)code);

    return (code >= '\t' && code <= '\r') || kind == UTF8PROC_CATEGORY_ZS ||
           kind == UTF8PROC_CATEGORY_ZL || kind == UTF8PROC_CATEGORY_ZP;
}

/* Write the text with all that does not count up to this kind made the same. */
static void write_alike(struct ir_text t, enum wording_kind kind,
                        struct buf *out)
{
    buf_clear(out);
    for (size_t at = 0; at < t.size;) {
        size_t start = at;
        uint32_t code = utf8_next(t.data, t.size, &at);

        if (is_space(code) || (kind >= WORDING_DASHES && is_dash(code) &&
                               out->size && out->data[out->size - 1] == '-'))
            continue;
        if (kind >= WORDING_QUOTES && wording_is_quote(code))
            buf_addc(out, '"');
        else if (kind >= WORDING_DASHES && is_dash(code))
            buf_addc(out, '-');
        else if (kind >= WORDING_LETTERS)
            fold_add(text_slice(t, start, at), out);
        else if (kind >= WORDING_CASE)
            utf8_add(out, (uint32_t)utf8proc_tolower((utf8proc_int32_t)code));
        else
            buf_addt(out, text_slice(t, start, at));
    }
}

enum wording_kind wording_compare(struct ir_text a, struct ir_text b)
{
    struct buf left = BUF_INIT, right = BUF_INIT;
    int kind = WORDING_SAME;

    if (!text_equal(a, b))
        for (kind = WORDING_SPACE; kind < WORDING_OTHER; kind++) {
            write_alike(a, (enum wording_kind)kind, &left);
            write_alike(b, (enum wording_kind)kind, &right);
            if (text_equal(buf_text(&left), buf_text(&right)))
                break;
        }
    buf_free(&left);
    buf_free(&right);
    return (enum wording_kind)kind;
}
