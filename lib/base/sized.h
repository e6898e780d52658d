/*
 * sized.h - structs of callers who may know fewer or more of their members.
 */
#ifndef BASE_SIZED_H
#define BASE_SIZED_H

#include "base/base.h"

/* Fill size bytes with as much of the defaults, known bytes, and zeros. */
void sized_init(void *out, size_t size, const void *defaults, size_t known);

/*
 * Copy what was given, which begins with its size, over out, which holds the
 * defaults in known bytes.  IR_INVALID if it has fewer bytes than its first
 * version, least, had: nobody filled it; or if it says something in what is not
 * known here.  what is the struct, for messages: "request".
 */
enum ir_status sized_copy(const void *given, size_t least, void *out,
                          size_t known, const char *what,
                          struct ir_error *err) IR_MUST_CHECK;

#endif
