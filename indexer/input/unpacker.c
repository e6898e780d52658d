/* libarchive on a source: kinds of files, members of gzip, bytes. */
#include "indexer/input/unpacker.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

#define BLOCK 512 /* of a tar */
#define PIECE ((size_t)1 << 16)
#define GZIP_MAGIC "\x1f\x8b\x08"
#define HEADER_SIZE 10 /* of a member of gzip */
#define ZIP_END "PK\5\6"
#define ZIP_END_SIZE 22 /* before a comment */

static const struct {
    const char *magic;
    size_t size;
    enum unpacker_kind kind;
} magics[] = {
    {GZIP_MAGIC, 3, GZIP},         {"BZh", 3, BZIP2},  {"\xfd\x37zXZ\0", 6, XZ},
    {"\x28\xb5\x2f\xfd", 4, ZSTD}, {"PK\3\4", 4, ZIP}, {ZIP_END, 4, ZIP},
};

/* Checks the checksum of a tar header: old formats have no magic number. */
static bool is_tar(struct ir_text head)
{
    const unsigned char *data = (const unsigned char *)head.data;
    unsigned long sum = 0, stored = 0;
    size_t i = 148;

    if (head.size < BLOCK || !*head.data)
        return false;
    for (size_t at = 0; at < BLOCK; at++)
        sum += at >= 148 && at < 156 ? ' ' : data[at];
    while (i < 156 && data[i] == ' ')
        i++;
    for (; i < 156 && data[i] >= '0' && data[i] <= '7'; i++)
        stored = stored * 8 + (data[i] - '0');
    return stored == sum;
}

enum unpacker_kind unpacker_kind_of(struct ir_text head)
{
    for (size_t i = 0; i < COUNT(magics); i++)
        if (head.size >= magics[i].size &&
            !memcmp(head.data, magics[i].magic, magics[i].size))
            return magics[i].kind;
    return is_tar(head) ? TAR : NONE;
}

/* The window size in a zstd frame header (RFC 8878, 3.1.1.1). */
static uint64_t zstd_window(struct ir_text head)
{
    const unsigned char *data = (const unsigned char *)head.data;
    uint64_t base;

    if (head.size < 6 || data[4] & 0x20) /* single segment: the content size */
        return 0;
    base = (uint64_t)1 << (10 + (data[5] >> 3));
    return base + base / 8 * (data[5] & 7);
}

/* The dictionary size of the first filter in the first block of xz. */
static uint64_t xz_window(struct ir_text head)
{
    const unsigned char *data = (const unsigned char *)head.data;
    size_t at = 14;

    if (head.size < 24 || !data[12])
        return 0;
    for (int skip = 0; skip < 2; skip++) /* the two optional sizes */
        if (data[13] & (0x40 << skip))
            while (at < 22 && data[at++] & 0x80)
                ;
    if (data[at] != 0x21 || at + 2 >= head.size || data[at + 2] > 40)
        return 0;
    return (uint64_t)(2 | (data[at + 2] & 1)) << (data[at + 2] / 2 + 11);
}

static enum ir_status check_window(enum unpacker_kind kind, struct ir_text head,
                                   struct problem *p)
{
    if (kind == ZSTD && zstd_window(head) > UNPACKER_WINDOW_MAX)
        return problem_limit(p, "window", "zstd asks for too much memory",
                             UNPACKER_WINDOW_MAX, "bytes");
    if (kind == XZ && xz_window(head) > UNPACKER_DICTIONARY_MAX)
        return problem_limit(p, "window", "xz asks for too much memory",
                             UNPACKER_DICTIONARY_MAX, "bytes");
    return IR_OK;
}

static const struct {
    const char *name;
    int (*support)(struct archive *a);
} kinds[] = {
    [GZIP] = {"gzip", archive_read_support_filter_gzip},
    [BZIP2] = {"bzip2", archive_read_support_filter_bzip2},
    [XZ] = {"xz", archive_read_support_filter_xz},
    [ZSTD] = {"zstd", archive_read_support_filter_zstd},
    [ZIP] = {"zip", archive_read_support_format_zip},
    [TAR] = {"tar", archive_read_support_format_tar},
};

enum ir_status unpacker_damaged(const struct unpacker *u, enum ir_status status,
                                struct problem *p)
{
    const char *why = archive_error_string(u->archive);

    if (u->trouble.err.status != IR_OK) {
        *p = u->trouble;
        return p->err.status;
    }
    return problem_set(p, status, "damaged", "damaged %s: %s",
                       kinds[u->kind].name, why ? why : "it is cut short");
}

