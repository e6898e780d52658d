/* Watching folders by inotify, and mounts by the list of them. */
#include "indexer/input/watch.h"
#include "indexer/input/mounts.h"
#include "indexer/input/naming.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define EVENTS                                                           \
    (IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_ATTRIB | IN_ONLYDIR | \
     IN_DELETE_SELF | IN_MOVE_SELF)
/* A watch has ended, or what it is on is no longer where it was. */
#define EVENTS_LOST (IN_UNMOUNT | IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF)
#define EVENTS_GONE (IN_DELETE | IN_MOVED_FROM)
#define CHUNK ((size_t)1 << 16) /* bytes of events read at a time */

/* What an input was when the round began. */
struct input_state {
    bool known, there; /* there: it is a folder */
    dev_t device;
    ino_t inode;
    struct buf path; /* canonical */
};

struct watch {
    struct watch_options options;
    int fd, mounts;           /* mounts: -1 if there is no such list */
    uint64_t mounted;         /* a hash of the mounts that matter */
    struct input_state *last; /* of each input */
    struct buf news;          /* messages, each with a NUL */
    size_t told;              /* bytes of news that were given */
    bool *walked; /* by descriptor: is it a folder that the walk read? */
    size_t count, room, folders;
    dev_t device; /* of the index */
    ino_t inode;
    bool blind;         /* some folders cannot be watched */
    struct buf trouble; /* the first reason */
    bool trouble_given;
};

enum notice { NONE, LATER, SOON };

/* Times of changes that are not indexed yet; 0: none. */
struct pending {
    double first, last; /* last: only of changes that are complete (SOON) */
};

struct watch *watch_new(const struct watch_options *options)
{
    static const struct buf none = BUF_INIT;
    struct watch *w = xcalloc(1, sizeof(*w));

    w->options = *options;
    w->trouble = w->news = none;
    w->fd = -1;
    w->mounts = mounts_open();
    w->last = xcalloc(options->inputs->count + 1, sizeof(*w->last));
    for (size_t i = 0; i < options->inputs->count; i++)
        w->last[i].path = none;
    return w;
}

static void forget(struct watch *w)
{
    if (w->fd >= 0)
        close(w->fd);
    w->fd = -1;
    w->count = w->folders = 0;
    w->blind = false;
}

void watch_free(struct watch *w)
{
    if (!w)
        return;
    forget(w);
    if (w->mounts >= 0)
        close(w->mounts);
    for (size_t i = 0; i < w->options.inputs->count; i++)
        buf_free(&w->last[i].path);
    free(w->last);
    buf_free(&w->news);
    buf_free(&w->trouble);
    free(w->walked);
    free(w);
}

const char *watch_news(struct watch *w)
{
    const char *news = w->news.data + w->told;

    if (w->told == w->news.size)
        return NULL;
    w->told += strlen(news) + 1;
    return news;
}

size_t watch_folders(const struct watch *w)
{
    return w->folders;
}

const char *watch_trouble(struct watch *w)
{
    if (w->trouble_given || !w->trouble.size)
        return NULL;
    w->trouble_given = true;
    return w->trouble.data;
}

static void lose_sight(struct watch *w, const char *path, int error)
{
    w->blind = true;
    if (!w->trouble.size)
        buf_addf(
            &w->trouble,
            "%s: cannot be watched: %s; scanned every %.0f s instead", path,
            error == ENOSPC ? "limit fs.inotify.max_user_watches is reached"
                            : strerror(error),
            WATCH_BLIND);
}

/* The watch descriptor, or -1 with errno set. */
static int add(struct watch *w, const char *path)
{
    uint32_t events = EVENTS;
    int number;

    if (w->options.removals)
        events |= EVENTS_GONE;
    number = inotify_add_watch(w->fd, path, events);
    while (number >= 0 && w->count <= (size_t)number) {
        w->walked = xgrow(w->walked, w->count, &w->room, sizeof(*w->walked));
        w->walked[w->count++] = false;
    }
    return number;
}

void watch_folder(struct watch *w, const char *path, int fd)
{
    struct stat st;
    int number;

    if (fstat(fd, &st) == 0 && st.st_dev == w->device && st.st_ino == w->inode)
        return;
    number = add(w, path);
    if (number >= 0) {
        w->folders += !w->walked[number];
        w->walked[number] = true;
    } else if (errno != ENOENT && errno != ENOTDIR)
        lose_sight(w, path, errno);
}

/* The last part of a path. */
static struct ir_text last_part(const char *path)
{
    struct ir_text part = text_of(path);
    const char *slash;

    while (part.size && path[part.size - 1] == '/')
        part.size--;
    slash = memrchr(path, '/', part.size);
    if (slash) {
        part.size -= (size_t)(slash + 1 - path);
        part.data = slash + 1;
    }
    return part;
}

/* Watch the parent folder of an input. */
static void add_above(struct watch *w, const char *input)
{
    size_t size = (size_t)(last_part(input).data - input);
    struct buf above = BUF_INIT;
    struct stat st;
    int error = 0;

    if (size)
        buf_add(&above, input, size);
    else
        buf_addc(&above, '.');
    if (add(w, above.data) < 0)
        error = errno;
    /* An input that is a folder is watched itself, so this is minor. */
    if (error &&
        (error == ENOSPC || stat(input, &st) < 0 || !S_ISDIR(st.st_mode)))
        lose_sight(w, above.data, error);
    buf_free(&above);
}

/* Look what an input is now, and report what has become of a folder.  Files are
 * reported when they are read. */
