/* Containers, through libarchive. */
#include "indexer/input/container.h"
#include "indexer/input/container_kind.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>

#define PIECE ((size_t)1 << 16)
#define HEADER_SIZE 10 /* of a member of gzip */

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

static enum ir_status damaged(struct container *c, enum ir_status status,
                              struct problem *p)
{
    const char *why = archive_error_string(c->archive);

    if (c->trouble.err.status != IR_OK) {
        *p = c->trouble;
        return p->err.status;
    }
    return problem_set(p, status, "damaged", "damaged %s: %s",
                       kinds[c->kind].name, why ? why : "it is cut short");
}

/*
 * Where another member of gzip (RFC 1952) may begin, or NULL.  All that are
 * of one writer have the same flags and system, which chance has not.
 */
static const char *find_magic(const struct container *c, struct ir_text in)
{
    const char *end = in.data + in.size, *at = in.data;

    while ((at = memmem(at, (size_t)(end - at), GZIP_MAGIC, 3))) {
        if (end - at < HEADER_SIZE ||
            (at[3] == c->writer[0] && !memcmp(at + 8, c->writer + 1, 2)))
            return at;
        at++;
    }
    return NULL;
}

/* Up to the next member: each is unpacked by itself. */
static size_t piece_of(const struct container *c, struct ir_text ahead)
{
    size_t size = ahead.size < PIECE ? ahead.size : PIECE;
    const char *next;

    if (!c->members || ahead.size < HEADER_SIZE)
        return size;
    if (!c->fresh && find_magic(c, ahead) == ahead.data)
        return 0; /* this one ends here */
    next = find_magic(c, (struct ir_text){ahead.data + 1, ahead.size - 1});
    if (!next || next > ahead.data + size)
        /* The beginning of another may stand at the end. */
        return size > 2 * HEADER_SIZE ? size - HEADER_SIZE : size;
    return (size_t)(next - ahead.data);
}

static void give_back(struct container *c)
{
    source_take(c->source, c->lent);
    c->lent = 0;
}

static la_ssize_t on_read(struct archive *a, void *container, const void **data)
{
    struct container *c = container;
    struct ir_text ahead;
    enum ir_status status;
    size_t size;

    if (!c->probing)
        give_back(c);
    status = source_ahead(c->source, c->lent + PIECE, &ahead, &c->trouble);
    ahead.data += c->lent; /* only when probing */
    ahead.size -= c->lent;
    if (status != IR_OK) {
        c->trouble.err.status = status;
        archive_set_error(a, EIO, "unreadable");
        return ARCHIVE_FATAL;
    }
    c->trouble.err.status = IR_OK;
    size = piece_of(c, ahead);
    c->fresh = false;
    c->lent = c->probing ? c->lent + size : size;
    c->in += c->probing ? 0 : size;
    *data = ahead.data;
    return (la_ssize_t)size;
}

static la_int64_t on_seek(struct archive *a, void *container, la_int64_t offset,
                          int whence)
{
    struct container *c = container;
    size_t end;
    la_int64_t from = 0;
    struct ir_text ahead;
    struct problem p;

    (void)a;
    c->lent = 0;
    source_seek(c->source, c->base);
    if (source_ahead(c->source, 0, &ahead, &p) != IR_OK)
        return ARCHIVE_FATAL;
    end = ahead.size;
    if (whence == SEEK_END)
        from = (la_int64_t)end;
    else if (whence == SEEK_CUR)
        return ARCHIVE_FATAL;
    if (offset < -from || offset > (la_int64_t)end - from)
        return ARCHIVE_FATAL;
    source_seek(c->source, c->base + (size_t)(from + offset));
    return from + offset;
}

static enum ir_status start(struct container *c, struct problem *p)
{
    struct archive *a = archive_read_new();

    c->archive = a;
    c->trouble.err.status = IR_OK;
    c->fresh = true;
    kinds[c->kind].support(a);
    if (c->kind < ZIP) {
        if (!c->members || c->probing)
            archive_read_support_format_tar(a);
        archive_read_support_format_raw(a);
        archive_read_support_format_empty(a);
    }
    archive_read_set_read_callback(a, on_read);
    if (c->seeks)
        archive_read_set_seek_callback(a, on_seek);
    archive_read_set_callback_data(a, c);
    if (archive_read_open1(a) != ARCHIVE_OK)
        return damaged(c, IR_IO, p);
    return IR_OK;
}

