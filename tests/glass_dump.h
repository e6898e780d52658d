/*
 * glass_dump.h - what Xapian lists and answers of databases, for tests that
 * compare two of them.
 *
 * A database is named by its directory, or "tcp:PORT" for one that
 * xapian-tcpsrv serves on this machine.
 */
#ifndef TESTS_GLASS_DUMP_H
#define TESTS_GLASS_DUMP_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Everything that can be listed of a database in a directory: counts, bounds,
 * metadata, values, terms, postings, positions, documents; but not the UUID
 * and the revision.  A line for each; the caller frees it.
 */
char *glass_dump(const char *dir);

/* Write to the new directory `to' what Xapian's own compaction makes of dir.
 * NULL, or the error, which the caller frees. */
char *glass_compact(const char *dir, const char *to);

struct glass_asked {
    int queries;    /* that were answered alike */
    int with_hits;  /* of these */
    int failed;     /* of these: a fault of Xapian spoilt them, in a or b */
    char diff[600]; /* the first that was not, and how; "" if all were */
};

/*
 * Ask a and b so many random queries of the terms of the database `from'.
 * Alike are answers of the same documents with the same weights, bit for bit,
 * and the same bounds and estimates.  A few queries may be spoilt by a fault of
 * Xapian; more are a difference.  Without phrases if there are positions
 * beyond 2^31: with such, Xapian may never end.
 */
struct glass_asked glass_ask(const char *from, const char *a, const char *b,
                             uint64_t seed, int queries, bool phrases);

#ifdef __cplusplus
}
#endif
#endif
