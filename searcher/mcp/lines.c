/* Read lines of bounded length. */
#include "searcher/mcp/lines.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#define STEP ((size_t)1 << 16) /* bytes to read at once */

/* Take a whole line off what has been read. */
static bool take(struct lines *l, struct ir_text *line)
{
    const char *start = l->read.data, *end;

    end = l->read.size > l->sought
              ? memchr(start + l->sought, '\n', l->read.size - l->sought)
              : NULL;
    l->sought = l->read.size;
    if (!end && !(l->ended && l->read.size))
        return false;
    line->data = start;
    line->size = end ? (size_t)(end - start) : l->read.size;
    l->done = line->size + (end != NULL);
    return true;
}

/* Drop the line that was given before. */
static void drop(struct lines *l)
{
    memmove(l->read.data, l->read.data + l->done, l->read.size - l->done);
    l->read.size -= l->done;
    l->done = l->sought = 0;
}

/* Read some more; false if nothing came in time. */
static bool fill(struct lines *l, int wait_ms)
{
    struct pollfd p = {.fd = l->fd, .events = POLLIN};
    int ready = poll(&p, 1, wait_ms);
    ssize_t n;

    if (ready == 0 || (ready < 0 && errno == EINTR))
        return false;
    buf_reserve(&l->read, STEP);
    n = ready < 0 ? -1 : read(l->fd, l->read.data + l->read.size, STEP);
    if (n > 0)
        l->read.size += (size_t)n;
    else if (n == 0 || (errno != EINTR && errno != EAGAIN))
        l->ended = true;
    l->read.data[l->read.size] = '\0';
    return true;
}

/* What has been read is over the limit, and has no end yet. */
static bool skip(struct lines *l)
{
    bool first = !l->skipping;

    l->read.size = l->sought = 0;
    l->skipping = true;
    return first;
}

enum lines_got lines_next(struct lines *l, int wait_ms, struct ir_text *line)
{
    if (l->done)
        drop(l);
    for (;;) {
        if (take(l, line)) {
            bool rest = l->skipping;

            l->skipping = false;
            if (!rest)
                return line->size > l->most ? LINES_TOO_LONG : LINES_LINE;
            drop(l);
            continue;
        }
        if (l->ended)
            return LINES_END;
        if (l->read.size > l->most && skip(l))
            return LINES_TOO_LONG;
        if (!fill(l, wait_ms) && wait_ms >= 0)
            return LINES_NOTHING;
    }
}
