/*
 * page_letters.h - compare lines by their letters and digits only: quotes,
 * dashes, spaces and cases differ between the places of a page.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_LETTERS_H
#define INDEXER_FORMATS_HTML_PAGE_LETTERS_H

#include "base/base.h"

/* Set *out to the next byte of a letter or digit at or after *at, in lower case
 * if it is ASCII, and *at behind it; false at the end. */
bool letters_next(struct ir_text t, size_t *at, char *out);
/* How many bytes of letters and digits two lines begin with in common; *all: the
 * shorter line has no others. */
size_t letters_common(struct ir_text a, struct ir_text b, bool *all);
/* Have both the same letters and digits, and any? */
bool letters_equal(struct ir_text a, struct ir_text b);
/* The bytes of t up to the last letter of start, with which it begins; 0 if it
 * does not. */
size_t letters_begin(struct ir_text t, struct ir_text start);
/* Does t have the letters of part, one after the other? */
bool letters_contain(struct ir_text t, struct ir_text part);

#endif
