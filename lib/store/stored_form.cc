// Converts documents to Xapian's form, working around a bug in Xapian's
// decompression.
//
// Xapian deflates long records and term lists, but cannot read back those whose
// last input bytes inflate to 8192 bytes or more (glass/inflate.h).  Such data
// gets a tail that does not compress.
#include "store/stored_form.h"
#include "glass/inflate.h"
#include "store/handles.h"

#include <algorithm>
#include <cassert>
#include <cstdlib>
#include <memory>
#include <zlib.h>

#define NOISE_SIZE 2400 // over the largest item in a block of 8192
#define NOISE_TERM 200
#define MARK_PLAIN '\0' // last byte of a record without a tail
#define MARK_NOISE '\1' // last byte of a record with a tail of NOISE_SIZE

// Incompressible bytes, the same on every call.
static const std::string &noise()
{
    static const std::string bytes = [] {
        std::string made;
        uint64_t x = 0x9e3779b97f4a7c15u;

        while (made.size() < NOISE_SIZE) {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            made += (char)(x >> 32);
        }
        return made;
    }();

    return bytes;
}

// Deflate as Xapian does; empty if that saves nothing.
static std::string deflated(const std::string &plain)
{
    std::string out(plain.size(), '\0');
    z_stream z = {};
    int ended;

    if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -15, 9,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        throw std::bad_alloc();
    z.next_in = (Bytef *)const_cast<char *>(plain.data());
    z.avail_in = (uInt)plain.size();
    z.next_out = (Bytef *)&out[0];
    z.avail_out = (uInt)out.size();
    ended = deflate(&z, Z_FINISH);
    out.resize(ended == Z_STREAM_END ? out.size() - z.avail_out : 0);
    deflateEnd(&z);
    return out;
}

static bool reads_back(const std::string &bytes)
{
    std::string packed;

    if (bytes.size() < INFLATE_PIECE)
        return true;
    packed = deflated(bytes);
    return packed.empty() ||
           inflate_is_safe(packed.data(), packed.size(), bytes.size());
}

std::string record_pack(ir_text data)
{
    std::string record;

    record.reserve(data.size + 1);
    record.assign(data.size ? data.data : "", data.size);
    record += MARK_PLAIN;
    if (reads_back(record))
        return record;
    record.pop_back();
    record += noise();
    record += MARK_NOISE;
    return record;
}

const char *stored_form_read(ir_text stored, ir_text *out)
{
    const char mark = stored.size ? stored.data[stored.size - 1] : MARK_NOISE;
    const size_t extra = 1 + (mark == MARK_NOISE ? NOISE_SIZE : 0);

    if (mark != MARK_PLAIN && mark != MARK_NOISE)
        return "a record has no format byte";
    if (stored.size < extra)
        return "a record is too short";
    *out = ir_text{stored.data, stored.size - extra};
    return nullptr;
}

ir_text record_unpack(const std::string &record)
{
    ir_text data;
    const char *wrong =
        stored_form_read(ir_text{record.data(), record.size()}, &data);

    if (wrong)
        throw Xapian::DatabaseCorruptError(wrong);
    return data;
}

// An approximation of Xapian's term list, to find out how it compresses.
static std::string term_list(const doc *d)
{
    std::string list, name, before;

    for (size_t i = 0; i < d->term_count; i++) {
        const struct doc_term *t = &d->terms[i];
        size_t same = 0;

        name.assign(t->name.data, t->name.size);
        while (same < name.size() && same < before.size() &&
               name[same] == before[same])
            same++;
        list += (char)((t->wdf + 1) * (before.size() + 1) + same);
        list += (char)(name.size() - same);
        list.append(name, same, std::string::npos);
        before = name;
    }
    return list;
}

static bool list_reads_back(const doc *d)
{
    size_t most = 0;

    for (size_t i = 0; i < d->term_count; i++)
        most += d->terms[i].name.size + 8;
    return most < INFLATE_PIECE || reads_back(term_list(d));
}

static void add_terms(const doc *d, Xapian::Document *to)
{
    std::string name;

    for (size_t i = 0; i < d->term_count; i++) {
        const struct doc_term *t = &d->terms[i];
        const uint32_t *at = d->positions + t->first;

        name.assign(t->name.data, t->name.size);
        if (!t->count) {
            to->add_term(name, t->wdf);
            continue;
        }
        to->add_posting(name, at[0], t->wdf);
        for (size_t k = 1; k < t->count; k++)
            to->add_posting(name, at[k], 0);
    }
}

// Add a term that does not compress and sorts last, to a term list that could
// not be read back.
static void add_noise(Xapian::Document *to)
{
    for (size_t at = 0; at + NOISE_TERM <= NOISE_SIZE; at += NOISE_TERM) {
        std::string name = NOISE_PREFIX;

        name += (char)(1 + at / NOISE_TERM);
        name.append(noise(), at, NOISE_TERM);
        name.erase(std::remove(name.begin(), name.end(), '\0'), name.end());
        to->add_boolean_term(name);
    }
}

static Xapian::Document *build(const doc *d)
{
    std::unique_ptr<Xapian::Document> to(new Xapian::Document);
    tally t = tally::of(d);

    add_terms(d, to.get());
    if (!list_reads_back(d))
        add_noise(to.get());
    for (unsigned i = 0; i < DOC_SLOTS; i++)
        if (d->values[i].size)
            to->add_value(i, std::string(d->values[i].data, d->values[i].size));
    if (!t.zero())
        to->add_value(TALLY_SLOT, t.text());
    to->set_data(record_pack(d->data));
    return to.release();
}

static void unprepare(void *prepared)
{
    delete static_cast<Xapian::Document *>(prepared);
}

ir_status xapian_prepare(doc *d, ir_error *err)
{
    assert(!d->build && "doc_finish comes first");
    if (d->prepared && d->unprepare == unprepare)
        return IR_OK;
    if (d->prepared) // for lib/glass
        d->unprepare(d->prepared);
    d->prepared = nullptr;
    return guard(access::writing, "in memory", err, [&] {
        d->prepared = build(d);
        d->unprepare = unprepare;
        return IR_OK;
    });
}

// ---- tallies: numbers summed over all documents ----

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
