/*
 * articles.h - one article after another, from all inputs.
 */
#ifndef INDEXER_ARTICLES_H
#define INDEXER_ARTICLES_H

#include "indexer/formats/formats.h"
#include "indexer/input/container.h"
#include "indexer/input/stamp.h"
#include "indexer/input/walk.h"

struct feed_options {
    int format; /* counts in READER_FORMATS */
    size_t max_size;
    double filter_timeout;       /* seconds; 0: no limit */
    const struct field_map *map; /* see struct source */
    const char *encoding;        /* see struct source */
    bool marks;                  /* give FEED_FILE, and articles origins */
    uint64_t generation;         /* for origins: term_origin() */
    const atomic_bool *stop;     /* set from outside: end now; or NULL */
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
enum ir_status feed_next(struct feed *f, struct parsed *out,
                         struct problem *p) IR_MUST_CHECK;
void feed_free(struct feed *f);

#endif
