/* Reads the entries of containers, with limits against zip bombs. */
#include "indexer/input/container.h"

#include <archive.h>
#include <archive_entry.h>

bool container_is(struct ir_text head)
{
    return unpacker_kind_of(head) != NONE;
}

enum ir_status container_too_deep(struct problem *p)
{
    return problem_limit(p, "nested", "containers nested too deep",
                         CONTAINER_DEPTH_MAX, "inside each other");
}

static enum ir_status open_it(struct container *c, struct source *source,
                              struct container *outer, struct problem *p)
{
    static const struct container none = {.name = BUF_INIT};
    enum ir_status status;

    *c = none;
    c->outer = outer;
    status = unpacker_open(&c->unpacker, source, p);
    if (status != IR_OK)
        return status;
    if (c->unpacker.layers + (outer ? outer->unpacker.layers : 0) >
        CONTAINER_DEPTH_MAX)
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
        return problem_limit(p, "bomb", "too large when unpacked",
                             CONTAINER_OUTPUT_MAX, "bytes");
    if (out > CONTAINER_RATIO_FREE && out / CONTAINER_RATIO_MAX > in)
        return problem_limit(p, "bomb", "the compression ratio is too high",
                             CONTAINER_RATIO_MAX, "times");
    return IR_OK;
}

static uint64_t unpacked(const struct container *c)
{
    uint64_t filtered = unpacker_out(&c->unpacker);

    return filtered > c->out ? filtered : c->out;
}

/* Is it a bomb, by itself or with what it is in? */
static enum ir_status check_output(struct container *c, struct problem *p)
{
    uint64_t out = unpacked(c);
    enum ir_status status = check_ratio(out, unpacker_in(&c->unpacker), p);

    if (status == IR_OK && c->outer)
        status = check_ratio(c->outer->inner + out,
                             unpacker_in(&c->outer->unpacker), p);
    if (status != IR_OK) {
        c->over = true;
        c->bomb = true;
    }
    return status;
}

void container_close(struct container *c)
{
    /* A bomb is not added to inner, or entries after it were refused too. */
    if (c->outer && c->bomb)
        c->outer->damaged++;
    else if (c->outer)
        c->outer->inner += unpacked(c);
    unpacker_stop(&c->unpacker);
    buf_free(&c->name);
    entry_names_free(&c->names);
    c->outer = NULL;
}

/* Problems outside any entry belong to the container. */
static void set_place(struct container *c)
{
    buf_clear(&c->name);
    buf_adds(&c->name, c->unpacker.source->name);
}

static enum ir_status set_name(struct container *c, struct archive_entry *entry,
                               struct problem *p)
{
    const struct entry_encoding encoding = {c->unpacker.source->encoding,
                                            c->unpacker.kind == ZIP};
    const char *name = archive_entry_pathname(entry);

    set_place(c);
    if (c->single)
        return IR_OK;
    if (name && strlen(name) > CONTAINER_NAME_MAX) {
        entry_name_add(&c->names, NULL, &encoding, c->entries, &c->name);
        return problem_limit(p, "name", "a name too long", CONTAINER_NAME_MAX,
                             "bytes");
    }
    entry_name_add(&c->names, name, &encoding, c->entries, &c->name);
    return IR_OK;
}

static enum ir_status check_type(struct archive_entry *entry, struct problem *p)
{
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
    if (!c->unpacker.seeks || ++c->damaged > CONTAINER_DAMAGED_MAX) {
        c->over = true;
        return c->unpacker.seeks
                   ? problem_limit(p, "damaged", "too many damaged entries",
                                   CONTAINER_DAMAGED_MAX, "in a file")
                   : IR_END;
    }
    status = unpacker_restart(&c->unpacker, p);
    for (uint64_t i = 0; status == IR_OK && i < c->entries; i++)
        if (archive_read_next_header(c->unpacker.archive, &entry) <
            ARCHIVE_WARN)
            status = unpacker_damaged(&c->unpacker, IR_IO, p);
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

