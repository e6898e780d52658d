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

/* The file of each is named so, with ".glass". */
extern const char *const glass_names[GLASS_TABLES];

#define VERSION_UUID 16 /* bytes */

struct version {
    uint64_t revision; /* 0: the first of a new database */
    uint8_t uuid[VERSION_UUID];
    bool others; /* there are spellings or synonyms; only read */
    struct btree_root roots[GLASS_TABLES];
    uint64_t documents;
    uint32_t last;                      /* the highest document number */
    uint64_t length_least, length_most; /* of a document; least: not 0 */
    uint64_t wdf_most;
    uint64_t total; /* of all lengths */
};

/* Write the file under its name, and remove the files of empty tables; with
 * sync, make it durable.  A new database gets a random UUID.  IR_IO. */
enum ir_status version_write(const char *dir, const struct version *v,
                             bool sync, struct ir_error *err) IR_MUST_CHECK;

/*
 * Read it.  IR_IO; IR_CORRUPT; IR_INCOMPATIBLE: version, size of blocks or
 * least sizes for compression are not those that are written here.
 */
enum ir_status version_read(const char *dir, struct version *out,
                            struct ir_error *err) IR_MUST_CHECK;

#endif
