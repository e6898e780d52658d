/*
 * same_id.h - ids of articles in one input that share the id they were given.
 */
#ifndef INDEXER_FORMATS_TEXT_SAME_ID_H
#define INDEXER_FORMATS_TEXT_SAME_ID_H

#include "base/seen.h"
#include "indexer/document/parsed.h"

/*
 * Change the id of an article if another one, among those seen so far, has it:
 * to its address, or to the id and a hash of what it is.  The same article once
 * more keeps its id.
 */
void same_id(struct seen *seen, const struct parsed *article, struct buf *id);

#endif
