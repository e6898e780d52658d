/* Prints a tree in the canonical form. */
#include "search/query/query.h"

#include "search/query/lex.h"
#include "text/utf8.h"

/* Precedence of a node's operator, loosest first.  A node gets brackets where
 * its parent needs a tighter one. */
enum tightness { SIDE_BY_SIDE, OR_JOINED, AND_JOINED, SPANS_JOINED, TIGHT };

static const char *const joins[] = {
    [SIDE_BY_SIDE] = " ",
    [OR_JOINED] = " OR ",
    [AND_JOINED] = " AND ",
};

struct printer {
    struct buf *out;
    bool any; /* lists are answered as any */
};

/* How many parts of each kind a list answered as any has. */
struct roles {
    size_t plain, must, limits;
};

static void print(const struct printer *p, const struct query_node *node,
                  enum tightness place);

/* ---- leaves ---- */

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

static void print_weight(const struct query_node *node, struct buf *out)
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
    print_weight(node, out);
}

/* Print a leaf without quotes if that parses to the same leaf; else false, and
 * out is as it was. */
static bool print_open_leaf(const struct query_node *node, struct buf *out)
{
    struct query_node light = *node;
    size_t start = out->size;

    light.weight = 1;
    print_open(node, out);
    print_weight(node, out);
    if (reads_as(part_from(out, start), node))
        return true;
    out->size = start;
    buf_addc(out, '(');
    print_open(node, out);
    if (node->weight != 1 && reads_as(part_from(out, start + 1), &light)) {
        buf_addc(out, ')');
        print_weight(node, out);
        return true;
    }
    out->size = start;
    return false;
}

static void print_leaf(const struct query_node *node, struct buf *out)
{
    bool quoted = node->kind == QUERY_PHRASE || node->kind == QUERY_MIN_MATCH;

    if (node->kind == QUERY_EVERY)
        print_open(node, out);
    else if (node->kind == QUERY_LENGTH)
        print_length(node, out);
    else if (quoted || (!print_open_leaf(node, out) && !print_name(node, out)))
        print_quoted_leaf(node, out);
}

/* ---- groups ---- */

/* Is it required even in a list answered as any, without being enough for a
 * match?  Filters and NOT are. */
static bool is_limit(const struct query_node *node)
{
    if (node->kind == QUERY_MUST)
        node = node->parts;
    return node->kind == QUERY_NOT || query_is_filter(node->kind);
}

static struct roles count_roles(const struct query_node *list)
{
    struct roles roles = {0, 0, 0};

    for (const struct query_node *n = list->parts; n; n = n->next) {
        if (is_limit(n))
            roles.limits++;
        else if (n->kind == QUERY_MUST)
            roles.must++;
        else
            roles.plain++;
    }
    return roles;
}

static enum tightness list_tightness(const struct printer *p,
                                     const struct query_node *list)
{
    struct roles roles = count_roles(list);

    if (!p->any || !roles.plain)
        return AND_JOINED;
    if (roles.must)
        return SIDE_BY_SIDE;
    return roles.limits ? AND_JOINED : OR_JOINED;
}

static enum tightness group_tightness(const struct printer *p,
                                      const struct query_node *node)
{
    if (node->kind == QUERY_LIST)
        return list_tightness(p, node);
    if (node->kind == QUERY_OR)
        return OR_JOINED;
    if (node->kind == QUERY_AND)
        return AND_JOINED;
    return query_is_proximity(node->kind) ? SPANS_JOINED : TIGHT;
}

static void print_operator(const struct query_node *node, enum tightness join,
                           struct buf *out)
{
    static const char *const names[] = {
        [QUERY_NEAR] = " NEAR/",
        [QUERY_ADJ] = " ADJ/",
        [QUERY_SENTENCE] = " /s",
        [QUERY_PARAGRAPH] = " /p",
        [QUERY_NOT_NEAR] = " NOT w/",
        [QUERY_NOT_SENTENCE] = " NOT w/s",
        [QUERY_NOT_PARAGRAPH] = " NOT w/p",
    };

    if (join != SPANS_JOINED) {
        buf_adds(out, joins[join]);
        return;
    }
    buf_adds(out, names[node->kind]);
    if (node->number)
        buf_addf(out, "%u", node->number);
    buf_addc(out, ' ');
}

