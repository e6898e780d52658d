/* The connections of a server: deadlines, and clients that have gone. */
#include "searcher/serve/callers.h"
#include "searcher/serve/effort.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

/* Nanoseconds between two looks. */
#define TICK 100000000L
#define TICK_LEAVING 10000000L /* while something has to be read */

#define DROPPED_MAX 64 /* pieces that are read and dropped in a look */

struct callers {
    pthread_mutex_t lock;
    pthread_cond_t change; /* there are connections, or it ends */
    pthread_t thread;
    struct caller *first;
    size_t count, leaving;
    struct callers_limits limits;
    bool ends;
    caller_gone gone;
    void *closure;
};

static bool has_closed(int fd)
{
    char byte;

    return recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0;
}

/* What the client has not read is dropped: otherwise the system would keep it
 * after the end. */
static void cut_off(struct caller *at)
{
    const struct linger none = {.l_onoff = 1};

    at->ended = true;
    setsockopt(at->fd, SOL_SOCKET, SO_LINGER, &none, sizeof(none));
    shutdown(at->fd, SHUT_RDWR);
}

/* Read and drop what a client sends after its last reply: has it closed? */
static bool drops_all(int fd)
{
    char bytes[16384];
    ssize_t got = 1;

    for (int i = 0; i < DROPPED_MAX && got > 0; i++)
        got = recv(fd, bytes, sizeof(bytes), MSG_DONTWAIT);
    return got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR);
}

static void unlink_caller(struct callers *c, struct caller *caller)
{
    if (caller->previous)
        caller->previous->next = caller->next;
    else
        c->first = caller->next;
    if (caller->next)
        caller->next->previous = caller->previous;
    c->count--;
}

static void end_leaving(struct callers *c, struct caller *at)
{
    unlink_caller(c, at);
    c->leaving--;
    close(at->fd);
    free(at);
}

static void look(struct callers *c)
{
    static const double seconds[STAGES_COUNT] = CALLER_SECONDS;
    double now = clock_seconds();
    struct caller *next;

    for (struct caller *at = c->first; at; at = next) {
        double most = at->excess && at->stage < STAGE_ANSWER
                          ? EXCESS_SECONDS
                          : seconds[at->stage];

        next = at->next;
        if (at->stage == STAGE_ANSWER && has_closed(at->fd))
            c->gone(c->closure, at->request);
        else if (most > 0 && now - at->since > most && !at->ended)
            cut_off(at);
        if (at->stage == STAGE_LEAVE && (at->ended || drops_all(at->fd)))
            end_leaving(c, at);
    }
}

static void *watch(void *closure)
{
    struct callers *c = closure;

    pthread_mutex_lock(&c->lock);
    while (!c->ends) {
        struct timespec tick = {0, TICK};

        if (!c->first) {
            pthread_cond_wait(&c->change, &c->lock);
            continue;
        }
        look(c);
        if (c->leaving)
            tick.tv_nsec = TICK_LEAVING;
        pthread_mutex_unlock(&c->lock);
        nanosleep(&tick, NULL);
        pthread_mutex_lock(&c->lock);
    }
    pthread_mutex_unlock(&c->lock);
    return NULL;
}

enum ir_status callers_new(const struct callers_limits *limits,
                           caller_gone gone, void *closure,
                           struct callers **out, struct ir_error *err)
{
    struct callers *c = xcalloc(1, sizeof(*c));
    int failed;

    c->limits = *limits;
    c->gone = gone;
    c->closure = closure;
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->change, NULL);
    failed = pthread_create(&c->thread, NULL, watch, c);
    if (failed) {
        free(c);
        return ir_fail(err, IR_IO, "no thread: %s", strerror(failed));
    }
    *out = c;
    return IR_OK;
}

void callers_free(struct callers *c)
{
    if (!c)
        return;
    pthread_mutex_lock(&c->lock);
    c->ends = true;
    pthread_cond_signal(&c->change);
    pthread_mutex_unlock(&c->lock);
    pthread_join(c->thread, NULL);
    while (c->leaving)
        end_leaving(c, c->first);
    pthread_mutex_destroy(&c->lock);
    pthread_cond_destroy(&c->change);
    free(c);
}

/* Those that a new one is counted with: of its address, of all, or those in
 * excess. */
struct crowd {
    const char *name; /* of an address; NULL: of all */
    bool excess;
    size_t most;
};

static bool belongs(const struct caller *at, const struct crowd *crowd)
{
    return !at->ended && at->stage != STAGE_LEAVE &&
           at->excess == crowd->excess &&
           (!crowd->name || !strcmp(at->name, crowd->name));
}

