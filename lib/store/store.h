/*
 * store.h - the inverted index, in C.
 *
 * The store knows terms, positions, values and scores.  It does not know
 * articles, languages or query syntax: those live above it.  Behind this
 * header is C++ and Xapian; no exception crosses it.
 *
 * One thread at a time may use a handle and what came out of it.  A writer
 * that has answered anything but IR_OK or IR_NOT_FOUND is finished, unless a
 * function says otherwise: from then on it answers IR_IO, and is to be closed.  When memory
 * runs out while writing the process is aborted, since to go on would damage
 * the index; the index is as it was at the last commit.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/base.h"
#include "store/doc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- reading ---- */

struct store;       /* one or more index directories seen as one */
struct store_query; /* what to match */
struct store_hits;  /* what matched, best first */

/*
 * Open directories that hold a glass index, and nothing else: a stub, a FIFO,
 * a link or a device is refused (IR_INVALID) before Xapian sees it.  Whose
 * they are does not matter, as long as the files can be read.
 * IR_NOT_FOUND when there is none or an empty directory, IR_INCOMPATIBLE for
 * another version of the format, IR_CORRUPT if a table is missing.
 */
enum ir_status store_open(const char *const *dirs, size_t count,
                          struct store **out,
                          struct ir_error *err) IR_MUST_CHECK;
void store_close(struct store *s);

/*
 * See what writers committed since the store was opened or refreshed, also
 * when the directory was replaced by store_compact().
 */
enum ir_status store_refresh(struct store *s,
                             struct ir_error *err) IR_MUST_CHECK;

struct store_info {
    uint64_t documents;
    uint64_t revision;             /* sum, when several are open */
    double average_length;         /* mean sum of wdf */
    uint64_t tallies[DOC_TALLIES]; /* sums over all documents */
    char uuid[40];                 /* of the first */
};
enum ir_status store_info(struct store *s, struct store_info *out,
                          struct ir_error *err) IR_MUST_CHECK;

/*
 * Metadata of the i-th directory, set by a writer.  The value is freed by the
 * caller; "" when there is none.
 */
enum ir_status store_meta(struct store *s, size_t i, const char *key,
                          char **out, struct ir_error *err) IR_MUST_CHECK;

/* The keys of the first directory's metadata that begin so, in byte order. */
struct store_keys;
enum ir_status store_keys_start(struct store *s, const char *prefix,
                                struct store_keys **out,
                                struct ir_error *err) IR_MUST_CHECK;
/* IR_END after the last.  key lives until the next call. */
enum ir_status store_keys_next(struct store_keys *k, const char **key,
                               struct ir_error *err) IR_MUST_CHECK;
void store_keys_free(struct store_keys *k);

/* Documents that hold the term; 0 when none do. */
enum ir_status store_frequency(struct store *s, struct ir_text term,
                               uint64_t *out,
                               struct ir_error *err) IR_MUST_CHECK;

/* The document with this unique term, until the store is refreshed. */
enum ir_status store_document(struct store *s, struct ir_text id, uint32_t *out,
                              struct ir_error *err) IR_MUST_CHECK;
/* The data of the document with this unique term, freed by the caller. */
enum ir_status store_find(struct store *s, struct ir_text id, char **data,
                          size_t *size, struct ir_error *err) IR_MUST_CHECK;

/*
 * The first term beginning with prefix that the document with this unique
 * term holds, freed by the caller; "" if it holds none.
 */
enum ir_status store_term_of(struct store *s, struct ir_text id,
                             struct ir_text prefix, char **out,
                             struct ir_error *err) IR_MUST_CHECK;

/*
 * Terms that begin with prefix, by bytes, each with its document frequency.
 */
struct store_terms;
enum ir_status store_terms_start(struct store *s, struct ir_text prefix,
                                 struct store_terms **out,
                                 struct ir_error *err) IR_MUST_CHECK;
/* IR_END after the last.  term lives until the next call. */
enum ir_status store_terms_next(struct store_terms *t, struct ir_text *term,
                                uint64_t *frequency, struct ir_error *err);
void store_terms_free(struct store_terms *t);

/*
 * Queries.  These cannot fail: limits are for the caller to keep.  A join
 * takes over its parts (the array stays the caller's) and is freed as a
 * whole.  A join of one part is that part, of none matches nothing.
 */
