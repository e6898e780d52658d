/* The kinds of input, and the articles of all inputs one after another. */
#include "indexer/reader.h"

#include <strings.h>

/* In the order of READER_FORMATS, which is also that of asking. */
static const struct reader *const readers[] = {&read_jsonl, &read_text};

bool reader_wants(const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t size = dot ? strlen(dot) : 0;

    if (!dot)
        return true;
    for (size_t i = 0; i < COUNT(readers); i++)
        for (const char *at = readers[i]->endings; *at;) {
            size_t ending = strcspn(at, " ");

            if (ending == size && !strncasecmp(at, dot, size))
                return true;
            at += ending + strspn(at + ending, " ");
        }
    return false;
}

void feed_start(struct feed *f, struct walk *walk, int format, size_t max_size,
                const atomic_bool *stop)
{
    memset(f, 0, sizeof(*f));
    f->walk = walk;
    f->format = format ? readers[format - 1] : NULL;
    f->name = "";
    source_init(&f->source, max_size, stop);
}

void feed_free(struct feed *f)
{
    source_free(&f->source);
}

static enum ir_status choose(struct feed *f, struct problem *p)
{
    struct ir_text head;
    enum ir_status status = source_head(&f->source, &head, p);

    f->reader = f->format;
    for (size_t i = 0; status == IR_OK && !f->reader; i++)
        if (readers[i]->claims(&f->source, head))
            f->reader = readers[i];
    return status;
}

static enum ir_status open_next(struct feed *f, struct problem *p)
{
    enum ir_status status;
    int fd;

    f->name = walk_name(f->walk, f->at);
    status = walk_open(f->walk, f->at, &fd, p);
    if (status != IR_OK) {
        f->at++;
        return status;
    }
    f->open = true;
    status = source_begin(&f->source, f->name, fd, p);
    return status == IR_OK ? choose(f, p) : status;
}

/* Close this input; last is what its reader ended with. */
static enum ir_status close_this(struct feed *f, enum ir_status last,
                                 struct problem *p)
{
    struct problem late;
    enum ir_status status;

    late.line = 0;
    status = source_end(&f->source, &late);
    f->open = false;
    f->done += f->source.taken;
    f->at++;
    if (last != IR_END)
        return last;
    if (status != IR_OK)
        *p = late;
    return status;
}

static bool goes_on(enum ir_status status)
{
    return status == IR_OK || status == IR_INVALID || status == IR_LIMIT;
}

enum ir_status feed_next(struct feed *f, struct raw *out, struct problem *p)
{
    const atomic_bool *stop = f->source.stop;
    enum ir_status status = IR_OK;

    raw_clear(out);
    p->line = 0;
    while (!stop || !atomic_load(stop)) {
        if (!f->open && f->at == f->walk->count)
            return IR_END;
        if (!f->open) {
            status = open_next(f, p);
            if (status != IR_OK && !f->open)
                return status;
            if (status != IR_OK && status != IR_END)
                return close_this(f, status, p);
        }
        if (status != IR_END)
            status = f->reader->next(&f->source, out, p);
        f->bytes = f->done + f->source.taken;
        if (goes_on(status))
            return status;
        status = close_this(f, status, p);
        if (status != IR_OK)
            return status;
    }
    return IR_END;
}
