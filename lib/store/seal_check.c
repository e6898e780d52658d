/* Compares an index with its seal. */
#include "store/seal_check.h"
#include "base/buf.h"
#include "store/seal_used.h"
#include "store/sealed.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define PIECE 128 /* blocks that are read at once */
#define NAMED 5   /* blocks of a table that are named */
/* A block that is being written may be half there: so often it is read again,
 * with pauses. */
#define ATTEMPTS 4
#define PAUSE 2000000 /* ns */

struct check {
    int dir;
    const struct seal *seal;
    bool behind;
    struct seal_checked *out;
    struct buf wrong; /* what is damaged, for the message */
};

struct table_check {
    struct check *all;
    const struct seal_table *known;
    int file;
    bool *used;    /* by the latest revision; NULL: not looked at, or unknown */
    bool has_used; /* it was looked at */
    uint64_t damaged;
    struct buf blocks; /* the first of them */
};

/* Has a writer begun since the seal?  Now: it may have since it was read. */
static bool is_begun(const struct check *c)
{
    struct seal now;
    bool begun = true;

    if (c->behind || c->seal->begun)
        return true;
    if (seal_load(c->dir, &now, NULL) != IR_OK)
        return false;
    begun = now.begun || now.revision != c->seal->revision;
    seal_free(&now);
    return begun;
}

/* Is it a block that the latest revision does not use? */
static bool is_free(struct table_check *t, size_t block)
{
    const size_t table = (size_t)(t->known - t->all->seal->tables);
    struct seal_version v;

    if (!t->has_used && seal_read_version(t->all->dir, &v, NULL) == IR_OK)
        t->used = seal_used(t->file, &v.roots[table], t->all->seal, table,
                            t->known->count);
    t->has_used = true;
    return t->used && !t->used[block];
}

/* What was read is not as it was sealed: is it another time, or newer, or of a
 * commit that was interrupted by a power cut? */
static bool is_excused(struct table_check *t, size_t block, const uint8_t *was)
{
    struct timespec pause = {0, PAUSE};
    uint32_t revision = seal_revision(was);
    uint8_t bytes[SEAL_BLOCK];

    if (!is_begun(t->all))
        return false;
    for (int i = 0; i < ATTEMPTS; i++) {
        ssize_t got;

        if (revision > t->all->seal->revision) {
            t->all->out->newer++;
            return true;
        }
        nanosleep(&pause, NULL);
        got = pread(t->file, bytes, sizeof(bytes), (off_t)block * SEAL_BLOCK);
        if (got == SEAL_BLOCK &&
            seal_agrees(t->known, block, bytes, SEAL_BLOCK))
            return true;
        revision = got == SEAL_BLOCK ? seal_revision(bytes) : 0;
    }
    t->all->out->newer += is_free(t, block);
    return is_free(t, block);
}

static void compare(struct table_check *t, size_t block, const uint8_t *bytes,
                    size_t size)
{
    t->all->out->blocks++;
    if (seal_agrees(t->known, block, bytes, size))
        return;
    if (size == SEAL_BLOCK && is_excused(t, block, bytes))
        return;
    if (t->damaged++ < NAMED)
        buf_addf(&t->blocks, "%s%zu", t->damaged > 1 ? ", " : "", block);
}

/* IR_IO if a block cannot be read. */
static enum ir_status compare_all(struct table_check *t, size_t count,
                                  struct ir_error *err)
{
    uint8_t *bytes = xmalloc(PIECE * SEAL_BLOCK);
    enum ir_status status = IR_OK;

    for (size_t at = 0; at < count && status == IR_OK; at += PIECE) {
        const size_t n = count - at < PIECE ? count - at : PIECE;
        ssize_t got =
            pread(t->file, bytes, n * SEAL_BLOCK, (off_t)at * SEAL_BLOCK);

        if (got < 0)
            status = ir_fail(err, IR_IO, "%s", strerror(errno));
        for (size_t i = 0; status == IR_OK && i < n; i++) {
            const size_t from = i * SEAL_BLOCK;
            const size_t left = (size_t)got > from ? (size_t)got - from : 0;

            compare(t, at + i, bytes + from,
                    left < SEAL_BLOCK ? left : SEAL_BLOCK);
        }
    }
    free(bytes);
    return status;
}

static void tell(struct check *c, const char *name, const char *format, ...)
    IR_PRINTF(3, 4);

