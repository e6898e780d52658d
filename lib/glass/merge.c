/*
 * Merges sorted runs.
 *
 * A list in a run: kind, size of its name, name, frequency, sum, first
 * document, last less first, size of its postings, postings.
 */
#include "glass/merge.h"
#include "glass/code.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#define WRITE_ROOM ((size_t)256 << 10)
#define READ_ROOM ((size_t)64 << 10)
#define NAME_MAX_BYTES 255
#define HEAD_MAX (7 * CODE_UINT_MAX + NAME_MAX_BYTES)
#define RUNS_FILE "runs.tmp"

static void add_uint(struct stream *s, uint64_t n)
{
    uint8_t bytes[CODE_UINT_MAX];

    stream_add(s, bytes, (size_t)(put_uint(bytes, n) - bytes));
}

static void add_list(struct stream *s, const struct list *l,
                     const uint8_t *bytes, size_t size)
{
    add_uint(s, l->kind);
    add_uint(s, l->name.size);
    stream_add(s, l->name.data, l->name.size);
    add_uint(s, l->frequency);
    add_uint(s, l->sum);
    add_uint(s, l->first);
    add_uint(s, l->last - l->first);
    add_uint(s, size);
    stream_add(s, bytes, size);
}

enum ir_status runs_add(struct runs *r, const char *dir, struct inverter *v,
                        struct ir_error *err)
{
    struct inverter_walk *walk;
    const uint8_t *bytes;
    struct list list;
    size_t size;
    enum ir_status status = IR_OK;

    if (!r->count) {
        status = stream_create(&r->file, dir, RUNS_FILE, WRITE_ROOM, err);
        if (status != IR_OK)
            return status;
        unlink(r->file.path);
    }
    inverter_sort(v);
    walk = inverter_walk_new(v);
    while (inverter_walk_next(walk, &list, &bytes, &size))
        add_list(&r->file, &list, bytes, size);
    inverter_walk_free(walk);
    r->ends = xgrow(r->ends, r->count, &r->room, sizeof(*r->ends));
    r->ends[r->count++] = stream_at(&r->file);
    return stream_end(&r->file, false, err);
}

uint64_t runs_size(const struct runs *r)
{
    return stream_at(&r->file);
}

void runs_free(struct runs *r)
{
    stream_close(&r->file);
    free(r->ends);
    memset(r, 0, sizeof(*r));
}

/* ---- reading ---- */

/* One run, in the file or in memory. */
struct source {
    struct inverter_walk *walk; /* NULL: in the file */
    int fd;
    uint64_t offset, stop; /* of what is not yet read of the file */
    uint8_t *buffer;
    size_t room;
    const uint8_t *at, *end; /* what is at hand */
    struct list head;
    char name[NAME_MAX_BYTES];
    uint64_t left; /* bytes of the list not yet read */
    bool ended;
};

struct merge {
    struct source *sources;
    size_t count;
    const char *path;
    struct list list;
    size_t *parts; /* the sources that have it, in order */
    size_t part_count, part;
    bool inside; /* the current part: its first posting is behind */
    uint32_t document;
};

static enum ir_status refill(struct merge *m, struct source *s, size_t size,
                             struct ir_error *err)
{
    size_t have = (size_t)(s->end - s->at);

    if (s->walk || s->offset == s->stop)
        return IR_OK;
    if (s->room < size) {
        uint8_t *larger = xmalloc(size * 2);

        put_bytes(larger, s->at, have);
        free(s->buffer);
        s->buffer = larger;
        s->room = size * 2;
    } else if (have)
        memmove(s->buffer, s->at, have);
    s->at = s->buffer;
    while (have < s->room && s->offset < s->stop) {
        size_t most = s->room - have;
        ssize_t got;

        if (most > s->stop - s->offset)
            most = (size_t)(s->stop - s->offset);
        got = pread(s->fd, s->buffer + have, most, (off_t)s->offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return ir_fail(err, IR_IO, "%s: %s", m->path,
                           got ? strerror(errno) : "it has become shorter");
        have += (size_t)got;
        s->offset += (uint64_t)got;
    }
    s->end = s->buffer + have;
    return IR_OK;
}

/* Have at least `size' bytes at hand, or all there are. */
static inline enum ir_status need(struct merge *m, struct source *s,
                                  size_t size, struct ir_error *err)
{
    return (size_t)(s->end - s->at) >= size ? IR_OK : refill(m, s, size, err);
}

static const uint8_t *get_u32(const uint8_t *at, uint32_t *out)
{
    uint64_t n;

    at = get_uint(at, &n);
    *out = (uint32_t)n;
    return at;
}

/* The head of the next list of a source. */
static enum ir_status read_head(struct merge *m, struct source *s,
                                struct ir_error *err)
{
    enum ir_status status;
    uint64_t kind, size;
    size_t bytes;

