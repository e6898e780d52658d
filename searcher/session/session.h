/*
 * session.h - answer the queries of one run of irsearch.
 */
#ifndef SEARCHER_SESSION_SESSION_H
#define SEARCHER_SESSION_SESSION_H

#include "searcher/session/settings.h"

struct session {
    const struct settings *settings;
    const struct output *output;
    struct ir_searcher *searcher;
    struct page page;
    struct buf query; /* being answered */
    struct buf out;   /* not written yet */
    bool found;       /* some query had a match */
    bool failed;      /* some query could not be answered */
};

/*
 * Add the topics of the installed file and then those of path, or if that is
 * NULL or empty, of irsearch/topics.txt under $XDG_CONFIG_HOME.  Only path has
 * to exist.  Statuses:
 *   IR_NOT_FOUND  path does not exist
 *   IR_IO         a file cannot be read
 *   IR_INVALID    a file has a syntax error
 *   IR_LIMIT      a file is too large, or a topic has too many terms
 */
enum ir_status find_topics(struct ir_searcher *s, const char *path,
                           struct ir_error *err) IR_MUST_CHECK;

/*
 * Answer one query as the settings say, and write the answer to standard
 * output; in a batch, page.qid must be set.  Warnings go to standard error.
 * Has the statuses of ir_search(), or IR_IO if writing failed.
 */
enum ir_status session_answer(struct session *s, struct ir_text query,
                              struct ir_error *err) IR_MUST_CHECK;
/* Write out and clear it.  Answers IR_OK or IR_IO. */
enum ir_status session_flush(struct session *s,
                             struct ir_error *err) IR_MUST_CHECK;
/* Write err to standard error, in the output format. */
void session_complain(const struct session *s, const struct ir_error *err);

#endif
