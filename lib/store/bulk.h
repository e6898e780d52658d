// bulk.h - builds a new index in one go with lib/glass, in a directory beside
// the empty index, and exchanges the two at the first commit.
#ifndef STORE_BULK_H
#define STORE_BULK_H

#include "store/handles.h"

struct store_writer;
struct bulk;

// True if the writer's index never had a document and the installed Xapian
// writes the format of lib/glass.
bool bulk_fits(const store_writer *w);
// Begin with the writer's metadata, committed and pending.  memory is the bytes
// to collect postings in.  *out is set on IR_OK only; free it with bulk_free().
ir_status bulk_begin(store_writer *w, size_t memory, bulk **out, ir_error *err);
void bulk_free(bulk *b); // discards what was not placed; b may be null

// As the functions of store.h that these are named after, but bulk_put() does
// not free d.  It adds the document's tallies to the sums.
bool bulk_has(const bulk *b, ir_text id);
ir_status bulk_put(bulk *b, doc *d, tally *sums, bool *replaced, ir_error *err);
ir_status bulk_delete(bulk *b, ir_text id, ir_error *err);
void bulk_meta(bulk *b, ir_text key, ir_text value);
size_t bulk_pending(const bulk *b);

// Write everything and exchange the new directory with the writer's, whose lock
// the caller holds.  Afterwards the path names the new directory, which is not
// locked.  Subtracts the tallies of replaced and deleted documents from the
// sums.  On failure the index is as it was.
ir_status bulk_place(bulk *b, tally *sums, ir_error *err);

#endif
