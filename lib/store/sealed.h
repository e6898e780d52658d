/*
 * sealed.h - the seals of the indexes that are open, and their judgement.
 *
 * Those who read one revision share its seal, and what they have verified of
 * it; a writer has its own, in which it notes what it writes.
 */
#ifndef STORE_SEALED_H
#define STORE_SEALED_H

#include "store/seal.h"

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SEALED_ADVICE "run irindex --check"

/* For all that is opened and read from now on. */
void sealed_mode(enum ir_blocks mode);
enum ir_blocks sealed_mode_now(void);

struct sealed;
struct sealed_table; /* of it: by these its open files are known */

/* What a block is found to be; the first that a thread finds wrong is kept
 * until sealed_damage() takes it. */
struct sealed_block {
    unsigned table;
    size_t block;
    char path[160]; /* of its index, or how that begins */
};

/*
 * The seal of the directory that is open as dir, whose version file is judged
 * by it: IR_CORRUPT if it is not the one that was sealed, or older.  *out is
 * NULL if there is no seal that could be used, or none is (IR_BLOCKS_OFF).
 */
enum ir_status sealed_open(int dir, const char *path, struct sealed **out,
                           struct ir_error *err) IR_MUST_CHECK;
/* The same for a writer, which has the index's lock. */
enum ir_status sealed_open_own(int dir, const char *path, struct sealed **out,
                               struct ir_error *err) IR_MUST_CHECK;
void sealed_unref(struct sealed *s); /* NULL is fine */
/* The same by its tables. */
void sealed_hold(struct sealed_table *t);
void sealed_drop(struct sealed_table *t);

const struct seal *sealed_seal(const struct sealed *s);
/* Its table whose file has this name (postlist.glass), or NULL. */
struct sealed_table *sealed_named(struct sealed *s, const char *file);
/* Is what was read of a table there as it was sealed?  What is not known is. */
bool sealed_judge(struct sealed_table *t, const void *bytes, size_t size,
                  off_t at);
/* Only a writer's: so many of these bytes were written. */
void sealed_wrote(struct sealed_table *t, const void *bytes, size_t size,
                  off_t at, ssize_t written);

/* The revision that it was opened for.  The seal may be of the one before it: so
 * it is behind, and newer blocks are not known. */
uint64_t sealed_for(const struct sealed *s);
bool sealed_is_behind(const struct sealed *s);
/* Is it still the seal of the directory, and as it was? */
bool sealed_is_current(const struct sealed *s, int dir);

/* Before a writer changes blocks, and after its commit.  noted: all that it
 * wrote was given to sealed_wrote().  IR_IO. */
enum ir_status sealed_begin(struct sealed *s, int dir, bool noted, bool sync,
                            struct ir_error *err) IR_MUST_CHECK;
enum ir_status sealed_commit(struct sealed *s, int dir, bool noted, bool sync,
                             struct ir_error *err) IR_MUST_CHECK;

/* The wrong block that this thread has met first since it last asked. */
bool sealed_damage(struct sealed_block *out);

#ifdef __cplusplus
}
#endif

#endif
