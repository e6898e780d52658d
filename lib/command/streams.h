/*
 * streams.h - standard input, output and error, and the terminal.
 */
#ifndef COMMAND_STREAMS_H
#define COMMAND_STREAMS_H

#include "base/buf.h"

enum colour_when { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/*
 * Call first in main().  A stream that was closed is reopened on /dev/null with
 * the opposite access mode, so that using it still fails and no file opened
 * later takes its number.  SIGPIPE ends the program, whatever our parent set.
 */
void streams_start(void);

/* Write to stdout, or to stderr, and flush.  IR_IO names the stream. */
enum ir_status streams_write(struct ir_text text,
                             struct ir_error *err) IR_MUST_CHECK;
void streams_complain(struct ir_text text); /* to stderr; errors are ignored */

/* Close stdout; errors that only appear then, such as a full disk, count. */
enum ir_status streams_finish(struct ir_error *err) IR_MUST_CHECK;

/* Columns of the terminal on stdout; 0 if it is not a terminal. */
size_t streams_width(void);
/* Should stdout be in colour?  Honours NO_COLOR and TERM. */
bool streams_colour(enum colour_when when);

#endif
