/*
 * batch.h - queries from a file, one a line: "qid<TAB>query", or a plain
 * query, whose qid is the number of its line.  Empty lines are passed over.
 * A file that begins with <top>, <topic ...> or <?xml is one of TREC topics.
 */
#ifndef SEARCHER_BATCH_H
#define SEARCHER_BATCH_H

#include "searcher/topics_file.h"

/* What of a topic is the query. */
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
    char begun[16]; /* bytes that were read to tell topics from lines */
    size_t begun_at, begun_size;
    bool topics;
    struct topics_file file_of_topics;
    struct buf query;
};

/* "-" is stdin.  Nothing is read yet. */
enum ir_status batch_open(struct batch *b, const char *path,
                          enum batch_part part,
                          struct ir_error *err) IR_MUST_CHECK;
void batch_close(struct batch *b);

/* IR_END after the last; both texts live until the next call. */
enum ir_status batch_next(struct batch *b, struct ir_text *qid,
                          struct ir_text *query,
                          struct ir_error *err) IR_MUST_CHECK;

#endif
