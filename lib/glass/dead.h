/*
 * dead.h - the lists that lose documents, as the term lists of these say.
 */
#ifndef GLASS_DEAD_H
#define GLASS_DEAD_H

#include "glass/inflater.h"
#include "glass/merge.h"

#define DEAD_SLOTS (DOC_SLOTS + 1) /* as many as are ever written */

struct dead {
    uint64_t documents, length; /* of all of them together */
    uint64_t values[DEAD_SLOTS];
    struct inverter *inverter;
    struct runs runs; /* what does not fit the memory, in a file in dir */
    size_t memory;
    const char *dir;
    struct inflater inflater;
};

/* memory: bytes of lists before they go to the file.  dir must outlive it. */
void dead_init(struct dead *d, const char *dir, size_t memory);
void dead_free(struct dead *d);

/*
 * Add a document, which comes after those before, by its term list, the tag as
 * it is stored.  IR_CORRUPT, without a message, if that is damaged; IR_IO.
 */
enum ir_status dead_add(struct dead *d, uint32_t document, struct ir_text tag,
                        bool deflated, struct ir_error *err) IR_MUST_CHECK;
/* Its values, by the list of its slots: IR_CORRUPT as above. */
enum ir_status dead_add_slots(struct dead *d, uint32_t document,
                              struct ir_text tag, bool deflated) IR_MUST_CHECK;
/* After the last one: to read the lists with merge_new(). */
void dead_sort(struct dead *d);

#endif
