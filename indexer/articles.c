/* The articles of all inputs one after another. */
#include "indexer/articles.h"
#include "article/terms.h"
#include "indexer/input/binary.h"

#include <inttypes.h>
#include <unistd.h>
#include <xxhash.h>

/* What readers take for the name of standard input: no input has such an id. */
#define PIPE "\001"

void articles_start(struct articles *f, struct walk *walk,
                    const struct articles_options *options)
{
    static const struct buf none = BUF_INIT;

    memset(f, 0, sizeof(*f));
    f->walk = walk;
    f->options = *options;
    f->file = f->name = f->given = "";
    f->label = f->origin = none;
    f->filtered = -1;
    for (size_t i = 0; i < COUNT(f->sources); i++) {
        source_init(&f->sources[i], options->max_size, options->stop);
        f->sources[i].encoding = options->encoding;
        f->sources[i].map = options->map;
    }
}

void articles_free(struct articles *f)
{
    while (f->depth)
        container_close(&f->containers[--f->depth]);
    for (size_t i = COUNT(f->sources); i-- > 0;)
        source_free(&f->sources[i]);
    if (f->open && f->filtered >= 0)
        close(f->fd);
    buf_free(&f->label);
    buf_free(&f->origin);
}

static struct source *innermost(struct articles *f)
{
    return &f->sources[f->depth];
}

/* Messages name the file as it was given.  id is that of the file or of an
 * entry in it. */
static void set_name(struct articles *f, const char *id)
{
    buf_clear(&f->label);
    buf_adds(&f->label, f->given);
    buf_adds(&f->label, id + strlen(f->file));
    f->name = f->label.data;
}

/* Was the file or entry found in a folder or container, not named itself? */
static bool is_one_of_many(const struct articles *f)
{
    for (unsigned i = 0; i < f->depth; i++)
        if (!f->containers[i].single)
            return true;
    return walk_is_inside(f->walk, f->at);
}

/* May an entry contain articles?  Hidden files and those of macOS do not. */
static bool wants_entry(const char *container, const char *name)
{
    const char *below = name + strlen(container);
    const char *base = strrchr(name, '/');

    if (strstr(below, "/.") || !strncmp(below, "/__MACOSX/", 10))
        return false;
    return !base || reader_wants(base + 1);
}

/* The kind of the innermost source. */
enum content {
    ARTICLES,  /* for f->reader, which is set */
    CONTAINER, /* to be opened */
    NOTHING,   /* no articles */
};

/*
 * The kind of a binary file, or NULL.  WARC records and messages may contain
 * binary data; their readers check it.
 */
static const char *kind_of(const struct articles *f, struct ir_text head,
                           bool whole)
{
    const bool holds_bytes = f->reader == &read_warc || f->reader == &read_mail;

    return f->reader && !holds_bytes ? binary_kind(head, whole) : NULL;
}

static enum ir_status look(struct articles *f, enum content *what,
                           struct problem *p)
{
    struct source *s = innermost(f);
    const char *kind;
    struct buf room = BUF_INIT;
    struct ir_text head;
    enum ir_status status = source_head(s, &head, p);

    if (status != IR_OK)
        return status;
    *what = CONTAINER;
    kind = binary_office(head);
    if (kind)
        return binary_refuse(kind, p);
    if (container_is(head))
        return IR_OK;
    head = source_decode_wide(s, head, &room);
    if (f->options.format)
        f->reader = reader_of(f->options.format);
    else
        f->reader = reader_guess(s, head, is_one_of_many(f));
    kind = kind_of(f, head, source_is_at_end(s));
    buf_free(&room);
    if (kind)
        return binary_refuse(kind, p);
    f->reading = f->reader != NULL;
    *what = f->reading ? ARTICLES : NOTHING;
    return IR_OK;
}

static bool is_stopped(const struct articles *f)
{
    return f->options.stop && atomic_load(f->options.stop);
}

/* Was everything read that can be read from these bytes? */
static bool is_done_with(enum ir_status last, const struct problem *p)
{
    return last == IR_END || strcmp(p->reason, "unreadable") != 0;
}

/* Return the end of a file only if it did not change while it was read. */
static void end_mark(struct articles *f, enum ir_status last,
                     const struct problem *p)
{
    const bool plain = f->filtered < 0 && last == IR_END && !f->packed;

    if (f->origin.size && !is_stopped(f) && is_done_with(last, p)) {
        stamp_check(&f->stamp, f->fd,
                    plain ? f->sources[0].taken : f->stamp.size);
        f->ended = f->stamp.whole;
    }
}

