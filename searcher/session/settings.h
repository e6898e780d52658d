/*
 * settings.h - the command line of irsearch.
 */
#ifndef SEARCHER_SESSION_SETTINGS_H
#define SEARCHER_SESSION_SETTINGS_H

#include "command/options.h"
#include "command/streams.h"
#include "searcher/output/output.h"
#include "searcher/session/batch.h"

/* The names that --format takes, in the order of the enum. */
#define OUTPUT_NAMES "text|json|jsonl|trec|citation|tsv|csv"
enum output_format {
    OUTPUT_TEXT,
    OUTPUT_JSON,
    OUTPUT_JSONL,
    OUTPUT_TREC,
    OUTPUT_CITATION,
    OUTPUT_TSV,
    OUTPUT_CSV,
};
#define FORMAT_VERSION 1 /* of JSON and tables: that of IR_SCHEMA */
/* Never NULL; the struct is static. */
const struct output *output_of(enum output_format format);

/* Options of --serve. */
struct serve_settings {
    const char *address;    /* NULL: do not serve */
    const char *token_file; /* or NULL */
    struct text_list hosts; /* names besides those of the loopback */
    size_t clients, clients_each, queue, workers, time_max;
    bool public, log_queries;
};

struct settings {
    struct ir_request request; /* complete but for the query */
    struct text_list db;
    struct text_list query;
    struct text_list topic; /* names */
    struct ir_text topic_names[IR_TOPICS_MAX];
    struct text_list source, section, lang, in;
    struct ir_text filters[4][IR_FILTERS_MAX];
    const char *since, *until, *after;    /* NULL: not given */
    const char *facets, *zone, *baseline; /* NULL: not given */
    struct ir_text facet_names[IR_FACETS_MAX + 1];
    const char *topics;     /* file of topics, or NULL */
    const char *queries;    /* file of a batch, or NULL */
    const char *saved_file; /* of saved queries, or NULL */
    enum batch_part part;   /* of TREC topics in that file */
    const char *tag;
    const char *config; /* read by options.h */
    double timeout;     /* seconds; below 0: not given */
    const char *recency, *rank, *feedback, *like; /* NULL: not given */
    const char *terms;                        /* complete it; NULL: not given */
    const char *why;                          /* an id; NULL: not given */
    const char *fields, *colours, *hyperlink; /* NULL: not given */
    struct columns columns;                   /* of fields */
    struct palette palette;                   /* of colours */
    size_t format_version;                    /* 0: any */
    enum unit offsets;
    int unit;                           /* 1: articles; -1: not given */
    size_t since_revision;              /* 0: not given */
    int copies;                         /* 1: show, 2: collapse, 0: either */
    size_t limit, passage, per_article; /* SIZE_MAX: not given */
    enum output_format format;
    enum colour_when colour;
    int verify_blocks; /* enum ir_blocks */
    bool count, articles, null, quiet, no_limit, verbose, only;
    struct serve_settings serve;
    bool get, show, verify, terms_of, saved, info, mcp, help, version,
        no_config;
};

extern const struct options settings_options;

void settings_init(struct settings *s); /* sets the defaults */

/*
 * Check the options once they have been read, and fill in s->request, which
 * then points into s and into the arguments.  words are the arguments that are
 * not options.  Answers IR_OK, or IR_INVALID if options contradict each other,
 * a value is invalid, or there is no query.
 */
enum ir_status settings_check(struct settings *s, const struct text_list *words,
                              struct ir_error *err) IR_MUST_CHECK;

/* Is the answer text that shows articles in brief? */
bool settings_is_brief(const struct settings *s);

/* Private to settings_check(): a message about options that exclude each other,
 * or NULL; words is the number of its words. */
const char *settings_conflict(const struct settings *s, size_t words);

#endif
