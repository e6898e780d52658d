/*
 * articles.h - iterate over the articles of all inputs.
 */
#ifndef INDEXER_ARTICLES_H
#define INDEXER_ARTICLES_H

#include "indexer/formats/formats.h"
#include "indexer/input/container.h"
#include "indexer/input/stamp.h"
#include "indexer/input/walk.h"

struct articles_options {
    int format; /* counts in READER_FORMATS */
    size_t max_size;
    double filter_timeout;       /* seconds; 0: no limit */
    const struct field_map *map; /* see struct source */
    const char *encoding;        /* see struct source */
    bool stamps;             /* give ARTICLES_FILE_END, and articles origins */
    uint64_t generation;     /* for origins: term_origin() */
    const atomic_bool *stop; /* set from outside: end now; or NULL */
};

/* What articles_next() returned. */
enum articles_event {
    ARTICLES_NEXT,     /* an article, or a problem */
    ARTICLES_FILE_END, /* the end of a file, with its stamp */
};

/*
 * The articles of a walk, those in containers too.  Files of the walk are
 * stamped and filtered, entries of containers are not.
 */
struct articles {
    struct walk *walk;
    struct articles_options options;
    size_t at;        /* entry of the walk that is being read */
    const char *file; /* walk_id() of that with the last article or problem */
    const char
        *name;      /* of its input, for messages; valid until the next call */
    uint64_t bytes; /* of all inputs, read so far */
    enum articles_event event; /* what the last call returned */
    struct file_stamp stamp;   /* of the current file */
    /* private */
    struct source sources[CONTAINER_DEPTH_MAX + 1]; /* file, entry of it ... */
    struct container containers[CONTAINER_DEPTH_MAX];
    const struct reader *reader;
    const char *given; /* walk_name() of the file */
    struct buf label, origin;
    unsigned depth; /* containers open */
    bool open;      /* the file */
    bool reading;   /* the innermost source, by reader */
    int fd;         /* of the file, while it is open */
    int filtered;   /* fd of the output of a filter; -1: none */
    bool packed;    /* it is a container */
    bool ended;     /* a file, and ARTICLES_FILE_END has not been given yet */
    uint64_t done;
};

/* walk and what options point to must outlive the articles. */
void articles_start(struct articles *f, struct walk *walk,
                    const struct articles_options *options);
/*
 * The next article into out, which is cleared.  IR_END at the end; any other
 * status is a problem with f->name, described in p; call again.  With stamps,
 * IR_OK also comes at the end of each file, unless it changed or could not be
 * read, and in place of a file that is unchanged.
 */
enum ir_status articles_next(struct articles *f, struct parsed *out,
                             struct problem *p) IR_MUST_CHECK;
void articles_free(struct articles *f);

#endif