    if (!c->open || c->unpacker.members)
        return IR_OK;
    c->open = false;
    if (c->lost)
        return find_place(c, p);
    if (c->unpacker.kind == ZIP || c->unpacker.kind == TAR)
        return IR_OK;
    while (!c->over && result == ARCHIVE_OK) {
        result =
            archive_read_data_block(c->unpacker.archive, &data, &size, &offset);
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

/* Go on without the directory of a zip, by which no entry is found; false if
 * it was not read by that. */
static bool leave_directory(struct container *c)
{
    struct problem ignored;

    if (c->entries || !c->unpacker.seeks)
        return false;
    c->damaged++;
    return unpacker_restart_streaming(&c->unpacker, &ignored) == IR_OK;
}

/* The first entry is the end.  A zip whose directory is damaged looks so. */
static enum ir_status find_none(struct container *c, struct problem *p)
{
    const bool told = c->unpacker.kind == ZIP && c->damaged;

    c->over = true;
    if (c->unpacker.empty || told)
        return IR_END;
    set_place(c);
    if (c->unpacker.kind != ZIP)
        return problem_set(p, IR_INVALID, "empty",
                           "no article in it: it is empty or begins with NUL "
                           "bytes");
    c->over = !leave_directory(c);
    return problem_set(p, IR_INVALID, "damaged",
                       "damaged zip: no entry is found by its directory");
}

/* The next header of any kind of entry. */
static enum ir_status next_entry(struct container *c,
                                 struct archive_entry **entry,
                                 struct problem *p)
{
    int result = archive_read_next_header(c->unpacker.archive, entry);

    if (result == ARCHIVE_EOF) {
        if (!c->entries)
            return find_none(c, p);
        c->over = true;
        return IR_END;
    }
    if (result < ARCHIVE_WARN) {
        c->over =
            result != ARCHIVE_RETRY || ++c->damaged > CONTAINER_DAMAGED_MAX;
        set_place(c);
        unpacker_damaged(&c->unpacker, c->over ? IR_IO : IR_INVALID, p);
        if (c->over && leave_directory(c)) {
            c->over = false;
            p->err.status = IR_INVALID;
        }
        return p->err.status;
    }
    if (++c->entries > CONTAINER_ENTRIES_MAX) {
        c->over = true;
        return problem_limit(p, "entries", "too many entries",
                             CONTAINER_ENTRIES_MAX, "in a file");
    }
    c->single = archive_format(c->unpacker.archive) == ARCHIVE_FORMAT_RAW;
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
        if (c->unpacker.members) {
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
        status = check_type(entry, p);
    return status;
}

enum ir_status container_next(struct container *c, struct problem *p)
{
    locale_t before = entry_names_begin();
    enum ir_status status = next(c, p);

    entry_names_end(before);
    return status;
}

/* Go on after a damaged member, unless too many are damaged. */
static enum ir_status read_members(struct container *c, void *data, size_t size,
                                   size_t *got, struct problem *p)
{
    enum ir_status damage =
        c->damaged < CONTAINER_DAMAGED_MAX ? IR_INVALID : IR_IO;
    enum ir_status status =
        unpacker_read_members(&c->unpacker, data, size, got, damage, p);

    if (status != IR_OK)
        c->over = ++c->damaged > CONTAINER_DAMAGED_MAX;
    else if (!*got)
        c->over = true;
    return status;
}

static enum ir_status broken(struct container *c, int result, struct problem *p)
{
    c->lost = result == ARCHIVE_FATAL;
    c->over = c->lost && !c->unpacker.seeks;
    return unpacker_damaged(&c->unpacker, IR_IO, p);
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
    if (c->unpacker.members) {
        status = read_members(c, data, size, got, p);
        if (status != IR_OK)
            return status;
    } else {
        n = archive_read_data(c->unpacker.archive, data, size);
        if (n < 0)
            return broken(c, (int)n, p);
        *got = (size_t)n;
    }
    c->out += *got;
    return check_output(c, p);
}
