/*
 * print_text.h - parts of the format text.
 */
#ifndef SEARCHER_OUTPUT_PRINT_TEXT_H
#define SEARCHER_OUTPUT_PRINT_TEXT_H

#include "searcher/output/layout.h"
#include "searcher/output/output.h"

/* Print how many articles hold what, unless there are no hits. */
void print_total(struct page *page, const struct ir_results *r);
/* Print hits in two or three lines each: an article with a snippet. */
void print_brief(struct page *page, const struct ir_results *r);

/* Add part [start, end) of text in style, with the spans of the field in it
 * highlighted. */
void text_add_marked(struct layout *l, const struct ir_hit *hit,
                     enum ir_field field, size_t start, size_t end,
                     enum style style);
/* Add the parts of the score, one on each line. */
void text_add_parts(struct layout *l, const struct ir_hit *hit);

#endif
