// Changing an index: documents in, documents out, within one transaction.
//
// Xapian drops everything that is pending when it refuses one document, so
// each change is kept until the commit that covers it and can be made again.
#include "store/writer.h"

#include <cassert>
#include <cerrno>
#include <unistd.h>

#define META_COST 128 // bytes of memory of a piece of metadata, beside itself

// Every change goes through here.  Unless the input is to blame, a failure
// finishes the handle.
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
    status = guard(access::writing, w->dir.c_str(), e, [&] { return work(e); });
    if (status != IR_OK && status != IR_INVALID && status != IR_NOT_FOUND &&
        w->fatal.status == IR_OK)
        w->fatal = *e;
    return status;
}

static std::string string_of(ir_text text)
{
    return std::string(text.size ? text.data : "", text.size);
}

// The committed document of this id, or 0.
static Xapian::docid find(store_writer *w, const std::string &id)
{
    if (w->blank)
        return 0;

    Xapian::PostingIterator first = w->db.postlist_begin(id);

    return first == w->db.postlist_end(id) ? 0 : *first;
}

static change *find_pending(store_writer *w, const std::string &id)
{
    auto found = w->by_id.find(id);

    return found == w->by_id.end() ? nullptr : &w->batch[found->second];
}

// What stands for this id now, to be changed by the caller.
static change look_up(store_writer *w, const std::string &id)
{
    const change *c = find_pending(w, id);
    change made = {id, 0, tally(), 0, nullptr, false, false};

    if (c)
        return *c;
    made.now = made.before = find(w, id);
    if (made.now)
        made.had =
            tally::parse(w->db.get_document(made.now).get_value(TALLY_SLOT));
    return made;
}

static void apply(store_writer *w, change *c)
{
    doc *d = c->current;
    ir_error err;

    if (c->dropped)
        return;
    if (!d) {
        if (c->now)
            w->db.delete_document(c->now);
        c->now = 0;
        return;
    }
    if (store_prepare(d, &err) != IR_OK)
        throw Xapian::InvalidArgumentError(err.message);

    const Xapian::Document &ready =
        *static_cast<Xapian::Document *>(d->prepared);

    if (c->now)
        w->db.replace_document(c->now, ready);
    else
        c->now = w->db.add_document(ready);
    // The plain data is smaller, and does to make it again.
    d->unprepare(d->prepared);
    d->prepared = nullptr;
}

// Make changes of the batch again after writer_begin().
static void replay(store_writer *w, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        w->batch[i].now = w->batch[i].before;
        apply(w, &w->batch[i]);
    }
}

static size_t bytes_of(const doc *d)
{
    return d ? d->bytes : 0;
}

static void keep(store_writer *w, const change &next)
{
    change *c = find_pending(w, next.id);

    w->bytes += bytes_of(next.current);
    if (c) {
        w->bytes -= bytes_of(c->current);
        doc_free(c->current);
        *c = next;
        return;
    }
    w->bytes += sizeof(next) + 2 * next.id.size();
    w->by_id.emplace(next.id, w->batch.size());
    w->batch.push_back(next);
}

ir_status store_has(store_writer *w, ir_text id, bool *out, ir_error *err)
{
    assert(id.size);
    return write_guard(w, err, [&](ir_error *) {
        std::string term = string_of(id);
        const change *c = find_pending(w, term);

        *out = (c ? c->now : find(w, term)) != 0;
        return IR_OK;
    });
}

// Write what is pending into the tables, short of a commit, to see whether
// it can be written.
static void probe(store_writer *w)
{
    (void)w->db.allterms_begin();
}

static void refuse(store_writer *w, change *c, const ir_error *why)
{
    w->bytes -= bytes_of(c->current);
    if (c->current)
        w->refused.push_back(
            refusal{c->current, why->message, c->replaced, c->before != 0});
    c->current = nullptr;
    c->now = c->before;
    c->dropped = true;
}

// Try changes of the batch, and if Xapian refuses them try them in halves,
// until each that is to blame stands alone.
static ir_status sift(store_writer *w, size_t from, size_t to,
                      void (*write)(store_writer *w, size_t from, size_t to),
                      ir_error *err)
{
    size_t middle = from + (to - from) / 2;
    ir_status status = guard(access::writing, w->dir.c_str(), err, [&] {
        writer_begin(w);
        replay(w, from, to);
        write(w, from, to);
        return IR_OK;
    });

    if (status != IR_INVALID || to == from)
        return status;
    if (to - from == 1) {
        refuse(w, &w->batch[from], err);
        return IR_OK;
    }
    status = sift(w, from, middle, write, err);
    if (status != IR_OK)
        return status;
    return sift(w, middle, to, write, err);
}

static void try_write(store_writer *w, size_t, size_t)
{
    probe(w);
}

// Xapian has dropped the batch because of one change, which may have been
// made some time ago.
static ir_status rebuild(store_writer *w, ir_error *err)
{
    size_t count = w->batch.size();
    ir_status status = sift(w, 0, count, try_write, err);

    if (status != IR_OK)
        return status;
    return guard(access::writing, w->dir.c_str(), err, [&] {
        writer_begin(w);
        replay(w, 0, count);
        return IR_OK;
    });
}

