/* Builds the tree: tokens in, nodes and warnings out, without recursion. */
#include "searcher/query.h"

#include "searcher/query_scan.h"
#include "text/utf8.h"

#include <stdlib.h>

/* What binds tighter stands lower. */
static const enum query_kind levels[] = {QUERY_LIST, QUERY_OR, QUERY_AND};
enum { LEVEL_LIST, LEVEL_TIGHTEST = COUNT(levels) - 1 };

/* Parts that one operator joins. */
struct run {
    struct query_node *first, *last;
};

/* What stands between two brackets, or all of it. */
struct frame {
    struct run runs[COUNT(levels)];
    size_t level;         /* of the operator before the next operand */
    bool negate, require; /* the prefixes of the next operand */
    bool prefixed;
    size_t prefix;     /* where the prefixes begin, if prefixed */
    size_t start, end; /* of the bracket */
    bool has_operand;  /* something stands in it */
};

struct parser {
    struct query q;
    struct query_tokens tokens;
    struct frame *frames;
    size_t frame_count, frame_room;
    size_t node_count, leaves;
    enum ir_status status;
    struct ir_error *err;
};

static void over_limit(struct parser *p, int limit, const char *what)
{
    p->status =
        ir_fail(p->err, IR_LIMIT, "the query is over %d %s", limit, what);
}

/* ---- nodes ---- */

static struct query_node *new_node(struct parser *p, enum query_kind kind,
                                   size_t start, size_t end)
{
    struct query_node *node = &p->q.nodes[p->node_count++];

    node->kind = kind;
    node->start = start;
    node->end = end;
    return node;
}

static struct query_node *new_prefix(struct parser *p, enum query_kind kind,
                                     size_t start, struct query_node *part)
{
    struct query_node *node = new_node(p, kind, start, part->end);

    node->parts = part;
    node->depth = part->depth;
    return node;
}

static bool is_signed(const struct query_node *node)
{
    return node->kind == QUERY_NOT || node->kind == QUERY_MUST;
}

static bool has_signed(const struct query_node *node)
{
    for (node = node->parts; node; node = node->next)
        if (is_signed(node))
            return true;
    return false;
}

static void append(struct run *run, struct query_node *node)
{
    if (!node)
        return;
    node->next = NULL;
    if (run->last)
        run->last->next = node;
    else
        run->first = node;
    run->last = node;
}

static void append_flat(struct run *run, enum query_kind kind,
                        struct query_node *node)
{
    struct query_node *next;

    if (node->kind != kind || (kind == QUERY_LIST && has_signed(node))) {
        append(run, node);
        return;
    }
    for (node = node->parts; node; node = next) {
        next = node->next;
        append(run, node);
    }
}

/* How deep the canonical form may be: there a list of any with NOT or MUST
 * is an OR inside another group. */
static size_t depth_of(const struct query_node *group)
{
    size_t deepest = 0, plain = 0;
    bool mixed = group->kind == QUERY_LIST && has_signed(group);

    for (const struct query_node *n = group->parts; n; n = n->next) {
        deepest = n->depth > deepest ? n->depth : deepest;
        plain += !is_signed(n);
    }
    return deepest + (mixed && plain > 1 ? 2 : 1);
}

/* The one node that a run makes, or NULL if it is empty. */
static struct query_node *close_run(struct parser *p, struct run *run,
                                    enum query_kind kind)
{
    struct run flat = {NULL, NULL};
    struct query_node *group, *next, *part = run->first;

    if (run->first == run->last)
        return run->first;
    group = new_node(p, kind, run->first->start, run->last->end);
    for (; part; part = next) {
        next = part->next;
        if (part->kind == QUERY_MUST && kind != QUERY_LIST) {
            if (kind == QUERY_OR)
                query_warn(&p->q, "ignored_plus", "+ means nothing beside OR",
                           part->start, part->end);
            part = part->parts;
        }
        append_flat(&flat, kind, part);
    }
    group->parts = flat.first;
    group->depth = depth_of(group);
    if (group->depth > IR_QUERY_DEPTH_MAX)
        over_limit(p, IR_QUERY_DEPTH_MAX,
                   "groups inside groups (IR_QUERY_DEPTH_MAX)");
    return group;
}

