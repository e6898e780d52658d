/* Record the base folder of an index, or find that of an older one. */
#include "indexer/index_base.h"
#include "indexer/file_entry.h"
#include "indexer/old_names.h"

#include <stdlib.h>
#include <sys/stat.h>

enum ir_status index_base_load(struct index_base *out, struct store *s,
                               struct ir_error *err)
{
    enum ir_status status;
    char *folder = NULL, *old = NULL;

    *out = (struct index_base){.naming = NAMING_INIT};
    if (!s)
        return IR_OK;
    status = store_meta(s, 0, INDEX_BASE_KEY, &folder, err);
    if (status != IR_OK)
        return status;
    status = store_meta(s, 0, INDEX_BASE_OLD_KEY, &old, err);
    if (status == IR_OK && *folder) {
        out->known = true;
        out->old_names = *old;
        naming_set(&out->naming, folder);
    }
    if (status == IR_OK)
        free(old);
    free(folder);
    return status;
}

void index_base_folder(const struct index_base *b, struct buf *out)
{
    const struct buf *base = &b->naming.base;

    if (base->size)
        buf_add(out, base->data, base->size - 1);
    else
        buf_adds(out, "/");
}

void index_base_free(struct index_base *b)
{
    naming_free(&b->naming);
}

static enum ir_status save(struct index_base *b, struct changes *c,
                           const char *folder, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    naming_set(&b->naming, folder);
    b->known = true;
    if (c->writer)
        status = store_set_meta(c->writer, INDEX_BASE_KEY, folder, err);
    if (c->writer && status == IR_OK && b->old_names)
        status = store_set_meta(c->writer, INDEX_BASE_OLD_KEY, "1", err);
    return status;
}

/* The folder of --base. */
static enum ir_status take_given(struct index_base *b, struct changes *c,
                                 struct ir_error *err)
{
    const char *given = c->settings->base;
    struct buf folder = BUF_INIT;
    enum ir_status status = IR_OK;
    struct stat st;

    naming_resolve(given, &folder);
    if (*folder.data != '/' || stat(folder.data, &st) < 0 ||
        !S_ISDIR(st.st_mode))
        status = ir_fail(err, IR_NOT_FOUND, "--base %s: no such folder", given);
    else
        status = save(b, c, folder.data, err);
    buf_free(&folder);
    return status;
}

/* Does the index know any file? */
static enum ir_status has_files(struct store *s, bool *has,
                                struct ir_error *err)
{
    struct store_keys *keys;
    const char *key;
    enum ir_status status;

    *has = false;
    if (!s)
        return IR_OK;
    status = store_keys_start(s, 0, FILE_ENTRY_PREFIX, &keys, err);
    if (status != IR_OK)
        return status;
    status = store_keys_next(keys, &key, err);
    *has = status == IR_OK;
    store_keys_free(keys);
    return status == IR_END ? IR_OK : status;
}

static bool walks_files(const struct walk *walk)
{
    for (size_t i = 0; i < walk->count; i++)
        if (walk->items[i].attributes)
            return true;
    return false;
}

/*
 * In an older index names are relative to a folder that some of its files show.
 * If none does, new files get whole paths, lest they replace others that happen
 * to have the same relative names.
 */
static enum ir_status choose(struct index_base *b, struct changes *c,
                             struct walk *walk, struct ir_error *err)
{
    struct buf folder = BUF_INIT;
    enum ir_status status = has_files(c->store, &b->old_names, err);

    if (status == IR_OK && c->settings->base)
        return take_given(b, c, err);
    if (status != IR_OK || !walks_files(walk))
        return status;
    if (b->old_names) {
        walk_find_ids(walk, &b->naming);
        status = old_names_base(c->store, walk, &folder, err);
    } else
        naming_resolve(".", &folder);
    if (status == IR_OK)
        status = save(b, c, *folder.data == '/' ? folder.data : "/", err);
    buf_free(&folder);
    return status;
}

enum ir_status index_base_settle(struct index_base *out, struct changes *c,
                                 struct walk *walk, struct ir_error *err)
{
    enum ir_status status = index_base_load(out, c->store, err);

    if (status == IR_OK && !out->known)
        status = choose(out, c, walk, err);
    else if (status == IR_OK && c->settings->base)
        status = take_given(out, c, err);
    if (status == IR_OK)
        walk_find_ids(walk, &out->naming);
    return status;
}

enum ir_status index_base_copy(struct index_base *out, struct changes *c,
                               const char *dir, struct ir_error *err)
{
    enum ir_status status = index_base_load(out, c->store, err);
    struct index_base from;
    struct buf folder = BUF_INIT;
    struct store *source;
    bool has = false;

    if (status == IR_OK && !out->known)
        status = has_files(c->store, &has, err);
    if (status != IR_OK || out->known || has)
        return status;
    if (c->settings->base)
        return take_given(out, c, err);
    status = store_open(&dir, 1, &source, err);
    if (status != IR_OK)
        return status;
    status = index_base_load(&from, source, err);
    store_close(source);
    if (status == IR_OK && from.known) {
        index_base_folder(&from, &folder);
        status = save(out, c, folder.data, err);
    }
    index_base_free(&from);
    buf_free(&folder);
    return status;
}
