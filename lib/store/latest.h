/*
 * latest.h - is what was opened still the latest revision?
 *
 * A commit replaces the version file, and one of many articles the directory.
 * So it is enough to look what their names are of, which takes two calls of the
 * system; to read the number of the revision takes three more.
 */
#ifndef STORE_LATEST_H
#define STORE_LATEST_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What tells a file from all others, and whether it has been written to. */
struct file_state {
    uint64_t device, inode;
    int64_t changed; /* nanoseconds */
};

struct latest {
    int file; /* the version file, open, so that no other gets its inode; -1:
                 nothing is noted */
    struct file_state version;
    struct file_state dir; /* whose change does not matter */
};
#define LATEST_NONE    \
    {                  \
        -1, {0, 0, 0}, \
        {              \
            0, 0, 0    \
        }              \
    }

/* Note those of the directory that is open as dir, before the revision is read
 * that is to be the latest.  What was noted before is forgotten. */
void latest_note(struct latest *l, int dir);
void latest_forget(struct latest *l);
/* Are they the same still?  False if nothing is noted. */
bool latest_is(const struct latest *l, int dir, const char *path);

#ifdef __cplusplus
}
#endif
#endif
