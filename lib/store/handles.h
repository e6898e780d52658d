// handles.h - the definitions of the C handles, shared by the C++ files.
#ifndef STORE_HANDLES_H
#define STORE_HANDLES_H

#include "store/endless.h"
#include "store/guard.h"
#include "store/latest.h"
#include "store/sealed.h"

// In C a struct and a function may have one name; C++ calls that a shadow.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wshadow"
#include "glass/glass.h"
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
    int fd = -1;        // the open directory, to detect that it was replaced
    int held = -1;      // the revision that is open, as hold_begin() has it
    bool rests = false; // held is open still, but does not hold it
    struct latest latest = LATEST_NONE; // when that revision was the latest
    uint64_t revision = 0;              // its number
    // By which it is verified, if it is; null: there is no seal, or none is
    // wanted.
    sealed *seal = nullptr;
    Xapian::Database db;
};

// Tallies of one document, or their sums over all: stored as text in a value
// slot of the document and in the metadata of the index.
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
    Xapian::Database all; // the shards combined
    std::string name;     // for messages
    // Set if this store reads through a writer: its tallies including pending
    // changes, and the error that made it unusable.
    store_writer *writer = nullptr;
    const tally *sums = nullptr;
    ir_error *fatal = nullptr;
    // Set when a call was interrupted: nothing of Xapian's may be used again.
    bool lost = false;
    struct losses losses = {};

    ~store();
};

struct store_query {
    Xapian::Query query;
    // What it was made of, as far as query_for() has to know it: a term; or one
    // part, whose scores are multiplied; or several, which are joined.
    std::string term = {};
    std::vector<store_query> parts = {};
    store_op op = STORE_AND;
    double factor = 1;
    bool near = false; // words near each other
};

Xapian::Query query_join(store_op op, const std::vector<Xapian::Query> &parts);
Xapian::Query query_scale(const Xapian::Query &q, double factor);

// The query that Xapian can answer on s, and can be stopped in (see brake.h):
// q->query, or where Xapian would fail
// another one with the same answers.  Not scored: all scores are to be 0.
Xapian::Query query_for(const store *s, const store_query *q, bool scored);

// Has the store's writer, if w is not null, replaced or deleted this document,
// which Xapian lists until the commit?  Any document?
bool writer_drops(const store_writer *w, Xapian::docid document);
bool writer_drops_any(const store_writer *w);

// store_prepare() for Xapian.
ir_status xapian_prepare(doc *d, ir_error *err);

// Document data in its stored form (see stored_form.cc), and back; unpacking
// throws DatabaseCorruptError and points into record.
std::string record_pack(ir_text data);
ir_text record_unpack(const std::string &record);
// The format byte of data that lib/glass stores, which is not deflated again.
#define RECORD_MARK TEXT("\0")
#define UNIQUE_PREFIX "Q" // of the terms by which documents are known
// Prefix of terms that the store adds for its own use.
#define NOISE_PREFIX "\xff\xff"

// The first term of a document with this prefix; "" if there is none.
std::string first_term(const Xapian::Database &db, Xapian::docid document,
                       const std::string &prefix);

// The status of a read that failed: IR_STALE if writers have changed the index
// since it was opened, so that its blocks may be overwritten.
ir_status read_failed(const store *s, ir_status status, ir_error *err);

// While it exists, what Xapian opens of the writer's tables is verified and
// noted.
struct noting {
    explicit noting(const store_writer *w);
    ~noting();
    noting(const noting &) = delete;
    noting &operator=(const noting &) = delete;

  private:
    const bool writes;
};

inline void lose(store *s)
{
    s->lost = true;
    losses_add(&s->losses, clock_seconds());
}

// ended(), for one store.  If a read through a writer fails, its pending changes may
// be partly written, so the writer becomes unusable.
template <class Work>
ir_status read_guard(store *s, ir_error *err, Work &&work) noexcept
{
    ir_error own;
    ir_status status;

    if (s->lost)
        return endless_fail(s->name.c_str(), err);
    status = ended(s->name.c_str(), err ? err : &own, [&] {
        const noting scope(s->writer);

        return work();
    });
    if (status == IR_ENDLESS)
        lose(s);
    status = read_failed(s, status, err);
    if (s->fatal && s->fatal->status == IR_OK && status != IR_OK &&
        status != IR_NOT_FOUND && status != IR_END)
        *s->fatal = err ? *err : own;
    return status;
}

#endif
