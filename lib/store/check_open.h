/*
 * check_open.h - let Xapian check an index that this process may only read.
 *
 * Its check opens the tables for writing, although it writes nothing, and fails
 * on a read-only file system.
 */
#ifndef STORE_CHECK_OPEN_H
#define STORE_CHECK_OPEN_H

#ifdef __cplusplus
extern "C" {
#endif

/* From now on open() opens for reading what it is asked to open for both, unless
 * that is to be created.  For a child process that checks and then ends. */
void check_open_reads_only(void);

#ifdef __cplusplus
}
#endif

#endif
