/*
 * hold.h - the revisions of an index that are being read.
 *
 * A commit writes into blocks that the revision before it does not use, so
 * that a revision can be read until the second commit after it begins.  Who
 * reads one holds it: a shared lock of one byte of a table's file, far beyond
 * its end, whose place is the revision's number.  Anyone may take it who can
 * read the index, it costs some microseconds, and it ends with the process.  A
 * writer of this program that is about to overwrite blocks of a revision that is
 * held waits for a while, and then goes on in a copy of the directory: see
 * give_way.cc.  So short readers are hardly ever disturbed, and long ones read
 * one revision to its end without a copy of their own.
 */
#ifndef STORE_HOLD_H
#define STORE_HOLD_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What tells whether an index has changed. */
struct dir_state {
    uint64_t device, inode; /* of the directory */
    uint64_t revision;      /* 0 if it cannot be read */
};
/* Of the directory at path, or of the one that is open as fd; all 0 if there
 * is none. */
struct dir_state dir_state_at(const char *path);
struct dir_state dir_state_of(int fd);
static inline bool dir_state_same(struct dir_state a, struct dir_state b)
{
    return a.device == b.device && a.inode == b.inode &&
           a.revision == b.revision;
}

/*
 * Hold this revision of the directory that is open as fd: *held is what
 * hold_end() takes, -1 if the file system has no locks.  The revision may have
 * been overwritten until then: see whether it still is the latest.
 */
void hold_begin(int fd, uint64_t revision, int *held);
void hold_end(int held); /* -1 is fine */
/* Hold it no more, and then again, by the same descriptor: false if that cannot
 * be. */
void hold_rest(int held, uint64_t revision);
bool hold_again(int held, uint64_t revision);
/* Is any revision up to this one held, by this process or another? */
#define HOLD_ANY UINT64_MAX
bool hold_exists(int fd, uint64_t revision);

/* A directory whose latest revision is held. */
struct held_dir {
    int fd, held;
    uint64_t revision;
};
/* Open the directory at path as dir_open() does, and hold its latest revision;
 * IR_STALE if it changes too fast for that. */
enum ir_status hold_open(const char *path, struct held_dir *out,
                         struct ir_error *err) IR_MUST_CHECK;
void hold_close(struct held_dir *d);
/* Open it as dir_open() does, again if that fails while it is replaced. */
enum ir_status dir_open_settled(const char *path, int *fd,
                                struct ir_error *err) IR_MUST_CHECK;
/* Could a writer not leave the revision alone?  Then it may be overwritten. */
bool hold_is_lost(const struct held_dir *d);

#ifdef __cplusplus
}
#endif
#endif
