/* Permissions and ownership of index directories. */
#include "store/dir_rights.h"
#include "store/dirs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define MODE_BITS 07777
/* Files that Xapian writes in place. */
#define TABLE_ENDING ".glass"
#define LOCK_NAME "flintlock"

static enum ir_status unwritable(struct ir_error *err, const char *path,
                                 const char *name)
{
    return ir_fail(err, IR_IO, "index %s cannot be written: %s%s%s", path,
                   name ? name : "", name ? ": " : "", strerror(errno));
}

static bool is_written(const char *name)
{
    size_t size = strlen(name), end = sizeof(TABLE_ENDING) - 1;

    return !strcmp(name, LOCK_NAME) ||
           (size > end && !strcmp(name + size - end, TABLE_ENDING));
}

/* By descriptor, since the directory may have been renamed. */
static DIR *list_of(int fd)
{
    int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = again < 0 ? NULL : fdopendir(again);

    if (!list && again >= 0)
        close(again);
    return list;
}

enum ir_status dir_writable(int fd, const char *path, struct ir_error *err)
{
    enum ir_status status = IR_OK;
    struct dirent *entry;
    DIR *list;

    if (faccessat(fd, ".", W_OK | X_OK, AT_EACCESS))
        return unwritable(err, path, NULL);
    list = list_of(fd);
    if (!list)
        return unwritable(err, path, NULL);
    while (status == IR_OK && (entry = readdir(list)))
        if (is_written(entry->d_name) &&
            faccessat(fd, entry->d_name, W_OK, AT_EACCESS) && errno != ENOENT)
            status = unwritable(err, path, entry->d_name);
    closedir(list);
    return status;
}

static const char *exposure(const struct stat *st)
{
    if (st->st_uid != geteuid() && st->st_uid != 0)
        return "belongs to another user, who can change it";
    if (st->st_mode & S_IWOTH)
        return "can be changed by every user";
    if (st->st_mode & S_IWGRP)
        return "can be changed by its group";
    return NULL;
}

const char *dir_exposed(const char *path)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = fd < 0 ? NULL : list_of(fd);
    const char *how = NULL;
    struct dirent *entry;
    struct stat st;

    if (list && !fstat(fd, &st))
        how = exposure(&st);
    while (list && !how && (entry = readdir(list)))
        if (is_written(entry->d_name) &&
            !fstatat(fd, entry->d_name, &st, AT_SYMLINK_NOFOLLOW))
            how = exposure(&st);
    if (list)
        closedir(list);
    if (fd >= 0)
        close(fd);
    return how;
}

void dir_follow_mode(int fd)
{
    struct stat st;

    if (!fstat(fd, &st))
        umask(~st.st_mode & 0777);
}

/* Failing to set an owner, which only root can, is not an error. */
static bool make_alike(int at, const char *name, const struct stat *as)
{
    if (fchownat(at, name, as->st_uid, as->st_gid, AT_SYMLINK_NOFOLLOW) &&
        fchownat(at, name, (uid_t)-1, as->st_gid, AT_SYMLINK_NOFOLLOW))
        errno = 0;
    return !fchmodat(at, name, as->st_mode & MODE_BITS, 0);
}

/* The permissions of the directory at path and of its files; false if there is
 * none. */
static bool look(const char *path, struct stat *dir, struct stat *file)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool there = fd >= 0 && !fstat(fd, dir);

    if (there && fstatat(fd, "postlist.glass", file, AT_SYMLINK_NOFOLLOW)) {
        *file = *dir;
        file->st_mode &= 0666;
    }
    if (fd >= 0)
        close(fd);
    return there;
}

enum ir_status dir_keep_rights(const char *fresh, const char *path, mode_t mask,
                               struct ir_error *err)
{
    int to = open(fresh, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *list = to < 0 ? NULL : list_of(to);
    struct stat dir, file;
    const bool there = look(path, &dir, &file);
    struct dirent *entry;
    bool good = list;

    while (good && there && (entry = readdir(list)))
        if (entry->d_name[0] != '.')
            good = make_alike(to, entry->d_name, &file);
    if (good)
        good = there ? make_alike(to, ".", &dir) : !fchmod(to, 0755 & ~mask);
    if (!good)
        ir_fail(err, IR_IO, "%s: %s", fresh, strerror(errno));
    if (list)
        closedir(list);
    if (to >= 0)
        close(to);
    return good ? IR_OK : IR_IO;
}
