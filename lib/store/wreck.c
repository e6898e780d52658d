/* Reads what is left of a damaged index. */
#include "store/wreck.h"
#include "base/buf.h"
#include "base/numbers.h"
#include "base/seen.h"
#include "glass/inflater.h"
#include "glass/salvage.h"
#include "glass/term_list.h"
#include "glass/version.h"
#include "store/dirs.h"
#include "store/hold.h"
#include "store/seal.h"
#include "store/stored_form.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

struct meta {
    char *key, *value;
};

struct wreck {
    int dir, held;
    int files[GLASS_TABLES]; /* -1: not there */
    struct seal seal;
    bool sealed;
    struct version version;
    bool rooted; /* the version file is right */
    uint64_t revision;
    struct salvage *reading;
    enum glass_table table;             /* of it */
    struct numbers live, found, listed; /* live: that have term lists */
    uint64_t unread;   /* items of its table that could not be expanded */
    bool complete;     /* these are all, and no others */
    uint32_t document; /* that was read last */
    bool sure;         /* it is not of an earlier revision */
    const char *mark;
    struct seen marks; /* hashes by documents */
    struct meta *metas;
    size_t meta_count, meta_room;
    struct inflater inflater;
    struct buf id, origin;
    bool lists; /* what is lost is being listed */
};

/* ---- tables ---- */

/* Has the writer that was interrupted written it? */
static bool is_newer(const struct wreck *w, uint64_t revision)
{
    return w->seal.begun && revision == w->seal.revision + 1;
}

static bool is_sound(void *wreck, uint32_t number, const uint8_t *block)
{
    const struct wreck *w = wreck;
    const struct seal_table *t = &w->seal.tables[w->table];

    return !w->sealed || number >= t->count ||
           seal_agrees(t, number, block, SEAL_BLOCK) ||
           is_newer(w, seal_revision(block));
}

static void stop_reading(struct wreck *w)
{
    salvage_free(w->reading);
    w->reading = NULL;
}

/* Begin to read a table, as far as it is there. */
static void start_reading(struct wreck *w, enum glass_table table)
{
    const struct salvage_how how = {
        .file = w->files[table],
        .root = w->rooted ? &w->version.roots[table] : NULL,
        .revision = w->revision,
        .is_sound = is_sound,
        .closure = w,
        .knows = w->sealed && !w->seal.begun,
        .lenient = table == GLASS_DOCDATA, /* records have their own checks */
    };

    stop_reading(w);
    w->unread = 0;
    w->table = table;
    if (how.file < 0 || salvage_open(&how, &w->reading, NULL) != IR_OK)
        w->reading = NULL;
}

static bool next_item(struct wreck *w, struct salvage_item *out)
{
    while (w->reading && salvage_next(w->reading, out)) {
        if (!out->deflated || inflater_expand(&w->inflater, &out->tag))
            return true;
        w->unread++;
    }
    return false;
}

/* The number of the document that is all of a key. */
static bool document_of(struct ir_text key, uint32_t *out)
{
    const uint8_t *at = (const uint8_t *)key.data, *end = at + key.size;

    return take_document(&at, end, out) && at == end && *out;
}

/* ---- opening ---- */

static enum ir_status open_file(const struct wreck *w, const char *dir,
                                const char *name, int *out,
                                struct ir_error *err)
{
    struct stat st;

    *out = openat(w->dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (*out < 0 && errno == ENOENT)
        return IR_OK;
    if (*out < 0 && errno != ELOOP)
        return ir_fail(err, IR_IO, "%s/%s: %s", dir, name, strerror(errno));
    if (*out < 0 || fstat(*out, &st) || !S_ISREG(st.st_mode))
        return ir_fail(err, IR_INVALID, "%s/%s is not a regular file", dir,
                       name);
    return IR_OK;
}

/* What there is without any table, or cannot be opened, is no damaged index. */
static enum ir_status why_not(const char *dir, struct ir_error *err)
{
    enum ir_status status;
    int fd;

    status = dir_open(dir, &fd, err);
    if (status != IR_OK)
        return status;
    close(fd);
    return ir_fail(err, IR_NOT_FOUND, "index %s has no tables", dir);
}

static enum ir_status open_files(struct wreck *w, const char *dir,
                                 struct ir_error *err)
{
    enum ir_status status = IR_OK;
    bool any = false;
    char name[32];
    int version;

