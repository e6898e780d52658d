// writer.h - a batch of changes, kept until a commit covers it.
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include "store/handles.h"

#include <map>
#include <unordered_map>

// What becomes of one unique term: the last change to it counts.
struct change {
    std::string id;
    Xapian::docid before; // committed; 0 for none
    tally had;            // of the committed one
    Xapian::docid now;    // with what is pending; 0 for none
    doc *current;         // NULL for a deletion
    bool replaced;        // current took the place of another
    bool dropped;         // Xapian refuses it: there is no change
};

// A document that was found to be bad after its store_put().
struct refusal {
    doc *d;
    std::string why;
    bool replaced, stays; // as store.h says
};

struct store_writer {
    std::string dir;
    int fd = -1; // of the directory
    bool sync = true;
    bool blank = false;          // nothing is committed yet
    bool in_transaction = false; // close() would commit otherwise
    Xapian::WritableDatabase db;
    store reader;
    tally committed;
    std::vector<change> batch;
    std::unordered_map<std::string, size_t> by_id; // into batch
    std::map<std::string, std::string> meta;
    std::vector<refusal> refused; // since the last commit
    size_t bytes = 0;
    ir_error fatal = {IR_OK, ""}; // set once the handle is finished

    ~store_writer();
};

// The sums as they will be once these changes of the batch are committed.
tally sum_changes(const store_writer *w, size_t from, size_t to);
// Drop what is not committed and start a transaction.  Throws.
void writer_begin(store_writer *w);

#endif
