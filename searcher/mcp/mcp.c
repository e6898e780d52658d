/* The MCP server on standard input and output. */
#include "searcher/mcp/mcp.h"
#include "command/streams.h"
#include "searcher/mcp/lines.h"
#include "searcher/mcp/methods.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define CANCEL_AGAIN 20 /* ms */

/* A message, or a batch of them, that waits for its answer. */
struct job {
    json_t *root; /* owned */
    size_t bytes; /* of the line it came in */
    bool batch;
    size_t count;
    struct mcp_request *requests;
    bool *cancelled; /* of each; under the lock */
    struct job *next;
};

struct server {
    const struct mcp_service *service;
    enum mcp_version agreed; /* of the reader */
    pthread_mutex_t lock;    /* of the members below */
    pthread_cond_t changed;
    struct job *first, **last; /* the first is being answered, if running */
    size_t jobs, bytes;
    bool closing;
    size_t running; /* 1 + index of the request in the first job, or 0 */
    pthread_mutex_t writing;
};

static void end_now(int signal_number)
{
    (void)signal_number;
    _exit(0);
}

/* Write one line; without a reader there is no use in going on. */
static void send_line(struct server *s, struct buf *out)
{
    struct ir_error err;

    if (!out->size)
        return;
    buf_addc(out, '\n');
    pthread_mutex_lock(&s->writing);
    if (streams_write(buf_text(out), &err) != IR_OK) {
        struct buf complaint = BUF_INIT;

        buf_addf(&complaint, "irsearch: %s\n", err.message);
        streams_complain(buf_text(&complaint));
        _exit(2);
    }
    pthread_mutex_unlock(&s->writing);
}

static void refuse(struct server *s, const struct mcp_problem *problem)
{
    static const struct mcp_request unknown = {.id = NULL};
    struct buf out = BUF_INIT;

    mcp_add_error(&unknown, problem, &out);
    send_line(s, &out);
    buf_free(&out);
}

/* ---- the thread that answers ---- */

static void free_job(struct job *job)
{
    if (!job)
        return;
    json_decref(job->root);
    free(job->requests);
    free(job->cancelled);
    free(job);
}

/* Mark the i-th request of the first job as running; false if it was cancelled
 * before. */
static bool start(struct server *s, const struct job *job, size_t i)
{
    bool fine;

    pthread_mutex_lock(&s->lock);
    fine = !job->cancelled[i];
    s->running = fine ? i + 1 : 0;
    pthread_mutex_unlock(&s->lock);
    return fine;
}

static bool finish(struct server *s, const struct job *job, size_t i)
{
    bool fine;

    pthread_mutex_lock(&s->lock);
    s->running = 0;
    fine = !job->cancelled[i];
    pthread_mutex_unlock(&s->lock);
    return fine;
}

/* A cancelled request has no answer. */
static void answer_job(struct server *s, struct job *job, struct buf *out)
{
    buf_clear(out);
    for (size_t i = 0; i < job->count; i++) {
        size_t before = out->size;

        if (job->requests[i].kind != MCP_REQUEST || !start(s, job, i))
            continue;
        if (job->batch)
            buf_addc(out, out->size ? ',' : '[');
        mcp_answer(s->service, &job->requests[i], out);
        if (!finish(s, job, i))
            out->size = before;
    }
    if (job->batch && out->size)
        buf_addc(out, ']');
    send_line(s, out);
}

static struct job *wait_for_job(struct server *s)
{
    struct job *job;

    pthread_mutex_lock(&s->lock);
    while (!s->first && !s->closing)
        pthread_cond_wait(&s->changed, &s->lock);
    job = s->first;
    pthread_mutex_unlock(&s->lock);
    return job;
}

static void remove_job(struct server *s, struct job *job)
{
    pthread_mutex_lock(&s->lock);
    s->first = job->next;
    if (!s->first)
        s->last = &s->first;
    s->jobs--;
    s->bytes -= job->bytes;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
    free_job(job);
}

static void *answer(void *arg)
{
    struct server *s = arg;
    struct buf out = BUF_INIT;
    struct job *job;

    while ((job = wait_for_job(s))) {
        answer_job(s, job, &out);
        remove_job(s, job);
    }
    buf_free(&out);
    return NULL;
}

/* ---- the thread that reads ---- */

