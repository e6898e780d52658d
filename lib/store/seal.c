/* Reads and writes seals. */
#include "store/seal.h"
#include "base/buf.h"
#include "base/file.h"
#include "store/digest.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#define XXH_STATIC_LINKING_ONLY
#include <xxhash.h>

#define LARGE_PAGE ((size_t)2 << 20) /* bytes: on x86 and, mostly, ARM */
#define VERSION_FILE "iamglass"
#define VERSION_MOST 4096
#define MAGIC "\x0f\x0dXapian Glass\x04\x6e" /* with the date of the format */
#define MAGIC_SIZE 16
#define BLOCK_UNIT 2048
#define ROOT_LEVEL 2 /* the bit in the flags of a root where its level begins */
#define ROOT_NONE 1
#define NEW_FILE "seal.tmp"
#define SCHEMA 1
#define SIZE_MOST ((off_t)1 << 30)     /* bytes of a seal, of 1 TB of tables */
#define COUNT_MOST ((uint64_t)1 << 32) /* blocks of a table */

const char *const seal_names[SEAL_TABLES] = {"postlist", "docdata",  "termlist",
                                             "position", "spelling", "synonym"};

/* The head of the file, in little-endian order; the digests follow, of all
 * tables.  digest is that of all behind it, so that the mark can change. */
struct head {
    char magic[6];
    uint8_t schema;
    uint8_t begun;
    uint64_t digest;
    uint64_t revision;
    uint64_t version;
    uint8_t uuid[SEAL_UUID];
    uint64_t counts[SEAL_TABLES];
};
#define HEAD_MAGIC "irseal"
#define BEGUN_AT 7 /* the offset of the mark, which is 0 or this */
#define BEGUN 0xa5
#define SUMMED_FROM 16

uint64_t seal_digest(const void *bytes, size_t size)
{
    uint64_t digest;

    if (!digest_by_avx2(bytes, size, &digest))
        digest = XXH3_64bits(bytes, size);
    return digest ? digest : 1;
}

bool seal_agrees(const struct seal_table *t, size_t block, const void *bytes,
                 size_t size)
{
    return !t->digests[block] || seal_digest(bytes, size) == t->digests[block];
}

uint32_t seal_revision(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 |
           (uint32_t)bytes[2] << 8 | bytes[3];
}

void seal_free(struct seal *s)
{
    for (size_t i = 0; i < SEAL_TABLES; i++)
        if (s->tables[i].room)
            free(s->tables[i].digests);
    free(s->bytes);
    memset(s, 0, sizeof(*s));
}

void seal_grow(struct seal_table *t, size_t block)
{
    const size_t most = t->room ? t->room : t->count;

    if (block >= most) {
        uint64_t *old = t->room ? t->digests : NULL;
        const size_t room =
            most + most / 2 > block ? most + most / 2 : block + 1;
        uint64_t *digests = xrealloc(old, room * sizeof(*digests));

        if (!old && t->count)
            memcpy(digests, t->digests, t->count * sizeof(*digests));
        t->digests = digests;
        t->room = room;
    }
    while (t->count <= block)
        t->digests[t->count++] = 0;
}

/* ---- the version file ---- */

static int open_file(int dir, const char *name)
{
    return openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
}

/* Read the roots.  Do all tables have blocks of the usual size? */
static bool fits(struct decoder *c, struct seal_root *roots)
{
    bool same = true;

    for (size_t i = 0; i < SEAL_TABLES; i++) {
        uint64_t flags;

        roots[i].block = (size_t)decoder_varint(c);
        flags = decoder_varint(c);
        roots[i].level = (unsigned)(flags >> ROOT_LEVEL);
        roots[i].none = flags & ROOT_NONE;
        decoder_varint(c); /* the number of keys */
        same = decoder_varint(c) == SEAL_BLOCK / BLOCK_UNIT && same;
        decoder_varint(c);
        decoder_bytes(c, decoder_varint(c));
    }
    return same && !c->bad;
}

