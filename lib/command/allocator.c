/* malloc() and the like, which end the program when memory runs out. */
#include "command/allocator.h"
#include "base/base.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static const char no_memory[] = "out of memory";

/* Also before main(), and without asking for memory. */
static void end(const char *why)
{
    const char *name = program_invocation_short_name;

    (void)!write(STDERR_FILENO, name, strlen(name));
    (void)!write(STDERR_FILENO, ": ", 2);
    (void)!write(STDERR_FILENO, why, strlen(why));
    (void)!write(STDERR_FILENO, "\n", 1);
    _exit(ALLOCATOR_STATUS);
}

void allocator_start(void)
{
    on_the_end(end);
}

typedef int control(const char *, void *, size_t *, void *, size_t);

/*
 * A thread takes an arena that no other uses before it makes a new one.  So
 * each is made by using it here, where a failure is only a status.
 */
void allocator_expect_threads(size_t threads)
{
    control *call = (control *)dlsym(RTLD_DEFAULT, "mallctl");
    unsigned arenas = 0, arena;
    size_t size = sizeof(arenas);

    if (!call || call("opt.narenas", &arenas, &size, NULL, 0))
        return;
    for (arena = 0; arena < arenas && arena <= threads; arena++)
        if (call("thread.arena", NULL, NULL, &arena, sizeof(arena)))
            end(no_memory);
    arena = 0;
    if (call("thread.arena", NULL, NULL, &arena, sizeof(arena)))
        end(no_memory);
}

/* The sanitizers bring functions of their own, which must be the first. */
#if defined(__has_feature)
#    if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#        define SANITIZED
#    endif
#endif
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) && \
    !defined(SANITIZED)

/* The allocator that is called otherwise: jemalloc's, or the C library's. */
static struct {
    void *(*malloc)(size_t);
    void *(*calloc)(size_t, size_t);
    void *(*realloc)(void *, size_t);
    int (*posix_memalign)(void **, size_t, size_t);
    void *(*aligned_alloc)(size_t, size_t);
} next;

#    define FIND(name) (next.name = (__typeof__(next.name))find(#    name))

static void *find(const char *name)
{
    void *found = dlsym(RTLD_NEXT, name);

    if (!found)
        end(no_memory);
    return found;
}

/* No thread but the first runs when memory is first asked for. */
static void find_all(void)
{
    FIND(calloc);
    FIND(realloc);
    FIND(posix_memalign);
    FIND(aligned_alloc);
    FIND(malloc);
}

static void *checked(void *p, size_t size)
{
    if (!p && size && size <= ALLOCATOR_LARGE)
        end(no_memory);
    return p;
}

IR_API void *malloc(size_t size)
{
    if (!next.malloc)
        find_all();
    return checked(next.malloc(size), size);
}

IR_API void *calloc(size_t count, size_t size)
{
    size_t bytes;

    if (!next.malloc)
        find_all();
    if (__builtin_mul_overflow(count, size, &bytes))
        bytes = SIZE_MAX;
    return checked(next.calloc(count, size), bytes);
}

IR_API void *realloc(void *old, size_t size)
{
    if (!next.malloc)
        find_all();
    return checked(next.realloc(old, size), size);
}

IR_API int posix_memalign(void **out, size_t alignment, size_t size)
{
    int failed;

    if (!next.malloc)
        find_all();
    failed = next.posix_memalign(out, alignment, size);
    if (failed == ENOMEM)
        checked(NULL, size);
    return failed;
}

IR_API void *aligned_alloc(size_t alignment, size_t size)
{
    if (!next.malloc)
        find_all();
    return checked(next.aligned_alloc(alignment, size), size);
}
#endif
