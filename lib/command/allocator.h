/*
 * allocator.h - what a program does when memory runs out.
 *
 * The libraries that read formats take a failed malloc() for bad input, or end
 * the program in their own ways.  In the two programs therefore the calls of
 * all libraries go through functions that end it at once, before anything can
 * be misread.  What was committed is kept, as when the program is killed.
 */
#ifndef COMMAND_ALLOCATOR_H
#define COMMAND_ALLOCATOR_H

#include <stddef.h>

/* A request of more bytes may be of hostile input or a damaged index, and fails
 * like any other error of theirs. */
#define ALLOCATOR_LARGE ((size_t)256 << 20)

#define ALLOCATOR_STATUS 2 /* that the program ends with */

/* Call first in main(): from then on lib/base ends the program likewise.  The
 * message on standard error is "PROGRAM: out of memory". */
void allocator_start(void);

/*
 * Before a program starts its first thread: jemalloc 5.3 crashes in one that
 * finds no memory for an arena of its own, so those of as many threads as will
 * ever run beside this one are made now.  Not of more, as each takes some 90 KB.
 * Does nothing with another allocator.
 */
void allocator_expect_threads(size_t threads);

#endif
