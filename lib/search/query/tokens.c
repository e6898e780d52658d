/* All tokens of a query; operators without operands become words. */
#include "search/query/lex.h"

#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

static size_t character_end(const struct query *q, size_t at)
{
    utf8_next(q->text.data, q->text.size, &at);
    return at;
}

static void warn_of(struct query *q, const struct query_token *token)
{
    const struct query_node *node = &token->node;

    if (token->unclosed)
        query_fault(q, "unbalanced_quote", "this quote is never closed",
                    node->start, character_end(q, node->start));
    else if (token->kind == TOKEN_LEAF && !node->text.size)
        query_fault(q, "empty_phrase", "these quotes contain no word",
                    node->start, node->end);
    if (token->code)
        query_fault(q, token->code, token->message, node->start, node->end);
}

/* ---- collecting ---- */

/* Does NOT before a proximity operator belong to it?  There it may be in lower
 * case too, as it can mean nothing else. */
static bool is_not(const struct query *q, const struct query_tokens *t)
{
    const struct query_token *token = &t->items[t->count - 1];
    const struct query_node *node = &token->node;
    const char *at = q->text.data + node->start;

    if (token->kind == TOKEN_PREFIX && token->bare)
        return true;
    if (t->count > 1 && token[-1].kind == TOKEN_PREFIX && !token[-1].bare)
        return false;
    return token->kind == TOKEN_LEAF && node->kind == QUERY_WORD &&
           node->end - node->start == 3 && (at[0] | 0x20) == 'n' &&
           (at[1] | 0x20) == 'o' && (at[2] | 0x20) == 't';
}

static void add_token(struct query_tokens *t, const struct query *q,
                      const struct query_token *token)
{
    if (t->count && token->kind == TOKEN_INFIX &&
        query_is_proximity(token->node.kind) && is_not(q, t)) {
        struct query_token *last = &t->items[t->count - 1];
        size_t start = last->node.start;

        *last = *token;
        last->node.start = start;
        query_operator_negate(last);
        return;
    }
    t->items = xgrow(t->items, t->count, &t->room, sizeof(*t->items));
    t->items[t->count++] = *token;
}

/* Read all tokens except closing brackets without an opening one. */
static void collect(struct query_tokens *t, struct query_lexer *scan,
                    const struct query *q)
{
    struct query_token token;
    size_t open = 0;

    while (query_lex_next(scan, &token)) {
        if (token.kind == TOKEN_CLOSE && !open) {
            if (scan->q)
                query_fault(scan->q, "unbalanced_bracket",
                            "this bracket was never opened", token.node.start,
                            token.node.end);
            continue;
        }
        open += token.kind == TOKEN_OPEN;
        open -= token.kind == TOKEN_CLOSE;
        add_token(t, q, &token);
    }
}

/* Is it prose?  To tell, read it as syntax, but with lone quotes as prose has
 * them. */
static bool is_prose(const struct query *q)
{
    struct query_tokens t = {NULL, 0, 0};
    struct query_lexer probe;
    bool prose;

    if (!query_prose_possible(buf_text(&q->text)))
        return false;
    query_lex_start(&probe, buf_text(&q->text), false);
    probe.lone_quotes = true;
    collect(&t, &probe, q);
    query_lex_end(&probe);
    prose = query_is_prose(&t, buf_text(&q->text));
    free(t.items);
    return prose;
}

/* ---- operators without operands ---- */

static void operator_to_word(struct query *q, struct query_token *token)
{
    query_fault(q, "operator_as_word",
                "this operator has no operand; treated as a word",
                token->node.start, token->node.end);
    query_to_word(token);
}

/*
 * An operator without an operand becomes a word.  That word is not an operand
 * of other operators, so in `a AND OR b` both become words.  First mark those
 * without a right operand.
 */
static void look_right(struct query_tokens *t, bool *idle)
{
    bool operand = false;

    for (size_t i = t->count; i-- > 0;) {
        const struct query_token *token = &t->items[i];
        bool is_infix = token->kind == TOKEN_INFIX;

        idle[i] = (is_infix || token->kind == TOKEN_PREFIX) && !operand;
        if (!idle[i])
            operand = !is_infix && token->kind != TOKEN_CLOSE;
    }
}

/* Then find those without a left operand, and turn both kinds into words. */
static void look_left(struct query_tokens *t, struct query *q, const bool *idle)
{
    bool operand = false;

    for (size_t i = 0; i < t->count; i++) {
        struct query_token *token = &t->items[i];
        bool lacks = idle[i] || (token->kind == TOKEN_INFIX && !operand);

        if (lacks)
            operator_to_word(q, token);
        operand =
            !lacks && (token->kind == TOKEN_LEAF || token->kind == TOKEN_CLOSE);
    }
}

/* Is it certainly syntax, which prose does not have? */
static bool is_syntax(const struct query_token *token)
{
    enum query_kind kind = token->node.kind;

    if (token->kind == TOKEN_INFIX || token->kind == TOKEN_PREFIX)
        return token->kind == TOKEN_INFIX || token->bare ||
               (kind != QUERY_NOT && kind != QUERY_MUST);
    return token->kind == TOKEN_LEAF && kind != QUERY_WORD &&
           kind != QUERY_PHRASE && kind != QUERY_EVERY;
}

static bool holds_syntax(const struct query_tokens *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (is_syntax(&t->items[i]))
            return true;
    return false;
}

void query_tokens_read(struct query_tokens *t, bool literal, struct query *q)
{
    struct query_lexer scan;
    bool *idle;

    query_lex_start(&scan, buf_text(&q->text), literal);
    scan.q = q;
    scan.prose = scan.lone_quotes = !literal && is_prose(q);
    collect(t, &scan, q);
    query_lex_end(&scan);
    for (size_t i = 0; i < t->count; i++)
        warn_of(q, &t->items[i]);
    if (!literal)
        query_prose_operators(t, q);
    idle = xcalloc(t->count + 1, sizeof(*idle));
    look_right(t, idle);
    look_left(t, q, idle);
    free(idle);
    if (holds_syntax(t))
        for (size_t i = 0; i < scan.doubt_count; i++)
            query_fault(q, "unknown_sign", scan.doubts[i].message,
                        scan.doubts[i].start, scan.doubts[i].end);
}
