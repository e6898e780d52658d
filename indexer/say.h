/*
 * say.h - what people see: lines on standard error.
 *
 * Whatever comes from outside is made harmless to a terminal first.  For the
 * main thread only.
 */
#ifndef INDEXER_SAY_H
#define INDEXER_SAY_H

#include "base/buf.h"

/* One line, "irindex: ...". */
void say(const char *format, ...) IR_PRINTF(1, 2);
/* A line that the next one overwrites; NULL takes it away. */
void say_for_now(const char *line);
#endif
