/*
 * glass_reader.h - reads the files of a glass database, written anew from the
 * format and independent of lib/glass, for tests of what that writes.
 */
#ifndef TESTS_GLASS_READER_H
#define TESTS_GLASS_READER_H

#include "tests/test.h"

/* The order of their roots in the version file. */
enum { READ_POSTLIST, READ_DOCDATA, READ_TERMLIST, READ_POSITION, READ_TABLES };

struct read_root {
    uint64_t block, level, keys, block_size, compress, blocks;
    uint64_t revision, free; /* free: 0 if no block is */
    bool fake, sequential;
};

struct read_version {
    uint64_t format, revision;
    struct read_root roots[6];
    uint64_t documents, last, least, most, wdf, oldest, total, spelling;
    size_t size; /* of the file */
};
/* Fails the test if the file is not of this format. */
void read_version(const char *dir, struct read_version *out);

struct read_item {
    struct ir_text key, tag; /* as stored, deflated or not */
    bool deflated;
    size_t parts; /* components */
};
/* A whole table, in the order of its keys. */
struct read_table {
    struct read_item *items;
    size_t count;
    size_t leaves, branches, levels;
    size_t splits; /* tags that run over the edge of a block */
    uint8_t *file;
    char **tags;
};
/*
 * Read it from its root on.  Fails the test if anything in it is not as it has
 * to be: heads of blocks, order, separators, components, the size of items, the
 * empty first item, bytes that belong to nothing but are not 0.
 */
void read_table(const char *dir, const char *name, const struct read_root *root,
                struct read_table *out);
void read_table_free(struct read_table *t);

/* A number of 7 bits a byte at *at, which moves on. */
uint64_t read_uint(const uint8_t **at);
/* Positions as stored; returns their number, at most room. */
size_t read_positions(struct ir_text tag, uint32_t *out, size_t room);

#endif
