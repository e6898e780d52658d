/* Opens inputs and reads them into the window: files whole and in one state,
 * pipes and entries piece by piece. */
#include "indexer/input/source.h"
#include "indexer/input/charset.h"

#include <errno.h>
#include <poll.h>
#include <time.h>
#include <unistd.h>

#define HEAD_SIZE ((size_t)1 << 16)
#define MAGIC_SIZE 8    /* the longest magic number but for tar */
#define HEADER_SIZE 512 /* of a tar; enough of UTF-16 to detect it */
#define POLL_MS \
    100 /* how soon a request to stop is seen while a pipe is silent */
#define KEEP_ROOM ((size_t)1 << 20)
/* The clock of file times ticks so often, at the least: two changes within it
 * can have the same time. */
#define TICK_MS 20
#define TRIES 2 /* readings of a file that changes meanwhile */

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

void *source_state(struct source *s, const void *first, size_t size,
                   void (*free_state)(void *state))
{
    if (!s->state) {
        s->state = memcpy(xmalloc(size), first, size);
        s->free_state = free_state;
    }
    return s->state;
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

enum ir_status source_changed(struct problem *p)
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
    /* What is called a regular file may still have to be waited for, such as
     * /proc/kmsg; but one that is named is opened so that it does not wait. */
    do {
        if (!(s->regular && s->is_file) && !wait_for_input(s))
            return stopped(s, p);
        n = read(s->fd, data, size);
    } while (n < 0 && (errno == EINTR || (errno == EAGAIN && !s->regular)));
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

enum ir_status source_fill(struct source *s, size_t size, struct problem *p)
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

/* How a reading of a file went. */
enum reading { STEADY, CHANGED, SPECIAL };

/* Read a small file whole. */
static enum ir_status slurp(struct source *s, enum reading *how,
                            struct problem *p)
{
    enum ir_status status = IR_OK;
    struct stat after;
    size_t want = (size_t)s->before.st_size + 1; /* one more byte if it grew */

    buf_clear(&s->window);
    s->ended = false;
    s->taken = 0;
    /* A regular file gives less than it is asked for at its end only. */
    do
        status = source_fill(s, want - s->window.size, p);
    while (status == IR_OK && !s->ended && s->window.size < want &&
           s->window.size + 1 != want);
    if (status != IR_OK)
        return status;
    if (fstat(s->fd, &after) < 0)
        return unreadable(p);
    if (!same_file(&s->before, &after))
        *how = CHANGED;
    else
        *how = s->window.size == (size_t)after.st_size ? STEADY : SPECIAL;
    s->before = after;
    s->ended = true;
    return IR_OK;
}

/* If the file has just been changed, wait until a further change would show in
 * its time. */
static enum ir_status look(struct source *s, struct problem *p)
{
    const struct timespec pause = {0, TICK_MS * 1000000L};
    struct timespec now;
    int64_t age;

    if (fstat(s->fd, &s->before) < 0)
        return unreadable(p);
    if (!S_ISREG(s->before.st_mode) || clock_gettime(CLOCK_REALTIME, &now) < 0)
        return IR_OK;
    age = (int64_t)(now.tv_sec - s->before.st_mtim.tv_sec) * 1000 +
          (now.tv_nsec - s->before.st_mtim.tv_nsec) / 1000000;
    if (age < 0 || age >= TICK_MS)
        return IR_OK;
    nanosleep(&pause, NULL);
    return fstat(s->fd, &s->before) < 0 ? unreadable(p) : IR_OK;
}

static enum ir_status read_whole(struct source *s, struct problem *p)
{
    enum reading how = CHANGED;
    enum ir_status status;

    s->whole = true;
    for (int try = 0; try < TRIES; try++) {
        if ((uint64_t)s->before.st_size > s->max)
            break;
        if (try > 0 && lseek(s->fd, 0, SEEK_SET) < 0)
            return unreadable(p);
        status = slurp(s, &how, p);
        if (status != IR_OK || how == STEADY)
            return status;
    }
    if (how == CHANGED)
        return source_changed(p);
    return problem_set(p, IR_INVALID, "special",
                       "its size is not that of its contents, as of a special "
                       "file; to index it, pipe it in");
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
    enum ir_status status;

    begin(s, name, fd);
    status = look(s, p);
    if (status != IR_OK)
        return status;
    s->regular = S_ISREG(s->before.st_mode);
    if (!s->is_file)
        return IR_OK;
    if (!s->regular)
        return problem_set(p, IR_INVALID, "not_a_file", "not a regular file");
    if ((uint64_t)s->before.st_size <= s->max)
        return read_whole(s, p);
    return IR_OK;
}

const struct stat *source_stat(const struct source *s)
{
    return s->regular ? &s->before : NULL;
}

bool source_is_whole(const struct source *s, struct ir_text *all)
{
    *all = buf_text(&s->window);
    return s->whole;
}

enum ir_status source_end(struct source *s, struct problem *p)
{
    enum ir_status status = IR_OK;
    struct stat after;

    p->line = 0;
    forget(s);
    if (s->regular && s->is_file && !s->whole && fstat(s->fd, &after) == 0 &&
        !same_file(&s->before, &after))
        status = source_changed(p);
    if (s->fd > STDERR_FILENO)
        close(s->fd);
    s->fd = -1;
    return status;
}

/* Can the format be detected from this?  A slow pipe is not made to wait for
 * more than that. */
static bool tells_enough(const struct buf *b)
{
    size_t i = 0;

    if (b->size >= HEAD_SIZE)
        return true;
    if (b->size < MAGIC_SIZE)
        return false;
    /* With a NUL it may be a tar, whose magic is at the end of its header, or
     * UTF-16, whose detection counts characters. */
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
        status = source_fill(s, HEAD_SIZE, p);
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