/* Close all runs that bind tighter than level. */
static void close_to(struct parser *p, struct frame *f, size_t level)
{
    for (size_t i = LEVEL_TIGHTEST; i > level; i--) {
        append(&f->runs[i - 1], close_run(p, &f->runs[i], levels[i]));
        memset(&f->runs[i], 0, sizeof(f->runs[i]));
    }
}

static struct query_node *apply_prefixes(struct parser *p,
                                         const struct frame *f,
                                         struct query_node *node)
{
    if (f->negate) {
        if (node->kind == QUERY_NOT)
            return node->parts;
        if (node->kind == QUERY_MUST)
            node = node->parts;
        return new_prefix(p, QUERY_NOT, f->prefix, node);
    }
    if (f->require && !is_signed(node))
        return new_prefix(p, QUERY_MUST, f->prefix, node);
    return node;
}

/* ---- the walk over the tokens ---- */

static struct frame *top(struct parser *p)
{
    return &p->frames[p->frame_count - 1];
}

static void open_frame(struct parser *p, size_t start, size_t end)
{
    p->frames =
        xgrow(p->frames, p->frame_count, &p->frame_room, sizeof(*p->frames));
    p->frame_count++;
    memset(top(p), 0, sizeof(*top(p)));
    top(p)->start = start;
    top(p)->end = end;
}

/* node is NULL if the operand turned out to be empty: it changes nothing. */
static void add_operand(struct parser *p, struct query_node *node)
{
    struct frame *f = top(p);

    if (node)
        node = apply_prefixes(p, f, node);
    close_to(p, f, f->level);
    append(&f->runs[LEVEL_TIGHTEST], node);
    f->level = LEVEL_LIST;
    f->negate = f->require = f->prefixed = false;
    f->has_operand = true;
}

static void add_prefix(struct parser *p, const struct query_token *token)
{
    struct frame *f = top(p);

    if (!f->prefixed)
        f->prefix = token->start;
    f->prefixed = true;
    if (token->makes == QUERY_NOT)
        f->negate = !f->negate;
    else
        f->require = true;
}

static void add_leaf(struct parser *p, const struct query_token *token)
{
    struct query_node *node = NULL;

    if (token->text.size) {
        node = new_node(p, token->makes, token->start, token->end);
        node->text = token->text;
        if (++p->leaves > IR_QUERY_LEAVES_MAX)
            over_limit(p, IR_QUERY_LEAVES_MAX,
                       "words and phrases (IR_QUERY_LEAVES_MAX)");
    }
    add_operand(p, node);
}

static struct query_node *close_frame(struct parser *p)
{
    struct frame *f = top(p);
    struct query_node *node;

    close_to(p, f, LEVEL_LIST);
    node = close_run(p, &f->runs[LEVEL_LIST], QUERY_LIST);
    p->frame_count--;
    return node;
}

static void close_bracket(struct parser *p, const struct query_token *token)
{
    size_t start = top(p)->start;
    bool empty = !top(p)->has_operand;
    struct query_node *node = close_frame(p);

    if (empty)
        query_warn(&p->q, "empty_brackets", "these brackets hold no word",
                   start, token->end);
    if (node && node->parts && !is_signed(node)) {
        node->start = start;
        node->end = token->end;
    }
    add_operand(p, node);
}

static void close_unclosed(struct parser *p)
{
    for (size_t i = 1; i < p->frame_count; i++)
        query_warn(&p->q, "unbalanced_bracket", "this bracket is never closed",
                   p->frames[i].start, p->frames[i].end);
    while (p->frame_count > 1) {
        struct query_node *node = close_frame(p);

        add_operand(p, node);
    }
}

