/* From the parsed query to terms, forms and clauses. */
#include "searcher/planner.h"
#include "searcher/url.h"

#include <stdlib.h>

static bool only_stops(const struct planner *b, const struct clause *c)
{
    for (size_t i = 0; i < c->item_count; i++)
        if (!stopwords_has(b->stop, b->plan->forms[c->items[i]].text))
            return false;
    return true;
}

/* Fill c from a word or phrase; false when it leaves nothing to look for. */
static bool plan_leaf(struct planner *b, const struct query_node *node,
                      enum use use, bool must, struct clause *c)
{
    bool quoted = node->kind == QUERY_PHRASE;
    bool choosy = !quoted && !must && use == USE_LOOSE && !b->keep_stops;
    struct ir_text text = node->text;
    uint32_t joined;

    if (choosy)
        text.size = url_start(text);
    planner_leaf(b, text, c, &joined);
    c->shown = text;
    if (!c->item_count)
        return false;
    if (choosy && c->item_count == 1 && only_stops(b, c))
        return false;
    if (quoted && use == USE_LOOSE)
        use = only_stops(b, c) ? USE_STOPS : USE_QUOTED;
    for (size_t i = 0; i < c->item_count; i++)
        planner_count(b, c->items[i], use, false);
    c->joined = PLAN_NONE;
    if (quoted) {
        c->kind = CLAUSE_PHRASE;
        return true;
    }
    c->kind = c->item_count == 1 ? CLAUSE_WORD : CLAUSE_RUN;
    for (size_t i = 0; i < c->item_count; i++)
        c->items[i] = b->plan->forms[c->items[i]].term;
    if (joined != PLAN_NONE) {
        planner_count(b, joined, use, true);
        c->joined = b->plan->forms[joined].term;
    }
    if (c->kind == CLAUSE_WORD && use == USE_LOOSE)
        planner_synonyms(b, c);
    return true;
}

static bool plan_node(struct planner *b, const struct query_node *node,
                      enum use use, bool must, struct clause *c);

static void clause_free(struct clause *c)
{
    for (size_t i = 0; i < c->part_count; i++)
        clause_free(&c->parts[i]);
    free(c->parts);
    free(c->items);
}

static bool plan_parts(struct planner *b, const struct query_node *node,
                       enum use use, struct clause *c)
{
    size_t room = 0;

    for (const struct query_node *n = node->parts; n; n = n->next) {
        struct clause part = {.must = false};

        if (!plan_node(b, n, use, false, &part)) {
            clause_free(&part);
            continue;
        }
        c->parts = xgrow(c->parts, c->part_count, &room, sizeof(part));
        c->parts[c->part_count++] = part;
    }
    return c->part_count > 0;
}

static bool plan_node(struct planner *b, const struct query_node *node,
                      enum use use, bool must, struct clause *c)
{
    switch (node->kind) {
    case QUERY_WORD:
    case QUERY_PHRASE: c->must = must; return plan_leaf(b, node, use, must, c);
    case QUERY_TOPIC:
        c->must = must;
        c->joined = PLAN_NONE;
        return planner_topic(b, topics_find(b->topics, node->text), use, c);
    case QUERY_MUST: return plan_node(b, node->parts, use, true, c);
    case QUERY_NOT:
        c->kind = CLAUSE_NOT;
        use = USE_NEGATED;
        break;
    case QUERY_AND: c->kind = CLAUSE_ALL; break;
    case QUERY_OR: c->kind = CLAUSE_ANY; break;
    case QUERY_LIST: c->kind = CLAUSE_LIST; break;
    }
    c->must = must;
    c->joined = PLAN_NONE;
    return plan_parts(b, node, use, c);
}

