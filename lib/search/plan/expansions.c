/* Expands terms: synonyms, relatives, topics, patterns. */
#include "search/plan/planner.h"

#include <stdlib.h>

/*
 * Make one part of a group: a word, or several side by side; quoted: as spelt.
 * Its words score only as a whole.
 */
static void plan_part(struct planner *b, struct ir_text text, bool quoted,
                      struct clause *c, uint32_t *joined)
{
    b->lending = true;
    planner_leaf(b, text, c, joined);
    b->lending = false;
    c->joined = PLAN_NONE;
    c->loose = false;
    c->kind = c->item_count > 1 ? CLAUSE_RUN : CLAUSE_WORD;
    if (quoted) {
        *joined = PLAN_NONE;
        c->kind = CLAUSE_PHRASE;
        c->stored = c->item_count == 1 && plan_is_stored(b->plan, c->items[0]);
    }
    for (size_t i = 0; !quoted && i < c->item_count; i++)
        c->items[i] = b->plan->forms[c->items[i]].term;
}

/* A group under construction. */
struct group {
    struct clause *any;
    size_t room;
    uint32_t term; /* that they expand */
    enum ir_how how;
};

static void take_part(struct plan *p, struct group *g,
                      const struct clause *part, double weight)
{
    struct plan_expansion expansion = {.what = *part,
                                       .term = g->term,
                                       .first = g->any->expansions,
                                       .how = g->how,
                                       .weight = weight,
                                       .scale = weight};
    struct clause *any = g->any;

    any->parts = xgrow(any->parts, any->part_count, &g->room, sizeof(*part));
    any->parts[any->part_count++] = *part;
    p->expansions = xgrow(p->expansions, p->expansion_count, &p->expansion_room,
                          sizeof(expansion));
    p->expansions[p->expansion_count++] = expansion;
}

/* Add a part unless the group has it. */
static void take_new(struct plan *p, struct group *g, struct clause *part,
                     double weight)
{
    bool known = !part->item_count;

    for (size_t i = 0; !known && i < g->any->part_count; i++)
        known = clause_same(&g->any->parts[i], part);
    if (known)
        free(part->items);
    else
        take_part(p, g, part, weight);
}

/* Add text to the group; a compound also as one word. */
static void add_part(struct planner *b, struct group *g, struct ir_text text,
                     bool quoted, double weight)
{
    struct clause part = {.weight = 1};
    struct clause one = {
        .kind = CLAUSE_WORD, .weight = 1, .joined = PLAN_NONE, .item_count = 1};
    uint32_t joined;

    plan_part(b, text, quoted, &part, &joined);
    take_new(b->plan, g, &part, weight);
    if (joined == PLAN_NONE)
        return;
    one.items = xmalloc(sizeof(*one.items));
    one.items[0] = b->plan->forms[joined].term;
    take_new(b->plan, g, &one, weight);
}

static void add_alike(struct planner *b, struct group *g,
                      struct synonyms *alike, struct ir_text stem,
                      double weight)
{
    const struct ir_text *texts;
    size_t count = alike ? synonyms_find(alike, stem, &texts) : 0;

    for (size_t i = 0; i < count; i++)
        add_part(b, g, texts[i], false, weight);
}

/* The stem of the word's other spelling, or NULL: a typed umlaut also matches
 * ue, but a plain u does not. */
static const struct lexeme *spelling_of(struct planner *b,
                                        const struct clause *c)
{
    const struct lexeme *spelling = NULL;
    struct word word;

    words_start(b->walk, c->shown, 0, 0, NULL);
    while (c->kind == CLAUSE_WORD && words_next(b->walk, &word))
        if (word.flags & WORD_SPELLING)
            spelling = stems_get(b->stems, word.form);
    return spelling;
}

/* Does expansion i begin the term's group, and would the group be the same
 * here? */
