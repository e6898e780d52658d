// Adds and deletes documents within one transaction.
//
// doc_finish() rejects everything that Xapian would refuse, so a change that
// fails means trouble with the index, and ends the batch.
#include "store/give_way.h"

#include <cassert>
#include <cerrno>
#include <unistd.h>

// Memory overhead in bytes of a change and of a metadata entry in their maps.
#define CHANGE_COST 88
#define META_COST 128

// Runs a change.  A failure that is not the caller's fault makes the writer
// unusable.
template <class Work>
static ir_status write_guard(store_writer *w, ir_error *err,
                             Work &&work) noexcept
{
    ir_error own;
    ir_error *e = err ? err : &own;
    ir_status status;

    if (w->fatal.status != IR_OK)
        return ir_fail(e, IR_IO, "writer is closed after: %s",
                       w->fatal.message);
    status = guard(access::writing, w->dir.c_str(), e, [&] {
        const noting scope(w);

        return work(e);
    });
    if (status == IR_INVALID) // a bug: doc_finish() should have refused it
        status = e->status = IR_INTERNAL;
    if (status != IR_OK && status != IR_NOT_FOUND && w->fatal.status == IR_OK)
        w->fatal = *e;
    return status;
}

// The committed document with this id, or 0.
static Xapian::docid find(store_writer *w, const std::string &id)
{
    if (w->blank)
        return 0;

    Xapian::PostingIterator first = w->db.postlist_begin(id);

    return first == w->db.postlist_end(id) ? 0 : *first;
}

static tally tally_of(store_writer *w, uint32_t document)
{
    return tally::parse(w->db.get_document(document).get_value(TALLY_SLOT));
}

// The current document with this id.  Looks in the batch first, since Xapian
// flushes pending changes before it answers.
static change look_up(store_writer *w, const std::string &id)
{
    auto found = w->batch.find(id);
    change made = {0, 0, tally()};

    if (found != w->batch.end())
        return found->second;
    made.now = find(w, id);
    if (made.now)
        made.counts = tally_of(w, made.now);
    return made;
}

static void keep(store_writer *w, const std::string &id, const change &next)
{
    auto placed = w->batch.insert({id, next});

    if (placed.second) {
        w->bytes += CHANGE_COST + 2 * id.size() + next.bytes;
        return;
    }
    w->bytes += next.bytes;
    w->bytes -= placed.first->second.bytes;
    placed.first->second = next;
}

// The index's document with this unique term, unless the bulk has replaced or
// deleted it, or 0.
static uint32_t find_for_bulk(store_writer *w, ir_text id)
{
    return bulk_fate(w->bulk, id) == fate::same ? find(w, string_of(id)) : 0;
}

ir_status store_has(store_writer *w, ir_text id, bool *out, ir_error *err)
{
    assert(id.size);
    return write_guard(w, err, [&](ir_error *) {
        *out = w->bulk ? bulk_fate(w->bulk, id) == fate::written ||
                             find_for_bulk(w, id)
                       : look_up(w, string_of(id)).now != 0;
        return IR_OK;
    });
}

// ---- revisions ----

// Is it the same as what the document before has?  One that is damaged is
// another, so that it can be replaced.  Throws where the system has failed: to
// read, or to write blocks that Xapian makes room of.
static bool has_data(const Xapian::Document &before, ir_text data)
{
    try {
        const std::string record = before.get_data();

        return text_equal(record_unpack(record), data);
    } catch (const Xapian::Error &e) {
        if (!sealed_damage(nullptr) && e.get_error_string())
            throw;
        return false;
    }
}

// The value that tells with which revision a document comes: the next, which
// its commit makes; or if the document that it replaces has the same data, what
// that one has, maybe nothing.
static ir_text revision_of(store_writer *w, const doc *d, uint32_t before)
{
    if (before) {
        const Xapian::Document old = w->db.get_document(before);

        if (has_data(old, d->data)) {
            w->revision = old.get_value(w->revision_slot);
            return {w->revision.data(), w->revision.size()};
        }
    }
    w->revision.resize(STORE_REVISION);
    w->revision_value(&w->revision[0], (int64_t)w->db.get_revision() + 1);
    return {w->revision.data(), w->revision.size()};
}

