/*
 * source.h - the bytes of one input: all of them, or line by line, in
 * bounded memory.
 *
 * A regular file of at most max bytes is read whole at once, and again if it
 * changed meanwhile, so that what is indexed was the file at one moment.
 * Anything larger, or a pipe, streams.
 */
#ifndef INDEXER_SOURCE_H
#define INDEXER_SOURCE_H

#include "indexer/raw.h"

#include <stdatomic.h>
#include <sys/stat.h>

struct source {
    const char *name; /* as people know it */
    size_t max;       /* bytes of an article */
    uint64_t line;    /* of the last line given, from 1 */
    uint64_t taken;   /* bytes read so far */
    bool is_file;     /* has a name of its own: not standard input */

    /* private */
    const atomic_bool *stop; /* set from outside: end now */
    struct buf window;
    struct stat before;
    size_t at, scanned;
    int fd;
    bool regular, whole, ended;
};

void source_init(struct source *s, size_t max, const atomic_bool *stop);
void source_free(struct source *s);

/*
 * Begin to read fd, which source_end() closes unless it is standard input.
 * Answers IR_IO or IR_INVALID if there is nothing to be had from it.
 */
enum ir_status source_begin(struct source *s, const char *name, int fd,
                            struct problem *p) IR_MUST_CHECK;
/* IR_IO if a file that was streamed has changed meanwhile. */
enum ir_status source_end(struct source *s, struct problem *p) IR_MUST_CHECK;

/* The first bytes, up to 4096, without taking them. */
enum ir_status source_head(struct source *s, struct ir_text *head,
                           struct problem *p) IR_MUST_CHECK;
/*
 * The next line without its end, or IR_END.  IR_LIMIT for one over max, which
 * is passed over.  The text lives until the next call.
 */
enum ir_status source_line(struct source *s, struct ir_text *line,
                           struct problem *p) IR_MUST_CHECK;
/* All that is left, IR_END if nothing ever was; IR_LIMIT over max. */
enum ir_status source_rest(struct source *s, struct ir_text *rest,
                           struct problem *p) IR_MUST_CHECK;

#endif
