/* Reading inputs without trusting them. */
#include "indexer/input/source.h"
#include "indexer/input/charset.h"

#include <errno.h>
#include <poll.h>
#include <unistd.h>

#define CHUNK ((size_t)1 << 16)
#define HEAD_SIZE CHUNK
#define MAGIC_SIZE 8    /* bytes that tell a container */
#define HEADER_SIZE 512 /* or a tar, or UTF-16 */
#define POLL_MS 100     /* how soon a silent pipe notices a request to stop */
#define KEEP_ROOM ((size_t)1 << 20)

void source_init(struct source *s, size_t max, const atomic_bool *stop)
{
    static const struct source none = {
        .window = BUF_INIT, .encoded = BUF_INIT, .fd = -1};

    *s = none;
    s->max = max;
    s->stop = stop;
}

static void forget(struct source *s)
{
    if (s->state)
        s->free_state(s->state);
    s->state = NULL;
    charset_free(s->charset);
    s->charset = NULL;
}

void source_free(struct source *s)
{
    forget(s);
    if (s->fd > STDERR_FILENO)
        close(s->fd);
    buf_free(&s->window);
    buf_free(&s->encoded);
}

static enum ir_status unreadable(struct problem *p)
{
    return problem_set(p, IR_IO, "unreadable", "%s", strerror(errno));
}

static enum ir_status changed(struct problem *p)
{
    return problem_set(p, IR_IO, "changed", "changed while it was read");
}

enum ir_status source_too_large(const struct source *s, uint64_t size,
                                struct problem *p)
{
    char count[32], limit[32];

    return problem_set(p, IR_LIMIT, "too_large",
                       "too large: %s bytes, limit --max-size %s",
                       count_words(count, size), size_words(limit, s->max));
}

static bool is_stopped(const struct source *s)
{
    return s->stop && atomic_load(s->stop);
}

/* Wait for a pipe; false if stopped. */
static bool wait_for_input(const struct source *s)
{
    struct pollfd pollfd = {s->fd, POLLIN, 0};

    while (!is_stopped(s))
        if (poll(&pollfd, 1, POLL_MS) != 0)
            return true;
    return false;
}

/* An error, so that the input is not mistaken for complete. */
static enum ir_status stopped(struct source *s, struct problem *p)
{
    s->ended = true;
    return problem_set(p, IR_IO, "stopped", "interrupted");
}

static enum ir_status pull_some(struct source *s, void *data, size_t size,
                                size_t *got, struct problem *p)
{
    enum ir_status status;

    if (is_stopped(s))
        return stopped(s, p);
    status = s->pull(s->from, data, size, got, p);
    s->ended = status == IR_OK ? !*got : status != IR_INVALID;
    s->taken += *got;
    return status;
}

static enum ir_status read_some(struct source *s, void *data, size_t size,
                                size_t *got, struct problem *p)
{
    ssize_t n;

    *got = 0;
    if (s->ended)
        return IR_OK;
    if (s->pull)
        return pull_some(s, data, size, got, p);
    do {
        if (!s->regular && !wait_for_input(s))
            return stopped(s, p);
        n = read(s->fd, data, size);
    } while (n < 0 && (errno == EINTR || errno == EAGAIN));
    s->ended = n <= 0;
    if (n < 0)
        return unreadable(p);
    *got = (size_t)n;
    s->taken += (uint64_t)n;
    return IR_OK;
}

static void drop_taken(struct source *s)
{
    if (s->at <= s->window.size / 2 || !s->at)
        return;
    memmove(s->window.data, s->window.data + s->at, s->window.size - s->at);
    s->window.size -= s->at;
    s->scanned -= s->at;
    s->at = 0;
}

/* Bring up to size more bytes into the window. */
static enum ir_status fill(struct source *s, size_t size, struct problem *p)
{
    struct buf *to = s->charset ? &s->encoded : &s->window;
    enum ir_status status;
    size_t got;

    drop_taken(s);
    if (s->charset)
        buf_clear(to);
    buf_reserve(to, size);
    status = read_some(s, to->data + to->size, size, &got, p);
    to->size += got;
    to->data[to->size] = '\0';
    if (s->charset)
        s->replaced +=
            charset_add(s->charset, buf_text(to), s->ended, &s->window);
    return status;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_ino == b->st_ino &&
           a->st_dev == b->st_dev && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

/* Read a small file whole; *steady: it did not change meanwhile. */
static enum ir_status slurp(struct source *s, bool *steady, struct problem *p)
{
    enum ir_status status = IR_OK;
    struct stat after;
    size_t want = (size_t)s->before.st_size + 1; /* one more sees it grow */

