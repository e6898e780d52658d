/*
 * version.h - the file iamglass, which makes a directory of tables a database.
 */
#ifndef GLASS_VERSION_H
#define GLASS_VERSION_H

#include "glass/btree.h"

/* In the order of their roots in the file. */
enum glass_table {
    GLASS_POSTLIST,
    GLASS_DOCDATA,
    GLASS_TERMLIST,
    GLASS_POSITION,
    GLASS_TABLES
};

struct version {
    struct btree_root roots[GLASS_TABLES];
    uint64_t documents;
    uint32_t last;                      /* the highest document number */
    uint64_t length_least, length_most; /* of a document; least: not 0 */
    uint64_t wdf_most;
    uint64_t total; /* of all lengths */
};

/* Write the file under its name; with sync, make it and the directory durable.
 * IR_IO. */
enum ir_status version_write(const char *dir, const struct version *v,
                             bool sync, struct ir_error *err) IR_MUST_CHECK;

/*
 * Is dir a database that the installed Xapian has just made, in the format
 * written here: the same version, sizes of blocks and least sizes for
 * compression?
 */
bool version_is_ours(const char *dir);

#endif
