/* Brings seals up to the latest revision of the tables. */
#include "store/seal.h"
#include "store/seal_used.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define PIECE 64       /* blocks that are read at once */
#define FREE_LEVEL 254 /* of a block of the list of free ones */

/* Is the block, of which the first bytes are given, one to be read?  Those of
 * the list of free ones are changed in place. */
static bool is_later(const struct seal *s, const uint8_t *bytes)
{
    return seal_revision(bytes) > s->revision || bytes[4] == FREE_LEVEL;
}

/* Runs of blocks that are not known are read at once. */
static bool read_run(int file, struct seal_table *t, size_t *block,
                     uint8_t *bytes)
{
    size_t n = 1;
    ssize_t got;

    while (n < PIECE && *block + n < t->count && !t->digests[*block + n])
        n++;
    got = pread(file, bytes, n * SEAL_BLOCK, (off_t)*block * SEAL_BLOCK);
    if (got != (ssize_t)(n * SEAL_BLOCK))
        return false;
    for (size_t i = 0; i < n; i++)
        t->digests[*block + i] =
            seal_digest(bytes + i * SEAL_BLOCK, SEAL_BLOCK);
    *block += n;
    return true;
}

static bool update_blocks(int file, const struct seal *s, struct seal_table *t,
                          bool later)
{
    uint8_t *bytes = xmalloc(PIECE * SEAL_BLOCK), first[5];
    bool good = true;

    for (size_t i = 0; good && i < t->count;) {
        if (later && t->digests[i]) {
            good = pread(file, first, sizeof(first), (off_t)i * SEAL_BLOCK) ==
                   sizeof(first);
            if (good && is_later(s, first))
                t->digests[i] = 0; /* not known any more */
        }
        if (good && !t->digests[i])
            good = read_run(file, t, &i, bytes);
        else
            i++;
    }
    free(bytes);
    return good;
}

/* Of blocks that are not used it does not matter what they are. */
static void forget_unused(int file, const struct seal_root *root,
                          struct seal *s, size_t table)
{
    struct seal_table *t = &s->tables[table];
    bool *used = seal_used(file, root, s, table, t->count);

    for (size_t i = 0; used && i < t->count; i++)
        if (!used[i])
            t->digests[i] = 0;
    free(used);
}

static bool update_table(int dir, struct seal *s, size_t table,
                         const struct seal_root *root, bool later)
{
    struct seal_table *t = &s->tables[table];
    char name[32];
    struct stat st;
    size_t count;
    bool good;
    int file;

    snprintf(name, sizeof(name), "%s.glass", seal_names[table]);
    file = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (file < 0) {
        t->count = 0;
        return errno == ENOENT;
    }
    good = !fstat(file, &st);
    count = (size_t)st.st_size / SEAL_BLOCK; /* a full disk leaves a part */
    if (good && count)
        seal_grow(t, count - 1);
    t->count = count;
    if (good && later)
        forget_unused(file, root, s, table);
    errno = EIO; /* if the file has become shorter */
    good = good && update_blocks(file, s, t, later);
    close(file);
    return good;
}

enum ir_status seal_update(int dir, struct seal *s, bool later,
                           struct ir_error *err)
{
    struct seal_version v;
    enum ir_status status = seal_read_version(dir, &v, err);

    if (status != IR_OK)
        return status;
    if (!v.fits)
        return ir_fail(err, IR_INVALID,
                       SEAL_FILE ": only for blocks of %d bytes", SEAL_BLOCK);
    for (size_t i = 0; i < SEAL_TABLES; i++)
        if (!update_table(dir, s, i, &v.roots[i], later))
            return ir_fail(err, IR_IO, "%s.glass: %s", seal_names[i],
                           strerror(errno));
    memcpy(s->uuid, v.uuid, SEAL_UUID);
    s->revision = v.revision;
    s->version = v.digest;
    s->begun = false;
    return IR_OK;
}

enum ir_status seal_make_at(const char *path, struct ir_error *err)
{
    int dir = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    struct seal s = {.revision = 0};
    struct ir_error why;
    enum ir_status status;

    if (dir < 0)
        return ir_fail(err, IR_IO, "%s: %s", path, strerror(errno));
    status = seal_update(dir, &s, false, &why);
    if (status == IR_OK)
        status = seal_save(dir, &s, true, &why);
    if (status != IR_OK)
        ir_fail(err, status, "%s/%s", path, why.message);
    seal_free(&s);
    close(dir);
    return status;
}
