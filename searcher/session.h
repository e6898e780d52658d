/*
 * session.h - a run of irsearch, from its first query to its last.
 */
#ifndef SEARCHER_SESSION_H
#define SEARCHER_SESSION_H

#include "searcher/settings.h"

struct session {
    const struct settings *settings;
    const struct output *output;
    struct ir_searcher *searcher;
    struct page page;
    struct buf query; /* the one that is being answered */
    struct buf out;   /* what is not yet written */
    bool found;       /* something was */
    bool failed;      /* a query could not be answered */
};

/*
 * Add the topics of the installed file, if it is there, and then those of
 * path, or if that is NULL of irsearch/topics.txt under $XDG_CONFIG_HOME, if
 * there is one.  IR_IO when a file cannot be read, IR_INVALID when it is wrong;
 * IR_NOT_FOUND when path is missing.
 */
enum ir_status find_topics(struct ir_searcher *s, const char *path,
                           struct ir_error *err) IR_MUST_CHECK;

/*
 * Answer one query in the way that the settings ask for, and write the answer
 * out.  The page's qid must be set in a batch.
 */
enum ir_status session_answer(struct session *s, struct ir_text query,
                              struct ir_error *err) IR_MUST_CHECK;
/* Write what has been collected in out. */
enum ir_status session_flush(struct session *s,
                             struct ir_error *err) IR_MUST_CHECK;
/* Tell an error on standard error, in the format of the output. */
void session_complain(const struct session *s, const struct ir_error *err);

#endif
