/* Find files that are gone, judge whether they may be, and drop them. */
#include "indexer/prune.h"
#include "indexer/file_entry.h"

#include <dirent.h>
#include <errno.h>
#include <inttypes.h>
#include <sys/stat.h>

/* What the index knows from one folder. */
struct finding {
    const char *folder; /* its canonical path */
    struct buf names;   /* of the files that are gone, each with a NUL */
    uint64_t held, gone;
    uint64_t elsewhere; /* of those gone, on another file system */
    uint64_t old;       /* of those gone, with an old entry */
    struct buf nearest; /* the folder last asked for, and its device */
    uint64_t device;
};

/* Does the file certainly not exist?  An unreadable folder does not count. */
static bool is_gone(const char *path)
{
    struct stat st;

    if (lstat(path, &st) == 0)
        return !S_ISREG(st.st_mode);
    return errno == ENOENT || errno == ENOTDIR;
}

/* The file system of the nearest folder above path that exists. */
static uint64_t device_above(struct finding *in, const char *path)
{
    struct buf at = BUF_INIT;
    struct stat st;
    const char *slash = strrchr(path, '/');

    buf_add(&at, path, (size_t)(slash - path) + 1);
    if (in->nearest.size && text_equal(buf_text(&at), buf_text(&in->nearest))) {
        buf_free(&at);
        return in->device;
    }
    buf_clear(&in->nearest);
    buf_addt(&in->nearest, buf_text(&at));
    while (stat(at.data, &st) < 0 && at.size > 1) {
        do
            at.data[--at.size] = '\0';
        while (at.data[at.size - 1] != '/');
    }
    in->device = (uint64_t)st.st_dev;
    buf_free(&at);
    return in->device;
}

/* Take a file into account. */
static enum ir_status count(const struct prune *p, struct finding *in,
                            const char *name, const char *path,
                            struct ir_error *err)
{
    struct files *f = p->files;
    struct file_entry e;
    enum ir_status status;

    in->held++;
    if (!is_gone(path))
        return IR_OK;
    status = file_entry_load(f->changes->store, name, &e, err);
    if (status != IR_OK)
        return status;
    in->gone++;
    in->old += e.old;
    if (!e.old && !files_is_mounted(f, e.stamp.device))
        in->elsewhere += device_above(in, path) != e.stamp.device;
    buf_add(&in->names, name, strlen(name) + 1);
    return IR_OK;
}

/* Take the file of an entry into account if it is below the folder. */
static enum ir_status look_at(const struct prune *p, struct finding *in,
                              const char *key, bool relative,
                              struct ir_error *err)
{
    struct buf name = BUF_INIT, path = BUF_INIT;
    enum ir_status status =
        file_entry_name(p->files->changes->store, key, &name, err);

    if (status == IR_OK && !(relative && *name.data == '/')) {
        naming_path(p->files->naming, name.data, &path);
        if (naming_is_below(path.data, in->folder))
            status = count(p, in, name.data, path.data, err);
    }
    buf_free(&name);
    buf_free(&path);
    return status;
}

/* Look at all files whose names begin like this; relative: and are relative. */
static enum ir_status look_below(const struct prune *p, struct finding *in,
                                 const char *start, bool relative,
                                 struct ir_error *err)
{
    struct changes *c = p->files->changes;
    struct buf prefix = BUF_INIT;
    struct store_keys *keys;
    enum ir_status status;
    const char *key;

    file_entry_prefix(start, &prefix);
    status = store_keys_start(c->store, 0, prefix.data, &keys, err);
    buf_free(&prefix);
    if (status != IR_OK)
        return status;
    while (status == IR_OK && !settings_stopped(c->settings)) {
        status = store_keys_next(keys, &key, err);
        if (status == IR_OK)
            status = look_at(p, in, key, relative, err);
    }
    store_keys_free(keys);
    return status == IR_END ? IR_OK : status;
}

/* Look at all files below the folder, by relative names and by whole paths. */
static enum ir_status look_in(const struct prune *p, struct finding *in,
                              struct ir_error *err)
{
    const struct naming *naming = p->files->naming;
    const struct buf *base = &naming->base;
    struct buf start = BUF_INIT;
    const char *relative = NULL;
    enum ir_status status = IR_OK;

