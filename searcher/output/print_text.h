/*
 * print_text.h - parts of the format text.
 */
#ifndef SEARCHER_OUTPUT_PRINT_TEXT_H
#define SEARCHER_OUTPUT_PRINT_TEXT_H

#include "searcher/output/layout.h"
#include "searcher/output/output.h"

#define TEXT_DOT " \xc2\xb7 " /* between the facts of a line */

/* Print how many articles hold what, unless there are no hits. */
void print_total(struct page *page, const struct ir_results *r);
/* Print hits in two or three lines each: an article with a snippet. */
void print_brief(struct page *page, const struct ir_results *r);
/* Print the sentences that match, each on a line behind the handle of its
 * article, and in a batch the query's name. */
void print_sentences(struct page *page, const struct ir_results *r);

/* Print the facets and the timeline, if there are any. */
void print_counts(struct page *page, const struct ir_results *r);
/* Print the article of a hit for a person to read. */
void print_show(struct page *page, const struct ir_hit *hit);

/* What other formats for people and lines of results print as text does: see
 * struct output. */
void text_print_article(struct page *page, const struct ir_article *a);
void text_print_info(struct page *page, const struct ir_index_info *info,
                     const struct ir_coverage *coverage);
void text_print_suggestions(struct page *page, struct ir_text text,
                            const struct ir_suggestions *suggestions);
void text_print_error(struct page *page, const struct ir_error *error);
void text_print_stats(struct page *page, const struct ir_results *r);
/* Print where a quotation stands. */
void text_print_quotations(struct page *page, const struct ir_quotations *q);
/* Print why an article is in an answer or not. */
void text_print_why(struct page *page, const struct ir_reasons *why);
/* Print the words that matches have more often. */
void text_print_terms(struct page *page, const struct ir_terms *terms);
/* Print whether a citation holds. */
void text_print_verification(struct page *page, struct ir_text citation,
                             const struct ir_verification *v);

/* Add a fact, if it is known, with `between' before it unless it is the first. */
void text_add_fact(struct buf *out, const char *between, struct ir_text fact);
/* Add the title of a hit, or else the id, as a link if the page has these. */
void text_add_title(struct layout *l, const struct page *page,
                    const struct ir_hit *hit);
/* Add a match, in colour or else in quotation marks. */
void text_add_match(struct layout *l, struct ir_text match);
/* Add part [start, end) of text in style, with the spans of the field in it
 * highlighted. */
void text_add_marked(struct layout *l, const struct ir_hit *hit,
                     enum ir_field field, size_t start, size_t end,
                     enum style style);
/* Add the parts of the score, one on each line. */
void text_add_parts(struct layout *l, const struct ir_hit *hit);

#endif
