// Builds queries from Xapian's operators.
#include "store/handles.h"

#include <cassert>

store_query *store_query_term(ir_text term, uint32_t wqf)
{
    assert(term.size);
    return surely([&] {
        std::string name = string_of(term);

        return new store_query{Xapian::Query(name, wqf), name};
    });
}

store_query *store_query_all(void)
{
    return surely([] { return new store_query{Xapian::Query::MatchAll}; });
}

Xapian::Query query_join(store_op op, const std::vector<Xapian::Query> &parts)
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
    if (count == 1)
        return parts[0];
    return surely([&] {
        std::vector<Xapian::Query> queries;
        store_query *joined = new store_query;

        joined->op = op;
        joined->parts.reserve(count);
        for (size_t i = 0; i < count; i++) {
            queries.push_back(parts[i]->query);
            joined->parts.push_back(std::move(*parts[i]));
            delete parts[i];
        }
        if (count)
            joined->query = query_join(op, queries);
        return joined;
    });
}

store_query *store_query_near(const ir_text *terms, size_t count,
                              uint32_t window, bool ordered)
{
    Xapian::Query::op op =
        ordered ? Xapian::Query::OP_PHRASE : Xapian::Query::OP_NEAR;

    if (count == 1)
        return store_query_term(terms[0], 1);
    return surely([&] {
        std::vector<std::string> names;

        for (size_t i = 0; i < count; i++)
            names.push_back(string_of(terms[i]));
        if (window < count)
            window = (uint32_t)count;
        auto *near = new store_query{
            Xapian::Query(op, names.begin(), names.end(), window)};
        near->near = true;
        return near;
    });
}

Xapian::Query query_scale(const Xapian::Query &q, double factor)
{
    return Xapian::Query(Xapian::Query::OP_SCALE_WEIGHT, q, factor);
}

store_query *store_query_scale(store_query *q, double factor)
{
    return surely([&] {
        store_query *scaled = new store_query;

        scaled->factor = factor > 0 ? factor : 0;
        scaled->query = query_scale(q->query, scaled->factor);
        scaled->parts.push_back(std::move(*q));
        delete q;
        return scaled;
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
    return surely([&] { return new store_query(*q); });
}

void store_query_free(store_query *q)
{
    delete q;
}

char *store_query_describe(const store_query *q)
{
    return surely([&] { return xstrdup(q->query.get_description().c_str()); });
}
