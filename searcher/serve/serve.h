/*
 * serve.h - irsearch --serve: answer requests over HTTP.
 */
#ifndef SEARCHER_SERVE_SERVE_H
#define SEARCHER_SERVE_SERVE_H

#include "searcher/session/settings.h"

/*
 * Serve the indexes of settings until SIGTERM or SIGINT; then finish what runs.
 * Answers IR_OK then, and before:
 *   IR_INVALID    the address, a name of an index or the file of the token is
 *                 wrong
 *   IR_LOCKED     somebody listens at the address already
 *   IR_IO         the system refused, or libmicrohttpd is not installed
 *   IR_LIMIT      too few descriptors
 * or the status of opening an index.
 */
enum ir_status serve_run(const struct settings *settings,
                         struct ir_error *err) IR_MUST_CHECK;

#endif
