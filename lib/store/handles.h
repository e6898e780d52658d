// handles.h - what is behind the C handles, shared by the C++ files.
#ifndef STORE_HANDLES_H
#define STORE_HANDLES_H

#include "store/guard.h"

// In C a struct and a function may have one name; C++ calls that a shadow.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include "store/store.h"
#pragma GCC diagnostic pop

#include <string>
#include <vector>
#include <xapian.h>

inline std::string string_of(ir_text text)
{
    return std::string(text.size ? text.data : "", text.size);
}

struct shard {
    std::string dir;
    int fd = -1; // of the directory, to notice that it was replaced
    Xapian::Database db;
};

// The numbers of one document, or their sums: text in a value slot of the
// document and in the metadata of the index.
#define TALLY_SLOT DOC_SLOTS
#define TALLY_KEY "tallies"

struct tally {
    uint64_t n[DOC_TALLIES] = {};

    static tally of(const doc *d);
    static tally parse(const std::string &text);
    std::string text() const;
    bool zero() const;
    tally &operator+=(const tally &other);
    tally &operator-=(const tally &other);
};

struct store {
    std::vector<shard> shards;
    Xapian::Database all; // the same databases, as one
    std::string name;     // for messages
    // Of the writer that it reads through, if any: its sums with what is
    // pending, and why it is finished.
    store_writer *writer = nullptr;
    const tally *sums = nullptr;
    ir_error *fatal = nullptr;

    ~store();
};

struct store_query {
    Xapian::Query query;
};

// Document data as it is kept (see prepare.cc), and the part that was given.
// Throws DatabaseCorruptError.
std::string record_pack(ir_text data);
ir_text record_unpack(const std::string &record);
// Terms that the store itself put in begin so.
#define NOISE_PREFIX "\xff\xff"

// The first term of a document that begins with prefix; "" if none does.
std::string first_term(const Xapian::Database &db, Xapian::docid document,
                       const std::string &prefix);

// When a read through a writer fails, what is pending may be half written:
// the writer is finished.
template <class Work>
ir_status read_guard(store *s, ir_error *err, Work &&work) noexcept
{
    ir_error own;
    ir_status status =
        guard(access::reading, s->name.c_str(), err ? err : &own, work);

    if (s->fatal && s->fatal->status == IR_OK && status != IR_OK &&
        status != IR_NOT_FOUND && status != IR_END)
        *s->fatal = err ? *err : own;
    return status;
}

#endif
