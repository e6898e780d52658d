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
 * Read up to size bytes of a container's entry into data.  *got is the number
 * read, 0 at the end.  IR_INVALID: some bytes are lost, but more follow.  Any
 * other status ends the entry.
 */
typedef enum ir_status source_pull(void *from, void *data, size_t size,
                                   size_t *got, struct problem *p);

struct source {
    const char *name; /* for messages */
    size_t max;       /* bytes of an article */
    uint64_t line;    /* number of the last line returned, from 1 */
    uint64_t taken;   /* bytes read so far */
    uint64_t skipped; /* parts that are no articles, counted by the reader */
    bool is_file;     /* not standard input */
    const char *encoding; /* of text that is not UTF-8 and declares no
                             encoding, or NULL */

    const struct field_map *map; /* names of fields, or NULL */

    /* The reader's own state for this input; NULL at first.  See
     * source_state(). */
    void *state;
    void (*free_state)(void *state);

    /* private */
    const atomic_bool *stop; /* set by another thread to stop, or NULL */
    struct buf window;
    struct stat before;
    size_t at, scanned; /* taken up to here; no line end from at to here */
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

/* An empty source for one input after another; stop may be NULL.  Free with
 * source_free(). */
void source_init(struct source *s, size_t max, const atomic_bool *stop);
void source_free(struct source *s);

/*
 * Begin reading fd, which source_end() closes unless it is standard input; name
 * must live until then.  IR_IO: the system refused, or a small file changed
 * twice while it was read.  IR_INVALID: it is a folder or a device.
 */
enum ir_status source_begin(struct source *s, const char *name, int fd,
                            struct problem *p) IR_MUST_CHECK;
/* What fstat() said of the file before it was read; NULL if it is not regular. */
const struct stat *source_stat(const struct source *s);
/* Right after source_begin(): was the file read in one go?  Then all is set to
 * its bytes, which the next call may change. */
bool source_is_whole(const struct source *s, struct ir_text *all);
/* Begin reading an entry through pull(from, ...); `from` is not freed and must
 * live until source_end(). */
void source_begin_entry(struct source *s, const char *name, source_pull *pull,
                        void *from);
/* End reading.  IR_IO: a streamed file was changed while it was read. */
enum ir_status source_end(struct source *s, struct problem *p) IR_MUST_CHECK;

/* The reader's own state for this input: at first a copy of size bytes, which
 * free_state() releases at the end. */
void *source_state(struct source *s, const void *first, size_t size,
                   void (*free_state)(void *state));

/*
 * Each function below that reads fails with IR_IO: reason "unreadable" if the
 * system refuses, "stopped" if it needs more bytes after `stop` was set.  An
 * entry fails as its pull() does.
 */

/*
 * Read up to size more bytes into the window, fewer if a pipe has no more yet.
 * The functions below call it; readers do not.
 */
enum ir_status source_fill(struct source *s, size_t size,
                           struct problem *p) IR_MUST_CHECK;

/* Peek at the first bytes, up to 65,536.  Returns early with what a slow pipe
 * has delivered, once it is not all blank. */
enum ir_status source_head(struct source *s, struct ir_text *head,
                           struct problem *p) IR_MUST_CHECK;
/* Did source_head() return the whole input? */
bool source_is_at_end(const struct source *s);
/*
 * Convert all bytes not yet taken from this encoding to UTF-8; charset is a
 * name that charset_find() returned.
 */
void source_decode(struct source *s, const char *charset);
/*
 * The same if head, all or the first bytes of s, is UTF-16 or UTF-32; but markup
 * with a byte order mark is left to its parser, which detects it.  The bytes of
 * head in UTF-8, in room if they were converted.
 */
struct ir_text source_decode_wide(struct source *s, struct ir_text head,
                                  struct buf *room);
/* How many invalid bytes were replaced since the last call, in converting. */
size_t source_replaced(struct source *s);
/*
 * True if the rest of the input is in memory and has at most `most` bytes;
 * source_seek() can then move to any offset from *start on.
 */
bool source_holds(struct source *s, size_t most, size_t *start);
void source_seek(struct source *s, size_t at);
/*
 * Peek at the next bytes: at least `least`, or fewer before the end of the
 * input or a gap of lost bytes; empty at the end.  IR_INVALID: a gap, reported
 * once all bytes before it are taken; the next call continues after it.  The
 * text is valid until the next call.
 */
enum ir_status source_ahead(struct source *s, size_t least,
                            struct ir_text *ahead,
                            struct problem *p) IR_MUST_CHECK;
/* Consume size bytes of source_ahead(). */
void source_take(struct source *s, size_t size);
/*
 * The next line without its line end.  IR_END: there is none.  IR_LIMIT: the
 * line is longer than max and was skipped.  The text is valid until the next
 * call.
 */
enum ir_status source_line(struct source *s, struct ir_text *line,
                           struct problem *p) IR_MUST_CHECK;
/* The rest of the input.  IR_LIMIT: it is larger than max. */
enum ir_status source_rest(struct source *s, struct ir_text *rest,
                           struct problem *p) IR_MUST_CHECK;

/* Returns IR_IO, with "changed while it was read" in p, reason "changed". */
enum ir_status source_changed(struct problem *p);
/* Returns IR_LIMIT, with "too large: SIZE bytes, limit --max-size ..." in p. */
enum ir_status source_too_large(const struct source *s, uint64_t size,
                                struct problem *p);

#endif
