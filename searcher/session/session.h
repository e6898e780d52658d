/*
 * session.h - answer what the settings of one run of irsearch ask.
 *
 * The command line, the server and any other caller fill struct settings, open
 * the index, and get the same bytes; they differ only in the sink.
 */
#ifndef SEARCHER_SESSION_SESSION_H
#define SEARCHER_SESSION_SESSION_H

#include "searcher/session/saved.h"
#include "searcher/session/settings.h"

/* Takes what a session writes, in this order, part by part. */
struct sink {
    /* A part of the answer.  Any status but IR_OK ends the session. */
    enum ir_status (*answer)(struct sink *sink, struct ir_text part,
                             struct ir_error *err);
    /* A warning, or statistics: whole lines. */
    void (*notice)(struct sink *sink, struct ir_text lines);
};

/* Standard output and standard error; IR_IO if writing fails. */
extern struct sink sink_streams;

/* Memory.  SINK_MEMORY is an empty one; free it with sink_memory_free(). */
struct sink_memory {
    struct sink sink; /* first, so that pointers convert */
    struct buf answer, notices;
};
extern const struct sink sink_to_memory;
#define SINK_MEMORY                                                     \
    {                                                                   \
        .sink = sink_to_memory, .answer = BUF_INIT, .notices = BUF_INIT \
    }
void sink_memory_free(struct sink_memory *m);

struct session;

/* Who answers: an index that is open here, or a server. */
struct answerer {
    /* As session_answer(). */
    enum ir_status (*query)(struct session *s, struct ir_text query,
                            struct ir_error *err);
    /* Print an article; IR_NOT_FOUND if there is none of this id. */
    enum ir_status (*article)(struct session *s, struct ir_text id,
                              struct ir_error *err);
    /* The same for a person to read, with the words of the query marked. */
    enum ir_status (*show)(struct session *s, struct ir_text id,
                           struct ir_text query, struct ir_error *err);
    /* Print whether a citation, and what follows it, holds. */
    enum ir_status (*verify)(struct session *s, struct ir_text citation,
                             struct ir_error *err);
    /* Print why an article is in the answer to a query, or is not. */
    enum ir_status (*why)(struct session *s, struct ir_text id,
                          struct ir_text query, struct ir_error *err);
    /* Describe the index. */
    enum ir_status (*info)(struct session *s, struct ir_error *err);
    /* Complete the last word of a query. */
    enum ir_status (*terms)(struct session *s, struct ir_text text,
                            struct ir_error *err);
};
extern const struct answerer answerer_here; /* s->searcher */

struct session {
    const struct settings *settings; /* checked */
    const struct output *output;
    const struct answerer *answerer;
    struct ir_searcher *searcher;     /* of answerer_here; else NULL */
    void *server;                     /* of another; else NULL */
    struct saved *saved;              /* for @NAME in queries; NULL: none */
    const struct ir_warning *refused; /* by the server, or NULL */
    double time_max;                  /* of a server; 0: none */
    struct sink *sink;
    struct page page;           /* out, tag and articles are filled here */
    struct buf query;           /* being answered */
    struct buf out;             /* not written yet */
    bool found;                 /* some query had a match */
    bool failed;                /* some query could not be answered */
    bool late;                  /* some query was stopped by the timeout */
    struct ir_index_info index; /* that a search has been answered from */
    bool searched;              /* index is filled */
};

/* Set up for one run; nothing is shown as on a terminal. */
void session_init(struct session *s, const struct settings *settings,
                  struct sink *sink);
void session_free(struct session *s); /* the searcher and settings stay */

/*
 * Open the index that the settings name, or the default one, and add the
 * topics: those of the installed file, then those of settings->topics, or if
 * that is NULL or empty, of irsearch/topics.txt under $XDG_CONFIG_HOME.  Only
 * the file named in the settings has to exist.  Has the statuses of ir_open()
 * and of find_topics().
 */
enum ir_status session_open(const struct settings *settings,
                            struct ir_searcher **out,
                            struct ir_error *err) IR_MUST_CHECK;

/* Say so if the index that is open is not verified as it is read. */
void session_tell_unverified(const struct session *s);

/*
 * Append the folders that session_open() reads from, each with a NUL at its
 * end: those that the indexes and files of topics are in, since one that is
 * replaced is another directory, or file, under the same name.
 */
void session_folders(const struct settings *settings, struct buf *out);

/*
 * Add these topics to an open index.  Statuses:
 *   IR_NOT_FOUND  path does not exist
 *   IR_IO         a file cannot be read
 *   IR_INVALID    a file has a syntax error
 *   IR_LIMIT      a file is too large, or a topic has too many terms
 */
enum ir_status find_topics(struct ir_searcher *s, const char *path,
                           struct ir_error *err) IR_MUST_CHECK;

/* Prepare the page for what the settings ask; session_run() does that itself. */
void session_start(struct session *s);

/*
 * Do what the settings ask for: describe the index, print articles, answer a
 * batch or one query.  words are the arguments that are not options.  found and
 * failed are then set.  A query of a batch that is wrong, and an article that
 * does not exist, are only complained of.  Has the statuses of ir_search(), of
 * batch_next() and of the sink.
 */
enum ir_status session_run(struct session *s, const struct text_list *words,
                           struct ir_error *err) IR_MUST_CHECK;

/*
 * Answer one query from the index as the settings say; in a batch, page.qid must be set.
 * Has the statuses of ir_search() and of the sink.
 */
enum ir_status session_answer(struct session *s, struct ir_text query,
                              struct ir_error *err) IR_MUST_CHECK;
/*
 * Print an article of the index for a person to read, with the words of query
 * and of the settings' topics marked.  Has the statuses of ir_mark() and of the
 * sink.
 */
enum ir_status session_show(struct session *s, struct ir_text id,
                            struct ir_text query,
                            struct ir_error *err) IR_MUST_CHECK;
/*
 * Print why an article of the index is in the answer to query, which found then
 * tells, or why not.  Has the statuses of ir_why() and of the sink.
 */
enum ir_status session_why(struct session *s, struct ir_text id,
                           struct ir_text query,
                           struct ir_error *err) IR_MUST_CHECK;
/* Give what is in out to the sink, whose status it answers, and clear it. */
enum ir_status session_flush(struct session *s,
                             struct ir_error *err) IR_MUST_CHECK;
/* Report err as a notice, in the output format. */
void session_complain(const struct session *s, const struct ir_error *err);

#endif
