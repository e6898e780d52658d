/* Prints a tree in the canonical form. */
#include "search/query/query.h"

#include "search/query/lex.h"
#include "search/query/print_leaf.h"

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
        query_print_leaf(node, p->out);
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
    query_print_weight(node, p->out);
}

void query_print(const struct query *q, const char *list, struct buf *out)
{
    struct printer p = {out, strcmp(list, " OR ") == 0};

    if (q->root)
        print(&p, q->root, SIDE_BY_SIDE);
}
