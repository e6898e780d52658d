/* Takes bytes from the window: line by line, by number or all the rest, and
 * those of a wide encoding converted. */
#include "indexer/input/charset.h"
#include "indexer/input/source.h"

#define CHUNK ((size_t)1 << 16)

enum ir_status source_ahead(struct source *s, size_t least,
                            struct ir_text *ahead, struct problem *p)
{
    enum ir_status status = IR_OK;

    while (status == IR_OK && !s->gap && !s->ended &&
           s->window.size - s->at < least)
        status = source_fill(s, CHUNK, p);
    ahead->data = s->window.data + s->at;
    ahead->size = s->window.size - s->at;
    /* The bytes before a gap come first, so that no record spans it. */
    if (status == IR_INVALID && ahead->size) {
        s->gap = true;
        s->late = *p;
        return IR_OK;
    }
    if (s->gap && !ahead->size) {
        s->gap = false;
        *p = s->late;
        return IR_INVALID;
    }
    return status;
}

bool source_holds(struct source *s, size_t most, size_t *start)
{
    struct ir_text all;
    struct problem p;

    *start = s->at;
    return source_ahead(s, most + 1, &all, &p) == IR_OK && s->ended &&
           all.size <= most;
}

void source_seek(struct source *s, size_t at)
{
    s->at = s->scanned = at < s->window.size ? at : s->window.size;
}

void source_take(struct source *s, size_t size)
{
    size_t left = s->window.size - s->at;

    s->at += size < left ? size : left;
    if (s->scanned < s->at)
        s->scanned = s->at;
}

/* Drop the incomplete line before a gap. */
static enum ir_status drop(struct source *s, enum ir_status status)
{
    s->at = s->scanned = s->window.size;
    return status;
}

/* Skip the rest of a line (or of the input) without keeping it: it may be far
 * larger than memory. */
static enum ir_status skip(struct source *s, bool line, uint64_t *size,
                           struct problem *p)
{
    enum ir_status status = IR_OK;
    const char *end = NULL;

    *size = s->window.size - s->at;
    buf_free(&s->window);
    s->at = s->scanned = 0;
    while (status == IR_OK && !s->ended && !end) {
        buf_clear(&s->window);
        s->at = 0;
        status = source_fill(s, CHUNK, p);
        if (line)
            end = memchr(s->window.data, '\n', s->window.size);
        s->at = end ? (size_t)(end - s->window.data) + 1 : s->window.size;
        *size += end ? s->at - 1 : s->at;
    }
    s->scanned = s->at;
    return status;
}

static void give_line(struct source *s, size_t end, struct ir_text *line)
{
    line->data = s->window.data + s->at;
    line->size = end - s->at;
    if (line->size && line->data[line->size - 1] == '\r')
        line->size--;
    s->at = end < s->window.size ? end + 1 : end;
    s->scanned = s->at;
    s->line++;
}

static enum ir_status check_line(const struct source *s, size_t size,
                                 struct problem *p)
{
    p->line = s->line;
    return size > s->max ? source_too_large(s, size, p) : IR_OK;
}

enum ir_status source_line(struct source *s, struct ir_text *line,
                           struct problem *p)
{
    enum ir_status status;
    const char *end;
    uint64_t size;

    for (;;) {
        end = memchr(s->window.data + s->scanned, '\n',
                     s->window.size - s->scanned);
        if (end) {
            give_line(s, (size_t)(end - s->window.data), line);
            return check_line(s, line->size, p);
        }
        s->scanned = s->window.size;
        /* One more for a CR, which is not counted. */
        if (s->window.size - s->at > s->max + 1)
            break;
        if (s->ended && s->at == s->window.size)
            return IR_END;
        if (s->ended) {
            give_line(s, s->window.size, line);
            return check_line(s, line->size, p);
        }
        status = source_fill(s, CHUNK, p);
        if (status != IR_OK)
            return drop(s, status);
    }
    p->line = ++s->line;
    status = skip(s, true, &size, p);
    return status == IR_OK ? source_too_large(s, size, p) : status;
}

enum ir_status source_rest(struct source *s, struct ir_text *rest,
                           struct problem *p)
{
    enum ir_status status = IR_OK;
    uint64_t size;

    if (s->regular && s->is_file && !s->whole)
        return source_too_large(s, (uint64_t)s->before.st_size, p);
    while (status == IR_OK && !s->ended && s->window.size - s->at <= s->max)
        status = source_fill(s, CHUNK, p);
    if (status != IR_OK)
        return drop(s, status);
    if (s->window.size - s->at > s->max) {
        status = skip(s, false, &size, p);
        return status == IR_OK ? source_too_large(s, size, p) : status;
    }
    rest->data = s->window.data + s->at;
    rest->size = s->window.size - s->at;
    s->at = s->scanned = s->window.size;
    return status;
}

struct ir_text source_decode_wide(struct source *s, struct ir_text head,
                                  struct buf *room)
{
    size_t mark, blank = 0;
    const char *charset = charset_of_mark(head, &mark);
    struct charset *decoder;

    if (!charset)
        charset = charset_of_wide(head, s->encoding);
    if (!charset)
        return head;
    decoder = charset_new(charset);
    charset_add(decoder, (struct ir_text){head.data + mark, head.size - mark},
                false, room);
    charset_free(decoder);
    while (blank < room->size && strchr(" \t\r\n", room->data[blank]))
        blank++;
    if (mark && blank < room->size && room->data[blank] == '<')
        return buf_text(room);
    source_take(s, mark);
    if (strcmp(charset, "UTF-8") != 0)
        source_decode(s, charset);
    return buf_text(room);
}
