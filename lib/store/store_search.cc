// Runs queries, and fetches what is stored of the hits.
#include "store/brake.h"
#include "store/handles.h"

#include <cassert>
#include <memory>

// In effect infinite, so that wqf multiplies a term's score.
#define K3 1e12

struct hit {
    double score;
    Xapian::docid document;
    std::string record;
    ir_text data;
};

struct store_hits {
    std::vector<hit> hits;
    uint64_t lower, upper;
};

// MSet::fetch() is not used: it only helps remote shards, and in 1.4.22 reads
// out of bounds when the first hits are skipped.
static void fetch(const Xapian::MSet &found, store_hits *h)
{
    size_t i = 0;

    for (auto at = found.begin(); at != found.end(); ++at) {
        hit &one = h->hits[i++];

        one.record = at.get_document().get_data();
        one.data = record_unpack(one.record);
    }
}

// In descending order documents without a value already come last.
static void set_order(Xapian::Enquire &enquire, const struct store_search *how)
{
    bool down = how->order == STORE_BY_VALUE_DOWN;

    enquire.set_docid_order(Xapian::Enquire::ASCENDING);
    if (how->order == STORE_BY_SCORE)
        return;
    if (down) {
        enquire.set_sort_by_value_then_relevance(how->slot, true);
        return;
    }
    std::unique_ptr<Xapian::MultiValueKeyMaker> keys(
        new Xapian::MultiValueKeyMaker);
    keys->add_value(how->slot, false, std::string(64, '\xff'));
    enquire.set_sort_by_key_then_relevance(keys.release()->release(), false);
}

// Of a search that was stopped, nothing is known.
static Xapian::MSet matches(store *s, Xapian::Enquire &enquire,
                            const struct store_search *how, store_hits *h)
{
    brake until(how->is_over, how->over_of);
    Xapian::MSet found;

    h->lower = 0;
    h->upper = s->all.get_doccount();
    try {
        found = enquire.get_mset(how->offset, how->limit, how->check_at_least);
        h->lower = found.get_matches_lower_bound();
        h->upper = found.get_matches_upper_bound();
    } catch (const search_stopped &) {
    }
    return found;
}

static void run(store *s, const store_query *q, const struct store_search *how,
                store_hits *h)
{
    const Xapian::Query query = query_for(s, q, !how->unranked);
    Xapian::Enquire enquire(s->all);
    Xapian::MSet found;

    if (how->unranked) {
        // The score of a union does not depend on the weighting scheme.
        enquire.set_query(query_scale(query, 0));
        enquire.set_weighting_scheme(Xapian::BoolWeight());
    } else {
        enquire.set_query(query);
        enquire.set_weighting_scheme(
            Xapian::BM25Weight(how->k1, 0, K3, how->b, 0));
    }
    set_order(enquire, how);
    found = matches(s, enquire, how, h);
    h->hits.reserve(found.size());
    for (auto at = found.begin(); at != found.end(); ++at)
        h->hits.push_back(hit{at.get_weight(), *at, "", {"", 0}});
    if (how->with_data)
        fetch(found, h);
}

ir_status store_search(store *s, const store_query *q,
                       const struct store_search *how, store_hits **out,
                       ir_error *err)
{
    return read_guard(s, err, [&] {
        std::unique_ptr<store_hits> h(new store_hits);

        run(s, q, how, h.get());
        *out = h.release();
        return IR_OK;
    });
}

size_t store_hits_count(const store_hits *h)
{
    return h->hits.size();
}

void store_hits_total(const store_hits *h, uint64_t *lower, uint64_t *upper)
{
    *lower = h->lower;
    *upper = h->upper;
}

double store_hits_score(const store_hits *h, size_t i)
{
    assert(i < h->hits.size());
    return h->hits[i].score;
}

ir_text store_hits_data(const store_hits *h, size_t i)
{
    assert(i < h->hits.size());
    return h->hits[i].data;
}

uint32_t store_hits_document(const store_hits *h, size_t i)
{
    assert(i < h->hits.size());
    return h->hits[i].document;
}

ir_status store_hits_read(store *s, store_hits *h, size_t i, ir_error *err)
{
    assert(i < h->hits.size());
    return read_guard(s, err, [&] {
        hit &one = h->hits[i];

        if (!one.data.size) {
            one.record =
                s->all.get_document(one.document, Xapian::DOC_ASSUME_VALID)
                    .get_data();
            one.data = record_unpack(one.record);
        }
        return IR_OK;
    });
}

void store_hits_forget(store_hits *h, size_t i)
{
    hit &one = h->hits[i];

    assert(i < h->hits.size());
    std::string().swap(one.record);
    one.data = ir_text{"", 0};
}

void store_hits_free(store_hits *h)
{
    delete h;
}
