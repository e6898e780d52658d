/* Listen on a unix socket, on an address, or on what systemd hands over. */
#include "searcher/serve/listen.h"
#include "command/options.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#define BACKLOG 512 /* connections that wait to be accepted */
#define LOCK_TRIES 200
#define LOCK_PAUSE 10000000L /* nanoseconds between two */
#define SYSTEMD_FIRST 3      /* the first descriptor that systemd hands over */
#define DEFAULT_SOCKET "irsearch.sock"

static enum ir_status socket_path(const char *path, struct sockaddr_un *out,
                                  struct buf *whole, struct ir_error *err)
{
    const char *folder = getenv("XDG_RUNTIME_DIR");

    if (*path)
        buf_adds(whole, path);
    else if (folder && *folder == '/')
        buf_addf(whole, "%s/" DEFAULT_SOCKET, folder);
    else
        return ir_fail(err, IR_INVALID,
                       "unix: needs a path, as XDG_RUNTIME_DIR is not set");
    if (whole->size >= sizeof(out->sun_path))
        return ir_fail(err, IR_INVALID,
                       "unix:%.100s...: a path of a socket has at most %zu "
                       "bytes",
                       whole->data, sizeof(out->sun_path) - 1);
    memset(out, 0, sizeof(*out));
    out->sun_family = AF_UNIX;
    memcpy(out->sun_path, whole->data, whole->size + 1);
    return IR_OK;
}

/* Does somebody listen there? */
static bool is_alive(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool alive;

    if (fd < 0)
        return true;
    /* EAGAIN: it listens, but is too busy. */
    alive = !connect(fd, (const struct sockaddr *)address, sizeof(*address)) ||
            errno == EAGAIN || errno == EACCES;
    close(fd);
    return alive;
}

/* Remove what a server that was killed has left; nothing but a socket. */
static enum ir_status remove_stale(const struct sockaddr_un *address,
                                   struct ir_error *err)
{
    const char *path = address->sun_path;
    struct stat st;

    if (lstat(path, &st))
        return errno == ENOENT
                   ? IR_OK
                   : ir_fail(err, IR_IO, "unix:%s: %s", path, strerror(errno));
    if (!S_ISSOCK(st.st_mode))
        return ir_fail(err, IR_INVALID, "unix:%s: exists and is not a socket",
                       path);
    if (is_alive(address))
        return ir_fail(err, IR_LOCKED,
                       "unix:%s: a server listens there already", path);
    if (unlink(path) && errno != ENOENT)
        return ir_fail(err, IR_IO, "unix:%s: %s", path, strerror(errno));
    return IR_OK;
}

static enum ir_status bind_path(struct listener *l,
                                const struct sockaddr_un *address,
                                struct ir_error *err)
{
    mode_t mask;
    int failed;

    l->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (l->fd < 0)
        return ir_fail(err, IR_IO, "unix:%s: %s", address->sun_path,
                       strerror(errno));
    mask = umask(0177);
    failed = bind(l->fd, (const struct sockaddr *)address, sizeof(*address));
    umask(mask);
    if (failed)
        return ir_fail(err, errno == EADDRINUSE ? IR_LOCKED : IR_IO,
                       "unix:%s: %s", address->sun_path, strerror(errno));
    l->local = true;
    buf_adds(&l->path, address->sun_path);
    return IR_OK;
}

static enum ir_status start_listening(const struct listener *l,
                                      struct ir_error *err)
{
    if (listen(l->fd, BACKLOG))
        return ir_fail(err, IR_IO, "%s: %s", l->where.data, strerror(errno));
    return IR_OK;
}

