/*
 * source.h - the bytes of one input, whole or line by line, in bounded memory.
 *
 * A regular file of at most max bytes is read in one go, and again if it
 * changed meanwhile, so that what is indexed is a consistent state of the file.
 * Larger files and pipes are streamed.
 */
#ifndef INDEXER_INPUT_SOURCE_H
#define INDEXER_INPUT_SOURCE_H

#include "indexer/document/parsed.h"

#include <stdatomic.h>
#include <sys/stat.h>

struct charset;

/*
 * Reads bytes of a container's entry: up to size into data, *got of them, 0 at
 * the end.  IR_INVALID: some are lost, but more follow.  Any other status ends
 * the entry.
 */
typedef enum ir_status source_pull(void *from, void *data, size_t size,
                                   size_t *got, struct problem *p);

struct source {
    const char *name; /* as people know it */
    size_t max;       /* bytes of an article */
    uint64_t line;    /* number of the last line returned, from 1 */
    uint64_t taken;   /* bytes read so far */
    uint64_t skipped; /* parts that are no articles, counted by the reader */
    bool is_file;     /* has a name of its own: not standard input */
    const char *encoding; /* of text that is not UTF-8 and declares none, or
                             NULL */

    const struct field_map *map; /* names of fields, or NULL */

    /* The reader's own state for this input; NULL at first. */
    void *state;
    void (*free_state)(void *state);

    /* private */
    const atomic_bool *stop; /* set by another thread to stop, or NULL */
    struct buf window;
    struct stat before;
    size_t at, scanned;
    int fd;
    bool regular, whole, ended;
    source_pull *pull; /* instead of fd */
    void *from;
    struct charset *charset; /* converts what is read to UTF-8 */
    struct buf encoded;
    size_t replaced;
    struct problem late; /* of the gap that the window ends with */
    bool gap;
};

void source_init(struct source *s, size_t max, const atomic_bool *stop);
void source_free(struct source *s);

/*
 * Begin to read fd, which source_end() closes unless it is standard input.
 * IR_IO or IR_INVALID if it cannot be read.
 */
enum ir_status source_begin(struct source *s, const char *name, int fd,
                            struct problem *p) IR_MUST_CHECK;
/* Begin to read an entry; source_end() leaves `from` alone. */
void source_begin_entry(struct source *s, const char *name, source_pull *pull,
                        void *from);
/* IR_IO if a file that was streamed has changed meanwhile. */
enum ir_status source_end(struct source *s, struct problem *p) IR_MUST_CHECK;

/*
 * All of these return IR_IO, reason "stopped", if they would have to read more
 * after `stop` was set; this is not the end of the input.
 */

/* The first bytes, up to 65,536, without taking them.  Returns early with what
 * a slow pipe has delivered, once it is not all blank. */
enum ir_status source_head(struct source *s, struct ir_text *head,
                           struct problem *p) IR_MUST_CHECK;
/* Was that head all there is? */
bool source_is_at_end(const struct source *s);
/*
 * Convert everything not yet taken from this encoding to UTF-8; the name is one
 * that charset_find() returned.
 */
void source_decode(struct source *s, const char *charset);
/* Invalid bytes replaced by that since the last call. */
size_t source_replaced(struct source *s);
/*
 * True if the whole rest of the input is in memory and at most `most` bytes;
 * source_seek() can then go to any of them, from *start on.
 */
bool source_holds(struct source *s, size_t most, size_t *start);
void source_seek(struct source *s, size_t at);
/*
 * The next bytes, without taking them: at least `least`, or all there are
 * before the end or before a gap of lost bytes.  IR_INVALID reports a gap, once
 * all before it is taken; the call after that continues behind it.  The text
 * is valid until the next call.
 */
enum ir_status source_ahead(struct source *s, size_t least,
                            struct ir_text *ahead,
                            struct problem *p) IR_MUST_CHECK;
void source_take(struct source *s, size_t size); /* of source_ahead() */
/*
 * The next line without its end, or IR_END.  IR_LIMIT: the line is longer than
 * max and was skipped.  The text is valid until the next call.
 */
enum ir_status source_line(struct source *s, struct ir_text *line,
                           struct problem *p) IR_MUST_CHECK;
/* The whole rest; IR_LIMIT if it is larger than max. */
enum ir_status source_rest(struct source *s, struct ir_text *rest,
                           struct problem *p) IR_MUST_CHECK;

/* IR_LIMIT: "too large: SIZE bytes, limit --max-size ...". */
enum ir_status source_too_large(const struct source *s, uint64_t size,
                                struct problem *p);

#endif
