/*
 * reader.h - one article after another, from all inputs.
 *
 * A kind of input is one row of the table in reader.c and one file,
 * formats/read_KIND.c; nothing else knows the kinds.
 */
#ifndef INDEXER_READER_H
#define INDEXER_READER_H

#include "indexer/container.h"
#include "indexer/mark.h"
#include "indexer/walk.h"

struct reader {
    const char *name; /* for --format */
    const char
        *endings; /* of its files' names, each with its dot and a space */
    /* Do the first bytes, without a byte order mark, show that it is? */
    bool (*claims)(const struct source *s, struct ir_text head);
    /*
     * The next article, or IR_END.  IR_INVALID and IR_LIMIT reject one
     * article, and the next call goes on with the one after it; IR_IO gives
     * up the input.  What it has to remember is source's state.
     */
    enum ir_status (*next)(struct source *s, struct raw *out,
                           struct problem *p);
};

extern const struct reader read_warc, read_feed, read_nitf, read_newsml,
    read_sgml, read_html, read_mail, read_jsonl, read_json, read_csv, read_tsv,
    read_text;

/*
 * For --format: 0 is auto, which asks the kinds in this order, first by the
 * content and then, if none is sure, by the name; text takes everything.
 */
#define READER_FORMATS \
    "auto|warc|feed|nitf|newsml|sgml|html|mail|jsonl|json|csv|tsv|text"

/* Does a file of this name hold articles?  One without an ending may. */
bool reader_wants(const char *name);
/* The format of that name in READER_FORMATS; 0 if there is none. */
int reader_format(const char *name);
const struct reader *reader_of(int format); /* not of 0 */
/*
 * The kind of this input, by its first bytes and its name.  NULL if it is one
 * of many in a folder, and its name alone says that it might hold articles.
 */
const struct reader *reader_guess(const struct source *s, struct ir_text head,
                                  bool one_of_many);

struct feed_options {
    int format; /* counts in READER_FORMATS */
    size_t max_size;
    double filter_timeout;     /* seconds; 0: no limit */
    const struct raw_map *map; /* see struct source */
    const char *encoding;      /* see struct source */
    bool marks;                /* give FEED_FILE, and articles origins */
    uint64_t generation;       /* for origins: term_origin() */
    const atomic_bool *stop;   /* set from outside: end now; or NULL */
};

/* What feed_next() gave. */
enum feed_event {
    FEED_ARTICLE, /* an article, or a problem */
    FEED_FILE,    /* the end of a file, with its mark */
};

/*
 * The articles of a walk, those in containers too.  A file of the walk is
 * what is marked and filtered, whatever it contains.
 */
struct feed {
    struct walk *walk;
    struct feed_options options;
    size_t at;        /* entry of the walk that is being read */
    const char *file; /* of the walk, that what was given last is in */
    const char *name; /* of the input of what was given last, until the next */
    uint64_t bytes;   /* of all inputs, read so far */
    enum feed_event event; /* what came last */
    struct mark mark;      /* of the file that is read or was just read */
    /* private */
    struct source sources[CONTAINER_DEPTH_MAX + 1]; /* file, entry of it ... */
    struct container containers[CONTAINER_DEPTH_MAX];
    const struct reader *reader;
    struct buf label, origin;
    unsigned depth; /* containers open */
    bool open;      /* the file */
    bool reading;   /* the innermost source, by reader */
    int fd;         /* of the file, while it is open */
    int filtered;   /* of what a filter made of it; -1: none did */
    bool packed;    /* it is a container */
    bool ended;     /* a file, and FEED_FILE has not been given yet */
    uint64_t done;
};

/* walk and what options point to must outlive the feed. */
void feed_start(struct feed *f, struct walk *walk,
                const struct feed_options *options);
/*
 * The next article into out, which is cleared.  IR_END at the end; any other
 * status is a problem with f->name, told in p, and the feed goes on.  With
 * marks, IR_OK also comes at the end of each file, unless it changed or could
 * not be read, and in place of one that is the same as the index has it.
 */
enum ir_status feed_next(struct feed *f, struct raw *out,
                         struct problem *p) IR_MUST_CHECK;
void feed_free(struct feed *f);

#endif
