/*
 * page_phrases.h - lines that are about the page, by how they begin.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_PHRASES_H
#define INDEXER_FORMATS_HTML_PAGE_PHRASES_H

#include "base/base.h"

/* Is this line only about the page: "Read more", "Advertisement", an offer of
 * subscription, a notice about cookies? */
bool page_line_is_clutter(struct ir_text line);
/* Is it about the page if it is one of the last: "Follow us on Chirper"? */
bool page_line_is_ending(struct ir_text line);

#endif