    for (unsigned i = 0; i < GLASS_TABLES && status == IR_OK; i++) {
        snprintf(name, sizeof(name), "%s.glass", glass_names[i]);
        status = open_file(w, dir, name, &w->files[i], err);
        any |= w->files[i] >= 0;
    }
    if (status == IR_OK)
        status = open_file(w, dir, "iamglass", &version, err);
    if (status != IR_OK)
        return status;
    if (version >= 0)
        close(version);
    if (!any)
        return why_not(dir, err);
    return IR_OK;
}

/* The version file, unless it is damaged, and the seal that would tell. */
static void read_version(struct wreck *w, const char *dir)
{
    struct seal_version there;

    w->sealed = seal_load(w->dir, &w->seal, NULL) == IR_OK;
    w->revision = w->sealed ? w->seal.revision + w->seal.begun : UINT64_MAX;
    w->rooted = version_read(dir, &w->version, NULL) == IR_OK;
    if (w->rooted && w->sealed)
        w->rooted =
            seal_read_version(w->dir, &there, NULL) == IR_OK &&
            (there.digest == w->seal.version || is_newer(w, there.revision));
    if (!w->rooted)
        return;
    w->revision = w->version.revision;
    hold_begin(w->dir, w->version.revision, &w->held);
}

static char *copy_of(struct ir_text text)
{
    char *copy = xmalloc(text.size + 1);

    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    return copy;
}

static void add_meta(struct wreck *w, const struct salvage_item *item)
{
    const size_t prefix = strlen(WRECK_META);
    struct ir_text key = text_slice(item->key, KEY_KIND, item->key.size);
    struct meta one;

    if (key.size < prefix || memcmp(key.data, WRECK_META, prefix) != 0)
        return;
    one = (struct meta){copy_of(text_slice(key, prefix, key.size)),
                        copy_of(item->tag)};
    w->metas = xgrow(w->metas, w->meta_count, &w->meta_room, sizeof(*w->metas));
    w->metas[w->meta_count++] = one;
}

/* In the tree metadata come first. */
static void read_metas(struct wreck *w)
{
    const struct ir_text kind = TEXT(KEY_META);
    struct salvage_item item;

    start_reading(w, GLASS_POSTLIST);
    while (next_item(w, &item)) {
        if (item.key.size >= kind.size &&
            !memcmp(item.key.data, kind.data, kind.size))
            add_meta(w, &item);
        else if (item.sure && !salvage_strays(w->reading) &&
                 text_compare(item.key, kind) > 0)
            break;
    }
    stop_reading(w);
}

/* The first term that begins so is hashed. */
static void note_mark(struct wreck *w, uint32_t document, struct ir_text list)
{
    const size_t size = strlen(w->mark);
    struct term_list l;
    uint64_t before;

    if (!term_list_start(&l, list))
        return;
    for (uint64_t i = 0; i < l.count && term_list_next(&l); i++) {
        const struct ir_text name = {(const char *)l.name, l.size};

        if (name.size > size && !memcmp(name.data, w->mark, size)) {
            seen_put(&w->marks, document, seen_key(name.data, name.size),
                     &before);
            return;
        }
    }
}

/* Which documents there are, and their marks. */
static void read_live(struct wreck *w)
{
    struct salvage_item item;
    uint32_t document;

    start_reading(w, GLASS_TERMLIST);
    while (next_item(w, &item)) {
        if (!document_of(item.key, &document))
            continue;
        numbers_add(&w->live, document);
        if (!seen_get(&w->marks, document))
            note_mark(w, document, item.tag);
    }
    w->complete = w->reading && !salvage_strays(w->reading) &&
                  !salvage_lost(w->reading) && !w->unread;
    stop_reading(w);
}

enum ir_status wreck_open(const char *dir, const char *mark, struct wreck **out,
                          struct ir_error *err)
{
    const int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    enum ir_status status;
    struct wreck *w;

    if (fd < 0)
        return why_not(dir, err);
    w = xcalloc(1, sizeof(*w));
    w->dir = fd;
    w->mark = mark;
    w->held = -1;
    w->id = w->origin = (struct buf)BUF_INIT;
    w->inflater.most = TERM_LIST_MAX;
    for (unsigned i = 0; i < GLASS_TABLES; i++)
        w->files[i] = -1;
    status = open_files(w, dir, err);
    if (status == IR_OK) {
        read_version(w, dir);
        read_metas(w);
        read_live(w);
        start_reading(w, GLASS_DOCDATA);
        *out = w;
    } else
        wreck_close(w);
    return status;
}

void wreck_close(struct wreck *w)
{
    if (!w)
        return;
    stop_reading(w);
    hold_end(w->held);
    for (unsigned i = 0; i < GLASS_TABLES; i++)
        if (w->files[i] >= 0)
            close(w->files[i]);
    close(w->dir);
    for (size_t i = 0; i < w->meta_count; i++) {
        free(w->metas[i].key);
        free(w->metas[i].value);
    }
    free(w->metas);
    if (w->sealed)
        seal_free(&w->seal);
    numbers_free(&w->live);
    numbers_free(&w->found);
    numbers_free(&w->listed);
    inflater_free(&w->inflater);
    seen_free(&w->marks);
    buf_free(&w->id);
    buf_free(&w->origin);
    free(w);
}

const char *wreck_meta(const struct wreck *w, const char *key)
{
    const size_t prefix = strlen(WRECK_META);

    for (size_t i = 0; i < w->meta_count; i++)
        if (!strncmp(key, WRECK_META, prefix) &&
            !strcmp(w->metas[i].key, key + prefix))
            return w->metas[i].value;
    return NULL;
}

bool wreck_count(const struct wreck *w, uint64_t *out)
{
    *out = w->rooted ? w->version.documents : w->live.count;
    return w->rooted || w->complete;
}

/* ---- documents ---- */

bool wreck_next(struct wreck *w, struct ir_text *data)
{
    struct salvage_item item;

    while (next_item(w, &item)) {
        if (!document_of(item.key, &w->document) ||
            numbers_has(&w->found, w->document) ||
            (!item.sure && w->complete && !numbers_has(&w->live, w->document)))
            continue;
        w->sure = item.sure;
        if (!stored_form_read(item.tag, data))
            return true;
    }
    return false;
}

bool wreck_found(struct wreck *w, struct ir_text mark)
{
    const uint64_t known = w->sure ? 0 : seen_get(&w->marks, w->document);

    if (known && known != seen_key(mark.data, mark.size))
        return false;
    numbers_add(&w->found, w->document);
    return true;
}

/* ---- what is lost ---- */

/* Is it a document of which nothing was found and said? */
static bool is_news(struct wreck *w, uint32_t document)
{
    if (numbers_has(&w->found, document) || numbers_has(&w->listed, document))
        return false;
    numbers_add(&w->listed, document);
    return true;
}

static void keep_term(struct buf *out, const struct term_list *l, char first)
{
    if (!out->size && l->size && l->name[0] == (uint8_t)first)
        buf_add(out, (const char *)l->name, l->size);
}

/* A term list names its document. */
static bool read_list(struct wreck *w, const struct salvage_item *item)
{
    struct term_list l;
    uint32_t document;

    if (!document_of(item->key, &document) || !term_list_start(&l, item->tag))
        return false;
    for (uint64_t i = 0; i < l.count && term_list_next(&l); i++) {
        keep_term(&w->id, &l, 'Q');
        keep_term(&w->origin, &l, 'P');
    }
    return w->id.size && is_news(w, document);
}

/* So does the list of its unique term, whose key is the term. */
static bool read_posting(struct wreck *w, const struct salvage_item *item)
{
    const uint8_t *at = (const uint8_t *)item->tag.data;
    const uint8_t *end = at + item->tag.size;
    uint64_t head[3];

    if (!item->key.size || *item->key.data != 'Q' || text_find(item->key, 0))
        return false;
    for (size_t i = 0; i < COUNT(head); i++)
        if (!take_uint(&at, end, &head[i]))
            return false;
    buf_addt(&w->id, item->key);
    return head[2] < UINT32_MAX && is_news(w, (uint32_t)head[2] + 1);
}

/* Term lists, unless they may be of an earlier revision, and postings not. */
static void start_listing(struct wreck *w)
{
    start_reading(w, GLASS_POSTLIST);
    if (w->complete || !w->reading || salvage_strays(w->reading))
        start_reading(w, GLASS_TERMLIST);
}

bool wreck_next_lost(struct wreck *w, struct wreck_lost *out)
{
    struct salvage_item item;

    if (w->complete && w->found.count >= w->live.count)
        return false;
    if (!w->lists)
        start_listing(w);
    w->lists = true;
    for (;;) {
        if (!next_item(w, &item)) {
            if (w->complete || w->table == GLASS_POSTLIST)
                return false;
            start_reading(w, GLASS_POSTLIST);
            continue;
        }
        buf_clear(&w->id);
        buf_clear(&w->origin);
        if (w->table == GLASS_TERMLIST ? read_list(w, &item)
                                       : read_posting(w, &item))
            break;
    }
    *out = (struct wreck_lost){buf_text(&w->id), buf_text(&w->origin)};
    return true;
}
