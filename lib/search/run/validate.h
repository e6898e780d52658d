/*
 * validate.h - validation of requests, and page tokens.
 *
 * A page token is text, REVISION-OFFSET-DIGEST: the revision of the index, the
 * number of hits before the page, and a digest of the index's uuid and of
 * everything in the request that decides which hits are found and in what
 * order.  It is valid only for the same request on the same revision.
 */
#ifndef SEARCH_RUN_VALIDATE_H
#define SEARCH_RUN_VALIDATE_H

#include "base/buf.h"

#define PAGE_TOKEN_MAX 80 /* bytes */

/*
 * Convert a request of a caller compiled against an earlier or later version:
 * fields that it does not have are as ir_request_init() sets them.
 * IR_INVALID if its size is not set, or it uses a field that this version
 * does not know.
 */
enum ir_status request_complete(const struct ir_request *given,
                                struct ir_request *out,
                                struct ir_error *err) IR_MUST_CHECK;
/* IR_LIMIT for a value over its limit, IR_INVALID for values that cannot be or
 * cannot be combined; the message says which. */
enum ir_status request_check(const struct ir_request *r,
                             struct ir_error *err) IR_MUST_CHECK;

/* Append the token of the page that begins at offset. */
void page_token_write(const struct ir_request *r,
                      const struct ir_index_info *index, size_t offset,
                      struct buf *out);
/*
 * Set *offset to the number of hits before the request's page.  IR_INVALID if
 * its page token is malformed, or from another revision, request or index: the
 * message says which.  IR_LIMIT if the page ends beyond IR_REACH_MAX.
 */
enum ir_status request_offset(const struct ir_request *r,
                              const struct ir_index_info *index, size_t *offset,
                              struct ir_error *err) IR_MUST_CHECK;

#endif