static void stop(struct container *c)
{
    if (!c->archive)
        return;
    archive_read_free(c->archive);
    c->archive = NULL;
    if (c->probing)
        c->lent = 0;
    give_back(c);
}

/* What begins with NUL bytes looks like a tar without entries. */
static bool is_tar(struct archive *a)
{
    struct archive_entry *entry;
    int result = archive_read_next_header(a, &entry);
    int format = archive_format(a);

    return result != ARCHIVE_EOF &&
           (format & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_TAR;
}

/*
 * Is it one file in gzip, perhaps of many members?  Then these are unpacked
 * one by one, so that a damaged one costs no other.
 */
static enum ir_status probe(struct container *c, struct problem *p)
{
    enum ir_status status;

    c->probing = c->members = true;
    status = start(c, p);
    if (status == IR_OK) {
        c->layers = archive_filter_count(c->archive) - 1;
        c->members = !is_tar(c->archive);
    }
    stop(c);
    c->probing = false;
    return status;
}

static enum ir_status open_it(struct container *c, struct source *source,
                              struct container *outer, struct problem *p)
{
    static const struct container none = {.name = BUF_INIT};
    struct ir_text head;
    enum ir_status status;

    *c = none;
    c->source = source;
    c->outer = outer;
    status = source_ahead(source, 1, &head, p);
    if (status != IR_OK)
        return status;
    c->kind = container_kind_of(head);
    status = container_kind_check(c->kind, head, p);
    if (status != IR_OK)
        return status;
    if (c->kind == ZIP) {
        c->seeks = source_holds(source, CONTAINER_SEEK_MAX, &c->base);
        status = source_ahead(source, 1, &head, p);
        c->size = head.size;
    }
    if (c->kind == GZIP && head.size >= HEADER_SIZE) {
        c->writer[0] = head.data[3];
        memcpy(c->writer + 1, head.data + 8, 2);
        status = probe(c, p);
    }
    if (status == IR_OK && !c->members)
        status = start(c, p);
    if (status != IR_OK)
        return status;
    /* gzip in gzip is unpacked as one, but counts as two. */
    if (!c->members)
        c->layers = archive_filter_count(c->archive) - 1;
    if (c->layers + (outer ? outer->layers : 0) > CONTAINER_DEPTH_MAX)
        return container_too_deep(p);
    return IR_OK;
}

enum ir_status container_open(struct container *c, struct source *source,
                              struct container *outer, struct problem *p)
{
    locale_t before = entry_names_begin();
    enum ir_status status = open_it(c, source, outer, p);

    entry_names_end(before);
    return status;
}

static enum ir_status check_ratio(uint64_t out, uint64_t in, struct problem *p)
{
    if (out > CONTAINER_OUTPUT_MAX)
        return container_limit(p, "bomb", "too large when unpacked",
                               CONTAINER_OUTPUT_MAX, "bytes");
    if (out > CONTAINER_RATIO_FREE && out / CONTAINER_RATIO_MAX > in)
        return container_limit(p, "bomb", "the compression ratio is too high",
                               CONTAINER_RATIO_MAX, "times");
    return IR_OK;
}

static uint64_t unpacked(const struct container *c)
{
    uint64_t filtered = 0;

    if (c->kind != ZIP && c->archive)
        filtered = c->unpacked + (uint64_t)archive_filter_bytes(c->archive, 0);
    return filtered > c->out ? filtered : c->out;
}

static uint64_t packed(const struct container *c)
{
    return c->seeks && c->in > c->size ? c->size : c->in;
}

/* Is it a bomb, by itself or with what it is in? */
static enum ir_status check_output(struct container *c, struct problem *p)
{
    uint64_t out = unpacked(c);
    enum ir_status status = check_ratio(out, packed(c), p);

    if (status == IR_OK && c->outer)
        status = check_ratio(c->outer->inner + out, packed(c->outer), p);
    if (status != IR_OK) {
        c->over = true;
        c->bomb = true;
    }
    return status;
}

void container_close(struct container *c)
{
    if (c->outer && c->bomb) /* its neighbours are innocent */
        c->outer->damaged++;
    else if (c->outer)
        c->outer->inner += unpacked(c);
    stop(c);
    buf_free(&c->name);
    entry_names_free(&c->names);
    c->outer = NULL;
}

/* Problems without an entry are the container's. */
static void set_place(struct container *c)
{
    buf_clear(&c->name);
    buf_adds(&c->name, c->source->name);
}

static enum ir_status set_name(struct container *c, struct archive_entry *entry,
                               struct problem *p)
{
    const struct entry_encoding encoding = {c->source->encoding,
                                            c->kind == ZIP};
    const char *name = archive_entry_pathname(entry);

    set_place(c);
    if (c->single)
        return IR_OK;
    if (name && strlen(name) > CONTAINER_NAME_MAX) {
        entry_name_add(&c->names, NULL, &encoding, c->entries, &c->name);
        return container_limit(p, "name", "a name too long", CONTAINER_NAME_MAX,
                               "bytes");
    }
    entry_name_add(&c->names, name, &encoding, c->entries, &c->name);
    return IR_OK;
}

static enum ir_status check_type(struct container *c,
                                 struct archive_entry *entry, struct problem *p)
{
    (void)c;
    if (archive_entry_hardlink(entry))
        return problem_set(p, IR_INVALID, "link", "a hard link: not followed");
    if (archive_entry_filetype(entry) == AE_IFLNK)
        return problem_set(p, IR_INVALID, "link",
                           "a symbolic link: not followed");
    if (archive_entry_filetype(entry) != AE_IFREG)
        return problem_set(p, IR_INVALID, "not_a_file", "not a regular file");
    if (archive_entry_is_encrypted(entry))
        return problem_set(p, IR_INVALID, "encrypted", "it is encrypted");
    return IR_OK;
}

/* Begin again, behind the entry that could not be read. */
static enum ir_status find_place(struct container *c, struct problem *p)
{
    struct archive_entry *entry;
    enum ir_status status;

    c->lost = false;
    if (!c->seeks || ++c->damaged > CONTAINER_DAMAGED_MAX) {
        c->over = true;
        return c->seeks
                   ? container_limit(p, "damaged", "too many damaged entries",
                                     CONTAINER_DAMAGED_MAX, "in a file")
                   : IR_END;
    }
    stop(c);
    source_seek(c->source, c->base);
    status = start(c, p);
    for (uint64_t i = 0; status == IR_OK && i < c->entries; i++)
        if (archive_read_next_header(c->archive, &entry) < ARCHIVE_WARN)
            status = damaged(c, IR_IO, p);
    c->over = status != IR_OK;
    return status;
}

/* Skip what is left of the last entry. */
static enum ir_status skip_over(struct container *c, struct problem *p)
{
    const void *data;
    size_t size;
    la_int64_t offset;
    int result = ARCHIVE_OK;

    if (!c->open || c->members)
        return IR_OK;
    c->open = false;
    if (c->lost)
        return find_place(c, p);
    if (c->kind == ZIP || c->kind == TAR)
        return IR_OK;
    while (!c->over && result == ARCHIVE_OK) {
        result = archive_read_data_block(c->archive, &data, &size, &offset);
        if (check_output(c, p) != IR_OK)
            return p->err.status;
    }
    return IR_OK;
}

/* All of a file in gzip is one entry. */
static enum ir_status next_single(struct container *c)
{
    if (c->entries++)
        c->over = true;
    c->single = true;
    return c->over ? IR_END : IR_OK;
}

/* The next header of any kind of entry. */
static enum ir_status next_entry(struct container *c,
                                 struct archive_entry **entry,
                                 struct problem *p)
{
    int result = archive_read_next_header(c->archive, entry);

    if (result == ARCHIVE_EOF) {
        c->over = true;
        if (c->entries || c->kind == ZIP)
            return IR_END;
        set_place(c);
        return problem_set(p, IR_INVALID, "empty",
                           "no article in it: it is empty or begins with NUL "
                           "bytes");
    }
    if (result < ARCHIVE_WARN) {
        c->over =
            result != ARCHIVE_RETRY || ++c->damaged > CONTAINER_DAMAGED_MAX;
        set_place(c);
        return damaged(c, c->over ? IR_IO : IR_INVALID, p);
    }
    if (++c->entries > CONTAINER_ENTRIES_MAX) {
        c->over = true;
        return container_limit(p, "entries", "too many entries",
                               CONTAINER_ENTRIES_MAX, "in a file");
    }
    c->single = archive_format(c->archive) == ARCHIVE_FORMAT_RAW;
    return check_output(c, p);
}

static enum ir_status next(struct container *c, struct problem *p)
{
    struct archive_entry *entry;
    enum ir_status status;

    p->line = 0;
    do {
        status = skip_over(c, p);
        if (status != IR_OK)
            return status;
        if (c->over || c->damaged > CONTAINER_DAMAGED_MAX)
            return IR_END;
        if (c->members) {
            set_place(c);
            return next_single(c);
        }
        status = next_entry(c, &entry, p);
        if (status != IR_OK)
            return status;
        c->open = true;
    } while (archive_entry_filetype(entry) == AE_IFDIR);
    status = set_name(c, entry, p);
    if (status == IR_OK && !c->single)
        status = check_type(c, entry, p);
    return status;
}

enum ir_status container_next(struct container *c, struct problem *p)
{
    locale_t before = entry_names_begin();
    enum ir_status status = next(c, p);

    entry_names_end(before);
    return status;
}

/* Open the next member of gzip; false if there is none. */
static bool open_member(struct container *c)
{
    struct archive_entry *entry;
    struct ir_text ahead;
    struct problem p;
    const char *next;
    int result;

    while (source_ahead(c->source, PIECE, &ahead, &p) == IR_OK && ahead.size) {
        next = find_magic(c, ahead);
        if (!next) {
            source_take(c->source, ahead.size > 2 ? ahead.size - 2 : 1);
            continue;
        }
        source_take(c->source, (size_t)(next - ahead.data));
        result = start(c, &p) == IR_OK
                     ? archive_read_next_header(c->archive, &entry)
                     : ARCHIVE_FATAL;
        /* One that is damaged looks empty, but for the error. */
        c->lost = result < ARCHIVE_WARN || archive_errno(c->archive);
        if (c->lost || result != ARCHIVE_EOF)
            return true;
        stop(c);
    }
    stop(c);
    c->over = true;
    return false;
}

/* What a damaged member unpacked to, and what its neighbours did, is kept. */
static enum ir_status read_members(struct container *c, void *data, size_t size,
                                   size_t *got, struct problem *p)
{
    enum ir_status status;
    la_ssize_t n = 0;

    while (!n && (c->archive || open_member(c))) {
        n = c->lost ? -1 : archive_read_data(c->archive, data, size);
        c->lost = false;
        if (!n) {
            c->unpacked += (uint64_t)archive_filter_bytes(c->archive, 0);
            stop(c);
        }
    }
    if (n < 0) {
        c->over = ++c->damaged > CONTAINER_DAMAGED_MAX;
        status = damaged(c, c->over ? IR_IO : IR_INVALID, p);
        c->unpacked += (uint64_t)archive_filter_bytes(c->archive, 0);
        if (!c->lent)
            source_take(c->source, 1);
        stop(c);
        return status;
    }
    *got = (size_t)n;
    return IR_OK;
}

static enum ir_status broken(struct container *c, int result, struct problem *p)
{
    c->lost = result == ARCHIVE_FATAL;
    c->over = c->lost && !c->seeks;
    return damaged(c, IR_IO, p);
}

enum ir_status container_read(void *container, void *data, size_t size,
                              size_t *got, struct problem *p)
{
    struct container *c = container;
    enum ir_status status;
    la_ssize_t n;

    *got = 0;
    if (c->over)
        return IR_OK;
    if (c->members) {
        status = read_members(c, data, size, got, p);
        if (status != IR_OK)
            return status;
    } else {
        n = archive_read_data(c->archive, data, size);
        if (n < 0)
            return broken(c, (int)n, p);
        *got = (size_t)n;
    }
    c->out += *got;
    return check_output(c, p);
}
