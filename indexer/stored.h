/*
 * stored.h - the articles of an index, as a reader would have found them.
 */
#ifndef INDEXER_STORED_H
#define INDEXER_STORED_H

#include "indexer/document/parsed.h"
#include "store/store.h"

struct stored;

/* All articles by the bytes of their ids; s must outlive it. */
enum ir_status stored_start(struct store *s, struct stored **out,
                            struct ir_error *err) IR_MUST_CHECK;
void stored_free(struct stored *s);
/*
 * The next article, which is cleared first: analysed again it is the same.
 * IR_END at the end; IR_CORRUPT is about one record, and the next call goes
 * on; anything else is the end.
 */
enum ir_status stored_next(struct stored *s, struct parsed *out,
                           struct ir_error *err);

#endif
