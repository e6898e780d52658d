/*
 * deadline.h - the moment after which a search looks at nothing more.
 *
 * Whoever walks over articles or terms asks before each of them, and leaves
 * with what there is.  A call into the store is never interrupted.
 */
#ifndef SEARCH_INDEX_DEADLINE_H
#define SEARCH_INDEX_DEADLINE_H

#include "base/base.h"

#define DEADLINE_TERMS 256 /* of the index between two looks at the clock */

struct deadline {
    double at;   /* of clock_seconds(); 0: never */
    bool passed; /* somebody asked too late */
};

/* So many seconds from now; 0: never. */
static inline struct deadline deadline_in(double seconds)
{
    return (struct deadline){seconds > 0 ? clock_seconds() + seconds : 0,
                             false};
}

/* Once it has passed it stays so; d may be NULL: never. */
static inline bool deadline_passed(struct deadline *d)
{
    if (d && d->at > 0 && !d->passed)
        d->passed = clock_seconds() >= d->at;
    return d && d->passed;
}

#endif
