/*
 * batch.h - read the queries of a batch from a file.
 *
 * Each line is "qid<TAB>query", or only a query; then its line number is the
 * qid.  Blank lines are skipped.  A file that begins with <top>, <topic or
 * <?xml contains TREC topics instead; see topics_file.h.
 */
#ifndef SEARCHER_SESSION_BATCH_H
#define SEARCHER_SESSION_BATCH_H

#include "searcher/session/topics_file.h"

/* The fields of a TREC topic that make up the query. */
enum batch_part {
    BATCH_TITLE,
    BATCH_DESC,
    BATCH_TITLE_DESC,
    BATCH_ALL, /* title, description and narrative */
};
#define BATCH_PARTS "title|desc|title+desc|all"

struct batch {
    FILE *file;
    const char *name;     /* for messages */
    enum batch_part part; /* private from here */
    char *line;
    uint64_t number;
    char digits[24];
    char begun[16]; /* bytes read to detect the format, not yet used */
    size_t begun_at, begun_size;
    bool topics;
    struct topics_file file_of_topics;
    struct buf query;
};

/*
 * Open the file at path, or standard input if that is "-"; path must outlive
 * b.  Nothing is read yet.  Answers IR_OK, IR_NOT_FOUND if there is no such
 * file, or IR_IO.  Call batch_close() even if this fails.
 */
enum ir_status batch_open(struct batch *b, const char *path,
                          enum batch_part part,
                          struct ir_error *err) IR_MUST_CHECK;
void batch_close(struct batch *b);

/*
 * The next query and its qid, both valid until the next call.  Any status but
 * IR_OK ends the batch:
 *   IR_END      there are no more queries
 *   IR_INVALID  the file of topics is malformed, or a topic has none of the
 *               fields that make up the query
 *   IR_LIMIT    a line, or a tag or field of a topic, is too long
 *   IR_IO       reading failed
 * All but IR_END name the file, and the first two the line.
 */
enum ir_status batch_next(struct batch *b, struct ir_text *qid,
                          struct ir_text *query,
                          struct ir_error *err) IR_MUST_CHECK;

#endif