static ir_status try_apply(store_writer *w, change *c, bool alone,
                           ir_error *err)
{
    return guard(access::writing, w->dir.c_str(), err, [&] {
        if (alone)
            writer_begin(w);
        apply(w, c);
        if (alone)
            probe(w);
        return IR_OK;
    });
}

// Apply c, which is not in the batch yet.  IR_INVALID: c is to blame, and the
// batch is as it was.
static ir_status attempt(store_writer *w, change *c, ir_error *err)
{
    ir_status status = try_apply(w, c, false, err), alone, rebuilt;
    ir_error worse;

    if (status != IR_INVALID)
        return status;
    c->now = c->before;
    alone = try_apply(w, c, true, err);
    rebuilt = rebuild(w, &worse);
    if (rebuilt != IR_OK)
        return ir_fail(err, IR_IO, "%s", worse.message);
    if (alone != IR_OK)
        return alone;
    c->now = look_up(w, c->id).now;
    status = try_apply(w, c, false, err);
    return status == IR_INVALID ? IR_INTERNAL : status;
}

ir_status store_put(store_writer *w, doc *d, bool *replaced, ir_error *err)
{
    ir_status status = write_guard(w, err, [&](ir_error *e) {
        change next = look_up(w, string_of(d->id));
        bool had = next.now != 0;
        ir_status got;

        next.current = d;
        next.replaced = had;
        next.dropped = false;
        got = attempt(w, &next, e);
        if (got != IR_OK)
            return got;
        keep(w, next);
        if (replaced)
            *replaced = had;
        return IR_OK;
    });

    if (status != IR_OK)
        doc_free(d);
    return status;
}

ir_status store_delete(store_writer *w, ir_text id, ir_error *err)
{
    assert(id.size);
    return write_guard(w, err, [&](ir_error *e) {
        change next = look_up(w, string_of(id));
        ir_status got;

        if (!next.now)
            return ir_fail(e, IR_NOT_FOUND, "index %s: no document %.*s",
                           w->dir.c_str(), (int)id.size, id.data);
        next.current = nullptr;
        next.dropped = false;
        got = attempt(w, &next, e);
        if (got == IR_OK)
            keep(w, next);
        return got;
    });
}

ir_status store_set_meta(store_writer *w, const char *key, const char *value,
                         ir_error *err)
{
    return write_guard(w, err, [&](ir_error *e) {
        if (!*key || strlen(key) > 200 || !strcmp(key, TALLY_KEY))
            return ir_fail(e, IR_INVALID, "\"%.40s\" is no key for metadata",
                           key);
        if (!w->meta.count(key))
            w->bytes += META_COST + strlen(key) + strlen(value);
        w->meta[key] = value;
        return IR_OK;
    });
}

size_t store_pending(const store_writer *w)
{
    return w->batch.size() + w->meta.size() + w->refused.size();
}

size_t store_pending_bytes(const store_writer *w)
{
    return w->bytes;
}

// Commit changes that are applied already.  Metadata tells of the whole batch,
// so it goes with the end of it.
static void finish(store_writer *w, size_t from, size_t to)
{
    tally t = sum_changes(w, from, to);

    w->db.set_metadata(TALLY_KEY, t.zero() ? "" : t.text());
    if (to == w->batch.size())
        for (const auto &pair : w->meta)
            w->db.set_metadata(pair.first, pair.second);
    w->in_transaction = false; // also if it fails
    w->db.commit_transaction();
    w->committed = t;
    w->blank = false;
    for (size_t i = from; i < to; i++) {
        doc_free(w->batch[i].current);
        w->batch[i].current = nullptr;
    }
}

static ir_status commit(store_writer *w, ir_error *err)
{
    size_t count = w->batch.size();
    ir_status status = guard(access::writing, w->dir.c_str(), err, [&] {
        finish(w, 0, count);
        return IR_OK;
    });

    if (status == IR_INVALID) {
        status = sift(w, 0, count, finish, err);
        // The end of the batch may have been refused, but not its metadata.
        if (status == IR_OK)
            status = guard(access::writing, w->dir.c_str(), err, [&] {
                writer_begin(w);
                finish(w, count, count);
                return IR_OK;
            });
    }
    if (status != IR_OK)
        return status;
    w->batch.clear();
    w->by_id.clear();
    w->meta.clear();
    w->bytes = 0;
    writer_begin(w);
    // Xapian renames its version file and leaves that to chance.
    if (w->sync && fsync(w->fd))
        return ir_fail(err, IR_IO, "cannot sync %s: %s", w->dir.c_str(),
                       strerror(errno));
    return IR_OK;
}

ir_status store_commit(store_writer *w,
                       void (*refused)(void *arg, const store_refusal *r),
                       void *arg, ir_error *err)
{
    return write_guard(w, err, [&](ir_error *e) {
        ir_status status = store_pending(w) ? commit(w, e) : IR_OK;

        if (status != IR_OK)
            return status;
        for (const refusal &one : w->refused) {
            const store_refusal told = {one.d, one.why.c_str(), one.replaced,
                                        one.stays};

            if (refused)
                refused(arg, &told);
            doc_free(one.d);
        }
        w->refused.clear();
        return IR_OK;
    });
}
