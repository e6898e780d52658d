/* Start a server, wait for signals, and stop it. */
#include "searcher/serve/serve.h"
#include "command/allocator.h"
#include "searcher/serve/access_log.h"
#include "searcher/serve/daemon.h"
#include "searcher/serve/indexes.h"
#include "searcher/serve/listen.h"
#include "searcher/serve/sandbox.h"
#include "searcher/serve/workers.h"
#include "searcher/session/token.h"

#include <dirent.h>
#include <errno.h>
#include <malloc.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Bytes: an answer that is larger goes back to the system when it is sent.  By
 * itself, malloc() would keep ever larger ones, in pieces, for each thread. */
#define LARGE (512 << 10)
#define SPARE_DESCRIPTORS 16 /* for the libraries and the logs */
#define CLIENTS_MIN 4
/* Besides the workers: their warden, the callers' watch, libmicrohttpd's. */
#define OTHER_THREADS 3
#define STOP_SECONDS 30 /* for what runs when it is told to stop */

static size_t open_descriptors(void)
{
    DIR *dir = opendir("/proc/self/fd");
    size_t count = 0;

    while (dir && readdir(dir))
        count++;
    if (dir)
        closedir(dir);
    return count;
}

static size_t worker_count(const struct settings *settings)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);

    if (settings->serve.workers)
        return settings->serve.workers;
    return online > 0 ? (size_t)online : 1;
}

/* Open every index once: those that do not exist are known before clients
 * come.  Sets the number of descriptors that one worker needs. */
static enum ir_status try_indexes(struct server *s, size_t *descriptors,
                                  struct ir_error *err)
{
    size_t before = open_descriptors();
    enum ir_status status = IR_OK;

    *descriptors = 0;
    for (size_t i = 0; status == IR_OK && i < s->index_count; i++) {
        struct ir_searcher *searcher = NULL;

        status = session_open(&s->indexes[i].settings, &searcher, err);
        if (open_descriptors() > before)
            *descriptors += open_descriptors() - before;
        ir_close(searcher);
    }
    return status;
}

/* Descriptors besides those of connections.  An index that is opened again
 * needs twice its number for a moment, in one worker at a time. */
static size_t needed_for(size_t workers, size_t each)
{
    return open_descriptors() + SPARE_DESCRIPTORS +
           each * (LANES_COUNT * workers + 1);
}

/* How many connections and workers there are descriptors for. */
static enum ir_status count_clients(const struct server *s, size_t each,
                                    size_t *workers, size_t *out,
                                    struct ir_error *err)
{
    struct rlimit limit;

    *out = s->settings->serve.clients + CALLERS_EXCESS + CALLERS_LEAVING;
    *workers = worker_count(s->settings);
    if (getrlimit(RLIMIT_NOFILE, &limit))
        return ir_fail(err, IR_IO, "descriptors: %s", strerror(errno));
    limit.rlim_cur = limit.rlim_max;
    (void)!setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur == RLIM_INFINITY)
        return IR_OK;
    while (*workers > 1 && !s->settings->serve.workers &&
           limit.rlim_cur < needed_for(*workers, each) + CLIENTS_MIN)
        --*workers;
    if (limit.rlim_cur < needed_for(*workers, each) + CLIENTS_MIN)
        return ir_fail(err, IR_LIMIT,
                       "the limit of %llu descriptors (ulimit -n) is too low: "
                       "the server needs at least %zu",
                       (unsigned long long)limit.rlim_cur,
                       needed_for(*workers, each) + CLIENTS_MIN);
    if (limit.rlim_cur < needed_for(*workers, each) + *out)
        *out = (size_t)limit.rlim_cur - needed_for(*workers, each);
    return IR_OK;
}

static size_t share_of(size_t clients, size_t most)
{
    return clients / CLIENTS_MIN < most ? clients / CLIENTS_MIN : most;
}

/* Divide the connections that there are descriptors for: *clients are left for
 * those that are answered or in excess. */
static struct callers_limits divide(const struct server *s, size_t *clients)
{
    const struct serve_settings *serve = &s->settings->serve;
    struct callers_limits limits = {.each = serve->clients_each};

    limits.leaving = share_of(*clients, CALLERS_LEAVING);
    *clients -= limits.leaving;
    limits.most = *clients - share_of(*clients, CALLERS_EXCESS);
    if (limits.most > serve->clients)
        limits.most = serve->clients;
    return limits;
}

static void signals_of(sigset_t *set)
{
    sigemptyset(set);
    sigaddset(set, SIGTERM);
    sigaddset(set, SIGINT);
    sigaddset(set, SIGHUP);
}

