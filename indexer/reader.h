/*
 * reader.h - one article after another, from all inputs.
 *
 * A kind of input is one row of the table in reader.c and one file,
 * read_KIND.c; nothing else knows the kinds.
 */
#ifndef INDEXER_READER_H
#define INDEXER_READER_H

#include "indexer/raw.h"
#include "indexer/source.h"
#include "indexer/walk.h"

struct reader {
    const char *name; /* for --format */
    const char
        *endings; /* of its files' names, each with its dot and a space */
    /* Is this input of its kind?  By its name and its first bytes. */
    bool (*claims)(const struct source *s, struct ir_text head);
    /*
     * The next article, or IR_END.  IR_INVALID and IR_LIMIT reject one
     * article, and the next call goes on with the one after it; IR_IO gives
     * up the input.
     */
    enum ir_status (*next)(struct source *s, struct raw *out,
                           struct problem *p);
};

extern const struct reader read_text, read_jsonl;

#define READER_FORMATS "auto|jsonl|text" /* for --format: 0 is auto */

/* Does a file of this name hold articles?  One without an ending may. */
bool reader_wants(const char *name);

/* The articles of a walk. */
struct feed {
    struct walk *walk;
    const struct reader *format; /* NULL: each input tells its own */
    size_t at;                   /* entry of the walk that is being read */
    const char *name;            /* of the input of what was given last */
    uint64_t bytes;              /* of all inputs, read so far */
    /* private */
    struct source source;
    const struct reader *reader;
    bool open;
    uint64_t done;
};

/* format counts in READER_FORMATS.  walk and stop must outlive the feed. */
void feed_start(struct feed *f, struct walk *walk, int format, size_t max_size,
                const atomic_bool *stop);
/*
 * The next article into out, which is cleared.  IR_END at the end; any other
 * status is a problem with f->name, told in p, and the feed goes on.
 */
enum ir_status feed_next(struct feed *f, struct raw *out,
                         struct problem *p) IR_MUST_CHECK;
void feed_free(struct feed *f);

#endif
