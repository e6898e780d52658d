/*
 * Any bytes as documents, metadata and deletions of an index that is written in
 * one go, and joined with more: it passes its check and holds what went in.
 */
#include "base/buf.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/* Xapian deletes objects by the type of what they inherit. */
const char *__asan_default_options(void);

const char *__asan_default_options(void)
{
    return "new_delete_type_mismatch=0";
}

#define IDS 12
#define KEYS 4
#define TERMS 24
#define POSITIONS 12
#define PAIRS 6              /* of terms that are looked for together */
#define FAR (UINT32_MAX / 2) /* beyond, sums of positions overflow in Xapian */

static char root[] = "/tmp/irsearch-fuzz-XXXXXX";
static char dir[64];
static struct ir_error err;

/* What the index must hold. */
static struct doc *docs[IDS];
static char *metas[KEYS];

static void need(bool holds, const char *what)
{
    if (!holds) {
        fprintf(stderr, "%s: %s\n", what, err.message);
        abort();
    }
}

static void well(enum ir_status status, const char *what)
{
    need(status == IR_OK, what);
}

/* ---- bytes ---- */

struct bytes {
    const uint8_t *at, *end;
};

static uint8_t take(struct bytes *b)
{
    return b->at < b->end ? *b->at++ : 0;
}

static uint32_t take_number(struct bytes *b)
{
    const uint8_t size = take(b);
    uint32_t n = 0;

    for (unsigned i = 0; i < size % 5u; i++)
        n = n << 8 | take(b);
    return n;
}

/* So many bytes: some from the input, over and over. */
static void take_text(struct bytes *b, struct buf *out, size_t size)
{
    size_t period = 1 + take(b);
    const size_t left = (size_t)(b->end - b->at);

    if (period > left)
        period = left ? left : 1;
    buf_clear(out);
    for (size_t i = 0; i < size; i++)
        buf_addc(out, left ? (char)b->at[i % period] : 'x');
    b->at += period < left ? period : left;
}

/* ---- documents ---- */

static struct ir_text id_of(unsigned i)
{
    static char id[8];

    snprintf(id, sizeof(id), "Q%u", i);
    return text_of(id);
}

static void add_term(struct doc *d, struct bytes *b)
{
    static struct buf name = BUF_INIT;
    uint32_t at[POSITIONS], next = 1 + take_number(b) / 2;
    const uint8_t shape = take(b);
    size_t count = shape % POSITIONS;

    take_text(b, &name, 1 + take(b) % (shape & 128 ? DOC_TERM_MAX : 6));
    if (*name.data == 'Q' || *name.data == '\xff')
        *name.data = 'q'; /* the unique terms and the store's own */
    for (size_t i = 0; i < name.size && name.size * 2 > DOC_TERM_MAX; i++)
        if (!name.data[i])
            name.data[i] = 1;
    for (size_t i = 0; i < count; i++) {
        at[i] = next;
        next += 1 + (shape & 64 ? take_number(b) / 16 : take(b) % 4u);
    }
    /* Xapian's check takes a document of length 0 that has positions for one
     * that is not there, whoever wrote it. */
    doc_term_at(d, buf_text(&name), take_number(b) / (TERMS * 2) + (count > 0),
                at, count);
}

static struct doc *take_doc(struct bytes *b, unsigned id)
{
    static struct buf text = BUF_INIT;
    struct doc *d = doc_new(id_of(id));

    for (size_t i = take(b) % TERMS; i--;)
        add_term(d, b);
    for (unsigned i = take(b) % 4u; i--;) {
        const unsigned slot = take(b) % DOC_SLOTS;

        take_text(b, &text, take_number(b) % DOC_VALUE_MAX);
        doc_value(d, slot, buf_text(&text));
    }
    for (size_t i = 0; i < DOC_TALLIES; i++)
        d->tallies[i] = take(b) % 3u;
    take_text(b, &text, take_number(b) % 70000);
    doc_data(d, buf_text(&text));
    if (doc_finish(d, &err) == IR_OK)
        return d;
    doc_free(d);
    return NULL;
}

static struct doc *copy(const struct doc *d)
{
    struct doc *c = doc_new(d->id);

