/*
 * seal.h - a digest of every block of an index, in a file beside its tables.
 *
 * Xapian's tables have no checksums.  The file `seal' has one of each block of
 * each table and of the version file, of one revision, and one of itself; a
 * block that belongs to a revision is not changed, so that after a commit only
 * those are hashed that it wrote.  A mark in the file tells that a writer has
 * begun to change blocks: until the next seal, those of a later revision than
 * the sealed one may be of a commit that was interrupted, and the version file
 * may be of the next revision.
 */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SEAL_FILE "seal"
#define SEAL_TABLES 6
#define SEAL_BLOCK 8192 /* bytes of each block of a table */
#define SEAL_UUID 16

/* In the order of their roots in the version file; NAME.glass is the file. */
extern const char *const seal_names[SEAL_TABLES];

struct seal_table {
    uint64_t *digests;  /* 0: not known */
    size_t count, room; /* room 0: they are among the bytes of the file */
};
struct seal {
    char *bytes; /* of the file that it was read from, or NULL */
    uint8_t uuid[SEAL_UUID];
    uint64_t revision;
    uint64_t version; /* the digest of the version file */
    bool begun;       /* a writer has begun to change blocks since */
    struct seal_table tables[SEAL_TABLES];
};

/* The tree of a table. */
struct seal_root {
    size_t block;
    unsigned level; /* of the root; leaves have 0 */
    bool none;      /* there is none: the table is empty */
};
/* What there is to know of a version file. */
struct seal_version {
    uint8_t uuid[SEAL_UUID];
    uint64_t revision;
    uint64_t digest;
    bool foreign; /* it is of another format */
    struct seal_root roots[SEAL_TABLES];
    bool fits; /* all blocks are of SEAL_BLOCK bytes */
};
/* That of the directory that is open as dir.  IR_IO, IR_CORRUPT. */
enum ir_status seal_read_version(int dir, struct seal_version *out,
                                 struct ir_error *err) IR_MUST_CHECK;

/* Not 0. */
uint64_t seal_digest(const void *bytes, size_t size);
/* Is this block, below its count, as it was sealed, as far as that is known? */
bool seal_agrees(const struct seal_table *t, size_t block, const void *bytes,
                 size_t size);
/* The revision that a block says it is of; bytes are at least 4. */
uint32_t seal_revision(const uint8_t *bytes);

/*
 * Read the seal of the directory that is open as dir; out is to be freed on
 * IR_OK.  IR_NOT_FOUND if there is none, IR_CORRUPT if it is damaged,
 * IR_INCOMPATIBLE if it is of another version, IR_IO.
 */
enum ir_status seal_load(int dir, struct seal *out,
                         struct ir_error *err) IR_MUST_CHECK;
/* Replace it in one step; with sync, durably.  IR_IO. */
enum ir_status seal_save(int dir, const struct seal *s, bool sync,
                         struct ir_error *err) IR_MUST_CHECK;
/* Mark it, in place, as begun.  IR_IO. */
enum ir_status seal_begin(int dir, bool sync,
                          struct ir_error *err) IR_MUST_CHECK;
void seal_free(struct seal *s); /* leaves an empty one */

/*
 * Bring s up to the latest revision of dir.  Blocks that it does not know are
 * read; with later, all blocks of a later revision than its own are, too, and
 * those that the latest one does not use, as after writers of which it does not
 * know what they wrote, or that were interrupted.  An empty seal is
 * filled.  IR_IO; IR_INVALID if the blocks have another size.
 */
enum ir_status seal_update(int dir, struct seal *s, bool later,
                           struct ir_error *err) IR_MUST_CHECK;
/* Save a new one of the directory at path, which nobody changes meanwhile. */
enum ir_status seal_make_at(const char *path,
                            struct ir_error *err) IR_MUST_CHECK;
/* Let room be for this block. */
void seal_grow(struct seal_table *t, size_t block);

#ifdef __cplusplus
}
#endif
#endif