/* What a filter read, it read from a file that changed meanwhile. */
static bool changed_below_filter(const struct articles *f)
{
    return f->filtered >= 0 && f->stamp.seen && !f->stamp.whole &&
           !is_stopped(f);
}

/* End the innermost source, whose last status was `last`. */
static enum ir_status leave(struct articles *f, enum ir_status last,
                            struct problem *p)
{
    struct problem late;
    enum ir_status status;

    late.line = 0;
    f->reading = false;
    f->walk->parts += innermost(f)->skipped;
    if (!f->depth)
        end_mark(f, last, p);
    status = source_end(innermost(f), &late);
    if (!f->depth && last == IR_END && changed_below_filter(f))
        status = source_changed(&late);
    if (!f->depth) {
        if (f->filtered >= 0)
            close(f->fd);
        f->open = false;
        f->done += f->sources[0].taken;
        f->at++;
    }
    if (last != IR_END || status == IR_OK)
        return last;
    *p = late;
    return status;
}

static enum ir_status leave_container(struct articles *f, enum ir_status last,
                                      struct problem *p)
{
    container_close(&f->containers[--f->depth]);
    return leave(f, last, p);
}

/* Open the innermost source as a container. */
static enum ir_status enter(struct articles *f, struct problem *p)
{
    struct container *outer = f->depth ? &f->containers[f->depth - 1] : NULL;
    enum ir_status status;

    f->packed = true;
    if (f->depth == CONTAINER_DEPTH_MAX)
        return leave(f, container_too_deep(p), p);
    status = container_open(&f->containers[f->depth], innermost(f), outer, p);
    f->depth++;
    return status == IR_OK ? IR_OK : leave_container(f, status, p);
}

/* Find the reader or container for the file or entry just opened. */
static enum ir_status begin(struct articles *f, struct problem *p)
{
    enum content what = NOTHING;
    enum ir_status status = look(f, &what, p);

    if (status != IR_OK)
        return leave(f, status, p);
    if (what == CONTAINER)
        return enter(f, p);
    if (what == ARTICLES)
        return IR_OK;
    f->walk->skipped++;
    return leave(f, IR_END, p);
}

static enum ir_status open_entry(struct articles *f, struct problem *p)
{
    struct container *c = &f->containers[f->depth - 1];
    const char *outside = f->sources[f->depth - 1].name;
    enum ir_status status = container_next(c, p);

    if (status == IR_END || status == IR_IO) {
        set_name(f, outside);
        status = leave_container(f, status, p);
        return status == IR_END ? IR_OK : status;
    }
    set_name(f, c->name.data);
    if (status != IR_OK)
        return status;
    if (!c->single && !f->options.format &&
        !wants_entry(outside, c->name.data)) {
        f->walk->skipped++;
        return IR_OK;
    }
    source_begin_entry(innermost(f), c->name.data, container_read, c);
    innermost(f)->is_file = f->sources[0].is_file;
    return begin(f, p);
}

static bool is_stamped(const struct articles *f)
{
    return f->options.stamps && !walk_is_stdin(f->walk, f->at);
}

/* Stamp the file before its reading begins. */
static void stamp_open(struct articles *f)
{
    const struct walk_entry *entry = &f->walk->items[f->at];

    stamp_look(&f->stamp, f->fd, entry->size, entry->digest);
    f->stamp.device = entry->device;
}

/* Is the file unchanged, so that it need not be read? */
static bool is_same(struct articles *f)
{
    if (!is_stamped(f))
        return false;
    term_origin(&f->origin, text_of(f->file), f->options.generation);
    if (f->walk->items[f->at].digest)
        stamp_open(f);
    return f->stamp.unchanged;
}

/* Stamp the file whose reading has begun with this status: not if it changed
 * meanwhile.  What a filter reads was stamped before. */
static void stamp_file(struct articles *f, enum ir_status begun)
{
    const struct stat *st = source_stat(&f->sources[0]);
    struct ir_text all;

    if (begun == IR_IO || !is_stamped(f) || f->filtered >= 0 || !st)
        return;
    stamp_start(&f->stamp, st);
    f->stamp.device = f->walk->items[f->at].device;
    if (begun == IR_OK && source_is_whole(&f->sources[0], &all))
        stamp_bytes(&f->stamp, all);
}

