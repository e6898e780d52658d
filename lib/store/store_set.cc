// Sets of documents: of many terms as a single posting source, or of matches
// to be counted by term and by value.
#include "store/handles.h"

#include <array>
#include <cassert>
#include <memory>

// The documents of one shard as a bit set, with pages allocated on demand.
class docset
{
    static const size_t page_docs = 4096, word_docs = 64;
    typedef std::array<uint64_t, page_docs / word_docs> page;
    std::vector<std::unique_ptr<page>> pages;

  public:
    Xapian::doccount count = 0;

    void add(Xapian::docid document)
    {
        size_t at = document / page_docs, bit = document % page_docs;
        uint64_t mask = UINT64_C(1) << bit % word_docs;

        if (at >= pages.size())
            pages.resize(at + 1);
        if (!pages[at])
            pages[at].reset(new page());
        uint64_t &word = (*pages[at])[bit / word_docs];
        count += !(word & mask);
        word |= mask;
    }

    bool has(Xapian::docid document) const
    {
        size_t at = document / page_docs, bit = document % page_docs;

        return at < pages.size() && pages[at] &&
               (*pages[at])[bit / word_docs] >> bit % word_docs & 1;
    }

    // The first document at or after this one, or 0.
    Xapian::docid next(Xapian::docid from) const
    {
        size_t at = from / page_docs, bit = from % page_docs;

        for (; at < pages.size(); at++, bit = 0) {
            for (; pages[at] && bit < page_docs;
                 bit += word_docs - bit % word_docs) {
                uint64_t word =
                    (*pages[at])[bit / word_docs] >> bit % word_docs;

                if (word)
                    return (Xapian::docid)(at * page_docs + bit) +
                           (Xapian::docid)__builtin_ctzll(word);
            }
        }
        return 0;
    }
};

struct store_set {
    store *s;
    std::shared_ptr<std::vector<docset>> shards;
};

namespace
{

// Xapian clones the source for each shard, and passes it the shard.
class set_source : public Xapian::PostingSource
{
    Xapian::Database all;
    std::shared_ptr<const std::vector<docset>> shards;
    double weight;
    const docset *documents = nullptr;
    Xapian::docid at = 0;
    bool ended = false;

    void move(Xapian::docid from, double least)
    {
        at = least > weight ? 0 : documents->next(from);
        ended = !at;
    }

  public:
    set_source(const Xapian::Database &all_,
               std::shared_ptr<const std::vector<docset>> shards_,
               double weight_)
        : all(all_), shards(std::move(shards_)), weight(weight_)
    {
    }
    Xapian::PostingSource *clone() const override
    {
        return new set_source(all, shards, weight);
    }
    // db is one of the shards combined in `all', the same object.
    void init(const Xapian::Database &db) override
    {
        documents = nullptr;
        for (size_t i = 0; i < all.internal.size(); i++)
            if (all.internal[i].get() == db.internal[0].get())
                documents = &(*shards)[i];
        if (!documents)
            throw Xapian::InvalidOperationError("a set of another index");
        set_maxweight(weight);
        at = 0;
        ended = false;
    }
    void next(double least) override
    {
        move(at + 1, least);
    }
    void skip_to(Xapian::docid document, double least) override
    {
        if (document > at)
            move(document, least);
    }
    bool at_end() const override
    {
        return ended;
    }
    Xapian::docid get_docid() const override
    {
        return at;
    }
    double get_weight() const override
    {
        return weight;
    }
    Xapian::doccount get_termfreq_min() const override
    {
        return documents->count;
    }
    Xapian::doccount get_termfreq_est() const override
    {
        return documents->count;
    }
    Xapian::doccount get_termfreq_max() const override
    {
        return documents->count;
    }
    std::string get_description() const override
    {
        return "set";
    }
};

} // namespace

store_set *store_set_new(store *s)
{
    return surely([&] {
        return new store_set{
            s, std::make_shared<std::vector<docset>>(s->shards.size())};
    });
}

void store_set_free(store_set *u)
{
    delete u;
}

ir_status store_set_add_term(store_set *u, ir_text term, ir_error *err)
{
    assert(term.size);
    return read_guard(u->s, err, [&] {
        std::string name(term.data, term.size);

        for (size_t i = 0; i < u->s->shards.size(); i++) {
            const Xapian::Database &db = u->s->shards[i].db;
            auto end = db.postlist_end(name);

            for (auto p = db.postlist_begin(name); p != end; ++p)
                (*u->shards)[i].add(*p);
        }
        return IR_OK;
    });
}

