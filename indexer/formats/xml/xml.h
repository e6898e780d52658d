/*
 * xml.h - an XML document as events, from a parser that opens nothing.
 *
 * No network, no file, no DTD and no entities but those of XML and the
 * characters HTML names: a DOCTYPE may name a DTD, which is not read, and
 * one that brings its own declarations is refused.
 */
#ifndef INDEXER_FORMATS_XML_XML_H
#define INDEXER_FORMATS_XML_XML_H

#include "indexer/document/parsed.h"

/* What a document may ask for; over one of these it is IR_LIMIT. */
enum {
    XML_DEPTH_MAX = 100,         /* elements within elements */
    XML_TOKEN_MAX = 1024 * 1024, /* bytes of a tag, comment or the like */
    XML_REPAIRS_MAX = 100000     /* bare & and names that only HTML has */
};

/* The attributes of an element. */
struct xml_attributes {
    const void *list; /* private */
    int count;
};

/* The value of the attribute with this local name; data is NULL without. */
struct ir_text xml_attribute(const struct xml_attributes *a, const char *name);

/* Names and texts live until the handler returns. */
struct xml_handler {
    /* uri is that of the namespace, NULL without or if it is not declared. */
    void (*start)(void *self, const char *name, const char *prefix,
                  const char *uri, const struct xml_attributes *with);
    void (*text)(void *self, struct ir_text text);
    void (*end)(void *self);
};

struct xml;

/*
 * Begin a document of these bytes, in the charset that they declare; encoding
 * as for struct source.  bytes, handler and self must outlive the parser.
 * IR_INVALID for a charset that nobody knows.
 */
enum ir_status xml_new(struct ir_text bytes, const char *encoding,
                       const struct xml_handler *handler, void *self,
                       struct xml **out, struct problem *p) IR_MUST_CHECK;
/*
 * Read on, a few KiB at a time.  IR_OK: there may be more; IR_END: that was
 * the end; anything else, with a line: what is wrong, and nothing follows.
 */
enum ir_status xml_step(struct xml *x, struct problem *p) IR_MUST_CHECK;
/* Refuse the document from within a handler. */
enum ir_status xml_refuse(struct xml *x, enum ir_status status,
                          const char *reason, const char *message);
size_t xml_replaced(const struct xml *x); /* bad characters so far */
uint64_t xml_line(const struct xml *x);
void xml_free(struct xml *x);

/*
 * The local name of the first element, from the first bytes of a document;
 * empty if this is no XML or the element is not in sight.
 */
struct ir_text xml_root(struct ir_text head);

#endif
