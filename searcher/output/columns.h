/*
 * columns.h - the columns that tables of hits have.
 */
#ifndef SEARCHER_OUTPUT_COLUMNS_H
#define SEARCHER_OUTPUT_COLUMNS_H

#include "searcher/output/units.h"

#define COLUMNS_MAX 50 /* of a table */

/* Columns, in the order of --fields. */
struct columns {
    size_t count;
    unsigned char items[COLUMNS_MAX]; /* private */
};

/* What a row is about: a hit, and the part of its article that is shown. */
struct row {
    struct ir_text qid;
    const struct ir_hit *hit;
    size_t start, end; /* bytes of the article's text */
    enum unit unit;
};

/* rank, score, id, date, source, title, start, end and text; in a batch the
 * qid before them. */
void columns_usual(struct columns *out, bool batch);
/* Read "id,title"; a column may come twice.  IR_INVALID names what is none,
 * and the columns there are; IR_LIMIT if there are more than COLUMNS_MAX. */
enum ir_status columns_read(const char *list, struct columns *out,
                            struct ir_error *err) IR_MUST_CHECK;

const char *column_name(const struct columns *c, size_t i);
/* Append the cell of a row; nothing where it is not known. */
void column_add(const struct columns *all, size_t i, const struct row *row,
                struct buf *out);

#endif
