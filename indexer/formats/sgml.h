/*
 * sgml.h - tags and text of SGML as archives hold it.
 *
 * Such files have no document type at hand, tags that nobody closes, a bare <
 * or & in the text and references to control bytes.  An XML parser gives them
 * up and an HTML parser bends them (it knows HEAD, TITLE, BODY and TEXT to be
 * something else), so they are read as what they are: text between tags.
 */
#ifndef INDEXER_FORMATS_SGML_H
#define INDEXER_FORMATS_SGML_H

#include "base/buf.h"

enum { SGML_TAG_MAX = 1000 }; /* bytes of a tag; anything longer is text */

enum sgml_kind { SGML_END, SGML_TEXT, SGML_OPEN, SGML_CLOSE };

struct sgml_token {
    enum sgml_kind kind;
    struct ir_text text; /* of a tag: what follows its name, unless closing */
    struct ir_text name;
};

/* Take the next token off rest.  Comments and declarations are skipped over. */
void sgml_next(struct ir_text *rest, struct sgml_token *out);
/* The value of an attribute in the text of a tag; empty without. */
struct ir_text sgml_attribute(struct ir_text tag, const char *name);
/* Names are the same in capitals and small letters. */
bool sgml_is(struct ir_text name, const char *other);

/*
 * Append text with its references as characters, with a space for control bytes.  A
 * blank line, or a line set in by three spaces or more, parts paragraphs.
 */
void sgml_text(struct ir_text text, struct buf *out);

#endif