static bool is_full(const struct callers *c, const struct crowd *crowd)
{
    size_t count = 0;

    for (const struct caller *at = c->first; at; at = at->next)
        count += belongs(at, crowd);
    return count >= crowd->most;
}

/* The one of a crowd that has kept the server waiting longest, if too long for
 * one that is not excess. */
static struct caller *slowest(const struct callers *c,
                              const struct crowd *crowd)
{
    static const double seconds[STAGES_COUNT] = CALLER_GIVES_WAY;
    struct caller *found = NULL;
    double now = clock_seconds();

    for (struct caller *at = c->first; at; at = at->next)
        if (belongs(at, crowd) && seconds[at->stage] > 0 &&
            (at->excess || now - at->since > seconds[at->stage]) &&
            (!found || at->since < found->since))
            found = at;
    return found;
}

/* Is there room for one more, or can it be made? */
static bool has_room(const struct callers *c, const struct crowd *crowd)
{
    struct caller *other;

    if (!is_full(c, crowd))
        return true;
    other = slowest(c, crowd);
    if (other)
        cut_off(other);
    return other;
}

/* Is there no room for this one?  If so it is among those in excess. */
static bool is_excess(const struct callers *c, const struct caller *one)
{
    const char *name = strcmp(one->name, UNIX_NAME) != 0 ? one->name : NULL;

    if ((!name || has_room(c, &(struct crowd){name, false, c->limits.each})) &&
        has_room(c, &(struct crowd){NULL, false, c->limits.most}))
        return false;
    if (name)
        has_room(c, &(struct crowd){name, true, CALLERS_EXCESS_EACH});
    return true;
}

struct caller *caller_add(struct callers *c, int fd, const char *name)
{
    struct caller *caller = xcalloc(1, sizeof(*caller));
    size_t size = strlen(name);

    if (size >= sizeof(caller->name))
        size = sizeof(caller->name) - 1;
    memcpy(caller->name, name, size);
    caller->fd = fd;
    caller->credit = EFFORT_CREDIT_NEW;
    caller->since = clock_seconds();
    pthread_mutex_lock(&c->lock);
    caller->excess = is_excess(c, caller);
    caller->next = c->first;
    if (c->first)
        c->first->previous = caller;
    c->first = caller;
    c->count++;
    pthread_cond_signal(&c->change);
    pthread_mutex_unlock(&c->lock);
    return caller;
}

/* Room for one more in STAGE_LEAVE, if need be that of the first of them. */
static void make_room(struct callers *c)
{
    struct caller *next, *first = NULL;

    if (c->leaving < c->limits.leaving)
        return;
    for (struct caller *at = c->first; at; at = next) {
        next = at->next;
        if (at->stage != STAGE_LEAVE)
            continue;
        if (drops_all(at->fd))
            end_leaving(c, at);
        else if (!first || at->since < first->since)
            first = at;
    }
    if (c->leaving == c->limits.leaving)
        end_leaving(c, first);
}

void caller_leave(struct callers *c, struct caller *caller)
{
    int fd = caller->ended || has_closed(caller->fd)
                 ? -1
                 : fcntl(caller->fd, F_DUPFD_CLOEXEC, 0);

    pthread_mutex_lock(&c->lock);
    if (fd >= 0) {
        make_room(c);
        shutdown(fd, SHUT_WR);
        caller->fd = fd;
        caller->stage = STAGE_LEAVE;
        caller->since = clock_seconds();
        c->leaving++;
        pthread_cond_signal(&c->change);
    } else {
        unlink_caller(c, caller);
        free(caller);
    }
    pthread_mutex_unlock(&c->lock);
}

void caller_stage(struct callers *c, struct caller *caller, enum stage stage,
                  struct request *request)
{
    pthread_mutex_lock(&c->lock);
    caller->stage = stage;
    if (stage != STAGE_BODY)
        caller->since = clock_seconds();
    caller->request = request;
    caller->requests += stage == STAGE_HEAD;
    pthread_mutex_unlock(&c->lock);
}

size_t callers_count(struct callers *c)
{
    size_t count;

    pthread_mutex_lock(&c->lock);
    count = c->count;
    pthread_mutex_unlock(&c->lock);
    return count;
}

size_t callers_busy(struct callers *c)
{
    size_t busy = 0;

    pthread_mutex_lock(&c->lock);
    for (const struct caller *at = c->first; at; at = at->next)
        busy += at->stage != STAGE_IDLE && at->stage != STAGE_LEAVE;
    pthread_mutex_unlock(&c->lock);
    return busy;
}
