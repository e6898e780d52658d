/* Builds the tree: tokens in, nodes and warnings out, without recursion. */
#include "search/query/query.h"

#include "search/query/tree.h"
#include "text/utf8.h"

#include <stdlib.h>

/* Levels of precedence, loosest first.  The last one is any proximity
 * operator. */
static const enum query_kind levels[] = {QUERY_LIST, QUERY_OR, QUERY_AND,
                                         QUERY_NEAR};
enum { LEVEL_LIST, LEVEL_SPANS = COUNT(levels) - 1 };

/* A group in brackets, or the whole query. */
struct frame {
    struct query_run runs[COUNT(levels)];
    size_t level;              /* of the operator before the next operand */
    struct query_node infix;   /* that operator, if it is a proximity one */
    struct query_node joined;  /* the operator of runs[LEVEL_SPANS] */
    struct query_node negate;  /* a NOT before the next operand ... */
    struct query_node negated; /* ... and before runs[LEVEL_SPANS] */
    size_t prefixes;           /* index of its first prefix in the parser */
    size_t nested;             /* prefixes before it and the groups around it */
    size_t start, end;         /* the bytes of its opening bracket */
    bool has_operand;          /* it is not empty */
};

struct parser {
    struct query q;
    struct query_tokens tokens;
    struct frame *frames;
    size_t frame_count, frame_room;
    struct query_node *prefixes; /* those still waiting for their operand */
    size_t prefix_count, prefix_room;
    size_t leaves, patterns;
    enum ir_status status;
    struct ir_error *err;
};

static void over_limit(struct parser *p, const char *fault, int limit,
                       const char *what)
{
    p->status =
        ir_fail(p->err, IR_LIMIT, "%s: at most %d %s", fault, limit, what);
}

static void too_deep(struct parser *p)
{
    over_limit(p, "the query is nested too deep", IR_QUERY_DEPTH_MAX,
               "groups inside groups");
}

static struct query_node *checked(struct parser *p, struct query_node *node)
{
    if (node && node->depth > IR_QUERY_DEPTH_MAX)
        too_deep(p);
    return node;
}

static struct frame *top(struct parser *p)
{
    return &p->frames[p->frame_count - 1];
}

static struct query_node *apply(struct parser *p,
                                const struct query_node *prefix,
                                struct query_node *node)
{
    node = checked(p, query_apply(&p->q, prefix, node));
    if (node->start > prefix->start)
        node->start = prefix->start;
    return node;
}

/* ---- runs ---- */

static struct query_node *close_run(struct parser *p, struct query_run *run,
                                    enum query_kind kind)
{
    struct query_node *node = NULL;

    if (run->first)
        node = query_join(&p->q, run, kind, run->first->start, run->last->end);
    memset(run, 0, sizeof(*run));
    return checked(p, node);
}

/* Make one node of the operands of a proximity operator. */
static void close_joined(struct parser *p, struct frame *f)
{
    struct query_run *run = &f->runs[LEVEL_SPANS];
    struct query_node *node;

    if (run->first == run->last)
        return;
    node = checked(p, query_join_spans(&p->q, &f->joined, run));
    memset(run, 0, sizeof(*run));
    query_append(run, node);
}

static void close_spans(struct parser *p, struct frame *f)
{
    struct query_run *run = &f->runs[LEVEL_SPANS];
    struct query_node *node;

    close_joined(p, f);
    node = run->first;
    memset(run, 0, sizeof(*run));
    if (node && f->negated.kind == QUERY_NOT)
        node = apply(p, &f->negated, node);
    memset(&f->negated, 0, sizeof(f->negated));
    query_append(&f->runs[LEVEL_SPANS - 1], node);
}

/* Close the runs of all tighter levels. */
static void close_to(struct parser *p, struct frame *f, size_t level)
{
    if (level < LEVEL_SPANS)
        close_spans(p, f);
    for (size_t i = LEVEL_SPANS - 1; i > level; i--)
        query_append(&f->runs[i - 1], close_run(p, &f->runs[i], levels[i]));
}

