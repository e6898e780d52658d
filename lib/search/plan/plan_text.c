/* Translates words and phrases into clauses. */
#include "search/plan/planner.h"

#include <stdlib.h>

static bool only_stops(const struct planner *b, const struct query_node *node,
                       const struct clause *c)
{
    for (size_t i = 0; i < c->item_count; i++)
        if (!planner_ignores(b, node, b->plan->forms[c->items[i]].text))
            return false;
    return true;
}

/* A word between spaces, of one or several words of the index. */
static void plan_run(struct planner *b, enum use use, uint32_t joined,
                     struct clause *c)
{
    c->kind = c->item_count == 1 ? CLAUSE_WORD : CLAUSE_RUN;
    c->loose = c->loose && use == USE_LOOSE;
    for (size_t i = 0; i < c->item_count; i++)
        c->items[i] = b->plan->forms[c->items[i]].term;
    if (joined != PLAN_NONE) {
        planner_count(b, joined, use, true);
        c->joined = b->plan->forms[joined].term;
    }
    if (!c->unsure)
        planner_synonyms(b, use, c);
}

/* If the parts of a compound cannot match side by side, its joined form may. */
static bool plan_joined(struct planner *b, enum use use, uint32_t joined,
                        struct clause *c)
{
    c->kind = CLAUSE_NEVER;
    c->item_count = 0;
    if (joined == PLAN_NONE)
        return true;
    planner_count(b, joined, use, false);
    c->kind = CLAUSE_WORD;
    c->pattern = true;
    c->items = xrealloc(c->items, sizeof(*c->items));
    c->items[c->item_count++] = b->plan->forms[joined].term;
    return true;
}

/* Outside of operators on spans, the words of a phrase or of a compound may
 * score by themselves; those on the stop list do not. */
static void scatter(struct planner *b, enum use use, struct clause *c)
{
    c->scattered = xmalloc(c->item_count * sizeof(*c->scattered));
    for (size_t i = 0; i < c->item_count; i++)
        if (planner_scores(b, c->items[i], use))
            c->scattered[c->scattered_count++] =
                b->plan->forms[c->items[i]].term;
}

/* A quotation; fits: there are words for each of its patterns. */
static void plan_quotation(struct planner *b, const struct query_node *node,
                           enum use use, bool fits, struct clause *c)
{
    if (node->kind == QUERY_PHRASE && (c->item_count > 1 || !fits) &&
        (use == USE_QUOTED || use == USE_STOPS))
        scatter(b, use, c);
    c->kind = fits ? CLAUSE_PHRASE : CLAUSE_NEVER;
    if (!fits)
        c->item_count = 0;
    c->stored = c->item_count == 1 && plan_is_stored(b->plan, c->items[0]);
}

bool planner_text(struct planner *b, const struct query_node *node,
                  enum use use, bool must, struct clause *c)
{
    bool quoted = node->kind == QUERY_PHRASE || node->kind == QUERY_EXACT;
    bool choosy = !quoted && !must && !b->keep_stops &&
                  (use == USE_LOOSE || use == USE_NEGATED);
    bool fits = true;
    struct ir_text text = node->text;
    uint32_t joined;

    if (choosy)
        text.size = url_start(text);
    c->shown = text;
    if (node->wild)
        fits = planner_pieces(b, node, c, &joined);
    else
        planner_leaf(b, text, c, &joined);
    if (!fits && !quoted)
        return plan_joined(b, use, joined, c);
    if (!c->item_count && fits)
        return false;
    if (choosy && joined == PLAN_NONE && only_stops(b, node, c))
        return false;
    if (quoted && use == USE_LOOSE)
        use = only_stops(b, node, c) ? USE_STOPS : USE_QUOTED;
    if (!quoted && (c->item_count > 1 || joined != PLAN_NONE))
        b->weight *= PLAN_COMPOUND_SHARE;
    for (size_t i = 0; i < c->item_count; i++)
        planner_count(b, c->items[i], use, false);
    c->joined = PLAN_NONE;
    if (quoted) {
        plan_quotation(b, node, use, fits, c);
        return true;
    }
    if (use == USE_LOOSE && !node->wild && c->item_count > 1 &&
        joined != PLAN_NONE)
        scatter(b, USE_QUOTED, c);
    plan_run(b, use, joined, c);
    return true;
}
