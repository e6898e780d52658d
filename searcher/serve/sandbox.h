/*
 * sandbox.h - give up what a server does not need, before anybody can ask it.
 */
#ifndef SEARCHER_SERVE_SANDBOX_H
#define SEARCHER_SERVE_SANDBOX_H

#include "base/buf.h"

/*
 * From now on this process and its threads can read files only in the folders
 * that readable names, each ended by a NUL, write, make and remove none (but
 * remove in the folder that removable names, unless NULL), run no program,
 * start no process and connect to nothing.  Call before the first thread is
 * started.  What the kernel does not offer is left out; appends to report, for
 * the log, what it did.
 */
void sandbox_enter(struct ir_text readable, const char *removable,
                   struct buf *report);

#endif
