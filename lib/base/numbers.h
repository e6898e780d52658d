/*
 * numbers.h - a set of numbers, which takes memory where there are some.
 */
#ifndef BASE_NUMBERS_H
#define BASE_NUMBERS_H

#include "base/base.h"

#define NUMBERS_PAGE 16 /* bits of a number that count within a page */
#define NUMBERS_PAGES ((size_t)1 << (32 - NUMBERS_PAGE))

struct numbers {
    uint8_t *pages[NUMBERS_PAGES]; /* private; all NULL: empty */
    uint64_t count;
};

bool numbers_has(const struct numbers *n, uint32_t number);
void numbers_add(struct numbers *n, uint32_t number);
void numbers_free(struct numbers *n);

#endif
