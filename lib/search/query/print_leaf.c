/* Prints a leaf: without quotes if that reads as the same leaf. */
#include "search/query/print_leaf.h"

#include "search/query/lex.h"
#include "text/utf8.h"

/* A run of spaces becomes one space; so does one of quotes and wildcards, which
 * only a literal query can have here. */
static void print_quoted(struct ir_text text, bool wild, struct buf *out)
{
    size_t at = 0;
    bool gap = false, first = true;

    buf_addc(out, '"');
    while (at < text.size) {
        size_t start = at;
        uint32_t code = utf8_next(text.data, text.size, &at);

        if (query_is_space(code) || query_is_quote(code) ||
            (!wild && (code == '*' || code == '?'))) {
            gap = true;
            continue;
        }
        if (gap && !first)
            buf_addc(out, ' ');
        gap = first = false;
        buf_add(out, text.data + start, at - start);
    }
    buf_addc(out, '"');
}

/* Up to three decimals, without zeros at the end. */
static void print_thousandths(double value, struct buf *out)
{
    uint64_t n = (uint64_t)(value * 1000 + 0.5);

    buf_addf(out, "%llu", (unsigned long long)(n / 1000));
    if (n % 1000 == 0)
        return;
    buf_addf(out, ".%03llu", (unsigned long long)(n % 1000));
    while (out->data[out->size - 1] == '0')
        out->data[--out->size] = '\0';
}

void query_print_weight(const struct query_node *node, struct buf *out)
{
    if (node->weight == 1)
        return;
    buf_addc(out, '^');
    print_thousandths(node->weight, out);
}

/* A leaf without quotes and without its weight. */
static void print_open(const struct query_node *node, struct buf *out)
{
    if (*query_field_name(node))
        buf_addf(out, "%s:", query_field_name(node));
    if (node->kind == QUERY_EXACT)
        buf_addc(out, '=');
    buf_addt(out, node->text);
    if (node->kind == QUERY_FUZZY)
        buf_addc(out, '~');
    if (node->kind == QUERY_FUZZY && node->number)
        buf_addf(out, "%u", node->number);
}

static bool same_leaf(const struct query_node *a, const struct query_node *b)
{
    return a->kind == b->kind && a->number == b->number &&
           a->field == b->field && a->wild == b->wild &&
           a->weight == b->weight && text_equal(a->text, b->text);
}

/* Does text parse as this one leaf? */
static bool reads_as(struct ir_text text, const struct query_node *node)
{
    struct query_lexer scan;
    struct query_token token;
    bool same;

    query_lex_start(&scan, text, false);
    same = query_lex_next(&scan, &token) && token.kind == TOKEN_LEAF &&
           scan.at == text.size && token.node.start == 0 &&
           same_leaf(&token.node, node);
    query_lex_end(&scan);
    return same;
}

static struct ir_text part_from(const struct buf *out, size_t start)
{
    return (struct ir_text){out->data + start, out->size - start};
}

static void print_length(const struct query_node *node, struct buf *out)
{
    unsigned long long low = node->low, high = node->high;

    if (node->low == node->high)
        buf_addf(out, "words:%llu", low);
    else if (node->high == UINT64_MAX)
        buf_addf(out, "words:>=%llu", low);
    else if (!node->low)
        buf_addf(out, "words:<=%llu", high);
    else
        buf_addf(out, "words:%llu..%llu", low, high);
}

/* Quote a value that contains quotation marks with marks of another kind; false
 * if no kind reads back as the same value. */
static bool print_name(const struct query_node *node, struct buf *out)
{
    static const char *const marks[][2] = {{"\"", "\""}, {"“", "”"}, {"„", "“"},
                                           {"«", "»"},   {"»", "«"}, {"‹", "›"},
                                           {"〝", "〟"}, {"”", "”"}};
    size_t start = out->size;

    for (size_t i = 0; i < COUNT(marks) && *query_field_name(node); i++) {
        buf_addf(out, "%s:%s", query_field_name(node), marks[i][0]);
        buf_addt(out, node->text);
        buf_adds(out, marks[i][1]);
        if (reads_as(part_from(out, start), node))
            return true;
        out->size = start;
    }
    return false;
}

static void print_quoted_leaf(const struct query_node *node, struct buf *out)
{
    if (*query_field_name(node))
        buf_addf(out, "%s:", query_field_name(node));
    print_quoted(node->text, node->wild || query_is_filter(node->kind), out);
    if (node->kind == QUERY_MIN_MATCH) {
        buf_addc(out, '/');
        if (node->number)
            buf_addf(out, "%u", node->number);
        else
            print_thousandths(node->share, out);
    }
    query_print_weight(node, out);
}

/* Print a leaf without quotes if that parses to the same leaf; else false, and
 * out is as it was. */
static bool print_open_leaf(const struct query_node *node, struct buf *out)
{
    struct query_node light = *node;
    size_t start = out->size;

    light.weight = 1;
    print_open(node, out);
    query_print_weight(node, out);
    if (reads_as(part_from(out, start), node))
        return true;
    out->size = start;
    buf_addc(out, '(');
    print_open(node, out);
    if (node->weight != 1 && reads_as(part_from(out, start + 1), &light)) {
        buf_addc(out, ')');
        query_print_weight(node, out);
        return true;
    }
    out->size = start;
    return false;
}

void query_print_leaf(const struct query_node *node, struct buf *out)
{
    bool quoted = node->kind == QUERY_PHRASE || node->kind == QUERY_MIN_MATCH;

    if (node->kind == QUERY_EVERY)
        print_open(node, out);
    else if (node->kind == QUERY_LENGTH)
        print_length(node, out);
    else if (quoted || (!print_open_leaf(node, out) && !print_name(node, out)))
        print_quoted_leaf(node, out);
}
