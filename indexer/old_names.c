/* Entries of files under names that were not canonical. */
#include "indexer/old_names.h"
#include "indexer/file_entry.h"

#include <unistd.h>

/* Is it certainly the file of the entry? */
static bool is_same(const struct file_entry *e, const struct file_stamp *now)
{
    if (!e->there || !e->old || e->stamp.size != now->size)
        return false;
    if (e->stamp.attributes && (e->stamp.attributes == now->attributes ||
                                e->stamp.attributes == now->seen))
        return true;
    return e->stamp.digest && e->stamp.digest == now->digest;
}

/* *same: the file is in the index under this name. */
static enum ir_status try(struct store *s, const char *name,
                          const struct file_stamp *now, bool *same,
                          struct ir_error *err)
{
    struct file_entry e;
    enum ir_status status = file_entry_load(s, name, &e, err);

    *same = status == IR_OK && is_same(&e, now);
    return status;
}

/*
 * Find a name that is the end of path, as it is or after "./" or "../", and
 * append it to out.  *end is that end, unless the name tells nothing of the
 * folder that it is relative to.  If there is none, *end is NULL and out as it
 * was.
 */
static enum ir_status find_end(struct store *s, const char *path,
                               const struct file_stamp *now, const char **end,
                               struct buf *out, struct ir_error *err)
{
    static const char *const starts[] = {"", "./", "../"};
    const size_t size = out->size;
    enum ir_status status = IR_OK;
    bool same = false;

    *end = NULL;
    while (status == IR_OK && !same && (path = strchr(path, '/'))) {
        path++;
        for (size_t i = 0; i < COUNT(starts) && status == IR_OK && !same; i++) {
            out->size = size;
            buf_adds(out, starts[i]);
            buf_adds(out, path);
            status = try(s, out->data + size, now, &same, err);
            *end = same && i + 1 < COUNT(starts) ? path : NULL;
        }
    }
    if (!same)
        out->size = size;
    return status;
}

enum ir_status old_names_find(struct store *s, const char *path,
                              const char *given, const struct file_stamp *stamp,
                              struct buf *out, struct ir_error *err)
{
    const char *name = given;
    bool same;
    enum ir_status status = try(s, given, stamp, &same, err);

    buf_clear(out);
    if (status == IR_OK && !same) {
        name = path;
        status = try(s, path, stamp, &same, err);
    }
    if (status == IR_OK && same)
        buf_adds(out, name);
    if (status == IR_OK && !same)
        status = find_end(s, path, stamp, &name, out, err);
    return status;
}

/* The stamp of an entry of the walk; with the digest if `read`. */
static struct file_stamp stamp_of(struct walk *walk, size_t i, bool read)
{
    struct file_stamp stamp = {.size = walk->items[i].size,
                               .attributes = walk->items[i].attributes};
    struct problem p;
    int fd;

    if (read && walk_open(walk, i, &fd, &p) == IR_OK) {
        stamp_look(&stamp, fd, stamp.size, 1);
        close(fd);
    }
    return stamp;
}

/* Look for one file that is known under a relative name. */
static enum ir_status look(struct store *s, struct walk *walk, size_t looks,
                           bool read, struct buf *out, struct ir_error *err)
{
    enum ir_status status = IR_OK;
    struct buf name = BUF_INIT;
    const char *end = NULL;

    for (size_t i = 0; i < walk->count && looks && !end && status == IR_OK;
         i++) {
        const char *path = walk_id(walk, i);
        struct file_stamp stamp;

        if (!walk->items[i].attributes)
            continue;
        looks--;
        stamp = stamp_of(walk, i, read);
        buf_clear(&name);
        status = find_end(s, path, &stamp, &end, &name, err);
        if (end) /* without the slash, unless it is the root folder */
            buf_add(out, path, end - path > 1 ? (size_t)(end - path) - 1 : 1);
    }
    buf_free(&name);
    return status;
}

enum ir_status old_names_base(struct store *s, struct walk *walk,
                              struct buf *out, struct ir_error *err)
{
    enum ir_status status;

    buf_clear(out);
    status = look(s, walk, OLD_NAMES_LOOKS, false, out, err);
    if (status == IR_OK && !out->size)
        status = look(s, walk, OLD_NAMES_READS, true, out, err);
    return status;
}
