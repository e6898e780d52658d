/*
 * sgml.h - tags and text of SGML as found in archives.
 *
 * Such files have no DTD, unclosed tags, a bare < or & in the text, and
 * references to control bytes.  An XML parser rejects them, and an HTML parser
 * rearranges them (HEAD, TITLE, BODY and TEXT mean something else to it), so
 * they are read as text between tags.
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

/* Take the next token from rest.  Comments and declarations are skipped. */
void sgml_next(struct ir_text *rest, struct sgml_token *out);
/* The value of an attribute in the text of a tag; empty if there is none. */
struct ir_text sgml_attribute(struct ir_text tag, const char *name);
/* Are two names equal, ignoring case? */
bool sgml_is(struct ir_text name, const char *other);

/*
 * Append text with references replaced by characters and control bytes by
 * spaces.  A blank line, or a line indented by three spaces or more, begins a
 * paragraph.
 */
void sgml_text(struct ir_text text, struct buf *out);

#endif
