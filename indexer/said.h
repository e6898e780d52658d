/*
 * said.h - what was said already, so that it is not said round after round.
 *
 * Kept as a number of 64 bits for each line, of the round before and of this.
 */
#ifndef INDEXER_SAID_H
#define INDEXER_SAID_H

#include "base/base.h"

struct said_list {
    uint64_t *items;
    size_t count, room;
};

struct said {
    struct said_list before, now; /* private; before is sorted */
};

#define SAID_INIT      \
    {                  \
        {NULL, 0, 0},  \
        {              \
            NULL, 0, 0 \
        }              \
    }

void said_free(struct said *t);
/* Another round begins. */
void said_turn(struct said *t);
/* Was the same said in the last round?  In any case it counts as said in this. */
bool said_before(struct said *t, const char *name, uint64_t line,
                 const char *message);

#endif
