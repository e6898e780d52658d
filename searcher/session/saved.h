/*
 * saved.h - queries that a user has saved in a file, by name.
 *
 * Each line of the file has a name, white space and a query; empty lines and
 * those that begin with # are skipped.  In a query, @NAME stands for the query of
 * that name, in brackets unless it is all there is; such a query may have others
 * in it.  @NAME that is not saved stays as it is, and so does what stands in
 * quotation marks or within a word (a@b.org), so that a text that is pasted
 * means what it means without the file.
 */
#ifndef SEARCHER_SESSION_SAVED_H
#define SEARCHER_SESSION_SAVED_H

#include "base/buf.h"

#define SAVED_BYTES_MAX 1048576 /* of the file */
#define SAVED_DEPTH_MAX 16      /* saved queries within each other */

struct saved_query;
struct saved {
    struct buf path; /* empty: there is no file */
    bool must_be;    /* the user has named the file */
    bool loaded;     /* private from here */
    struct buf text;
    struct saved_query *items;
    size_t count, room;
};
#define SAVED_INIT                         \
    {                                      \
        .path = BUF_INIT, .text = BUF_INIT \
    }

/*
 * The queries of this file, or if path is NULL or empty, of irsearch/queries
 * under $XDG_CONFIG_HOME, which need not exist.  The file is read once a query
 * has an @ that may stand for one of them.
 */
void saved_start(struct saved *s, const char *path);
void saved_free(struct saved *s);

/*
 * Append the query, with saved ones put in.  A line of the file that is wrong is
 * an error if it is used.  Statuses, with a message that names file and line:
 *   IR_NOT_FOUND  the file that the user has named does not exist
 *   IR_IO         it cannot be read
 *   IR_INVALID    a saved query has itself in it, is defined twice, or has
 *                 quotation marks or brackets that are not closed
 *   IR_LIMIT      file, depth or the whole query is over its limit
 */
enum ir_status saved_expand(struct saved *s, struct ir_text query,
                            struct buf *out,
                            struct ir_error *err) IR_MUST_CHECK;
/*
 * Append all of them, a name, a tab and the query in each line, and to wrong a
 * line for each line of the file that is wrong.  Statuses as above.
 */
enum ir_status saved_list(struct saved *s, struct buf *out, struct buf *wrong,
                          struct ir_error *err) IR_MUST_CHECK;

#endif
