/* Update the index from files without reading unchanged ones again. */
#include "indexer/files.h"
#include "article/terms.h"
#include "indexer/file_entry.h"
#include "indexer/old_names.h"

#include <stdlib.h>
#include <xxhash.h>

/* Raise this when readers change, so that all files are read again. */
#define READERS 1

static void mix(uint64_t *sum, const void *data, size_t size)
{
    *sum = XXH3_64bits_withSeed(data, size, *sum + size + 1);
}

static void mix_text(uint64_t *sum, const char *text)
{
    mix(sum, text ? text : "\xff", text ? strlen(text) + 1 : 1);
}

static void mix_list(uint64_t *sum, const struct text_list *list)
{
    mix(sum, &list->count, sizeof(list->count));
    for (size_t i = 0; i < list->count; i++)
        mix_text(sum, list->items[i]);
}

uint64_t files_options(const struct settings *s)
{
    const uint64_t numbers[] = {
        READERS,
        (uint64_t)s->format,
        s->max_size,
        (uint64_t)s->on_duplicate,
        (uint64_t)s->on_copy,
        (uint64_t)(s->filter_timeout * 1000),
    };
    uint64_t sum = 0;

    mix(&sum, numbers, sizeof(numbers));
    mix_text(&sum, s->lang);
    mix_text(&sum, s->encoding);
    mix_list(&sum, &s->map);
    mix_list(&sum, &s->set);
    mix_list(&sum, &s->filters);
    return sum;
}

void files_free(struct files *f)
{
    seen_free(&f->devices);
}

static uint64_t device_key(uint64_t device)
{
    return seen_key(&device, sizeof(device));
}

bool files_is_mounted(const struct files *f, uint64_t device)
{
    return !device || seen_get(&f->devices, device_key(device));
}

/* Do the attributes show that nothing was written to it? */
static bool is_untouched(const struct walk_entry *w, const struct file_entry *e)
{
    return e->there && e->stamp.attributes &&
           e->stamp.attributes == w->attributes;
}

/* Need it not be read?  If only its digest can show that, set it in w. */
static bool is_unchanged(struct files *f, struct walk_entry *w,
                         const struct file_entry *e)
{
    if (f->reread || !e->finished || e->options != f->options ||
        e->stamp.size != w->size)
        return false;
    if (is_untouched(w, e)) {
        f->rejected += e->rejected;
        f->unread++;
        return true;
    }
    w->digest = e->stamp.digest;
    return false;
}

/* Look at a regular file of the walk; *unchanged: it need not be read. */
static enum ir_status look(struct files *f, struct walk_entry *w,
                           const char *name, bool *unchanged,
                           struct ir_error *err)
{
    struct file_entry e;
    enum ir_status status = file_entry_load(f->changes->store, name, &e, err);
    uint64_t before;

    if (status != IR_OK)
        return status;
    if (is_untouched(w, &e) && e.stamp.device)
        seen_put(&f->devices, device_key(e.stamp.device), 1, &before);
    *unchanged = is_unchanged(f, w, &e);
    if (!*unchanged || !e.old || !f->changes->writer)
        return IR_OK;
    /* Now it is known where it is. */
    e.stamp.device = w->device;
    return file_entry_save(f->changes->writer, name, &e, err);
}

enum ir_status files_look(struct files *f, struct walk *walk,
                          struct ir_error *err)
{
    enum ir_status status = IR_OK;
    size_t kept = 0;

    if (!f->changes->store)
        return IR_OK;
    for (size_t i = 0; i < walk->count && status == IR_OK; i++) {
        struct walk_entry *w = &walk->items[i];
        bool unchanged = false;

        if (w->attributes)
            status = look(f, w, walk_id(walk, i), &unchanged, err);
        if (unchanged)
            walk->bytes -= w->size;
        else
            walk->items[kept++] = *w;
    }
    walk->count = kept;
    return status;
}

static enum ir_status save_unfinished(struct files *f, const struct item *item,
                                      struct ir_error *err)
{
    struct file_entry e;
    enum ir_status status =
        file_entry_load(f->changes->store, f->name, &e, err);

    e.finished = false;
    e.stamp.device = item->stamp.device;
    e.whole_file |= f->whole_file;
    return status == IR_OK
               ? file_entry_save(f->changes->writer, f->name, &e, err)
               : status;
}

static void begin(struct files *f, const char *name)
{
    f->name = name;
    f->kept = f->faults = f->skips = 0;
    f->whole_file = false;
}

enum ir_status files_note(struct files *f, const struct item *item,
                          enum files_fate fate, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    if (f->name != item->file)
        begin(f, item->file);
    f->faults += fate == FILES_REJECTED;
    f->skips += fate == FILES_SKIPPED;
    if (fate != FILES_PUT)
        return IR_OK;
    f->whole_file |= item->notes.whole_file;
    if (f->changes->writer && item->stamp.seen && !f->kept)
        status = save_unfinished(f, item, err);
    f->kept++;
    return status;
}

/* Delete the article whose id is the file's name, if it came from the file. */
static enum ir_status sweep_whole_file(struct files *f, const char *name,
                                       struct ir_error *err)
{
    struct buf id = BUF_INIT;
    enum ir_status status;
    char *origin = NULL;