enum store_op {
    STORE_AND,
    STORE_OR,
    STORE_AND_NOT,   /* the first, without any of the others */
    STORE_AND_MAYBE, /* the first; the others only add score */
    STORE_FILTER,    /* the first, where all others match; they add no score */
    STORE_SYNONYM,   /* any, scored as if one term */
};
struct store_query *store_query_term(struct ir_text term, uint32_t wqf);
struct store_query *store_query_all(void); /* every document, no score */
struct store_query *store_query_join(enum store_op op,
                                     struct store_query **parts, size_t count);
static inline struct store_query *store_query_two(enum store_op op,
                                                  struct store_query *a,
                                                  struct store_query *b)
{
    struct store_query *both[] = {a, b};

    return store_query_join(op, both, 2);
}
/* Terms within window positions: in order (a phrase) or in any. */
struct store_query *store_query_near(const struct ir_text *terms, size_t count,
                                     uint32_t window, bool ordered);
/* Score times factor, in place; 0 makes it a pure filter. */
struct store_query *store_query_scale(struct store_query *q, double factor);
/*
 * begin <= value in slot <= end, by bytes; an empty one is no bound.  A
 * document without the value does not match.  No score.
 */
struct store_query *store_query_range(unsigned slot, struct ir_text begin,
                                      struct ir_text end);
/*
 * A set of documents: those that hold any of the terms added to it, with one
 * score for all.  However many terms these are, it takes a bit of memory for
 * each document, and a search walks over it once.  It is of the revision that
 * it was made on: not to be asked after store_refresh().
 */
struct store_union;
struct store_union *store_union_new(struct store *s);
void store_union_free(struct store_union *u);
enum ir_status store_union_add(struct store_union *u, struct ir_text term,
                               struct ir_error *err) IR_MUST_CHECK;
uint64_t store_union_count(const struct store_union *u);
/* The query keeps what it needs: u may be freed before it. */
struct store_query *store_query_union(const struct store_union *u,
                                      double score);
struct store_query *store_query_copy(const struct store_query *q);
void store_query_free(struct store_query *q);
/* For people and tests; freed by the caller. */
char *store_query_describe(const struct store_query *q);

enum store_order {
    STORE_BY_SCORE,
    STORE_BY_VALUE,      /* of slot, lowest first */
    STORE_BY_VALUE_DOWN, /* highest first */
};

/*
 * Equal documents follow in the order of the index.  In an order by value all
 * matches take part and still have scores; equal values go by score, and
 * documents without the value come last.
 */
struct store_search {
    size_t offset, limit;
    size_t check_at_least; /* count exactly up to so many matches */
    double k1, b;          /* of BM25; k3 is infinite, k2 0 */
    enum store_order order;
    unsigned slot;  /* for orders by value */
    bool unranked;  /* in the order of the index, scores are 0 */
    bool with_data; /* fetch each hit's data as well */
};
enum ir_status store_search(struct store *s, const struct store_query *q,
                            const struct store_search *how,
                            struct store_hits **out,
                            struct ir_error *err) IR_MUST_CHECK;
size_t store_hits_count(const struct store_hits *h);
/* Bounds of the number of matches; equal when it is exact. */
void store_hits_total(const struct store_hits *h, uint64_t *lower,
                      uint64_t *upper);
double store_hits_score(const struct store_hits *h, size_t i);
/* Empty without with_data. */
struct ir_text store_hits_data(const struct store_hits *h, size_t i);
/* Which document it is, until the store is refreshed. */
uint32_t store_hits_document(const struct store_hits *h, size_t i);
/* Fetch the data of one hit of a search without with_data. */
enum ir_status store_hits_read(struct store *s, struct store_hits *h, size_t i,
                               struct ir_error *err) IR_MUST_CHECK;
/* Free the data of one hit, which is then as if it were never read. */
void store_hits_forget(struct store_hits *h, size_t i);
/* Set out[i], for the first count hits: does hit i hold the term? */
enum ir_status store_hits_holding(struct store *s, const struct store_hits *h,
                                  struct ir_text term, size_t count, bool *out,
                                  struct ir_error *err) IR_MUST_CHECK;
void store_hits_free(struct store_hits *h);

/* The terms of a document, each with how often it counts (wdf). */
struct store_bag;
struct store_bag *store_bag_new(void);
void store_bag_free(struct store_bag *b);
/*
 * Replace what the bag held by those terms of the document that begin with
 * prefix and have a count above 0.
 */
enum ir_status store_bag_read(struct store_bag *b, struct store *s,
                              uint32_t document, struct ir_text prefix,
                              struct ir_error *err) IR_MUST_CHECK;
