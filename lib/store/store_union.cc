// The union of many terms' documents as a single posting source.
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

struct store_union {
    store *s;
    std::shared_ptr<std::vector<docset>> shards;
};

namespace
{

// Xapian clones the source for each shard, and passes it the shard.
class union_source : public Xapian::PostingSource
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
    union_source(const Xapian::Database &all_,
                 std::shared_ptr<const std::vector<docset>> shards_,
                 double weight_)
        : all(all_), shards(std::move(shards_)), weight(weight_)
    {
    }
    Xapian::PostingSource *clone() const override
    {
        return new union_source(all, shards, weight);
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
        return "union";
    }
};

} // namespace

store_union *store_union_new(store *s)
{
    return surely([&] {
        return new store_union{
            s, std::make_shared<std::vector<docset>>(s->shards.size())};
    });
}

void store_union_free(store_union *u)
{
    delete u;
}

ir_status store_union_add(store_union *u, ir_text term, ir_error *err)
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

uint64_t store_union_count(const store_union *u)
{
    uint64_t count = 0;

    for (const docset &one : *u->shards)
        count += one.count;
    return count;
}

store_query *store_query_union(const store_union *u, double score)
{
    return surely([&] {
        auto *source =
            new union_source(u->s->all, u->shards, score > 0 ? score : 0);

        return new store_query{Xapian::Query(source->release())};
    });
}