    term_unique(&id, text_of(name));
    status = store_term_of(f->changes->store, buf_text(&id), TEXT("P"), &origin,
                           err);
    if (status == IR_OK && !*origin) {
        status = changes_delete(f->changes, buf_text(&id), err);
    }
    free(origin);
    buf_free(&id);
    return status == IR_NOT_FOUND ? IR_OK : status;
}

/* Append the origin terms of all readings but `except`, each with a NUL. */
static enum ir_status list_origins(struct files *f, const char *name,
                                   uint64_t except, struct buf *out,
                                   struct ir_error *err)
{
    struct buf whole = BUF_INIT;
    struct store_terms *terms;
    struct ir_text term;
    uint64_t frequency;
    enum ir_status status;

    term_origin(&whole, text_of(name), except);
    status = store_terms_start(
        f->changes->store,
        (struct ir_text){whole.data, whole.size - ORIGIN_DIGITS}, &terms, err);
    if (status != IR_OK)
        terms = NULL;
    while (status == IR_OK && (status = store_terms_next(
                                   terms, &term, &frequency, err)) == IR_OK) {
        /* A longer term belongs to a file with a longer name. */
        if (term.size != whole.size || text_equal(term, buf_text(&whole)))
            continue;
        buf_addt(out, term);
        buf_addc(out, '\0');
    }
    store_terms_free(terms);
    buf_free(&whole);
    return status == IR_END ? IR_OK : status;
}

/* Delete articles of readings other than `except`. */
static enum ir_status sweep(struct files *f, const char *name, uint64_t except,
                            bool whole_file, struct ir_error *err)
{
    struct buf terms = BUF_INIT;
    enum ir_status status = list_origins(f, name, except, &terms, err);

    for (size_t at = 0; status == IR_OK && at < terms.size;) {
        struct ir_text term = text_of(terms.data + at);

        status = changes_delete_holders(f->changes, term, err);
        at += term.size + 1;
    }
    if (status == IR_OK && whole_file)
        status = sweep_whole_file(f, name, err);
    buf_free(&terms);
    return status;
}

/* The bytes are the same: only store the new stamp. */
static enum ir_status touch(struct files *f, const struct item *item,
                            struct file_entry *e, struct ir_error *err)
{
    f->unchanged++;
    f->rejected += e->rejected;
    if (!f->changes->writer)
        return IR_OK;
    e->stamp = item->stamp;
    return file_entry_save(f->changes->writer, item->file, e, err);
}

/* If the index has the file under a name of an older irindex, drop that. */
static enum ir_status drop_old_name(struct files *f, const struct item *item,
                                    struct ir_error *err)
{
    const uint64_t deleted = f->changes->deleted;
    struct buf path = BUF_INIT, old = BUF_INIT;
    enum ir_status status;

    naming_path(f->naming, item->file, &path);
    status = old_names_find(f->changes->store, path.data, item->given,
                            &item->stamp, &old, err);
    if (status == IR_OK && old.size && strcmp(old.data, item->file) != 0) {
        f->renamed++;
        status = files_drop(f, old.data, err);
        f->changes->deleted = deleted; /* they are there by another name */
    }
    buf_free(&path);
    buf_free(&old);
    return status;
}

/* Delete what the index has of the file from earlier readings. */
static enum ir_status sweep_earlier(struct files *f, const struct item *item,
                                    struct file_entry *e, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    if (!e->there)
        return f->old_names ? drop_old_name(f, item, err) : IR_OK;
    if (!f->kept)
        status = save_unfinished(f, item, err);
    if (status == IR_OK)
        status = sweep(f, item->file, f->generation,
                       e->whole_file && !f->whole_file, err);
    e->whole_file = false;
    return status;
}

enum ir_status files_end(struct files *f, const struct item *item,
                         struct ir_error *err)
{
    struct file_entry e = {0};
    enum ir_status status = IR_OK;

    if (f->name != item->file)
        begin(f, item->file);
    if (f->changes->store)
        status = file_entry_load(f->changes->store, item->file, &e, err);
    if (status != IR_OK)
        return status;
    if (item->stamp.unchanged)
        return touch(f, item, &e, err);
    f->read++;
    if (!f->changes->writer)
        return IR_OK;
    if (!f->faults && !f->skips)
        status = sweep_earlier(f, item, &e, err);
    if (status != IR_OK)
        return status;
    e.stamp = item->stamp;
    e.options = f->options;
    e.rejected = f->faults;
    /* One that is read twice before a commit is not known to be listed. */
    e.listed = e.listed || f->listed;
    f->listed = f->listed || f->faults;
    e.whole_file |= f->whole_file;
    e.finished = true;
    return file_entry_save(f->changes->writer, item->file, &e, err);
}

enum ir_status files_drop(struct files *f, const char *name,
                          struct ir_error *err)
{
    enum ir_status status;

    if (!f->changes->writer)
        return IR_OK;
    /* No reading has this number, so all are deleted. */
    status = sweep(f, name, UINT64_MAX >> (64 - 4 * ORIGIN_DIGITS), true, err);
    if (status == IR_OK)
        status = file_entry_remove(f->changes->writer, name, err);
    if (status == IR_OK)
        status = changes_commit_when_full(f->changes, err);
    return status;
}
