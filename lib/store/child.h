/*
 * child.h - looks at an index that may be damaged in a process of its own, which
 * may crash, or use all that it is allowed to.
 */
#ifndef STORE_CHILD_H
#define STORE_CHILD_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* What it may use: memory, and twice the bytes of the index; time of the
 * processor, and a second for each so many of them. */
#define CHILD_MEMORY (2ull << 30) /* bytes */
#define CHILD_SECONDS 60
#define CHILD_SPEED 5000000 /* bytes */

/*
 * Call work in a child that reads the index dir, of so many bytes: its status,
 * and its message.  IR_CORRUPT if it crashes, or takes more than its time; IR_IO
 * if there can be no child.  Nothing else that it does comes back.  Do not call
 * it while this process has a writer open: the child would inherit its lock.
 */
enum ir_status child_run(const char *dir, uint64_t size,
                         enum ir_status (*work)(void *of, struct ir_error *err),
                         void *of, struct ir_error *err) IR_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif
