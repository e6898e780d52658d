/* The operators that stand between operands, and those that count. */
#include "search/query/scan.h"

enum { NEAR_DEFAULT = 10, ADJ_DEFAULT = 1 };

/* Operators that are words: in capitals only.  A new operator is a row here;
 * its kind needs a level in query_build.c. */
static const struct word_row {
    const char *name;
    const char *word; /* what it is when nothing stands beside it */
    enum query_token_kind token;
    enum query_kind makes;
    uint32_t number;
} word_rows[] = {
    {"AND", "and", TOKEN_INFIX, QUERY_AND, 0},
    {"OR", "or", TOKEN_INFIX, QUERY_OR, 0},
    {"NOT", "not", TOKEN_PREFIX, QUERY_NOT, 0},
    {"SAME", "same", TOKEN_INFIX, QUERY_PARAGRAPH, 0},
    {"NEAR", "near", TOKEN_INFIX, QUERY_NEAR, NEAR_DEFAULT},
    {"ADJ", "adj", TOKEN_INFIX, QUERY_ADJ, ADJ_DEFAULT},
};

/* Operators with a slash or a number: in either case. */
static const struct sign_row {
    const char *name;
    enum query_token_kind token;
    enum query_kind makes;
    size_t digits; /* of the number after it, at most; 0: it has none */
} sign_rows[] = {
    {"/s", TOKEN_INFIX, QUERY_SENTENCE, 0},
    {"w/s", TOKEN_INFIX, QUERY_SENTENCE, 0},
    {"w/sent", TOKEN_INFIX, QUERY_SENTENCE, 0},
    {"/p", TOKEN_INFIX, QUERY_PARAGRAPH, 0},
    {"w/p", TOKEN_INFIX, QUERY_PARAGRAPH, 0},
    {"w/para", TOKEN_INFIX, QUERY_PARAGRAPH, 0},
    {"w/", TOKEN_INFIX, QUERY_NEAR, 9},
    {"near/", TOKEN_INFIX, QUERY_NEAR, 9},
    {"near", TOKEN_INFIX, QUERY_NEAR, 9},
    {"/", TOKEN_INFIX, QUERY_NEAR, 3},
    {"adj/", TOKEN_INFIX, QUERY_ADJ, 9},
    {"adj", TOKEN_INFIX, QUERY_ADJ, 9},
    {"pre/", TOKEN_INFIX, QUERY_ADJ, 9},
    {"onear/", TOKEN_INFIX, QUERY_ADJ, 9},
    {"onear", TOKEN_INFIX, QUERY_ADJ, 9},
    {"/n", TOKEN_INFIX, QUERY_NEAR, 9},
    {"/f", TOKEN_INFIX, QUERY_ADJ, 9},
    {"atleast", TOKEN_PREFIX, QUERY_ATLEAST, 9},
};

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

/* How many bytes of text the whole name takes, or 0. */
static size_t begins(struct ir_text text, const char *name)
{
    size_t i = 0;

    while (i < text.size && name[i] && lower(text.data[i]) == name[i])
        i++;
    return name[i] ? 0 : i;
}

static bool sign_operator(struct ir_text text, struct query_token *out)
{
    for (size_t i = 0; i < COUNT(sign_rows); i++) {
        const struct sign_row *row = &sign_rows[i];
        size_t size = begins(text, row->name);
        struct ir_text rest = {text.data + size, text.size - size};
        uint64_t number = 0;

        if (!size || (!row->digits && rest.size) ||
            (row->digits && (rest.size > row->digits ||
                             !query_number(rest, UINT32_MAX, &number))))
            continue;
        out->kind = row->token;
        out->node.kind = row->makes;
        out->node.text = text;
        if (row->digits)
            out->node.number = query_bounded(number, out);
        return true;
    }
    return false;
}

bool query_operator(struct ir_text text, struct query_token *out)
{
    struct ir_text between = {text.data, text.size - (text.size > 0)};

    for (size_t i = 0; i < COUNT(word_rows); i++) {
        const struct word_row *row = &word_rows[i];

        if (!text_equal(text, text_of(row->name)))
            continue;
        out->kind = row->token;
        out->bare = true;
        out->loose = row->token == TOKEN_PREFIX;
        out->node.kind = row->makes;
        out->node.text = text_of(row->word);
        out->node.number = row->number;
        return true;
    }
    /* /n5/ and /f5/ have a slash at both ends. */
    if (between.size > 2 && text.data[0] == '/' &&
        text.data[between.size] == '/')
        return text.data[1] > '9' && sign_operator(between, out);
    return text.size < 3 || text.data[0] != '/' || text.data[1] <= '9'
               ? sign_operator(text, out)
               : false;
}

void query_operator_negate(struct query_token *token)
{
    struct query_node *node = &token->node;

    if (node->kind == QUERY_ADJ && !token->code) {
        token->code = "ignored_order";
        token->message = "after NOT no order is asked for; NOT w/ is taken";
    }
    node->kind = node->kind == QUERY_SENTENCE    ? QUERY_NOT_SENTENCE
                 : node->kind == QUERY_PARAGRAPH ? QUERY_NOT_PARAGRAPH
                                                 : QUERY_NOT_NEAR;
    node->text = TEXT("not");
    token->bare = false;
}

bool query_is_proximity(enum query_kind kind)
{
    return kind >= QUERY_NEAR && kind <= QUERY_NOT_PARAGRAPH;
}
