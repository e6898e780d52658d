/* Writes the version file. */
#include "glass/version.h"
#include "glass/code.h"

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
#define UUID_SIZE 16
#define REVISION 1   /* 0 would mean "never committed" */
#define SEQUENTIAL 2 /* leaves stand in the order of their keys */
#define FAKE 1       /* a table without blocks */
#define BLOCK_UNIT 2048
#define ALL_TABLES 6 /* with spelling and synonyms, which are empty */

/* Tags that are longer than this may be compressed by later writers. */
static const unsigned compress_least[ALL_TABLES] = {0, 18, 18, 0, 18, 18};

static uint8_t *put_root(uint8_t *to, const struct btree_root *r,
                         unsigned compress)
{
    uint8_t free_list[6 * CODE_UINT_MAX];
    uint8_t *end = free_list;

    to = put_uint(to, r->block);
    to = put_uint(to, r->level * 4 + SEQUENTIAL + (r->empty ? FAKE : 0));
    to = put_uint(to, r->keys);
    to = put_uint(to, BTREE_BLOCK / BLOCK_UNIT);
    to = put_uint(to, compress);
    if (!r->empty) {
        end = put_uint(end, REVISION);
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

    to = put_uint(to, REVISION);
    for (unsigned i = 0; i < ALL_TABLES; i++)
        to = put_root(to, i < GLASS_TABLES ? &v->roots[i] : &none,
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
    if (getrandom(to, UUID_SIZE, 0) != UUID_SIZE)
        return false;
    to[6] = (uint8_t)((to[6] & 0x0f) | 0x40);
    to[8] = (uint8_t)((to[8] & 0x3f) | 0x80);
    return true;
}

static bool write_file(int fd, const uint8_t *bytes, size_t size, bool sync)
{
    ssize_t got = write(fd, bytes, size);

    if (got >= 0 && (size_t)got < size)
        errno = ENOSPC;
    return got == (ssize_t)size && (!sync || !fsync(fd));
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

    if (!put_uuid(to))
        return ir_fail(err, IR_IO, "no random numbers: %s", strerror(errno));
    to = put_version(to + UUID_SIZE, v);
    snprintf(path, sizeof(path), "%s/" FILE_NAME, dir);
    fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd < 0)
        return ir_fail(err, IR_IO, "%s: %s", path, strerror(errno));
    good = write_file(fd, bytes, (size_t)(to - bytes), sync);
    if (close(fd))
        good = false;
    if (!good)
        return ir_fail(err, IR_IO, "%s: %s", path, strerror(errno));
    return IR_OK;
}

/* ---- comparing ---- */

/* Go past n numbers; false at the end of the bytes. */
static bool skip(const uint8_t **at, const uint8_t *end, unsigned n)
{
    for (; n; n--) {
        while (*at < end && **at & 0x80)
            ++*at;
        if (*at == end)
            return false;
        ++*at;
    }
    return true;
}

/* Block size and least size for compression of each table. */
static bool same_tables(const uint8_t *at, const uint8_t *end)
{
    uint64_t size;

    if (!skip(&at, end, 1)) /* revision */
        return false;
    for (unsigned i = 0; i < ALL_TABLES; i++) {
        if (!skip(&at, end, 3) || end - at < 3 ||
            *at++ != BTREE_BLOCK / BLOCK_UNIT || *at++ != compress_least[i])
            return false;
        size = *at++; /* of the free list's record */
        if (size >= 0x80 || size > (uint64_t)(end - at))
            return false;
        at += size;
    }
    return true;
}

bool version_is_ours(const char *dir)
{
    uint8_t bytes[FILE_MAX];
    char path[4096];
    ssize_t size;
    int fd;

    snprintf(path, sizeof(path), "%s/" FILE_NAME, dir);
    fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    size = read(fd, bytes, sizeof(bytes));
    close(fd);
    return size > MAGIC_SIZE + UUID_SIZE && !memcmp(bytes, MAGIC, MAGIC_SIZE) &&
           same_tables(bytes + MAGIC_SIZE + UUID_SIZE, bytes + size);
}
