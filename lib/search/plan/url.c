/* Addresses in pasted text. */
#include "search/plan/url.h"

static bool letter(char c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool in_host(char c)
{
    return letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

/*
 * Does the slash at `at` follow a host?  That is two labels or more, the last
 * of letters only, two at least: so U.S./EU, 3.5/10 and km/h are none.
 */
static bool host_before(struct ir_text text, size_t at, size_t *start)
{
    size_t label = at;

    while (label && letter(text.data[label - 1]))
        label--;
    if (at - label < 2 || label < 2 || text.data[label - 1] != '.' ||
        text.data[label - 2] == '.')
        return false;
    *start = label - 1;
    while (*start && in_host(text.data[*start - 1]))
        --*start;
    return *start < label - 1;
}

/* Where the scheme that ends at `colon` begins; text may stick to it. */
static size_t scheme_before(struct ir_text text, size_t colon)
{
    static const char *const known[] = {"https", "http"};
    size_t start = colon;

    for (size_t i = 0; i < COUNT(known); i++) {
        size_t size = strlen(known[i]);

        if (colon >= size && !memcmp(text.data + colon - size, known[i], size))
            return colon - size;
    }
    while (start && letter(text.data[start - 1]))
        start--;
    return start;
}

size_t url_start(struct ir_text text)
{
    size_t start;

    if (text.size > 4 && !memcmp(text.data, "www.", 4))
        return 0;
    for (size_t i = 1; i + 1 < text.size; i++) {
        if (text.data[i] != '/')
            continue;
        if (text.data[i - 1] == ':' && text.data[i + 1] == '/')
            return scheme_before(text, i - 1);
        if (host_before(text, i, &start))
            return start;
    }
    return text.size;
}
