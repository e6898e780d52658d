/*
 * page_reference.h - is a paragraph part of a reference text?
 *
 * Compares runs of three words, so that links, notes and punctuation do not
 * matter.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_REFERENCE_H
#define INDEXER_FORMATS_HTML_PAGE_REFERENCE_H

#include "base/base.h"

struct reference; /* a set of runs of words */

/* NULL if the text has too few words to compare with. */
struct reference *reference_new(struct ir_text text);
void reference_free(struct reference *t);

/* Set *runs to the number of runs of words in line, and *known to how many of
 * them are in the reference. */
void reference_count(const struct reference *t, struct ir_text line,
                     size_t *runs, size_t *known);
/* The number of different runs in the reference. */
size_t reference_runs(const struct reference *t);

#endif
