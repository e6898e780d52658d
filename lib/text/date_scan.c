/* Numbers, signs and words of written dates. */
#include "text/date_scan.h"

#include <ctype.h>
#include <strings.h>

bool scan_end(const struct scan *s)
{
    return s->at == s->end;
}

bool scan_eat(struct scan *s, const char *one_of)
{
    if (scan_end(s) || !*s->at || !strchr(one_of, *s->at))
        return false;
    s->at++;
    return true;
}

bool scan_bytes(struct scan *s, const char *bytes)
{
    size_t size = strlen(bytes);

    if ((size_t)(s->end - s->at) < size || strncasecmp(s->at, bytes, size) != 0)
        return false;
    s->at += size;
    return true;
}

void scan_spaces(struct scan *s)
{
    while (scan_eat(s, " \t"))
        ;
}

size_t scan_digits(const struct scan *s)
{
    const char *at = s->at;

    while (at < s->end && isdigit((unsigned char)*at))
        at++;
    return (size_t)(at - s->at);
}

bool scan_number(struct scan *s, int min, int max, int *out)
{
    int n = 0, value = 0;

    while (!scan_end(s) && isdigit((unsigned char)*s->at) && n < max) {
        value = value * 10 + (*s->at++ - '0');
        n++;
    }
    *out = value;
    return n >= min;
}

bool scan_is_letter(char c)
{
    return c & 0x80 || isalpha((unsigned char)c);
}

struct ir_text scan_letters(struct scan *s)
{
    struct ir_text word = {s->at, 0};

    while (!scan_end(s) && scan_is_letter(*s->at))
        s->at++;
    word.size = (size_t)(s->at - word.data);
    return word;
}
