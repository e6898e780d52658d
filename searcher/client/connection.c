/* A connection to a server: connect, send, receive. */
#include "searcher/client/connection.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define RECEIVE ((size_t)65536)    /* bytes at a time */
#define SLOWEST ((double)1024)     /* bytes a second of a body */
#define MILLISECONDS_MAX 1000000.0 /* of one poll() */

void connection_close(struct connection *c)
{
    if (c->fd >= 0)
        close(c->fd);
    c->fd = -1;
    buf_free(&c->bytes);
}

static enum ir_status fail(const struct connection *c, const char *what,
                           struct ir_error *err)
{
    return ir_fail(err, IR_IO, "%.120s: %s", c->address->text, what);
}

/* What an error of connect(), send() or recv() means here. */
static const char *reason(int number)
{
    if (number == EAGAIN || number == EINPROGRESS || number == EWOULDBLOCK)
        return "the server is too slow to accept";
    if (number == ENOENT || number == ECONNREFUSED)
        return "no server listens there";
    return strerror(number);
}

/* 0, or the error. */
static int connect_to(struct connection *c, const struct sockaddr *address,
                      socklen_t size)
{
    const struct timeval patience = {.tv_sec = CONNECT_SECONDS};
    const int on = 1;
    int failed;

    c->fd = socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (c->fd < 0)
        return errno;
    (void)setsockopt(c->fd, SOL_SOCKET, SO_SNDTIMEO, &patience,
                     sizeof(patience));
    if (address->sa_family != AF_UNIX)
        (void)setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    if (!connect(c->fd, address, size))
        return 0;
    failed = errno;
    close(c->fd);
    c->fd = -1;
    return failed;
}

static enum ir_status connect_socket(struct connection *c, struct ir_error *err)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    const struct buf *path = &c->address->path;
    int failed;

    memcpy(address.sun_path, path->data, path->size + 1);
    failed = connect_to(c, (const struct sockaddr *)&address, sizeof(address));
    return failed ? fail(c, reason(failed), err) : IR_OK;
}

static enum ir_status connect_host(struct connection *c, struct ir_error *err)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                                   .ai_flags = AI_NUMERICSERV};
    struct addrinfo *list = NULL;
    int failed = getaddrinfo(c->address->host.data, c->address->port.data,
                             &hints, &list);

    if (failed)
        return fail(
            c, failed == EAI_SYSTEM ? strerror(errno) : gai_strerror(failed),
            err);
    failed = EADDRNOTAVAIL;
    for (const struct addrinfo *i = list; i && failed; i = i->ai_next)
        failed = connect_to(c, i->ai_addr, i->ai_addrlen);
    freeaddrinfo(list);
    return failed ? fail(c, reason(failed), err) : IR_OK;
}

/* 0, or the error. */
static int send_all(int fd, struct ir_text text)
{
    while (text.size) {
        ssize_t n = send(fd, text.data, text.size, MSG_NOSIGNAL);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return errno;
        text = text_slice(text, (size_t)n, text.size);
    }
    return 0;
}

/* Receive some bytes before the monotonic clock shows end: their number, 0 at
 * the end, or -1 with errno, which is ETIMEDOUT if there were none. */
static ssize_t receive(struct connection *c, double end)
{
    struct pollfd p = {.fd = c->fd, .events = POLLIN};
    ssize_t n = -1;
    int ready;

    do {
        double left = (end - clock_seconds()) * 1000;

        if (left <= 0) {
            errno = ETIMEDOUT;
            return -1;
        }
        ready =
            poll(&p, 1,
                 (int)(left < MILLISECONDS_MAX ? left : MILLISECONDS_MAX) + 1);
    } while (!ready || (ready < 0 && errno == EINTR));
    if (ready < 0)
        return -1;
    buf_reserve(&c->bytes, RECEIVE);
    n = recv(c->fd, c->bytes.data + c->bytes.size, RECEIVE, 0);
    if (n > 0) {
        c->bytes.size += (size_t)n;
        c->bytes.data[c->bytes.size] = '\0';
    }
    return n;
}