void store_set_add(store_set *u, uint32_t document)
{
    size_t shards = u->s->shards.size();

    surely([&] {
        (*u->shards)[(document - 1) % shards].add(
            (Xapian::docid)((document - 1) / shards + 1));
        return 0;
    });
}

bool store_set_has(const store_set *u, uint32_t document)
{
    size_t shards = u->s->shards.size();

    return (*u->shards)[(document - 1) % shards].has(
        (Xapian::docid)((document - 1) / shards + 1));
}

store_set *store_set_both(const store_set *a, const store_set *b)
{
    store_set *out = store_set_new(a->s);

    for (size_t i = 0; i < a->shards->size(); i++) {
        const docset &one = (*a->shards)[i];

        for (Xapian::docid at = one.next(1); at; at = one.next(at + 1))
            if ((*b->shards)[i].has(at))
                surely([&] {
                    (*out->shards)[i].add(at);
                    return 0;
                });
    }
    return out;
}

// To go on to the next posting takes a fraction of the time of a skip.
static const Xapian::doccount skip_costs = 16;

// Call take for the documents of a term that are in the set, of one shard.
template <class Take>
static void each_shared(const Xapian::Database &db, const docset &set,
                        const std::string &name, Take &&take)
{
    auto p = db.postlist_begin(name), end = db.postlist_end(name);
    bool skips = p != end && set.count < db.get_termfreq(name) / skip_costs;

    while (p != end) {
        Xapian::docid document = *p;

        if (set.has(document))
            take(document);
        if (!skips) {
            ++p;
            continue;
        }
        document = set.next(document + 1);
        if (!document)
            break;
        p.skip_to(document);
    }
}

void store_set_each(const store_set *u,
                    void (*take)(void *closure, uint32_t document),
                    void *closure)
{
    const size_t shards = u->shards->size();

    for (size_t i = 0; i < shards; i++) {
        const docset &one = (*u->shards)[i];

        for (Xapian::docid at = one.next(1); at; at = one.next(at + 1))
            take(closure, (uint32_t)((at - 1) * shards + i + 1));
    }
}

ir_status store_set_holders(const store_set *u, ir_text term,
                            void (*take)(void *closure, uint32_t document),
                            void *closure, ir_error *err)
{
    return read_guard(u->s, err, [&] {
        const std::string name(term.data, term.size);
        const size_t shards = u->s->shards.size();

        for (size_t i = 0; i < shards; i++)
            if ((*u->shards)[i].count)
                each_shared(u->s->shards[i].db, (*u->shards)[i], name,
                            [&](Xapian::docid at) {
                                take(closure,
                                     (uint32_t)((at - 1) * shards + i + 1));
                            });
        return IR_OK;
    });
}

ir_status store_set_shared(const store_set *u, ir_text term, uint64_t *out,
                           ir_error *err)
{
    return read_guard(u->s, err, [&] {
        const std::string name(term.data, term.size);

        *out = 0;
        for (size_t i = 0; i < u->s->shards.size(); i++)
            if ((*u->shards)[i].count)
                each_shared(u->s->shards[i].db, (*u->shards)[i], name,
                            [&](Xapian::docid) { ++*out; });
        return IR_OK;
    });
}

ir_status store_set_values(const store_set *u, unsigned slot,
                           void (*take)(void *closure, uint32_t document,
                                        ir_text value),
                           void *closure, ir_error *err)
{
    return read_guard(u->s, err, [&] {
        const size_t shards = u->s->shards.size();

        for (size_t i = 0; i < shards; i++) {
            const Xapian::Database &db = u->s->shards[i].db;
            const docset &set = (*u->shards)[i];
            auto v = db.valuestream_begin(slot), end = db.valuestream_end(slot);

            for (Xapian::docid at = set.next(1); at; at = set.next(at + 1)) {
                if (v != end)
                    v.skip_to(at);
                if (v == end)
                    break;
                if (v.get_docid() != at)
                    continue;
                const std::string value = *v;
                take(closure, (uint32_t)((at - 1) * shards + i + 1),
                     {value.data(), value.size()});
            }
        }
        return IR_OK;
    });
}

uint64_t store_set_count(const store_set *u)
{
    uint64_t count = 0;

    for (const docset &one : *u->shards)
        count += one.count;
    return count;
}

store_query *store_query_set(const store_set *u, double score)
{
    return surely([&] {
        auto *source =
            new set_source(u->s->all, u->shards, score > 0 ? score : 0);

        return new store_query{Xapian::Query(source->release())};
    });
}
