// Opening index directories, and looking things up in them.
#include "store/dirs.h"
#include "store/handles.h"

#include <cassert>
#include <cstdlib>
#include <unistd.h>

struct store_terms {
    store *s;
    Xapian::TermIterator at, end;
    std::string term;
};

store::~store()
{
    for (const shard &one : shards)
        if (one.fd >= 0)
            close(one.fd);
}

static char *copy_out(const char *data, size_t size)
{
    char *copy = static_cast<char *>(xmalloc(size + 1));

    if (size)
        memcpy(copy, data, size);
    copy[size] = '\0';
    return copy;
}

static std::string string_of(ir_text text)
{
    return std::string(text.size ? text.data : "", text.size);
}

static ir_status open_shard(store *s, const char *dir, ir_error *err)
{
    shard one;
    ir_status status;

    one.dir = dir;
    status = dir_open(dir, &one.fd, err);
    if (status != IR_OK)
        return status;
    s->shards.push_back(one);
    s->shards.back().db = Xapian::Database(dir, Xapian::DB_BACKEND_GLASS);
    s->all.add_database(s->shards.back().db);
    return IR_OK;
}

ir_status store_open(const char *const *dirs, size_t count, store **out,
                     ir_error *err)
{
    store *s = new store;
    ir_status status = IR_OK;

    assert(count);
    for (size_t i = 0; i < count && status == IR_OK; i++)
        status = guard(access::reading, dirs[i], err,
                       [&] { return open_shard(s, dirs[i], err); });
    if (status != IR_OK) {
        delete s;
        return status;
    }
    s->name = dirs[0];
    if (count > 1)
        s->name += " and others";
    *out = s;
    return IR_OK;
}

void store_close(store *s)
{
    assert(!s || !s->writer);
    delete s;
}

// Compaction puts another directory in the place of the one we have open.
static bool replaced(const store *s)
{
    for (const shard &one : s->shards)
        if (!dir_is_at(one.fd, one.dir.c_str()))
            return true;
    return false;
}

static ir_status open_again(store *s, ir_error *err)
{
    std::vector<const char *> dirs;
    store *fresh;
    ir_status status;

    for (const shard &one : s->shards)
        dirs.push_back(one.dir.c_str());
    status = store_open(dirs.data(), dirs.size(), &fresh, err);
    if (status != IR_OK)
        return status;
    std::swap(s->shards, fresh->shards);
    std::swap(s->all, fresh->all);
    delete fresh;
    return IR_OK;
}

ir_status store_refresh(store *s, ir_error *err)
{
    return read_guard(s, err, [&] {
        if (s->writer)
            return IR_OK;
        if (replaced(s))
            return open_again(s, err);
        s->all.reopen();
        return IR_OK;
    });
}

ir_status store_info(store *s, struct store_info *out, ir_error *err)
{
    return read_guard(s, err, [&] {
        struct store_info info = {};
        tally sum;

        info.documents = s->all.get_doccount();
        info.average_length = s->all.get_avlength();
        for (const shard &one : s->shards) {
            info.revision += one.db.get_revision();
            if (!s->sums)
                sum += tally::parse(one.db.get_metadata(TALLY_KEY));
        }
        if (s->sums)
            sum = *s->sums;
        memcpy(info.tallies, sum.n, sizeof(info.tallies));
        strncpy(info.uuid, s->shards[0].db.get_uuid().c_str(),
                sizeof(info.uuid) - 1);
        *out = info;
        return IR_OK;
    });
}

ir_status store_meta(store *s, size_t i, const char *key, char **out,
                     ir_error *err)
{
    assert(i < s->shards.size());
    return read_guard(s, err, [&] {
        std::string value = s->shards[i].db.get_metadata(key);

        *out = copy_out(value.data(), value.size());
        return IR_OK;
    });
}

ir_status store_frequency(store *s, ir_text term, uint64_t *out, ir_error *err)
{
    assert(term.size);
    return read_guard(s, err, [&] {
        *out = s->all.get_termfreq(string_of(term));
        return IR_OK;
    });
}

static ir_status find(store *s, ir_text id, Xapian::docid *out, ir_error *err)
{
    std::string term = string_of(id);
    Xapian::PostingIterator first = s->all.postlist_begin(term);

    if (first == s->all.postlist_end(term))
        return ir_fail(err, IR_NOT_FOUND, "index %s: no document %.*s",
                       s->name.c_str(), (int)id.size, id.data);
    *out = *first;
    return IR_OK;
}

ir_status store_document(store *s, ir_text id, uint32_t *out, ir_error *err)
{
    assert(id.size);
    return read_guard(s, err, [&] { return find(s, id, out, err); });
}

ir_status store_find(store *s, ir_text id, char **data, size_t *size,
                     ir_error *err)
{
    assert(id.size);
    return read_guard(s, err, [&] {
        Xapian::docid document;
        ir_status status = find(s, id, &document, err);

        if (status != IR_OK)
            return status;
        std::string record = s->all.get_document(document).get_data();
        ir_text text = record_unpack(record);
        *data = copy_out(text.data, text.size);
        *size = text.size;
        return IR_OK;
    });
}

ir_status store_terms_start(store *s, ir_text prefix, store_terms **out,
                            ir_error *err)
{
    return read_guard(s, err, [&] {
        std::string start = string_of(prefix);

        *out = new store_terms{s, s->all.allterms_begin(start),
                               s->all.allterms_end(start), ""};
        return IR_OK;
    });
}

ir_status store_terms_next(store_terms *t, ir_text *term, uint64_t *frequency,
                           ir_error *err)
{
    return read_guard(t->s, err, [&] {
        if (t->at == t->end)
            return IR_END;
        t->term = *t->at;
        if (!t->term.compare(0, 2, NOISE_PREFIX))
            return IR_END; // they sort last
        *term = ir_text{t->term.data(), t->term.size()};
        *frequency = t->at.get_termfreq();
        ++t->at;
        return IR_OK;
    });
}

void store_terms_free(store_terms *t)
{
    delete t;
}
