/*
 * request.h - requests: what they may ask, and where their pages begin.
 *
 * A page token is text: it names the revision of the index and the number of
 * hits before the page, and holds a digest of the index and of all in the
 * request that decides which hits come in which order.  So it fits only the
 * same request on the same revision.
 */
#ifndef SEARCH_RUN_REQUEST_H
#define SEARCH_RUN_REQUEST_H

#include "base/buf.h"

#define PAGE_TOKEN_MAX 80 /* bytes */

/*
 * The request as this version knows it, of a caller that knows an earlier or a
 * later one: what it does not have is as ir_request_init() sets it.
 * IR_INVALID if it has no size, or says something that is not known here.
 */
enum ir_status request_complete(const struct ir_request *given,
                                struct ir_request *out,
                                struct ir_error *err) IR_MUST_CHECK;
/* IR_LIMIT, or IR_INVALID for what makes no sense, says what is wrong. */
enum ir_status request_check(const struct ir_request *r,
                             struct ir_error *err) IR_MUST_CHECK;

/* Append the token of the page that begins at offset. */
void page_token_write(const struct ir_request *r,
                      const struct ir_index_info *index, size_t offset,
                      struct buf *out);
/*
 * Set *offset to where the request's page begins.  IR_INVALID if its token is
 * none, is of another revision, or of another request or index: the message
 * says which.  IR_LIMIT if the page ends beyond IR_REACH_MAX.
 */
enum ir_status request_offset(const struct ir_request *r,
                              const struct ir_index_info *index, size_t *offset,
                              struct ir_error *err) IR_MUST_CHECK;

#endif
