/* The clock of a search. */
#include "search/index/deadline.h"

struct deadline deadline_in(double seconds)
{
    return (struct deadline){seconds > 0 ? clock_seconds() + seconds : 0,
                             false};
}

bool deadline_passed(struct deadline *d)
{
    if (d && d->at > 0 && !d->passed)
        d->passed = clock_seconds() >= d->at;
    return d && d->passed;
}
