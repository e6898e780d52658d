/*
 * adding.h - a run that adds articles: its options and its results.
 */
#ifndef INDEXER_ADDING_H
#define INDEXER_ADDING_H

#include "base/seen.h"
#include "indexer/changes.h"
#include "indexer/files.h"
#include "indexer/index_base.h"
#include "indexer/report.h"

struct adding {
    const struct settings *settings;
    const struct field_map *map;   /* of --map, or NULL */
    const struct parsed *fixed;    /* fields of every article, or NULL */
    struct stored_indexes *source; /* of the articles, or NULL: the walk */
    bool rebuild;          /* the source is the index itself: all or nothing */
    struct report *report; /* owned by the caller */
    bool again;            /* a later round: report only new problems */
    bool retries; /* files that change while they are read come once more */
    bool patient; /* do not log that another process writes the index */
    double started;

    struct changes changes;
    struct index_base base;
    struct files files;
    struct progress progress;
    struct seen ids;      /* of this run's articles, each with its content */
    struct seen contents; /* of those that the store does not see yet, each
                             with their number */
    uint64_t skipped;
    uint64_t changed; /* files that come once more */
    uint64_t bytes;   /* read */
    bool gave_up;     /* --max-errors */
};

/* Add the articles of the walk, or of a->source, and log the results. */
enum exit_status adding_run(struct adding *a, struct walk *walk);
/* Log the final summary, unless --quiet. */
void adding_summarise(const struct adding *a);
/* The exit status; logs why if the run ended early. */
enum exit_status adding_outcome(const struct adding *a);
void adding_log_skipped(const struct settings *s, const struct walk *walk);

/* ---- private to adding.c ---- */

/* Add the article of an item, or report what is wrong with it, or end its file.
 * Fails as the store does. */
enum ir_status adding_take(struct adding *a, struct item *item,
                           struct ir_error *err) IR_MUST_CHECK;

#endif
