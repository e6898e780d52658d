/*
 * store.h - the inverted index: a C interface to Xapian.
 *
 * The store knows documents, terms, positions, values and scores; articles,
 * languages and query syntax belong to the layers above it.  No C++ exception
 * leaves these functions.
 *
 * Handles, and everything obtained from them, may be used by one thread at a
 * time.  Besides what a function documents, reads can fail with
 *
 *   IR_STALE    writers have overwritten the revision that the store has
 *               open: call store_refresh() and start over
 *   IR_CORRUPT  the index is damaged
 *   IR_IO       the operating system failed; the message has its reason
 *   IR_INTERNAL memory has run out, or Xapian failed in some other way
 *   IR_ENDLESS  Xapian was interrupted (see endless.h); until store_refresh()
 *               all reads fail, and what was obtained can only be freed
 *
 * A writer that has answered anything but IR_OK or IR_NOT_FOUND is unusable
 * unless the function says otherwise: every later call answers IR_IO, and it
 * must be closed.  If memory runs out while writing, the process ends, since
 * continuing could damage the index, which is left as of the last commit.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/base.h"
#include "glass/doc.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Call out_of_memory() wherever C++ has none, in a program that only writes an
 * index; otherwise reads answer IR_INTERNAL. */
void store_without_memory(void);

/* ---- reading ---- */

struct store;       /* one or more index directories, searched as one */
struct store_query; /* a query */
struct store_hits;  /* the results of a search */

/*
 * Open index directories in Xapian's glass format for reading.  Stubs, FIFOs,
 * links and devices in them are refused (IR_INVALID) before Xapian sees them;
 * their owner does not matter.  IR_NOT_FOUND if a directory is missing or
 * empty, IR_INCOMPATIBLE for another version of the format, IR_CORRUPT if a
 * table is missing, IR_IO if a file cannot be read.
 */
enum ir_status store_open(const char *const *dirs, size_t count,
                          struct store **out,
                          struct ir_error *err) IR_MUST_CHECK;
void store_close(struct store *s);

/* How what is read is compared with the seal (seal.h), in this process, from now
 * on. */
void store_verify(enum ir_blocks how);
/* Why what is read is not verified, or not all of it, as a phrase for a message
 * (static); NULL if it is. */
const char *store_unverified(const struct store *s);
/*
 * Move on to the latest revision, also if the directory has been replaced.
 * Document numbers and sets from before become invalid.
 */
enum ir_status store_refresh(struct store *s,
                             struct ir_error *err) IR_MUST_CHECK;
/*
 * After store_open() and store_refresh() the store holds its revision: writers
 * of this program do not overwrite it.  A store that is not read for a while
 * should not keep them from that; store_refresh() holds the latest again.
 */
void store_release(struct store *s);
/*
 * Has the index changed so that what was read since the last store_refresh()
 * may be of different revisions?  That happens only if a writer is not of this
 * program, or could not leave the revision alone.  failed: a read failed, which
 * any change may explain.
 */
bool store_is_overtaken(const struct store *s, bool failed);

struct store_info {
    uint64_t documents;
    uint64_t revision;             /* the sum if several are open */
    double average_length;         /* mean document length: sum of wdf */
    uint64_t tallies[DOC_TALLIES]; /* sums over all documents */
    char uuid[40];                 /* of the first directory */
};
enum ir_status store_info(struct store *s, struct store_info *out,
                          struct ir_error *err) IR_MUST_CHECK;

/*
 * Metadata of the i-th directory, set by store_set_meta().  The caller frees
 * *out, which is "" if the key is not set.
 */
enum ir_status store_meta(struct store *s, size_t i, const char *key,
                          char **out, struct ir_error *err) IR_MUST_CHECK;

/* Iterate over the metadata keys of the i-th directory with this prefix, in
 * byte order. */
struct store_keys;
enum ir_status store_keys_start(struct store *s, size_t i, const char *prefix,
                                struct store_keys **out,
                                struct ir_error *err) IR_MUST_CHECK;
/* The next key, valid until the next call; IR_END after the last. */
enum ir_status store_keys_next(struct store_keys *k, const char **key,
                               struct ir_error *err) IR_MUST_CHECK;
void store_keys_free(struct store_keys *k);

/* The document frequency of a term: 0 if it is not in the index. */
enum ir_status store_frequency(struct store *s, struct ir_text term,
                               uint64_t *out,
                               struct ir_error *err) IR_MUST_CHECK;

/* The number of the document with this unique term, valid until the store is
 * refreshed; IR_NOT_FOUND. */
