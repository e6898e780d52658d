/* What libmicrohttpd calls: connections, requests, and their replies. */
#include "searcher/serve/daemon.h"
#include "searcher/exchange/exchange.h"
#include "searcher/serve/access_log.h"
#include "searcher/serve/effort.h"
#include "searcher/serve/endpoints.h"
#include "searcher/serve/indexes.h"

#include <arpa/inet.h>
#include <errno.h>
#include <linux/tcp.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define CONNECTION_MEMORY ((size_t)48 << 10) /* bytes for head and reply */
#define RETRY_AFTER "1"                      /* seconds */

/* What is sent where libmicrohttpd would close without a word. */
static const char malformed[] =
    "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n"
    "Content-Type: application/problem+json\r\nContent-Length: 113\r\n\r\n"
    "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
    "\"detail\":\"not HTTP\",\"code\":\"bad_request_line\",\"errors\":[]}\n";

static void name_client(const struct sockaddr *a, char *out, size_t size)
{
    char text[INET6_ADDRSTRLEN] = "";

    if (a && a->sa_family == AF_INET)
        inet_ntop(AF_INET,
                  &((const struct sockaddr_in *)(const void *)a)->sin_addr,
                  text, sizeof(text));
    else if (a && a->sa_family == AF_INET6)
        inet_ntop(AF_INET6,
                  &((const struct sockaddr_in6 *)(const void *)a)->sin6_addr,
                  text, sizeof(text));
    snprintf(out, size, "%s", *text ? text : UNIX_NAME);
}

/* Has nothing been sent on a connection whose client still listens? */
static bool is_unanswered(const struct caller *caller)
{
    struct tcp_info info;
    socklen_t size = sizeof(info);
    char byte;

    if (caller->stage != STAGE_IDLE || caller->requests || caller->ended ||
        recv(caller->fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) == 0)
        return false;
    memset(&info, 0, sizeof(info));
    return !getsockopt(caller->fd, IPPROTO_TCP, TCP_INFO, &info, &size) &&
           !info.tcpi_data_segs_out;
}

static void on_connection(void *closure, struct MHD_Connection *connection,
                          void **socket_context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct server *s = closure;
    struct caller *caller = *socket_context;
    char name[64];

    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *fd = http.MHD_get_connection_info(
            connection, MHD_CONNECTION_INFO_CONNECTION_FD);
        const union MHD_ConnectionInfo *address = http.MHD_get_connection_info(
            connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

        name_client(address ? address->client_addr : NULL, name, sizeof(name));
        *socket_context = caller_add(s->callers, fd->connect_fd, name);
    } else if (caller) {
        if (is_unanswered(caller))
            (void)!send(caller->fd, malformed, strlen(malformed),
                        MSG_DONTWAIT | MSG_NOSIGNAL);
        caller_leave(s->callers, caller);
        *socket_context = NULL;
    }
}

static struct caller *caller_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info = http.MHD_get_connection_info(
        connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

    return info ? info->socket_context : NULL;
}

/* A request line has been read. */
static void *on_line(void *closure, const char *target,
                     struct MHD_Connection *connection)
{
    struct server *s = closure;
    struct caller *caller = caller_of(connection);
    struct request *r = request_new(connection, caller, target ? target : "");

    caller_stage(s->callers, caller, STAGE_HEAD, r);
    return r;
}

static bool may_be_long(const struct request *r)
{
    return r->target.endpoint == ENDPOINT_SEARCH ||
           r->target.endpoint == ENDPOINT_SIMILAR ||
           r->target.endpoint == ENDPOINT_WHY ||
           r->target.endpoint == ENDPOINT_TERMS ||
           r->target.endpoint == ENDPOINT_RUN;
}

/* A reply has been sent, or its connection has broken. */
static void on_completed(void *closure, struct MHD_Connection *connection,
                         void **request, enum MHD_RequestTerminationCode code)
{
    struct server *s = closure;
    struct request *r = *request;

    (void)connection;
    (void)code;
    if (!r)
        return;
    if (!r->reply.status)
        r->reply.status = 400;
    atomic_fetch_sub(&s->held, r->held);
    metrics_count(&s->metrics, r->reply.status, clock_seconds() - r->start);
    log_request(r, r->caller, s->settings->serve.log_queries);
    if (r->caller) {
        if (may_be_long(r))
            r->caller->credit = effort_credit(r->caller->credit, r->spent);
        caller_stage(s->callers, r->caller, STAGE_IDLE, NULL);
    }
    request_free(r);
    *request = NULL;
}

