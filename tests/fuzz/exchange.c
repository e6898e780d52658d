/* Any bytes as what client and server tell each other: refused, or read within
 * bounds; and a question that was read is the same when written and read. */
#include "searcher/exchange/exchange.h"
#include "searcher/client/reply.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void need(bool holds)
{
    if (!holds)
        abort();
}

static void try_answer(struct ir_text bytes)
{
    struct sink_memory memory = SINK_MEMORY;
    struct exchange_end end;
    struct ir_error err;
    enum ir_status status =
        exchange_get_answer(bytes, &memory.sink, &end, &err);

    need(status == IR_OK || status == IR_CORRUPT);
    need(status == IR_OK || (!memory.answer.size && !memory.notices.size));
    if (status == IR_OK) {
        need(memory.answer.size + memory.notices.size < bytes.size);
        need(memchr(end.error.message, '\0', sizeof(end.error.message)));
        need(!end.has_refused || end.refused.code == end.code);
    }
    sink_memory_free(&memory);
}

static void write_again(const struct settings *settings,
                        const struct page *page,
                        const struct exchange_question *question,
                        struct buf *out)
{
    struct sink_memory memory = SINK_MEMORY;
    struct session s;

    session_init(&s, settings, &memory.sink);
    s.page = *page;
    exchange_put_question(&s, question, out);
    session_free(&s);
    sink_memory_free(&memory);
}

/* Read bytes, and write what was read to out; false if they are refused. */
static bool try_question(struct ir_text bytes, struct buf *out)
{
    struct arguments none = {.config = BUF_INIT};
    struct arena arena = ARENA_INIT;
    struct settings settings;
    struct page page;
    struct exchange_question question;
    struct ir_error err;
    enum ir_status status =
        exchange_get_question(bytes, &arena, &settings, &page, &question, &err);

    need(status == IR_OK || status == IR_INVALID || status == IR_LIMIT);
    if (status == IR_OK) {
        need(!settings.topics && !settings.queries && !settings.db.count &&
             !settings.serve.token_file && !settings.config);
        need(question.text.size <= bytes.size && page.qid.size <= bytes.size);
        write_again(&settings, &page, &question, out);
    }
    options_free(&settings_options, &settings, &none);
    arena_free(&arena);
    return status == IR_OK;
}

static void try_head(struct ir_text bytes)
{
    struct reply_head head;
    size_t size = reply_head_size(bytes);

    need(size <= bytes.size);
    if (!reply_head_read(text_slice(bytes, 0, size), &head))
        need(head.status >= 100 && head.status < 600 &&
             head.length < UINT64_C(1) << 53 &&
             (!head.type.data ||
              (head.type.data >= bytes.data &&
               head.type.data + head.type.size <= bytes.data + size)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct buf once = BUF_INIT, twice = BUF_INIT;
    char *copy;
    struct ir_text bytes;

    if (size < 2)
        return 0;
    /* Of exactly this size, so that reading past its end shows. */
    copy = malloc(size - 1);
    need(copy != NULL);
    memcpy(copy, data + 1, size - 1);
    bytes = (struct ir_text){copy, size - 1};
    if (data[0] % 3 == 0) {
        try_answer(bytes);
    } else if (data[0] % 3 == 1) {
        try_head(bytes);
    } else if (try_question(bytes, &once)) {
        need(try_question(buf_text(&once), &twice));
        need(text_equal(buf_text(&once), buf_text(&twice)));
    }
    buf_free(&once);
    buf_free(&twice);
    free(copy);
    return 0;
}
