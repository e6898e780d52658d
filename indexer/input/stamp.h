/*
 * stamp.h - what tells whether a file is still what it was.
 *
 * The stamp is of what the system says (size, time of the last change of
 * contents and of attributes, inode): while it is the same nothing was
 * written to the file.  When it is not, the digest of the bytes tells.
 */
#ifndef INDEXER_INPUT_STAMP_H
#define INDEXER_INPUT_STAMP_H

#include "indexer/document/parsed.h"

#include <sys/stat.h>

/*
 * File systems count time in steps of up to so many seconds (FAT: 2), so what
 * changed within them before it was read may change again unseen.
 */
#define MARK_SETTLED 2

/* A larger file is digested once it has been read, or if it may be the same. */
#define MARK_SMALL (16u << 20)

struct walk_entry;

struct mark {
    uint64_t size;
    uint64_t stamp;  /* 0: not settled yet, so the digest has to tell */
    uint64_t digest; /* 0: not known */
    uint64_t seen;   /* the stamp, settled or not: private */
    bool same;       /* it is what the walk entry's digest says */
    bool whole;      /* it was read, and did not change meanwhile */
};

uint64_t mark_stamp(const struct stat *st); /* never 0 */
/* Look at the file that fd is open on, which stays at its beginning. */
void mark_look(struct mark *m, int fd, const struct walk_entry *known);
/* After reading `taken` bytes: is the file as it was then? */
void mark_check(struct mark *m, int fd, uint64_t taken);

#endif