size_t store_bag_count(const struct store_bag *b);
/* By bytes; lives until the bag is read again. */
struct ir_text store_bag_term(const struct store_bag *b, size_t i,
                              uint32_t *count);

/* ---- writing ---- */

struct store_writer;

struct store_writer_options {
    double lock_timeout; /* seconds to wait for the lock; 0 fails at once */
    bool sync;           /* fsync at commit */
    bool create;         /* make the index when there is none */
};

/*
 * Open for writing.  A new directory (the last component of dir) is made as
 * umask() says, but for others to read at most; an empty one keeps its owner
 * and mode.  It gets its name when it is whole, so that a full disk leaves
 * nothing behind.  The same checks as store_open, and IR_IO for what may not
 * be written.  IR_LOCKED names the process that holds the lock, as far as the
 * system tells.  Sets
 * XAPIAN_FLUSH_THRESHOLD in the environment, and umask() to the directory's mode.  Do not fork while it is open.
 */
enum ir_status store_writer_open(const char *dir,
                                 const struct store_writer_options *options,
                                 struct store_writer **out,
                                 struct ir_error *err) IR_MUST_CHECK;
/* Drops what was not committed. */
void store_writer_close(struct store_writer *w);

/*
 * A store that reads through the writer and sees its pending changes; valid
 * until the writer is closed, not to be closed itself.  Reading a term that
 * has pending changes is slow.
 */
struct store *store_writer_store(struct store_writer *w);

/*
 * Make d, which must be finished, ready to be added.  Costly, needs no
 * writer, and may run in any thread: this is the part of the work that
 * several threads can share.  doc_free() undoes it.
 */
enum ir_status store_prepare(struct doc *d, struct ir_error *err) IR_MUST_CHECK;

/* Is there a document with this unique term, committed or pending? */
enum ir_status store_has(struct store_writer *w, struct ir_text id, bool *out,
                         struct ir_error *err) IR_MUST_CHECK;

/*
 * Add d or replace the document with the same unique term, and free d,
 * whatever is answered.  replaced may be NULL.
 */
enum ir_status store_put(struct store_writer *w, struct doc *d, bool *replaced,
                         struct ir_error *err) IR_MUST_CHECK;
/* IR_NOT_FOUND when there is none. */
enum ir_status store_delete(struct store_writer *w, struct ir_text id,
                            struct ir_error *err) IR_MUST_CHECK;
/*
 * Delete documents that hold the term, at most so many, and count them: 0
 * when there are none left.
 */
enum ir_status store_delete_holders(struct store_writer *w, struct ir_text term,
                                    size_t most, size_t *deleted,
                                    struct ir_error *err) IR_MUST_CHECK;
/*
 * "" removes it.  Part of the next commit, which alone makes it visible.
 * IR_INVALID for a key that is empty, over 200 bytes or the store's own,
 * IR_LIMIT for a value over DOC_DATA_MAX.
 */
enum ir_status store_set_meta(struct store_writer *w, const char *key,
                              const char *value,
                              struct ir_error *err) IR_MUST_CHECK;
size_t store_pending(const struct store_writer *w); /* changes not committed */
/* Bytes of the documents and metadata that are not committed, about. */
size_t store_pending_bytes(const struct store_writer *w);

/*
 * Commit the batch: when this answers IR_OK it survives a power cut (with
 * options.sync).  A failure leaves the index at the last commit.
 */
enum ir_status store_commit(struct store_writer *w,
                            struct ir_error *err) IR_MUST_CHECK;

/* ---- upkeep ---- */

/* How others than this user can change the index, in words; NULL: not. */
const char *store_exposed(const char *dir);

/*
 * Check the whole index, in a child process, since checking a damaged one can
 * crash.  IR_CORRUPT says what is wrong.  Not while this process has a writer
 * open: the child would inherit its lock.
 */
enum ir_status store_check(const char *dir, struct ir_error *err) IR_MUST_CHECK;
/*
 * Rewrite in the least space: built beside, swapped in under the lock.  The
 * documents, the metadata, owners and modes stay, the uuid and the revision are new.
 */
enum ir_status store_compact(const char *dir, double lock_timeout,
                             struct ir_error *err) IR_MUST_CHECK;

/* Bytes on disk, table by table; name NULL ends the list. */
#define STORE_TABLES 8
struct store_table {
    const char *name;
    uint64_t bytes;
};
enum ir_status store_tables(const char *dir,
                            struct store_table out[STORE_TABLES + 1],
                            struct ir_error *err) IR_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif
