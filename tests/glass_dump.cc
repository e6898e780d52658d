// Lists databases and asks them, through Xapian alone.
#include "tests/glass_dump.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>
#include <xapian.h>
#include <xxhash.h>

#define SLOTS 20    // more than the store uses
#define SHOWN 64    // bytes that stand in a dump as they are
#define SAMPLE 4000 // words of a document that queries are made of
#define FROM_ONE 8  // queries made of a document
#define FAIL 50     // one of so many may be one that Xapian fails on

using std::string;
using std::to_string;
using std::vector;

// ---- listing ----

// Printable, and the long by its hash.
static string shown(const string &bytes)
{
    static const char digits[] = "0123456789abcdef";
    string out;

    if (bytes.size() > SHOWN)
        return shown(bytes.substr(0, SHOWN)) + "..." + to_string(bytes.size()) +
               ":" + to_string(XXH3_64bits(bytes.data(), bytes.size()));
    for (char c : bytes)
        if (c > ' ' && c < 0x7f && c != '\\')
            out += c;
        else
            out += string("\\") + digits[c >> 4 & 15] + digits[c & 15];
    return out;
}

static string number(uint64_t n)
{
    return " " + to_string(n);
}

static void add_number(string &out, uint64_t n)
{
    char digits[24];

    out += ' ';
    out.append(digits, std::to_chars(digits, digits + sizeof(digits), n).ptr);
}

static string totals(const Xapian::Database &db)
{
    return "documents" + number(db.get_doccount()) + " last" +
           number(db.get_lastdocid()) + " length" +
           number(db.get_total_length()) + " least" +
           number(db.get_doclength_lower_bound()) + " most" +
           number(db.get_doclength_upper_bound()) +
           (db.has_positions() ? " positions" : "") + "\n";
}

static void add_metadata(const Xapian::Database &db, string &out)
{
    for (auto key = db.metadata_keys_begin(); key != db.metadata_keys_end();
         ++key)
        out += "metadata " + shown(*key) + " " + shown(db.get_metadata(*key)) +
               "\n";
}

static void add_values(const Xapian::Database &db, Xapian::valueno slot,
                       string &out)
{
    out += "slot" + number(slot) + number(db.get_value_freq(slot)) + " " +
           shown(db.get_value_lower_bound(slot)) + " " +
           shown(db.get_value_upper_bound(slot)) + "\n";
    for (auto at = db.valuestream_begin(slot); at != db.valuestream_end(slot);
         ++at)
        out += "value" + number(slot) + number(at.get_docid()) + " " +
               shown(*at) + "\n";
}

// Each document's list of terms, read as far as all terms have come.
using lists = std::unordered_map<Xapian::docid, Xapian::TermIterator>;

// A list of positions is read with a cursor of its own, and so all blocks down
// to it.  But Xapian copies those that the table's cursor is at, which counting
// leads to the next list: so each block is read once, not once for each list.
static void add_positions(const Xapian::Database &db, const string &term,
                          Xapian::docid id, lists &listed, string &out)
{
    const auto [found, is_new] = listed.try_emplace(id);
    Xapian::TermIterator &at = found->second;

    if (is_new)
        at = db.termlist_begin(id);
    if (at == db.termlist_end(id) || *at != term)
        throw Xapian::DatabaseCorruptError("document" + number(id) +
                                           " does not list " + shown(term));
    if (at.positionlist_count())
        for (auto p = at.positionlist_begin(); p != at.positionlist_end(); ++p)
            add_number(out, *p);
    ++at;
}

static void add_postings(const Xapian::Database &db, const string &term,
                         lists &listed, string &out)
{
    const string line = "posting " + shown(term);

    for (auto at = db.postlist_begin(term); at != db.postlist_end(term); ++at) {
        out += line;
        add_number(out, *at);
        add_number(out, at.get_wdf());
        add_number(out, at.get_doclength());
        out += ':';
        add_positions(db, term, *at, listed, out);
        out += '\n';
    }
}

static void add_terms(const Xapian::Database &db, string &out)
{
    lists listed;

    for (auto at = db.allterms_begin(); at != db.allterms_end(); ++at) {
        out += "term " + shown(*at) + number(at.get_termfreq()) +
               number(db.get_collection_freq(*at)) +
               number(db.get_wdf_upper_bound(*at)) + "\n";
        add_postings(db, *at, listed, out);
    }
}

