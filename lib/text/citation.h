/*
 * citation.h - the names of articles and of parts of them:
 *
 *   a1                      an article
 *   a1#4-7                  a passage: its sentences 4 to 7, from 0
 *   a1[48,193)              bytes of its text
 *   a1@sha256:3f2a[48,193)  the same, of a text with this fingerprint
 *   irsearch://UUID/a1#48-193  the same of the index with this uuid; the id is
 *                           escaped as in URLs
 */
#ifndef TEXT_CITATION_H
#define TEXT_CITATION_H

#include "base/buf.h"

enum citation_part { CITATION_WHOLE, CITATION_SENTENCES, CITATION_BYTES };

struct citation {
    struct ir_text id; /* points into the name */
    enum citation_part part;
    uint64_t first, last;       /* of sentences, or the range of bytes */
    struct ir_text fingerprint; /* empty: any; points into the name */
};

/* Take the part off a name.  False if it has none: then it can only be an
 * article's. */
bool citation_split(struct ir_text name, struct citation *out);

/* Take "@sha256:" and hex digits, if there are any, off the end of a name. */
void citation_take_fingerprint(struct ir_text *t, struct citation *out);
/* Where the citation that text begins with ends: behind its first range of
 * bytes, or if it has none with the text. */
size_t citation_end(struct ir_text text);
/* Add the citation of bytes [start, end) of a text with this fingerprint. */
void citation_add(struct buf *out, struct ir_text id, const char *fingerprint,
                  size_t start, size_t end);

#define CITATION_SCHEME "irsearch://"

/* Add the URI of an article, and for start < end of these bytes of it. */
void citation_add_uri(struct buf *out, const char *uuid, struct ir_text id,
                      size_t start, size_t end);

/*
 * Read a URI: uuid points into it, and id is replaced by the unescaped id,
 * which is empty in the URI of the index itself.  False if it is no such URI.
 */
bool citation_read_uri(struct ir_text uri, struct ir_text *uuid, struct buf *id,
                       struct citation *out);

#endif