enum ir_status store_document(struct store *s, struct ir_text id, uint32_t *out,
                              struct ir_error *err) IR_MUST_CHECK;
/* The data of the document with this unique term, which the caller frees;
 * IR_NOT_FOUND. */
enum ir_status store_find(struct store *s, struct ir_text id, char **data,
                          size_t *size, struct ir_error *err) IR_MUST_CHECK;

/* Iterate over the documents in the order of their numbers. */
struct store_documents;
enum ir_status store_documents_start(struct store *s,
                                     struct store_documents **out,
                                     struct ir_error *err) IR_MUST_CHECK;
/* The next one and its data, which the caller frees; IR_END after the last.  If
 * the data cannot be read, the next call continues after it. */
enum ir_status store_documents_next(struct store_documents *d,
                                    uint32_t *document, char **data,
                                    size_t *size,
                                    struct ir_error *err) IR_MUST_CHECK;
void store_documents_free(struct store_documents *d);

/* The first term of a document with this prefix; "" if it has none.  The caller
 * frees *out. */
enum ir_status store_first_term(struct store *s, uint32_t document,
                                struct ir_text prefix, char **out,
                                struct ir_error *err) IR_MUST_CHECK;
/* The same of the document with this unique term; IR_NOT_FOUND if there is
 * none. */
enum ir_status store_term_of(struct store *s, struct ir_text id,
                             struct ir_text prefix, char **out,
                             struct ir_error *err) IR_MUST_CHECK;

/* The unique term of the document with this number, which the caller frees. */
enum ir_status store_unique_term(struct store *s, uint32_t document, char **out,
                                 struct ir_error *err) IR_MUST_CHECK;

/* Replace *out with the value of a document in a slot: "" if it has none. */
struct buf;
enum ir_status store_value(struct store *s, uint32_t document, unsigned slot,
                           struct buf *out, struct ir_error *err) IR_MUST_CHECK;
/* Call take() for each document that has a value in the slot. */
enum ir_status store_values(struct store *s, unsigned slot,
                            void (*take)(void *closure, uint32_t document,
                                         struct ir_text value),
                            void *closure, struct ir_error *err) IR_MUST_CHECK;
/* Call take() for each document that has the term, if there are several but not
 * more than most; *count is how many there are. */
enum ir_status store_holders(struct store *s, struct ir_text term, size_t most,
                             void (*take)(void *closure, uint32_t document),
                             void *closure, uint64_t *count,
                             struct ir_error *err) IR_MUST_CHECK;

/*
 * Does the index have all of d, which is finished, in this document, and no other
 * terms: in its list of terms, in the postings of each term with its frequency
 * and its positions, and each value of d?  IR_CORRUPT names what differs.
 */
enum ir_status store_compare(struct store *s, uint32_t document,
                             const struct doc *d,
                             struct ir_error *err) IR_MUST_CHECK;

/* Iterate over the terms with this prefix, in byte order. */
struct store_terms;
enum ir_status store_terms_start(struct store *s, struct ir_text prefix,
                                 struct store_terms **out,
                                 struct ir_error *err) IR_MUST_CHECK;
/*
 * The next term, valid until the next call, and its document frequency unless
 * that is NULL; IR_END after the last.
 */
enum ir_status store_terms_next(struct store_terms *t, struct ir_text *term,
                                uint64_t *frequency, struct ir_error *err);
/* The document frequency of the term that store_terms_next() has answered.  To
 * read it takes longer than to go on to the next: ask for it where needed. */
enum ir_status store_terms_frequency(struct store_terms *t, uint64_t *out,
                                     struct ir_error *err) IR_MUST_CHECK;
void store_terms_free(struct store_terms *t);

/*
 * Queries.  Building them cannot fail; the caller keeps them within limits.
 * A join takes ownership of its parts, but not of the array.  A join of one
 * part is that part; a join of none matches nothing.
 */
enum store_op {
    STORE_AND,
    STORE_OR,
    STORE_AND_NOT,   /* the first, without any of the others */
    STORE_AND_MAYBE, /* the first; the others only add to the score */
    STORE_FILTER,    /* the first, if all others match; they do not score */
    STORE_SYNONYM,   /* any, scored as a single term */
};
/* A term; wqf, its frequency in the query, multiplies the score. */
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
/* All terms within a window of this many positions, in this order (a phrase)
 * or in any. */
struct store_query *store_query_near(const struct ir_text *terms, size_t count,
                                     uint32_t window, bool ordered);
/* Multiply the score by factor >= 0; 0 leaves a filter.  Takes ownership of q
 * and returns the result. */