static void tell(struct check *c, const char *name, const char *format, ...)
{
    char text[160];
    va_list rest;

    va_start(rest, format);
    vsnprintf(text, sizeof(text), format, rest);
    va_end(rest);
    buf_addf(&c->wrong, "%s%s.glass %s", c->wrong.size ? "; " : "", name, text);
}

/* How many whole blocks are there?  Tells if there should be more. */
static size_t measure(struct check *c, const char *name, int file, size_t count)
{
    struct stat st;
    size_t there;

    if (fstat(file, &st))
        return 0;
    there = (size_t)st.st_size / SEAL_BLOCK;
    if (there > count && is_begun(c))
        c->out->newer += there - count;
    else if (there > count)
        tell(c, name, "is too long: %zu blocks instead of %zu", there, count);
    if (there >= count)
        return count;
    if (!st.st_size)
        tell(c, name, "is empty");
    else
        tell(c, name, "is cut off: %zu of %zu blocks", there, count);
    return there;
}

static void tell_blocks(struct check *c, const char *name, size_t count,
                        const struct table_check *t)
{
    if (!t->damaged)
        return;
    if (t->damaged > NAMED && t->damaged > count / 2)
        tell(c, name, "is of another revision or index: %zu of %zu blocks",
             (size_t)t->damaged, count);
    else
        tell(c, name, "is damaged: block%s %s%s", t->damaged > 1 ? "s" : "",
             t->blocks.data, t->damaged > NAMED ? " ..." : "");
}

static enum ir_status check_table(struct check *c, size_t table,
                                  struct ir_error *err)
{
    const char *name = seal_names[table];
    struct table_check t = {.all = c,
                            .known = &c->seal->tables[table],
                            .file = -1,
                            .blocks = BUF_INIT};
    enum ir_status status;
    struct ir_error why;
    char file[32];
    size_t count;

    if (!t.known->count)
        return IR_OK;
    snprintf(file, sizeof(file), "%s.glass", name);
    t.file =
        openat(c->dir, file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (t.file < 0 && errno == ENOENT) {
        tell(c, name, "is missing");
        return IR_OK;
    }
    if (t.file < 0)
        return ir_fail(err, IR_IO, "%s: %s", file, strerror(errno));
    count = measure(c, name, t.file, t.known->count);
    status = compare_all(&t, count, &why);
    if (status != IR_OK)
        ir_fail(err, status, "%s: %s", file, why.message);
    tell_blocks(c, name, count, &t);
    buf_free(&t.blocks);
    free(t.used);
    close(t.file);
    return status;
}

static enum ir_status check_tables(struct check *c, const char *path,
                                   struct ir_error *err)
{
    enum ir_status status = IR_OK;
    struct ir_error why;

    for (size_t i = 0; i < SEAL_TABLES && status == IR_OK; i++)
        status = check_table(c, i, &why);
    if (status != IR_OK)
        return ir_fail(err, status, "index %s: %s", path, why.message);
    if (c->wrong.size)
        return ir_fail(err, IR_CORRUPT, "index %s: %s", path, c->wrong.data);
    return IR_OK;
}

/* There is no seal that can be used.  Is there none at all? */
static enum ir_status check_seal(int dir, const char *path,
                                 struct ir_error *err)
{
    struct seal s;
    struct ir_error why;
    enum ir_status status = seal_load(dir, &s, &why);

    if (status == IR_OK)
        seal_free(&s);
    if (status == IR_OK || status == IR_NOT_FOUND)
        return IR_OK;
    return ir_fail(err, status, "index %s: %s; to make it anew: irindex --seal",
                   path, why.message);
}

enum ir_status seal_check(int dir, const char *path, struct seal_checked *out,
                          struct ir_error *err)
{
    struct check c = {dir, NULL, false, out, BUF_INIT};
    struct sealed *s;
    enum ir_status status = sealed_open_own(dir, path, &s, err);

    *out = (struct seal_checked){.sealed = false};
    if (status != IR_OK)
        return status;
    if (!s)
        return check_seal(dir, path, err);
    c.seal = sealed_seal(s);
    c.behind = sealed_is_behind(s);
    out->sealed = true;
    out->whole = !c.behind;
    status = check_tables(&c, path, err);
    buf_free(&c.wrong);
    sealed_unref(s);
    return status;
}

enum ir_status seal_check_at(const char *path, struct ir_error *err)
{
    int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct seal_checked checked = {.sealed = false};
    enum ir_status status;

    if (dir < 0)
        return ir_fail(err, IR_IO, "%s: %s", path, strerror(errno));
    status = seal_check(dir, path, &checked, err);
    close(dir);
    return status;
}
