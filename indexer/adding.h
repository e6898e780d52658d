/*
 * adding.h - a run that adds articles: what it works with, and what came of
 * it.
 */
#ifndef INDEXER_ADDING_H
#define INDEXER_ADDING_H

#include "indexer/files.h"
#include "indexer/input/seen.h"
#include "indexer/progress.h"
#include "indexer/report.h"

struct adding {
    const struct settings *settings;
    const struct field_map *map; /* of --map, or NULL */
    struct store_writer *writer; /* NULL in a dry run */
    struct store *reader;        /* in a dry run, if there is an index */
    struct files files;
    struct report *report; /* the caller's, who may have it stay open */
    struct progress progress;
    struct seen ids; /* of this run's articles, each with its content */
    uint64_t added, replaced, skipped;
    uint64_t uncommitted; /* of these, not yet safe */
    uint64_t bytes;       /* read */
    uint64_t revision;    /* of the last commit */
    double started;
    pipeline_source *next; /* where articles come from, if not from files */
    void *next_arg;
    /* Called with an index that may be new, before its options are settled. */
    enum ir_status (*adopt)(const struct settings *s, struct store_writer *w,
                            struct ir_error *err);
    bool again;   /* a later round of --watch: says only what is new */
    bool patient; /* says nothing when another process writes the index */
    bool made;    /* the index was empty */
    bool gave_up; /* --max-errors */
};

/*
 * Add what is in the walk, or what a->next gives; same holds fields that every
 * article gets, or is NULL.  Says what came of it.
 */
enum exit_status adding_run(struct adding *a, struct walk *walk,
                            const struct parsed *same);
/* An article is not taken, for what its problem tells. */
enum ir_status adding_reject(struct adding *a, struct item *item,
                             struct ir_error *err) IR_MUST_CHECK;
/*
 * Before an article is put: do --on-duplicate or --on-copy settle that it is
 * not?
 */
enum ir_status duplicates_settle(struct adding *a, struct item *item,
                                 bool *settled,
                                 struct ir_error *err) IR_MUST_CHECK;
/* It is put; name it if it replaces another one of this run. */
void duplicates_note(struct adding *a, const struct item *item);
/* The lines at the end, unless it is to be quiet. */
void adding_summarise(const struct adding *a);
/* The exit status; says why if it did not go to the end. */
enum exit_status adding_outcome(const struct adding *a);
void adding_tell_passed(const struct settings *s, const struct walk *walk);

#endif
