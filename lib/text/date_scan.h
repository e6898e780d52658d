/*
 * date_scan.h - the pieces of written dates that are numbers, signs and words;
 * private to lib/text.
 */
#ifndef TEXT_DATE_SCAN_H
#define TEXT_DATE_SCAN_H

#include "base/base.h"

struct scan {
    const char *at, *end;
};

/* Each of these reads one piece and moves s past it.  After false the place of
 * s and the output are undefined. */
bool scan_end(const struct scan *s);
bool scan_eat(struct scan *s, const char *one_of);
/* These bytes, ASCII letters in either case. */
bool scan_bytes(struct scan *s, const char *bytes);
void scan_spaces(struct scan *s);
size_t scan_digits(const struct scan *s); /* how many follow; s stays */
/* A number of min to max digits, no more. */
bool scan_number(struct scan *s, int min, int max, int *out);
/* Letters of ASCII and all bytes beyond it; may be empty. */
struct ir_text scan_letters(struct scan *s);
bool scan_is_letter(char c);

#endif
