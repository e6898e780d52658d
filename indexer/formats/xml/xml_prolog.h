/*
 * xml_prolog.h - what an XML document declares before its root element.
 */
#ifndef INDEXER_FORMATS_XML_XML_PROLOG_H
#define INDEXER_FORMATS_XML_XML_PROLOG_H

#include "base/base.h"

#define XML_ENCODING_SIZE 40 /* of a name, with its NUL */

/*
 * The document without what feeds have before it and XML does not allow: a
 * UTF-8 byte order mark, blanks, comments before the declaration, and what PHP
 * and HTTP servers wrote.
 */
struct ir_text xml_prolog_start(struct ir_text bytes);
/* The encoding in the XML declaration; "" if there is none or if a byte order
 * mark says UTF-8. */
void xml_prolog_encoding(struct ir_text bytes, char name[XML_ENCODING_SIZE]);
/* Does the name ask for a conversion to UTF-8? */
bool xml_prolog_is_foreign(const char *name);
/*
 * Where text goes on behind a DOCTYPE with declarations of its own; 0: it has
 * none.  *needed: text refers to an entity that they declare, and that HTML
 * does not have, so that it cannot be read without them.
 */
size_t xml_prolog_declared(struct ir_text text, bool *needed);
/*
 * The start tag of an element with one of these local names (the last is NULL),
 * from *at on, behind count others.  It is then at *at.
 */
bool xml_prolog_next(struct ir_text text, const char *const *names,
                     size_t count, size_t *at);
/*
 * The start tags around the elements with these names in a feed: of the root,
 * and of the channel if they are in one, or empty.
 */
bool xml_prolog_heads(struct ir_text text, const char *const *names,
                      struct ir_text heads[2]);
/*
 * The local name of the first element, from the first bytes of a document;
 * empty if this is not XML or the element begins later.
 */
struct ir_text xml_root(struct ir_text head);
/* Is this the name, in whatever case?  Old feeds write theirs in any. */
bool xml_is_name(struct ir_text t, const char *name);

#endif
