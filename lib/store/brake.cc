// Stops searches within Xapian when their time is over.
//
// Xapian looks at nothing of ours while it goes from one article to the next,
// and where words are to be near each other, or one of hundreds is enough, that
// may take it seconds.  A posting source that has every article is joined to
// such queries: Xapian asks it for each one that it has got so far, before it
// reads where the words are.
#include "store/brake.h"

// The sources of a search are asked so often before one looks at the time.
#define BETWEEN 16

static thread_local brake *mine; // of the search that runs, or null

brake::brake(bool (*is_over_)(void *), void *of_) : is_over(is_over_), of(of_)
{
    mine = this;
}

brake::~brake()
{
    mine = nullptr;
}

namespace
{

class brake_source : public counted_source
{
    Xapian::docid at = 0, last = 0;
    brake *search = nullptr;

    void look()
    {
        if (search && ++search->asked % BETWEEN == 0 &&
            search->is_over(search->of))
            throw search_stopped();
    }

  public:
    Xapian::PostingSource *clone() const override
    {
        return new brake_source;
    }
    void init(const Xapian::Database &shard) override
    {
        count = shard.get_doccount();
        last = shard.get_lastdocid();
        at = 0;
        search = mine && mine->is_over ? mine : nullptr;
    }
    void next(double) override
    {
        look();
        at++;
    }
    void skip_to(Xapian::docid document, double) override
    {
        check(document, 0);
    }
    bool check(Xapian::docid document, double) override
    {
        look();
        if (document > at)
            at = document;
        return true;
    }
    bool at_end() const override
    {
        return at > last;
    }
    Xapian::docid get_docid() const override
    {
        return at;
    }
    std::string get_description() const override
    {
        return "brake";
    }
};

} // namespace

Xapian::Query query_braked(const Xapian::Query &q)
{
    return Xapian::Query(Xapian::Query::OP_FILTER, q,
                         Xapian::Query((new brake_source)->release()));
}
