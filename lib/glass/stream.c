/* Files written in sequence. */
#include "glass/stream.h"
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum ir_status stream_create(struct stream *s, const char *dir,
                             const char *name, size_t room,
                             struct ir_error *err)
{
    size_t size = strlen(dir) + strlen(name) + 2;

    memset(s, 0, sizeof(*s));
    s->path = xmalloc(size);
    snprintf(s->path, size, "%s/%s", dir, name);
    s->fd = open(s->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (s->fd < 0) {
        s->error = errno;
        return stream_status(s, err);
    }
    s->room = room;
    s->bytes = xmalloc(room);
    return IR_OK;
}

static void flush(struct stream *s)
{
    if (!s->error && !file_write(s->fd, s->bytes, s->size))
        s->error = errno;
    s->written += s->size;
    s->size = 0;
}

uint8_t *stream_space(struct stream *s, size_t size)
{
    uint8_t *space;

    if (s->room - s->size < size)
        flush(s);
    space = s->bytes + s->size;
    s->size += size;
    return space;
}

void stream_take_back(struct stream *s, size_t size)
{
    s->size -= size;
}

void stream_add(struct stream *s, const void *bytes, size_t size)
{
    const uint8_t *from = bytes;

    while (size) {
        size_t part = s->room - s->size;

        if (part > size)
            part = size;
        memcpy(s->bytes + s->size, from, part);
        s->size += part;
        from += part;
        size -= part;
        if (s->size == s->room)
            flush(s);
    }
}

uint64_t stream_at(const struct stream *s)
{
    return s->written + s->size;
}

enum ir_status stream_status(const struct stream *s, struct ir_error *err)
{
    if (!s->error)
        return IR_OK;
    return ir_fail(err, IR_IO, "%s: %s", s->path, strerror(s->error));
}

enum ir_status stream_end(struct stream *s, bool sync, struct ir_error *err)
{
    flush(s);
    if (!s->error && sync && fsync(s->fd))
        s->error = errno;
    return stream_status(s, err);
}

void stream_close(struct stream *s)
{
    if (s->path && s->fd >= 0)
        close(s->fd);
    free(s->path);
    free(s->bytes);
    memset(s, 0, sizeof(*s));
}
