/*
 * daemon.h - the side of the server that libmicrohttpd calls.
 */
#ifndef SEARCHER_SERVE_DAEMON_H
#define SEARCHER_SERVE_DAEMON_H

#include "searcher/serve/server.h"

/*
 * Start to accept connections of fd, at most clients at a time.  IR_IO if
 * libmicrohttpd refuses.  The workers and callers must exist.
 */
enum ir_status daemon_start(struct server *s, int fd, size_t clients,
                            struct MHD_Daemon **out,
                            struct ir_error *err) IR_MUST_CHECK;

#endif
