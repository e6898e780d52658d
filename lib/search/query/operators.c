/* Applies operators to their operands: proximity operators and prefixes. */
#include "search/query/tree.h"
#include "text/utf8.h"

/* ---- operators that need spans ---- */

static bool has_spans(const struct query_node *node)
{
    switch (node->kind) {
    case QUERY_NOT:
    case QUERY_MIN_MATCH:
    case QUERY_ATLEAST:
    case QUERY_FIELD:
    case QUERY_DATE:
    case QUERY_LENGTH:
    case QUERY_EVERY: return false;
    case QUERY_LIST:
    case QUERY_AND:
    case QUERY_OR:
        for (node = node->parts; node; node = node->next)
            if (has_spans(node))
                return true;
        return false;
    case QUERY_MUST: return has_spans(node->parts);
    case QUERY_WORD:
    case QUERY_PHRASE:
    case QUERY_TOPIC:
    case QUERY_EXACT:
    case QUERY_WILD:
    case QUERY_FUZZY:
    case QUERY_NEAR:
    case QUERY_ADJ:
    case QUERY_SENTENCE:
    case QUERY_PARAGRAPH:
    case QUERY_NOT_NEAR:
    case QUERY_NOT_SENTENCE:
    case QUERY_NOT_PARAGRAPH:
    case QUERY_SCOPE: break;
    }
    return true;
}

/* Nodes without spans, taken out from under an operator that needs spans.  They
 * are required of the article instead, or dropped. */
struct lifted {
    struct query *q;
    struct query_run run;
};

static void lift(struct lifted *up, struct query_node *node, bool drop)
{
    if (!node->noted)
        query_fault(
            up->q, "no_place",
            drop
                ? "this has no position in the text; ignored"
                : "this has no position in the text; applied to the whole article",
            node->start, node->end);
    node->noted = true;
    if (!drop)
        query_append_flat(&up->run, QUERY_AND, node);
}

static struct query_node *only_spans(struct lifted *up, struct query_node *node,
                                     bool drop);

static struct query_node *group_of_spans(struct lifted *up,
                                         struct query_node *group, bool drop)
{
    bool some = group->kind == QUERY_OR || drop;
    struct query_run run = {.first = NULL};
    struct query_node *next, *part = group->parts, *out;

    for (; part; part = next) {
        next = part->next;
        query_append_flat(&run, group->kind, only_spans(up, part, some));
    }
    if (!run.first)
        return NULL;
    out = query_join(up->q, &run, group->kind, group->start, group->end);
    query_weigh(up->q, out, group->weight);
    return out;
}

/* Node without what has no spans, which is lifted out of it or dropped; NULL if
 * nothing is left. */
static struct query_node *only_spans(struct lifted *up, struct query_node *node,
                                     bool drop)
{
    if (node->kind == QUERY_MUST)
        node = node->parts;
    if (!has_spans(node)) {
        lift(up, node, drop);
        return NULL;
    }
    if (node->kind == QUERY_LIST || node->kind == QUERY_AND ||
        node->kind == QUERY_OR)
        return group_of_spans(up, node, drop);
    return node;
}

static struct query_node *with_lifted(struct lifted *up,
                                      struct query_node *node, size_t start,
                                      size_t end)
{
    struct query_run run = {.first = NULL};
    struct query_node *next, *part = up->run.first;

    query_append_flat(&run, QUERY_AND, node);
    for (; part; part = next) {
        next = part->next;
        query_append(&run, part);
    }
    return query_join(up->q, &run, QUERY_AND, start, end);
}