    buf_clear(&s->window);
    s->ended = false;
    s->taken = 0;
    while (status == IR_OK && !s->ended && s->window.size < want)
        status = fill(s, want - s->window.size, p);
    if (status != IR_OK)
        return status;
    if (fstat(s->fd, &after) < 0)
        return unreadable(p);
    *steady = same_file(&s->before, &after) &&
              s->window.size == (size_t)s->before.st_size;
    s->before = after;
    s->ended = true;
    return IR_OK;
}

static enum ir_status read_whole(struct source *s, struct problem *p)
{
    enum ir_status status;
    bool steady = false;

    s->whole = true;
    for (int try = 0; try < 2; try++) {
        if ((uint64_t)s->before.st_size > s->max)
            break;
        if (try > 0 && lseek(s->fd, 0, SEEK_SET) < 0)
            return unreadable(p);
        status = slurp(s, &steady, p);
        if (status != IR_OK || steady)
            return status;
    }
    return changed(p);
}

static void begin(struct source *s, const char *name, int fd)
{
    if (s->window.room > KEEP_ROOM)
        buf_free(&s->window);
    buf_clear(&s->window);
    s->name = name;
    s->fd = fd;
    s->is_file = fd != STDIN_FILENO;
    s->at = s->scanned = s->replaced = 0;
    s->line = s->taken = s->skipped = 0;
    s->regular = s->whole = s->ended = s->gap = false;
    s->pull = NULL;
}

void source_begin_entry(struct source *s, const char *name, source_pull *pull,
                        void *from)
{
    begin(s, name, -1);
    s->pull = pull;
    s->from = from;
}

enum ir_status source_begin(struct source *s, const char *name, int fd,
                            struct problem *p)
{
    begin(s, name, fd);
    if (fstat(fd, &s->before) < 0)
        return unreadable(p);
    s->regular = S_ISREG(s->before.st_mode);
    if (!s->is_file)
        return IR_OK;
    if (!s->regular)
        return problem_set(p, IR_INVALID, "not_a_file", "not a regular file");
    if ((uint64_t)s->before.st_size <= s->max)
        return read_whole(s, p);
    return IR_OK;
}

enum ir_status source_end(struct source *s, struct problem *p)
{
    enum ir_status status = IR_OK;
    struct stat after;

    p->line = 0;
    forget(s);
    if (s->regular && s->is_file && !s->whole && fstat(s->fd, &after) == 0 &&
        !same_file(&s->before, &after))
        status = changed(p);
    if (s->fd > STDERR_FILENO)
        close(s->fd);
    s->fd = -1;
    return status;
}

/* Not more than it takes to know what it is: a pipe may be slow. */
static bool tells_enough(const struct buf *b)
{
    size_t i = 0;

    if (b->size >= HEAD_SIZE)
        return true;
    if (b->size < MAGIC_SIZE)
        return false;
    /* NUL bytes are for the header of a tar, or for UTF-16. */
    if (b->size < HEADER_SIZE && memchr(b->data, '\0', b->size))
        return false;
    while (i < b->size && memchr(" \t\r\n", b->data[i], 4))
        i++;
    return i < b->size;
}

enum ir_status source_head(struct source *s, struct ir_text *head,
                           struct problem *p)
{
    enum ir_status status = IR_OK;

    while (status == IR_OK && !s->ended && !tells_enough(&s->window))
        status = fill(s, HEAD_SIZE, p);
    head->data = s->window.data;
    head->size = s->window.size < HEAD_SIZE ? s->window.size : HEAD_SIZE;
    return status;
}

bool source_is_at_end(const struct source *s)
{
    return s->ended && s->window.size <= HEAD_SIZE;
}

void source_decode(struct source *s, const char *charset)
{
    struct ir_text rest = {s->window.data + s->at, s->window.size - s->at};
    struct buf encoded = BUF_INIT;

    buf_addt(&encoded, rest);
    buf_clear(&s->window);
    s->at = s->scanned = 0;
    s->charset = charset_new(charset);
    s->replaced +=
        charset_add(s->charset, buf_text(&encoded), s->ended, &s->window);
    buf_free(&encoded);
}

size_t source_replaced(struct source *s)
{
    size_t replaced = s->replaced;

    s->replaced = 0;
    return replaced;
}

bool source_holds(struct source *s, size_t most, size_t *start)
{
    struct ir_text all;
    struct problem p;

    *start = s->at;
    return source_ahead(s, most + 1, &all, &p) == IR_OK && s->ended &&
           all.size <= most;
}

void source_seek(struct source *s, size_t at)
{
    s->at = s->scanned = at < s->window.size ? at : s->window.size;
}

enum ir_status source_ahead(struct source *s, size_t least,
                            struct ir_text *ahead, struct problem *p)
{
    enum ir_status status = IR_OK;

