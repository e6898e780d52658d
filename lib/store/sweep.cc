// What a writer's caller needs to find again what it put in some time ago:
// metadata by the beginning of its key, documents by a term that they share.
#include "store/handles.h"

#include <cstdlib>

#define UNIQUE_PREFIX "Q"

struct store_keys {
    store *s;
    Xapian::TermIterator at, end;
    std::string key;
};

static std::string string_of(ir_text text)
{
    return std::string(text.size ? text.data : "", text.size);
}

static bool begins(const std::string &term, const std::string &prefix)
{
    return !term.compare(0, prefix.size(), prefix);
}

ir_status store_keys_start(store *s, const char *prefix, store_keys **out,
                           ir_error *err)
{
    return read_guard(s, err, [&] {
        const Xapian::Database &db =
            s->shards.empty() ? s->all : s->shards[0].db;

        *out = new store_keys{s, db.metadata_keys_begin(prefix),
                              db.metadata_keys_end(prefix), ""};
        return IR_OK;
    });
}

ir_status store_keys_next(store_keys *k, const char **key, ir_error *err)
{
    return read_guard(k->s, err, [&] {
        if (k->at == k->end)
            return IR_END;
        k->key = *k->at;
        *key = k->key.c_str();
        ++k->at;
        return IR_OK;
    });
}

void store_keys_free(store_keys *k)
{
    delete k;
}

// The first term of a document that begins with prefix; "" if none does.
static std::string term_in(const Xapian::Database &db, Xapian::docid document,
                           const std::string &prefix)
{
    Xapian::TermIterator at = db.termlist_begin(document);
    std::string term;

    at.skip_to(prefix);
    if (at != db.termlist_end(document))
        term = *at;
    return begins(term, prefix) ? term : std::string();
}

ir_status store_term_of(store *s, ir_text id, ir_text prefix, char **out,
                        ir_error *err)
{
    return read_guard(s, err, [&] {
        std::string unique = string_of(id);
        Xapian::PostingIterator at = s->all.postlist_begin(unique);

        if (at == s->all.postlist_end(unique))
            return ir_fail(err, IR_NOT_FOUND, "index %s: no document %.*s",
                           s->name.c_str(), (int)id.size, id.data);
        *out = xstrdup(term_in(s->all, *at, string_of(prefix)).c_str());
        return IR_OK;
    });
}

static ir_status holders(store *s, ir_text term, size_t most,
                         std::vector<std::string> *ids, ir_error *err)
{
    return read_guard(s, err, [&] {
        std::string name = string_of(term);
        Xapian::PostingIterator at = s->all.postlist_begin(name);

        for (; ids->size() < most && at != s->all.postlist_end(name); ++at)
            ids->push_back(term_in(s->all, *at, UNIQUE_PREFIX));
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
