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
struct deadline deadline_in(double seconds);
/* Once it has passed it stays so; d may be NULL: never. */
bool deadline_passed(struct deadline *d);

#endif