struct store_query *store_query_scale(struct store_query *q, double factor);
/*
 * Documents with begin <= value <= end in the slot, compared by bytes; an
 * empty begin or end is no bound.  Documents without a value do not match.
 * Scores are 0.
 */
struct store_query *store_query_range(unsigned slot, struct ir_text begin,
                                      struct ir_text end);
/*
 * A set of documents, in one bit of memory for each.  It belongs to the revision
 * it was made on: do not use it after store_refresh().
 */
struct store_set;
struct store_set *store_set_new(struct store *s); /* empty */
void store_set_free(struct store_set *u);         /* u may be NULL */
/* Add the documents that contain a term. */
enum ir_status store_set_add_term(struct store_set *u, struct ir_text term,
                                  struct ir_error *err) IR_MUST_CHECK;
void store_set_add(struct store_set *u, uint32_t document);
bool store_set_has(const struct store_set *u, uint32_t document);
/* The documents that are in both of two sets. */
struct store_set *store_set_both(const struct store_set *a,
                                 const struct store_set *b);
/* The number of documents in the set. */
uint64_t store_set_count(const struct store_set *u);
/* The number of those that contain a term: in time that grows with the smaller
 * of the two. */
enum ir_status store_set_shared(const struct store_set *u, struct ir_text term,
                                uint64_t *out,
                                struct ir_error *err) IR_MUST_CHECK;
/* Call take() for each document of the set; for each of those that contain a
 * term, in time that grows with the smaller of the two. */
void store_set_each(const struct store_set *u,
                    void (*take)(void *closure, uint32_t document),
                    void *closure);
enum ir_status store_set_holders(const struct store_set *u, struct ir_text term,
                                 void (*take)(void *closure, uint32_t document),
                                 void *closure,
                                 struct ir_error *err) IR_MUST_CHECK;
/* Call take() for each document of the set that has a value in the slot. */
enum ir_status store_set_values(const struct store_set *u, unsigned slot,
                                void (*take)(void *closure, uint32_t document,
                                             struct ir_text value),
                                void *closure,
                                struct ir_error *err) IR_MUST_CHECK;
/* A query for the set, each document with this score: a search iterates over it
 * once, however many terms were added.  u may be freed before the query is. */
struct store_query *store_query_set(const struct store_set *u, double score);
struct store_query *store_query_copy(const struct store_query *q);
void store_query_free(struct store_query *q);
/* Xapian's description, for people and tests; the caller frees it. */
char *store_query_describe(const struct store_query *q);

enum store_order {
    STORE_BY_SCORE,
    STORE_BY_VALUE,      /* of slot, lowest first */
    STORE_BY_VALUE_DOWN, /* highest first */
};

/*
 * Ties are in index order.  In orders by value every match is considered and
 * has a score; ties are broken by score, and documents without the value come
 * last.
 */
struct store_search {
    size_t offset, limit;
    size_t check_at_least; /* examine this many matches, so that counts up to
                              it are exact */
    double k1, b;          /* of BM25; k3 is infinite, k2 0 */
    enum store_order order;
    unsigned slot;  /* for orders by value */
    bool unranked;  /* index order, all scores 0 */
    bool with_data; /* fetch each hit's data as well */
    /* Unless NULL: asked now and then while it takes long, with over_of, whether
     * to stop: then there are no hits, and the bounds are those of any query. */
    bool (*is_over)(void *over_of);
    void *over_of;
};
/* Search.  *out is independent of q; free it with store_hits_free(). */
enum ir_status store_search(struct store *s, const struct store_query *q,
                            const struct store_search *how,
                            struct store_hits **out,
                            struct ir_error *err) IR_MUST_CHECK;
size_t store_hits_count(const struct store_hits *h);
/* Bounds of the number of matches: equal if it is known exactly. */
void store_hits_total(const struct store_hits *h, uint64_t *lower,
                      uint64_t *upper);
double store_hits_score(const struct store_hits *h, size_t i);
/* The data of hit i, empty unless it was fetched; valid until the hits are
 * freed. */
struct ir_text store_hits_data(const struct store_hits *h, size_t i);
/* The document number, valid until the store is refreshed. */
uint32_t store_hits_document(const struct store_hits *h, size_t i);
/* Fetch the data of hit i of a search without with_data. */
enum ir_status store_hits_read(struct store *s, struct store_hits *h, size_t i,
                               struct ir_error *err) IR_MUST_CHECK;
/* Free the data of hit i, which can be fetched again. */
void store_hits_forget(struct store_hits *h, size_t i);
void store_hits_free(struct store_hits *h);

