/* Runs a command on a file, with limits on its time and output. */
#include "indexer/input/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#define POLL_MS 50 /* how soon a timeout or stop is seen */
#define CHUNK ((size_t)1 << 16)

extern char **environ;

/* A command that is running. */
struct child {
    pid_t pid;
    int pipe; /* its standard output */
    double started;
    const struct filter_limits *limits;
};

/* Split into words in place.  Returns their number, 0 if too many. */
static size_t split(char *command, char *words[FILTER_WORDS_MAX + 1])
{
    char *rest = NULL, *word = strtok_r(command, " \t", &rest);
    size_t count = 0;

    for (; word && count < FILTER_WORDS_MAX;
         word = strtok_r(NULL, " \t", &rest))
        words[count++] = word;
    words[count] = NULL;
    return word ? 0 : count;
}

enum ir_status filter_check(const struct text_list *filters,
                            struct ir_error *err)
{
    char *words[FILTER_WORDS_MAX + 1];

    for (size_t i = 0; i < filters->count; i++) {
        const char *filter = filters->items[i], *equals = strchr(filter, '=');
        char *copy = xstrdup(equals ? equals + 1 : "");
        size_t count = split(copy, words);

        free(copy);
        if (!count || equals == filter)
            return ir_fail(err, IR_INVALID,
                           "--filter %s: not TYPE=COMMAND, with 1 to %d words "
                           "in the command",
                           filter, FILTER_WORDS_MAX);
    }
    return IR_OK;
}

const char *filter_find(const struct text_list *filters, const char *name)
{
    const size_t size = strlen(name);

    for (size_t i = filters ? filters->count : 0; i-- > 0;) {
        const char *type = filters->items[i] + (*filters->items[i] == '.');
        size_t end = strcspn(type, "=");

        if (size > end && name[size - end - 1] == '.' &&
            !strncasecmp(name + size - end, type, end))
            return type + end + 1;
    }
    return NULL;
}

bool file_types_take(const struct file_types *t, const char *name)
{
    return !t->known || t->known(name) || filter_find(t->filters, name);
}

/* Keep a file name from being read as an option. */
static char *argument(const char *name)
{
    struct buf path = BUF_INIT;

    if (*name == '-')
        buf_adds(&path, "./");
    buf_adds(&path, name);
    return buf_take(&path, NULL);
}

static int spawn(char *const words[], int in, int out, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t all;
    int error;

    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null",
                                     O_WRONLY, 0);
    posix_spawnattr_setsigdefault(&attributes, &all);
    posix_spawnattr_setpgroup(&attributes,
                              0); /* so that its children can be killed */
    posix_spawnattr_setflags(&attributes,
                             POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF);
    error = posix_spawnp(pid, words[0], &actions, &attributes, words, environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

/* IR_IO: asked to stop.  IR_INVALID: the command ran for too long. */
static enum ir_status check_time(const struct child *c, struct problem *p)
{
    const struct filter_limits *l = c->limits;

    if (l->stop && atomic_load(l->stop))
        return problem_set(p, IR_IO, "stopped", "interrupted");
    if (l->seconds > 0 && clock_seconds() - c->started > l->seconds)
        return problem_set(p, IR_INVALID, "filter",
                           "the filter took over %g seconds: limit "
                           "--filter-timeout",
                           l->seconds);
    return IR_OK;
}

/* Has the command itself ended?  Its children may still run. */
static bool has_ended(const struct child *c)
{
    siginfo_t info = {.si_pid = 0};

    return waitid(P_PID, (id_t)c->pid, &info, WEXITED | WNOHANG | WNOWAIT) ==
               0 &&
           info.si_pid == c->pid;
}

/* Read its output until it ends, up to max bytes. */
static enum ir_status collect(const struct child *c, int out, struct problem *p)
{
    const size_t max = c->limits->max;
    struct pollfd ready = {c->pipe, POLLIN, 0};
    char bytes[CHUNK], limit[32];
    enum ir_status status;
    size_t total = 0;
    ssize_t got = 1;

    while (got > 0) {
        bool ended = has_ended(c);
        int readable;

        status = check_time(c, p);
        if (status != IR_OK)
            return status;
        readable = poll(&ready, 1, ended ? 0 : POLL_MS);
        if (!readable && ended)
            return IR_OK;
        if (readable <= 0)
            continue;
        got = read(c->pipe, bytes, sizeof(bytes));
        if (got > 0 && write(out, bytes, (size_t)got) != got)
            got = -1;
        total += got > 0 ? (size_t)got : 0;
        if (total > max)
            return problem_set(p, IR_LIMIT, "too_large",
                               "the filter wrote more than --max-size %s",
                               size_words(limit, max));
    }
    if (got < 0)
        return problem_set(p, IR_IO, "filter", "%s", strerror(errno));
    return IR_OK;
}

/* Wait for it, or kill it after an error, and look at its exit status. */
static enum ir_status finish(const struct child *c, enum ir_status status,
                             struct problem *p)
{
    int how = 0;

    while (status == IR_OK && waitpid(c->pid, &how, WNOHANG) == 0) {
        status = check_time(c, p);
        if (status == IR_OK)
            poll(NULL, 0, 1);
    }
    kill(-c->pid, SIGKILL); /* with its children */
    if (status != IR_OK) {
        waitpid(c->pid, &how, 0);
        return status;
    }
    if (WIFEXITED(how) && WEXITSTATUS(how) == 0)
        return IR_OK;
    return problem_set(p, IR_INVALID, "filter", "the filter %s %d",
                       WIFEXITED(how) ? "exited with" : "was killed by signal",
                       WIFEXITED(how) ? WEXITSTATUS(how) : WTERMSIG(how));
}

/* fds: both ends of the pipe, then the file for the output. */
static enum ir_status run(char *const words[], int in, const int fds[3],
                          const struct filter_limits *limits, struct problem *p)
{
    struct child c = {0, fds[0], clock_seconds(), limits};
    int error = spawn(words, in, fds[1], &c.pid);

    close(fds[1]);
    if (error)
        return problem_set(p, IR_IO, "filter", "cannot run %s: %s", words[0],
                           strerror(error));
    return finish(&c, collect(&c, fds[2], p), p);
}

enum ir_status filter_run(const char *command, const char *name, int fd,
                          const struct filter_limits *limits, int *out,
                          struct problem *p)
{
    char *copy = xstrdup(command), *path = argument(name);
    char *words[FILTER_WORDS_MAX + 1];
    size_t count = split(copy, words);
    enum ir_status status;
    int fds[3];

    p->line = 0;
    for (size_t i = 1; i < count; i++)
        if (!strcmp(words[i], "%f"))
            words[i] = path;
    fds[2] = memfd_create("filtered", MFD_CLOEXEC);
    if (fds[2] < 0 || pipe2(fds, O_CLOEXEC) < 0)
        status = problem_set(p, IR_IO, "filter", "%s", strerror(errno));
    else {
        status = run(words, fd, fds, limits, p);
        close(fds[0]);
    }
    if (status == IR_OK && lseek(fds[2], 0, SEEK_SET) == 0)
        *out = fds[2];
    else if (fds[2] >= 0)
        close(fds[2]);
    free(copy);
    free(path);
    return status;
}
