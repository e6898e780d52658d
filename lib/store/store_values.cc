// Reads values of documents, and the documents of a term, without a query.
#include "store/handles.h"

extern "C" {
#include "base/buf.h"
}

// Xapian numbers the documents of several shards in turn.
static uint32_t number_of(const store *s, size_t shard, Xapian::docid document)
{
    return (uint32_t)((document - 1) * s->shards.size() + shard + 1);
}

ir_status store_value(store *s, uint32_t document, unsigned slot, buf *out,
                      ir_error *err)
{
    return read_guard(s, err, [&] {
        const size_t shards = s->shards.size();
        const Xapian::Database &db = s->shards[(document - 1) % shards].db;
        const Xapian::docid own = (Xapian::docid)((document - 1) / shards + 1);
        auto v = db.valuestream_begin(slot);

        buf_clear(out);
        if (v == db.valuestream_end(slot) || !v.check(own) ||
            v == db.valuestream_end(slot) || v.get_docid() != own)
            return IR_OK;
        const std::string value = *v;
        buf_add(out, value.data(), value.size());
        return IR_OK;
    });
}

ir_status store_values(store *s, unsigned slot,
                       void (*take)(void *closure, uint32_t document,
                                    ir_text value),
                       void *closure, ir_error *err)
{
    return read_guard(s, err, [&] {
        for (size_t i = 0; i < s->shards.size(); i++) {
            const Xapian::Database &db = s->shards[i].db;
            const auto end = db.valuestream_end(slot);

            for (auto v = db.valuestream_begin(slot); v != end; ++v) {
                const std::string value = *v;

                take(closure, number_of(s, i, v.get_docid()),
                     {value.data(), value.size()});
            }
        }
        return IR_OK;
    });
}

ir_status store_holders(store *s, ir_text term, size_t most,
                        void (*take)(void *closure, uint32_t document),
                        void *closure, uint64_t *count, ir_error *err)
{
    return read_guard(s, err, [&] {
        const std::string name(term.data, term.size);

        *count = 0;
        for (const shard &one : s->shards)
            *count += one.db.get_termfreq(name);
        if (*count < 2 || *count > most)
            return IR_OK;
        for (size_t i = 0; i < s->shards.size(); i++) {
            const Xapian::Database &db = s->shards[i].db;
            const auto end = db.postlist_end(name);

            for (auto p = db.postlist_begin(name); p != end; ++p)
                take(closure, number_of(s, i, *p));
        }
        return IR_OK;
    });
}