// What a term is and where it stands was said of its postings.
static void add_document(const Xapian::Database &db, Xapian::docid id,
                         string &out)
{
    const Xapian::Document d = db.get_document(id);

    out += "document" + number(id) + number(db.get_doclength(id)) +
           number(db.get_unique_terms(id)) + " " + shown(d.get_data()) + "\n";
    for (auto at = db.termlist_begin(id); at != db.termlist_end(id); ++at) {
        out += "listed ";
        out += shown(*at);
        add_number(out, at.get_wdf());
        out += '\n';
    }
    for (auto at = d.values_begin(); at != d.values_end(); ++at)
        out += "has" + number(at.get_valueno()) + " " + shown(*at) + "\n";
}

static string list(const Xapian::Database &db)
{
    string out = totals(db);

    add_metadata(db, out);
    for (Xapian::valueno slot = 0; slot < SLOTS; slot++)
        add_values(db, slot, out);
    add_terms(db, out);
    for (auto at = db.postlist_begin(""); at != db.postlist_end(""); ++at)
        add_document(db, *at, out);
    return out;
}

char *glass_dump(const char *dir)
{
    string all;

    try {
        all = list(Xapian::Database(dir));
    } catch (const Xapian::Error &e) {
        all = e.get_description();
    }
    return strdup(all.c_str());
}

char *glass_compact(const char *dir, const char *to)
{
    try {
        Xapian::Database(dir).compact(to,
                                      Xapian::DBCOMPACT_NO_RENUMBER |
                                          (unsigned)Xapian::Compactor::FULL);
    } catch (const Xapian::Error &e) {
        return strdup(e.get_description().c_str());
    }
    return nullptr;
}

// Xapian forgets the weights of a query that it fails on.  For the sanitizer.
extern "C" __attribute__((visibility("default"))) const char *
__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:Xapian::BM25Weight::clone\nleak:Xapian::TfIdfWeight::clone\n";
}

// ---- asking ----

namespace
{

using Query = Xapian::Query;

struct word {
    Xapian::termpos at;
    string term;
};

// Random queries that documents of a database match, more or less.
class asker
{
  public:
    asker(const string &from, uint64_t seed, bool with_phrases)
        : db(from), random(seed), phrases(with_phrases)
    {
    }
    Query next();
    void choose(Xapian::Enquire *a, Xapian::Enquire *b);
    size_t below(size_t n)
    {
        return random() % n;
    }

    Xapian::doccount first, most, least; // of the matches to be got

  private:
    bool choose_document();
    string any_term()
    {
        return (*words)[below(words->size())].term;
    }
    Query run(Query::op how);
    Query range();
    Query wildcard();
    Query leaf();
    Query node(unsigned depth, bool negated);

