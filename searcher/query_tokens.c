/* All tokens of a query, with every operator that cannot work made a word. */
#include "searcher/query_scan.h"

#include "text/utf8.h"

#include <stdio.h>

#define WARNINGS_MAX 32

static size_t character_end(const struct query *q, size_t at)
{
    utf8_next(q->text.data, q->text.size, &at);
    return at;
}

static void warn_of_quotes(struct query *q, const struct query_token *token)
{
    if (token->kind != TOKEN_PHRASE)
        return;
    if (token->unclosed)
        query_warn(q, "unbalanced_quote", "this quote is never closed",
                   token->start, character_end(q, token->start));
    else if (!token->text.size)
        query_warn(q, "empty_phrase", "these quotes hold no word", token->start,
                   token->end);
}

/* All tokens but the brackets that close nothing. */
static void collect(struct query_tokens *t, bool literal, struct query *q)
{
    struct query_scan scan;
    struct query_token token;
    size_t open = 0;

    query_scan_start(&scan, buf_text(&q->text), literal);
    while (query_scan_next(&scan, &token)) {
        warn_of_quotes(q, &token);
        if (token.kind == TOKEN_CLOSE && !open) {
            query_warn(q, "unbalanced_bracket", "this bracket closes nothing",
                       token.start, token.end);
            continue;
        }
        open += token.kind == TOKEN_OPEN;
        open -= token.kind == TOKEN_CLOSE;
        t->items = xgrow(t->items, t->count, &t->room, sizeof(*t->items));
        t->items[t->count++] = token;
    }
}

/*
 * An operator that lacks an operand becomes a word, but is no operand itself,
 * so `a AND OR b` makes words of both.  First those that lack a right one.
 */
static void look_right(struct query_tokens *t)
{
    bool operand = false;

    for (size_t i = t->count; i-- > 0;) {
        struct query_token *token = &t->items[i];
        bool is_infix = token->kind == TOKEN_INFIX;

        if ((is_infix || token->kind == TOKEN_PREFIX) && !operand)
            token->kind = TOKEN_WORD;
        else
            operand = !is_infix && token->kind != TOKEN_CLOSE;
    }
}

static void operator_to_word(struct query *q, struct query_token *token)
{
    char message[80];

    snprintf(message, sizeof(message), "%.*s has nothing to work on here",
             (int)(token->end - token->start), q->text.data + token->start);
    query_warn(q, "operator_as_word", message, token->start, token->end);
    token->kind = TOKEN_WORD;
    token->makes = QUERY_WORD;
}

/* Then those that lack a left one; and all become true words. */
static void look_left(struct query_tokens *t, struct query *q)
{
    bool operand = false;

    for (size_t i = 0; i < t->count; i++) {
        struct query_token *token = &t->items[i];
        bool idle = token->kind == TOKEN_INFIX && !operand;

        if (token->kind == TOKEN_WORD && token->makes != QUERY_WORD)
            idle = true;
        if (idle)
            operator_to_word(q, token);
        operand = !idle &&
                  (token->kind == TOKEN_WORD || token->kind == TOKEN_PHRASE ||
                   token->kind == TOKEN_TOPIC || token->kind == TOKEN_CLOSE);
    }
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

void query_tokens_read(struct query_tokens *t, bool literal, struct query *q)
{
    collect(t, literal, q);
    look_right(t);
    look_left(t, q);
}
