/*
 * settings.h - what the command line of irindex asks for, and what all of its
 * tasks share.
 */
#ifndef INDEXER_SETTINGS_H
#define INDEXER_SETTINGS_H

#include "command/options.h"
#include "indexer/document/parsed.h"
#include "indexer/log.h"

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
    int format;           /* counts in READER_FORMATS */
    struct text_list map; /* FIELD=NAME */
    const char *encoding; /* or NULL */
    struct text_list set; /* FIELD=VALUE */
    struct text_list filters;
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
    int progress; /* enum progress_when; resolved, it is not AUTO */
    const char *config;
    bool no_config, help, version;
    bool do_delete, do_check, do_compact, do_info, do_export, do_merge;
    struct text_list words; /* inputs or ids, with those of --files-from */

    /* Of main(), not of an option. */
    struct log *log;
    const atomic_bool *stop; /* set by a signal: end soon */
};

/* The things irindex does; each logs what went wrong itself. */
enum exit_status run_add(const struct settings *s);
enum exit_status run_delete(const struct settings *s);
enum exit_status run_check(const struct settings *s);
enum exit_status run_compact(const struct settings *s);
enum exit_status run_info(const struct settings *s);
enum exit_status run_export(const struct settings *s);
enum exit_status run_merge(const struct settings *s);

/* Did a signal ask to end? */
bool settings_stopped(const struct settings *s);
/* The language of articles that do not declare one, if one was given. */
const char *settings_lang(const struct settings *s);
/* Or is it to be found from their text? */
bool settings_detects(const struct settings *s);

/*
 * The fields that --set gives to every article.  IR_INVALID if there is no such
 * field, or if no article could have such a value: then nothing is to be read,
 * since every article would lose it.  The same for the language of --lang.
 */
enum ir_status settings_fields(const struct settings *s, struct parsed *out,
                               struct ir_error *err) IR_MUST_CHECK;
/* The names of --map; the encoding of --encoding is checked with them. */
enum ir_status settings_names(const struct settings *s, struct field_map *out,
                              struct ir_error *err) IR_MUST_CHECK;

/* Log the message of err; the exit status that stands for it. */
enum exit_status fatal(const struct settings *s, const struct ir_error *err);

#endif
