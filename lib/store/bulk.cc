// Builds a new index in one go.
#include "store/bulk.h"
#include "base/seen.h"
#include "glass/glass.h"
#include "store/dir_rights.h"
#include "store/dirs.h"
#include "store/writer.h"

#include <cstdlib>

struct bulk {
    std::string dir;            // the writer's
    std::string fresh;          // beside it
    glass *tables = nullptr;    // what is being written
    seen ids = SEEN_INIT;       // unique terms, each with its document, or 0
    std::vector<uint32_t> dead; // documents that were replaced or deleted
    size_t metas = 0;
    bool sync = true;
};

static ir_status start(bulk *b, const store_writer *w, size_t memory,
                       ir_error *err)
{
    const glass_options options = {memory, w->sync, 0};
    char *fresh;
    ir_status status = dir_make_beside(b->dir.c_str(), &fresh, err);

    if (status != IR_OK)
        return status;
    b->fresh = fresh;
    free(fresh);
    status = glass_new(b->fresh.c_str(), &options, &b->tables, err);
    if (status != IR_OK)
        return status;
    for (auto at = w->db.metadata_keys_begin(); at != w->db.metadata_keys_end();
         ++at) {
        const std::string key = *at, value = w->db.get_metadata(key);

        bulk_meta(b, ir_text{key.data(), key.size()},
                  ir_text{value.data(), value.size()});
    }
    for (const auto &one : w->meta)
        bulk_meta(b, ir_text{one.first.data(), one.first.size()},
                  ir_text{one.second.data(), one.second.size()});
    return IR_OK;
}

bool bulk_fits(const store_writer *w)
{
    return !w->db.get_lastdocid() && glass_is_known(w->dir.c_str());
}

ir_status bulk_begin(store_writer *w, size_t memory, bulk **out, ir_error *err)
{
    bulk *b = new bulk;
    ir_status status;

    b->dir = w->dir;
    b->sync = w->sync;
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
    if (!b->fresh.empty())
        dir_remove(b->fresh.c_str()); // the empty index, once exchanged
    delete b;
}

// The document with this unique term, or 0.
static uint32_t find(const bulk *b, ir_text id)
{
    return (uint32_t)seen_get(&b->ids, seen_key(id.data, id.size));
}

static void know(bulk *b, ir_text id, uint32_t document)
{
    uint64_t before;

    seen_put(&b->ids, seen_key(id.data, id.size), document, &before);
}

bool bulk_has(const bulk *b, ir_text id)
{
    return find(b, id);
}

ir_status bulk_put(bulk *b, doc *d, tally *sums, bool *replaced, ir_error *err)
{
    const tally counts = tally::of(d);
    const std::string text = counts.zero() ? "" : counts.text();
    const glass_extra extra = {RECORD_MARK, {text.data(), text.size()}};
    const uint32_t before = find(b, d->id);
    ir_status status =
        glass_add(b->tables, d, &extra, seen_bytes(&b->ids), err);

    if (status != IR_OK)
        return status;
    if (replaced)
        *replaced = before;
    if (before) // glass cannot delete: bury() does
        b->dead.push_back(before);
    *sums += counts;
    know(b, d->id, glass_count(b->tables));
    return IR_OK;
}

ir_status bulk_delete(bulk *b, ir_text id, ir_error *err)
{
    const uint32_t found = find(b, id);

    if (!found)
        return ir_fail(err, IR_NOT_FOUND, "index %s: no document %.*s",
                       b->dir.c_str(), (int)id.size, id.data);
    b->dead.push_back(found);
    know(b, id, 0);
    return IR_OK;
}

void bulk_meta(bulk *b, ir_text key, ir_text value)
{
    b->metas++;
    glass_meta(b->tables, key, value);
}

size_t bulk_pending(const bulk *b)
{
    return glass_count(b->tables) + b->metas;
}

// Check that Xapian can open the new index and finds every document in it.
static ir_status look(const bulk *b, ir_error *err)
{
    Xapian::Database db(b->fresh, Xapian::DB_BACKEND_GLASS);
    const uint32_t count = glass_count(b->tables);

    if (db.get_doccount() != count || db.get_lastdocid() != count)
        return ir_fail(err, IR_CORRUPT,
                       "index %s: %u documents were written, %u are there",
                       b->dir.c_str(), count, db.get_doccount());
    return IR_OK;
}

// Delete, through Xapian, documents that were replaced or deleted after they
// had been written.
static void bury(const bulk *b, tally *sums)
{
    Xapian::WritableDatabase db(b->fresh,
                                Xapian::DB_OPEN | Xapian::DB_BACKEND_GLASS);

    for (uint32_t document : b->dead) {
        *sums -= tally::parse(db.get_document(document).get_value(TALLY_SLOT));
        db.delete_document(document);
    }
    db.set_metadata(TALLY_KEY, sums->zero() ? "" : sums->text());
    db.commit();
    db.close();
}

ir_status bulk_place(bulk *b, tally *sums, ir_error *err)
{
    const std::string text = sums->zero() ? "" : sums->text();
    ir_status status;

    bulk_meta(b, TEXT(TALLY_KEY), ir_text{text.data(), text.size()});
    status = glass_finish(b->tables, err);
    if (status == IR_OK)
        status = look(b, err);
    if (status != IR_OK)
        return status;
    if (!b->dead.empty())
        bury(b, sums);
    status = dir_keep_rights(b->fresh.c_str(), b->dir.c_str(), 0, err);
    if (status == IR_OK && b->sync)
        status = dir_sync(b->fresh.c_str(), err);
    if (status == IR_OK)
        status = dir_swap(b->fresh.c_str(), b->dir.c_str(), err);
    return status;
}

ir_status store_prepare_bulk(doc *d, ir_error *)
{
    glass_prepare(d);
    return IR_OK;
}

void store_prepare_done(void)
{
    glass_prepare_done();
}
