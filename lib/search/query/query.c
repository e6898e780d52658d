/* A parsed query: its nodes and its warnings. */
#include "search/query/tree.h"

#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

#define WARNINGS_MAX 32

#define BLOCK_NODES 32

struct query_block {
    struct query_block *next;
    size_t count;
    struct query_node nodes[BLOCK_NODES];
};

struct query_node *query_node_copy(struct query *q,
                                   const struct query_node *like)
{
    struct query_block *block = q->blocks;
    struct query_node *node;

    if (!block || block->count == BLOCK_NODES) {
        block = xcalloc(1, sizeof(*block));
        block->next = q->blocks;
        q->blocks = block;
    }
    node = &block->nodes[block->count++];
    *node = *like;
    node->parts = node->next = NULL;
    node->depth = 0;
    return node;
}

struct query_node *query_node_new(struct query *q, enum query_kind kind,
                                  size_t start, size_t end)
{
    const struct query_node like = {
        .kind = kind, .start = start, .end = end, .weight = 1};

    return query_node_copy(q, &like);
}

void query_warn(struct query *q, const char *code, const char *message,
                size_t start, size_t end)
{
    struct ir_warning *w;

    if (!q->warnings)
        q->warnings = xcalloc(WARNINGS_MAX, sizeof(*q->warnings));
    if (q->warning_count == WARNINGS_MAX)
        return;
    w = &q->warnings[q->warning_count++];
    w->code = code;
    snprintf(w->message, sizeof(w->message), "%s", message);
    w->start = start;
    w->end = end;
}

void query_fault(struct query *q, const char *code, const char *message,
                 size_t start, size_t end)
{
    struct buf out = BUF_INIT;
    size_t at = start, shown = start;

    while (at < end && at - start <= QUERY_SHOWN_MAX) {
        shown = at;
        utf8_next(q->text.data, q->text.size, &at);
    }
    if (at >= end && at - start <= QUERY_SHOWN_MAX)
        shown = end;
    buf_addc(&out, '"');
    buf_add(&out, q->text.data + start, shown - start);
    buf_addf(&out, "%s\": %s", shown < end ? "..." : "", message);
    query_warn(q, code, out.data, start, end);
    buf_free(&out);
}

void query_free(struct query *q)
{
    struct query_block *next, *block = q->blocks;

    for (; block; block = next) {
        next = block->next;
        free(block);
    }
    buf_free(&q->text);
    free(q->warnings);
    memset(q, 0, sizeof(*q));
    q->text = (struct buf)BUF_INIT;
}
