// Ends calls into Xapian that do not end, by a timer for each thread.
#include "store/endless.h"

#include <atomic>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <link.h>
#include <pthread.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>
#include <xapian.h>

// Seconds until it is tried again where Xapian cannot be interrupted.
#define AGAIN 0.001

static std::atomic<int> used;          // the signal; 0: none
static uintptr_t code_start, code_end; // of Xapian
static pthread_key_t key;              // deletes the timer of a thread

struct thread_timer {
    endless state;
    timer_t timer;
    bool made;
};
static thread_local thread_timer own;

// ---- where a thread is ----

static bool holds(const dl_phdr_info *object, const ElfW(Phdr) & part,
                  uintptr_t address)
{
    uintptr_t start = object->dlpi_addr + part.p_vaddr;

    return part.p_type == PT_LOAD && part.p_flags & PF_X && address >= start &&
           address < start + part.p_memsz;
}

static int look(dl_phdr_info *object, size_t, void *of)
{
    uintptr_t address = *static_cast<uintptr_t *>(of);

    for (unsigned i = 0; i < object->dlpi_phnum; i++)
        if (holds(object, object->dlpi_phdr[i], address)) {
            code_start = object->dlpi_addr + object->dlpi_phdr[i].p_vaddr;
            code_end = code_start + object->dlpi_phdr[i].p_memsz;
            return 1;
        }
    return 0;
}

static bool in_xapian(uintptr_t address)
{
    return address >= code_start && address < code_end;
}

// The address of the instruction that was interrupted; 0: not known here.
static uintptr_t place(const void *context)
{
#if defined(__x86_64__)
    const ucontext_t *at = static_cast<const ucontext_t *>(context);

    return static_cast<uintptr_t>(at->uc_mcontext.gregs[REG_RIP]);
#elif defined(__aarch64__)
    return static_cast<const ucontext_t *>(context)->uc_mcontext.pc;
#else
    return 0;
#endif
}

// ---- the timer ----

static void set(thread_timer *t, double seconds)
{
    itimerspec when = {};

    if (seconds < AGAIN)
        seconds = AGAIN;
    when.it_value.tv_sec = static_cast<time_t>(seconds);
    when.it_value.tv_nsec = static_cast<long>(
        (seconds - static_cast<double>(when.it_value.tv_sec)) * 1e9);
    t->state.set = timer_settime(t->timer, 0, &when, nullptr) ? 0 : seconds;
}

// The signal is not blocked meanwhile, as this may not return.
static void tick(int, siginfo_t *info, void *context)
{
    thread_timer *t = static_cast<thread_timer *>(info->si_value.sival_ptr);
    int before = errno;

    if (info->si_code != SI_TIMER || !t)
        return;
    endless *e = &t->state;
    double left = e->due - clock_seconds();

    e->set = 0;
    if (e->on && left > 0) {
        set(t, left);
    } else if (e->on && (!e->inside || e->call != e->seen)) {
        e->seen = e->call;
        set(t, e->after);
    } else if (e->on && !in_xapian(place(context))) {
        set(t, AGAIN);
    } else if (e->on) {
        e->inside = false;
        siglongjmp(e->back, 1);
    }
    errno = before;
}

static void unmake(void *timer)
{
    thread_timer *t = static_cast<thread_timer *>(timer);

    if (t->made)
        timer_delete(t->timer);
    t->made = false;
}

static bool make(thread_timer *t)
{
    sigevent event = {};

    if (t->made)
        return true;
    event.sigev_notify = SIGEV_THREAD_ID;
    event.sigev_signo = used;
    event.sigev_value.sival_ptr = t;
    event._sigev_un._tid = static_cast<pid_t>(syscall(SYS_gettid));
    t->made = !timer_create(CLOCK_THREAD_CPUTIME_ID, &event, &t->timer);
    if (t->made)
        pthread_setspecific(key, t);
    return t->made;
}

ir_status endless_use(int signal, ir_error *err)
{
    struct sigaction action = {};
    uintptr_t xapian =
        reinterpret_cast<uintptr_t>(&Xapian::sortable_unserialise);
    ucontext_t here;

    if (used)
        return IR_OK;
    if (getcontext(&here) || !place(&here) || !dl_iterate_phdr(look, &xapian) ||
        in_xapian(reinterpret_cast<uintptr_t>(&tick)))
        return ir_fail(err, IR_INVALID, "threads cannot be interrupted here");
    action.sa_sigaction = tick;
    action.sa_flags = SA_SIGINFO | SA_RESTART | SA_NODEFER;
    if (sigaction(signal, &action, nullptr) || pthread_key_create(&key, unmake))
        return ir_fail(err, IR_INVALID, "signal %d: %s", signal,
                       strerror(errno));
    used = signal;
    return IR_OK;
}

// A timer that is set already is left: it looks at due when it ticks.
void endless_start(double timeout)
{
    endless *e = &own.state;
    double first = timeout > 0 ? timeout : ENDLESS_AFTER;

    if (!used || !make(&own))
        return;
    e->after = timeout > 0 ? ENDLESS_AFTER_TIMEOUT : ENDLESS_AFTER;
    e->due = clock_seconds() + (timeout > 0 ? timeout : 0);
    e->seen = e->call;
    e->on = true;
    if (e->set <= 0 || e->set > first)
        set(&own, first);
}

void endless_stop()
{
    own.state.on = false;
}

endless *endless_mine() noexcept
{
    endless *e = &own.state;

    return e->on && !e->inside ? e : nullptr;
}

static double left_of(const losses *l, double now)
{
    const double left = l->count - (now - l->at) / IR_ENDLESS_PAUSE;

    return left > 0 ? left : 0;
}

void losses_add(losses *l, double now)
{
    *l = losses{left_of(l, now) + 1, now};
}

bool losses_bearable(const losses *l, double now)
{
    return left_of(l, now) <= IR_ENDLESS_MAX - 1;
}

ir_status endless_fail(const char *what, ir_error *err) noexcept
{
    return ir_fail(err, IR_ENDLESS,
                   "index %s: a search was stopped long after its time: if a "
                   "longer timeout does not help, run irindex --check",
                   what);
}
