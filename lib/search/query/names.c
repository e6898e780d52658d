/* Operators and fields by name, and the values of fields. */
#include "search/query/lex.h"

#include "text/utf8.h"

/* ---- operators ---- */

enum { NEAR_DEFAULT = 10, ADJ_DEFAULT = 1 };

/* Operators that are words: in capitals only.  A new operator is a row here;
 * its kind needs a level in parse.c. */
static const struct word_row {
    const char *name;
    const char *word; /* its text when it has no operand */
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
    size_t digits; /* most digits of the number after it; 0: no number */
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
    {"/n", TOKEN_INFIX, QUERY_NEAR, 9},
    {"atleast", TOKEN_PREFIX, QUERY_ATLEAST, 9},
};

static bool sign_operator(struct ir_text text, struct query_token *out)
{
    for (size_t i = 0; i < COUNT(sign_rows); i++) {
        const struct sign_row *row = &sign_rows[i];
        size_t size = text_begins(text, row->name);
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
    /* /n5/ has a slash at both ends. */
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

/* ---- fields ---- */

enum { NAME_MAX_SIZE = 16 };

#define LENGTH_MESSAGE "words: takes a number, >n, <n or n..m; treated as text"

/* The canonical form has the name of the first row of a kind and number. */
static const struct field_row {
    const char *name;
    enum query_kind makes;
    int number; /* of enum query_scope or query_field */
    bool call;  /* title(...) is title:(...) */
} rows[] = {
    {"topic", QUERY_TOPIC, 0, false},
    {"title", QUERY_SCOPE, SCOPE_TITLE, false},
    {"headline", QUERY_SCOPE, SCOPE_TITLE, true},
    {"lead", QUERY_SCOPE, SCOPE_LEAD, true},
    {"hlead", QUERY_SCOPE, SCOPE_HLEAD, true},
    {"source", QUERY_FIELD, FIELD_SOURCE, false},
    {"section", QUERY_FIELD, FIELD_SECTION, false},
    {"byline", QUERY_FIELD, FIELD_BYLINE, true},
    {"author", QUERY_FIELD, FIELD_BYLINE, false},
    {"dateline", QUERY_FIELD, FIELD_DATELINE, true},
    {"lang", QUERY_FIELD, FIELD_LANG, false},
    {"url", QUERY_FIELD, FIELD_URL, false},
    {"id", QUERY_FIELD, FIELD_ID, false},
    {"copies", QUERY_FIELD, FIELD_COPIES, false},
    {"date", QUERY_DATE, 0, false},
    {"words", QUERY_LENGTH, 0, false},
};

/* Names before a colon that are never meant as a field. */
static const char *const schemes[] = {"mailto", "tel",  "urn", "doi", "re",
                                      "fw",     "fwd",  "cc",  "via", "https",
                                      "http",   "data", "ftp"};

static const struct field_row *find_row(struct ir_text name)
{
    for (size_t i = 0; i < COUNT(rows); i++)
        if (text_is(name, rows[i].name))
            return &rows[i];
    return NULL;
}

bool query_is_field(struct ir_text name)
{
    return find_row(name);
}

/* repeat3:x is atleast3(x). */
static bool counts(struct ir_text name, struct query_token *out)
{
    size_t size = text_begins(name, "repeat");
    uint64_t number;

    if (!size ||
        !query_number(text_slice(name, size, name.size), UINT32_MAX, &number))
        return false;
    out->node.kind = QUERY_ATLEAST;
    out->node.number = query_bounded(number, out);
    return true;
}

/* Is an unknown name meant as a field?  In lower case, with a value after it
 * without a space. */
static bool seems_meant(struct ir_text name, struct ir_text rest,
                        enum query_next then)
{
    if (name.size < 2 || name.size > NAME_MAX_SIZE)
        return false;
    for (size_t i = 0; i < name.size; i++)
        if (name.data[i] < 'a' || name.data[i] > 'z')
            return false;
    for (size_t i = 0; i < COUNT(schemes); i++)
        if (text_is(name, schemes[i]))
            return false;
    if (!rest.size)
        return then != NEXT_NONE;
    return rest.data[0] == '>' || rest.data[0] == '<' ||
           (query_bears_word(rest) && rest.data[0] != '/' &&
            rest.data[0] != ':');
}

static void fill(const struct field_row *row, struct query_token *out)
{
    out->kind = TOKEN_PREFIX;
    out->node.kind = row->makes;
    if (row->makes == QUERY_SCOPE)
        out->node.scope = (enum query_scope)row->number;
    else if (row->makes == QUERY_FIELD)
        out->node.field = (enum query_field)row->number;
}

/* Can a phrase or group be the field's value?  A length cannot be a group. */
static bool takes(struct query_token *out, enum query_next then)
{
    if (out->node.kind != QUERY_LENGTH || then != NEXT_OPEN)
        return then != NEXT_NONE;
    out->code = "bad_length";
    out->message = LENGTH_MESSAGE;
    return false;
}

size_t query_field(struct ir_text text, enum query_next then,
                   struct query_token *out)
{
    const struct field_row *row;
    struct ir_text name = {text.data, 0}, rest;

    while (name.size < text.size && (ascii_letter(text.data[name.size]) ||
                                     ascii_digit(text.data[name.size])))
        name.size++;
    row = find_row(name);
    if (name.size == text.size) {
        if (!row || !row->call || then != NEXT_OPEN)
            return 0;
        fill(row, out);
        return name.size;
    }
    if (text.data[name.size] != ':')
        return 0;
    rest.data = text.data + name.size + 1;
    rest.size = text.size - name.size - 1;
    out->kind = TOKEN_PREFIX;
    if (row)
        fill(row, out);
    else if (!counts(name, out)) {
        if (seems_meant(name, rest, then)) {
            out->code = "unknown_field";
            out->message = "no such field; treated as text";
        }
        return 0;
    }
    return query_bears_word(rest) || text_equal(rest, TEXT("*")) ||
                   (!rest.size && takes(out, then))
               ? name.size + 1
               : 0;
}

/* Read one end of a range; if it is empty *out stays as it was. */
static bool side(struct ir_text text, uint64_t *out)
{
    return !text.size || query_number(text, UINT64_MAX, out);
}

/* >n >=n <n <=n n..m n.. ..m n */
static bool length_value(struct ir_text t, struct query_node *node)
{
    bool equal, above = t.size && t.data[0] == '>';
    uint64_t low = 0, high = UINT64_MAX, swap;

    if (above || (t.size && t.data[0] == '<')) {
        equal = t.size > 1 && t.data[1] == '=';
        t.data += 1 + equal;
        t.size -= 1 + (size_t)equal;
        if (!t.size || !side(t, above ? &low : &high))
            return false;
        if (!equal && (above ? low == UINT64_MAX : high == 0))
            return false;
        low += above && !equal;
        high -= !above && !equal;
    } else {
        const char *dots = memmem(t.data, t.size, "..", 2);
        size_t size = dots ? (size_t)(dots - t.data) : t.size;
        struct ir_text first = {t.data, size};
        struct ir_text last = {dots ? dots + 2 : t.data,
                               dots ? t.size - size - 2 : t.size};

        if (!side(first, &low) || !side(last, &high))
            return false;
    }
    swap = low;
    node->low = low < high ? low : high;
    node->high = low < high ? high : swap;
    return true;
}

/* Is the field searched by words, not by its whole value? */
static bool is_words(const struct query_node *node)
{
    return node->kind == QUERY_FIELD &&
           (node->field == FIELD_BYLINE || node->field == FIELD_DATELINE);
}

bool query_field_value(struct ir_text value, struct query_token *out)
{
    value = query_trimmed(value);
    out->kind = TOKEN_LEAF;
    out->node.text = value;
    if (out->node.weight != 1 && out->node.kind != QUERY_TOPIC) {
        out->node.weight = 1;
        out->code = "ignored_weight";
        out->message = "this does not add to the score; its weight is ignored";
    }
    if (is_words(&out->node) && text_find(value, '*') && value.size > 1) {
        out->code = "field_pattern";
        out->message = "wildcards do not work in this field; treated as text";
    }
    if (out->node.kind != QUERY_LENGTH || length_value(value, &out->node))
        return true;
    out->code = "bad_length";
    out->message = LENGTH_MESSAGE;
    return false;
}

const char *query_field_name(const struct query_node *node)
{
    enum query_kind kind = node->kind;
    int number = node->kind == QUERY_SCOPE   ? (int)node->scope
                 : node->kind == QUERY_FIELD ? (int)node->field
                                             : 0;

    if (node->kind == QUERY_EVERY && !node->within)
        return "";
    if (node->kind == QUERY_EVERY) {
        kind = QUERY_SCOPE;
        number = (int)node->scope;
    }
    for (size_t i = 0; i < COUNT(rows); i++)
        if (rows[i].makes == kind && rows[i].number == number)
            return rows[i].name;
    return "";
}
