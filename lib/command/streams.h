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
 * later takes its number; if that fails the program ends with status 2.
 * SIGPIPE ends the program, even if our parent ignored it.
 */
void streams_start(void);

/*
 * Write all of text to standard output, unbuffered.  Answers IR_OK, or IR_IO
 * with the stream and the reason in the message; part of text may be written
 * then.
 */
enum ir_status streams_write(struct ir_text text,
                             struct ir_error *err) IR_MUST_CHECK;
/* Write all of text to standard error.  Errors are ignored: there is nowhere
 * left to report them. */
void streams_complain(struct ir_text text);

/*
 * Call after the last streams_write().  Answers IR_OK, or IR_IO if the system
 * reports only now that it could not write, as a network file system does when
 * the disk is full.
 */
enum ir_status streams_finish(struct ir_error *err) IR_MUST_CHECK;

/* Columns of the terminal on standard output, from 20 to 1000: $COLUMNS, what
 * the terminal says, or 80.  0 if it is not a terminal. */
size_t streams_width(void);
/* Should standard output be coloured?  COLOUR_AUTO: on a terminal, unless
 * NO_COLOR is set or TERM is unset or "dumb". */
bool streams_colour(enum colour_when when);

#endif
