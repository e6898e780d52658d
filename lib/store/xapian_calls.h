/*
 * xapian_calls.h - system calls that Xapian's library makes, of which ours come
 * first.
 *
 * Xapian reads and writes its tables by pread() and pwrite().  Its library, and
 * no other, is made to call functions of ours instead, which call the system's
 * and look at those files alone that were opened here: calls of the program
 * that uses us are not touched.
 */
#ifndef STORE_XAPIAN_CALLS_H
#define STORE_XAPIAN_CALLS_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

struct sealed;

/* Begin, once: code is any address of Xapian's library. */
void xapian_calls_take(const void *code);
/* Could that be done?  Not if Xapian is no shared library, for instance. */
bool xapian_calls_taken(void);

/*
 * From now on, what this thread lets Xapian open of the tables of the directory
 * that is open as dir is verified by the seal s as it is read, and what it
 * writes is noted.  NULL: no more.  A block that is not as it was sealed cannot
 * be read: Xapian fails with EIO, and sealed_damage() tells which it was.
 */
void xapian_calls_open(struct sealed *s, int dir);
/* Has Xapian opened and read a table since this thread's last call of that? */
bool xapian_calls_seen(void);

/* From now on Xapian opens for reading what it opens for both, unless that is to
 * be created.  For a child process that checks, and then ends. */
void xapian_calls_read_only(void);

#ifdef __cplusplus
}
#endif
#endif