// ---- in one go ----

static ir_status put_in_bulk(store_writer *w, doc *d, bool *replaced,
                             ir_error *err)
{
    const uint32_t before = find_for_bulk(w, d->id);
    const bool written = bulk_fate(w->bulk, d->id) == fate::written;
    ir_status status;

    if (w->revision_slot)
        d->values[w->revision_slot] = revision_of(w, d, before);
    status = bulk_put(w->bulk, d, before, &w->sums, err);

    if (status != IR_OK)
        return status;
    if (before)
        w->sums -= tally_of(w, before);
    if (replaced)
        *replaced = before || written;
    return IR_OK;
}

static bool delete_in_bulk(store_writer *w, ir_text id)
{
    const uint32_t before = find_for_bulk(w, id);

    if (!before && bulk_fate(w->bulk, id) != fate::written)
        return false;
    if (before)
        w->sums -= tally_of(w, before);
    bulk_delete(w->bulk, id, before);
    return true;
}

// Begin to write in one go, if that is decided.
static ir_status consider_bulk(store_writer *w, ir_error *err)
{
    ir_status status;

    if (w->bulk || !w->in_one_go)
        return IR_OK;
    assert(w->batch.empty());
    status = bulk_begin(w, w->bulk_memory, &w->bulk, err);
    if (status != IR_OK)
        return status;
    w->meta.clear();
    w->bytes = 0;
    return IR_OK;
}

// ---- through Xapian ----

static ir_status put(store_writer *w, doc *d, bool *replaced, ir_error *err)
{
    ir_status status = consider_bulk(w, err);

    if (status != IR_OK)
        return status;
    if (w->bulk)
        return put_in_bulk(w, d, replaced, err);
    status = writer_give_way(w, err);
    if (status == IR_OK)
        status = xapian_prepare(d, err);
    if (status != IR_OK)
        return status;
    Xapian::Document &ready = *static_cast<Xapian::Document *>(d->prepared);
    std::string id = string_of(d->id);
    change next = look_up(w, id);

    if (w->revision_slot)
        ready.add_value(w->revision_slot,
                        string_of(revision_of(w, d, next.now)));
    if (replaced)
        *replaced = next.now != 0;
    if (next.now)
        w->db.replace_document(next.now, ready);
    else
        next.now = w->db.add_document(ready);
    w->sums -= next.counts;
    next.counts = tally::of(d);
    w->sums += next.counts;
    next.bytes = d->bytes;
    keep(w, id, next);
    w->text += TEXT_OF_POSITION * d->position_count;
    return IR_OK;
}

ir_status store_prepare(const store_writer *w, doc *d, ir_error *err)
{
    return store_writer_is_bulk(w) ? bulk_prepare(d) : xapian_prepare(d, err);
}

ir_status store_put(store_writer *w, doc *d, bool *replaced, ir_error *err)
{
    ir_status status = write_guard(
        w, err, [&](ir_error *e) { return put(w, d, replaced, e); });

    doc_free(d);
    return status;
}

void store_expect_deletions(store_writer *w, uint64_t count)
{
    store_expect(w, writer_text(w, count));
}

static bool drop(store_writer *w, const std::string &id)
{
    change next = look_up(w, id);

    if (!next.now)
        return false;
    w->db.delete_document(next.now);
    w->sums -= next.counts;
    w->text += writer_text(w, 1);
    keep(w, id, change{0, 0, tally()});
    return true;
}

ir_status store_delete(store_writer *w, ir_text id, ir_error *err)
{
    assert(id.size);
    return write_guard(w, err, [&](ir_error *e) {
        ir_status status = w->joins ? consider_bulk(w, e) : IR_OK;

        if (status == IR_OK && !w->bulk)
            status = writer_give_way(w, e);
        if (status != IR_OK)
            return status;
        if (!(w->bulk ? delete_in_bulk(w, id) : drop(w, string_of(id))))
            return ir_fail(e, IR_NOT_FOUND, "index %s: no document %.*s",
                           w->dir.c_str(), (int)id.size, id.data);
        return IR_OK;
    });
}

