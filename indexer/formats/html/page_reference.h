/*
 * page_reference.h - does a paragraph stand in a text that is known already?
 *
 * By runs of three words, so that links, notes and punctuation do not matter.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_REFERENCE_H
#define INDEXER_FORMATS_HTML_PAGE_REFERENCE_H

#include "base/base.h"

struct told; /* a set of runs of words */

/* NULL if the text has too few words to tell anything. */
struct told *told_new(struct ir_text text);
void told_free(struct told *t);

/* Of the runs of words in line, how many are there, how many are known. */
void told_count(const struct told *t, struct ir_text line, size_t *runs,
                size_t *known);
/* How many different runs the text has. */
size_t told_runs(const struct told *t);

#endif