/* The terms of a document, each with its frequency (wdf). */
struct store_bag;
struct store_bag *store_bag_new(void);
void store_bag_free(struct store_bag *b);
/*
 * Replace the contents of the bag with the terms of the document that have
 * this prefix and a frequency above 0.
 */
enum ir_status store_bag_read(struct store_bag *b, struct store *s,
                              uint32_t document, struct ir_text prefix,
                              struct ir_error *err) IR_MUST_CHECK;
size_t store_bag_count(const struct store_bag *b);
/* Term i in byte order, valid until the bag is read again. */
struct ir_text store_bag_term(const struct store_bag *b, size_t i,
                              uint32_t *count);

/* ---- writing ---- */

struct store_writer;

#define STORE_REVISION 8 /* bytes of a value that is the number of one */
struct store_writer_options {
    double lock_timeout; /* seconds to wait for the lock; 0 fails at once */
    bool sync;           /* fsync() at commit */
    bool create;         /* create the index if there is none */
    /*
     * If not 0, documents may be written in one go, which is some ten times
     * faster, with this many bytes of memory for their postings: those of an
     * index that never had one, and many for the size of an index, see
     * store_expect().  0, or a Xapian of another format than lib/glass writes:
     * all through Xapian.
     */
    size_t bulk_memory;
    /*
     * If the slot is not 0, each document that is put has in it the number of
     * the revision that its commit makes, in the form of revision_value(); or
     * what the document has that it replaces, if that has the same data.
     */
    unsigned revision_slot;
    void (*revision_value)(char out[STORE_REVISION], int64_t revision);
};

/*
 * Open for writing.  A new directory (its parent must exist) gets its mode
 * from umask(), without write permission for others; an empty one keeps its
 * owner and mode.  A new index appears under its name once it is complete, so
 * that a full disk leaves nothing behind.  Checks as store_open() does, and
 * fails with IR_IO if the directory is not writable; IR_LOCKED if another
 * process has the lock, which the message names where the system can tell.
 * Sets XAPIAN_FLUSH_THRESHOLD in the environment, and umask() to the
 * directory's mode.  Do not fork() while it is open.
 */
enum ir_status store_writer_open(const char *dir,
                                 const struct store_writer_options *options,
                                 struct store_writer **out,
                                 struct ir_error *err) IR_MUST_CHECK;
/* Close; uncommitted changes are discarded. */
void store_writer_close(struct store_writer *w);

/*
 * True if what is put until the next commit is written in one go, in a
 * directory beside the index.  The commit then takes as long as it takes to
 * copy the index, with new numbers for documents that were replaced.
 */
bool store_writer_is_bulk(const struct store_writer *w);
/* About so many bytes of text are going to be put: if that is much for the
 * index, they are written in one go.  Call it when nothing is pending. */
void store_expect(struct store_writer *w, uint64_t bytes);
/* The same for documents that are going to be deleted. */
void store_expect_deletions(struct store_writer *w, uint64_t count);
/* Let commits use the calling thread only. */
void store_writer_alone(struct store_writer *w);
/* True if all is written through Xapian though bulk_memory is not 0, since the
 * format of Xapian or of the index is not the one that lib/glass writes. */
bool store_writer_is_foreign(const struct store_writer *w);
/* So much was put and deleted that, if as much is still to come, it is better
 * to commit and to expect it. */
bool store_wants_commit(const struct store_writer *w);

/*
 * A store that reads through the writer and sees its pending changes; of those
 * that are written in one go it only sees that documents are gone.  It belongs
 * to the writer: do not close it.  Reading a term with pending changes is slow.
 */
struct store *store_writer_store(struct store_writer *w);

/*
 * Convert d, which must be finished, to the form in which the writer will take
 * it.  This is most of the work of adding, and may run in any thread while
 * another one writes.  doc_free() frees the result.
 */
enum ir_status store_prepare(const struct store_writer *w, struct doc *d,
                             struct ir_error *err) IR_MUST_CHECK;
/* Free what that caches for the calling thread. */
void store_prepare_done(void);

/* Set *out to whether there is a document with this unique term, committed or
 * pending. */
enum ir_status store_has(struct store_writer *w, struct ir_text id, bool *out,
                         struct ir_error *err) IR_MUST_CHECK;

/*
 * Add d, replacing the document with the same unique term.  Frees d, also on
 * failure.  Sets *replaced, unless it is NULL, to whether there was one.
 */
enum ir_status store_put(struct store_writer *w, struct doc *d, bool *replaced,
                         struct ir_error *err) IR_MUST_CHECK;
/* Delete the document with this unique term; IR_NOT_FOUND if there is none. */
enum ir_status store_delete(struct store_writer *w, struct ir_text id,
                            struct ir_error *err) IR_MUST_CHECK;
