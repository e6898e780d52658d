/*
 * page_reference.h - does a paragraph stand in a text that is known already?
 *
 * By runs of three words, so that links, notes and punctuation do not matter.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_REFERENCE_H
#define INDEXER_FORMATS_HTML_PAGE_REFERENCE_H

#include "base/base.h"

struct reference; /* a set of runs of words */

/* NULL if the text has too few words to tell anything. */
struct reference *reference_new(struct ir_text text);
void reference_free(struct reference *t);

/* Of the runs of words in line, how many are there, how many are known. */
void reference_count(const struct reference *t, struct ir_text line,
                     size_t *runs, size_t *known);
/* How many different runs the text has. */
size_t reference_runs(const struct reference *t);

#endif
