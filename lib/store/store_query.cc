// Builds queries from Xapian's operators.
#include "store/handles.h"

#include <cassert>

store_query *store_query_term(ir_text term, uint32_t wqf)
{
    assert(term.size);
    return surely(
        [&] { return new store_query{Xapian::Query(string_of(term), wqf)}; });
}

store_query *store_query_all(void)
{
    return surely([] { return new store_query{Xapian::Query::MatchAll}; });
}

static Xapian::Query join(store_op op, const std::vector<Xapian::Query> &parts)
{
    typedef Xapian::Query Query;
    auto first = parts.begin(), second = first + 1, end = parts.end();

    switch (op) {
    case STORE_AND: return Query(Query::OP_AND, first, end);
    case STORE_OR: return Query(Query::OP_OR, first, end);
    case STORE_SYNONYM: return Query(Query::OP_SYNONYM, first, end);
    case STORE_AND_NOT:
        return Query(Query::OP_AND_NOT, *first,
                     Query(Query::OP_OR, second, end));
    case STORE_AND_MAYBE:
        return Query(Query::OP_AND_MAYBE, *first,
                     Query(Query::OP_OR, second, end));
    case STORE_FILTER:
        return Query(Query::OP_FILTER, *first,
                     Query(Query::OP_AND, second, end));
    }
    assert(!"a store_op");
    return Query::MatchNothing;
}

store_query *store_query_join(store_op op, store_query **parts, size_t count)
{
    return surely([&] {
        std::vector<Xapian::Query> queries;
        store_query *joined = new store_query;

        for (size_t i = 0; i < count; i++) {
            queries.push_back(parts[i]->query);
            delete parts[i];
        }
        if (count == 1)
            joined->query = queries[0];
        else if (count)
            joined->query = join(op, queries);
        return joined;
    });
}

store_query *store_query_near(const ir_text *terms, size_t count,
                              uint32_t window, bool ordered)
{
    Xapian::Query::op op =
        ordered ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR;

    return surely([&] {
        std::vector<std::string> names;

        for (size_t i = 0; i < count; i++)
            names.push_back(string_of(terms[i]));
        if (window < count)
            window = (uint32_t)count;
        return new store_query{
            Xapian::Query(op, names.begin(), names.end(), window)};
    });
}

store_query *store_query_scale(store_query *q, double factor)
{
    return surely([&] {
        q->query = Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, q->query,
                                 factor > 0 ? factor : 0);
        return q;
    });
}

// With an empty begin Xapian may match documents without a value.
store_query *store_query_range(unsigned slot, ir_text begin, ir_text end)
{
    std::string from = begin.size ? string_of(begin) : std::string(1, '\0');

    assert(slot < DOC_SLOTS);
    return surely([&] {
        if (!end.size)
            return new store_query{
                Xapian::Query(Xapian::Query::OP_VALUE_GE, slot, from)};
        return new store_query{Xapian::Query(Xapian::Query::OP_VALUE_RANGE,
                                             slot, from, string_of(end))};
    });
}

store_query *store_query_copy(const store_query *q)
{
    return surely([&] { return new store_query{q->query}; });
}

void store_query_free(store_query *q)
{
    delete q;
}

char *store_query_describe(const store_query *q)
{
    return surely([&] { return xstrdup(q->query.get_description().c_str()); });
}
