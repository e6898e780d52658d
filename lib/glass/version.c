/* Writes and reads the version file. */
#include "glass/version.h"
#include "base/file.h"
#include "glass/block.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#define FILE_MAX 256 /* readers look no further */
#define FILE_NAME "iamglass"
#define MAGIC "\017\015Xapian Glass\004\156" /* with the date of the format */
#define MAGIC_SIZE 16
#define REVISION 1   /* 0 would mean "never committed" */
#define SEQUENTIAL 2 /* leaves stand in the order of their keys */
#define FAKE 1       /* a table without blocks */
#define BLOCK_UNIT 2048
#define ALL_TABLES 6 /* with spelling and synonyms, which are empty */

const char *const glass_names[GLASS_TABLES] = {"postlist", "docdata",
                                               "termlist", "position"};

/* Tags that are longer than this may be compressed by later writers. */
static const unsigned compress_least[ALL_TABLES] = {0, 18, 18, 0, 18, 18};

static uint8_t *put_root(uint8_t *to, const struct btree_root *r,
                         uint64_t revision, unsigned compress)
{
    uint8_t free_list[6 * CODE_UINT_MAX];
    uint8_t *end = free_list;

    to = put_uint(to, r->block);
    to = put_uint(to, r->level * 4 + SEQUENTIAL + (r->empty ? FAKE : 0));
    to = put_uint(to, r->keys);
    to = put_uint(to, BLOCK_SIZE / BLOCK_UNIT);
    to = put_uint(to, compress);
    if (!r->empty) {
        end = put_uint(end, revision);
        end = put_uint(end, r->blocks);
        for (int i = 0; i < 4; i++) /* two ends of an empty list */
            end = put_uint(end, 0);
    }
    to = put_uint(to, (uint64_t)(end - free_list));
    return put_bytes(to, free_list, (size_t)(end - free_list));
}

static uint8_t *put_version(uint8_t *to, const struct version *v)
{
    static const struct btree_root none = {.empty = true};

    const uint64_t revision = v->revision ? v->revision : REVISION;

    to = put_uint(to, revision);
    for (unsigned i = 0; i < ALL_TABLES; i++)
        to = put_root(to, i < GLASS_TABLES ? &v->roots[i] : &none, revision,
                      compress_least[i]);
    to = put_uint(to, v->documents);
    to = put_uint(to, v->last - v->documents);
    to = put_uint(to, v->length_least);
    to = put_uint(to, v->wdf_most);
    to = put_uint(to, v->length_most - v->wdf_most);
    to = put_uint(to, 0); /* the oldest set of changes */
    to = put_uint(to, v->total);
    return put_uint(to, 0); /* the frequency bound of spellings */
}

/* A random one, version 4 of RFC 4122. */
static bool put_uuid(uint8_t *to)
{
    if (getrandom(to, VERSION_UUID, 0) != VERSION_UUID)
        return false;
    to[6] = (uint8_t)((to[6] & 0x0f) | 0x40);
    to[8] = (uint8_t)((to[8] & 0x3f) | 0x80);
    return true;
}

/* Readers take a table that has no file for an empty one; but postlist and
 * termlist they want, though empty. */
static void tidy(const char *dir, const struct version *v)
{
    char path[4096];

    for (unsigned i = 0; i < GLASS_TABLES; i++) {
        if (!v->roots[i].empty || i == GLASS_POSTLIST || i == GLASS_TERMLIST)
            continue;
        snprintf(path, sizeof(path), "%s/%s.glass", dir, glass_names[i]);
        unlink(path);
    }
}

/* The tables come first, so the directory is a database from here on. */
enum ir_status version_write(const char *dir, const struct version *v,
                             bool sync, struct ir_error *err)
{
    uint8_t bytes[FILE_MAX * 2];
    uint8_t *to = put_bytes(bytes, MAGIC, MAGIC_SIZE);
    char path[4096];
    bool good;
    int fd;

    tidy(dir, v);
    if (v->revision)
        put_bytes(to, v->uuid, VERSION_UUID);
    else if (!put_uuid(to))
        return ir_fail(err, IR_IO, "no random numbers: %s", strerror(errno));
    to = put_version(to + VERSION_UUID, v);
    snprintf(path, sizeof(path), "%s/" FILE_NAME, dir);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return ir_fail(err, IR_IO, "%s: %s", path, strerror(errno));
    good = file_write(fd, bytes, (size_t)(to - bytes)) && (!sync || !fsync(fd));
    if (close(fd))
        good = false;
    if (!good)
        return ir_fail(err, IR_IO, "%s: %s", path, strerror(errno));
    return IR_OK;
}