    buf_adds(&start, in->folder);
    if (start.data[start.size - 1] != '/')
        buf_addc(&start, '/');
    if (base->size && start.size >= base->size &&
        !strncmp(start.data, base->data, base->size))
        relative = start.data + base->size;
    else if (base->size && !strncmp(start.data, base->data, start.size))
        relative = "";
    if (relative)
        status = look_below(p, in, relative, true, err);
    if (status == IR_OK)
        status = look_below(p, in, start.data, false, err);
    buf_free(&start);
    return status;
}

static bool is_empty(const char *folder)
{
    DIR *dir = opendir(folder);
    const struct dirent *d;
    bool empty = dir != NULL;

    while (empty && (d = readdir(dir)))
        empty = !strcmp(d->d_name, ".") || !strcmp(d->d_name, "..");
    if (dir)
        closedir(dir);
    return empty;
}

/* Why the folder is not to be pruned, or NULL. */
static const char *doubt(const struct finding *in)
{
    struct stat st;

    if (!in->gone)
        return NULL;
    if (stat(in->folder, &st) < 0 || !S_ISDIR(st.st_mode))
        return "the folder does not exist";
    if (is_empty(in->folder))
        return "the folder is empty";
    if (in->elsewhere)
        return "they were on another file system";
    if (in->old)
        return "an older irindex did not record where they were";
    if (in->gone > in->held / PRUNE_SHARE)
        return "these are most of its files";
    return NULL;
}

static void refuse(const struct finding *in, const char *given, const char *why,
                   struct report *report)
{
    struct problem problem = {.line = 0};
    char gone[32], held[64];

    problem_set(&problem, IR_INVALID, "prune",
                "not pruned: %s of %s gone, and %s; --force-prune deletes "
                "their articles, such as %.80s",
                count_words(gone, in->gone),
                count_things(held, in->held, "file"), why, in->names.data);
    report_rejected(report, given, &problem);
}

/* Judge one folder: take what is gone, or report it. */
static enum ir_status judge(struct prune *p, const char *folder,
                            const char *given, struct report *report,
                            struct ir_error *err)
{
    struct finding in = {
        .folder = folder, .names = BUF_INIT, .nearest = BUF_INIT};
    const char *why = NULL;
    enum ir_status status = look_in(p, &in, err);

    if (status == IR_OK && !p->files->changes->settings->force_prune)
        why = doubt(&in);
    if (why)
        refuse(&in, given, why, report);
    else if (status == IR_OK)
        buf_addt(&p->names, buf_text(&in.names));
    buf_free(&in.names);
    buf_free(&in.nearest);
    return status;
}

enum ir_status prune_look(struct prune *p, const struct walk *walk,
                          struct report *report, struct ir_error *err)
{
    const struct settings *s = p->files->changes->settings;
    enum ir_status status = IR_OK;

    if (!p->files->changes->store)
        return IR_OK;
    /* Without names, standard input is the only one. */
    for (size_t i = 0;
         i < walk->input_count && i < s->words.count && status == IR_OK; i++) {
        const struct walk_input *in = &walk->inputs[i];

        /* A missing one may have been a folder. */
        if (in->folder || in->missing)
            status = judge(p, walk->names.data + in->path, s->words.items[i],
                           report, err);
    }
    return status;
}

enum ir_status prune_drop(struct prune *p, struct ir_error *err)
{
    struct files *f = p->files;
    struct seen dropped = SEEN_INIT;
    struct buf path = BUF_INIT;
    enum ir_status status = IR_OK;
    size_t size;
    uint64_t before;

    for (size_t at = 0; at < p->names.size && status == IR_OK &&
                        !settings_stopped(f->changes->settings);
         at += size + 1) {
        const char *name = p->names.data + at;

        size = strlen(name);
        buf_clear(&path);
        naming_path(f->naming, name, &path);
        if (!is_gone(path.data) ||
            seen_put(&dropped, seen_key(name, size), 1, &before))
            continue;
        f->gone++;
        status = files_drop(f, name, err);
    }
    seen_free(&dropped);
    buf_free(&path);
    return status;
}

void prune_free(struct prune *p)
{
    buf_free(&p->names);
}
