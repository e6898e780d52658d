/* What stands for one term: synonyms, topics and patterns. */
#include "searcher/plan/planner.h"

#include <stdlib.h>

bool plan_is_stored(const struct plan *p, uint32_t form)
{
    return !text_equal(p->forms[form].text,
                       p->terms[p->forms[form].term].stem->form);
}

/*
 * One part of a group: a word, or several side by side; quoted: in these very
 * forms.  Its words are evidence only as a whole.
 */
static bool plan_part(struct planner *b, struct ir_text text, bool quoted,
                      struct clause *c)
{
    uint32_t joined;

    b->lending = true;
    planner_leaf(b, text, c, &joined);
    b->lending = false;
    c->joined = PLAN_NONE;
    c->whole = c->item_count > 1;
    c->kind = c->whole ? CLAUSE_RUN : CLAUSE_WORD;
    if (quoted) {
        c->kind = CLAUSE_PHRASE;
        c->stored = c->item_count == 1 && plan_is_stored(b->plan, c->items[0]);
    }
    for (size_t i = 0; !quoted && i < c->item_count; i++)
        c->items[i] = b->plan->forms[c->items[i]].term;
    return c->item_count > 0;
}

static bool same_part(const struct clause *a, const struct clause *b)
{
    return a->kind == b->kind && a->item_count == b->item_count &&
           !memcmp(a->items, b->items, a->item_count * sizeof(*a->items));
}

/* What a group is made of while its parts come in. */
struct group {
    struct clause *any;
    size_t room;
    uint32_t term; /* that they stand for */
    enum ir_how how;
};

static void take_part(struct plan *p, struct group *g,
                      const struct clause *part, double weight)
{
    struct plan_member member = {.what = *part,
                                 .term = g->term,
                                 .how = g->how,
                                 .weight = weight,
                                 .scale = weight};
    struct clause *any = g->any;

    any->parts = xgrow(any->parts, any->part_count, &g->room, sizeof(*part));
    any->parts[any->part_count++] = *part;
    p->members =
        xgrow(p->members, p->member_count, &p->member_room, sizeof(member));
    p->members[p->member_count++] = member;
}

/* Text stands for the group's term; once is enough. */
static void add_part(struct planner *b, struct group *g, struct ir_text text,
                     bool quoted, double weight)
{
    struct clause part = {.kind = CLAUSE_WORD, .weight = 1}, *any = g->any;
    bool known = !plan_part(b, text, quoted, &part);

    for (size_t i = 0; !known && i < any->part_count; i++)
        known = same_part(&any->parts[i], &part);
    if (known)
        free(part.items);
    else
        take_part(b->plan, g, &part, weight);
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

/* The word's letters written otherwise: who types an umlaut means ue as well,
 * but who types u alone does not. */
static void add_spellings(struct planner *b, struct group *g,
                          struct ir_text shown)
{
    enum ir_how how = g->how;
    struct ir_text spelling = {NULL, 0};
    struct word word;

    words_start(b->walk, shown, 0, 0, NULL);
    while (words_next(b->walk, &word))
        if (word.flags & WORD_SPELLING)
            spelling = stems_get(b->stems, word.form)->form;
    g->how = IR_HOW_FOLD;
    if (spelling.size)
        add_part(b, g, spelling, false, 1);
    g->how = how;
}

void planner_synonyms(struct planner *b, struct clause *c)
{
    struct ir_text stem = b->plan->terms[c->items[0]].stem->form;
    struct clause any = {.kind = CLAUSE_ANY,
                         .must = c->must,
                         .shown = c->shown,
                         .joined = PLAN_NONE,
                         .weight = c->weight,
                         .group = true,
                         .own = 1,
                         .members = (uint32_t)b->plan->member_count};
    struct group g = {.any = &any, .term = c->items[0], .how = IR_HOW_SYNONYM};

    any.parts = xgrow(NULL, 0, &g.room, sizeof(*any.parts));
    any.parts[any.part_count++] = *c;
    any.parts[0].must = false;
    any.parts[0].weight = 1;
    add_alike(b, &g, b->synonyms, stem, PLAN_SYNONYM_SHARE);
    add_alike(b, &g, b->relatives, stem, PLAN_RELATIVE_SHARE);
    add_spellings(b, &g, c->shown);
    if (any.part_count == any.own)
        free(any.parts);
    else
        *c = any;
}

/* Begin a group that stands for a term of its own. */
static struct group start_group(struct planner *b, struct clause *c,
                                struct ir_text shown, enum ir_how how)
{
    struct group g = {.any = c, .how = how};

    c->kind = CLAUSE_ANY;
    c->group = true;
    c->shown = shown;
    c->members = (uint32_t)b->plan->member_count;
    g.term = planner_concept(b, shown);
    return g;
}

static void finish_group(struct planner *b, const struct group *g, enum use use)
{
    struct plan_term *term = &b->plan->terms[g->term];

    for (uint32_t i = g->any->members; i < b->plan->member_count; i++)
        b->plan->members[i].negated = use == USE_NEGATED;
    if (use == USE_NEGATED)
        return;
    term->count++;
    term->share += b->weight;
    planner_pair(b, g->term);
}

bool planner_topic(struct planner *b, const struct concept *topic, enum use use,
                   struct clause *c)
{
    struct group g = start_group(b, c, topic->name, IR_HOW_TOPIC);

    for (size_t i = 0; i < topic->count; i++) {
        const struct topic_member *m = &topic->members[i];

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

/* Asked for twice it is one term, as a word is. */
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
    one.term = form.term = planner_concept(b, shown);
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

bool planner_pattern(struct planner *b, const struct query_node *node,
                     enum use use, struct clause *c)
{
    const struct pattern *words =
        b->variants ? variants_of(b->variants, node) : NULL;
    const struct plan_pattern *p;

    c->shown = (struct ir_text){b->query->text.data + node->start,
                                node->end - node->start};
    if (!words || pattern_is_empty(words)) {
        c->kind = CLAUSE_NEVER;
        return true;
    }
    p = add_pattern(b, words, c->shown);
    c->kind = CLAUSE_WORD;
    c->pattern = true;
    c->unsure = !pattern_is_sure(words);
    c->items = xmalloc(sizeof(*c->items));
    c->items[c->item_count++] = p->term;
    if (use == USE_NEGATED)
        return true;
    b->plan->terms[p->term].count++;
    b->plan->terms[p->term].share += b->weight;
    planner_pair(b, p->term);
    return true;
}
