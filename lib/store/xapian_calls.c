/* Puts functions into the table by which Xapian's library calls the system. */
#include "store/xapian_calls.h"
#include "store/sealed.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILES_MOST 65536 /* descriptors from here on are not verified */

static _Atomic(struct sealed_table *) files[FILES_MOST];
static atomic_bool taken;
static bool read_only; /* in a process of its own */

/* Of the thread: what it opens. */
static _Thread_local struct sealed *opening;
static _Thread_local int opening_dir;
static _Thread_local bool opened, has_read;

void xapian_calls_open(struct sealed *s, int dir)
{
    opening = s;
    opening_dir = dir;
    opened = has_read = false;
}

bool xapian_calls_seen(void)
{
    return opened && has_read;
}

void xapian_calls_read_only(void)
{
    read_only = true;
}

bool xapian_calls_taken(void)
{
    return atomic_load(&taken);
}

static struct sealed_table *table_of(int fd)
{
    return fd >= 0 && fd < FILES_MOST
               ? atomic_load_explicit(&files[fd], memory_order_acquire)
               : NULL;
}

/* ---- the calls ---- */

/* Is it the file of that name in the directory? */
static bool is_in(int dir, const char *name, int fd)
{
    struct stat found, open_one;

    return !fstatat(dir, name, &found, AT_SYMLINK_NOFOLLOW) &&
           !fstat(fd, &open_one) && found.st_dev == open_one.st_dev &&
           found.st_ino == open_one.st_ino;
}

static void know(int fd, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    struct sealed_table *t = sealed_named(opening, name);

    if (!t || fd >= FILES_MOST || !is_in(opening_dir, name, fd))
        return;
    opened = true;
    sealed_hold(t);
    sealed_drop(atomic_exchange(&files[fd], t));
}

static int call_open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    va_list rest;
    int fd;

    if (flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE) {
        va_start(rest, flags);
        mode = va_arg(rest, mode_t);
        va_end(rest);
    } else if (read_only && (flags & O_ACCMODE) == O_RDWR)
        flags = (flags & ~O_ACCMODE) | O_RDONLY;
    fd = open(path, flags, mode);
    if (fd >= 0 && opening) {
        const int before = errno;

        know(fd, path);
        errno = before;
    }
    return fd;
}

static int call_close(int fd)
{
    if (table_of(fd))
        sealed_drop(atomic_exchange(&files[fd], NULL));
    return close(fd);
}

static ssize_t call_pread(int fd, void *bytes, size_t size, off_t at)
{
    const ssize_t got = pread(fd, bytes, size, at);
    struct sealed_table *t = got >= 0 ? table_of(fd) : NULL;

    if (!t)
        return got;
    has_read = true;
    if (sealed_judge(t, bytes, (size_t)got, at))
        return got;
    errno = EIO;
    return -1;
}

static ssize_t call_pwrite(int fd, const void *bytes, size_t size, off_t at)
{
    const ssize_t done = pwrite(fd, bytes, size, at);
    struct sealed_table *t = table_of(fd);

    if (t) {
        const int before = errno;

        sealed_wrote(t, bytes, size, at, done);
        errno = before;
    }
    return done;
}

/* ---- the table ---- */

/* off_t has 64 bits here, as in Xapian, whichever name it calls. */
static const struct {
    const char *names[2];
    void (*ours)(void);
} calls[] = {
    {{"open", "open64"}, (void (*)(void))call_open},
    {{"close", "close"}, (void (*)(void))call_close},
    {{"pread", "pread64"}, (void (*)(void))call_pread},
    {{"pwrite", "pwrite64"}, (void (*)(void))call_pwrite},
};

struct library {
    uintptr_t code; /* an address in it */
    uintptr_t base;
    const ElfW(Dyn) * dynamic;
    uintptr_t fixed, fixed_end; /* what the linker has made read-only */
    unsigned found;             /* calls, as bits */
};

static bool has_code(const struct dl_phdr_info *o, uintptr_t code)
{
    for (unsigned i = 0; i < o->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &o->dlpi_phdr[i];

        if (part->p_type == PT_LOAD &&
            code - o->dlpi_addr - part->p_vaddr < part->p_memsz)
            return true;
    }
    return false;
}

static uintptr_t page_of(uintptr_t address)
{
    return address & ~((uintptr_t)sysconf(_SC_PAGESIZE) - 1);
}

