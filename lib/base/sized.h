/*
 * sized.h - structs of callers who may know fewer or more of their members.
 */
#ifndef BASE_SIZED_H
#define BASE_SIZED_H

#include "base/base.h"

/* Fill size bytes with as much of the defaults, known bytes, and zeros. */
void sized_init(void *out, size_t size, const void *defaults, size_t known);

/* Bytes of a struct up to a member and with it, as of its first version. */
#define SIZED_TO(type, member) \
    (offsetof(type, member) + sizeof(((type *)0)->member))

/*
 * Copy the caller's struct, which begins with its size, over out, whose known
 * bytes contain the defaults.  IR_INVALID if it is smaller than the first
 * version of the struct, least bytes, and so was never initialised, or if it
 * sets a member that this version does not know.  what names the struct in
 * messages: "request".
 */
enum ir_status sized_copy(const void *given, size_t least, void *out,
                          size_t known, const char *what,
                          struct ir_error *err) IR_MUST_CHECK;

#endif