/* The target is read by target_read(), from its own copy. */
static size_t leave(void *closure, struct MHD_Connection *connection,
                    char *text)
{
    (void)closure;
    (void)connection;
    return strlen(text);
}

static void add_headers(struct MHD_Response *response,
                        const struct reply *reply)
{
    static const char *const always[][2] = {
        {"Cache-Control", "private"},
        {"Vary", "Accept, Accept-Encoding, Authorization"},
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "no-referrer"},
    };
    const char *policy = reply->policy
                             ? reply->policy
                             : "default-src 'none'; frame-ancestors 'none'";

    for (size_t i = 0; i < COUNT(always); i++)
        http.MHD_add_response_header(response, always[i][0], always[i][1]);
    http.MHD_add_response_header(response, "Content-Security-Policy", policy);
    if (reply->type)
        http.MHD_add_response_header(response, "Content-Type", reply->type);
    if (*reply->etag)
        http.MHD_add_response_header(response, "ETag", reply->etag);
    if (reply->allow)
        http.MHD_add_response_header(response, "Allow", reply->allow);
    if (reply->zipped)
        http.MHD_add_response_header(response, "Content-Encoding", "gzip");
    if (reply->status == 401)
        http.MHD_add_response_header(response, "WWW-Authenticate", "Bearer");
    if (reply->status == 503)
        http.MHD_add_response_header(response, "Retry-After", RETRY_AFTER);
    if (reply->closes)
        http.MHD_add_response_header(response, "Connection", "close");
}

static enum MHD_Result send_reply(struct server *s, struct request *r)
{
    struct reply *reply = &r->reply;
    struct MHD_Response *response;
    enum MHD_Result result;
    size_t size;
    char *data = buf_take(&reply->body, &size);

    reply->closes = reply->closes || atomic_load(&s->stopping);
    response =
        http.MHD_create_response_from_buffer(size, data, MHD_RESPMEM_MUST_FREE);
    if (!response) {
        free(data);
        return MHD_NO;
    }
    add_headers(response, reply);
    caller_stage(s->callers, r->caller, STAGE_SEND, r);
    result = http.MHD_queue_response(r->connection, reply->status, response);
    http.MHD_destroy_response(response);
    return result;
}

static enum MHD_Result refuse(struct server *s, struct request *r,
                              const struct fault *f)
{
    reply_fault(&r->reply, f);
    return send_reply(s, r);
}

/* Is the other end of a socket of mode 0600 its owner, or root? */
static bool is_peer_allowed(int fd)
{
    struct ucred peer;
    socklen_t size = sizeof(peer);

    return !getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) &&
           (peer.uid == geteuid() || peer.uid == 0);
}

static bool takes_body(enum endpoint endpoint)
{
    return endpoint == ENDPOINT_SEARCH || endpoint == ENDPOINT_VERIFY ||
           endpoint == ENDPOINT_RUN;
}

/* The methods of an endpoint, as in Allow. */
static const char *methods_of(enum endpoint endpoint)
{
    return endpoint == ENDPOINT_RUN ? "POST"
           : takes_body(endpoint)   ? "GET, HEAD, POST"
                                    : "GET, HEAD";
}

static bool is_method_of(enum endpoint endpoint, enum method method)
{
    if (method == METHOD_POST)
        return takes_body(endpoint);
    return endpoint != ENDPOINT_RUN &&
           (method == METHOD_GET || method == METHOD_HEAD);
}

