/*
 * settings.h - the command line of irindex, and what its tasks share.
 */
#ifndef INDEXER_SETTINGS_H
#define INDEXER_SETTINGS_H

#include "base/seen.h"
#include "command/options.h"
#include "indexer/document/parsed.h"
#include "indexer/log.h"

#include <stdatomic.h>

enum exit_status {
    EXIT_DONE,
    EXIT_REJECTED, /* finished, but something was rejected */
    EXIT_FATAL,    /* wrong usage, or a fatal error */
    EXIT_LOCKED = 75,
};

enum duplicate { DUPLICATE_REPLACE, DUPLICATE_SKIP, DUPLICATE_ERROR };

enum writer { WRITER_AUTO, WRITER_API };

enum on_copy { COPY_KEEP, COPY_SKIP };

struct settings {
    const char *db;
    int format;           /* counts in READER_FORMATS */
    struct text_list map; /* FIELD=NAME */
    const char *encoding; /* or NULL */
    struct text_list set; /* FIELD=VALUE */
    struct text_list filters;
    const char *files_from;
    bool null;
    const char *base;
    bool prune, force_prune, reread, watch;
    int on_copy;                                    /* enum on_copy */
    int on_duplicate;                               /* enum duplicate */
    const char *lang, *stem, *stopwords, *synonyms; /* NULL: not given */
    size_t jobs; /* 0: by the number of processors */
    size_t memory, max_size;
    double lock_timeout, filter_timeout;
    int no_sync;
    int writer; /* enum writer */
    bool dry_run;
    size_t max_errors; /* 0: no limit */
    const char *report;
    bool verbose, quiet;
    int progress; /* enum progress_when; resolved, it is not AUTO */
    const char *config;
    bool no_config, help, version;
    bool do_delete, do_check, do_compact, do_info, do_export, do_merge;
    bool do_rebuild;
    bool do_seal, full;     /* full: a check */
    const char *backup;     /* directory to copy the index to, or NULL */
    const char *repair;     /* directory for what is left of it, or NULL */
    struct text_list words; /* inputs or ids, with those of --files-from */

    /* Set by main(), not by options. */
    struct log *log;
    const atomic_bool *stop; /* set by a signal: stop soon */
    const struct seen *only; /* unique terms: others are skipped; or NULL */
};

/* The tasks of irindex.  Each logs its errors itself. */
enum exit_status run_add(const struct settings *s);
enum exit_status run_delete(const struct settings *s);
enum exit_status run_check(const struct settings *s);
enum exit_status run_seal(const struct settings *s);
enum exit_status run_compact(const struct settings *s);
enum exit_status run_backup(const struct settings *s);
enum exit_status run_info(const struct settings *s);
enum exit_status run_export(const struct settings *s);
enum exit_status run_merge(const struct settings *s);
enum exit_status run_repair(const struct settings *s);
enum exit_status run_rebuild(const struct settings *s);

/* Has a signal set stop? */
bool settings_stopped(const struct settings *s);
/* How many threads analyse text: --jobs, or by the number of processors. */
unsigned settings_jobs(const struct settings *s);
/* The language of --lang, for articles that declare none; NULL if it was not
 * given or is "none" or "detect". */
const char *settings_lang(const struct settings *s);
/* Is the language of such articles to be detected from their text? */
bool settings_detects(const struct settings *s);

/*
 * Set out to the fields that --set gives every article.  IR_INVALID: one is not
 * FIELD=VALUE with a known field, or its value or that of --lang is not valid
 * in an article.
 */
enum ir_status settings_fields(const struct settings *s, struct parsed *out,
                               struct ir_error *err) IR_MUST_CHECK;
/* Set out to the names of --map.  IR_INVALID: one of them, or the encoding of
 * --encoding, is unknown. */
enum ir_status settings_names(const struct settings *s, struct field_map *out,
                              struct ir_error *err) IR_MUST_CHECK;

/* Log the message of err and return the exit status for it. */
enum exit_status fatal(const struct settings *s, const struct ir_error *err);

#endif
