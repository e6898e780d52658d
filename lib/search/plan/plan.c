/* Makes the plan of a parsed query, and indexes its terms and forms. */
#include "search/plan/planner.h"

#include <stdlib.h>

/* Count words and phrases, and find out whether any was typed with a lower-case
 * letter.  Filters do not count. */
static size_t count_leaves(const struct query *q, const struct query_node *node,
                           bool *small)
{
    size_t count = !node->parts;

    if (query_is_filter(node->kind))
        return 0;
    /* The text of an operator that became a word is in lower case. */
    for (size_t i = node->start; !node->parts && i < node->end; i++)
        if (q->text.data[i] >= 'a' && q->text.data[i] <= 'z')
            *small = true;
    for (const struct query_node *n = node->parts; n; n = n->next)
        count += count_leaves(q, n, small);
    return count;
}

/* Capitals are significant in a single word, or if not all is in capitals. */
static bool capitals_mean(const struct query *q)
{
    bool small = false;

    return count_leaves(q, q->root, &small) <= 1 || small;
}

static void map_lexemes(struct plan *p, struct stems *stems)
{
    p->lexeme_count = stems_count(stems);
    p->term_of_lexeme = xmalloc(p->lexeme_count * sizeof(uint32_t));
    memset(p->term_of_lexeme, 0xff, p->lexeme_count * sizeof(uint32_t));
    p->form_of_lexeme = xmalloc(p->lexeme_count * sizeof(uint32_t));
    memset(p->form_of_lexeme, 0xff, p->lexeme_count * sizeof(uint32_t));
    p->filtered = true;
    for (size_t i = 0; i < p->term_count; i++) {
        const struct lexeme *stem = p->terms[i].stem;
        uint32_t pattern = p->terms[i].pattern;

        if (pattern != PLAN_NONE &&
            !pattern_filter(p->patterns[pattern].words, &p->filter))
            p->filtered = false;
        if (!stem)
            continue;
        p->term_of_lexeme[stem->id] = (uint32_t)i;
        if (!stems_filter(stems, stem->form, &p->filter))
            p->filtered = false;
    }
}

static void map_forms(struct plan *p, struct stems *stems)
{
    for (size_t i = 0; i < p->form_count; i++)
        if (p->terms[p->forms[i].term].stem)
            p->form_of_lexeme[stems_get(stems, p->forms[i].text)->id] =
                (uint32_t)i;
}

static void number_clauses(struct plan *p, struct clause *c)
{
    c->id = (uint32_t)p->clause_count++;
    for (size_t i = 0; i < c->part_count; i++)
        number_clauses(p, &c->parts[i]);
}

/* Index the expansions by their first term. */
static void link_expansions(struct plan *p)
{
    p->first_expansion = xmalloc((p->term_count + 1) * sizeof(uint32_t));
    memset(p->first_expansion, 0xff, (p->term_count + 1) * sizeof(uint32_t));
    for (size_t i = p->expansion_count; i-- > 0;) {
        struct plan_expansion *m = &p->expansions[i];
        uint32_t *first = &p->first_expansion[plan_clause_term(p, &m->what, 0)];

        m->next = *first;
        *first = (uint32_t)i;
    }
}

struct plan *plan_new(struct query *q, struct stems *stems,
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
                        .variants = words->variants,
                        .query = q,
                        .now = words->now,
                        .weight = 1,
                        .last = PLAN_NONE};

    p->fits = fits_new();
    p->root.joined = PLAN_NONE;
    p->root.weight = 1;
    if (q->root) {
        b.capitals_mean = capitals_mean(q);
        planner_asking(&b, q->root);
        b.keep_stops = !planner_has_content(&b, q->root);
        p->empty = !planner_root(&b, q->root, &p->root);
    } else {
        p->empty = true;
    }
    p->exact = !clause_needs_text(&p->root);
    p->grows = !clause_excludes(&p->root);
    number_clauses(p, &p->root);
    map_lexemes(p, stems);
    map_forms(p, stems);
    link_expansions(p);
    words_free(b.walk);
    return p;
}

static void settle(const struct plan *p, struct clause *c)
{
    if (c->kind == CLAUSE_FILTER && p->filters[c->filter].decided)
        c->number = 0;
    if (clause_is_own_stem(p, c))
        c->sole =
            p->forms[c->items[0]].told_apart && !p->forms[c->items[0]].others;
    for (size_t i = 0; i < c->part_count; i++)
        settle(p, &c->parts[i]);
}

void plan_settle(struct plan *p)
{
    settle(p, &p->root);
    p->exact = !clause_needs_text(&p->root);
}

void plan_free(struct plan *p)
{
    if (!p)
        return;
    clause_free(&p->root);
    for (size_t i = 0; i < p->filter_count; i++)
        filter_free(&p->filters[i]);
    free(p->filters);
    free(p->forms);
    free(p->terms);
    free(p->pairs);
    free(p->expansions);
    free(p->patterns);
    fits_free(p->fits);
    free(p->first_expansion);
    free(p->term_of_lexeme);
    free(p->form_of_lexeme);
    free(p);
}