/* ---- operands ---- */

static struct query_node *apply_prefixes(struct parser *p,
                                         const struct frame *f,
                                         struct query_node *node)
{
    while (p->prefix_count > f->prefixes) {
        p->prefix_count--;
        if (node)
            node = apply(p, &p->prefixes[p->prefix_count], node);
    }
    return node;
}

static bool same_operator(const struct query_node *a,
                          const struct query_node *b)
{
    return a->kind == b->kind && a->number == b->number &&
           a->kind < QUERY_NOT_NEAR;
}

/* Add an operand to the run of its operator; NULL is an empty one, as "" is. */
static void add_operand(struct parser *p, struct query_node *node)
{
    struct frame *f = top(p);

    node = apply_prefixes(p, f, node);
    if (f->level < LEVEL_SPANS) {
        close_to(p, f, f->level);
        f->negated = f->negate;
        memset(&f->negate, 0, sizeof(f->negate));
    } else if (node) {
        if (!same_operator(&f->joined, &f->infix))
            close_joined(p, f);
        f->joined = f->infix;
    }
    query_append(&f->runs[LEVEL_SPANS], node);
    f->level = LEVEL_LIST;
    f->has_operand = true;
}

static size_t count_patterns(const struct query_node *node)
{
    struct query_pieces pieces;
    struct query_piece piece;
    size_t count = node->kind == QUERY_WILD || node->kind == QUERY_FUZZY;

    query_pieces_start(&pieces, node->text);
    while (node->wild && query_pieces_next(&pieces, &piece))
        count += piece.pattern;
    return count;
}

static void count_leaf(struct parser *p, const struct query_node *node)
{
    p->patterns += count_patterns(node);
    if (p->patterns > IR_QUERY_WILD_MAX)
        over_limit(p, "the query has too many parts", IR_QUERY_WILD_MAX,
                   "wildcards and fuzzy words");
    if (++p->leaves > IR_QUERY_LEAVES_MAX)
        over_limit(p, "the query has too many parts", IR_QUERY_LEAVES_MAX,
                   "words and phrases");
}

/* Each word of a minimum should match is looked up, so it counts as a leaf. */
static void count_words(struct parser *p, struct ir_text text)
{
    for (size_t at = 0; at < text.size;)
        p->leaves += query_is_space(utf8_next(text.data, text.size, &at));
}

/* Count the leaves of a node of "(a b) c"~5, in which groups hold leaves. */
static void count_leaves(struct parser *p, const struct query_node *node)
{
    if (!node->parts)
        count_leaf(p, node);
    for (const struct query_node *n = node->parts; n; n = n->next)
        for (const struct query_node *m = n->parts ? n->parts : n; m;
             m = n->parts ? m->next : NULL)
            count_leaf(p, m);
}

static void add_leaf(struct parser *p, const struct query_token *token)
{
    struct query_node *node = NULL;

    if (token->node.text.size && query_is_proximity(token->node.kind)) {
        node = checked(p, query_split(&p->q, &token->node));
        count_leaves(p, node);
    } else if (token->node.text.size) {
        node = query_node_copy(&p->q, &token->node);
        if (token->node.kind == QUERY_MIN_MATCH)
            count_words(p, token->node.text);
        count_leaf(p, node);
    }
    add_operand(p, node);
}

static void add_prefix(struct parser *p, const struct query_token *token)
{
    struct frame *f = top(p);

    if (token->loose && f->level < LEVEL_SPANS &&
        p->prefix_count == f->prefixes) {
        if (!f->negate.end)
            f->negate = token->node;
        else
            f->negate.kind =
                f->negate.kind == QUERY_NOT ? QUERY_LIST : QUERY_NOT;
        return;
    }
    p->prefixes = xgrow(p->prefixes, p->prefix_count, &p->prefix_room,
                        sizeof(*p->prefixes));
    p->prefixes[p->prefix_count++] = token->node;
}

