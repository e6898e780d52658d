// Puts queries in a form that faults of Xapian 1.4.22 do not spoil.  Each part
// of this file can go when the Xapian that is required has the fault no more.
//
// 1. A term that all documents of a shard have, where neither its frequencies
//    nor its positions matter, as in a filter: LocalSubMatch::open_post_list()
//    takes the list of all documents instead, and gives it the term's name.  If
//    there are gaps in the shard's document numbers, since documents were
//    deleted, GlassPostList::next_chunk() then looks for the second chunk of
//    that list under that name, and the index counts as damaged.  A posting
//    source takes the place of the term.
// 2. AND_MAYBE where it does not score, and Xapian does not leave it out by
//    itself, as in a filter that is negated: the constructor of
//    AndMaybePostList leaves its weights to recalc_maxweight(), which
//    AndNotPostList and SynonymPostList do not call for what is below them.
//    By their chance values it may become an AND.  Only its first part is kept.
// Besides, what may take Xapian long gets a brake, other than in a synonym: the
// frequencies of that cannot be found with a posting source in it.
#include "store/brake.h"
#include "store/handles.h"

#include <algorithm>

// So many parts of an OR take Xapian long.
#define MANY_PARTS 64

namespace
{

// The documents of a term, without scores.
class term_source : public counted_source
{
    std::string term;
    Xapian::PostingIterator here;
    bool started = false;

  public:
    explicit term_source(const std::string &term_) : term(term_)
    {
    }
    Xapian::PostingSource *clone() const override
    {
        return new term_source(term);
    }
    void init(const Xapian::Database &shard) override
    {
        here = shard.postlist_begin(term);
        count = shard.get_termfreq(term);
        started = false;
    }
    void next(double) override
    {
        if (started)
            ++here;
        started = true;
    }
    void skip_to(Xapian::docid document, double) override
    {
        here.skip_to(document);
        started = true;
    }
    bool at_end() const override
    {
        return here == Xapian::PostingIterator();
    }
    Xapian::docid get_docid() const override
    {
        return *here;
    }
    std::string get_description() const override
    {
        return term;
    }
};

// Where a part of a query stands.
struct place {
    double factor; // multiplies its scores; 0: they do not matter
    bool synonym;  // but its frequencies do
};

class rewriter
{
    std::vector<Xapian::Database> gapped; // shards

    bool in_all_of_one(const std::string &term) const
    {
        return std::any_of(gapped.begin(), gapped.end(), [&](const auto &db) {
            return db.get_termfreq(term) == db.get_doccount();
        });
    }
    Xapian::Query join(const store_query &q, place at, bool *changed) const;

  public:
    explicit rewriter(const store *s)
    {
        for (const shard &one : s->shards)
            if (one.db.get_doccount() != one.db.get_lastdocid())
                gapped.push_back(one.db);
    }
    // Sets *changed if the result is another query than q.query.
    Xapian::Query rewrite(const store_query &q, place at, bool *changed) const;
};

// The place of the part after one at this place.
place after(store_op op, place at)
{
    if (op == STORE_AND_NOT || op == STORE_FILTER)
        at.factor = 0;
    return at;
}

Xapian::Query rewriter::join(const store_query &q, place at,
                             bool *changed) const
{
    std::vector<Xapian::Query> parts;
    const bool brakes =
        q.op == STORE_OR && q.parts.size() >= MANY_PARTS && !at.synonym;
    bool any = false;

    at.factor *= q.factor;
    if (q.op == STORE_SYNONYM && at.factor > 0)
        at = place{0, true};
    for (const store_query &part : q.parts) {
        parts.push_back(rewrite(part, at, &any));
        at = after(q.op, at);
    }
    if (!any && !brakes)
        return q.query;
    *changed = true;
    if (parts.size() == 1)
        return query_scale(parts[0], q.factor);
    const Xapian::Query all = any ? query_join(q.op, parts) : q.query;
    return brakes ? query_braked(all) : all;
}

Xapian::Query rewriter::rewrite(const store_query &q, place at,
                                bool *changed) const
{
    const bool scores = at.factor > 0;

    if (!q.parts.empty() && (scores || q.op != STORE_AND_MAYBE))
        return join(q, at, changed);
    if (!q.parts.empty()) {
        *changed = true;
        return rewrite(q.parts[0], at, changed);
    }
    if (q.near && !at.synonym) {
        *changed = true;
        return query_braked(q.query);
    }
    if (q.term.empty() || scores || at.synonym || !in_all_of_one(q.term))
        return q.query;
    *changed = true;
    return Xapian::Query((new term_source(q.term))->release());
}

} // namespace

Xapian::Query query_for(const store *s, const store_query *q, bool scored)
{
    bool changed = false;

    return rewriter(s).rewrite(*q, place{scored ? 1.0 : 0.0, false}, &changed);
}