    for (size_t i = 0; i < d->term_count; i++)
        doc_term_at(c, d->terms[i].name, d->terms[i].wdf,
                    d->positions + d->terms[i].first, d->terms[i].count);
    for (unsigned slot = 0; slot < DOC_SLOTS; slot++)
        doc_value(c, slot, d->values[slot]);
    doc_data(c, d->data);
    memcpy(c->tallies, d->tallies, sizeof(c->tallies));
    well(doc_finish(c, &err), "copy");
    return c;
}

/* ---- writing ---- */

static void put(struct store_writer *w, struct bytes *b, unsigned id)
{
    struct doc *d = take_doc(b, id);
    bool replaced;

    if (!d)
        return;
    well(store_put(w, copy(d), &replaced, &err), "put");
    need(replaced == (docs[id] != NULL), "replaced");
    doc_free(docs[id]);
    docs[id] = d;
}

static void drop(struct store_writer *w, unsigned id)
{
    enum ir_status status = store_delete(w, id_of(id), &err);

    need(status == (docs[id] ? IR_OK : IR_NOT_FOUND), "delete");
    doc_free(docs[id]);
    docs[id] = NULL;
}

static void set_meta(struct store_writer *w, struct bytes *b)
{
    static struct buf value = BUF_INIT;
    const unsigned i = take(b) % KEYS;
    const char key[2] = {(char)('a' + i), '\0'};

    take_text(b, &value, take_number(b) % 30000);
    buf_addc(&value, '\0');
    well(store_set_meta(w, key, value.data, &err), "metadata");
    free(metas[i]);
    metas[i] = xstrdup(value.data);
}

/* What follows is joined with it, or, if not, changed by Xapian. */
static void commit(struct store_writer *w, bool joins)
{
    well(store_commit(w, &err), "commit");
    if (joins)
        store_expect(w, UINT64_MAX);
}

static void write_index(struct bytes *b)
{
    const struct store_writer_options how = {
        .create = true, .bulk_memory = (size_t)1 << take(b) % 24u};
    struct store_writer *w;

    well(store_writer_open(dir, &how, &w, &err), "open");
    while (b->at < b->end) {
        const uint8_t what = take(b);

        if (what % 8u < 6)
            put(w, b, what / 8u % IDS);
        else if (what % 8u == 6)
            drop(w, what / 8u % IDS);
        else if (what / 8u % 4 < 2)
            set_meta(w, b);
        else
            commit(w, what / 8u % 4 == 3);
    }
    commit(w, false);
    store_writer_close(w);
}

/* ---- reading back ---- */

static const struct doc_term *term_of(const struct doc *d, struct ir_text name)
{
    for (size_t i = 0; d && i < d->term_count; i++)
        if (text_equal(d->terms[i].name, name))
            return &d->terms[i];
    return NULL;
}

static void check_term(struct store *s, struct ir_text name)
{
    uint64_t count = 0, got;

    for (size_t i = 0; i < IDS; i++)
        count += term_of(docs[i], name) != NULL;
    well(store_frequency(s, name, &got, &err), "frequency");
    need(got == count, "frequency");
}

/* Is there a place of b at most gap after one of a? */
static bool follows(const struct doc *d, const struct doc_term *a,
                    const struct doc_term *b, uint32_t gap)
{
    for (uint32_t i = 0; a && b && i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++) {
            const uint32_t p = d->positions[a->first + i];
            const uint32_t q = d->positions[b->first + k];

            if (q > p && q - p <= gap)
                return true;
        }
    return false;
}

static void check_pair(struct store *s, struct ir_text a, struct ir_text b,
                       uint32_t gap)
{
    const struct ir_text both[] = {a, b};
    const struct store_search how = {
        .limit = IDS, .check_at_least = IDS, .k1 = 1, .b = 0.5};
    struct store_query *q = store_query_near(both, 2, gap + 1, true);
    struct store_hits *hits;
    size_t count = 0;

    for (size_t i = 0; i < IDS; i++)
        if (docs[i])
            count +=
                follows(docs[i], term_of(docs[i], a), term_of(docs[i], b), gap);
    well(store_search(s, q, &how, &hits, &err), "search");
    need(store_hits_count(hits) == count, "positions");
    store_hits_free(hits);
    store_query_free(q);
}

static bool is_near(const struct doc *d, const struct doc_term *t)
{
    return t->count && d->positions[t->first + t->count - 1] < FAR;
}