/* -1 if it cannot be opened. */
static int open_folder(struct ir_text path)
{
    struct buf folder = BUF_INIT;
    int fd;

    while (path.size && path.data[path.size - 1] != '/')
        path.size--;
    buf_addt(&folder, path.size ? path : TEXT("."));
    fd = open(folder.data, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    buf_free(&folder);
    return fd;
}

/* May another user put a socket of his own in its place?  Not where it is
 * sticky, such as /tmp; and the user's own group is not counted. */
static bool is_open_to_others(const struct stat *folder)
{
    const bool group = folder->st_mode & S_IWGRP && folder->st_gid != getegid();

    if (folder->st_uid != geteuid() && folder->st_uid != 0)
        return true;
    return !(folder->st_mode & S_ISVTX) && (group || folder->st_mode & S_IWOTH);
}

static enum ir_status check_folder(int folder, const char *path,
                                   struct ir_error *err)
{
    struct stat st;

    /* If it cannot be read, neither can the socket be made, or is not seen. */
    if (folder < 0 || fstat(folder, &st) || !is_open_to_others(&st))
        return IR_OK;
    return ir_fail(err, IR_INVALID,
                   "unix:%s: other users may write to its folder, and replace "
                   "the socket; chmod go-w it, or choose a folder of your own",
                   path);
}

/* Lock the folder of the socket, so that no other server takes it for stale
 * before it listens; without the lock if somebody has it for long. */
static void lock_folder(int folder)
{
    const struct timespec pause = {0, LOCK_PAUSE};

    for (int i = 0;
         folder >= 0 && i < LOCK_TRIES && flock(folder, LOCK_EX | LOCK_NB); i++)
        nanosleep(&pause, NULL);
}

static enum ir_status open_path(struct listener *l, const char *path,
                                struct ir_error *err)
{
    struct sockaddr_un address;
    struct buf whole = BUF_INIT;
    enum ir_status status = socket_path(path, &address, &whole, err);
    int folder = status == IR_OK ? open_folder(buf_text(&whole)) : -1;

    buf_addf(&l->where, "unix:%s", whole.data);
    if (status == IR_OK)
        status = check_folder(folder, whole.data, err);
    if (status == IR_OK) {
        lock_folder(folder);
        status = remove_stale(&address, err);
    }
    if (status == IR_OK)
        status = bind_path(l, &address, err);
    if (status == IR_OK)
        status = start_listening(l, err);
    if (folder >= 0)
        close(folder);
    buf_free(&whole);
    return status;
}

static bool is_loopback(const struct sockaddr *a)
{
    if (a->sa_family == AF_INET)
        return ntohl(((const struct sockaddr_in *)(const void *)a)
                         ->sin_addr.s_addr) >>
                   24 ==
               127;
    return a->sa_family == AF_INET6 &&
           IN6_IS_ADDR_LOOPBACK(
               &((const struct sockaddr_in6 *)(const void *)a)->sin6_addr);
}

static enum ir_status bind_address(struct listener *l, const char *address,
                                   const struct addrinfo *info, bool public,
                                   struct ir_error *err)
{
    int on = 1;

    if (!public && !is_loopback(info->ai_addr))
        return ir_fail(err, IR_INVALID,
                       "%.100s is not an address of the loopback interface; "
                       "--listen-public permits it",
                       address);
    l->fd =
        socket(info->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (l->fd < 0 ||
        setsockopt(l->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) ||
        bind(l->fd, info->ai_addr, info->ai_addrlen))
        return ir_fail(err, errno == EADDRINUSE ? IR_LOCKED : IR_IO,
                       "%.100s: %s", address, strerror(errno));
    return IR_OK;
}

/* Split "HOST:PORT" or "[HOST]:PORT". */
static bool split_address(const char *address, struct buf *host,
                          const char **port)
{
    const char *colon = strrchr(address, ':');

    if (!colon || colon == address || !ascii_digit(colon[1]) ||
        strspn(colon + 1, "0123456789") != strlen(colon + 1) ||
        strlen(colon) > 6 || strtoul(colon + 1, NULL, 10) > 65535)
        return false;
    *port = colon + 1;
    if (*address == '[' && colon[-1] == ']')
        buf_add(host, address + 1, (size_t)(colon - address) - 2);
    else if (!memchr(address, ':', (size_t)(colon - address)))
        buf_add(host, address, (size_t)(colon - address));
    return host->size > 0;
}

/* The name with the port that the system chose, if it was 0. */
static void describe_address(struct listener *l, const char *host)
{
    struct sockaddr_storage own;
    socklen_t size = sizeof(own);
    unsigned port = 0;

    if (!getsockname(l->fd, (struct sockaddr *)&own, &size))
        port = own.ss_family == AF_INET6
                   ? ntohs(((struct sockaddr_in6 *)&own)->sin6_port)
                   : ntohs(((struct sockaddr_in *)&own)->sin_port);
    buf_addf(&l->where, strchr(host, ':') ? "http://[%s]:%u" : "http://%s:%u",
             host, port);
}

static enum ir_status open_address(struct listener *l, const char *address,
                                   bool public, struct ir_error *err)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM,
                             .ai_flags = AI_PASSIVE | AI_NUMERICSERV};
    struct addrinfo *info = NULL;
    struct buf host = BUF_INIT;
    const char *port = NULL;
    int failed;
    enum ir_status status = IR_OK;

    if (!split_address(address, &host, &port))
        status = ir_fail(err, IR_INVALID,
                         "\"%.100s\" is not an address: unix:PATH, HOST:PORT "
                         "or systemd",
                         address);
    if (status == IR_OK) {
        failed = getaddrinfo(host.data, port, &hints, &info);
        if (failed)
            status = ir_fail(err, IR_INVALID, "%.100s: %s", address,
                             gai_strerror(failed));
    }
    if (status == IR_OK)
        status = bind_address(l, address, info, public, err);
    if (status == IR_OK)
        describe_address(l, host.data);
    if (info)
        freeaddrinfo(info);
    buf_free(&host);
    return status;
}

