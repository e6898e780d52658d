/*
 * seal_check.h - compares an index with its seal.
 */
#ifndef STORE_SEAL_CHECK_H
#define STORE_SEAL_CHECK_H

#include "store/seal.h"

#ifdef __cplusplus
extern "C" {
#endif

struct seal_checked {
    bool sealed;     /* is there a seal? */
    bool whole;      /* are all blocks of the revision known to be right? */
    uint64_t blocks; /* that were compared */
    uint64_t newer;  /* that a commit is writing, or that was interrupted */
};

/*
 * Read the whole index that is open as dir, whose latest revision is held or
 * locked, and compare it with its seal.  IR_CORRUPT names each table that is
 * damaged, and its first wrong blocks.  IR_IO.
 */
enum ir_status seal_check(int dir, const char *path, struct seal_checked *out,
                          struct ir_error *err) IR_MUST_CHECK;
/* The same of a directory that nobody changes meanwhile, if it has a seal. */
enum ir_status seal_check_at(const char *path,
                             struct ir_error *err) IR_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif
