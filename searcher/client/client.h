/*
 * client.h - let a server answer a session.
 */
#ifndef SEARCHER_CLIENT_CLIENT_H
#define SEARCHER_CLIENT_CLIENT_H

#include "searcher/session/session.h"

/* Do the settings name a server instead of folders? */
bool client_is(const struct settings *settings);

/*
 * Have a server answer s: its questions are put, one after another over one
 * connection, to the server that its settings name.  Nothing is sent yet.
 *   IR_INVALID    the address is wrong, there are others besides, an option
 *                 cannot be used with a server, or the token is malformed
 *   IR_NOT_FOUND, IR_IO, IR_LIMIT  the file of the token cannot be read
 * Call client_stop() in any case.
 */
enum ir_status client_start(struct session *s,
                            struct ir_error *err) IR_MUST_CHECK;
void client_stop(struct session *s);

#endif