static enum ir_status broken(const struct connection *c, ssize_t n, int number,
                             struct ir_error *err)
{
    if (!n)
        return fail(c,
                    "the server closed the connection before its answer was "
                    "complete",
                    err);
    if (number != ETIMEDOUT)
        return fail(c, strerror(number), err);
    if (c->head.status)
        return fail(c, "the answer comes too slowly", err);
    return ir_fail(err, IR_IO,
                   "%.120s: no answer within %g s; --timeout SEC waits longer",
                   c->address->text, c->wait);
}

/* Receive until there are `size` bytes. */
static enum ir_status receive_body(struct connection *c, size_t start,
                                   struct ir_error *err)
{
    size_t size = start + (size_t)c->head.length;
    double end = clock_seconds() + c->wait + (double)size / SLOWEST;

    while (c->bytes.size < size) {
        ssize_t n = receive(c, end);

        if (n <= 0)
            return broken(c, n, errno, err);
    }
    /* The bytes of the head may have moved. */
    (void)reply_head_read(text_slice(buf_text(&c->bytes), 0, start), &c->head);
    c->body = (struct ir_text){c->bytes.data + start, size - start};
    if (c->bytes.size > size)
        return fail(c, "the server sends more than an answer", err);
    return IR_OK;
}

/* Read the head and see whether the body may follow. */
static enum ir_status check_head(struct connection *c, size_t size,
                                 struct ir_error *err)
{
    const char *problem =
        reply_head_read(text_slice(buf_text(&c->bytes), 0, size), &c->head);

    if (!problem && c->head.length <= c->body_max)
        return IR_OK;
    if (!problem)
        return ir_fail(err, IR_LIMIT,
                       "%.120s: the answer has %llu bytes, over the limit of "
                       "%zu",
                       c->address->text, (unsigned long long)c->head.length,
                       c->body_max);
    return ir_fail(err, IR_IO, "%.120s: not an answer of irsearch --serve: %s",
                   c->address->text, problem);
}

/* *again is set if the connection was closed before any byte came. */
static enum ir_status receive_reply(struct connection *c, bool *again,
                                    struct ir_error *err)
{
    double end = clock_seconds() + c->wait;
    size_t size = 0;
    enum ir_status status;

    memset(&c->head, 0, sizeof(c->head));
    while (!(size = reply_head_size(buf_text(&c->bytes)))) {
        ssize_t n;

        if (c->bytes.size > REPLY_HEAD_MAX)
            return fail(c,
                        "not an answer of irsearch --serve: no end of its "
                        "head",
                        err);
        n = receive(c, end);
        if (n <= 0) {
            *again = !c->bytes.size && (!n || errno != ETIMEDOUT);
            return broken(c, n, errno, err);
        }
    }
    status = check_head(c, size, err);
    return status == IR_OK ? receive_body(c, size, err) : status;
}

static enum ir_status try(struct connection *c, struct ir_text request,
                          bool *again, struct ir_error *err)
{
    enum ir_status status = IR_OK;
    int failed;

    if (c->fd < 0)
        status = c->address->path.size ? connect_socket(c, err)
                                       : connect_host(c, err);
    if (status != IR_OK)
        return status;
    buf_clear(&c->bytes);
    failed = send_all(c->fd, request);
    /* A server may refuse before it has read all; its reply tells why. */
    if (failed && failed != EPIPE && failed != ECONNRESET)
        return fail(c, reason(failed), err);
    return receive_reply(c, again, err);
}

enum ir_status connection_ask(struct connection *c, struct ir_text request,
                              struct ir_error *err)
{
    bool kept = c->fd >= 0, again = false;
    enum ir_status status = try(c, request, &again, err);

    /* A server closes connections that are idle: that is no fault. */
    if (status != IR_OK && kept && again) {
        connection_close(c);
        status = try(c, request, &again, err);
    }
    if (c->fd >= 0 && (status != IR_OK || c->head.closes)) {
        close(c->fd);
        c->fd = -1;
    }
    return status;
}
