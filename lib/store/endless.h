/*
 * endless.h - ends calls into Xapian that do not end.
 *
 * On damaged postings Xapian loops for ever, without any call that could be
 * made to fail.  A timer of the thread's processor time interrupts it, and what
 * Xapian was working with is left as it is and not used again.  It is only
 * interrupted in its own code, so never while it holds a lock of the C library.
 */
#ifndef STORE_ENDLESS_H
#define STORE_ENDLESS_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Seconds of processor time that a call may take: with a timeout, after it has
 * passed; it may be twice as many until that is noticed. */
#define ENDLESS_AFTER 30
#define ENDLESS_AFTER_TIMEOUT 1

/*
 * Use this signal for the timers, which the process must not use otherwise.
 * IR_INVALID if it cannot be caught, or where threads cannot be interrupted:
 * on this processor, or as Xapian is not a shared library.
 */
enum ir_status endless_use(int signal, struct ir_error *err) IR_MUST_CHECK;

/*
 * From now on, until endless_stop(), calls of this thread that read a store
 * fail with IR_ENDLESS if they take too long; timeout as in struct ir_request.
 * Does nothing before endless_use().
 */
void endless_start(double timeout);
void endless_stop(void);

/*
 * What was left as it is costs memory: of one index it is borne IR_ENDLESS_MAX
 * times at once, and once more every IR_ENDLESS_PAUSE seconds.
 */
struct losses {
    double count; /* that are not forgotten yet */
    double at;    /* when it was so, as clock_seconds() */
};
void losses_add(struct losses *l, double now);
/* May one more be risked? */
bool losses_bearable(const struct losses *l, double now);

#ifdef __cplusplus
}

#    include "store/guard.h"

#    include <csetjmp>

// The timer of a thread, and where it goes back to.
struct endless {
    sigjmp_buf back;
    volatile bool on;     // between start and stop
    volatile bool inside; // in a call
    volatile unsigned call;
    unsigned seen;         // the call that the timer met last
    volatile double due;   // as clock_seconds()
    volatile double after; // seconds of one call that are too many
    volatile double set;   // in so many seconds it will tick; 0: never
};

// Of this thread; null if nothing is to be interrupted here.
endless *endless_mine() noexcept;
ir_status endless_fail(const char *what, ir_error *err) noexcept;

// guard() for reads, interrupted if it takes too long.
template <class Work>
ir_status ended(const char *what, ir_error *err, Work &&work) noexcept
{
    endless *mine = endless_mine();
    ir_status status;

    if (!mine)
        return guard(access::reading, what, err, work);
    if (sigsetjmp(mine->back, 0))
        return endless_fail(what, err);
    mine->call = mine->call + 1;
    mine->inside = true;
    status = guard(access::reading, what, err, work);
    mine->inside = false;
    return status;
}
#endif

#endif