/* ---- reading ---- */

static bool take_uints(const uint8_t **at, const uint8_t *end, uint64_t *n,
                       size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!take_uint(at, end, &n[i]))
            return false;
    return true;
}

/* Block number, level and flags, keys, block size, least size for compression,
 * free list. */
static enum ir_status take_root(const uint8_t **at, const uint8_t *end,
                                unsigned table, struct btree_root *out)
{
    uint64_t n[5], size, free_list[6] = {0};
    const uint8_t *from;

    if (!take_uints(at, end, n, COUNT(n)) || !take_uint(at, end, &size) ||
        size > (uint64_t)(end - *at))
        return IR_CORRUPT;
    from = *at;
    *at += size;
    if (size && !take_uints(&from, *at, free_list, COUNT(free_list)))
        return IR_CORRUPT;
    if (n[0] > UINT32_MAX || n[1] / 4 >= BLOCK_LEVELS ||
        free_list[1] > UINT32_MAX)
        return IR_CORRUPT;
    *out = (struct btree_root){(uint32_t)n[0], (unsigned)(n[1] / 4),
                               n[1] & FAKE, n[2], (uint32_t)free_list[1]};
    return n[3] == BLOCK_SIZE / BLOCK_UNIT && n[4] == compress_least[table]
               ? IR_OK
               : IR_INCOMPATIBLE;
}

static bool take_statistics(const uint8_t **at, const uint8_t *end,
                            struct version *v)
{
    uint64_t n[8];

    if (!take_uints(at, end, n, COUNT(n)) || *at != end)
        return false;
    v->documents = n[0];
    v->last = (uint32_t)(n[0] + n[1]);
    v->length_least = n[2];
    v->wdf_most = n[3];
    v->length_most = n[3] + n[4];
    v->total = n[6];
    return n[0] <= UINT32_MAX && n[1] <= UINT32_MAX - n[0];
}

static enum ir_status parse(const uint8_t *at, const uint8_t *end,
                            struct version *v)
{
    enum ir_status status = IR_OK;
    struct btree_root other;

    if (end - at < MAGIC_SIZE + VERSION_UUID ||
        memcmp(at, MAGIC, MAGIC_SIZE) != 0)
        return IR_INCOMPATIBLE;
    memcpy(v->uuid, at + MAGIC_SIZE, VERSION_UUID);
    at += MAGIC_SIZE + VERSION_UUID;
    if (!take_uint(&at, end, &v->revision))
        return IR_CORRUPT;
    for (unsigned i = 0; i < ALL_TABLES && status == IR_OK; i++) {
        status =
            take_root(&at, end, i, i < GLASS_TABLES ? &v->roots[i] : &other);
        if (i >= GLASS_TABLES && other.keys)
            v->others = true;
    }
    if (status == IR_OK && !take_statistics(&at, end, v))
        status = IR_CORRUPT;
    return status;
}

enum ir_status version_read(const char *dir, struct version *out,
                            struct ir_error *err)
{
    uint8_t bytes[FILE_MAX];
    enum ir_status status;
    char path[4096];
    ssize_t size;
    int fd;

    memset(out, 0, sizeof(*out));
    snprintf(path, sizeof(path), "%s/" FILE_NAME, dir);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    size = fd < 0 ? -1 : read(fd, bytes, sizeof(bytes));
    if (size < 0)
        ir_fail(err, IR_IO, "%s: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    if (size < 0)
        return IR_IO;
    status = parse(bytes, bytes + size, out);
    if (status == IR_OK)
        return IR_OK;
    return ir_fail(err, status, "%s: %s", path,
                   status == IR_CORRUPT ? "it is damaged"
                                        : "the format is another one");
}
