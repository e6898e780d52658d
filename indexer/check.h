/*
 * check.h - is it an index of irindex?
 */
#ifndef INDEXER_CHECK_H
#define INDEXER_CHECK_H

#include "store/store.h"

/* Is it an index of irindex, in any format that this version reads, or an empty
 * one that may become one?  IR_INCOMPATIBLE if not. */
enum ir_status check_ours(struct store *store, const char *dir,
                          struct ir_error *err) IR_MUST_CHECK;

#endif
