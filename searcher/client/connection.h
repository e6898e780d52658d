/*
 * connection.h - put requests to a server over one connection.
 */
#ifndef SEARCHER_CLIENT_CONNECTION_H
#define SEARCHER_CLIENT_CONNECTION_H

#include "searcher/client/address.h"
#include "searcher/client/reply.h"

#define CONNECT_SECONDS 10 /* for each address of a name, and each send() */

struct connection {
    const struct address *address;
    double wait;      /* seconds until a reply must have begun */
    size_t body_max;  /* bytes of a reply */
    int fd;           /* -1: not connected */
    struct buf bytes; /* received */
    struct reply_head head;
    struct ir_text body; /* in bytes */
};
#define CONNECTION_INIT             \
    {                               \
        .fd = -1, .bytes = BUF_INIT \
    }

/*
 * Send a whole request and receive the reply into head and body, which are
 * valid until the next.  Connects if there is no connection, also if the server
 * has closed it since the last reply.  IR_IO if the server cannot be reached,
 * breaks off, is too slow or answers no HTTP; IR_LIMIT if the reply is too
 * long.  The message names the address.
 */
enum ir_status connection_ask(struct connection *c, struct ir_text request,
                              struct ir_error *err) IR_MUST_CHECK;
void connection_close(struct connection *c);

#endif