    while (status == IR_OK && !s->gap && !s->ended &&
           s->window.size - s->at < least)
        status = fill(s, CHUNK, p);
    ahead->data = s->window.data + s->at;
    ahead->size = s->window.size - s->at;
    /* What lies before a gap comes first, and by itself. */
    if (status == IR_INVALID && ahead->size) {
        s->gap = true;
        s->late = *p;
        return IR_OK;
    }
    if (s->gap && !ahead->size) {
        s->gap = false;
        *p = s->late;
        return IR_INVALID;
    }
    return status;
}

void source_take(struct source *s, size_t size)
{
    size_t left = s->window.size - s->at;

    s->at += size < left ? size : left;
    if (s->scanned < s->at)
        s->scanned = s->at;
}

/* Drop the incomplete line before a gap. */
static enum ir_status drop(struct source *s, enum ir_status status)
{
    s->at = s->scanned = s->window.size;
    return status;
}

/* Skip the rest of a line (or of the input) in one chunk of memory. */
static enum ir_status skip(struct source *s, bool line, uint64_t *size,
                           struct problem *p)
{
    enum ir_status status = IR_OK;
    const char *end = NULL;

    *size = s->window.size - s->at;
    buf_free(&s->window);
    s->at = s->scanned = 0;
    while (status == IR_OK && !s->ended && !end) {
        buf_clear(&s->window);
        s->at = 0;
        status = fill(s, CHUNK, p);
        if (line)
            end = memchr(s->window.data, '\n', s->window.size);
        s->at = end ? (size_t)(end - s->window.data) + 1 : s->window.size;
        *size += end ? s->at - 1 : s->at;
    }
    s->scanned = s->at;
    return status;
}

static void give_line(struct source *s, size_t end, struct ir_text *line)
{
    line->data = s->window.data + s->at;
    line->size = end - s->at;
    if (line->size && line->data[line->size - 1] == '\r')
        line->size--;
    s->at = end < s->window.size ? end + 1 : end;
    s->scanned = s->at;
    s->line++;
}

static enum ir_status check_line(const struct source *s, size_t size,
                                 struct problem *p)
{
    p->line = s->line;
    return size > s->max ? source_too_large(s, size, p) : IR_OK;
}

enum ir_status source_line(struct source *s, struct ir_text *line,
                           struct problem *p)
{
    enum ir_status status;
    const char *end;
    uint64_t size;

    for (;;) {
        end = memchr(s->window.data + s->scanned, '\n',
                     s->window.size - s->scanned);
        if (end) {
            give_line(s, (size_t)(end - s->window.data), line);
            return check_line(s, line->size, p);
        }
        s->scanned = s->window.size;
        if (s->window.size - s->at > s->max + 1) /* a CR is no part of it */
            break;
        if (s->ended && s->at == s->window.size)
            return IR_END;
        if (s->ended) {
            give_line(s, s->window.size, line);
            return check_line(s, line->size, p);
        }
        status = fill(s, CHUNK, p);
        if (status != IR_OK)
            return drop(s, status);
    }
    p->line = ++s->line;
    status = skip(s, true, &size, p);
    return status == IR_OK ? source_too_large(s, size, p) : status;
}

enum ir_status source_rest(struct source *s, struct ir_text *rest,
                           struct problem *p)
{
    enum ir_status status = IR_OK;
    uint64_t size;

    if (s->regular && s->is_file && !s->whole)
        return source_too_large(s, (uint64_t)s->before.st_size, p);
    while (status == IR_OK && !s->ended && s->window.size - s->at <= s->max)
        status = fill(s, CHUNK, p);
    if (status != IR_OK)
        return drop(s, status);
    if (s->window.size - s->at > s->max) {
        status = skip(s, false, &size, p);
        return status == IR_OK ? source_too_large(s, size, p) : status;
    }
    rest->data = s->window.data + s->at;
    rest->size = s->window.size - s->at;
    s->at = s->scanned = s->window.size;
    return status;
}