/* Find what the target names, and whether the method fits it. */
static bool route(struct server *s, struct request *r, struct fault *f)
{
    const struct target *t = &r->target;
    const char *type =
        t->endpoint == ENDPOINT_RUN ? EXCHANGE_TYPE : "application/json";

    r->index = indexes_find(s, t->index);
    if (t->endpoint == ENDPOINT_NONE || r->index == SIZE_MAX)
        return fault_set(f, 404, "no_such_path", "there is no such path");
    if (is_method_of(t->endpoint, r->head.method)) {
        if (r->head.length && !text_begins(r->head.field[FIELD_TYPE], type))
            return fault_set(f, 415, "not_json", "a body must be %s", type);
        return true;
    }
    r->reply.allow = methods_of(t->endpoint);
    fault_set(f, 405, "method_not_allowed", "only %s can be used here",
              r->reply.allow);
    f->closes = r->head.length > 0;
    return false;
}

/* The page is the same for all, and links to it may be on any page. */
static enum trust trust_for(const struct target *t)
{
    if (t->endpoint == ENDPOINT_PAGE)
        return TRUST_HOST;
    return t->endpoint == ENDPOINT_LIVE || t->endpoint == ENDPOINT_READY
               ? TRUST_SITE
               : TRUST_TOKEN;
}

/* All that is known from the head. */
static bool check_head(struct server *s, struct request *r, struct fault *f)
{
    struct ir_text raw = text_of(r->raw);

    if (!head_read(&r->head, r->connection, &r->line, f) ||
        !target_read(&r->target, raw, f)) {
        f->closes = true;
        return false;
    }
    if (r->caller->excess) {
        fault_set(f, 503, "too_many_connections",
                  "there are too many connections already; try again");
        f->closes = true;
        return false;
    }
    if (s->check_peer && !is_peer_allowed(r->caller->fd))
        return fault_set(f, 403, "user_not_allowed",
                         "this socket is for another user");
    return head_allowed(&r->head, &s->guard, trust_for(&r->target), f) &&
           route(s, r, f);
}

/* Everything has been received. */
static enum MHD_Result answer(struct server *s, struct request *r)
{
    struct fault f;

    if (endpoint_quick(s, r))
        return send_reply(s, r);
    r->queued = true;
    caller_stage(s->callers, r->caller, STAGE_ANSWER, r);
    http.MHD_suspend_connection(r->connection);
    r->patience = r->caller->credit;
    if (queue_push(&s->queue, r,
                   r->patience > 0 || !may_be_long(r) ? LANE_QUICK : LANE_LONG))
        return MHD_YES;
    atomic_fetch_add(&s->metrics.queue_full, 1);
    fault_set(&f, 503, "queue_full", "%zu requests wait already; try again",
              s->queue.most);
    reply_fault(&r->reply, &f);
    http.MHD_resume_connection(r->connection);
    return MHD_YES;
}

static enum MHD_Result on_request(void *closure,
                                  struct MHD_Connection *connection,
                                  const char *url, const char *method,
                                  const char *version, const char *data,
                                  size_t *size, void **request)
{
    struct server *s = closure;
    struct request *r = *request;
    struct fault f = {0};

    (void)connection;
    (void)url;
    if (!r)
        return MHD_NO;
    if (!r->begun) {
        r->begun = true;
        r->line.method = method;
        r->line.version = version;
        if (!check_head(s, r, &f))
            return refuse(s, r, &f);
        caller_stage(s->callers, r->caller, STAGE_BODY, r);
        return MHD_YES;
    }
    if (*size) {
        buf_add(&r->body, data, *size);
        *size = 0;
        return MHD_YES;
    }
    return r->queued ? send_reply(s, r) : answer(s, r);
}

enum ir_status daemon_start(struct server *s, int fd, size_t clients,
                            struct MHD_Daemon **out, struct ir_error *err)
{
    *out = http.MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ITC |
            MHD_USE_TURBO,
        0, NULL, NULL, on_request, s, MHD_OPTION_LISTEN_SOCKET, fd,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)clients,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY,
        MHD_OPTION_URI_LOG_CALLBACK, on_line, s, MHD_OPTION_NOTIFY_COMPLETED,
        on_completed, s, MHD_OPTION_NOTIFY_CONNECTION, on_connection, s,
        MHD_OPTION_UNESCAPE_CALLBACK, leave, NULL, MHD_OPTION_END);
    if (!*out)
        return ir_fail(err, IR_IO, "the server cannot start: %s",
                       errno ? strerror(errno) : "libmicrohttpd refused");
    return IR_OK;
}
