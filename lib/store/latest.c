/* Sees whether an index has changed since it was opened. */
#include "store/latest.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define VERSION_FILE "iamglass"
#define SECOND 1000000000 /* in nanoseconds */

static struct file_state state_of(const struct stat *st)
{
    return (struct file_state){st->st_dev, st->st_ino,
                               st->st_ctim.tv_sec * (int64_t)SECOND +
                                   st->st_ctim.tv_nsec};
}

static bool same_file(const struct file_state *a, const struct file_state *b)
{
    return a->device == b->device && a->inode == b->inode;
}

void latest_note(struct latest *l, int dir)
{
    struct stat version, folder;

    latest_forget(l);
    l->file = openat(dir, VERSION_FILE,
                     O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (l->file >= 0 && !fstat(l->file, &version) && !fstat(dir, &folder)) {
        l->version = state_of(&version);
        l->dir = state_of(&folder);
    } else {
        latest_forget(l);
    }
}

void latest_forget(struct latest *l)
{
    if (l->file >= 0)
        close(l->file);
    l->file = -1;
}

bool latest_is(const struct latest *l, int dir, const char *path)
{
    struct file_state version, folder;
    struct stat st;

    if (l->file < 0 || fstatat(dir, VERSION_FILE, &st, AT_SYMLINK_NOFOLLOW))
        return false;
    version = state_of(&st);
    if (!same_file(&version, &l->version) ||
        version.changed != l->version.changed || stat(path, &st))
        return false;
    folder = state_of(&st);
    return same_file(&folder, &l->dir);
}
