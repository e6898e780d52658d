/* Answers: parts for standard output and error, and how it ended. */
#include "searcher/exchange/exchange.h"

#include <stdio.h>

enum part { PART_END, PART_ANSWER, PART_NOTICE };
enum end_flag { END_FOUND = 1, END_FAILED = 2, END_REFUSED = 4 };

static void put_text(struct buf *out, struct ir_text t)
{
    buf_add_varint(out, t.size);
    buf_addt(out, t);
}

static struct buf *start_part(struct sink *sink, enum part part)
{
    struct buf *out = &((struct exchange_sink *)(void *)sink)->out;

    if (!out->size)
        buf_add_varint(out, EXCHANGE_VERSION);
    buf_add_varint(out, part);
    return out;
}

static enum ir_status to_answer(struct sink *sink, struct ir_text part,
                                struct ir_error *err)
{
    struct exchange_sink *s = (struct exchange_sink *)(void *)sink;

    if (s->out.size + part.size > EXCHANGE_ANSWER_MAX)
        return ir_fail(err, IR_LIMIT,
                       "the answer is over %zu MB, more than a server gives; "
                       "search the index itself, or for less",
                       EXCHANGE_ANSWER_MAX >> 20);
    if (part.size)
        put_text(start_part(sink, PART_ANSWER), part);
    return IR_OK;
}

static void to_notices(struct sink *sink, struct ir_text lines)
{
    if (lines.size)
        put_text(start_part(sink, PART_NOTICE), lines);
}

const struct sink exchange_to_parts = {to_answer, to_notices};

void exchange_put_end(const struct exchange_end *end, struct buf *out)
{
    if (!out->size)
        buf_add_varint(out, EXCHANGE_VERSION);
    buf_add_varint(out, PART_END);
    buf_add_varint(out, end->error.status);
    put_text(out, text_of(end->error.message));
    buf_add_varint(out, (uint64_t)(end->found ? END_FOUND : 0) |
                            (uint64_t)(end->failed ? END_FAILED : 0) |
                            (uint64_t)(end->has_refused ? END_REFUSED : 0));
    if (!end->has_refused)
        return;
    put_text(out, text_of(end->code));
    put_text(out, text_of(end->refused.message));
    buf_add_varint(out, end->refused.start);
    buf_add_varint(out, end->refused.end);
}

static struct ir_text get_text(struct decoder *d)
{
    return decoder_bytes(d, decoder_varint(d));
}

static void get_string(struct decoder *d, char *out, size_t room)
{
    struct ir_text t = get_text(d);

    d->bad = d->bad || t.size >= room;
    snprintf(out, room, "%.*s", d->bad ? 0 : (int)t.size, t.data ? t.data : "");
}

static void get_end(struct decoder *d, struct exchange_end *end)
{
    uint64_t status = decoder_varint(d), flags;

    memset(end, 0, sizeof(*end));
    d->bad = d->bad || status > IR_ENDLESS;
    end->error.status = d->bad ? IR_CORRUPT : (enum ir_status)status;
    get_string(d, end->error.message, sizeof(end->error.message));
    flags = decoder_varint(d);
    end->found = flags & END_FOUND;
    end->failed = flags & END_FAILED;
    end->has_refused = flags & END_REFUSED;
    if (!end->has_refused)
        return;
    get_string(d, end->code, sizeof(end->code));
    get_string(d, end->refused.message, sizeof(end->refused.message));
    end->refused.code = end->code;
    end->refused.start = (size_t)decoder_varint(d);
    end->refused.end = (size_t)decoder_varint(d);
}

/* Give each part to sink, unless that is NULL; the end is left to be read. */
static enum ir_status each_part(struct decoder *d, struct sink *sink,
                                struct ir_error *err)
{
    enum ir_status status = IR_OK;

    while (status == IR_OK) {
        uint64_t part = decoder_varint(d);
        struct ir_text text;

        if (d->bad || part == PART_END)
            break;
        text = get_text(d);
        d->bad = d->bad || part > PART_NOTICE;
        if (sink && part == PART_ANSWER)
            status = sink->answer(sink, text, err);
        else if (sink)
            sink->notice(sink, text);
    }
    return status;
}

static void start(struct decoder *d, struct ir_text bytes)
{
    decoder_start(d, bytes);
    if (decoder_varint(d) != EXCHANGE_VERSION)
        d->bad = true;
}

enum ir_status exchange_get_answer(struct ir_text bytes, struct sink *sink,
                                   struct exchange_end *end,
                                   struct ir_error *err)
{
    struct decoder d;

    start(&d, bytes);
    if (each_part(&d, NULL, err) == IR_OK)
        get_end(&d, end);
    if (d.bad || d.at != d.end)
        return ir_fail(err, IR_CORRUPT,
                       "not an answer of this version of irsearch");
    start(&d, bytes);
    return each_part(&d, sink, err);
}
