/* The tree of a query: its nodes, its warnings, and the groups that runs of
 * nodes make. */
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

void query_warn_first(struct query *q, const char *code, const char *message)
{
    struct ir_warning first;

    if (q->warning_count == WARNINGS_MAX)
        q->warning_count--;
    query_warn(q, code, message, 0, 0);
    first = q->warnings[q->warning_count - 1];
    memmove(q->warnings + 1, q->warnings,
            (q->warning_count - 1) * sizeof(*q->warnings));
    q->warnings[0] = first;
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

bool query_is_signed(const struct query_node *node)
{
    return node->kind == QUERY_NOT || node->kind == QUERY_MUST;
}

static void join_last(struct query_run *run, struct query_node *first,
                      struct query_node *last)
{
    if (run->last)
        run->last->next = first;
    else
        run->first = first;
    run->last = last;
}

static void count(struct query_run *run, size_t deepest, size_t plain,
                  bool limited)
{
    run->deepest = deepest > run->deepest ? deepest : run->deepest;
    run->plain += plain;
    run->limited = run->limited || limited;
}

void query_append(struct query_run *run, struct query_node *node)
{
    bool is_signed, limits;

    if (!node)
        return;
    is_signed = query_is_signed(node);
    limits = is_signed || query_is_filter(node->kind);
    node->next = NULL;
    join_last(run, node, node);
    count(run, node->depth, !limits, limits);
    run->mixed = run->mixed || is_signed;
}

static bool is_flat(enum query_kind kind, const struct query_node *node)
{
    return node->kind == kind && node->weight == 1 &&
           (kind == QUERY_OR || kind == QUERY_AND ||
            (kind == QUERY_LIST && !node->mixed));
}

void query_append_flat(struct query_run *run, enum query_kind kind,
                       struct query_node *node)
{
    if (!node || !is_flat(kind, node)) {
        query_append(run, node);
        return;
    }
    join_last(run, node->parts, node->last);
    count(run, node->deepest, node->plain, node->limited);
    run->mixed = run->mixed || node->mixed;
}

/* Nesting of the canonical form.  It may write a list with NOT, MUST or a
 * filter as a group around an OR of the other parts: see print_mixed(). */
static size_t depth_of(const struct query_node *group)
{
    bool limited = group->kind == QUERY_LIST && group->limited;

    return group->deepest + (limited && group->plain > 1 ? 2 : 1);
}

struct query_node *query_join(struct query *q, const struct query_run *run,
                              enum query_kind kind, size_t start, size_t end)
{
    struct query_run flat = {.first = NULL};
    struct query_node *group, *next, *part = run->first;

    if (run->first == run->last)
        return run->first;
    for (; part; part = next) {
        next = part->next;
        if (part->kind == QUERY_MUST && kind != QUERY_LIST) {
            if (kind == QUERY_OR)
                query_fault(q, "ignored_plus",
                            "+ has no effect in an OR; ignored", part->start,
                            part->end);
            part = part->parts;
        }
        query_append_flat(&flat, kind, part);
    }
    group = query_node_new(q, kind, start, end);
    group->parts = flat.first;
    group->last = flat.last;
    group->deepest = flat.deepest;
    group->plain = flat.plain;
    group->mixed = flat.mixed;
    group->limited = flat.limited;
    group->depth = depth_of(group);
    return group;
}

/* A multiple of 0.001, so that the canonical form has the very weight. */
static double rounded(double weight)
{
    double most = IR_QUERY_WEIGHT_MAX;

    weight = (double)(uint64_t)(weight * 1000 + 0.5) / 1000;
    return weight > most ? most : weight;
}

void query_weigh(struct query *q, struct query_node *node, double weight)
{
    if (weight == 1)
        return;
    while (node->kind == QUERY_MUST || node->kind == QUERY_SCOPE ||
           node->kind == QUERY_ATLEAST)
        node = node->parts;
    if (node->kind == QUERY_NOT || query_is_filter(node->kind)) {
        query_fault(q, "ignored_weight",
                    "this does not add to the score; its weight is ignored",
                    node->start, node->end);
        return;
    }
    node->weight = rounded(node->weight * weight);
}

void query_require(struct query *q, const struct ir_text *topics, size_t count)
{
    struct query_run run = {.first = NULL};

    if (!count)
        return;
    query_append(&run, q->root);
    for (size_t i = 0; i < count; i++) {
        struct query_node *node =
            query_node_new(q, QUERY_TOPIC, q->text.size, q->text.size);

        node->text = topics[i];
        query_append(&run, node);
    }
    q->root = query_join(q, &run, QUERY_AND, 0, q->text.size);
}
