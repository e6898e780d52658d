/*
 * link.h - the hyperlink of an article, for terminals that follow OSC 8.
 */
#ifndef SEARCHER_OUTPUT_LINK_H
#define SEARCHER_OUTPUT_LINK_H

#include "base/buf.h"

/* Is it "auto", or a URL with {url}, {path}, {id} or {handle} in it? */
bool link_form_is_valid(const char *form);

/*
 * Append the link: of auto the article's url, if that is of the web, else that
 * of the file that it comes from.  Nothing is appended if something that the
 * form names is not known.  All bytes are printable ASCII, whatever the
 * article holds.
 */
void link_add(struct buf *out, const char *form, const struct ir_article *a);

#endif
