/*
 * listen.h - the address of a server: a socket in the file system, an address
 * of this machine, or a socket handed over by systemd.
 */
#ifndef SEARCHER_SERVE_LISTEN_H
#define SEARCHER_SERVE_LISTEN_H

#include "base/buf.h"

struct listener {
    int fd;
    bool local;       /* a unix socket that we made, with mode 0600 */
    struct buf path;  /* of that, to be removed at the end; or empty */
    struct buf where; /* for messages: what clients connect to */
};

/*
 * Listen on address: "unix:PATH", "HOST:PORT" or "systemd".  "unix:" alone is
 * irsearch.sock in $XDG_RUNTIME_DIR.  A HOST that is not this machine's own
 * loopback is refused unless public.  A socket file that nobody listens on is
 * replaced.  Statuses:
 *   IR_INVALID  the address is malformed, or needs public; systemd has handed
 *               over no socket, or several
 *   IR_LOCKED   somebody listens there already
 *   IR_IO       the system refused
 * Call listener_close() after any status.
 */
enum ir_status listener_open(struct listener *l, const char *address,
                             bool public, struct ir_error *err) IR_MUST_CHECK;
/* Stop listening, and remove the file of the socket.  fd may be -1. */
void listener_close(struct listener *l);

#endif
