/* Lines by their letters and digits only. */
#include "indexer/formats/html/page_letters.h"

/* How long is the sign at *at that is more than a byte: U+0080 to U+00BF,
 * U+2000 to U+2FFF, U+3000 to U+303F?  0: it is none. */
static size_t wide_sign(struct ir_text t, size_t at)
{
    unsigned char c = (unsigned char)t.data[at];

    if (c == 0xc2)
        return 2;
    if (c == 0xe2 ||
        (c == 0xe3 && at + 1 < t.size && (unsigned char)t.data[at + 1] == 0x80))
        return 3;
    return 0;
}

bool letters_next(struct ir_text t, size_t *at, char *out)
{
    while (*at < t.size) {
        unsigned char c = (unsigned char)t.data[*at];
        size_t sign = wide_sign(t, *at);

        *at += sign ? sign : 1;
        if (!sign &&
            (c >= 0x80 || ascii_letter((char)c) || ascii_digit((char)c))) {
            *out = ascii_lower((char)c);
            /* U+00C0 to U+00DE */
            if (c >= 0x80 && c <= 0x9e && *at > 1 &&
                (unsigned char)t.data[*at - 2] == 0xc3)
                *out = (char)(c | 0x20);
            return true;
        }
    }
    *at = t.size;
    return false;
}

size_t letters_common(struct ir_text a, struct ir_text b, bool *all)
{
    size_t at_a = 0, at_b = 0, same = 0;
    char in_a = '\0', in_b = '\0';

    for (;;) {
        bool more_a = letters_next(a, &at_a, &in_a);
        bool more_b = letters_next(b, &at_b, &in_b);

        *all = !more_a || !more_b;
        if (*all || in_a != in_b)
            return same;
        same++;
    }
}

bool letters_equal(struct ir_text a, struct ir_text b)
{
    size_t at_a = 0, at_b = 0;
    char in_a = '\0', in_b = '\0';
    bool any = false;

    for (;; any = true) {
        bool more = letters_next(a, &at_a, &in_a);

        if (more != letters_next(b, &at_b, &in_b))
            return false;
        if (!more)
            return any;
        if (in_a != in_b)
            return false;
    }
}

size_t letters_begin(struct ir_text t, struct ir_text start)
{
    size_t at = 0, at_start = 0;
    char in, sought;

    while (letters_next(start, &at_start, &sought))
        if (!letters_next(t, &at, &in) || in != sought)
            return 0;
    return at;
}

bool letters_contain(struct ir_text t, struct ir_text part)
{
    size_t at = 0, skip = 0;
    char first, in;

    if (!letters_next(part, &skip, &first))
        return false;
    while (letters_next(t, &at, &in))
        if (in == first && letters_begin(text_slice(t, at - 1, t.size), part))
            return true;
    return false;
}
