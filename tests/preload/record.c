/*
 * Loaded before a program's libraries: writes down each call that changes files
 * below $RECORD_DIR, in order, to the file $RECORD_LOG: a line with its name, its
 * paths, offset and size, which are separated by tabs, and then so many bytes.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define LINE_MAX_BYTES (2 * PATH_MAX + 128)

static int is_ours(const char *path)
{
    const char *dir = getenv("RECORD_DIR");

    return dir && !strncmp(path, dir, strlen(dir));
}

static const char *path_of(int fd, char path[PATH_MAX])
{
    char link[64];
    ssize_t size;

    snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    size = readlink(link, path, PATH_MAX - 1);
    path[size > 0 ? size : 0] = '\0';
    return path;
}

/* NAME in the folder that is open as at. */
static const char *path_in(int at, const char *name, char path[PATH_MAX])
{
    size_t size;

    if (*name == '/' || at == AT_FDCWD) {
        snprintf(path, PATH_MAX, "%s", name);
        return path;
    }
    size = strlen(path_of(at, path));
    snprintf(path + size, PATH_MAX - size, "/%s", name);
    return path;
}

/* All in one call, as it is appended whole. */
static void record(const char *what, const char *path, const char *other,
                   long long offset, const void *bytes, size_t size)
{
    const char *log = getenv("RECORD_LOG");
    char line[LINE_MAX_BYTES];
    struct iovec parts[2] = {{line, 0}, {(void *)bytes, size}};
    long fd;

    if (!log || !is_ours(path))
        return;
    fd =
        syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    parts[0].iov_len =
        (size_t)snprintf(line, sizeof(line), "%s\t%s\t%s\t%lld\t%zu\n", what,
                         path, other, offset, bytes ? size : 0);
    if (syscall(SYS_writev, (int)fd, parts, bytes ? 2 : 1) < 0)
        abort();
    syscall(SYS_close, (int)fd);
}

static void made(int fd, int flags)
{
    char path[PATH_MAX];

    if (fd >= 0 && flags & O_CREAT)
        record("create", path_of(fd, path), "", flags & O_TRUNC ? 1 : 0, NULL,
               0);
}

#define OPEN(name, parameters, arguments) \
    int name parameters                   \
    {                                     \
        va_list rest;                     \
        mode_t mode;                      \
        int fd;                           \
                                          \
        va_start(rest, flags);            \
        mode = va_arg(rest, mode_t);      \
        va_end(rest);                     \
        fd = REAL(name) arguments;        \
        made(fd, flags);                  \
        return fd;                        \
    }
OPEN(open, (const char *path, int flags, ...), (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), (path, flags, mode))
OPEN(openat, (int at, const char *path, int flags, ...),
     (at, path, flags, mode))
OPEN(openat64, (int at, const char *path, int flags, ...),
     (at, path, flags, mode))

static ssize_t wrote(int fd, const void *bytes, ssize_t done, long long offset)
{
    char path[PATH_MAX];

    if (done > 0)
        record("write", path_of(fd, path), "", offset, bytes, (size_t)done);
    return done;
}

ssize_t write(int fd, const void *bytes, size_t size)
{
    const ssize_t done = REAL(write)(fd, bytes, size);

    return wrote(fd, bytes, done, lseek(fd, 0, SEEK_CUR) - done);
}

#define PWRITE(name, offset)                                          \
    ssize_t name(int fd, const void *bytes, size_t size, offset at)   \
    {                                                                 \
        return wrote(fd, bytes, REAL(name)(fd, bytes, size, at), at); \
    }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

/* Then a file is copied by read() and write(). */
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there,
                        size_t size, unsigned flags)
{
    char path[PATH_MAX];

    if (is_ours(path_of(to, path))) {
        errno = EXDEV;
        return -1;
    }
    return REAL(copy_file_range)(from, at, to, there, size, flags);
}

#define SYNC(name)                                             \
    int name(int fd)                                           \
    {                                                          \
        char path[PATH_MAX];                                   \
        const int bad = REAL(name)(fd);                        \
                                                               \
        if (!bad)                                              \
            record("sync", path_of(fd, path), "", 0, NULL, 0); \
        return bad;                                            \
    }
SYNC(fsync)
SYNC(fdatasync)

#define CUT(name, offset)                                        \
    int name(int fd, offset size)                                \
    {                                                            \
        char path[PATH_MAX];                                     \
        const int bad = REAL(name)(fd, size);                    \
                                                                 \
        if (!bad)                                                \
            record("cut", path_of(fd, path), "", size, NULL, 0); \
        return bad;                                              \
    }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

static int moved(const char *what, int bad, int at, const char *from, int there,
                 const char *to)
{
    char first[PATH_MAX], second[PATH_MAX];

    if (!bad)
        record(what, path_in(at, from, first), path_in(there, to, second), 0,
               NULL, 0);
    return bad;
}

int rename(const char *from, const char *to)
{
    return moved("rename", REAL(rename)(from, to), AT_FDCWD, from, AT_FDCWD,
                 to);
}

int renameat(int at, const char *from, int there, const char *to)
{
    return moved("rename", REAL(renameat)(at, from, there, to), at, from, there,
                 to);
}

int renameat2(int at, const char *from, int there, const char *to,
              unsigned flags)
{
    return moved(flags & RENAME_EXCHANGE ? "exchange" : "rename",
                 REAL(renameat2)(at, from, there, to, flags), at, from, there,
                 to);
}

int unlinkat(int at, const char *name, int flags)
{
    return moved("remove", REAL(unlinkat)(at, name, flags), at, name, AT_FDCWD,
                 "");
}

int unlink(const char *path)
{
    return moved("remove", REAL(unlink)(path), AT_FDCWD, path, AT_FDCWD, "");
}

int rmdir(const char *path)
{
    return moved("remove", REAL(rmdir)(path), AT_FDCWD, path, AT_FDCWD, "");
}

int mkdir(const char *path, mode_t mode)
{
    return moved("mkdir", REAL(mkdir)(path, mode), AT_FDCWD, path, AT_FDCWD,
                 "");
}

char *mkdtemp(char *name)
{
    char *made_one = REAL(mkdtemp)(name);

    if (made_one)
        moved("mkdir", 0, AT_FDCWD, name, AT_FDCWD, "");
    return made_one;
}
