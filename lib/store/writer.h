// writer.h - a batch of changes, until a commit covers it.
#ifndef STORE_WRITER_H
#define STORE_WRITER_H

#include "store/handles.h"

#include <map>
#include <unordered_map>

// What a batch has made of one unique term.
struct change {
    Xapian::docid now; // 0: there is none
    size_t bytes;      // of the document that was put
    tally counts;      // of the document that is there now
};

struct store_writer {
    std::string dir;
    int fd = -1; // of the directory
    bool sync = true;
    bool blank = false;          // nothing is committed yet
    bool in_transaction = false; // close() would commit otherwise
    Xapian::WritableDatabase db;
    store reader;
    tally sums; // as they will be after the commit
    std::unordered_map<std::string, change> batch; // by unique term
    std::map<std::string, std::string> meta;
    size_t bytes = 0;
    ir_error fatal = {IR_OK, ""}; // set once the handle is finished

    ~store_writer();
};

// Drop what is not committed and start a transaction.  Throws.
void writer_begin(store_writer *w);

#endif