static void add_infix(struct parser *p, const struct query_token *token)
{
    struct frame *f = top(p);

    f->level = LEVEL_SPANS;
    while (f->level && levels[f->level] != token->node.kind)
        f->level--;
    if (query_is_proximity(token->node.kind)) {
        f->level = LEVEL_SPANS;
        f->infix = token->node;
    }
}

/* ---- brackets ---- */

/* Applying a prefix walks its whole group, so nested prefixes count towards the
 * limit on depth as groups do. */
static size_t count_nested(struct parser *p)
{
    size_t nested = p->frame_count ? top(p)->nested : 0;

    if (p->prefix_count > (p->frame_count ? top(p)->prefixes : 0))
        nested += p->prefixes[p->prefix_count - 1].kind > QUERY_MUST;
    if (nested > IR_QUERY_DEPTH_MAX)
        too_deep(p);
    return nested;
}

static void open_frame(struct parser *p, size_t start, size_t end)
{
    size_t nested = count_nested(p);

    p->frames =
        xgrow(p->frames, p->frame_count, &p->frame_room, sizeof(*p->frames));
    p->frame_count++;
    memset(top(p), 0, sizeof(*top(p)));
    top(p)->start = start;
    top(p)->end = end;
    top(p)->prefixes = p->prefix_count;
    top(p)->nested = nested;
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
        query_fault(&p->q, "empty_brackets", "these brackets contain no word",
                    start, token->node.end);
    if (node && node->parts && !query_is_signed(node)) {
        node->start = start;
        node->end = token->node.end;
    }
    if (node)
        query_weigh(&p->q, node, token->node.weight);
    add_operand(p, node);
}

static void close_unclosed(struct parser *p)
{
    for (size_t i = 1; i < p->frame_count; i++)
        query_fault(&p->q, "unbalanced_bracket", "this bracket is never closed",
                    p->frames[i].start, p->frames[i].end);
    while (p->frame_count > 1 && p->status == IR_OK) {
        struct query_node *node = close_frame(p);

        add_operand(p, node);
    }
}

/* ---- the walk over the tokens ---- */

static void add_token(struct parser *p, const struct query_token *token)
{
    switch (token->kind) {
    case TOKEN_LEAF: add_leaf(p, token); break;
    case TOKEN_OPEN: open_frame(p, token->node.start, token->node.end); break;
    case TOKEN_CLOSE: close_bracket(p, token); break;
    case TOKEN_PREFIX: add_prefix(p, token); break;
    case TOKEN_INFIX: add_infix(p, token); break;
    }
}

static void build(struct parser *p)
{
    open_frame(p, 0, 0);
    for (size_t i = 0; i < p->tokens.count && p->status == IR_OK; i++)
        add_token(p, &p->tokens.items[i]);
    if (p->status != IR_OK)
        return;
    close_unclosed(p);
    p->q.root = close_frame(p);
    if (p->q.root && p->q.root->kind == QUERY_MUST)
        p->q.root = p->q.root->parts;
}

static bool only_negative(const struct query_node *node)
{
    if (node->kind == QUERY_NOT)
        return true;
    if (node->kind != QUERY_LIST && node->kind != QUERY_AND &&
        node->kind != QUERY_OR)
        return false;
    for (node = node->parts; node; node = node->next)
        if (!only_negative(node))
            return false;
    return true;
}

enum ir_status query_parse(struct ir_text text, bool literal, struct query *out,
                           struct ir_error *err)
{
    struct parser p = {.q = {.text = BUF_INIT}, .err = err};

    if (text.size > IR_QUERY_MAX) {
        over_limit(&p, "the query is too long", IR_QUERY_MAX, "bytes");
        return p.status;
    }
    utf8_repair(text, &p.q.text);
    query_tokens_read(&p.tokens, literal, &p.q);
    build(&p);
    free(p.tokens.items);
    free(p.frames);
    free(p.prefixes);
    if (p.status != IR_OK) {
        query_free(&p.q);
        return p.status;
    }
    if (p.q.root && only_negative(p.q.root))
        query_fault(&p.q, "only_negative", "the query only excludes",
                    p.q.root->start, p.q.root->end);
    *out = p.q;
    return IR_OK;
}
