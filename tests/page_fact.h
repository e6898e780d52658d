/*
 * page_fact.h - what a page tells of its article.
 */
#ifndef TESTS_PAGE_FACT_H
#define TESTS_PAGE_FACT_H

#include "indexer/document/parsed.h"

#define LD(json) "<script type='application/ld+json'>" json "</script>"
#define LATE "Harbour ferry late again"
#define H1 "<h1>" LATE "</h1>"
#define TEXT_BELOW                                                           \
    "<p>The harbour office closed the old ferry line on Monday, and nobody " \
    "on the island was told before the first boat failed to come.</p>"

struct page_fact {
    const char *html, *value;
};

/* The page, with a paragraph below it, has this value in the field. */
void page_fact_holds(const struct page_fact *fact, enum parsed_field field);

#endif
