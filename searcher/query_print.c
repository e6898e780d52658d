/* Writes a tree as the query that a careful person would have typed. */
#include "searcher/query.h"

#include "searcher/query_scan.h"
#include "text/utf8.h"

/* How tightly a printed node holds together: what is looser than its place
 * asks for gets brackets. */
enum tightness { SIDE_BY_SIDE, OR_JOINED, AND_JOINED, TIGHT };

static const char *const joins[] = {
    [SIDE_BY_SIDE] = " ",
    [OR_JOINED] = " OR ",
    [AND_JOINED] = " AND ",
};

struct printer {
    struct buf *out;
    bool any; /* lists are answered as any */
};

/* The parts of a list of any: each plays another role. */
struct roles {
    size_t plain, must, negative;
};

static void print(const struct printer *p, const struct query_node *node,
                  enum tightness place);

static bool reads_as_itself(struct ir_text word)
{
    struct query_scan scan;
    struct query_token token;

    query_scan_start(&scan, word, false);
    return query_scan_next(&scan, &token) && token.kind == TOKEN_WORD &&
           text_equal(token.text, word);
}

/* Runs of spaces become one; quotes inside, which only literal text has, part
 * words as a space does. */
static void print_quoted(struct ir_text text, struct buf *out)
{
    size_t at = 0;
    bool gap = false, first = true;

    buf_addc(out, '"');
    while (at < text.size) {
        size_t start = at;
        uint32_t code = utf8_next(text.data, text.size, &at);

        if (query_is_space(code) || query_is_quote(code)) {
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

static struct roles count_roles(const struct query_node *list)
{
    struct roles roles = {0, 0, 0};

    for (const struct query_node *n = list->parts; n; n = n->next) {
        roles.plain += n->kind != QUERY_NOT && n->kind != QUERY_MUST;
        roles.must += n->kind == QUERY_MUST;
        roles.negative += n->kind == QUERY_NOT;
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
    return roles.negative ? AND_JOINED : OR_JOINED;
}

static enum tightness tightness_of(const struct printer *p,
                                   const struct query_node *node)
{
    switch (node->kind) {
    case QUERY_LIST: return list_tightness(p, node);
    case QUERY_OR: return OR_JOINED;
    case QUERY_AND: return AND_JOINED;
    case QUERY_NOT:
    case QUERY_MUST:
    case QUERY_WORD:
    case QUERY_PHRASE:
    case QUERY_TOPIC: break;
    }
    return TIGHT;
}

static void print_parts(const struct printer *p, const struct query_node *group,
                        enum tightness join)
{
    for (const struct query_node *n = group->parts; n; n = n->next) {
        if (n != group->parts)
            buf_adds(p->out, joins[join]);
        print(p, n, join);
    }
}

static void print_plain(const struct printer *p, const struct query_node *list,
                        enum tightness place)
{
    bool first = true;

    for (const struct query_node *n = list->parts; n; n = n->next) {
        if (n->kind == QUERY_NOT || n->kind == QUERY_MUST)
            continue;
        if (!first)
            buf_adds(p->out, joins[OR_JOINED]);
        print(p, n, place);
        first = false;
    }
}

/* A list of any with other parts beside the plain ones: those come first, as
 * one OR, which hangs together by itself when it stands side by side. */
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
        if (n->kind != QUERY_NOT && n->kind != QUERY_MUST)
            continue;
        buf_adds(p->out, joins[join]);
        if (n->kind == QUERY_MUST)
            buf_addc(p->out, '+');
        print(p, n, TIGHT);
    }
}

static void print_group(const struct printer *p, const struct query_node *node,
                        enum tightness join)
{
    struct roles roles = count_roles(node);

    if (node->kind == QUERY_LIST && p->any && roles.plain &&
        roles.must + roles.negative)
        print_mixed(p, node, join);
    else
        print_parts(p, node, join);
}

/* Inside NOT a list is answered as all, whatever the others are. */
static void print_not(const struct printer *p, const struct query_node *node)
{
    const struct printer all = {p->out, false};

    buf_adds(p->out, "NOT ");
    print(&all, node->parts, TIGHT);
}

static void print_bare(const struct printer *p, const struct query_node *node)
{
    switch (node->kind) {
    case QUERY_LIST:
    case QUERY_AND:
    case QUERY_OR: print_group(p, node, tightness_of(p, node)); break;
    case QUERY_NOT: print_not(p, node); break;
    case QUERY_MUST: break; /* print() looks through it */
    case QUERY_WORD:
        if (reads_as_itself(node->text)) {
            buf_addt(p->out, node->text);
            break;
        }
        print_quoted(node->text, p->out);
        break;
    case QUERY_PHRASE: print_quoted(node->text, p->out); break;
    case QUERY_TOPIC:
        buf_adds(p->out, "topic:");
        buf_addt(p->out, node->text);
        break;
    }
}

static void print(const struct printer *p, const struct query_node *node,
                  enum tightness place)
{
    bool brackets;

    if (node->kind == QUERY_MUST)
        node = node->parts;
    brackets = tightness_of(p, node) < place;
    if (brackets)
        buf_addc(p->out, '(');
    print_bare(p, node);
    if (brackets)
        buf_addc(p->out, ')');
}

void query_print(const struct query *q, const char *list, struct buf *out)
{
    struct printer p = {out, strcmp(list, " OR ") == 0};

    if (q->root)
        print(&p, q->root, SIDE_BY_SIDE);
}