static void add_job(struct server *s, struct job *job)
{
    pthread_mutex_lock(&s->lock);
    while (s->jobs && (s->jobs >= MCP_QUEUE_MAX ||
                       s->bytes + job->bytes > MCP_QUEUE_BYTES_MAX))
        pthread_cond_wait(&s->changed, &s->lock);
    *s->last = job;
    s->last = &job->next;
    s->jobs++;
    s->bytes += job->bytes;
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

/* Cancel the requests with this id that wait or run. */
static void cancel(struct server *s, const json_t *id)
{
    pthread_mutex_lock(&s->lock);
    for (struct job *job = s->first; job && id; job = job->next)
        for (size_t i = 0; i < job->count; i++)
            if (job->requests[i].id && json_equal(job->requests[i].id, id))
                job->cancelled[i] = true;
    pthread_mutex_unlock(&s->lock);
}

/* Stop the search that runs if its request is cancelled.  It may not have begun
 * or have others to come, so this is done again until it has ended. */
static bool stop_cancelled(struct server *s)
{
    bool stops;

    pthread_mutex_lock(&s->lock);
    stops = s->running && s->first->cancelled[s->running - 1];
    if (stops)
        ir_cancel(s->service->searcher);
    pthread_mutex_unlock(&s->lock);
    return stops;
}

static void notice(struct server *s, const struct mcp_request *r)
{
    if (!strcmp(r->method, "notifications/cancelled"))
        cancel(s, json_object_get(r->params, "requestId"));
}

/* Check the i-th message of a job. */
static void check(struct server *s, struct job *job, const json_t *message,
                  size_t i)
{
    struct mcp_request *r = &job->requests[i];

    mcp_check(message, s->agreed, r);
    if (r->problem.code || r->kind != MCP_REQUEST ||
        strcmp(r->method, MCP_INITIALIZE) || r->version == MCP_2026_07_28)
        return;
    if (job->batch)
        mcp_problem(&r->problem, MCP_INVALID_REQUEST,
                    "initialize may not be in a batch");
    else
        s->agreed = r->version;
}

static struct job *new_job(json_t *root, size_t bytes)
{
    struct job *job = xcalloc(1, sizeof(*job));

    job->root = root;
    job->bytes = bytes;
    job->batch = json_is_array(root);
    job->count = job->batch ? json_array_size(root) : 1;
    job->requests = xcalloc(job->count, sizeof(*job->requests));
    job->cancelled = xcalloc(job->count, sizeof(*job->cancelled));
    return job;
}

/* Batches are of two of the older versions only. */
static bool may_be(const struct server *s, const json_t *root,
                   struct mcp_problem *problem)
{
    if (!json_is_array(root))
        return true;
    if (s->agreed != MCP_2025_03_26 && s->agreed != MCP_2024_11_05)
        mcp_problem(problem, MCP_INVALID_REQUEST,
                    "this version of the protocol has no batches");
    else if (!json_array_size(root) || json_array_size(root) > MCP_BATCH_MAX)
        mcp_problem(problem, MCP_INVALID_REQUEST,
                    "a batch has 1 to %d messages", MCP_BATCH_MAX);
    return !problem->code;
}

/* Answer what needs no index at once, without waiting for searches. */
static void dispatch(struct server *s, struct job *job)
{
    struct mcp_request *r = job->requests;
    struct buf out = BUF_INIT;

    if (job->batch || (r->kind == MCP_REQUEST && mcp_is_slow(r))) {
        add_job(s, job);
        return;
    }
    if (r->kind == MCP_REQUEST)
        mcp_answer(s->service, r, &out);
    send_line(s, &out);
    buf_free(&out);
    free_job(job);
}

static void take_line(struct server *s, struct ir_text line)
{
    struct mcp_problem problem = {.code = MCP_FINE};
    struct job *job;
    json_t *root;

    if (!text_trim(line, BYTES_SPACE).size)
        return;
    root = mcp_parse(line, &problem);
    if (!root || !may_be(s, root, &problem)) {
        json_decref(root);
        refuse(s, &problem);
        return;
    }
    job = new_job(root, line.size);
    for (size_t i = 0; i < job->count; i++) {
        check(s, job, job->batch ? json_array_get(root, i) : root, i);
        if (job->requests[i].kind == MCP_NOTIFICATION)
            notice(s, &job->requests[i]);
    }
    dispatch(s, job);
}

static void read_all(struct server *s)
{
    struct mcp_problem long_line;
    struct lines lines = {
        .fd = STDIN_FILENO, .most = MCP_LINE_MAX, .read = BUF_INIT};
    struct ir_text line;
    enum lines_got got;

    mcp_problem(&long_line, MCP_INVALID_REQUEST, "a message may have %zu bytes",
                MCP_LINE_MAX);
    do {
        got = lines_next(&lines, stop_cancelled(s) ? CANCEL_AGAIN : -1, &line);
        if (got == LINES_LINE)
            take_line(s, line);
        else if (got == LINES_TOO_LONG)
            refuse(s, &long_line);
    } while (got != LINES_END);
    buf_free(&lines.read);
}

/* Let the answers that are due be written, but do not wait for long. */
static void wait_for_answers(struct server *s)
{
    struct timespec until;
    int ended = 0;

    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += MCP_GRACE;
    pthread_mutex_lock(&s->lock);
    s->closing = true;
    pthread_cond_broadcast(&s->changed);
    while (s->first && !ended)
        ended = pthread_cond_timedwait(&s->changed, &s->lock, &until);
    if (s->first)
        _exit(0);
    pthread_mutex_unlock(&s->lock);
}

static void init(struct server *s)
{
    pthread_condattr_t monotonic;

    s->last = &s->first;
    pthread_mutex_init(&s->lock, NULL);
    pthread_mutex_init(&s->writing, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&s->changed, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

enum ir_status mcp_serve(const struct mcp_service *service,
                         struct ir_error *err)
{
    struct server s = {.service = service, .agreed = MCP_VERSIONS};
    pthread_t thread;
    int failed;

    signal(SIGTERM, end_now);
    init(&s);
    failed = pthread_create(&thread, NULL, answer, &s);
    if (failed)
        return ir_fail(err, IR_IO, "no thread: %s", strerror(failed));
    read_all(&s);
    wait_for_answers(&s);
    pthread_join(thread, NULL);
    pthread_cond_destroy(&s.changed);
    pthread_mutex_destroy(&s.lock);
    pthread_mutex_destroy(&s.writing);
    return IR_OK;
}
