// Writes many documents in one go.
#include "store/bulk.h"
#include "base/seen.h"
#include "store/dir_rights.h"
#include "store/dirs.h"
#include "store/seal_check.h"
#include "store/sweep.h"
#include "store/writer.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <unordered_set>

// What the map of unique terms says of one: this, or a document and FIRST.
#define DELETED 1
#define FIRST 2

struct bulk {
    std::string dir;     // the writer's
    std::string written; // beside it: the new index, or a segment
    std::string joined;  // beside it: both; "": there is no index to join
    glass *tables = nullptr;
    bool joins = false;
    bool seals = false;         // what is read to be written again is verified
    uint32_t after = 0;         // the last document of the index
    uint32_t count = 0;         // its documents
    seen ids = SEEN_INIT;       // unique terms
    std::vector<uint32_t> dead; // written, then replaced or deleted
    std::unordered_set<uint32_t> gone;        // the same of the index
    std::map<std::string, std::string> metas; // of a join
    size_t meta_count = 0;
    bool sync = true;
    bool alone = false; // start no thread
};

static ir_status make_beside(const bulk *b, std::string *out, ir_error *err)
{
    char *made;
    ir_status status = dir_make_beside(b->dir.c_str(), &made, err);

    if (status == IR_OK) {
        *out = made;
        free(made);
    }
    return status;
}

static void remember_meta(bulk *b, const std::string &key,
                          const std::string &value)
{
    bulk_meta(b, ir_text{key.data(), key.size()},
              ir_text{value.data(), value.size()});
}

static ir_status start(bulk *b, const store_writer *w, size_t memory,
                       ir_error *err)
{
    const glass_options options = {memory, w->sync && !b->joins, b->after,
                                   w->alone};
    ir_status status = make_beside(b, &b->written, err);

    if (status == IR_OK)
        status = glass_new(b->written.c_str(), &options, &b->tables, err);
    if (status != IR_OK)
        return status;
    for (auto at = w->db.metadata_keys_begin();
         !b->joins && at != w->db.metadata_keys_end(); ++at)
        remember_meta(b, *at, w->db.get_metadata(*at));
    for (const auto &one : w->meta)
        remember_meta(b, one.first, one.second);
    return IR_OK;
}

bool bulk_fits(const store_writer *w)
{
    return !w->db.get_lastdocid() && glass_is_known(w->dir.c_str());
}

bool bulk_can_join(const store_writer *w)
{
    return w->db.get_lastdocid() && glass_can_join(w->dir.c_str());
}

ir_status bulk_begin(store_writer *w, size_t memory, bulk **out, ir_error *err)
{
    bulk *b = new bulk;
    ir_status status;

    b->dir = w->dir;
    b->sync = w->sync;
    b->alone = w->alone;
    b->after = w->db.get_lastdocid();
    b->count = w->db.get_doccount();
    b->joins = b->after;
    b->seals = w->seal || !b->joins;
    status = start(b, w, memory, err);
    if (status == IR_OK)
        *out = b;
    else
        bulk_free(b);
    return status;
}

void bulk_free(bulk *b)
{
    if (!b)
        return;
    glass_free(b->tables);
    seen_free(&b->ids);
    // Once exchanged, one of them is the index as it was.
    for (const std::string &made : {b->written, b->joined})
        if (!made.empty())
            sweep_one(made.c_str());
    delete b;
}

// The document that was written with this unique term, or 0.
static uint32_t find(const bulk *b, ir_text id)
{
    uint64_t known = seen_get(&b->ids, seen_key(id.data, id.size));

    return known < FIRST ? 0 : (uint32_t)(known - FIRST);
}

static void know(bulk *b, ir_text id, uint64_t what)
{
    uint64_t before;

    seen_put(&b->ids, seen_key(id.data, id.size), what, &before);
}

fate bulk_fate(const bulk *b, ir_text id)
{
    switch (seen_get(&b->ids, seen_key(id.data, id.size))) {
    case 0: return fate::same;
    case DELETED: return fate::deleted;
    default: return fate::written;
    }
}

// Note the documents that a change of this unique term leaves behind.
static void leave(bulk *b, ir_text id, uint32_t before)
{
    const uint32_t own = find(b, id);

    if (own) // glass cannot delete: bury() does
        b->dead.push_back(own);
    if (before)
        b->gone.insert(before);
}

ir_status bulk_put(bulk *b, doc *d, uint32_t before, tally *sums, ir_error *err)
{
    const tally counts = tally::of(d);
    const std::string text = counts.zero() ? "" : counts.text();
    const glass_extra extra = {RECORD_MARK, {text.data(), text.size()}};
    ir_status status =
        glass_add(b->tables, d, &extra, seen_bytes(&b->ids), err);

    if (status != IR_OK)
        return status;
    leave(b, d->id, before);
    *sums += counts;
    know(b, d->id, FIRST + (uint64_t)b->after + glass_count(b->tables));
    return IR_OK;
}

