/*
 * walk.h - list the files of the inputs.
 *
 * A folder gives all its files, in byte order of their names, folder by
 * folder; hidden ones are left out.  Links inside a folder are not followed
 * (one that was named as an input is), so there are no loops and nothing
 * outside the folder is read.  What the run itself writes is left out.  What is no
 * regular file, or cannot be read, is kept in its place as a problem, to be
 * reported in turn.  In a folder only
 * files of some types are taken; one that is named as an input always is.
 */
#ifndef INDEXER_INPUT_WALK_H
#define INDEXER_INPUT_WALK_H

#include "indexer/document/parsed.h"
#include "indexer/input/filter.h"
#include "indexer/input/naming.h"
#include "indexer/input/own.h"
#include "indexer/input/watch.h"

#define WALK_DEPTH_MAX 200 /* folders inside folders */
#define WALK_NAME_MAX 4096 /* bytes of a path below an input */

struct walk_entry {
    size_t name;         /* where the path begins in names */
    size_t id;           /* where its name in the index begins there */
    uint32_t root;       /* bytes of it that are the input; the rest is below */
    uint16_t problem;    /* what is wrong: private */
    uint16_t error;      /* an errno, where there is one */
    uint64_t size;       /* bytes, at the time of the walk */
    uint64_t attributes; /* stamp_attributes(); 0: not a regular file */
    uint64_t digest;     /* of its last reading; 0: not known */
    uint64_t device;     /* of the folder it is in: some file systems number
                            their files otherwise */
};

/* An input. */
struct walk_input {
    size_t first, count; /* its entries, until some are removed */
    size_t path;         /* where its canonical path begins in names */
    bool folder, missing;
};

struct walk {
    struct walk_entry *items;
    size_t count, room;
    struct walk_input *inputs; /* in the order in which they were added */
    size_t input_count, input_room;
    struct buf names; /* paths as given and joined, each with a NUL */
    uint64_t bytes;   /* sum of all sizes */
    size_t missing;   /* inputs that do not exist */
    size_t skipped;   /* files in folders that are of other types */
    uint64_t parts;   /* of files that are no articles: counted by articles.c */
    struct file_types types;
    struct own own;      /* set by the caller, as types and watch are */
    struct watch *watch; /* called for each folder before it is read; or NULL */
    int root;            /* folder now open, -1: none; private */
    size_t root_name, root_size; /* its path: private */
};

#define WALK_INIT                      \
    {                                  \
        .names = BUF_INIT, .root = -1, \
    }

/* Add one input: "-" is standard input, anything else a path. */
void walk_add(struct walk *w, const char *input);
void walk_free(struct walk *w);

/*
 * Find the names that the files have in the index, before any entry is removed.
 * Until then they are the paths as given.
 */
void walk_find_ids(struct walk *w, const struct naming *naming);

/* The path as given, for messages and for opening the file. */
const char *walk_name(const struct walk *w, size_t i);
/* Its name in the index.  Both pointers are valid until something is added. */
const char *walk_id(const struct walk *w, size_t i);
bool walk_is_stdin(const struct walk *w, size_t i);
/* Was it found in a folder that was named, not named itself? */
bool walk_is_inside(const struct walk *w, size_t i);
/*
 * Open the i-th for reading: 0 for standard input.  Any status but IR_OK is
 * about this file only, and p describes it.
 */
enum ir_status walk_open(struct walk *w, size_t i, int *fd,
                         struct problem *p) IR_MUST_CHECK;

#endif
