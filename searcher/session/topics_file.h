/*
 * topics_file.h - read TREC topics, in their older and newer formats.
 *
 *     <top>
 *     <num> Number: 051
 *     <title> Topic: Airbus Subsidies
 *     <desc> Description:
 *     Document will discuss government assistance to Airbus Industrie ...
 *     </top>
 *
 * or <num>51</num> <title>...</title>, or as XML: <topic number="51">
 * <query>...</query> <description>...</description> <narrative>...
 * Other elements are skipped.
 */
#ifndef SEARCHER_SESSION_TOPICS_FILE_H
#define SEARCHER_SESSION_TOPICS_FILE_H

#include "base/buf.h"

#include <stdio.h>

#define TOPIC_FIELD_MAX ((size_t)1 << 16) /* bytes of one field */
#define TOPIC_TAG_MAX ((size_t)512)       /* bytes between < and > */

enum topic_field { TOPIC_NUMBER, TOPIC_TITLE, TOPIC_DESC, TOPIC_NARR };
#define TOPIC_FIELDS 4

/*
 * Fields have neither their labels ("Topic:") nor leading white space; other
 * runs of white space are one space.  The number has no leading zeros, as in
 * relevance judgments.  A missing field is empty.
 */
struct trec_topic {
    struct buf field[TOPIC_FIELDS];
    uint64_t line; /* on which the topic begins, from 1 */
};

struct topics_file {
    FILE *file;
    const char *name;     /* for messages */
    uint64_t line;        /* of the next byte */
    struct ir_text begun; /* bytes to take before those of file */
    struct buf tag, text; /* private */
    struct trec_topic topic;
};

/*
 * Read topics from file, of which the caller has already read the bytes in
 * begun; line is the number of their first line.  All pointers must outlive t.
 * Free t with topics_file_end(), which leaves file open.
 */
void topics_file_start(struct topics_file *t, FILE *file, const char *name,
                       uint64_t line, struct ir_text begun);
void topics_file_end(struct topics_file *t);

/*
 * Read the next topic into t->topic, which is valid until the next call.  Any
 * status but IR_OK is final, and each but IR_END names the file:
 *   IR_END      there are no more topics
 *   IR_INVALID  this is not a topic, or it has no number or no end; names the
 *               line as well
 *   IR_LIMIT    a field or tag is too long, or a tag is not closed; names the
 *               line as well
 *   IR_IO       reading failed
 */
enum ir_status topics_file_next(struct topics_file *t,
                                struct ir_error *err) IR_MUST_CHECK;

#endif