void bulk_delete(bulk *b, ir_text id, uint32_t before)
{
    leave(b, id, before);
    know(b, id, DELETED);
}

bool writer_drops(const store_writer *w, Xapian::docid document)
{
    return w && w->bulk && w->bulk->gone.count(document);
}

bool writer_drops_any(const store_writer *w)
{
    return w && w->bulk && !w->bulk->gone.empty();
}

void bulk_meta(bulk *b, ir_text key, ir_text value)
{
    b->meta_count++;
    if (b->joins)
        b->metas[string_of(key)] = string_of(value);
    else
        glass_meta(b->tables, key, value);
}

size_t bulk_pending(const bulk *b)
{
    return glass_count(b->tables) + b->meta_count + b->gone.size();
}

// Check that Xapian can open what was written and finds so many documents in
// it, up to this number.
static ir_status look(const bulk *b, const std::string &where, uint32_t count,
                      uint32_t last, ir_error *err)
{
    Xapian::Database db(where, Xapian::DB_BACKEND_GLASS);

    if (db.get_doccount() != count || db.get_lastdocid() != last)
        return ir_fail(err, IR_CORRUPT,
                       "index %s: %u documents were written, %u are there",
                       b->dir.c_str(), count, db.get_doccount());
    return IR_OK;
}

// Delete, through Xapian, documents that were replaced or deleted after they
// had been written.
static void bury(const bulk *b, tally *sums)
{
    Xapian::WritableDatabase db(b->written,
                                Xapian::DB_OPEN | Xapian::DB_BACKEND_GLASS);

    for (uint32_t document : b->dead) {
        *sums -= tally::parse(db.get_document(document).get_value(TALLY_SLOT));
        db.delete_document(document);
    }
    if (!b->joins)
        db.set_metadata(TALLY_KEY, sums->zero() ? "" : sums->text());
    db.commit();
    db.close();
}

// Write what is to take the place of a new index, or a segment.
static ir_status finish(bulk *b, tally *sums, ir_error *err)
{
    const uint32_t count = glass_count(b->tables);
    ir_status status;

    if (!b->joins)
        remember_meta(b, TALLY_KEY, sums->zero() ? "" : sums->text());
    status = glass_finish(b->tables, err);
    if (status == IR_OK)
        status = look(b, b->written, count, b->after + count, err);
    if (status == IR_OK && !b->dead.empty())
        bury(b, sums);
    return status;
}

static ir_status join(bulk *b, tally *sums, ir_error *err)
{
    const uint32_t written = glass_count(b->tables);
    std::vector<uint32_t> gone(b->gone.begin(), b->gone.end());
    std::vector<glass_pair> metas;
    glass_change change;
    ir_status status;

    b->metas[TALLY_KEY] = sums->zero() ? "" : sums->text();
    for (const auto &one : b->metas)
        metas.push_back({{one.first.data(), one.first.size()},
                         {one.second.data(), one.second.size()}});
    std::sort(gone.begin(), gone.end());
    change = {gone.data(),  gone.size(), metas.data(),
              metas.size(), b->sync,     b->alone};
    status = make_beside(b, &b->joined, err);
    if (status == IR_OK && b->seals)
        status = seal_check_at(b->dir.c_str(), err);
    if (status == IR_OK)
        status =
            glass_join(b->joined.c_str(), b->dir.c_str(),
                       written ? b->written.c_str() : nullptr, &change, err);
    if (status != IR_OK)
        return status;
    return look(b, b->joined,
                b->count - (uint32_t)gone.size() + written -
                    (uint32_t)b->dead.size(),
                b->after + written, err);
}

ir_status bulk_place(bulk *b, tally *sums, ir_error *err)
{
    ir_status status = finish(b, sums, err);

    if (status == IR_OK && b->joins)
        status = join(b, sums, err);
    if (status != IR_OK)
        return status;

    const char *fresh = (b->joins ? b->joined : b->written).c_str();

    // Of what had no seal nothing is left if all documents are new.
    if (b->seals || b->gone.size() == b->count)
        status = seal_make_at(fresh, err);
    if (status == IR_OK)
        status = dir_keep_rights(fresh, b->dir.c_str(), 0, err);
    if (status == IR_OK && b->sync)
        status = dir_sync(fresh, err);
    if (status == IR_OK)
        status = dir_swap(fresh, b->dir.c_str(), err);
    return status;
}

ir_status bulk_prepare(doc *d)
{
    glass_prepare(d);
    return IR_OK;
}

void store_prepare_done(void)
{
    glass_prepare_done();
}
