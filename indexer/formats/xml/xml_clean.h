/*
 * xml_clean.h - repair errors for which XML parsers reject a whole document:
 * forbidden characters, names of entities that only a DTD defines, and a bare
 * &.
 */
#ifndef INDEXER_FORMATS_XML_XML_CLEAN_H
#define INDEXER_FORMATS_XML_XML_CLEAN_H

#include "base/buf.h"

struct xml_clean {
    struct ir_text text; /* UTF-8 */
    size_t at;
    size_t replaced; /* forbidden characters that became U+FFFD */
    size_t repairs;  /* bare & and names that only HTML has, so far */
    bool verbatim;   /* in a CDATA section */
};

void xml_clean_start(struct xml_clean *c, struct ir_text text);
/*
 * Set out to about size more bytes; empty at the end.  The only references
 * left in it are the five of XML itself and legal numbers, so that no text
 * grows more than fivefold.
 */
void xml_clean_next(struct xml_clean *c, size_t size, struct buf *out);

/*
 * The character of the reference at the beginning of t, as in SGML and HTML: a
 * number (any up to 0x110000) or a name, from & to semicolon; *size is its
 * length with both.  -1: there is none.
 */
int32_t entity_read(struct ir_text t, size_t *size);

#endif
