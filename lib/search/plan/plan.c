/* From the parsed query to terms, forms and clauses. */
#include "search/plan/planner.h"
#include "search/plan/url.h"

#include <stdlib.h>

static bool only_stops(const struct planner *b, const struct clause *c)
{
    for (size_t i = 0; i < c->item_count; i++)
        if (!stopwords_has(b->stop, b->plan->forms[c->items[i]].text))
            return false;
    return true;
}

/* What stands between two spaces is one thing to ask for. */
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

/* Of a compound that cannot stand side by side what it is as one word. */
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

/* Fill c from a word or phrase; false when it leaves nothing to look for. */
static bool plan_leaf(struct planner *b, const struct query_node *node,
                      enum use use, bool must, struct clause *c)
{
    bool quoted = node->kind == QUERY_PHRASE || node->kind == QUERY_EXACT;
    bool choosy = !quoted && !must && !b->keep_stops &&
                  (use == USE_LOOSE || use == USE_NEGATED);
    struct ir_text text = node->text;
    uint32_t joined;

    if (choosy)
        text.size = url_start(text);
    c->shown = text;
    if (node->wild && !planner_pieces(b, node, c, &joined))
        return plan_joined(b, use, joined, c);
    if (!node->wild)
        planner_leaf(b, text, c, &joined);
    if (!c->item_count)
        return false;
    if (choosy && joined == PLAN_NONE && only_stops(b, c))
        return false;
    if (quoted && use == USE_LOOSE)
        use = only_stops(b, c) ? USE_STOPS : USE_QUOTED;
    for (size_t i = 0; i < c->item_count; i++)
        planner_count(b, c->items[i], use, false);
    c->joined = PLAN_NONE;
    if (quoted) {
        c->kind = CLAUSE_PHRASE;
        c->stored = c->item_count == 1 && plan_is_stored(b->plan, c->items[0]);
        return true;
    }
    plan_run(b, use, joined, c);
    return true;
}

void clause_free(struct clause *c)
{
    for (size_t i = 0; i < c->part_count; i++)
        clause_free(&c->parts[i]);
    free(c->parts);
    free(c->items);
}

bool planner_parts(struct planner *b, const struct query_node *node,
                   enum use use, struct clause *c)
{
    size_t room = 0;

    for (const struct query_node *n = node->parts; n; n = n->next) {
        struct clause part;

        if (!planner_node(b, n, use, false, &part)) {
            clause_free(&part);
            continue;
        }
        c->parts = xgrow(c->parts, c->part_count, &room, sizeof(part));
        c->parts[c->part_count++] = part;
    }
    return c->part_count > 0;
}

static bool plan_group(struct planner *b, const struct query_node *node,
                       enum use use, struct clause *c)
{
    c->kind = node->kind == QUERY_AND  ? CLAUSE_ALL
              : node->kind == QUERY_OR ? CLAUSE_ANY
                                       : CLAUSE_LIST;
    return planner_parts(b, node, use, c);
}

static bool has_content(struct planner *b, const struct query_node *node);

/* What NOT shuts out is what its part would find as a query of its own. */
static bool plan_not(struct planner *b, const struct query_node *node,
                     struct clause *c)
{
    bool keep_stops = b->keep_stops, kept;

    c->kind = CLAUSE_NOT;
    b->keep_stops = !has_content(b, node->parts);
    kept = planner_parts(b, node, USE_NEGATED, c);
    b->keep_stops = keep_stops;
    return kept;
}

static bool plan_kind(struct planner *b, const struct query_node *node,
                      enum use use, bool must, struct clause *c)
{
    switch (node->kind) {
    case QUERY_WORD:
    case QUERY_EXACT:
    case QUERY_PHRASE: return plan_leaf(b, node, use, must, c);
    case QUERY_TOPIC:
        return planner_topic(b, topics_find(b->topics, node->text), use, c);
    case QUERY_MUST: return planner_node(b, node->parts, use, true, c);
    case QUERY_WILD:
    case QUERY_FUZZY: return planner_pattern(b, node, use, c);
    case QUERY_QUORUM: return planner_quorum(b, node, use, c);
    case QUERY_FIELD:
    case QUERY_DATE:
    case QUERY_LENGTH:
    case QUERY_EVERY: return planner_filter(b, node, c);
    case QUERY_NOT: return plan_not(b, node, c);
    case QUERY_AND:
    case QUERY_OR:
    case QUERY_LIST: return plan_group(b, node, use, c);
    case QUERY_NEAR:
    case QUERY_ADJ:
    case QUERY_SENTENCE:
    case QUERY_PARAGRAPH:
    case QUERY_NOT_NEAR:
    case QUERY_NOT_SENTENCE:
    case QUERY_NOT_PARAGRAPH:
    case QUERY_ATLEAST:
    case QUERY_SCOPE: break;
    }
    return planner_place(b, node, use, c);
}

bool planner_node(struct planner *b, const struct query_node *node,
                  enum use use, bool must, struct clause *c)
{
    double weight = b->weight;
    bool kept;

    *c = (struct clause){
        .must = must, .weight = node->weight, .joined = PLAN_NONE};
    b->weight *= node->weight;
    kept = plan_kind(b, node, use, must, c);
    b->weight = weight;
    return kept;
}

/* Is there a word that is no stop word, outside of negation? */
static bool has_content(struct planner *b, const struct query_node *node)
{
    struct ir_text text = {node->text.data, url_start(node->text)};
    struct word word;

    if (node->kind == QUERY_NOT)
        return false;
    if (node->wild)
        return true;
    if (!node->parts && node->kind != QUERY_WORD)
        return !query_is_filter(node->kind);
    if (node->kind >= QUERY_NEAR)
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

/* How many words and phrases there are, and whether they hold a small letter.
 * What is asked of an article beside its words says nothing of these. */
static size_t count_leaves(const struct query_node *node, bool *small)
{
    size_t count = !node->parts;

    if (query_is_filter(node->kind))
        return 0;
    for (size_t i = 0; i < node->text.size; i++)
        if (node->text.data[i] >= 'a' && node->text.data[i] <= 'z')
            *small = true;
    for (const struct query_node *n = node->parts; n; n = n->next)
        count += count_leaves(n, small);
    return count;
}

/* Capitals say something where the writer also used small letters, and in a
 * query of a single word, whatever is asked of that. */
static bool capitals_mean(const struct query *q)
{
    bool small = false;

    return count_leaves(q->root, &small) <= 1 || small;
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

uint32_t plan_clause_term(const struct plan *p, const struct clause *c,
                          size_t i)
{
    return c->kind == CLAUSE_PHRASE ? p->forms[c->items[i]].term : c->items[i];
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
        b.keep_stops = !has_content(&b, q->root);
        p->empty = !planner_node(&b, q->root, USE_LOOSE, false, &p->root);
    } else {
        p->empty = true;
    }
    p->exact = !clause_needs_text(&p->root);
    p->grows = !clause_excludes(&p->root);
    number_clauses(p, &p->root);
    map_lexemes(p, stems);
    map_forms(p, stems);
    link_members(p);
    words_free(b.walk);
    return p;
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
    free(p->members);
    free(p->patterns);
    fits_free(p->fits);
    free(p->first_member);
    free(p->term_of_lexeme);
    free(p->form_of_lexeme);
    free(p);
}