/*
 * Where another gzip member (RFC 1952) may begin, or NULL.  Members that one
 * program wrote have the same flags and system; random bytes hardly match.
 */
static const char *find_magic(const struct unpacker *u, struct ir_text in)
{
    const char *end = in.data + in.size, *at = in.data;

    while ((at = memmem(at, (size_t)(end - at), GZIP_MAGIC, 3))) {
        if (end - at < HEADER_SIZE ||
            (at[3] == u->writer[0] && !memcmp(at + 8, u->writer + 1, 2)))
            return at;
        at++;
    }
    return NULL;
}

/* Bytes before the next member, as each is unpacked by itself. */
static size_t piece_of(const struct unpacker *u, struct ir_text ahead)
{
    size_t size = ahead.size < PIECE ? ahead.size : PIECE;
    const char *next;

    if (!u->members || ahead.size < HEADER_SIZE)
        return size;
    if (!u->fresh && find_magic(u, ahead) == ahead.data)
        return 0; /* this one ends here */
    next = find_magic(u, (struct ir_text){ahead.data + 1, ahead.size - 1});
    if (!next || next > ahead.data + size)
        /* The next header may begin in the last bytes. */
        return size > 2 * HEADER_SIZE ? size - HEADER_SIZE : size;
    return (size_t)(next - ahead.data);
}

static void give_back(struct unpacker *u)
{
    source_take(u->source, u->lent);
    u->lent = 0;
}

static la_ssize_t on_read(struct archive *a, void *unpacker, const void **data)
{
    struct unpacker *u = unpacker;
    struct ir_text ahead;
    enum ir_status status;
    size_t size;

    if (!u->probing)
        give_back(u);
    status = source_ahead(u->source, u->lent + PIECE, &ahead, &u->trouble);
    ahead.data += u->lent; /* only when probing */
    ahead.size -= u->lent;
    if (status != IR_OK) {
        u->trouble.err.status = status;
        archive_set_error(a, EIO, "unreadable");
        return ARCHIVE_FATAL;
    }
    u->trouble.err.status = IR_OK;
    size = piece_of(u, ahead);
    u->fresh = false;
    u->lent = u->probing ? u->lent + size : size;
    u->in += u->probing ? 0 : size;
    *data = ahead.data;
    return (la_ssize_t)size;
}

static la_int64_t on_seek(struct archive *a, void *unpacker, la_int64_t offset,
                          int whence)
{
    struct unpacker *u = unpacker;
    size_t end;
    la_int64_t from = 0;
    struct ir_text ahead;
    struct problem p;

    (void)a;
    u->lent = 0;
    source_seek(u->source, u->base);
    if (source_ahead(u->source, 0, &ahead, &p) != IR_OK)
        return ARCHIVE_FATAL;
    end = ahead.size;
    if (whence == SEEK_END)
        from = (la_int64_t)end;
    else if (whence == SEEK_CUR)
        return ARCHIVE_FATAL;
    if (offset < -from || offset > (la_int64_t)end - from)
        return ARCHIVE_FATAL;
    source_seek(u->source, u->base + (size_t)(from + offset));
    return from + offset;
}

static enum ir_status start(struct unpacker *u, struct problem *p)
{
    struct archive *a = archive_read_new();

    u->archive = a;
    u->trouble.err.status = IR_OK;
    u->fresh = true;
    kinds[u->kind].support(a);
    if (u->kind < ZIP) {
        if (!u->members || u->probing)
            archive_read_support_format_tar(a);
        archive_read_support_format_raw(a);
        archive_read_support_format_empty(a);
    }
    archive_read_set_read_callback(a, on_read);
    if (u->seeks)
        archive_read_set_seek_callback(a, on_seek);
    archive_read_set_callback_data(a, u);
    if (archive_read_open1(a) != ARCHIVE_OK)
        return unpacker_damaged(u, IR_IO, p);
    return IR_OK;
}

void unpacker_stop(struct unpacker *u)
{
    if (!u->archive)
        return;
    archive_read_free(u->archive);
    u->archive = NULL;
    if (u->probing)
        u->lent = 0;
    give_back(u);
}

