/* Where a session writes: standard output and error, or memory. */
#include "searcher/output/caret.h"
#include "searcher/session/session.h"

static enum ir_status to_output(struct sink *sink, struct ir_text part,
                                struct ir_error *err)
{
    (void)sink;
    return streams_write(part, err);
}

static void to_errors(struct sink *sink, struct ir_text lines)
{
    (void)sink;
    streams_complain(lines);
}

struct sink sink_streams = {to_output, to_errors};

static struct sink_memory *memory_of(struct sink *sink)
{
    return (struct sink_memory *)(void *)sink;
}

static enum ir_status to_answer(struct sink *sink, struct ir_text part,
                                struct ir_error *err)
{
    (void)err;
    buf_addt(&memory_of(sink)->answer, part);
    return IR_OK;
}

static void to_notices(struct sink *sink, struct ir_text lines)
{
    buf_addt(&memory_of(sink)->notices, lines);
}

const struct sink sink_to_memory = {to_answer, to_notices};

void sink_memory_free(struct sink_memory *m)
{
    buf_free(&m->answer);
    buf_free(&m->notices);
}

enum ir_status session_flush(struct session *s, struct ir_error *err)
{
    enum ir_status status = s->sink->answer(s->sink, buf_text(&s->out), err);

    buf_clear(&s->out);
    return status;
}

void session_complain(const struct session *s, const struct ir_error *err)
{
    struct buf out = BUF_INIT;
    struct page page = {.out = &out, .refused = s->refused};

    if (s->searcher && err->status == IR_INVALID)
        page.refused = ir_refused(s->searcher);
    s->output->error(&page, err);
    if (!s->output->machine && page.refused &&
        page.refused->start < page.refused->end)
        caret_add(&out, buf_text(&s->query), page.refused->start,
                  page.refused->end);
    s->sink->notice(s->sink, buf_text(&out));
    buf_free(&out);
}
