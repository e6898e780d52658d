/* Looks at an index in a process of its own. */
#include "store/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

/* The address sanitizer wants all of memory; gcc and clang tell of it each in
 * its own way. */
#ifdef __SANITIZE_ADDRESS__
#    define ALL_MEMORY 1
#elif defined(__has_feature)
#    if __has_feature(address_sanitizer)
#        define ALL_MEMORY 1
#    endif
#endif

struct task {
    const char *dir;
    unsigned seconds;
    uint64_t memory;
    enum ir_status (*work)(void *of, struct ir_error *err);
    void *of;
};

static void limit(int what, uint64_t most)
{
    struct rlimit now;

    if (getrlimit(what, &now))
        return;
    if (now.rlim_max > most) /* or there is no limit */
        now.rlim_cur = most;
    setrlimit(what, &now);
}

_Noreturn static void be_child(const struct task *t, int out)
{
    static const int crashes[] = {SIGXCPU, SIGSEGV, SIGBUS, SIGFPE, SIGABRT};
    struct ir_error err = {IR_OK, ""};
    ssize_t written;

    for (size_t i = 0; i < COUNT(crashes); i++)
        signal(crashes[i], SIG_DFL);
#ifndef ALL_MEMORY
    limit(RLIMIT_AS, t->memory);
#endif
    limit(RLIMIT_CORE, 0);
    /* Not the time that passes: on a busy machine that says nothing of the
     * index. */
    limit(RLIMIT_CPU, t->seconds);
    err.status = t->work(t->of, &err);
    written = write(out, &err, sizeof(err));
    _exit(written != sizeof(err));
}

static bool read_answer(int from, struct ir_error *out)
{
    size_t have = 0;
    ssize_t got;

    do {
        got = read(from, (char *)out + have, sizeof(*out) - have);
        have += got > 0 ? (size_t)got : 0;
    } while ((got > 0 && have < sizeof(*out)) || (got < 0 && errno == EINTR));
    out->message[sizeof(out->message) - 1] = '\0';
    return have == sizeof(*out);
}

static enum ir_status judge(const struct task *t, pid_t child,
                            const struct ir_error *answer, struct ir_error *err)
{
    int how = 0;

    while (waitpid(child, &how, 0) < 0)
        if (errno != EINTR)
            return ir_fail(err, IR_IO, "%s: %s", t->dir, strerror(errno));
    if (WIFSIGNALED(how) && WTERMSIG(how) == SIGXCPU)
        return ir_fail(err, IR_CORRUPT,
                       "index %s: its check did not end in %u seconds of "
                       "processor time",
                       t->dir, t->seconds);
    if (WIFSIGNALED(how))
        return ir_fail(err, IR_CORRUPT, "index %s: its check crashed (%s)",
                       t->dir, strsignal(WTERMSIG(how)));
    if (!answer)
        return ir_fail(err, IR_CORRUPT, "index %s: its check failed (exit %d)",
                       t->dir, WEXITSTATUS(how));
    return answer->status == IR_OK
               ? IR_OK
               : ir_fail(err, answer->status, "%s", answer->message);
}

enum ir_status child_run(const char *dir, uint64_t size,
                         enum ir_status (*work)(void *of, struct ir_error *err),
                         void *of, struct ir_error *err)
{
    const struct task t = {dir, (unsigned)(CHILD_SECONDS + size / CHILD_SPEED),
                           CHILD_MEMORY + 2 * size, work, of};
    struct ir_error answer;
    int ends[2];
    pid_t child;
    bool said;

    if (pipe2(ends, O_CLOEXEC))
        return ir_fail(err, IR_IO, "pipe: %s", strerror(errno));
    child = fork();
    if (!child)
        be_child(&t, ends[1]);
    close(ends[1]);
    said = child > 0 && read_answer(ends[0], &answer);
    close(ends[0]);
    if (child < 0)
        return ir_fail(err, IR_IO, "fork: %s", strerror(errno));
    return judge(&t, child, said ? &answer : NULL, err);
}