/* sd_listen_fds(3) without its library. */
static enum ir_status take_systemd(struct listener *l, struct ir_error *err)
{
    const char *pid = getenv("LISTEN_PID");
    const char *count = getenv("LISTEN_FDS");
    struct stat st;

    if (!pid || !count || strtol(pid, NULL, 10) != (long)getpid())
        return ir_fail(err, IR_INVALID,
                       "systemd has handed over no socket: LISTEN_FDS is not "
                       "for this process");
    if (strcmp(count, "1"))
        return ir_fail(err, IR_INVALID,
                       "systemd has handed over %.20s sockets instead of one",
                       count);
    if (fstat(SYSTEMD_FIRST, &st) || !S_ISSOCK(st.st_mode))
        return ir_fail(err, IR_INVALID,
                       "what systemd has handed over is not a socket");
    l->fd = SYSTEMD_FIRST;
    if (fcntl(l->fd, F_SETFD, FD_CLOEXEC) || fcntl(l->fd, F_SETFL, O_NONBLOCK))
        return ir_fail(err, IR_IO, "systemd's socket: %s", strerror(errno));
    unsetenv("LISTEN_PID");
    unsetenv("LISTEN_FDS");
    unsetenv("LISTEN_FDNAMES");
    buf_adds(&l->where, "systemd's socket");
    return IR_OK;
}

enum ir_status listener_open(struct listener *l, const char *address,
                             bool public, struct ir_error *err)
{
    enum ir_status status;

    *l = (struct listener){.fd = -1, .path = BUF_INIT, .where = BUF_INIT};
    if (!strncmp(address, "unix:", 5))
        return open_path(l, address + 5, err);
    if (!strcmp(address, "systemd"))
        status = take_systemd(l, err);
    else
        status = open_address(l, address, public, err);
    return status == IR_OK ? start_listening(l, err) : status;
}

void listener_close(struct listener *l)
{
    if (l->fd >= 0)
        close(l->fd);
    l->fd = -1;
    if (l->path.size)
        unlink(l->path.data);
    buf_free(&l->path);
    buf_free(&l->where);
}
