/*
 * Loaded before a program's libraries: counts the requests for memory, and
 * fails the one of number $MEMORY_AT, and with $MEMORY_ON all that follow.
 * Writes to the file $MEMORY_LOG, at the end, how many there were.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static long requests, at;
static int goes_on;
static int serves; /* the allocator has begun: jemalloc needs mmap() for that */

/* What dlsym() itself asks for, before the real functions are known. */
static char early[65536];
static size_t early_used;

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void (*real_free)(void *);
static int (*real_posix_memalign)(void **, size_t, size_t);
static void *(*real_aligned_alloc)(size_t, size_t);
static void *(*real_mmap)(void *, size_t, int, int, int, off_t);
static int finding;

static void find(void)
{
    const char *given;

    finding = 1;
    real_calloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "calloc");
    real_realloc = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "realloc");
    real_free = (void (*)(void *))dlsym(RTLD_NEXT, "free");
    real_posix_memalign =
        (int (*)(void **, size_t, size_t))dlsym(RTLD_NEXT, "posix_memalign");
    real_aligned_alloc =
        (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "aligned_alloc");
    real_mmap = (void *(*)(void *, size_t, int, int, int, off_t))dlsym(
        RTLD_NEXT, "mmap");
    real_malloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
    given = getenv("MEMORY_AT");
    at = given ? atol(given) : 0;
    goes_on = getenv("MEMORY_ON") != NULL;
    finding = 0;
}

static void *from_early(size_t size)
{
    void *p = early + early_used;

    early_used += (size + 31) / 16 * 16;
    return early_used <= sizeof(early) ? p : NULL;
}

static int is_early(const void *p)
{
    return (const char *)p >= early && (const char *)p < early + sizeof(early);
}

static int fails(void)
{
    long now = __atomic_add_fetch(&requests, 1, __ATOMIC_SEQ_CST);

    if (!at || now < at || (now > at && !goes_on))
        return 0;
    errno = ENOMEM;
    return 1;
}

static void *take(size_t size)
{
    void *p;

    if (finding)
        return from_early(size);
    if (!real_malloc)
        find();
    if (fails())
        return NULL;
    p = real_malloc(size);
    serves = serves || p;
    return p;
}

void *malloc(size_t size)
{
    return take(size);
}

void *calloc(size_t count, size_t size)
{
    if (finding)
        return from_early(count * size);
    if (!real_malloc)
        find();
    return fails() ? NULL : real_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    void *p;

    if (!real_malloc)
        find();
    if (fails())
        return NULL;
    if (!is_early(old))
        return real_realloc(old, size);
    p = real_malloc(size);
    if (p)
        memcpy(p, old, size); /* early is longer than that */
    return p;
}

void free(void *p)
{
    if (!p || is_early(p))
        return;
    if (!real_malloc)
        find();
    real_free(p);
}

int posix_memalign(void **out, size_t alignment, size_t size)
{
    if (!real_malloc)
        find();
    return fails() ? ENOMEM : real_posix_memalign(out, alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
    if (!real_malloc)
        find();
    return fails() ? NULL : real_aligned_alloc(alignment, size);
}

/* Called by pthread_create() within the C library, it cannot be failed. */
void *mmap(void *where, size_t size, int protection, int flags, int fd,
           off_t offset)
{
    if (!real_malloc)
        find();
    if (serves && fails())
        return MAP_FAILED;
    return real_mmap(where, size, protection, flags, fd, offset);
}

/* C++: std::__throw_bad_alloc(), after the handler that the program has set. */
static void no_memory(void)
{
    void (*(*get)(void))(void) =
        (void (*(*)(void))(void))dlsym(RTLD_DEFAULT, "_ZSt15get_new_handlerv");
    void (*throw_it)(void) =
        (void (*)(void))dlsym(RTLD_DEFAULT, "_ZSt17__throw_bad_allocv");

    if (get && get())
        get()();
    if (throw_it)
        throw_it();
    abort();
}

/* Once the libraries are ready, which nothing can answer for before. */
static int ready;

__attribute__((constructor)) static void begin(void)
{
    ready = 1;
}

/* As that of jemalloc it does not ask malloc(), which a program may have made
 * one that never fails. */
void *_Znwm(size_t size)
{
    void *p = ready ? take(size ? size : 1) : malloc(size ? size : 1);

    if (!p)
        no_memory();
    return p;
}

void *_Znam(size_t size)
{
    return _Znwm(size);
}

void *_ZnwmRKSt9nothrow_t(size_t size, const void *nothrow)
{
    (void)nothrow;
    return malloc(size ? size : 1);
}

__attribute__((destructor)) static void tell(void)
{
    const char *log = getenv("MEMORY_LOG");
    FILE *f = log ? fopen(log, "w") : NULL;

    if (!f)
        return;
    fprintf(f, "%ld\n", requests);
    fclose(f);
}
