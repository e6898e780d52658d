/* Public structs that begin with their size. */
#include "base/sized.h"

#define SIZE_MOST 65536 /* a larger size is memory that nobody initialised */

void sized_init(void *out, size_t size, const void *defaults, size_t known)
{
    memset(out, 0, size);
    memcpy(out, defaults, size < known ? size : known);
    memcpy(out, &size, sizeof(size));
}

enum ir_status sized_copy(const void *given, size_t least, void *out,
                          size_t known, const char *what, struct ir_error *err)
{
    size_t size;

    memcpy(&size, given, sizeof(size));
    if (size < least || size > SIZE_MOST)
        return ir_fail(err, IR_INVALID,
                       "the %s has no size: it was not filled by its init "
                       "function",
                       what);
    for (size_t i = known; i < size; i++)
        if (((const char *)given)[i])
            return ir_fail(
                err, IR_INVALID,
                "the %s sets a member that irsearch %s does not have", what,
                ir_version());
    memcpy(out, given, size < known ? size : known);
    memcpy(out, &known, sizeof(known));
    return IR_OK;
}
