// bulk.h - a new index that is written as a whole by lib/glass, beside the
// empty one, and takes its place at the first commit.
#ifndef STORE_BULK_H
#define STORE_BULK_H

#include "store/handles.h"

struct store_writer;
struct bulk;

// Has the writer's index never had a document, and does the installed Xapian
// write the format of lib/glass?
bool bulk_fits(const store_writer *w);
// Begin, with the writer's metadata and its pending ones.
ir_status bulk_begin(store_writer *w, size_t memory, bulk **out, ir_error *err);
void bulk_free(bulk *b); // removes what was not placed; b may be null

// As the functions of the store do.
bool bulk_has(const bulk *b, ir_text id);
ir_status bulk_put(bulk *b, doc *d, tally *sums, bool *replaced, ir_error *err);
ir_status bulk_delete(bulk *b, ir_text id, ir_error *err);
void bulk_meta(bulk *b, ir_text key, ir_text value);
size_t bulk_pending(const bulk *b);

// Write everything and exchange it with the writer's directory, whose lock the
// caller has; afterwards that is another directory, without a lock.  Takes the
// tallies of replaced and deleted documents off the sums.
ir_status bulk_place(bulk *b, tally *sums, ir_error *err);

#endif