static void wait_for_end(struct server *s)
{
    sigset_t set;
    int number = 0;

    signals_of(&set);
    while (number != SIGTERM && number != SIGINT) {
        if (sigwait(&set, &number))
            continue;
        if (number == SIGHUP) {
            atomic_fetch_add(&s->generation, 1);
            log_event("info", "opening the indexes again");
        }
    }
    log_event("info", "stopping");
}

/* Wait until every request that has begun is answered. */
static void drain(struct server *s)
{
    double end = clock_seconds() + STOP_SECONDS;

    while (callers_busy(s->callers) && clock_seconds() < end) {
        struct timespec pause = {0, 10000000L};

        nanosleep(&pause, NULL);
    }
}

static enum ir_status serve(struct server *s, struct listener *l, size_t count,
                            size_t clients, struct ir_error *err)
{
    struct workers *workers;
    struct MHD_Daemon *daemon = NULL;
    struct buf hello = BUF_INIT;
    enum ir_status status = workers_start(s, count, &workers, err);

    if (status != IR_OK)
        return status;
    status = daemon_start(s, l->fd, clients, &daemon, err);
    if (status == IR_OK) {
        buf_addf(&hello, "serving at %s", l->where.data);
        log_event("info", hello.data);
        wait_for_end(s);
        atomic_store(&s->stopping, true);
        http.MHD_quiesce_daemon(daemon);
        drain(s);
    }
    workers_end(workers);
    if (daemon)
        http.MHD_stop_daemon(daemon);
    buf_free(&hello);
    return status;
}

/* What it needs later: its indexes and topics, when they are opened again, and
 * at the end to remove the file of the socket. */
static void confine(const struct server *s, const struct listener *l)
{
    const char *slash = strrchr(l->path.data, '/');
    struct buf folder = BUF_INIT, report = BUF_INIT, readable = BUF_INIT;

    for (size_t i = 0; i < s->index_count; i++)
        session_folders(&s->indexes[i].settings, &readable);
    if (slash)
        buf_add(&folder, l->path.data, (size_t)(slash - l->path.data) + 1);
    else
        buf_addc(&folder, '.');
    sandbox_enter(buf_text(&readable), l->path.size ? folder.data : NULL,
                  &report);
    log_event("info", report.data);
    buf_free(&folder);
    buf_free(&report);
    buf_free(&readable);
}

static void cancel(void *closure, struct request *r)
{
    workers_cancel(closure, r);
}

static enum ir_status prepare(struct server *s, struct buf *token,
                              size_t *descriptors, struct ir_error *err)
{
    const struct serve_settings *serve = &s->settings->serve;
    enum ir_status status = http_load(err);

    if (status == IR_OK)
        status = indexes_read(s, err);
    if (status == IR_OK && serve->token_file)
        status = token_read(serve->token_file, token, err);
    if (status == IR_OK)
        status = try_indexes(s, descriptors, err);
    s->guard.hosts = &serve->hosts;
    s->guard.token = buf_text(token);
    queue_init(&s->queue, serve->queue);
    pthread_mutex_init(&s->opening, NULL);
    return status;
}

enum ir_status serve_run(const struct settings *settings, struct ir_error *err)
{
    struct server s = {.settings = settings};
    struct listener l = {.fd = -1, .path = BUF_INIT, .where = BUF_INIT};
    struct buf token = BUF_INIT;
    size_t descriptors = 0, clients = 0, workers = 0;
    struct callers_limits limits;
    sigset_t set;
    enum ir_status status = prepare(&s, &token, &descriptors, err);

    (void)mallopt(M_MMAP_THRESHOLD, LARGE);
    signals_of(&set);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    signal(SIGPIPE, SIG_IGN);
    if (status == IR_OK)
        status = listener_open(&l, settings->serve.address,
                               settings->serve.public, err);
    s.check_peer = l.local;
    if (status == IR_OK)
        status = count_clients(&s, descriptors, &workers, &clients, err);
    if (status == IR_OK) {
        confine(&s, &l);
        allocator_expect_threads(LANES_COUNT * workers + OTHER_THREADS);
        limits = divide(&s, &clients);
        status = callers_new(&limits, cancel, &s, &s.callers, err);
    }
    if (status == IR_OK)
        status = serve(&s, &l, workers, clients, err);
    callers_free(s.callers);
    listener_close(&l);
    queue_free(&s.queue);
    pthread_mutex_destroy(&s.opening);
    indexes_free(&s);
    buf_free(&token);
    return status;
}
