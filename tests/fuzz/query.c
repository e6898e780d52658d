/* Any bytes: no crash, and the canonical form is stable. */
#include "searcher/query.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds, const struct buf *once, const struct buf *twice)
{
    if (holds)
        return;
    fprintf(stderr, "not stable:\n%s\n%s\n", once->data, twice->data);
    abort();
}

static void round_trip(struct ir_text text, bool literal, const char *list)
{
    struct buf once = BUF_INIT, twice = BUF_INIT;
    struct query q;
    struct ir_error err;
    enum ir_status status = query_parse(text, literal, &q, &err);

    if (status != IR_OK) {
        must(status == IR_LIMIT, &once, &twice);
        return;
    }
    query_print(&q, list, &once);
    query_free(&q);
    if (once.size <= IR_QUERY_MAX) {
        must(query_parse(buf_text(&once), false, &q, &err) == IR_OK, &once,
             &twice);
        query_print(&q, list, &twice);
        query_free(&q);
        must(text_equal(buf_text(&once), buf_text(&twice)), &once, &twice);
    }
    buf_free(&once);
    buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ir_text text = {(const char *)data, size};

    round_trip(text, false, " AND ");
    round_trip(text, false, " OR ");
    round_trip(text, true, " AND ");
    return 0;
}
