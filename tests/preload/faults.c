/*
 * Loaded before a program's libraries: counts the calls that change files whose
 * path begins with $FAULT_DIR, and kills the program before the one of number
 * $FAULT_AT; or fails it, and with $FAULT_ON all that follow but removals, with
 * the errno $FAULT_ERRNO.  Each call appends a line to $FAULT_LOG.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

static int calls;

static int number(const char *name)
{
    const char *given = getenv(name);

    return given ? atoi(given) : 0;
}

static int is_ours(const char *path)
{
    const char *dir = getenv("FAULT_DIR");

    return dir && !strncmp(path, dir, strlen(dir));
}

static int is_ours_fd(int fd)
{
    char link[64], path[4096];
    ssize_t size;

    snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    size = readlink(link, path, sizeof(path) - 1);
    path[size > 0 ? size : 0] = '\0';
    return is_ours(path);
}

static void note(const char *what, const char *path)
{
    const char *log = getenv("FAULT_LOG");
    char line[4200];
    long fd;

    if (!log)
        return;
    fd =
        syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0600);
    snprintf(line, sizeof(line), "%s %s\n", what, path);
    syscall(SYS_write, (int)fd, line, strlen(line));
    syscall(SYS_close, (int)fd);
}

/* Count a call; 1: it has to fail. */
static int step(const char *what, const char *path)
{
    const int now = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    const int at = number("FAULT_AT");

    note(what, path);
    if (!at || now < at || (now > at && !getenv("FAULT_ON")))
        return 0;
    if (!getenv("FAULT_ERRNO"))
        kill(getpid(), SIGKILL);
    errno = number("FAULT_ERRNO");
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define OPEN(name)                                                  \
    int name(const char *path, int flags, ...)                      \
    {                                                               \
        va_list rest;                                               \
        mode_t mode;                                                \
                                                                    \
        va_start(rest, flags);                                      \
        mode = va_arg(rest, mode_t);                                \
        va_end(rest);                                               \
        if (flags & O_CREAT && is_ours(path) && step("open", path)) \
            return -1;                                              \
        return REAL(name)(path, flags, mode);                       \
    }
OPEN(open)
OPEN(open64)

#define WRITE(name, parameters, arguments)                \
    ssize_t name parameters                               \
    {                                                     \
        if (size && is_ours_fd(fd) && step("write", "-")) \
            return -1;                                    \
        return REAL(name) arguments;                      \
    }
WRITE(write, (int fd, const void *bytes, size_t size), (fd, bytes, size))
WRITE(pwrite, (int fd, const void *bytes, size_t size, off_t at),
      (fd, bytes, size, at))
WRITE(pwrite64, (int fd, const void *bytes, size_t size, off64_t at),
      (fd, bytes, size, at))

#define SYNC(name)                               \
    int name(int fd)                             \
    {                                            \
        if (is_ours_fd(fd) && step("sync", "-")) \
            return -1;                           \
        return REAL(name)(fd);                   \
    }
SYNC(fsync)
SYNC(fdatasync)

int rename(const char *from, const char *to)
{
    if (is_ours(from) && step("rename", from))
        return -1;
    return REAL(rename)(from, to);
}

int renameat2(int at, const char *from, int there, const char *to,
              unsigned flags)
{
    if (is_ours(from) && step("exchange", from))
        return -1;
    return REAL(renameat2)(at, from, there, to, flags);
}

char *mkdtemp(char *name)
{
    if (is_ours(name) && step("mkdtemp", name))
        return NULL;
    return REAL(mkdtemp)(name);
}

/* What is full can still be made emptier: removals are never failed. */
int unlinkat(int at, const char *name, int flags)
{
    if (!getenv("FAULT_ERRNO") && is_ours_fd(at))
        step("remove", name);
    return REAL(unlinkat)(at, name, flags);
}

int rmdir(const char *path)
{
    if (!getenv("FAULT_ERRNO") && is_ours(path))
        step("rmdir", path);
    return REAL(rmdir)(path);
}
