/*
 * An open() of the program itself, which Xapian's library calls in place of the
 * system's.  Where it does not, in a program that is linked in another way, a
 * check of a read-only index fails with a message.
 */
#include "store/check_open.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <string.h>

typedef int open_function(const char *path, int flags, ...);

static bool reads_only;

void check_open_reads_only(void)
{
    reads_only = true;
}

/* The next open() in line: the system's, or that of a preloaded library. */
static open_function *find_next(void)
{
    static _Atomic(open_function *) next;
    open_function *found = atomic_load(&next);
    void *symbol;

    if (found)
        return found;
    symbol = dlsym(RTLD_NEXT, "open");
    memcpy(&found, &symbol, sizeof(found));
    atomic_store(&next, found);
    return found;
}

/* Named so, since here open() itself means open64(). */
__attribute__((visibility("default"))) int xapian_open(const char *path,
                                                       int flags,
                                                       ...) __asm__("open");

int xapian_open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    va_list rest;

    if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    } else if (reads_only && (flags & O_ACCMODE) == O_RDWR)
        flags = (flags & ~O_ACCMODE) | O_RDONLY;
    return find_next()(path, flags, mode);
}