static int find(struct dl_phdr_info *o, size_t size, void *of)
{
    struct library *l = of;

    (void)size;
    /* In one piece with us, it has its calls in common with the program. */
    if (!has_code(o, l->code) || has_code(o, (uintptr_t)&find))
        return 0;
    l->base = o->dlpi_addr;
    for (unsigned i = 0; i < o->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &o->dlpi_phdr[i];

        if (part->p_type == PT_DYNAMIC)
            l->dynamic = (const ElfW(Dyn) *)(l->base + part->p_vaddr);
        if (part->p_type == PT_GNU_RELRO) {
            l->fixed = l->base + part->p_vaddr;
            /* Of the last page a part may be for writing. */
            l->fixed_end = page_of(l->fixed + part->p_memsz);
        }
    }
    return l->dynamic != NULL;
}

/* An entry of the dynamic section; addresses in it are absolute, or as in the
 * file where that part of memory is read-only. */
static uintptr_t entry(const struct library *l, int64_t tag, bool address)
{
    const ElfW(Dyn) *at = l->dynamic;

    while (at->d_tag != DT_NULL && at->d_tag != tag)
        at++;
    if (at->d_tag == DT_NULL)
        return 0;
    return address && at->d_un.d_ptr < l->base ? l->base + at->d_un.d_ptr
                                               : at->d_un.d_ptr;
}

static bool put(const struct library *l, uintptr_t slot, void (*ours)(void))
{
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    void *start = (void *)page_of(slot);
    const bool fixed = slot >= l->fixed && slot < l->fixed_end;

    if (fixed && mprotect(start, page, PROT_READ | PROT_WRITE))
        return false;
    __atomic_store_n((uintptr_t *)slot, (uintptr_t)ours, __ATOMIC_RELEASE);
    return !fixed || !mprotect(start, page, PROT_READ);
}

static bool is_call(const char *name, size_t call)
{
    return !strcmp(name, calls[call].names[0]) ||
           !strcmp(name, calls[call].names[1]);
}

/* Relocations of which each is one address of a function: find ours, and put
 * them there if really. */
static void take(struct library *l, uintptr_t table, uintptr_t size,
                 bool really)
{
#if defined(__x86_64__) || defined(__aarch64__)
#    if defined(__x86_64__)
#        define IS_SLOT(type) \
            ((type) == R_X86_64_JUMP_SLOT || (type) == R_X86_64_GLOB_DAT)
#    else
#        define IS_SLOT(type) \
            ((type) == R_AARCH64_JUMP_SLOT || (type) == R_AARCH64_GLOB_DAT)
#    endif
    const ElfW(Sym) *symbols = (const ElfW(Sym) *)entry(l, DT_SYMTAB, true);
    const char *names = (const char *)entry(l, DT_STRTAB, true);
    const ElfW(Rela) *at = (const ElfW(Rela) *)table;

    if (!symbols || !names)
        return;
    for (; (uintptr_t)at < table + size; at++) {
        const ElfW(Sym) *symbol = &symbols[ELF64_R_SYM(at->r_info)];

        if (!IS_SLOT(ELF64_R_TYPE(at->r_info)))
            continue;
        for (size_t i = 0; i < COUNT(calls); i++)
            if (is_call(names + symbol->st_name, i) &&
                (!really || put(l, l->base + at->r_offset, calls[i].ours)))
                l->found |= 1u << i;
    }
#else
    (void)l, (void)table, (void)size, (void)really;
#endif
}

/* Are all of them there? */
static bool take_all(struct library *l, bool really)
{
    l->found = 0;
    take(l, entry(l, DT_JMPREL, true), entry(l, DT_PLTRELSZ, false), really);
    take(l, entry(l, DT_RELA, true), entry(l, DT_RELASZ, false), really);
    return l->found == (1u << COUNT(calls)) - 1;
}

void xapian_calls_take(const void *code)
{
    static pthread_mutex_t once = PTHREAD_MUTEX_INITIALIZER;
    static bool done;
    struct library l = {.code = (uintptr_t)code};

    pthread_mutex_lock(&once);
    if (!done && dl_iterate_phdr(find, &l) && take_all(&l, false))
        atomic_store(&taken, take_all(&l, true));
    done = true;
    pthread_mutex_unlock(&once);
}