/* Run the filter for files of this type, if there is one. */
static enum ir_status filter_file(struct articles *f, struct problem *p)
{
    const char *command = filter_find(f->walk->types.filters, f->given);
    const struct filter_limits limits = {
        .max = f->options.max_size,
        .seconds = f->options.filter_timeout,
        .stop = f->options.stop,
    };

    if (!command || walk_is_stdin(f->walk, f->at))
        return IR_OK;
    if (is_stamped(f) && !f->stamp.seen)
        stamp_open(f);
    return filter_run(command, f->given, f->fd, &limits, &f->filtered, p);
}

/* Open the next file; IR_NOT_FOUND if it is unchanged. */
static enum ir_status open_next(struct articles *f, struct problem *p)
{
    enum ir_status status;

    f->file = walk_is_stdin(f->walk, f->at) ? PIPE : walk_id(f->walk, f->at);
    f->given = walk_name(f->walk, f->at);
    set_name(f, f->file);
    buf_clear(&f->origin);
    memset(&f->stamp, 0, sizeof(f->stamp));
    f->filtered = -1;
    f->packed = false;
    status = walk_open(f->walk, f->at, &f->fd, p);
    if (status != IR_OK)
        return status;
    if (is_same(f)) {
        f->done += f->stamp.size;
        f->ended = true;
        status = IR_NOT_FOUND;
    } else
        status = filter_file(f, p);
    if (status != IR_OK)
        close(f->fd);
    return status;
}

static enum ir_status open_file(struct articles *f, struct problem *p)
{
    enum ir_status status = open_next(f, p);

    if (status != IR_OK) {
        f->at++;
        f->bytes = f->done;
        return status == IR_NOT_FOUND ? IR_OK : status;
    }
    f->open = true;
    status = source_begin(&f->sources[0], f->file,
                          f->filtered < 0 ? f->fd : f->filtered, p);
    stamp_file(f, status);
    return status == IR_OK ? begin(f, p) : leave(f, status, p);
}

/*
 * "-" is no identity: next time other bytes come from there.  So an id that was
 * made of it gets a hash of the article.
 */
static void name_piped(struct parsed *out)
{
    struct buf *id = &out->fields[PARSED_ID], rest = BUF_INIT;
    uint64_t hash = 0;

    if (strncmp(id->data, PIPE, strlen(PIPE)) != 0)
        return;
    for (int i = 0; i < PARSED_FIELDS; i++)
        if (i != PARSED_ID && i != PARSED_PATH)
            hash = XXH3_64bits_withSeed(out->fields[i].data,
                                        out->fields[i].size, hash);
    buf_adds(&rest, id->data + strlen(PIPE));
    buf_clear(id);
    buf_addf(id, "-%s~%016" PRIx64, rest.data, hash);
    buf_free(&rest);
}

static bool goes_on(enum ir_status status)
{
    return status == IR_OK || status == IR_INVALID || status == IR_LIMIT;
}

static enum ir_status read_one(struct articles *f, struct parsed *out,
                               struct problem *p)
{
    struct source *s = innermost(f);
    enum ir_status status = f->reader->next(s, out, p);

    f->bytes = f->done + f->sources[0].taken;
    if (status == IR_OK) {
        out->replaced += source_replaced(s);
        out->is_inside = f->depth > 0;
        name_piped(out);
        buf_addt(&out->origin, buf_text(&f->origin));
    }
    return goes_on(status) ? status : leave(f, status, p);
}

static enum ir_status give_end(struct articles *f)
{
    f->ended = false;
    f->event = ARTICLES_FILE_END;
    f->bytes = f->done;
    set_name(f, f->file);
    return IR_OK;
}

enum ir_status articles_next(struct articles *f, struct parsed *out,
                             struct problem *p)
{
    enum ir_status status;

    parsed_clear(out);
    f->event = ARTICLES_NEXT;
    while (!is_stopped(f)) {
        p->line = 0; /* lines of the previous input do not apply */
        if (f->ended)
            return give_end(f);
        if (f->reading) {
            status = read_one(f, out, p);
            if (status == IR_OK)
                return IR_OK;
        } else if (f->open)
            status = open_entry(f, p);
        else if (f->at < f->walk->count)
            status = open_file(f, p);
        else
            return IR_END;
        /* Stopping makes a read fail; that is no problem of the input. */
        if (status == IR_IO && is_stopped(f))
            return IR_END;
        if (status != IR_OK && status != IR_END)
            return status;
    }
    return IR_END;
}
