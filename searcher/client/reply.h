/*
 * reply.h - the head of a reply in HTTP/1.1, whose body has a known length.
 *
 * It is all that the server of irsearch sends, and what comes through a proxy
 * that does not change it.
 */
#ifndef SEARCHER_CLIENT_REPLY_H
#define SEARCHER_CLIENT_REPLY_H

#include "base/base.h"

#define REPLY_HEAD_MAX ((size_t)16384) /* bytes */

struct reply_head {
    unsigned status;     /* 100 to 599 */
    struct ir_text type; /* media type, with its parameters; or empty */
    uint64_t length;     /* of the body */
    bool closes;         /* the connection, after this reply */
};

/* The bytes of the head that these begin with, its empty line included; 0 if
 * they do not have the end of it. */
size_t reply_head_size(struct ir_text bytes);

/* Read a whole head, which must outlive h.  NULL, or what is wrong with it, for
 * a message. */
const char *reply_head_read(struct ir_text head, struct reply_head *h);

#endif
