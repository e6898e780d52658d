/*
 * wreck.h - what can still be read of a damaged index, block by block.
 *
 * Nothing of it is changed.  What its seal, if it has one, says of a block is
 * believed; of the data of documents the caller knows whether it is right.
 */
#ifndef STORE_WRECK_H
#define STORE_WRECK_H

#include "base/base.h"

struct wreck;

/*
 * mark: of terms, of which each document has one that depends on its data, so
 * that data of an earlier revision can be told.  IR_NOT_FOUND: there is nothing
 * of an index; IR_INVALID: a file of it is a link, a FIFO or a device.  IR_IO.
 */
enum ir_status wreck_open(const char *dir, const char *mark, struct wreck **out,
                          struct ir_error *err) IR_MUST_CHECK;
void wreck_close(struct wreck *w); /* w may be NULL */

/* The metadata whose key is this prefix and name; NULL if there is none. */
#define WRECK_META "irsearch."
const char *wreck_meta(const struct wreck *w, const char *key);

/* What may be the data of the next document, valid until the next call; false
 * if there is none. */
bool wreck_next(struct wreck *w, struct ir_text *data);
/* It is, if this is its mark: false if that is another's. */
bool wreck_found(struct wreck *w, struct ir_text mark);

/* A document that is in the index, but was not found. */
struct wreck_lost {
    struct ir_text id;     /* its unique term */
    struct ir_text origin; /* its first term that begins with P; may be empty */
};
/* After the last document: the next of those that other tables know, valid until
 * the next call; false if there is none. */
bool wreck_next_lost(struct wreck *w, struct wreck_lost *out);

/* How many documents the index had; false if that cannot be known. */
bool wreck_count(const struct wreck *w, uint64_t *out);

#endif
