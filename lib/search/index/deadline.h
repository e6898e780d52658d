/*
 * deadline.h - when a search looks at nothing more: after a moment that its
 * caller gave, or as soon as another thread cancels it.
 *
 * Whoever walks over articles or terms asks before each of them, and leaves
 * with what there is.  A call into the store is never interrupted.
 */
#ifndef SEARCH_INDEX_DEADLINE_H
#define SEARCH_INDEX_DEADLINE_H

#include "base/base.h"

#include <stdatomic.h>

#define DEADLINE_TERMS 256 /* of the index between two looks at the clock */

struct deadline {
    double at;            /* of clock_seconds(); 0: never */
    bool passed;          /* somebody asked too late */
    atomic_uint *cancels; /* goes up when all there is then is cancelled */
    unsigned before;      /* what it was at first */
};

/* So many seconds from now; 0: never. */
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

/* Once it has passed it stays so; d may be NULL: never. */
static inline bool deadline_passed(struct deadline *d)
{
    if (d && !d->passed)
        d->passed =
            deadline_cancelled(d) || (d->at > 0 && clock_seconds() >= d->at);
    return d && d->passed;
}

#endif