struct query_node *query_join_spans(struct query *q,
                                    const struct query_node *op,
                                    const struct query_run *parts)
{
    bool negates = op->kind >= QUERY_NOT_NEAR;
    struct lifted up = {.q = q};
    struct query_run run = {.first = NULL};
    struct query_node *group, *next, *part = parts->first;
    size_t start = part->start, end = parts->last->end;
    bool first = true, missing = false;
    size_t depth = 0;

    for (; part; part = next) {
        struct query_node *kept;

        next = part->next;
        depth = part->depth >= depth ? part->depth + 1 : depth;
        kept = only_spans(&up, part, negates && !first);
        missing = missing || (first && !kept);
        query_append(&run, kept);
        first = false;
    }
    if (negates && missing && run.first) {
        lift(&up, run.first, true);
        run.first = run.last = NULL;
    }
    group = query_join(q, &run, op->kind, start, end);
    if (group && run.first != run.last)
        group->number = op->number;
    group = with_lifted(&up, group, start, end);
    /* Each group around it walks the lifted nodes again, so they count as deep
     * as the operands were: the limit on depth then bounds the time. */
    if (up.run.first && group->depth < depth)
        group->depth = depth;
    return group;
}

/* ---- prefixes ---- */

static struct query_node *wrap(struct query *q, const struct query_node *prefix,
                               struct query_node *part)
{
    struct query_node *node = query_node_copy(q, prefix);

    node->text = (struct ir_text){NULL, 0};
    node->weight = 1;
    node->start = part->start;
    node->end = part->end;
    node->parts = part;
    node->depth = part->depth;
    part->next = NULL;
    return node;
}

static struct query_node *negate(struct query *q,
                                 const struct query_node *prefix,
                                 struct query_node *node)
{
    if (node->kind == QUERY_NOT)
        return node->parts;
    if (node->kind == QUERY_MUST)
        node = node->parts;
    return wrap(q, prefix, node);
}

static struct query_node *count_spans(struct query *q,
                                      const struct query_node *prefix,
                                      struct query_node *node)
{
    struct lifted up = {.q = q};
    struct query_node *part = only_spans(&up, node, false);

    if (part)
        part = wrap(q, prefix, part);
    return with_lifted(&up, part, node->start, node->end);
}

static struct query_node *apply_to_all(struct query *q,
                                       const struct query_node *prefix,
                                       struct query_node *node,
                                       enum query_kind kind)
{
    struct query_run run = {.first = NULL};
    struct query_node *next, *part = node->parts, *out;

    for (; part; part = next) {
        next = part->next;
        query_append_flat(&run, kind, query_apply(q, prefix, part));
    }
    out = query_join(q, &run, kind, node->start, node->end);
    query_weigh(q, out, node->weight);
    return out;
}

static void refuse(struct query *q, const struct query_node *node)
{
    query_fault(q, "ignored_field",
                "this does not work in that field; applied to the text",
                node->start, node->end);
}

/* title:hlead:x is title:x: the narrower scope is kept. */
static struct query_node *narrow(struct query *q,
                                 const struct query_node *prefix,
                                 struct query_node *node)
{
    if (node->scope == SCOPE_HLEAD)
        node->scope = prefix->scope;
    else if (prefix->scope != SCOPE_HLEAD && prefix->scope != node->scope)
        refuse(q, node);
    return node;
}

/* Does it apply to the whole article, even after title: or another field? */
static bool is_global(const struct query_node *node)
{
    return query_is_filter(node->kind);
}

static struct query_node *scope_leaf(struct query *q,
                                     const struct query_node *prefix,
                                     struct query_node *node)
{
    if (node->kind == QUERY_SCOPE ||
        (node->kind == QUERY_EVERY && node->within))
        return narrow(q, prefix, node);
    if (node->kind == QUERY_EVERY) {
        node->within = true;
        node->scope = prefix->scope;
        return node;
    }
    if (node->kind == QUERY_MIN_MATCH)
        refuse(q, node);
    if (node->kind == QUERY_MIN_MATCH || is_global(node))
        return node;
    return wrap(q, prefix, node);
}

static struct query_node *field_leaf(struct query *q,
                                     const struct query_node *prefix,
                                     struct query_node *node)
{
    if (node->kind == QUERY_WORD || node->kind == QUERY_PHRASE ||
        node->kind == QUERY_EXACT || node->kind == QUERY_WILD ||
        (node->kind == QUERY_EVERY && !node->within &&
         prefix->kind != QUERY_TOPIC)) {
        node->kind = prefix->kind;
        node->field = prefix->field;
        node->wild = false;
        node->text = query_trimmed(node->text);
        if (prefix->kind != QUERY_TOPIC)
            node->weight = 1;
    } else if (!is_global(node)) {
        refuse(q, node);
    }
    return node;
}

