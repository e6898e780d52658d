/* Entries of files: a line of numbers and the file's name. */
#include "indexer/file_entry.h"
#include "article/index_options.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

#define KEY_NAME 160 /* bytes of a name in a key; longer ones are hashed */
#define VERSION 2
#define VERSION_OLD 1 /* without a device, and names were as given */

static void make_key(const char *prefix, const char *name, struct buf *out)
{
    size_t size = strlen(name);

    buf_clear(out);
    buf_adds(out, prefix);
    if (size <= KEY_NAME) {
        buf_add(out, name, size);
        return;
    }
    buf_add(out, name, KEY_NAME);
    buf_addf(out, "~%016" PRIx64, (uint64_t)XXH3_64bits(name, size));
}

static void parse(const char *text, struct file_entry *e)
{
    unsigned whole_file = 0, finished = 0;
    int version = 0, fields;

    memset(e, 0, sizeof(*e));
    e->there = *text != '\0';
    fields = sscanf(text,
                    "%d %u %u %" SCNx64 " %" SCNx64 " %" SCNx64 " %" SCNx64
                    " %" SCNu64 " %" SCNx64,
                    &version, &finished, &whole_file, &e->stamp.size,
                    &e->stamp.attributes, &e->stamp.digest, &e->options,
                    &e->rejected, &e->stamp.device);
    e->old = fields == 8 && version == VERSION_OLD;
    if (!e->old && !(fields == 9 && version == VERSION))
        return;
    e->finished = finished;
    e->whole_file = whole_file;
    e->listed = e->rejected > 0;
}

enum ir_status file_entry_load(struct store *s, const char *name,
                               struct file_entry *out, struct ir_error *err)
{
    struct buf key = BUF_INIT;
    enum ir_status status;
    char *text;

    make_key(FILE_ENTRY_PREFIX, name, &key);
    status = store_meta(s, 0, key.data, &text, err);
    buf_free(&key);
    if (status != IR_OK)
        return status;
    parse(text, out);
    free(text);
    return IR_OK;
}

/* List the file as one with so many rejected inputs, or, if none, no more. */
static enum ir_status list(struct store_writer *w, const char *name,
                           uint64_t rejected, struct ir_error *err)
{
    struct buf key = BUF_INIT, number = BUF_INIT;
    enum ir_status status;

    make_key(INDEX_REJECTED, name, &key);
    if (rejected)
        buf_addf(&number, "%" PRIu64, rejected);
    status = store_set_meta(w, key.data, rejected ? number.data : "", err);
    buf_free(&key);
    buf_free(&number);
    return status;
}

enum ir_status file_entry_save(struct store_writer *w, const char *name,
                               const struct file_entry *e, struct ir_error *err)
{
    struct buf key = BUF_INIT, text = BUF_INIT;
    enum ir_status status;

    make_key(FILE_ENTRY_PREFIX, name, &key);
    buf_addf(&text,
             "%d %d %d %" PRIx64 " %" PRIx64 " %" PRIx64 " %" PRIx64 " %" PRIu64
             " %" PRIx64,
             VERSION, e->finished, e->whole_file, e->stamp.size,
             e->stamp.attributes, e->stamp.digest, e->options, e->rejected,
             e->stamp.device);
    if (strlen(name) > KEY_NAME)
        buf_addf(&text, "\n%s", name);
    status = store_set_meta(w, key.data, text.data, err);
    if (status == IR_OK && (e->rejected || e->listed))
        status = list(w, name, e->rejected, err);
    buf_free(&key);
    buf_free(&text);
    return status;
}

enum ir_status file_entry_remove(struct store_writer *w, const char *name,
                                 struct ir_error *err)
{
    struct buf key = BUF_INIT;
    enum ir_status status;

    make_key(FILE_ENTRY_PREFIX, name, &key);
    status = store_set_meta(w, key.data, "", err);
    buf_free(&key);
    return status == IR_OK ? list(w, name, 0, err) : status;
}

void file_entry_prefix(const char *folder, struct buf *out)
{
    size_t size = strlen(folder);

    buf_clear(out);
    buf_adds(out, FILE_ENTRY_PREFIX);
    buf_add(out, folder, size < KEY_NAME ? size : KEY_NAME);
}

enum ir_status file_entry_name(struct store *s, const char *key,
                               struct buf *out, struct ir_error *err)
{
    const char *name = key + strlen(FILE_ENTRY_PREFIX), *line;
    enum ir_status status = IR_OK;
    char *text = NULL;

    if (strlen(name) > KEY_NAME)
        status = store_meta(s, 0, key, &text, err);
    if (status != IR_OK)
        return status;
    line = text ? strchr(text, '\n') : NULL;
    buf_clear(out);
    buf_adds(out, line ? line + 1 : name);
    free(text);
    return IR_OK;
}
