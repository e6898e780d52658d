// writer.h - the writer handle and its uncommitted batch of changes.
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include "store/bulk.h"
#include "store/xapian_calls.h"

#include <atomic>
#include <map>
#include <unordered_map>

// The state of one unique term in the current batch.
struct change {
    Xapian::docid now; // its document; 0: deleted
    size_t bytes;      // size of the document added, 0 if none
    tally counts;      // tallies of its document
};

struct store_writer {
    std::string dir;
    int fd = -1;            // of the directory
    sealed *seal = nullptr; // null: there is none
    bool noted = false;     // all that is written is noted in it
    bool sync = true;
    bool alone = false;          // a commit starts no thread
    bool blank = false;          // a new index, nothing committed yet
    bool in_transaction = false; // to cancel, since close() would commit
    Xapian::WritableDatabase db;
    store reader;
    tally sums;                                    // including pending changes
    std::unordered_map<std::string, change> batch; // by unique term
    std::map<std::string, std::string> meta;
    size_t bytes = 0;
    size_t bulk_memory = 0; // 0: write everything through Xapian
    bool joins = false;     // the index can be joined with a segment
    uint64_t much = 0;      // bytes of text from which on that is worth it
    uint64_t text = 0;      // about so many are in the batch
    std::atomic<bool> in_one_go{false}; // a bulk has begun, or the next
                                        // document begins one
    bool gave_way = false;              // since the last commit: see give_way.h
    double lock_timeout = 0;
    unsigned revision_slot = 0; // 0: documents are not numbered
    void (*revision_value)(char *out, int64_t revision) = nullptr;
    std::string revision;         // such a value
    struct bulk *bulk = nullptr;  // what is written in one go until the commit
    ir_error fatal = {IR_OK, ""}; // why the handle has become unusable

    ~store_writer();
};

// Bytes of text for each position, about.
#define TEXT_OF_POSITION 6
// About so many bytes of text are in so many documents.
uint64_t writer_text(const store_writer *w, uint64_t count);

// Discard uncommitted changes and start a transaction.  Throws.
void writer_begin(store_writer *w);
// Before blocks are changed, and after a commit, if the index has a seal.
ir_status writer_unseal(store_writer *w, ir_error *err);
ir_status writer_seal(store_writer *w, ir_error *err);
// Lock and open the writer's directory again, after it was replaced.
ir_status writer_reopen(store_writer *w, ir_error *err);

#endif