enum ir_status seal_read_version(int dir, struct seal_version *out,
                                 struct ir_error *err)
{
    int file = open_file(dir, VERSION_FILE);
    struct decoder c;
    char bytes[VERSION_MOST];
    struct ir_text magic, uuid;
    ssize_t size = -1;

    if (file >= 0)
        size = read(file, bytes, sizeof(bytes));
    if (size < 0)
        ir_fail(err, IR_IO, VERSION_FILE ": %s", strerror(errno));
    if (file >= 0)
        close(file);
    if (size < 0)
        return IR_IO;
    decoder_start(&c, (struct ir_text){bytes, (size_t)size});
    magic = decoder_bytes(&c, MAGIC_SIZE);
    uuid = decoder_bytes(&c, SEAL_UUID);
    out->revision = decoder_varint(&c);
    if (c.bad)
        return ir_fail(err, IR_CORRUPT, VERSION_FILE ": it is damaged");
    memcpy(out->uuid, uuid.data, SEAL_UUID);
    out->digest = seal_digest(bytes, (size_t)size);
    out->foreign = memcmp(magic.data, MAGIC, MAGIC_SIZE) != 0;
    out->fits = fits(&c, out->roots);
    return IR_OK;
}

/* ---- the file ---- */

static enum ir_status fail_file(struct ir_error *err, enum ir_status status,
                                const char *why)
{
    return ir_fail(err, status, SEAL_FILE ": %s", why);
}

/* Between the byte order of the file and this machine's. */
static void swap(uint64_t *digests, size_t count)
{
    for (size_t i = 0; i < count; i++)
        digests[i] = le64toh(digests[i]);
}

static void take_head(struct seal *s, const struct head *h)
{
    s->begun = h->begun == BEGUN;
    s->revision = le64toh(h->revision);
    s->version = le64toh(h->version);
    memcpy(s->uuid, h->uuid, SEAL_UUID);
}

/* They stay where they are: no time is taken to copy them for each search. */
static void take_digests(struct seal *s, const struct head *h)
{
    uint64_t *from = (uint64_t *)(void *)(s->bytes + sizeof(*h));

    for (size_t i = 0; i < SEAL_TABLES; i++) {
        struct seal_table *t = &s->tables[i];

        t->count = le64toh(h->counts[i]);
        t->digests = from;
        swap(t->digests, t->count);
        from += t->count;
    }
}

/* On IR_OK the bytes belong to out. */
static enum ir_status parse(char *data, size_t size, struct seal *out,
                            struct ir_error *err)
{
    const struct ir_text bytes = {data, size};
    struct head h;
    uint64_t count = 0;

    if (bytes.size < sizeof(h))
        return fail_file(err, IR_CORRUPT, "it is damaged");
    memcpy(&h, bytes.data, sizeof(h));
    if (memcmp(h.magic, HEAD_MAGIC, sizeof(h.magic)) != 0)
        return fail_file(err, IR_CORRUPT, "it is damaged");
    if ((h.begun && h.begun != BEGUN) ||
        le64toh(h.digest) !=
            seal_digest(bytes.data + SUMMED_FROM, bytes.size - SUMMED_FROM))
        return fail_file(err, IR_CORRUPT, "it is damaged");
    if (h.schema != SCHEMA)
        return fail_file(err, IR_INCOMPATIBLE, "it is of another version");
    for (size_t i = 0; i < SEAL_TABLES; i++) {
        if (le64toh(h.counts[i]) > COUNT_MOST)
            return fail_file(err, IR_CORRUPT, "it is damaged");
        count += le64toh(h.counts[i]);
    }
    if (bytes.size != sizeof(h) + count * sizeof(uint64_t))
        return fail_file(err, IR_CORRUPT, "it is damaged");
    memset(out, 0, sizeof(*out));
    out->bytes = data;
    take_head(out, &h);
    take_digests(out, &h);
    return IR_OK;
}

/* For the whole file; in large pages if it has any, as to get small ones may
 * take several times as long as to read what fills them. */
