// Compares a document of the index with one that was made again.
#include "store/handles.h"

#include <algorithm>

static ir_status differs(ir_text term, const char *how, ir_error *err)
{
    return ir_fail(err, IR_CORRUPT, "\"%.*s\" %s",
                   (int)std::min<size_t>(term.size, 60), term.data, how);
}

static bool same_positions(const store *s, Xapian::docid document,
                           const std::string &name, const doc *d,
                           const struct doc_term *t)
{
    auto at = s->all.positionlist_begin(document, name);
    const auto end = s->all.positionlist_end(document, name);

    for (size_t i = 0; i < t->count; i++, ++at)
        if (at == end || *at != d->positions[t->first + i])
            return false;
    return at == end;
}

// Compare one term with what the postings have of it.
static ir_status compare_postings(const store *s, Xapian::docid document,
                                  const doc *d, const struct doc_term *t,
                                  ir_error *err)
{
    const std::string name = string_of(t->name);
    Xapian::PostingIterator at = s->all.postlist_begin(name);

    at.skip_to(document);
    if (at == s->all.postlist_end(name) || *at != document)
        return differs(t->name, "has no posting", err);
    if (at.get_wdf() != t->wdf)
        return differs(t->name, "has another frequency in its postings", err);
    if (!same_positions(s, document, name, d, t))
        return differs(t->name, "has other positions", err);
    return IR_OK;
}

static ir_status compare_values(const store *s, Xapian::docid document,
                                const doc *d, ir_error *err)
{
    const Xapian::Document there = s->all.get_document(document);

    for (unsigned i = 0; i < DOC_SLOTS; i++)
        if (d->values[i].size && there.get_value(i) != string_of(d->values[i]))
            return ir_fail(err, IR_CORRUPT, "another value in slot %u", i);
    return IR_OK;
}

static ir_status compare(const store *s, Xapian::docid document, const doc *d,
                         ir_error *err)
{
    auto list = s->all.termlist_begin(document);
    const auto end = s->all.termlist_end(document);
    ir_status status = IR_OK;

    for (size_t i = 0; i < d->term_count && status == IR_OK; i++, ++list) {
        const struct doc_term *t = &d->terms[i];

        if (list == end || *list > string_of(t->name))
            return differs(t->name, "is not in the list of its terms", err);
        if (*list != string_of(t->name)) {
            const std::string other = *list;

            return differs(ir_text{other.data(), other.size()},
                           "is not in its text", err);
        }
        if (list.get_wdf() != t->wdf)
            return differs(t->name, "has another frequency", err);
        status = compare_postings(s, document, d, t, err);
    }
    if (status == IR_OK && list != end && (*list).compare(0, 2, NOISE_PREFIX)) {
        const std::string other = *list;

        return differs(ir_text{other.data(), other.size()},
                       "is not in its text", err);
    }
    return status == IR_OK ? compare_values(s, document, d, err) : status;
}

ir_status store_compare(store *s, uint32_t document, const doc *d,
                        ir_error *err)
{
    return read_guard(s, err, [&] { return compare(s, document, d, err); });
}
