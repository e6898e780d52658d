/* A set of numbers: a bit for each, in pages. */
#include "base/numbers.h"

#include <stdlib.h>

bool numbers_has(const struct numbers *n, uint32_t number)
{
    const uint8_t *page = n->pages[number >> NUMBERS_PAGE];
    const uint32_t bit = number & ((1u << NUMBERS_PAGE) - 1);

    return page && page[bit / 8] & 1u << bit % 8;
}

void numbers_add(struct numbers *n, uint32_t number)
{
    uint8_t **page = &n->pages[number >> NUMBERS_PAGE];
    const uint32_t bit = number & ((1u << NUMBERS_PAGE) - 1);

    if (numbers_has(n, number))
        return;
    if (!*page)
        *page = xcalloc((1u << NUMBERS_PAGE) / 8, 1);
    (*page)[bit / 8] |= (uint8_t)(1u << bit % 8);
    n->count++;
}

void numbers_free(struct numbers *n)
{
    for (size_t i = 0; i < NUMBERS_PAGES; i++)
        free(n->pages[i]);
    memset(n, 0, sizeof(*n));
}
