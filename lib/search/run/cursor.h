/*
 * cursor.h - where the next page of an answer begins.
 *
 * A cursor is text: it names the revision of the index and the number of hits
 * before it, and holds a digest of the index and of all in the request that
 * decides which hits come in which order.  So it fits only the same request
 * on the same revision.
 */
#ifndef SEARCH_RUN_CURSOR_H
#define SEARCH_RUN_CURSOR_H

#include "base/buf.h"

#define CURSOR_MAX 80 /* bytes */

void cursor_write(const struct ir_request *r, const struct ir_index_info *index,
                  size_t offset, struct buf *out);
/*
 * Set *offset from r->after.  IR_INVALID if that is no cursor, is of another
 * revision, or of another request or index: the message says which.
 */
enum ir_status cursor_read(const struct ir_request *r,
                           const struct ir_index_info *index, size_t *offset,
                           struct ir_error *err) IR_MUST_CHECK;

#endif
