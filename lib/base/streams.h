/*
 * streams.h - the three streams and the terminal behind them.
 */
#ifndef BASE_STREAMS_H
#define BASE_STREAMS_H

#include "base/buf.h"

enum colour_when { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/*
 * Call first in main().  A stream that was closed is opened on /dev/null the
 * wrong way round: no file we open later takes its number, and using it is
 * still an error.  SIGPIPE ends the program, whatever our parent set.
 */
void streams_start(void);

/* Write to stdout, or to stderr, and flush.  IR_IO names the stream. */
enum ir_status streams_write(struct ir_text text,
                             struct ir_error *err) IR_MUST_CHECK;
void streams_complain(struct ir_text text); /* to stderr, come what may */

/* Close stdout: errors that appear only then are errors too. */
enum ir_status streams_finish(struct ir_error *err) IR_MUST_CHECK;

/* Columns of the terminal on stdout; 0 if it is none. */
size_t streams_width(void);
/* Should stdout be in colour?  Knows NO_COLOR and TERM. */
bool streams_colour(enum colour_when when);

#endif
