/*
 * xml_clean.h - what XML parsers give a whole document up for, put right
 * before they see it: characters XML forbids, names of entities that only a
 * DTD tells, and an & that stands for itself.
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
 * About size more bytes into out, which is cleared; empty at the end.  What
 * is left of references are the five of XML itself and legal numbers, so that
 * no text grows more than fivefold.
 */
void xml_clean_next(struct xml_clean *c, size_t size, struct buf *out);

/*
 * The character of a reference that begins with its &, as in SGML and HTML:
 * a number (any up to 0x110000) or a name, or -1.  *size is its length with the semicolon, which
 * it must have.
 */
int32_t entity_read(struct ir_text t, size_t *size);

#endif
