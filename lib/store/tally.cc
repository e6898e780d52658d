// Numbers that are summed over all documents.
#include "store/handles.h"

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
