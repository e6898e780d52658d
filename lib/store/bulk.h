// bulk.h - writes many documents in one go with lib/glass, in a directory
// beside the index: a new index, or a segment that is joined with the documents
// of an existing one.  At the commit the result and the index are exchanged.
#ifndef STORE_BULK_H
#define STORE_BULK_H

#include "store/handles.h"

struct store_writer;
struct bulk;

// Can a new index that Xapian has just made, and that never had a document, be
// replaced by one of lib/glass?
bool bulk_fits(const store_writer *w);
// Can the writer's index be joined with a segment of lib/glass?
bool bulk_can_join(const store_writer *w);

// Begin with the writer's pending metadata.  memory is the bytes to collect
// postings in.  *out is set on IR_OK only; free it with bulk_free().
ir_status bulk_begin(store_writer *w, size_t memory, bulk **out, ir_error *err);
void bulk_free(bulk *b); // discards what was not placed; b may be null

// What has become of a unique term since bulk_begin().
enum class fate {
    same,    // what the index has of it still holds
    written, // there is a new document with it
    deleted,
};
fate bulk_fate(const bulk *b, ir_text id);

// Make d ready for bulk_put(), in any thread.
ir_status bulk_prepare(doc *d);
// Add d, which is not freed, and its tallies to the sums.  before is the
// document of the index with its unique term; 0: none, or not any more.
ir_status bulk_put(bulk *b, doc *d, uint32_t before, tally *sums,
                   ir_error *err);
// Delete what was written with this unique term, and the index's document
// `before', unless it is 0.
void bulk_delete(bulk *b, ir_text id, uint32_t before);
void bulk_meta(bulk *b, ir_text key, ir_text value);
size_t bulk_pending(const bulk *b);

// Write everything and exchange the new directory with the writer's, whose lock
// the caller holds and whose transaction has no changes.  Afterwards the path
// names the new directory, which is not locked.  Subtracts the tallies of
// documents that were written and then replaced or deleted from the sums.  On
// failure the index is as it was.
ir_status bulk_place(bulk *b, tally *sums, ir_error *err);

#endif
