// Numbers that are summed over all documents.
#include "store/writer.h"

#include <algorithm>
#include <cstdlib>

tally tally::of(const doc *d)
{
    tally t;

    if (d)
        std::copy(d->tallies, d->tallies + DOC_TALLIES, t.n);
    return t;
}

tally tally::parse(const std::string &text)
{
    const char *at = text.c_str();
    tally t;

    for (uint64_t &n : t.n) {
        char *end;

        n = strtoull(at, &end, 10);
        at = end;
    }
    return t;
}

std::string tally::text() const
{
    std::string s;

    for (uint64_t one : n)
        s += (s.empty() ? "" : " ") + std::to_string(one);
    return s;
}

bool tally::zero() const
{
    return std::all_of(n, n + DOC_TALLIES, [](uint64_t x) { return !x; });
}

tally &tally::operator+=(const tally &other)
{
    for (size_t i = 0; i < DOC_TALLIES; i++)
        n[i] += other.n[i];
    return *this;
}

tally &tally::operator-=(const tally &other)
{
    for (size_t i = 0; i < DOC_TALLIES; i++)
        n[i] -= other.n[i];
    return *this;
}

tally sum_changes(const store_writer *w, size_t from, size_t to)
{
    tally t = w->committed;

    for (size_t i = from; i < to; i++) {
        const change &c = w->batch[i];

        if (c.dropped)
            continue;
        t += tally::of(c.current);
        t -= c.had;
    }
    return t;
}

tally pending_tally(const store_writer *w)
{
    return sum_changes(w, 0, w->batch.size());
}