static bool begins_such(const struct plan *p, size_t i, uint32_t term,
                        const struct lexeme *spelling, bool negated)
{
    const struct plan_expansion *m = &p->expansions[i];
    const struct lexeme *known = NULL;

    if (m->first != i || m->term != term || m->negated != negated)
        return false;
    for (; i < p->expansion_count && p->expansions[i].first == m->first; i++)
        if (p->expansions[i].how == IR_HOW_FOLD)
            known = p->terms[p->expansions[i].what.items[0]].stem;
    return known == (spelling ? spelling->stem : NULL);
}

/* Reuse the expansions from an earlier occurrence of the word. */
static bool take_expansions(const struct plan *p, struct group *g,
                            const struct lexeme *spelling, bool negated)
{
    struct clause *any = g->any;
    size_t i = 0;

    while (i < p->expansion_count &&
           !begins_such(p, i, g->term, spelling, negated))
        i++;
    if (i == p->expansion_count)
        return false;
    any->expansions = (uint32_t)i;
    for (; i < p->expansion_count && p->expansions[i].first == any->expansions;
         i++) {
        struct clause part = p->expansions[i].what;
        size_t size = part.item_count * sizeof(*part.items);

        part.items = memcpy(xmalloc(size), part.items, size);
        any->parts = xgrow(any->parts, any->part_count, &g->room, sizeof(part));
        any->parts[any->part_count++] = part;
    }
    return true;
}

static void new_expansions(struct planner *b, struct group *g,
                           const struct lexeme *spelling, bool negated)
{
    struct ir_text stem = b->plan->terms[g->term].stem->form;

    g->any->expansions = (uint32_t)b->plan->expansion_count;
    add_alike(b, g, b->synonyms, stem, PLAN_SYNONYM_SHARE);
    add_alike(b, g, b->relatives, stem, PLAN_RELATIVE_SHARE);
    g->how = IR_HOW_FOLD;
    if (spelling)
        add_part(b, g, spelling->form, false, 1);
    for (size_t i = g->any->expansions; i < b->plan->expansion_count; i++)
        b->plan->expansions[i].negated = negated;
}

void planner_synonyms(struct planner *b, enum use use, struct clause *c)
{
    bool negated = use_is_negated(use);
    struct clause any = {.kind = CLAUSE_ANY,
                         .must = c->must,
                         .shown = c->shown,
                         .joined = PLAN_NONE,
                         .weight = c->weight,
                         .group = true,
                         .own = 1};
    struct group g = {.any = &any,
                      .term = c->kind == CLAUSE_RUN ? c->joined : c->items[0],
                      .how = IR_HOW_SYNONYM};
    const struct lexeme *spelling = spelling_of(b, c);

    if (g.term == PLAN_NONE)
        return;
    any.parts = xgrow(NULL, 0, &g.room, sizeof(*any.parts));
    any.parts[any.part_count++] = *c;
    any.parts[0].must = false;
    any.parts[0].weight = 1;
    if (!take_expansions(b->plan, &g, spelling, negated))
        new_expansions(b, &g, spelling, negated);
    if (any.part_count == any.own)
        free(any.parts);
    else
        *c = any;
}

/* Begin a group with a term that no word of the query has. */
static struct group start_group(struct planner *b, struct clause *c,
                                struct ir_text shown, enum ir_how how)
{
    struct group g = {.any = c, .how = how};

    c->kind = CLAUSE_ANY;
    c->group = true;
    c->shown = shown;
    c->expansions = (uint32_t)b->plan->expansion_count;
    g.term = planner_bare_term(b, shown);
    return g;
}

static void finish_group(struct planner *b, const struct group *g, enum use use)
{
    struct plan_term *term = &b->plan->terms[g->term];

    for (uint32_t i = g->any->expansions; i < b->plan->expansion_count; i++)
        b->plan->expansions[i].negated = use_is_negated(use);
    if (use_is_negated(use))
        return;
    term->count++;
    term->share += b->weight;
    planner_pair(b, g->term);
}

bool planner_topic(struct planner *b, const struct topic *topic, enum use use,
                   struct clause *c)
{
    struct group g = start_group(b, c, topic->name, IR_HOW_TOPIC);

