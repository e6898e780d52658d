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

struct charset;

/*
 * Where the bytes of an entry of a container come from: up to size into data,
 * *got of them, 0 at the end.  IR_INVALID if some are lost, but more follow;
 * any other status ends it.
 */
typedef enum ir_status source_pull(void *from, void *data, size_t size,
                                   size_t *got, struct problem *p);

struct source {
    const char *name; /* as people know it */
    size_t max;       /* bytes of an article */
    uint64_t line;    /* of the last line given, from 1 */
    uint64_t taken;   /* bytes read so far */
    uint64_t passed;  /* parts of it that are no articles: a reader counts */
    bool is_file;     /* has a name of its own: not standard input */
    const char *encoding; /* of what is no UTF-8 and says nothing, or NULL */

    const struct raw_map *map; /* names of fields, or NULL */

    /* What a reader remembers of this input; NULL when it begins. */
    void *state;
    void (*free_state)(void *state);

    /* private */
    const atomic_bool *stop; /* set from outside: read no more, or NULL */
    struct buf window;
    struct stat before;
    size_t at, scanned;
    int fd;
    bool regular, whole, ended;
    source_pull *pull; /* instead of fd */
    void *from;
    struct charset *charset; /* makes UTF-8 of what is read */
    struct buf encoded;
    size_t replaced;
    struct problem late; /* of the gap that the window ends with */
    bool gap;
};

void source_init(struct source *s, size_t max, const atomic_bool *stop);
void source_free(struct source *s);

/*
 * Begin to read fd, which source_end() closes unless it is standard input.
 * Answers IR_IO or IR_INVALID if there is nothing to be had from it.
 */
enum ir_status source_begin(struct source *s, const char *name, int fd,
                            struct problem *p) IR_MUST_CHECK;
/* Begin to read an entry; source_end() leaves `from` alone. */
void source_begin_entry(struct source *s, const char *name, source_pull *pull,
                        void *from);
/* IR_IO if a file that was streamed has changed meanwhile. */
enum ir_status source_end(struct source *s, struct problem *p) IR_MUST_CHECK;

/*
 * All of these answer IR_IO, reason "stopped", where they would have to read
 * on after `stop` was set: the end of an input is something else.
 */

/* The first bytes, up to 65,536, without taking them; as few as a slow pipe
 * gives that are not blank. */
enum ir_status source_head(struct source *s, struct ir_text *head,
                           struct problem *p) IR_MUST_CHECK;
/* Was that head all there is? */
bool source_is_at_end(const struct source *s);
/*
 * From here on, all that was not taken is in this encoding, a name that
 * charset_find() gave, and becomes UTF-8.
 */
void source_decode(struct source *s, const char *charset);
/* How many bad bytes that replaced since it was last asked. */
size_t source_replaced(struct source *s);
/*
 * The bytes that are left, if these are all of the input and at most `most`:
 * then source_seek() goes to any of them, counted from here.
 */
bool source_holds(struct source *s, size_t most, size_t *start);
void source_seek(struct source *s, size_t at);
/*
 * What comes next, without taking it: at least `least` bytes, or all there
 * are before the end or before bytes that are lost; IR_INVALID tells of these
 * when all before them is taken, and then it goes on.  The text lives until the next call.
 */
enum ir_status source_ahead(struct source *s, size_t least,
                            struct ir_text *ahead,
                            struct problem *p) IR_MUST_CHECK;
void source_take(struct source *s, size_t size); /* of what was ahead */
/*
 * The next line without its end, or IR_END.  IR_LIMIT for one over max, which
 * is passed over.  The text lives until the next call.
 */
enum ir_status source_line(struct source *s, struct ir_text *line,
                           struct problem *p) IR_MUST_CHECK;
/* All that is left; IR_LIMIT over max. */
enum ir_status source_rest(struct source *s, struct ir_text *rest,
                           struct problem *p) IR_MUST_CHECK;

/* IR_LIMIT: "too large: SIZE bytes, limit --max-size ...". */
enum ir_status source_too_large(const struct source *s, uint64_t size,
                                struct problem *p);

#endif
