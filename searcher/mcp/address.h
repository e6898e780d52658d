/*
 * address.h - the names of articles and of parts of them:
 *
 *   a1                      an article
 *   a1#4-7                  a passage: its sentences 4 to 7, from 0
 *   a1[48,193)              bytes of its text
 *   a1@sha256:3f2a[48,193)  the same, of a text with this fingerprint
 *   irsearch://UUID/a1#48-193  the same of the index with this uuid; the id is
 *                           escaped as in URLs
 */
#ifndef SEARCHER_MCP_ADDRESS_H
#define SEARCHER_MCP_ADDRESS_H

#include "base/buf.h"

enum address_part { ADDRESS_WHOLE, ADDRESS_SENTENCES, ADDRESS_BYTES };

struct address {
    struct ir_text id; /* points into the name */
    enum address_part part;
    uint64_t first, last;       /* of sentences, or the range of bytes */
    struct ir_text fingerprint; /* empty: any; points into the name */
};

/* Take the part off a name.  False if it has none: then it can only be an
 * article's. */
bool address_split(struct ir_text name, struct address *out);

#define ADDRESS_SCHEME "irsearch://"

/* Add the URI of an article, and for start < end of these bytes of it. */
void address_add_uri(struct buf *out, const char *uuid, struct ir_text id,
                     size_t start, size_t end);

/*
 * Read a URI: uuid points into it, and id is replaced by the unescaped id,
 * which is empty in the URI of the index itself.  False if it is no such URI.
 */
bool address_read_uri(struct ir_text uri, struct ir_text *uuid, struct buf *id,
                      struct address *out);

#endif
