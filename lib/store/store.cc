// Looks up documents, terms and metadata.
#include "store/handles.h"

#include <cassert>
#include <cstdlib>
#include <new>

struct store_terms {
    store *s;
    Xapian::TermIterator at, end;
    std::string term;
    bool begun;
};

void store_without_memory(void)
{
    std::set_new_handler(out_of_memory);
}

static char *copy_out(const char *data, size_t size)
{
    char *copy = static_cast<char *>(xmalloc(size + 1));

    if (size)
        memcpy(copy, data, size);
    copy[size] = '\0';
    return copy;
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
        std::string name = string_of(term);

        *out = s->all.get_termfreq(name);
        if (!*out || !writer_drops_any(s->writer))
            return IR_OK;
        for (auto at = s->all.postlist_begin(name);
             at != s->all.postlist_end(name); ++at)
            *out -= writer_drops(s->writer, *at);
        return IR_OK;
    });
}

static ir_status find(store *s, ir_text id, Xapian::docid *out, ir_error *err)
{
    std::string term = string_of(id);
    Xapian::PostingIterator first = s->all.postlist_begin(term);

    if (first == s->all.postlist_end(term) || writer_drops(s->writer, *first))
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

// Throws.
static void take_data(store *s, Xapian::docid document, char **data,
                      size_t *size)
{
    const std::string record = s->all.get_document(document).get_data();
    const ir_text text = record_unpack(record);

    *data = copy_out(text.data, text.size);
    *size = text.size;
}

ir_status store_find(store *s, ir_text id, char **data, size_t *size,
                     ir_error *err)
{
    assert(id.size);
    return read_guard(s, err, [&] {
        Xapian::docid document;
        ir_status status = find(s, id, &document, err);

        if (status == IR_OK)
            take_data(s, document, data, size);
        return status;
    });
}

// ---- all documents ----

struct store_documents {
    store *s;
    Xapian::PostingIterator at, end;
};

ir_status store_documents_start(store *s, store_documents **out, ir_error *err)
{
    return read_guard(s, err, [&] {
        *out = new store_documents{s, s->all.postlist_begin(""),
                                   s->all.postlist_end("")};
        return IR_OK;
    });
}

ir_status store_documents_next(store_documents *d, uint32_t *document,
                               char **data, size_t *size, ir_error *err)
{
    return read_guard(d->s, err, [&] {
        if (d->at == d->end)
            return IR_END;
        *document = *d->at;
        ++d->at;
        take_data(d->s, *document, data, size);
        return IR_OK;
    });
}

void store_documents_free(store_documents *d)
{
    if (d && !d->s->lost)
        delete d;
}

// ---- terms ----

ir_status store_terms_start(store *s, ir_text prefix, store_terms **out,
                            ir_error *err)
{
    return read_guard(s, err, [&] {
        std::string start = string_of(prefix);

        *out = new store_terms{s, s->all.allterms_begin(start),
                               s->all.allterms_end(start), "", false};
        return IR_OK;
    });
}

ir_status store_terms_next(store_terms *t, ir_text *term, uint64_t *frequency,
                           ir_error *err)
{
    return read_guard(t->s, err, [&] {
        if (t->begun && t->at != t->end)
            ++t->at;
        t->begun = true;
        if (t->at == t->end)
            return IR_END;
        t->term = *t->at;
        if (!t->term.compare(0, 2, NOISE_PREFIX))
            return IR_END; // they sort last
        *term = ir_text{t->term.data(), t->term.size()};
        if (frequency)
            *frequency = t->at.get_termfreq();
        return IR_OK;
    });
}

ir_status store_terms_frequency(store_terms *t, uint64_t *out, ir_error *err)
{
    return read_guard(t->s, err, [&] {
        *out = t->at.get_termfreq();
        return IR_OK;
    });
}

void store_terms_free(store_terms *t)
{
    if (t && !t->s->lost)
        delete t;
}

// ---- keys of metadata ----

struct store_keys {
    store *s;
    Xapian::TermIterator at, end;
    std::string key;
};

ir_status store_keys_start(store *s, size_t i, const char *prefix,
                           store_keys **out, ir_error *err)
{
    return read_guard(s, err, [&] {
        const Xapian::Database &db =
            s->shards.empty() ? s->all : s->shards[i].db;

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
    if (k && !k->s->lost)
        delete k;
}

// ---- terms of one document ----

static bool begins(const std::string &term, const std::string &prefix)
{
    return !term.compare(0, prefix.size(), prefix);
}

// The first term of a document that begins with prefix; "" if none does.
std::string first_term(const Xapian::Database &db, Xapian::docid document,
                       const std::string &prefix)
{
    Xapian::TermIterator at = db.termlist_begin(document);
    std::string term;

    at.skip_to(prefix);
    if (at != db.termlist_end(document))
        term = *at;
    return begins(term, prefix) ? term : std::string();
}

ir_status store_first_term(store *s, uint32_t document, ir_text prefix,
                           char **out, ir_error *err)
{
    return read_guard(s, err, [&] {
        *out = xstrdup(first_term(s->all, document, string_of(prefix)).c_str());
        return IR_OK;
    });
}

ir_status store_term_of(store *s, ir_text id, ir_text prefix, char **out,
                        ir_error *err)
{
    uint32_t document;
    ir_status status = store_document(s, id, &document, err);

    return status == IR_OK ? store_first_term(s, document, prefix, out, err)
                           : status;
}

ir_status store_unique_term(store *s, uint32_t document, char **out,
                            ir_error *err)
{
    return read_guard(s, err, [&] {
        *out = xstrdup(first_term(s->all, document, UNIQUE_PREFIX).c_str());
        return IR_OK;
    });
}

struct entry {
    size_t start, size;
    uint32_t count;
};

struct store_bag {
    std::string text; // of all terms
    std::vector<entry> entries;
};

store_bag *store_bag_new(void)
{
    return surely([] { return new store_bag; });
}

void store_bag_free(store_bag *b)
{
    delete b;
}

static void read_bag(store_bag *b, const Xapian::Database &db,
                     uint32_t document, const std::string &prefix)
{
    auto at = db.termlist_begin(document), end = db.termlist_end(document);

    b->text.clear();
    b->entries.clear();
    for (at.skip_to(prefix); at != end; ++at) {
        const std::string &term = *at;
        uint32_t count = at.get_wdf();

        if (term.compare(0, prefix.size(), prefix))
            break;
        if (!count)
            continue;
        b->entries.push_back(entry{b->text.size(), term.size(), count});
        b->text += term;
    }
}

ir_status store_bag_read(store_bag *b, store *s, uint32_t document,
                         ir_text prefix, ir_error *err)
{
    return read_guard(s, err, [&] {
        read_bag(b, s->all, document, string_of(prefix));
        return IR_OK;
    });
}

size_t store_bag_count(const store_bag *b)
{
    return b->entries.size();
}

ir_text store_bag_term(const store_bag *b, size_t i, uint32_t *count)
{
    assert(i < b->entries.size());
    *count = b->entries[i].count;
    return ir_text{b->text.data() + b->entries[i].start, b->entries[i].size};
}
