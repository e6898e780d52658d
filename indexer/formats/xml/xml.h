/*
 * xml.h - parse an XML document into events, without external resources.
 *
 * Nothing is fetched or opened.  Entities are limited to those of XML and the
 * character names of HTML.  A DTD that a DOCTYPE names, and declarations in it
 * (an internal subset), are ignored; a document that refers to an entity which
 * they declare is rejected.
 */
#ifndef INDEXER_FORMATS_XML_XML_H
#define INDEXER_FORMATS_XML_XML_H

#include "indexer/document/parsed.h"

/* Limits of a document.  Exceeding one is IR_LIMIT. */
enum {
    XML_DEPTH_MAX = 100,         /* elements within elements */
    XML_TOKEN_MAX = 1024 * 1024, /* bytes of a tag, comment or the like */
    XML_REPAIRS_MAX = 100000,    /* bare & and names that only HTML has */
    XML_NAMES_MAX = 50000        /* different names and namespaces */
};

/* The attributes of an element. */
struct xml_attributes {
    const void *list; /* private */
    int count;
};

/* The value of the attribute with this local name, in any case; data is NULL if
 * there is none. */
struct ir_text xml_attribute(const struct xml_attributes *a, const char *name);

/* Names and texts are valid until the handler returns. */
struct xml_handler {
    /* uri: of the namespace; NULL if there is none or it is not declared. */
    void (*start)(void *self, const char *name, const char *prefix,
                  const char *uri, const struct xml_attributes *with);
    void (*text)(void *self, struct ir_text text);
    void (*end)(void *self);
};

struct xml;

/*
 * Begin a document of these bytes, in the charset that they declare; encoding
 * as for struct source.  bytes, handler and self must outlive the parser.
 * IR_INVALID: the charset is unknown.
 */
enum ir_status xml_new(struct ir_text bytes, const char *encoding,
                       const struct xml_handler *handler, void *self,
                       struct xml **out, struct problem *p) IR_MUST_CHECK;
/*
 * Parse the next few KiB.  IR_OK: there may be more; IR_END: the document is
 * complete; any other status, described with its line in p, is final.
 */
enum ir_status xml_step(struct xml *x, struct problem *p) IR_MUST_CHECK;
/*
 * After a syntax error: go on at the next element with one of these names (the
 * last is NULL), as if it were the first in the document; begun is how many
 * have begun since xml_new(), or since this was last called.  The start tags
 * around it come again.  False: there is none.
 */
bool xml_go_on(struct xml *x, const char *const *names, size_t begun);
/* Reject the document, from within a handler.  Answers status, or that of an
 * earlier refusal. */
enum ir_status xml_refuse(struct xml *x, enum ir_status status,
                          const char *reason, const char *message);
size_t xml_replaced(const struct xml *x); /* bad characters so far */
/* The encoding that the document was taken for, as by charset_guess(). */
const char *xml_taken_for(const struct xml *x);
uint64_t xml_line(const struct xml *x);
void xml_free(struct xml *x);

#endif
