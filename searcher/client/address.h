/*
 * address.h - the address of a server, as a value of --db.
 *
 *     unix:PATH  unix:PATH:/NAME  unix:
 *     http://HOST:PORT  http://HOST:PORT/NAME  http://[ADDRESS]:PORT
 */
#ifndef SEARCHER_CLIENT_ADDRESS_H
#define SEARCHER_CLIENT_ADDRESS_H

#include "base/buf.h"

struct address {
    const char *text;  /* as given, for messages */
    struct buf path;   /* of a socket, or empty */
    struct buf host;   /* without brackets, or empty */
    struct buf port;   /* digits */
    struct buf field;  /* of the header Host */
    struct buf prefix; /* of paths: "" or "/NAME" */
};
#define ADDRESS_INIT                                          \
    {                                                         \
        .path = BUF_INIT, .host = BUF_INIT, .port = BUF_INIT, \
        .field = BUF_INIT, .prefix = BUF_INIT                 \
    }

/* Is it meant as the address of a server, and not as a folder? */
bool address_is(const char *text);
/* Take it apart; text must outlive a.  IR_INVALID if it is none; the message
 * names it.  Free it in any case. */
enum ir_status address_read(struct address *a, const char *text,
                            struct ir_error *err) IR_MUST_CHECK;
void address_free(struct address *a);

#endif
