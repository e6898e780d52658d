/* Copies the files of an index. */
#include "store/dir_copy.h"
#include "base/file.h"
#include "store/seal.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE ((size_t)1 << 20) /* bytes that are copied at once */
#define VERSION_FILE "iamglass"
#define LOCK_FILE "flintlock"

static bool read_and_write(int from, int to)
{
    char *bytes = xmalloc(PIECE);
    bool good = true;
    ssize_t got;

    while (good && (got = read(from, bytes, PIECE)) != 0)
        good = got > 0 ? file_write(to, bytes, (size_t)got) : errno == EINTR;
    free(bytes);
    return good;
}

/* The kernel shares the blocks, or copies them; what it cannot copy from this
 * file system to that one is read and written. */
static bool copy_bytes(int from, int to)
{
    ssize_t got;

    do
        got = copy_file_range(from, NULL, to, NULL, PIECE << 10, 0);
    while (got > 0 || (got < 0 && errno == EINTR));
    if (!got && lseek(from, 0, SEEK_CUR) > 0)
        return true;
    if (got < 0 && errno != EXDEV && errno != EINVAL && errno != ENOSYS &&
        errno != EOPNOTSUPP && errno != EBADF && errno != EPERM)
        return false;
    return read_and_write(from, to);
}

static bool copy_file(int from_dir, int to_dir, const char *name)
{
    int from =
        openat(from_dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    int to = -1;
    bool good = from >= 0;

    if (good)
        to =
            openat(to_dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    good = good && to >= 0;
    /* The lock file is empty, and its lock is another one. */
    if (good && strcmp(name, LOCK_FILE) != 0)
        good = copy_bytes(from, to);
    if (to >= 0 && close(to))
        good = false;
    if (from >= 0)
        close(from);
    return good;
}

/* A file that a commit in progress writes beside the others may vanish. */
static bool is_copied(const char *name)
{
    size_t size = strlen(name);

    return !strcmp(name, LOCK_FILE) ||
           (size > 6 && !strcmp(name + size - 6, ".glass"));
}

enum ir_status dir_copy(int fd, const char *dir, const char *to,
                        struct ir_error *err)
{
    int again = openat(fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int to_dir = open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *list = again < 0 ? NULL : fdopendir(again);
    bool good = list && to_dir >= 0 &&
                (faccessat(fd, SEAL_FILE, F_OK, 0) ||
                 copy_file(fd, to_dir, SEAL_FILE)) &&
                copy_file(fd, to_dir, VERSION_FILE);
    char name[64] = VERSION_FILE;
    struct dirent *entry;

    while (good && (entry = readdir(list)))
        if (is_copied(entry->d_name)) {
            snprintf(name, sizeof(name), "%.63s", entry->d_name);
            good = copy_file(fd, to_dir, entry->d_name);
        }
    if (!good)
        ir_fail(err, IR_IO, "cannot copy %s/%s to %s: %s", dir, name, to,
                strerror(errno));
    if (list)
        closedir(list);
    else if (again >= 0)
        close(again);
    if (to_dir >= 0)
        close(to_dir);
    return good ? IR_OK : IR_IO;
}