static void look(struct watch *w, const char *input, struct input_state *last)
{
    struct input_state now = {.known = true, .path = last->path};
    struct stat st;
    const char *change = NULL;

    now.there = stat(input, &st) == 0 && S_ISDIR(st.st_mode);
    if (now.there) {
        now.device = st.st_dev;
        now.inode = st.st_ino;
    }
    buf_clear(&now.path);
    naming_resolve(input, &now.path);
    if (last->known && last->there && !now.there)
        change = "is gone; waiting until it is back";
    else if (last->known && !last->there && now.there)
        change = "is back";
    else if (last->known && now.there &&
             (now.device != last->device || now.inode != last->inode))
        change = "is another folder now, or on another file system";
    *last = now;
    if (change) {
        buf_addf(&w->news, "%s: %s", input, change);
        buf_addc(&w->news, '\0');
    }
}

/* A hash of the mounts that concern the inputs. */
static uint64_t mounts_now(const struct watch *w)
{
    struct text_list paths = {0};
    uint64_t hash;

    for (size_t i = 0; i < w->options.inputs->count; i++)
        text_list_add(&paths, w->last[i].path.data);
    hash = mounts_hash(&paths);
    text_list_free(&paths);
    return hash;
}

enum ir_status watch_begin(struct watch *w, struct ir_error *err)
{
    const struct text_list *inputs = w->options.inputs;
    struct stat st;

    forget(w);
    w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (w->fd < 0)
        return ir_fail(err, IR_LIMIT, "--watch: %s",
                       errno == EMFILE ? "limit fs.inotify.max_user_instances "
                                         "is reached"
                                       : strerror(errno));
    w->device = w->inode = 0;
    if (stat(w->options.index, &st) == 0) {
        w->device = st.st_dev;
        w->inode = st.st_ino;
    }
    buf_clear(&w->news);
    w->told = 0;
    for (size_t i = 0; i < inputs->count; i++) {
        add_above(w, inputs->items[i]);
        look(w, inputs->items[i], &w->last[i]);
    }
    w->mounted = mounts_now(w);
    return IR_OK;
}

static bool is_input(const struct watch *w, const char *name)
{
    const struct text_list *inputs = w->options.inputs;

    for (size_t i = 0; i < inputs->count; i++)
        if (text_equal(last_part(inputs->items[i]), text_of(name)))
            return true;
    return false;
}

/* Does an event matter?  LATER: yes, but its file is not complete yet. */
static enum notice judge(const struct watch *w,
                         const struct inotify_event *event)
{
    const char *name = event->len ? event->name : "";
    bool folder = event->mask & IN_ISDIR, walked;

    if (event->mask & (IN_Q_OVERFLOW | EVENTS_LOST))
        return SOON;
    walked =
        event->wd >= 0 && (size_t)event->wd < w->count && w->walked[event->wd];
    if (!(walked && *name != '.' &&
          (folder || file_types_take(w->options.types, name))) &&
        !(*name && is_input(w, name)))
        return NONE;
    if (event->mask & IN_CREATE && !folder)
        return LATER;
    return event->mask & IN_ALL_EVENTS ? SOON : NONE;
}

/* Read the pending events. */
static void take_events(struct watch *w, struct pending *c)
{
    _Alignas(struct inotify_event) char bytes[CHUNK];
    double now = clock_seconds();
    ssize_t got = read(w->fd, bytes, sizeof(bytes));

    for (char *at = bytes; at < bytes + (got > 0 ? got : 0);) {
        const struct inotify_event *event = (const void *)at;
        enum notice notice = judge(w, event);

        if (notice == SOON)
            c->last = now;
        if (notice != NONE && !c->first)
            c->first = now;
        at += sizeof(*event) + event->len;
    }
}

/* When the changes should be indexed; 0: there are none. */
static double due(const struct pending *c)
{
    double late = c->first + WATCH_LONGEST, soon = c->last + WATCH_QUIET;

    if (!c->first)
        return 0;
    return c->last && soon < late ? soon : late;
}

/* Sleep until there are events, until `end`, or until a signal.  True if
 * something was mounted or unmounted. */
static bool sleep_until(const struct watch *w, double end,
                        const sigset_t *signals)
{
    struct pollfd ready[] = {{w->fd, POLLIN, 0}, {w->mounts, POLLPRI, 0}};
    double left = end - clock_seconds();
    struct timespec time = {0, 0};

    if (left > 0) {
        time.tv_sec = (time_t)left;
        time.tv_nsec = (long)((left - (double)time.tv_sec) * 1e9);
    }
    return ppoll(ready, COUNT(ready), end > 0 ? &time : NULL, signals) > 0 &&
           ready[1].revents;
}

bool watch_wait(struct watch *w, double most)
{
    struct pending c = {0, 0};
    double end, start = clock_seconds();
    sigset_t block, before;

    if (w->blind && (most <= 0 || most > WATCH_BLIND))
        most = WATCH_BLIND;
    sigemptyset(&block);
    sigaddset(&block, SIGINT);
    sigaddset(&block, SIGTERM);
    /* Blocked until ppoll(), so that none is missed just before it. */
    sigprocmask(SIG_BLOCK, &block, &before);
    while (!atomic_load(w->options.stop)) {
        end = due(&c);
        if (most > 0 && (!c.first || start + most < end))
            end = start + most;
        if (end > 0 && clock_seconds() >= end)
            break;
        if (sleep_until(w, end, &before) && mounts_now(w) != w->mounted) {
            c.last = clock_seconds();
            c.first = c.first ? c.first : c.last;
        }
        take_events(w, &c);
    }
    sigprocmask(SIG_SETMASK, &before, NULL);
    return !atomic_load(w->options.stop);
}