    Xapian::Database db;
    std::mt19937_64 random;
    bool phrases;
    std::unordered_map<Xapian::docid, vector<word>> documents; // so far
    const vector<word> *words = nullptr; // of the chosen one, by position
    size_t left = 0;                     // queries to be made of it
};

// Terms without a position stand first.  None of a document that is not there.
vector<word> words_of(const Xapian::Database &db, Xapian::docid id)
{
    vector<word> words;

    try {
        for (auto at = db.termlist_begin(id); at != db.termlist_end(id); ++at) {
            if (!at.positionlist_count())
                words.push_back(word{0, *at});
            for (auto p = at.positionlist_begin();
                 p != at.positionlist_end() && words.size() < SAMPLE; ++p)
                words.push_back(word{*p, *at});
        }
    } catch (const Xapian::DocNotFoundError &) {
        return words;
    }
    std::stable_sort(words.begin(), words.end(),
                     [](const word &a, const word &b) { return a.at < b.at; });
    return words;
}

bool asker::choose_document()
{
    const Xapian::docid id = 1 + (Xapian::docid)below(db.get_lastdocid());
    const auto [found, is_new] = documents.try_emplace(id);

    if (is_new)
        found->second = words_of(db, id);
    words = &found->second;
    return !words->empty();
}

// Some words that stand together, or nearly.
Query asker::run(Query::op how)
{
    const size_t count = std::min<size_t>(2 + below(3), words->size());
    const size_t from = below(words->size() - count + 1);
    vector<Query> parts;

    for (size_t i = 0; i < count; i++)
        parts.push_back(Query((*words)[from + i].term));
    if (!below(3))
        std::reverse(parts.begin(), parts.end());
    if (how != Query::OP_PHRASE && how != Query::OP_NEAR)
        return Query(how, parts.begin(), parts.end());
    return Query(how, parts.begin(), parts.end(),
                 (Xapian::termcount)(parts.size() + below(6)));
}

Query asker::range()
{
    const Xapian::valueno slot = (Xapian::valueno)below(SLOTS);
    string low = db.get_value_lower_bound(slot);
    string high = db.get_value_upper_bound(slot);

    low = low.substr(0, 1 + below(3));
    high = high.substr(0, 1 + below(3));
    if (!low.empty())
        low[low.size() - 1] = (char)(low[low.size() - 1] + (char)below(9));
    switch (below(3)) {
    case 0: return Query(Query::OP_VALUE_GE, slot, low);
    case 1: return Query(Query::OP_VALUE_LE, slot, high);
    default: return Query(Query::OP_VALUE_RANGE, slot, low, high);
    }
}

// All terms that begin so are looked at: so seldom with one letter, and of long
// terms, which begin alike, nearly all of it.
Query asker::wildcard()
{
    const string term = any_term();
    const size_t cut = 1 + below(4);
    size_t size = term.size() > 4 + cut ? term.size() - cut : cut;

    if (!below(10))
        size = 1;
    return Query(Query::OP_WILDCARD, term.substr(0, size),
                 1 + (Xapian::termcount)below(30),
                 below(2) ? Query::WILDCARD_LIMIT_MOST_FREQUENT
                          : Query::WILDCARD_LIMIT_FIRST,
                 below(2) ? Query::OP_OR : Query::OP_SYNONYM);
}

Query asker::leaf()
{
    switch (below(10)) {
    case 0: return run(phrases ? Query::OP_PHRASE : Query::OP_AND);
    case 1: return run(phrases ? Query::OP_NEAR : Query::OP_AND);
    case 4: return run(Query::OP_SYNONYM);
    case 2: return wildcard();
    case 3: return range();
    default: return Query(any_term(), 1 + (Xapian::termcount)below(2));
    }
}

// Not AND_MAYBE below what is negated: there Xapian 1.4.22 looks at memory that
// it has not written.  And not XOR, of which its server may die.
Query asker::node(unsigned depth, bool negated)
{
    static const Query::op joins[] = {Query::OP_AND, Query::OP_OR,
                                      Query::OP_FILTER, Query::OP_AND_NOT,
                                      Query::OP_AND_MAYBE};
    Query::op join;
    Query a;

    if (!depth || !below(3))
        return leaf();
    join = joins[below(sizeof(joins) / sizeof(*joins) - negated)];
    a = node(depth - 1, negated);
    return Query(join, a,
                 node(depth - 1, negated || join == Query::OP_AND_NOT));
}

Query asker::next()
{
    if (!left--) {
        while (!choose_document())
            ;
        left = FROM_ONE - 1;
    }
    return node(2, false);
}

// The same choices for both.
void asker::choose(Xapian::Enquire *a, Xapian::Enquire *b)
{
    const double k1 = (double)(1 + below(30)) / 10,
                 part = (double)below(11) / 10;
    const Xapian::valueno slot = (Xapian::valueno)below(SLOTS);
    const size_t order = below(6), collapse = below(8), weight = below(3);

    for (Xapian::Enquire *one : {a, b}) {
        if (weight == 0)
            one->set_weighting_scheme(Xapian::BM25Weight(k1, 0, 1, part, 0.5));
        else if (weight == 1)
            one->set_weighting_scheme(Xapian::TfIdfWeight("ntn"));
        if (order == 0)
            one->set_sort_by_value(slot, true);
        else if (order == 1)
            one->set_sort_by_relevance_then_value(slot, false);
        else if (order == 2)
            one->set_docid_order(Xapian::Enquire::DESCENDING);
        if (!collapse)
            one->set_collapse_key(slot);
    }
    first = below(4) ? 0 : (Xapian::doccount)below(20);
    most = (Xapian::doccount)(1 + below(below(2) ? 10 : 3000));
    least = below(2) ? 0 : (Xapian::doccount)below(2000);
}

// What the two differ in; empty if in nothing.
string differ(const Xapian::MSet &a, const Xapian::MSet &b)
{
    if (a.size() != b.size())
        return number(a.size()) + " hits, not" + number(b.size());
    if (a.get_matches_lower_bound() != b.get_matches_lower_bound() ||
        a.get_matches_estimated() != b.get_matches_estimated() ||
        a.get_matches_upper_bound() != b.get_matches_upper_bound() ||
        a.get_uncollapsed_matches_estimated() !=
            b.get_uncollapsed_matches_estimated())
        return "total of" + number(a.get_matches_lower_bound()) +
               number(a.get_matches_estimated()) +
               number(a.get_matches_upper_bound()) + ", not" +
               number(b.get_matches_lower_bound()) +
               number(b.get_matches_estimated()) +
               number(b.get_matches_upper_bound());
    if (a.get_max_possible() != b.get_max_possible() ||
        a.get_max_attained() != b.get_max_attained())
        return "greatest weights";
    for (Xapian::doccount i = 0; i < a.size(); i++) {
        const double x = a[i].get_weight(), y = b[i].get_weight();

        if (*a[i] != *b[i] || memcmp(&x, &y, sizeof(x)) != 0)
            return "hit" + number(i) + ":" + number(*a[i]) + " of " +
                   to_string(x) + ", not" + number(*b[i]) + " of " +
                   to_string(y);
    }
    return "";
}

Xapian::Database open_named(const string &name)
{
    if (name.compare(0, 4, "tcp:") != 0)
        return Xapian::Database(name);
    return Xapian::Remote::open("127.0.0.1",
                                (unsigned)std::stoul(name.substr(4)));
}

// Does Xapian 1.4.22 only seem to find damage?  See lib/store/store_faults.cc.
bool is_sound(const Xapian::Database &db, const string &message)
{
    const string words = "Unexpected end of posting list for '";
    const Xapian::doccount all = db.get_doccount();
    const size_t at = message.find(words), from = at + words.size();

    if (at == string::npos || all == db.get_lastdocid())
        return false;
    return db.get_termfreq(
               message.substr(from, message.find('\'', from) - from)) == all;
}

// Ask; what Xapian says of a sound database if it fails.
string answer(const Xapian::Database &db, Xapian::Enquire *of,
              const asker *from, Xapian::MSet *out)
{
    try {
        *out = of->get_mset(from->first, from->most, from->least);
    } catch (const Xapian::DatabaseCorruptError &e) {
        if (!is_sound(db, e.get_msg()))
            throw;
        return e.get_msg();
    }
    return "";
}

string ask(asker *from, const Xapian::Database &a, const Xapian::Database &b,
           glass_asked *out)
{
    Xapian::Enquire x(a), y(b);
    const Query query = from->next();
    Xapian::MSet one, other;
    string diff;
    bool failed;

    from->choose(&x, &y);
    x.set_query(query);
    y.set_query(query);
    // Whether the fault shows depends on where chunks end, which may differ.
    failed = !answer(a, &x, from, &one).empty();
    failed |= !answer(b, &y, from, &other).empty();
    if (!failed)
        diff = differ(one, other);
    if (!diff.empty())
        return diff + ": " + query.get_description();
    out->queries++;
    out->failed += failed;
    out->with_hits += !failed && !one.empty();
    return "";
}

} // namespace

glass_asked glass_ask(const char *from, const char *a, const char *b,
                      uint64_t seed, int queries, bool phrases)
{
    glass_asked out = {};
    string diff;

    try {
        asker questions(from, seed, phrases);
        const Xapian::Database x = open_named(a), y = open_named(b);

        for (int i = 0; i < queries && diff.empty(); i++)
            diff = ask(&questions, x, y, &out);
        if (out.failed > 1 + queries / FAIL)
            diff = "Xapian failed on" + number((uint64_t)out.failed);
    } catch (const Xapian::Error &e) {
        diff = e.get_description();
    }
    strncpy(out.diff, diff.c_str(), sizeof(out.diff) - 1);
    return out;
}