static size_t level_of(enum query_kind kind)
{
    size_t level = LEVEL_TIGHTEST;

    while (level && levels[level] != kind)
        level--;
    return level;
}

static void add_token(struct parser *p, const struct query_token *token)
{
    switch (token->kind) {
    case TOKEN_WORD:
    case TOKEN_TOPIC:
    case TOKEN_PHRASE: add_leaf(p, token); break;
    case TOKEN_OPEN: open_frame(p, token->start, token->end); break;
    case TOKEN_CLOSE: close_bracket(p, token); break;
    case TOKEN_PREFIX: add_prefix(p, token); break;
    case TOKEN_INFIX: top(p)->level = level_of(token->makes); break;
    }
}

static void build(struct parser *p)
{
    /* A token makes one node at most, and a group joins two of them. */
    p->q.nodes = xcalloc(2 * p->tokens.count + 1, sizeof(*p->q.nodes));
    open_frame(p, 0, 0);
    for (size_t i = 0; i < p->tokens.count && p->status == IR_OK; i++)
        add_token(p, &p->tokens.items[i]);
    close_unclosed(p);
    p->q.root = close_frame(p);
    if (p->q.root && p->q.root->kind == QUERY_MUST)
        p->q.root = p->q.root->parts;
}

static bool only_negative(const struct query_node *node)
{
    if (node->kind == QUERY_NOT || !node->parts)
        return node->kind == QUERY_NOT;
    for (node = node->parts; node; node = node->next)
        if (!only_negative(node))
            return false;
    return true;
}

/* ---- public ---- */

enum ir_status query_parse(struct ir_text text, bool literal, struct query *out,
                           struct ir_error *err)
{
    struct parser p = {.q = {.text = BUF_INIT}, .err = err};

    if (text.size > IR_QUERY_MAX) {
        over_limit(&p, IR_QUERY_MAX, "bytes (IR_QUERY_MAX)");
        return p.status;
    }
    utf8_repair(text, &p.q.text);
    query_tokens_read(&p.tokens, literal, &p.q);
    build(&p);
    free(p.tokens.items);
    free(p.frames);
    if (p.status != IR_OK) {
        query_free(&p.q);
        return p.status;
    }
    if (p.q.root && only_negative(p.q.root))
        query_warn(&p.q, "only_negative",
                   "the query says only what must not occur", p.q.root->start,
                   p.q.root->end);
    *out = p.q;
    return IR_OK;
}

/* The parts of an AND at the top, which the others join. */
static struct run open_and(struct query *q, struct query_node *group)
{
    struct run run = {NULL, NULL};

    if (!q->root)
        return run;
    if (q->root->kind != QUERY_AND) {
        append(&run, q->root);
        group->depth = q->root->depth + 1;
        return run;
    }
    group->depth = q->root->depth;
    run.first = run.last = q->root->parts;
    while (run.last->next)
        run.last = run.last->next;
    return run;
}

void query_require(struct query *q, const struct ir_text *topics, size_t count)
{
    struct query_node *group;
    struct run run;

    if (!count)
        return;
    q->added = xcalloc(count + 1, sizeof(*q->added));
    group = &q->added[count];
    group->kind = QUERY_AND;
    group->end = q->text.size;
    run = open_and(q, group);
    for (size_t i = 0; i < count; i++) {
        struct query_node *node = &q->added[i];

        node->kind = QUERY_TOPIC;
        node->text = topics[i];
        node->start = node->end = q->text.size;
        append(&run, node);
    }
    group->parts = run.first;
    q->root = run.first == run.last ? run.first : group;
}

void query_free(struct query *q)
{
    free(q->added);
    buf_free(&q->text);
    free(q->warnings);
    free(q->nodes);
    memset(q, 0, sizeof(*q));
    q->text = (struct buf)BUF_INIT;
}
