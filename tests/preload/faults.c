/*
 * Loaded before a program's libraries: counts the calls that change files whose
 * path begins with $FAULT_DIR, and kills the program before the one of number
 * $FAULT_AT; or fails it, and with $FAULT_ON all that follow but removals, with
 * the errno $FAULT_ERRNO; or with $FAULT_SHORT, if it writes, lets it write only
 * a part; or with $FAULT_TORN, lets it write a part before it kills the program.
 * Each call appends a line to $FAULT_LOG, and each that fails one to
 * $FAULT_HIT.
 * The call of number $FAULT_KILL kills it, whatever failed before.
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
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static int calls;
static int torn; /* the program ends once a part is written */

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

static int is_ours_fd(int fd, char path[4096])
{
    char link[64];
    ssize_t size;

    snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
    size = readlink(link, path, 4095);
    path[size > 0 ? size : 0] = '\0';
    return is_ours(path);
}

static void note(const char *where, const char *what, const char *path)
{
    const char *log = getenv(where);
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

/* Can a part of it be done? */
static int writes(const char *what)
{
    return !strcmp(what, "write") || !strcmp(what, "copy");
}

/* Count a call; 1: it has to fail. */
static int step(const char *what, const char *path)
{
    const int now = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    const int at = number("FAULT_AT");

    note("FAULT_LOG", what, path);
    if (now == number("FAULT_KILL"))
        kill(getpid(), SIGKILL);
    if (!at || now < at || (now > at && !getenv("FAULT_ON")))
        return 0;
    note("FAULT_HIT", what, path);
    if (getenv("FAULT_SHORT"))
        return writes(what);
    if (getenv("FAULT_TORN") && writes(what))
        return torn = 1;
    if (!getenv("FAULT_ERRNO"))
        kill(getpid(), SIGKILL);
    errno = number("FAULT_ERRNO");
    return 1;
}

static int step_fd(const char *what, int fd)
{
    char path[4096];

    return is_ours_fd(fd, path) && step(what, path);
}

/* How many bytes a write that has to fail writes; at least one, as it would. */
static size_t part(size_t size)
{
    return getenv("FAULT_SHORT") || torn ? (size + 1) / 2 : 0;
}

static ssize_t wrote(ssize_t done)
{
    if (torn)
        kill(getpid(), SIGKILL);
    return done;
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

int openat(int at, const char *path, int flags, ...)
{
    va_list rest;
    mode_t mode;

    va_start(rest, flags);
    mode = va_arg(rest, mode_t);
    va_end(rest);
    if (flags & O_CREAT && step_fd("open", at))
        return -1;
    return REAL(openat)(at, path, flags, mode);
}

#define WRITE(name, parameters, arguments)                        \
    ssize_t name parameters                                       \
    {                                                             \
        if (size && step_fd("write", fd) && !(size = part(size))) \
            return -1;                                            \
        return wrote(REAL(name) arguments);                       \
    }
WRITE(write, (int fd, const void *bytes, size_t size), (fd, bytes, size))
WRITE(pwrite, (int fd, const void *bytes, size_t size, off_t at),
      (fd, bytes, size, at))
WRITE(pwrite64, (int fd, const void *bytes, size_t size, off64_t at),
      (fd, bytes, size, at))

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there,
                        size_t size, unsigned flags)
{
    if (size && step_fd("copy", to) && !(size = part(size)))
        return -1;
    return wrote(REAL(copy_file_range)(from, at, to, there, size, flags));
}

#define SYNC(name)               \
    int name(int fd)             \
    {                            \
        if (step_fd("sync", fd)) \
            return -1;           \
        return REAL(name)(fd);   \
    }
SYNC(fsync)
SYNC(fdatasync)

int fchmodat(int at, const char *name, mode_t mode, int flags)
{
    if (step_fd("chmod", at))
        return -1;
    return REAL(fchmodat)(at, name, mode, flags);
}

int rename(const char *from, const char *to)
{
    if (is_ours(from) && step("rename", from))
        return -1;
    return REAL(rename)(from, to);
}

int renameat(int at, const char *from, int there, const char *to)
{
    if (step_fd("rename", at))
        return -1;
    return REAL(renameat)(at, from, there, to);
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
    if (!getenv("FAULT_ERRNO"))
        step_fd("remove", at);
    return REAL(unlinkat)(at, name, flags);
}

int rmdir(const char *path)
{
    if (!getenv("FAULT_ERRNO") && is_ours(path))
        step("rmdir", path);
    return REAL(rmdir)(path);
}
