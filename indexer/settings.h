/*
 * settings.h - what the command line of irindex asks for.
 */
#ifndef INDEXER_SETTINGS_H
#define INDEXER_SETTINGS_H

#include "command/options.h"
#include "store/store.h"

#include <stdatomic.h>

enum exit_status {
    EXIT_DONE,
    EXIT_REJECTED, /* finished, but not everything was taken */
    EXIT_FATAL,    /* wrong usage, or it could not go on */
    EXIT_LOCKED = 75,
};

enum duplicate { DUPLICATE_REPLACE, DUPLICATE_SKIP, DUPLICATE_ERROR };

enum on_copy { COPY_KEEP, COPY_SKIP };

struct settings {
    const char *db;
    int format;           /* as for feed_start() */
    struct text_list map; /* FIELD=NAME */
    const char *encoding; /* or NULL */
    struct text_list same, filters;
    const char *files_from;
    bool null;
    bool prune, reread, watch;
    int on_copy;                                    /* enum on_copy */
    int on_duplicate;                               /* enum duplicate */
    const char *lang, *stem, *stopwords, *synonyms; /* NULL: not given */
    size_t jobs; /* 0: by the number of processors */
    size_t memory, max_size;
    double lock_timeout, filter_timeout;
    int no_sync;
    bool dry_run;
    size_t max_errors; /* 0: no limit */
    const char *report;
    bool verbose, quiet;
    int progress; /* enum progress_when */
    const char *config;
    bool no_config, help, version;
    bool do_delete, do_check, do_compact, do_info, do_export, do_merge;
    struct text_list words; /* inputs or ids, with those of --files-from */
};

extern atomic_bool settings_stop; /* set by a signal: end soon */

/* The things irindex does; each says what went wrong itself. */
enum exit_status run_add(const struct settings *s);
enum exit_status run_delete(const struct settings *s);
enum exit_status run_check(const struct settings *s);
enum exit_status run_compact(const struct settings *s);
enum exit_status run_info(const struct settings *s);
enum exit_status run_export(const struct settings *s);
enum exit_status run_merge(const struct settings *s);

/* The language of articles that do not say, if one was given. */
const char *settings_lang(const struct settings *s);
/* Or is it to be found from their text? */
bool settings_detects(const struct settings *s);

/* Say what err says; the exit status that stands for it. */
enum exit_status fatal(const struct ir_error *err);
/* Say once if others can change the index that is written. */
void settings_warn(const struct settings *s);
/* Open the index that settings name, for writing, and warn. */
enum ir_status settings_writer(const struct settings *s, bool create,
                               struct store_writer **out,
                               struct ir_error *err) IR_MUST_CHECK;
/* The number of the last commit; 0 if it cannot be told. */
uint64_t last_revision(struct store_writer *w);

#endif