/* Is it the word "not", which before a proximity operator would be read as its
 * NOT? */
static bool is_not(const struct query_node *node)
{
    return node->kind == QUERY_WORD && text_is(node->text, "not") &&
           !text_equal(node->text, TEXT("NOT"));
}

/* Is it a negated proximity operator?  Lists in its second part are answered as
 * all, as in NOT. */
static bool is_refusal(const struct query_node *node)
{
    return node->kind >= QUERY_NOT_NEAR && node->kind <= QUERY_NOT_PARAGRAPH;
}

static void print_parts(const struct printer *p, const struct query_node *group,
                        enum tightness join)
{
    for (const struct query_node *n = group->parts; n; n = n->next) {
        bool brackets = join == SPANS_JOINED && n->next && is_not(n);
        const struct printer inner = {
            p->out, p->any && !(n != group->parts && is_refusal(group))};

        if (n != group->parts)
            print_operator(group, join, p->out);
        buf_adds(p->out, brackets ? "(" : "");
        print(&inner, n, join == SPANS_JOINED ? TIGHT : join);
        buf_adds(p->out, brackets ? ")" : "");
    }
}

static void print_plain(const struct printer *p, const struct query_node *list,
                        enum tightness place)
{
    bool first = true;

    for (const struct query_node *n = list->parts; n; n = n->next) {
        if (is_limit(n) || n->kind == QUERY_MUST)
            continue;
        if (!first)
            buf_adds(p->out, joins[OR_JOINED]);
        print(p, n, place);
        first = false;
    }
}

/* Print a list answered as any that has MUST, NOT or filters.  Its other parts
 * come first, as one OR, which needs no brackets in a juxtaposition. */
static void print_mixed(const struct printer *p, const struct query_node *list,
                        enum tightness join)
{
    bool several = count_roles(list).plain > 1;
    bool brackets = several && join == AND_JOINED;

    if (brackets)
        buf_addc(p->out, '(');
    print_plain(p, list, several || join == SIDE_BY_SIDE ? OR_JOINED : join);
    if (brackets)
        buf_addc(p->out, ')');
    for (const struct query_node *n = list->parts; n; n = n->next) {
        if (!is_limit(n) && n->kind != QUERY_MUST)
            continue;
        buf_adds(p->out, joins[join]);
        if (!is_limit(n))
            buf_addc(p->out, '+');
        print(p, n, TIGHT);
    }
}

static void print_group(const struct printer *p, const struct query_node *node)
{
    enum tightness join = group_tightness(p, node);
    struct roles roles = count_roles(node);

    if (node->kind == QUERY_LIST && p->any && roles.plain &&
        roles.must + roles.limits)
        print_mixed(p, node, join);
    else
        print_parts(p, node, join);
}

/* Inside NOT a list is always answered as all. */
static void print_not(const struct printer *p, const struct query_node *node)
{
    const struct printer all = {p->out, false};

    buf_adds(p->out, "NOT ");
    print(&all, node->parts, TIGHT);
}

static void print_prefixed(const struct printer *p,
                           const struct query_node *node)
{
    if (node->kind == QUERY_NOT) {
        print_not(p, node);
    } else if (node->kind == QUERY_ATLEAST) {
        buf_addf(p->out, "atleast%u(", node->number);
        print(p, node->parts, SIDE_BY_SIDE);
        buf_addc(p->out, ')');
    } else {
        buf_addf(p->out, "%s:", query_field_name(node));
        print(p, node->parts, TIGHT);
    }
}

static void print(const struct printer *p, const struct query_node *node,
                  enum tightness place)
{
    bool brackets;

    if (node->kind == QUERY_MUST)
        node = node->parts;
    if (!node->parts) {
        print_leaf(node, p->out);
        return;
    }
    if (group_tightness(p, node) == TIGHT) {
        print_prefixed(p, node);
        return;
    }
    brackets = node->weight != 1 || group_tightness(p, node) < place;
    if (brackets)
        buf_addc(p->out, '(');
    print_group(p, node);
    if (brackets)
        buf_addc(p->out, ')');
    print_weight(node, p->out);
}

void query_print(const struct query *q, const char *list, struct buf *out)
{
    struct printer p = {out, strcmp(list, " OR ") == 0};

    if (q->root)
        print(&p, q->root, SIDE_BY_SIDE);
}
