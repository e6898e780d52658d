/* Finds articles by their handles, and handles that are unique. */
#include "article/handle.h"
#include "article/terms.h"

#include <stdlib.h>

#define ALGORITHM 7 /* bytes of "sha256:" before the digits */
#define DIGITS_MAX 64
#define LISTED 8       /* candidates of a handle that are looked at */
#define LIST_BYTES 180 /* of candidates in a message */

bool handle_is(struct ir_text text)
{
    bool letter = false;

    if (text.size < HANDLE_DIGITS || text.size > DIGITS_MAX)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        bool hex = ascii_letter(text.data[i]) && (text.data[i] | 0x20) <= 'f';

        if (!hex && !ascii_digit(text.data[i]))
            return false;
        letter = letter || hex;
    }
    return letter;
}

static size_t common(struct ir_text a, struct ir_text b)
{
    size_t n = 0;

    while (n < a.size && n < b.size && a.data[n] == b.data[n])
        n++;
    return n;
}

/* How many of the digits no other article has, or 0: of none or of several. */
static enum ir_status distinct(struct store *s, struct ir_text own, size_t *out,
                               struct ir_error *err)
{
    struct ir_text begin =
        text_slice(own, 0, TERM_HANDLE_PREFIX + HANDLE_DIGITS);
    struct store_terms *terms;
    struct ir_text term;
    uint64_t frequency, of_own = 0;
    size_t most = 0;
    enum ir_status status = store_terms_start(s, begin, &terms, err);

    if (status != IR_OK)
        return status;
    while ((status = store_terms_next(terms, &term, &frequency, err)) == IR_OK)
        if (text_equal(term, own))
            of_own = frequency;
        else if (common(term, own) > most)
            most = common(term, own);
    store_terms_free(terms);
    most = most ? most - TERM_HANDLE_PREFIX + 1 : 0;
    *out = of_own != 1 ? 0 : most < HANDLE_DIGITS ? HANDLE_DIGITS : most;
    return status == IR_END ? IR_OK : status;
}

enum ir_status handle_of(struct store *s, const char *fingerprint,
                         struct buf *out, struct ir_error *err)
{
    struct ir_text digits = text_of(fingerprint);
    struct buf term = BUF_INIT;
    size_t size = 0;
    enum ir_status status;

    if (digits.size < ALGORITHM + DIGITS_MAX)
        return IR_OK;
    digits = text_slice(digits, ALGORITHM, digits.size);
    term_handle(&term, digits);
    status = distinct(s, buf_text(&term), &size, err);
    buf_free(&term);
    while (size && size < digits.size &&
           !handle_is(text_slice(digits, 0, size)))
        size++;
    if (status == IR_OK)
        buf_addt(out, text_slice(digits, 0, size));
    return status;
}

/* ---- which articles have a handle ---- */

/* The articles of a handle, or some of them. */
struct holders {
    struct store *store;
    struct record_decoder *decoder;
    struct ir_text handle; /* in lower case */
    struct record record;  /* scratch */
    struct buf id;         /* of the last one */
    struct buf list;       /* of what each can be asked for by */
    size_t count, listed;
};

/* Add an article, if it is one. */
static enum ir_status add_holder(struct holders *h, struct ir_text bytes,
                                 struct ir_error *err)
{
    struct ir_article *a = &h->record.article;
    struct buf name = BUF_INIT;
    enum ir_status status = record_decode(h->decoder, bytes, &h->record, err);

    if (status == IR_OK &&
        memcmp(a->fingerprint + ALGORITHM, h->handle.data, h->handle.size) != 0)
        return IR_OK;
    if (status == IR_OK)
        status = handle_of(h->store, a->fingerprint, &name, err);
    if (status != IR_OK)
        return status;
    if (!name.size)
        buf_addt(&name, a->id);
    h->count++;
    buf_clear(&h->id);
    buf_addt(&h->id, a->id);
    if (h->list.size + name.size < LIST_BYTES) {
        buf_adds(&h->list, h->listed++ ? ", " : "");
        buf_addt(&h->list, buf_text(&name));
    }
    buf_free(&name);
    return IR_OK;
}

static enum ir_status add_holders(struct holders *h, struct ir_text term,
                                  struct ir_error *err)
{
    const struct store_search how = {
        .limit = LISTED, .unranked = true, .with_data = true};
    struct store_query *query = store_query_term(term, 1);
    struct store_hits *hits;
    enum ir_status status = store_search(h->store, query, &how, &hits, err);

    store_query_free(query);
    if (status != IR_OK)
        return status;
    for (size_t i = 0; status == IR_OK && i < store_hits_count(hits); i++)
        status = add_holder(h, store_hits_data(hits, i), err);
    store_hits_free(hits);
    return status;
}

static enum ir_status find_holders(struct holders *h, struct ir_error *err)
{
    struct store_terms *terms;
    struct buf begin = BUF_INIT;
    struct ir_text term;
    uint64_t frequency;
    enum ir_status status;

    term_handle(&begin, h->handle);
    status = store_terms_start(h->store, buf_text(&begin), &terms, err);
    buf_free(&begin);
    if (status != IR_OK)
        return status;
    for (size_t i = 0; status == IR_OK && i < LISTED; i++) {
        status = store_terms_next(terms, &term, &frequency, err);
        if (status == IR_OK)
            status = add_holders(h, term, err);
    }
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

/* What was found, in terms of the caller. */
static enum ir_status only_one(const struct holders *h, struct buf *id,
                               struct ir_error *err)
{
    int size = (int)h->handle.size;

    if (!h->count)
        return ir_fail(err, IR_NOT_FOUND, "no article \"%.*s\"", size,
                       h->handle.data);
    if (h->count > 1)
        return ir_fail(err, IR_INVALID, "\"%.*s\" is ambiguous: %s%s", size,
                       h->handle.data, h->list.data,
                       h->listed < h->count ? " and others" : "");
    buf_clear(id);
    buf_addt(id, buf_text(&h->id));
    return IR_OK;
}

enum ir_status handle_find(struct store *s, struct record_decoder *decoder,
                           struct ir_text handle, struct buf *id,
                           struct ir_error *err)
{
    struct holders h = {.store = s,
                        .decoder = decoder,
                        .record = RECORD_INIT,
                        .id = BUF_INIT,
                        .list = BUF_INIT};
    struct buf lower = BUF_INIT;
    enum ir_status status;

    for (size_t i = 0; i < handle.size; i++)
        buf_addc(&lower, ascii_lower(handle.data[i]));
    h.handle = buf_text(&lower);
    status = find_holders(&h, err);
    if (status == IR_OK)
        status = only_one(&h, id, err);
    record_free(&h.record);
    buf_free(&h.id);
    buf_free(&h.list);
    buf_free(&lower);
    return status;
}
