/*
 * glass_join.h - an index that is changed by joins, and one that Xapian changes
 * in the same way, for tests that compare them.
 */
#ifndef TESTS_GLASS_JOIN_H
#define TESTS_GLASS_JOIN_H

#include "glass/glass.h"
#include "tests/glass_docs.h"
#include "tests/scratch.h"

extern char oracle_dir[96];  /* what Xapian wrote */
extern char segment_dir[96]; /* of the last join */
extern char joined_dir[96];  /* while it is not yet index_dir */

struct twins {
    const struct shape *shape;
    struct doc **docs; /* as they are now; NULL: deleted */
    size_t count;
};

/* Two new indexes of the shape's documents.  The first is written as a whole,
 * or, with aged, in many commits that replace and delete. */
void twins_make(struct twins *t, const struct shape *s, bool aged);
void twins_free(struct twins *t);
/* Change both through Xapian, in several commits. */
void twins_update(struct twins *t, size_t changes);
/* Change one by a join that deletes and replaces up to so many documents and
 * adds more; the other through Xapian in the same way. */
void twins_join(struct twins *t, size_t deleted, size_t added);

/* Write documents to segment_dir, numbered after this. */
void write_segment(struct doc *const *docs, size_t count, uint32_t after);
void move_dir(const char *from, const char *to); /* which is removed */

#endif