static char *take_room(size_t size)
{
    const size_t whole = (size + LARGE_PAGE - 1) / LARGE_PAGE * LARGE_PAGE;
    char *room = size < LARGE_PAGE ? NULL : aligned_alloc(LARGE_PAGE, whole);

    if (!room)
        return xmalloc(size);
    (void)madvise(room, whole, MADV_HUGEPAGE);
    return room;
}

enum ir_status seal_load(int dir, struct seal *out, struct ir_error *err)
{
    int file = open_file(dir, SEAL_FILE);
    enum ir_status status;
    struct stat st;
    char *bytes;
    ssize_t got;
    size_t size = 0;

    if (file < 0)
        return fail_file(err, errno == ENOENT ? IR_NOT_FOUND : IR_IO,
                         strerror(errno));
    if (fstat(file, &st) || !S_ISREG(st.st_mode)) {
        close(file);
        return fail_file(err, IR_IO, "it is no file");
    }
    if (st.st_size > SIZE_MOST) {
        close(file);
        return fail_file(err, IR_CORRUPT,
                         "it is damaged: it has more than 1024 MB");
    }
    bytes = take_room((size_t)st.st_size + 1);
    while (size < (size_t)st.st_size &&
           (got = read(file, bytes + size, (size_t)st.st_size - size)) != 0) {
        if (got > 0)
            size += (size_t)got;
        else if (errno != EINTR)
            break;
    }
    close(file);
    status = parse(bytes, size, out, err);
    if (status != IR_OK)
        free(bytes);
    return status;
}

static void put_seal(const struct seal *s, struct buf *out)
{
    struct head h = {HEAD_MAGIC, SCHEMA, s->begun ? BEGUN : 0, 0, 0, 0,
                     {0},        {0}};
    uint64_t digest;

    h.revision = htole64(s->revision);
    h.version = htole64(s->version);
    memcpy(h.uuid, s->uuid, SEAL_UUID);
    for (size_t i = 0; i < SEAL_TABLES; i++)
        h.counts[i] = htole64(s->tables[i].count);
    buf_add(out, &h, sizeof(h));
    for (size_t i = 0; i < SEAL_TABLES; i++) {
        const size_t at = out->size, count = s->tables[i].count;

        if (!count)
            continue;
        buf_add(out, s->tables[i].digests, count * sizeof(uint64_t));
        swap((uint64_t *)(void *)(out->data + at), count);
    }
    digest =
        htole64(seal_digest(out->data + SUMMED_FROM, out->size - SUMMED_FROM));
    memcpy(out->data + offsetof(struct head, digest), &digest, sizeof(digest));
}

static bool write_file(int dir, const struct buf *bytes, bool sync)
{
    int file =
        openat(dir, NEW_FILE,
               O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    bool good;

    if (file < 0)
        return false;
    good =
        file_write(file, bytes->data, bytes->size) && (!sync || !fsync(file));
    if (close(file))
        good = false;
    return good && !renameat(dir, NEW_FILE, dir, SEAL_FILE) &&
           (!sync || !fsync(dir));
}

enum ir_status seal_save(int dir, const struct seal *s, bool sync,
                         struct ir_error *err)
{
    struct buf bytes = BUF_INIT;
    enum ir_status status = IR_OK;

    put_seal(s, &bytes);
    if (!write_file(dir, &bytes, sync)) {
        status = fail_file(err, IR_IO, strerror(errno));
        unlinkat(dir, NEW_FILE, 0);
    }
    buf_free(&bytes);
    return status;
}

enum ir_status seal_begin(int dir, bool sync, struct ir_error *err)
{
    int file = openat(dir, SEAL_FILE, O_WRONLY | O_NOFOLLOW | O_CLOEXEC);
    const uint8_t mark = BEGUN;
    bool good;

    if (file < 0)
        return fail_file(err, IR_IO, strerror(errno));
    good = pwrite(file, &mark, 1, BEGUN_AT) == 1 && (!sync || !fdatasync(file));
    if (!good)
        fail_file(err, IR_IO, strerror(errno));
    close(file);
    return good ? IR_OK : IR_IO;
}
