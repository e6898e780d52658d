/*
 * container.h - compressed files and archives (gzip, bzip2, xz, zstd, tar and
 * zip), read entry by entry and never written to disk.
 *
 * Only regular files are read.  Entry names are labels only, each unique;
 * absolute paths and ".." are stripped.
 */
#ifndef INDEXER_INPUT_CONTAINER_H
#define INDEXER_INPUT_CONTAINER_H

#include "indexer/input/entry_name.h"
#include "indexer/input/unpacker.h"

#define CONTAINER_DEPTH_MAX 2   /* nested: a .gz in a .tar.gz */
#define CONTAINER_RATIO_MAX 200 /* bytes out per byte in, after */
#define CONTAINER_RATIO_FREE ((uint64_t)1 << 20)  /* this many bytes out */
#define CONTAINER_OUTPUT_MAX ((uint64_t)64 << 30) /* bytes out of one file */
#define CONTAINER_ENTRIES_MAX 10000000
#define CONTAINER_NAME_MAX 4096   /* bytes of an entry's name */
#define CONTAINER_DAMAGED_MAX 100 /* entries of one, which is then given up */

struct container {
    struct buf name; /* of the entry: the container's, a slash, its own */
    bool single;     /* one compressed file: name is the container's */

    /* private */
    struct unpacker unpacker;
    struct container *outer;
    struct entry_names names;
    uint64_t out;   /* bytes read of entries */
    uint64_t inner; /* bytes out of nested containers */
    uint64_t entries, damaged;
    bool open, over, lost, bomb;
};

/* Are these the first bytes of a container? */
bool container_is(struct ir_text head);
/* The problem of one nested deeper than CONTAINER_DEPTH_MAX: IR_LIMIT. */
enum ir_status container_too_deep(struct problem *p);

/*
 * Open the container that source begins with; outer is the one it is nested
 * in, or NULL.  Call container_close() even if this fails.
 */
enum ir_status container_open(struct container *c, struct source *source,
                              struct container *outer,
                              struct problem *p) IR_MUST_CHECK;
void container_close(struct container *c);

/*
 * Go to the next regular file; IR_END after the last.  IR_INVALID and IR_LIMIT:
 * one entry, described in p, was skipped; call again.  IR_IO: nothing more can
 * be read.
 */
enum ir_status container_next(struct container *c,
                              struct problem *p) IR_MUST_CHECK;
/* The bytes of the entry: a source_pull whose `from` is the container.
 * IR_LIMIT: it unpacks to too much for its size. */
enum ir_status container_read(void *container, void *data, size_t size,
                              size_t *got, struct problem *p);

#endif
