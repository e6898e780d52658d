/*
 * unpacker.h - one compressed file or archive, unpacked by libarchive as its
 * source is read; for container.c, which goes through its entries.
 *
 * The members of a gzip file are unpacked one by one, so that a damaged one
 * costs no other.
 */
#ifndef INDEXER_INPUT_UNPACKER_H
#define INDEXER_INPUT_UNPACKER_H

#include "indexer/input/source.h"

#define UNPACKER_WINDOW_MAX ((uint64_t)8 << 20)      /* memory for zstd */
#define UNPACKER_DICTIONARY_MAX ((uint64_t)64 << 20) /* the same for xz */
/* A zip up to this size is read by its directory, a larger one as a stream. */
#define UNPACKER_SEEK_MAX ((size_t)4 << 20)

/* Formats before ZIP contain one file, which may be a tar. */
enum unpacker_kind { NONE, GZIP, BZIP2, XZ, ZSTD, ZIP, TAR };

struct unpacker {
    struct source *source;
    struct archive *archive; /* libarchive's; NULL while it is stopped */
    enum unpacker_kind kind;
    bool members; /* of gzip: read by unpacker_read_members() */
    bool seeks;   /* by the directory of a zip */
    bool empty;   /* a zip that says itself that nothing is in it */
    int layers;   /* of compression */

    /* private */
    struct problem trouble; /* of the source; IR_OK: none */
    size_t base, size;      /* in source, if it is seekable */
    size_t lent;            /* bytes that libarchive still looks at */
    uint64_t in;            /* bytes taken from the source */
    uint64_t unpacked;      /* bytes out of finished members */
    uint64_t began;         /* what `in` was when this member began */
    char writer[3];         /* what the members of a gzip share */
    bool probing, fresh, lost;
};

/* What a file is by its first bytes; NONE: nothing that can be unpacked. */
enum unpacker_kind unpacker_kind_of(struct ir_text head);

/*
 * Open what source begins with.  IR_LIMIT: its header asks for more memory than
 * unpacking may take.  IR_IO: it is damaged.  Any other status is the source's.
 * Call unpacker_stop() even if this fails.
 */
enum ir_status unpacker_open(struct unpacker *u, struct source *source,
                             struct problem *p) IR_MUST_CHECK;
/* Let go of libarchive's memory and give the source back what it lent. */
void unpacker_stop(struct unpacker *u);
/* Begin again at the first entry; only if it seeks.  IR_IO: it is damaged. */
enum ir_status unpacker_restart(struct unpacker *u,
                                struct problem *p) IR_MUST_CHECK;
/* The same without the directory, from one entry to the next. */
enum ir_status unpacker_restart_streaming(struct unpacker *u,
                                          struct problem *p) IR_MUST_CHECK;

/*
 * Up to size bytes of all members; *got is 0 after the last.  If one is
 * damaged, the answer is `damage`, or the status of the source that failed;
 * the next call continues behind it.
 */
enum ir_status unpacker_read_members(struct unpacker *u, void *data,
                                     size_t size, size_t *got,
                                     enum ir_status damage,
                                     struct problem *p) IR_MUST_CHECK;

/* Describe libarchive's last error: returns status, or that of the source. */
enum ir_status unpacker_damaged(const struct unpacker *u, enum ir_status status,
                                struct problem *p);

/* Bytes read so far, and bytes that filters have made of them (0 for a zip,
 * and while it is stopped). */
uint64_t unpacker_in(const struct unpacker *u);
uint64_t unpacker_out(const struct unpacker *u);

#endif
