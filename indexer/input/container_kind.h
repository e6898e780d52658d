/*
 * container_kind.h - kinds of containers by their first bytes; for container.c.
 */
#ifndef INDEXER_INPUT_CONTAINER_KIND_H
#define INDEXER_INPUT_CONTAINER_KIND_H

#include "indexer/document/parsed.h"

#define GZIP_MAGIC "\x1f\x8b\x08"

/* Those before ZIP hold one file, which may be a tar. */
enum container_kind { NONE, GZIP, BZIP2, XZ, ZSTD, ZIP, TAR };

enum container_kind container_kind_of(struct ir_text head);
/* IR_LIMIT if the head asks for more memory than is given to unpack one. */
enum ir_status container_kind_check(enum container_kind kind,
                                    struct ir_text head,
                                    struct problem *p) IR_MUST_CHECK;
/* IR_LIMIT: "WHAT: limit NAME is MOST". */
enum ir_status container_limit(struct problem *p, const char *reason,
                               const char *what, uint64_t most,
                               const char *unit);

#endif