/* libarchive takes a file that begins with NULs for an empty tar. */
static bool holds_tar(struct archive *a)
{
    struct archive_entry *entry;
    int result = archive_read_next_header(a, &entry);
    int format = archive_format(a);

    return result != ARCHIVE_EOF &&
           (format & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_TAR;
}

/*
 * Is it one gzip file, perhaps of many members?  They are then unpacked one by
 * one, so that a damaged one does not lose the others.
 */
static enum ir_status probe(struct unpacker *u, struct problem *p)
{
    enum ir_status status;

    u->probing = u->members = true;
    status = start(u, p);
    if (status == IR_OK) {
        u->layers = archive_filter_count(u->archive) - 1;
        u->members = !holds_tar(u->archive);
    }
    unpacker_stop(u);
    u->probing = false;
    return status;
}

/* All of it is the end of a directory of no entries, and perhaps a comment. */
static bool is_empty_zip(struct ir_text head)
{
    static const char none[ZIP_END_SIZE - 2] = ZIP_END;

    return head.size >= ZIP_END_SIZE && !memcmp(head.data, none, sizeof(none));
}

enum ir_status unpacker_open(struct unpacker *u, struct source *source,
                             struct problem *p)
{
    struct ir_text head;
    enum ir_status status;

    *u = (struct unpacker){.source = source};
    status = source_ahead(source, 1, &head, p);
    if (status != IR_OK)
        return status;
    u->kind = unpacker_kind_of(head);
    status = check_window(u->kind, head, p);
    if (status != IR_OK)
        return status;
    if (u->kind == ZIP) {
        u->seeks = source_holds(source, UNPACKER_SEEK_MAX, &u->base);
        status = source_ahead(source, ZIP_END_SIZE, &head, p);
        u->size = head.size;
        u->empty = is_empty_zip(head);
    }
    if (u->kind == GZIP && head.size >= HEADER_SIZE) {
        u->writer[0] = head.data[3];
        memcpy(u->writer + 1, head.data + 8, 2);
        status = probe(u, p);
    }
    if (status == IR_OK && !u->members)
        status = start(u, p);
    /* gzip in gzip is unpacked as one, but counts as two. */
    if (status == IR_OK && !u->members)
        u->layers = archive_filter_count(u->archive) - 1;
    return status;
}

enum ir_status unpacker_restart(struct unpacker *u, struct problem *p)
{
    unpacker_stop(u);
    source_seek(u->source, u->base);
    return start(u, p);
}

enum ir_status unpacker_restart_streaming(struct unpacker *u, struct problem *p)
{
    unpacker_stop(u);
    source_seek(u->source, u->base);
    u->seeks = false;
    return start(u, p);
}

uint64_t unpacker_in(const struct unpacker *u)
{
    return u->seeks && u->in > u->size ? u->size : u->in;
}

uint64_t unpacker_out(const struct unpacker *u)
{
    if (u->kind == ZIP || !u->archive)
        return 0;
    return u->unpacked + (uint64_t)archive_filter_bytes(u->archive, 0);
}

/* Open the next member of gzip; false if there is none. */
static bool open_member(struct unpacker *u)
{
    struct archive_entry *entry;
    struct ir_text ahead;
    struct problem p;
    const char *next;
    int result;

    while (source_ahead(u->source, PIECE, &ahead, &p) == IR_OK && ahead.size) {
        next = find_magic(u, ahead);
        if (!next) {
            source_take(u->source, ahead.size > 2 ? ahead.size - 2 : 1);
            continue;
        }
        source_take(u->source, (size_t)(next - ahead.data));
        u->began = u->in;
        result = start(u, &p) == IR_OK
                     ? archive_read_next_header(u->archive, &entry)
                     : ARCHIVE_FATAL;
        /* A damaged member looks empty; only the error code differs. */
        u->lost = result < ARCHIVE_WARN || archive_errno(u->archive);
        if (u->lost || result != ARCHIVE_EOF)
            return true;
        unpacker_stop(u);
    }
    unpacker_stop(u);
    return false;
}

/* Keep what a damaged member unpacked to, and go on with the next. */
enum ir_status unpacker_read_members(struct unpacker *u, void *data,
                                     size_t size, size_t *got,
                                     enum ir_status damage, struct problem *p)
{
    enum ir_status status;
    la_ssize_t n = 0;

    while (!n && (u->archive || open_member(u))) {
        n = u->lost ? -1 : archive_read_data(u->archive, data, size);
        u->lost = false;
        if (!n) {
            u->unpacked += (uint64_t)archive_filter_bytes(u->archive, 0);
            unpacker_stop(u);
        }
    }
    if (n < 0) {
        status = unpacker_damaged(u, damage, p);
        u->unpacked += (uint64_t)archive_filter_bytes(u->archive, 0);
        /* Not the first byte of the next member, if this one ends there. */
        if (!u->lent && u->in == u->began)
            source_take(u->source, 1);
        unpacker_stop(u);
        return status;
    }
    *got = (size_t)n;
    return IR_OK;
}