    for (size_t i = 0; i < topic->count; i++) {
        const struct topic_term *m = &topic->terms[i];

        if (m->kind != TOPIC_PREFIX)
            add_part(b, &g, m->text, m->kind == TOPIC_FORM, m->weight);
        for (size_t j = 0; j < m->word_count; j++)
            add_part(b, &g, m->words[j], false, m->weight);
    }
    if (!c->part_count)
        return false;
    finish_group(b, &g, use);
    return true;
}

/* ---- patterns ---- */

const double plan_distance_shares[PLAN_DISTANCES] = {1, 0.5, 0.25};

/* A repeated pattern is one term, as a repeated word is. */
static const struct plan_pattern *add_pattern(struct planner *b,
                                              const struct pattern *words,
                                              struct ir_text shown)
{
    struct plan *p = b->plan;
    struct plan_pattern one = {.words = words};
    struct plan_form form = {.text = {"", 0}};

    for (size_t i = 0; i < p->pattern_count; i++)
        if (p->patterns[i].words == words)
            return &p->patterns[i];
    one.term = form.term = planner_bare_term(b, shown);
    p->terms[one.term].pattern = (uint32_t)p->pattern_count;
    p->forms = xgrow(p->forms, p->form_count, &p->form_room, sizeof(form));
    one.form = (uint32_t)p->form_count;
    p->forms[p->form_count++] = form;
    p->patterns =
        xgrow(p->patterns, p->pattern_count, &p->pattern_room, sizeof(one));
    p->patterns[p->pattern_count++] = one;
    fits_add(p->fits, words);
    return &p->patterns[p->pattern_count - 1];
}

static uint32_t pattern_form(struct planner *b, struct ir_text text,
                             struct ir_text shown)
{
    const struct pattern *words =
        b->variants ? variants_of(b->variants, text) : NULL;

    if (!words || pattern_is_empty(words))
        return PLAN_NONE;
    return add_pattern(b, words, shown)->form;
}

void planner_pattern(struct planner *b, const struct query_node *node,
                     enum use use, struct clause *c)
{
    struct ir_text shown = {b->query->text.data + node->start,
                            node->end - node->start};
    uint32_t form = pattern_form(b, node->text, shown), term;

    c->shown = shown;
    if (form == PLAN_NONE) {
        c->kind = CLAUSE_NEVER;
        return;
    }
    term = b->plan->forms[form].term;
    c->kind = CLAUSE_WORD;
    c->pattern = true;
    c->unsure =
        !pattern_is_sure(b->plan->patterns[b->plan->terms[term].pattern].words);
    c->items = xmalloc(sizeof(*c->items));
    c->items[c->item_count++] = term;
    planner_count(b, form, use, false);
}

static void add_item(struct clause *c, size_t *room, uint32_t item)
{
    c->items = xgrow(c->items, c->item_count, room, sizeof(*c->items));
    c->items[c->item_count++] = item;
}

/* False if the piece is a pattern that no word fits. */
static bool add_piece(struct planner *b, const struct query_piece *piece,
                      struct clause *c, size_t *room)
{
    struct clause words = {.joined = PLAN_NONE};
    uint32_t form, joined;

    if (piece->pattern) {
        form = pattern_form(b, piece->text, piece->text);
        if (form == PLAN_NONE)
            return false;
        add_item(c, room, form);
        return true;
    }
    planner_leaf(b, piece->text, &words, &joined);
    for (size_t i = 0; i < words.item_count; i++)
        add_item(c, room, words.items[i]);
    free(words.items);
    return true;
}

bool planner_pieces(struct planner *b, const struct query_node *node,
                    struct clause *c, uint32_t *joined)
{
    struct query_pieces pieces;
    struct query_piece piece;
    struct ir_text whole;
    size_t room = 0;
    bool fits = true;

    *joined = PLAN_NONE;
    c->unsure = true;
    query_pieces_start(&pieces, node->text);
    while (query_pieces_next(&pieces, &piece))
        fits = add_piece(b, &piece, c, &room) && fits;
    if (node->kind == QUERY_WORD && query_joined_pattern(node->text, &whole))
        *joined = pattern_form(b, whole, node->text);
    return fits;
}