/*
 * Delete at most `most' documents that contain the term, and set *deleted to
 * their number: 0 if none is left.
 */
enum ir_status store_delete_holders(struct store_writer *w, struct ir_text term,
                                    size_t most, size_t *deleted,
                                    struct ir_error *err) IR_MUST_CHECK;
/*
 * Set metadata; the value "" removes the key.  It becomes visible with the
 * next commit.  IR_INVALID for a key that is empty, over 200 bytes or reserved
 * for the store, IR_LIMIT for a value over DOC_DATA_MAX.
 */
enum ir_status store_set_meta(struct store_writer *w, const char *key,
                              const char *value,
                              struct ir_error *err) IR_MUST_CHECK;
/* The number of uncommitted changes. */
size_t store_pending(const struct store_writer *w);
/* The approximate size of uncommitted documents and metadata, in bytes. */
size_t store_pending_bytes(const struct store_writer *w);

/*
 * Commit the batch.  After IR_OK it survives a power failure (if options.sync
 * is set); on failure the index is as of the last commit.
 */
enum ir_status store_commit(struct store_writer *w,
                            struct ir_error *err) IR_MUST_CHECK;

/* ---- upkeep ---- */

/* Why users other than this one can modify the index, as a phrase for a
 * message (static); NULL if they cannot. */
const char *store_exposed(const char *dir);

struct store_checked {
    bool sealed; /* the index has a seal (seal.h) */
    bool whole;  /* by which all was judged, and so nothing else was looked at:
                       otherwise Xapian has checked it, too */
    uint64_t bytes; /* that were compared with the seal */
    uint64_t
        newer; /* blocks that a commit was writing, or that was interrupted */
};
/*
 * Check the integrity of the whole index: each block by the seal; with full, or
 * where there is none for the latest revision, how the tables fit together, too,
 * in a child process, since checking a damaged one can crash.  IR_CORRUPT, with
 * a message, if it is damaged.  Do not call it while this process has a writer
 * open: the child would inherit its lock.  The records are not looked into.
 * out may be NULL.
 */
enum ir_status store_check(const char *dir, bool full,
                           struct store_checked *out,
                           struct ir_error *err) IR_MUST_CHECK;
/* Seal an index after such a full check; a seal that cannot be read, or is of
 * another version, is replaced.  IR_LOCKED after lock_timeout seconds. */
enum ir_status store_seal(const char *dir, double lock_timeout,
                          struct ir_error *err) IR_MUST_CHECK;
/*
 * Rewrite the index in the least space, in a directory beside it, and exchange
 * the two while holding the lock.  Documents, metadata, owners and modes are
 * kept.  The revision is the next one, unless the index has a format that
 * lib/glass does not read: then Xapian does it, and uuid and revision are new.
 * IR_LOCKED after lock_timeout seconds.
 */
enum ir_status store_compact(const char *dir, double lock_timeout,
                             struct ir_error *err) IR_MUST_CHECK;

/*
 * Copy the latest revision of the index to the directory `to', beside writers.
 * The copy is checked, and on the disk, before it appears under its name, where
 * nothing may be but an empty directory or an older backup of this index, which
 * it replaces.  IR_INVALID if something else is there; IR_LOCKED if someone
 * writes the older one; IR_CORRUPT if the index is damaged; IR_STALE if a writer
 * of another program overwrote it again and again.
 */
enum ir_status store_backup(const char *dir, const char *to,
                            struct ir_error *err) IR_MUST_CHECK;

/*
 * An index that appears under its name when it is whole.  Begin gives the path
 * of an empty directory beside `to', where it is made, and removes those of
 * processes that were killed; IR_IO.  End moves it to `to', where nothing may be
 * but an empty directory, or with keep false removes it; frees fresh.  IR_IO,
 * and it is removed.
 */
enum ir_status store_begin_aside(const char *to, char **fresh,
                                 struct ir_error *err) IR_MUST_CHECK;
enum ir_status store_end_aside(char *fresh, const char *to, bool keep,
                               struct ir_error *err) IR_MUST_CHECK;

/* The size of each table on disk; an item with name NULL ends the list. */
#define STORE_TABLES 8
struct store_table {
    const char *name; /* static */
    uint64_t bytes;
};
enum ir_status store_tables(const char *dir,
                            struct store_table out[STORE_TABLES + 1],
                            struct ir_error *err) IR_MUST_CHECK;
/* Bytes of all tables, as far as they can be known. */
uint64_t store_size(const char *dir);

#ifdef __cplusplus
}
#endif
#endif
