/*
 * stamp.h - has a file changed?
 *
 * While its attributes are the same (size, times of the last change of
 * contents and of attributes, inode), nothing was written to it.  When they
 * are not, the digest of its bytes decides.
 */
#ifndef INDEXER_INPUT_STAMP_H
#define INDEXER_INPUT_STAMP_H

#include "base/base.h"

#include <sys/stat.h>

/*
 * Seconds: the coarsest time stamps of a file system (FAT).  A file that
 * changed so shortly before it was read may change again unseen.
 */
#define STAMP_SETTLED 2

struct file_stamp {
    uint64_t size;
    uint64_t attributes; /* hashed; 0: too recent, the digest decides */
    uint64_t digest;     /* 0: not known */
    uint64_t device;     /* of its folder; 0: not known; set by articles.c */
    uint64_t seen;       /* private: the attributes, however recent */
    bool unchanged;      /* the digest is the one known before */
    bool whole;          /* it was read, and did not change meanwhile */
};

uint64_t stamp_attributes(const struct stat *st); /* never 0 */
/* Begin the stamp of a regular file with what fstat() says before it is read. */
void stamp_start(struct file_stamp *s, const struct stat *st);
/*
 * The same for an open file, whose offset does not move.  size and digest are
 * those of its last reading: if it may be unchanged, its bytes are digested.
 */
void stamp_look(struct file_stamp *s, int fd, uint64_t size, uint64_t digest);
/* It was read in one go, between two fstat() that say the same. */
void stamp_bytes(struct file_stamp *s, struct ir_text all);
/* After reading `taken` bytes of it: sets whole, and the digest of all. */
void stamp_check(struct file_stamp *s, int fd, uint64_t taken);

#endif
