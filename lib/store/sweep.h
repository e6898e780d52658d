/*
 * sweep.h - removes what stands beside an index.
 */
#ifndef STORE_SWEEP_H
#define STORE_SWEEP_H

#ifdef __cplusplus
extern "C" {
#endif

/* Remove the directory at path, unless a revision of it is held: then a later
 * sweep does.  Errors are ignored. */
void sweep_one(const char *path);
/*
 * Remove what dir_make_beside() has made for the index at path in processes
 * that were killed, and what was replaced while it was read.  The caller has
 * the lock of the index; errors are ignored.
 */
void sweep_beside(const char *path);

#ifdef __cplusplus
}
#endif
#endif