static void check_positions(struct store *s, const struct doc *d)
{
    const struct doc_term *before = NULL;
    size_t pairs = 0;

    for (size_t i = 0; i < d->term_count && pairs < PAIRS; i++) {
        const struct doc_term *t = &d->terms[i];

        if (!is_near(d, t))
            continue;
        if (before) {
            check_pair(s, before->name, t->name, 1 + (uint32_t)pairs);
            check_pair(s, t->name, before->name, 1 + (uint32_t)pairs);
            pairs++;
        }
        before = t;
    }
}

static void check_terms(struct store *s, struct store_bag *bag,
                        const struct doc *d)
{
    size_t next = 0;
    uint32_t document, wdf;

    well(store_document(s, d->id, &document, &err), "document");
    well(store_bag_read(bag, s, document, TEXT(""), &err), "terms");
    for (size_t i = 0; i < d->term_count; i++) {
        check_term(s, d->terms[i].name);
        if (!d->terms[i].wdf)
            continue;
        need(next < store_bag_count(bag), "a term is missing");
        need(text_equal(store_bag_term(bag, next++, &wdf), d->terms[i].name),
             "another term");
        need(wdf == d->terms[i].wdf, "another frequency");
    }
    need(next == store_bag_count(bag), "a term too many");
}

static void check_doc(struct store *s, struct store_bag *bag, unsigned id)
{
    char *data;
    size_t size;
    enum ir_status status = store_find(s, id_of(id), &data, &size, &err);

    need(status == (docs[id] ? IR_OK : IR_NOT_FOUND), "find");
    if (!docs[id])
        return;
    need(text_equal((struct ir_text){data, size}, docs[id]->data), "data");
    free(data);
    check_terms(s, bag, docs[id]);
    check_positions(s, docs[id]);
    for (unsigned slot = 0; slot < DOC_SLOTS; slot++) {
        const struct ir_text value = docs[id]->values[slot];
        struct store_query *parts[2], *q;
        const struct store_search how = {.limit = IDS, .unranked = true};
        struct store_hits *hits;

        if (!value.size)
            continue;
        parts[0] = store_query_term(docs[id]->id, 1);
        parts[1] = store_query_range(slot, value, value);
        q = store_query_join(STORE_AND, parts, 2);
        well(store_search(s, q, &how, &hits, &err), "search");
        need(store_hits_count(hits) == 1, "value");
        store_hits_free(hits);
        store_query_free(q);
    }
}

static void check_index(void)
{
    const char *dirs[] = {dir};
    struct store_bag *bag = store_bag_new();
    uint64_t documents = 0, tallies[DOC_TALLIES] = {0};
    struct store_info info;
    struct store *s;

    well(store_check(dir, true, NULL, &err), "check");
    well(store_open(dirs, 1, &s, &err), "open");
    for (unsigned i = 0; i < IDS; i++) {
        check_doc(s, bag, i);
        documents += docs[i] != NULL;
        for (size_t k = 0; docs[i] && k < DOC_TALLIES; k++)
            tallies[k] += docs[i]->tallies[k];
    }
    well(store_info(s, &info, &err), "info");
    need(info.documents == documents, "documents");
    need(!memcmp(info.tallies, tallies, sizeof(tallies)), "tallies");
    for (unsigned i = 0; i < KEYS; i++) {
        const char key[2] = {(char)('a' + i), '\0'};
        char *value;

        well(store_meta(s, 0, key, &value, &err), "metadata");
        need(!strcmp(value, metas[i] ? metas[i] : ""), "metadata");
        free(value);
    }
    store_close(s);
    store_bag_free(bag);
}

static void clean(void)
{
    char command[128];

    snprintf(command, sizeof(command), "rm -rf %s", dir);
    need(!system(command), "remove");
    for (size_t i = 0; i < IDS; i++) {
        doc_free(docs[i]);
        docs[i] = NULL;
    }
    for (size_t i = 0; i < KEYS; i++) {
        free(metas[i]);
        metas[i] = NULL;
    }
}

static void remove_root(void)
{
    rmdir(root);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes b = {data, data + size};

    if (!*dir) {
        need(mkdtemp(root), "mkdtemp");
        snprintf(dir, sizeof(dir), "%s/index", root);
        atexit(remove_root);
    }
    if (!size)
        return 0;
    write_index(&b);
    check_index();
    clean();
    return 0;
}