ir_status store_set_meta(store_writer *w, const char *key, const char *value,
                         ir_error *err)
{
    if (!*key || strlen(key) > 200 || !strcmp(key, TALLY_KEY))
        return ir_fail(err, IR_INVALID, "\"%.40s\" is not a metadata key", key);
    if (strlen(value) > DOC_DATA_MAX)
        return ir_fail(err, IR_LIMIT, "metadata of %zu bytes: at most %u",
                       strlen(value), DOC_DATA_MAX);
    return write_guard(w, err, [&](ir_error *) {
        if (w->bulk) {
            bulk_meta(w->bulk, text_of(key), text_of(value));
            return IR_OK;
        }
        if (!w->meta.count(key))
            w->bytes += META_COST + strlen(key) + strlen(value);
        w->meta[key] = value;
        return IR_OK;
    });
}

size_t store_pending(const store_writer *w)
{
    return w->bulk ? bulk_pending(w->bulk) : w->batch.size() + w->meta.size();
}

size_t store_pending_bytes(const store_writer *w)
{
    return w->bytes;
}

// Replace the index by the one that was written.
static ir_status commit_bulk(store_writer *w, ir_error *err)
{
    ir_status status = bulk_place(w->bulk, &w->sums, err);

    if (status != IR_OK)
        return status;
    bulk_free(w->bulk);
    w->bulk = nullptr;
    // This commit is done even if another process has locked the new index in
    // the meantime: only later changes fail then.
    status = writer_reopen(w, err);
    if (status != IR_OK && err)
        w->fatal = *err;
    return IR_OK;
}

static ir_status commit(store_writer *w, ir_error *err)
{
    if (w->bulk)
        return commit_bulk(w, err);

    ir_status status = writer_give_way(w, err);

    if (status != IR_OK)
        return status;
    w->db.set_metadata(TALLY_KEY, w->sums.zero() ? "" : w->sums.text());
    for (const auto &pair : w->meta)
        w->db.set_metadata(pair.first, pair.second);
    w->in_transaction = false; // even if it fails
    w->db.commit_transaction();
    w->gave_way = false;
    w->in_one_go = false;
    w->text = 0;
    w->blank = false;
    w->batch.clear();
    w->meta.clear();
    w->bytes = 0;
    writer_begin(w);
    // Xapian renames its version file without syncing the directory.
    if (w->sync && fsync(w->fd))
        return ir_fail(err, IR_IO, "cannot sync %s: %s", w->dir.c_str(),
                       strerror(errno));
    return writer_seal(w, err);
}

ir_status store_commit(store_writer *w, ir_error *err)
{
    return write_guard(w, err, [&](ir_error *e) {
        return store_pending(w) ? commit(w, e) : IR_OK;
    });
}

// The unique terms of documents that contain the term.
static ir_status holders(store *s, ir_text term, size_t most,
                         std::vector<std::string> *ids, ir_error *err)
{
    return read_guard(s, err, [&] {
        std::string name = string_of(term);
        Xapian::PostingIterator at = s->all.postlist_begin(name);

        for (; ids->size() < most && at != s->all.postlist_end(name); ++at)
            if (!writer_drops(s->writer, *at))
                ids->push_back(first_term(s->all, *at, UNIQUE_PREFIX));
        return IR_OK;
    });
}

ir_status store_delete_holders(store_writer *w, ir_text term, size_t most,
                               size_t *deleted, ir_error *err)
{
    std::vector<std::string> ids;
    ir_status status = holders(store_writer_store(w), term, most, &ids, err);

    *deleted = 0;
    for (size_t i = 0; i < ids.size() && status == IR_OK; i++) {
        status = store_delete(w, ir_text{ids[i].data(), ids[i].size()}, err);
        *deleted += status == IR_OK;
    }
    return status;
}
