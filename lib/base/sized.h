/*
 * sized.h - public structs that may gain members in later versions.
 *
 * Such a struct begins with a size_t, its size in bytes as the caller was
 * compiled.  A caller of another version has a shorter or a longer struct; the
 * members that both know are the same.
 */
#ifndef BASE_SIZED_H
#define BASE_SIZED_H

#include "base/base.h"

/* Fill the caller's struct out, of size bytes, with the defaults, of known
 * bytes: as many as fit, then zeros.  Its first member becomes size. */
void sized_init(void *out, size_t size, const void *defaults, size_t known);

/* The size of a struct whose last member is this one: for the first version. */
#define SIZED_TO(type, member) \
    (offsetof(type, member) + sizeof(((type *)0)->member))

/*
 * Copy the caller's struct, given, over out, whose known bytes hold the
 * defaults: members that the caller does not know keep them.  Answers IR_OK, or
 * IR_INVALID, leaving out as it was, if given was never initialised (it is
 * smaller than the first version of the struct, least bytes) or sets a member
 * that this version does not know.  what names the struct in messages:
 * "request".
 */
enum ir_status sized_copy(const void *given, size_t least, void *out,
                          size_t known, const char *what,
                          struct ir_error *err) IR_MUST_CHECK;

#endif