/* Is there a word that is no stop word, outside of negation? */
static bool has_content(struct planner *b, const struct query_node *node)
{
    struct ir_text text = {node->text.data, url_start(node->text)};
    struct word word;

    if (node->kind == QUERY_NOT)
        return false;
    if (node->kind == QUERY_PHRASE || node->kind == QUERY_TOPIC)
        return true;
    for (const struct query_node *n = node->parts; n; n = n->next)
        if (has_content(b, n))
            return true;
    if (node->kind != QUERY_WORD)
        return false;
    words_start(b->walk, text, 0, 0, NULL);
    while (words_next(b->walk, &word))
        if (word.form.size && !stopwords_has(b->stop, word.form) &&
            (b->capitals_mean || !(word.flags & WORD_ACRONYM)))
            return true;
    return false;
}

static bool has_small(const struct query_node *node)
{
    for (size_t i = 0; i < node->text.size; i++)
        if (node->text.data[i] >= 'a' && node->text.data[i] <= 'z')
            return true;
    for (const struct query_node *n = node->parts; n; n = n->next)
        if (has_small(n))
            return true;
    return false;
}

/* Capitals say something where the writer also used small letters, and in a
 * query of a single word. */
static bool capitals_mean(const struct query *q)
{
    return !q->root->parts || has_small(q->root);
}

bool clause_needs_text(const struct clause *c)
{
    if (c->kind == CLAUSE_PHRASE)
        return !c->stored;
    for (size_t i = 0; i < c->part_count; i++)
        if (clause_needs_text(&c->parts[i]))
            return true;
    return false;
}

static void map_lexemes(struct plan *p, const struct stems *stems)
{
    p->lexeme_count = stems_count(stems);
    p->term_of_lexeme = xmalloc(p->lexeme_count * sizeof(uint32_t));
    memset(p->term_of_lexeme, 0xff, p->lexeme_count * sizeof(uint32_t));
    p->filtered = true;
    for (size_t i = 0; i < p->term_count; i++) {
        const struct lexeme *stem = p->terms[i].stem;

        if (!stem)
            continue;
        p->term_of_lexeme[stem->id] = (uint32_t)i;
        if (!stems_filter(stems, stem->form, &p->filter))
            p->filtered = false;
    }
}

uint32_t plan_clause_term(const struct plan *p, const struct clause *c,
                          size_t i)
{
    return c->kind == CLAUSE_PHRASE ? p->forms[c->items[i]].term : c->items[i];
}

/* Find the members by the term that they begin with. */
static void link_members(struct plan *p)
{
    p->first_member = xmalloc((p->term_count + 1) * sizeof(uint32_t));
    memset(p->first_member, 0xff, (p->term_count + 1) * sizeof(uint32_t));
    for (size_t i = p->member_count; i-- > 0;) {
        struct plan_member *m = &p->members[i];
        uint32_t *first = &p->first_member[plan_clause_term(p, &m->what, 0)];

        m->next = *first;
        *first = (uint32_t)i;
    }
}

struct plan *plan_new(const struct query *q, struct stems *stems,
                      const struct plan_words *words)
{
    struct plan *p = xcalloc(1, sizeof(*p));
    struct planner b = {.plan = p,
                        .walk = words_new(),
                        .stems = stems,
                        .stop = words->stop,
                        .synonyms = words->synonyms,
                        .relatives = words->relatives,
                        .topics = words->topics,
                        .last = PLAN_NONE};

    p->root.joined = PLAN_NONE;
    if (q->root) {
        b.capitals_mean = capitals_mean(q);
        b.keep_stops = !has_content(&b, q->root);
        p->empty = !plan_node(&b, q->root, USE_LOOSE, false, &p->root);
    } else {
        p->empty = true;
    }
    p->exact = !clause_needs_text(&p->root);
    map_lexemes(p, stems);
    link_members(p);
    words_free(b.walk);
    return p;
}

void plan_free(struct plan *p)
{
    if (!p)
        return;
    clause_free(&p->root);
    free(p->forms);
    free(p->terms);
    free(p->pairs);
    free(p->members);
    free(p->first_member);
    free(p->term_of_lexeme);
    free(p);
}
