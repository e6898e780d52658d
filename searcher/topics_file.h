/*
 * topics_file.h - TREC topics, old and new.
 *
 *     <top>
 *     <num> Number: 051
 *     <title> Topic: Airbus Subsidies
 *     <desc> Description:
 *     Document will discuss government assistance to Airbus Industrie ...
 *     </top>
 *
 * or <num>51</num> <title>...</title>, or XML: <topic number="51">
 * <query>...</query> <description>...</description> <narrative>... .
 * What stands in fields of other names is passed over.
 */
#ifndef SEARCHER_TOPICS_FILE_H
#define SEARCHER_TOPICS_FILE_H

#include "base/buf.h"

#include <stdio.h>

#define TOPIC_FIELD_MAX ((size_t)1 << 16) /* bytes of one field */
#define TOPIC_TAG_MAX ((size_t)512)       /* bytes between < and > */

enum topic_field { TOPIC_NUMBER, TOPIC_TITLE, TOPIC_DESC, TOPIC_NARR };
#define TOPIC_FIELDS 4

/*
 * The number without "Number:" and leading zeros, as relevance judgments have
 * it; all fields without their labels, runs of white space made one blank.
 * A field that is not there is empty.
 */
struct trec_topic {
    struct buf field[TOPIC_FIELDS];
    uint64_t line; /* where it begins, from 1 */
};

struct topics_file {
    FILE *file;
    const char *name;     /* for messages */
    uint64_t line;        /* of the next byte */
    struct ir_text begun; /* bytes that were read before, not yet used */
    struct buf tag, text; /* private */
    struct trec_topic topic;
};

/*
 * Go on with file at line, begun being the bytes that stand before what is
 * left in file.  All pointers must outlive t; file is not closed.
 */
void topics_file_start(struct topics_file *t, FILE *file, const char *name,
                       uint64_t line, struct ir_text begun);
void topics_file_end(struct topics_file *t);

/*
 * Read the next into t->topic.  IR_END after the last; IR_INVALID for what is
 * no topic, IR_LIMIT for a field or tag that is too long, IR_IO: all name the
 * file and the line, and none can be gone on from.
 */
enum ir_status topics_file_next(struct topics_file *t,
                                struct ir_error *err) IR_MUST_CHECK;

#endif