    if (s->walk) {
        s->ended = !inverter_walk_next(s->walk, &s->head, &s->at, &bytes);
        s->end = s->ended ? s->at : s->at + bytes;
        s->left = s->ended ? 0 : bytes;
        return IR_OK;
    }
    status = need(m, s, HEAD_MAX, err);
    s->ended = s->at == s->end;
    if (status != IR_OK || s->ended)
        return status;
    s->at = get_uint(s->at, &kind);
    s->at = get_uint(s->at, &size);
    s->head.kind = (enum list_kind)kind;
    s->head.name = (struct ir_text){s->name, (size_t)size};
    memcpy(s->name, s->at, (size_t)size);
    s->at = get_uint(s->at + size, &s->head.frequency);
    s->at = get_uint(s->at, &s->head.sum);
    s->at = get_u32(s->at, &s->head.first);
    s->at = get_u32(s->at, &s->head.last);
    s->head.last += s->head.first;
    s->at = get_uint(s->at, &s->left);
    return IR_OK;
}

struct merge *merge_new(const struct runs *r, const struct inverter *v)
{
    struct merge *m = xcalloc(1, sizeof(*m));

    m->count = r->count + 1;
    m->sources = xcalloc(m->count, sizeof(*m->sources));
    m->parts = xcalloc(m->count, sizeof(*m->parts));
    m->path = r->file.path;
    for (size_t i = 0; i < r->count; i++) {
        struct source *s = &m->sources[i];

        s->fd = r->file.fd;
        s->offset = i ? r->ends[i - 1] : 0;
        s->stop = r->ends[i];
        s->room = READ_ROOM;
        s->buffer = xmalloc(s->room);
        s->at = s->end = s->buffer;
    }
    m->sources[r->count].walk = inverter_walk_new(v);
    for (size_t i = 0; i < m->count; i++)
        m->parts[i] = i; /* to read a head from each */
    m->part_count = m->count;
    return m;
}

void merge_free(struct merge *m)
{
    if (!m)
        return;
    for (size_t i = 0; i < m->count; i++) {
        inverter_walk_free(m->sources[i].walk);
        free(m->sources[i].buffer);
    }
    free(m->sources);
    free(m->parts);
    free(m);
}

/* Go past what is left of a list. */
static enum ir_status skip(struct merge *m, struct source *s,
                           struct ir_error *err)
{
    enum ir_status status = IR_OK;

    while (s->left && status == IR_OK) {
        size_t have = (size_t)(s->end - s->at);
        size_t step = have < s->left ? have : (size_t)s->left;

        s->at += step;
        s->left -= step;
        if (s->left)
            status = need(m, s, 1, err);
    }
    return status;
}

static int compare(const struct list *a, const struct list *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return text_compare(a->name, b->name);
}

/* Find the least list and the sources that have it. */
static void choose(struct merge *m)
{
    m->part_count = 0;
    for (size_t i = 0; i < m->count; i++) {
        const struct source *s = &m->sources[i];
        int order;

        if (s->ended)
            continue;
        order = m->part_count ? compare(&s->head, &m->sources[m->parts[0]].head)
                              : 0;
        if (order < 0)
            m->part_count = 0;
        if (order <= 0)
            m->parts[m->part_count++] = i;
    }
}

enum ir_status merge_next(struct merge *m, struct list *out,
                          struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t i = 0; i < m->part_count && status == IR_OK; i++) {
        struct source *s = &m->sources[m->parts[i]];

        status = skip(m, s, err);
        if (status == IR_OK)
            status = read_head(m, s, err);
    }
    if (status != IR_OK)
        return status;
    choose(m);
    if (!m->part_count)
        return IR_END;
    *out = m->sources[m->parts[0]].head;
    for (size_t i = 1; i < m->part_count; i++) {
        const struct list *one = &m->sources[m->parts[i]].head;

        out->frequency += one->frequency;
        out->sum += one->sum;
        out->last = one->last;
    }
    m->part = 0;
    m->inside = false;
    return IR_OK;
}

enum ir_status merge_posting(struct merge *m, struct posting *out,
                             struct ir_error *err)
{
    struct source *s = NULL;
    const uint8_t *begin;
    enum ir_status status;
    uint64_t gap, size;

    for (; m->part < m->part_count; m->part++, m->inside = false) {
        s = &m->sources[m->parts[m->part]];
        if (s->left)
            break;
    }
    if (m->part == m->part_count)
        return IR_END;
    status = need(m, s, POSTING_HEAD_MAX, err);
    if (status != IR_OK)
        return status;
    begin = s->at;
    if (m->inside) {
        s->at = get_uint(s->at, &gap);
        m->document += (uint32_t)gap + 1;
    } else
        m->document = s->head.first;
    m->inside = true;
    s->at = get_uint(s->at, &out->number);
    s->at = get_uint(s->at, &size);
    s->left -= (size_t)(s->at - begin) + size;
    status = need(m, s, (size_t)size, err);
    out->document = m->document;
    out->bytes = s->at;
    out->size = (size_t)size;
    s->at += size;
    return status;
}
