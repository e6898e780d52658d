/* Reads and writes whole files, and makes folders. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((size_t)1 << 16)

/*
 * Open for reading.  A named pipe that nobody writes to is waited for so that a
 * signal can end it, which open() would not let it: false, with errno EINTR.
 */
static bool open_file(const char *path, int *fd)
{
    struct pollfd ready = {-1, POLLIN, 0};
    struct stat st;

    *fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (*fd < 0 || fstat(*fd, &st) < 0)
        return false;
    ready.fd = *fd;
    if (S_ISFIFO(st.st_mode) && poll(&ready, 1, -1) < 0)
        return false;
    return fcntl(*fd, F_SETFL, 0) == 0;
}

enum ir_status file_read(const char *path, size_t max, struct buf *out,
                         struct ir_error *err)
{
    bool standard = !strcmp(path, "-");
    int fd = STDIN_FILENO;
    enum ir_status status = IR_OK;
    size_t start = out->size;
    ssize_t n = standard || open_file(path, &fd) ? 1 : -1;

    while (n > 0 && status == IR_OK) {
        buf_reserve(out, CHUNK);
        n = read(fd, out->data + out->size, CHUNK);
        if (n < 0 && errno == EINTR)
            n = 1;
        else if (n > 0)
            out->size += (size_t)n;
        if (out->size - start > max)
            status = ir_fail(err, IR_LIMIT, "%s: over the limit of %zu bytes",
                             path, max);
    }
    if (n < 0)
        status = ir_fail(err, IR_IO, "%s: %s", path, strerror(errno));
    if (out->room)
        out->data[out->size] = '\0';
    if (fd >= 0 && !standard)
        close(fd);
    return status;
}

enum ir_status file_make_folders(const char *path, struct ir_error *err)
{
    char *copy = xstrdup(path), *slash = copy;
    enum ir_status status = IR_OK;

    do {
        slash += strspn(slash, "/");
        slash += strcspn(slash, "/");
        if (*slash)
            *slash = '\0';
        else
            slash = NULL;
        if (*copy && mkdir(copy, 0700) < 0 && errno != EEXIST)
            status = ir_fail(err, IR_IO, "%s: %s", copy, strerror(errno));
        if (slash)
            *slash++ = '/';
    } while (slash && *slash && status == IR_OK);
    free(copy);
    return status;
}

bool file_write(int fd, const void *bytes, size_t size)
{
    const char *at = bytes;

    while (size) {
        ssize_t got = write(fd, at, size);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}