/* source:(a b) means a or b, as an article has one source only. */
static enum query_kind joint(const struct query_node *prefix,
                             const struct query_node *node)
{
    bool several = prefix->kind == QUERY_SCOPE || prefix->kind == QUERY_TOPIC ||
                   prefix->field == FIELD_BYLINE ||
                   prefix->field == FIELD_DATELINE || node->mixed;

    return node->kind == QUERY_LIST && !several ? QUERY_OR : node->kind;
}

struct query_node *query_apply(struct query *q, const struct query_node *prefix,
                               struct query_node *node)
{
    if (prefix->kind == QUERY_NOT)
        return negate(q, prefix, node);
    if (prefix->kind == QUERY_MUST)
        return query_is_signed(node) ? node : wrap(q, prefix, node);
    if (prefix->kind == QUERY_ATLEAST)
        return count_spans(q, prefix, node);
    if (node->kind == QUERY_LIST || node->kind == QUERY_AND ||
        node->kind == QUERY_OR)
        return apply_to_all(q, prefix, node, joint(prefix, node));
    if (query_is_signed(node) ||
        (node->kind == QUERY_ATLEAST && prefix->kind == QUERY_SCOPE)) {
        node->parts = query_apply(q, prefix, node->parts);
        return node;
    }
    return prefix->kind == QUERY_SCOPE ? scope_leaf(q, prefix, node)
                                       : field_leaf(q, prefix, node);
}

/* ---- proximity of the words in quotes ---- */

/* The leaf of one word of "a b"~5. */
static struct query_node *split_leaf(struct query *q,
                                     const struct query_node *op,
                                     struct ir_text text)
{
    struct query_token word = {
        .node = {.kind = QUERY_WORD, .weight = 1, .text = text}};
    struct query_node *node;

    query_wild(query_without_stops(text), &word);
    if (word.code)
        query_warn(q, word.code, word.message, op->start, op->end);
    node = query_node_copy(q, &word.node);
    node->start = op->start;
    node->end = op->end;
    return node;
}

/* The words of brackets become an OR. */
static void close_choice(struct query *q, const struct query_node *op,
                         struct query_run *choice, struct query_run *run)
{
    if (choice->first)
        query_append(run, query_join(q, choice, QUERY_OR, op->start, op->end));
    memset(choice, 0, sizeof(*choice));
}

struct query_node *query_split(struct query *q, const struct query_node *op)
{
    struct ir_text text = op->text;
    struct query_run run = {.first = NULL}, choice = {.first = NULL};
    struct query_node *node;
    size_t at = 0, start = 0;
    bool inside = false;

    while (start <= text.size) {
        size_t end = at;
        uint32_t code = ' ';
        struct ir_text word;

        if (at < text.size)
            code = utf8_next(text.data, text.size, &at);
        else
            at++;
        if (!query_is_space(code) && !query_is_quote(code) && code != '(' &&
            code != ')')
            continue;
        word = (struct ir_text){text.data + start, end - start};
        start = at;
        if (query_bears_word(word) &&
            !(inside && choice.first && text_equal(word, TEXT("OR"))))
            query_append(inside ? &choice : &run, split_leaf(q, op, word));
        if (inside && code == ')')
            close_choice(q, op, &choice, &run);
        inside = code == '(' || (inside && code != ')' && end < text.size);
    }
    close_choice(q, op, &choice, &run);
    if (run.first == run.last && run.first->kind == QUERY_WORD)
        run.first->kind = QUERY_PHRASE;
    node = query_join(q, &run, op->kind, op->start, op->end);
    if (run.first != run.last)
        node->number = op->number;
    query_weigh(q, node, op->weight);
    return node;
}
