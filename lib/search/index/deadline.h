/*
 * deadline.h - the time limit of a search, and its cancellation by another
 * thread.
 *
 * Loops over articles or terms check it on every iteration and stop with
 * partial results.  So does a search in the store that takes long: it gets
 * deadline_is_over().
 */
#ifndef SEARCH_INDEX_DEADLINE_H
#define SEARCH_INDEX_DEADLINE_H

#include "base/base.h"

#include <stdatomic.h>

#define DEADLINE_TERMS 256 /* terms of the index between two checks */

struct deadline {
    double at;            /* as clock_seconds(); 0: no time limit */
    bool passed;          /* a check found it over */
    atomic_uint *cancels; /* incremented to cancel all searches then running */
    unsigned before;      /* its value when this search began */
};

/* A deadline so many seconds from now; 0: no time limit. */
static inline struct deadline deadline_in(double seconds, atomic_uint *cancels)
{
    return (struct deadline){.at = seconds > 0 ? clock_seconds() + seconds : 0,
                             .cancels = cancels,
                             .before = atomic_load(cancels)};
}

static inline bool deadline_cancelled(const struct deadline *d)
{
    return atomic_load_explicit(d->cancels, memory_order_relaxed) != d->before;
}

/* Is the time over, or the search cancelled?  Stays true once it is; false if
 * d is NULL. */
static inline bool deadline_passed(struct deadline *d)
{
    if (d && !d->passed)
        d->passed =
            deadline_cancelled(d) || (d->at > 0 && clock_seconds() >= d->at);
    return d && d->passed;
}

/* The same for a store, of a deadline or NULL. */
static inline bool deadline_is_over(void *deadline)
{
    return deadline_passed(deadline);
}

#endif
