/*
 * found.h - an article, or a part of one, found by its name.
 */
#ifndef SEARCHER_MCP_FOUND_H
#define SEARCHER_MCP_FOUND_H

#include "text/citation.h"

struct found {
    struct ir_article *article;
    char uuid[40]; /* of the index */
    enum citation_part part;
    size_t start, end; /* what to show: the part, with its context */
    size_t passage_start, passage_end; /* without it */
};

/*
 * Find what a name of citation.h names: an article of exactly this id, or else
 * the part of one.  Sentences come with so many around them; bytes are extended
 * to whole characters.  Ends in found_close().  Statuses are those of ir_get(),
 * and:
 *   IR_NOT_FOUND  there is no such article, or no such part of it, or it is
 *                 not in this index
 *   IR_INVALID    the article has another fingerprint now, or the URI is none
 */
enum ir_status found_open(struct ir_searcher *s, struct ir_text name,
                          size_t context, struct found *out,
                          struct ir_error *err) IR_MUST_CHECK;
void found_close(struct found *f);

#endif
