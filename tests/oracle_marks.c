/* The words that an answer rests on. */
#include "tests/oracle.h"

/* Mark a node, inside these spans only; NULL: anywhere. */
static void mark(const struct oracle_reader *r, const struct query_node *node,
                 const struct spots *within, bool *marked);

static bool inside(struct spot spot, const struct spots *within)
{
    for (size_t i = 0; within && i < within->count; i++)
        if (spot_within(spot, within->items[i]))
            return true;
    return !within;
}

static void mark_leaf(const struct oracle_reader *r,
                      const struct oracle_leaf *leaf,
                      const struct spots *within, bool *marked)
{
    const struct spots *spots = oracle_leaf_spots(r->q, leaf, r->a);
    size_t count = leaf->count ? leaf->count : 1;

    for (size_t i = 0; i < r->a->count; i++) {
        const struct oracle_word *w = &r->a->words[i];
        struct spot one = {w->field, w->position, w->position};
        struct spot all = {w->field, w->position, w->last};

        if (oracle_fits_joined(r->q, leaf, w) && inside(all, within))
            marked[i] = true;
        for (size_t j = 0; j < spots->count; j++) {
            const struct spot *s = &spots->items[j];

            if (inside(*s, within) && spot_within(one, *s) &&
                s->last - s->first + 1 == count &&
                oracle_fits(r->q, leaf, w->position - s->first, w))
                marked[i] = true;
        }
    }
}

static bool is_every(const struct oracle_leaf *leaf, size_t i)
{
    return leaf->node->wild &&
           text_equal(buf_text(&leaf->patterns[i]), TEXT("*"));
}

/* Does the word match the i-th of a quotation, in any form? */
static bool resembles(const struct oracle_reader *r,
                      const struct oracle_leaf *leaf, size_t i,
                      const struct oracle_word *w)
{
    if (leaf->node->wild && leaf->patterns[i].size)
        return oracle_fits(r->q, leaf, i, w);
    return w->form && w->form->stem == leaf->forms[i]->stem;
}

/*
 * A quotation of several words, one of which an article may do without, and
 * does: its words by themselves, but stop words only if it has no others.
 */
static void mark_quoted(const struct oracle_reader *r,
                        const struct oracle_leaf *leaf, bool *marked)
{
    bool stops = leaf->node->kind == QUERY_PHRASE
                     ? question_only_stops(r->q, leaf->node)
                     : r->stops;

    for (size_t i = 0; leaf->count > 1 && i < leaf->count; i++) {
        bool pattern = leaf->node->wild && leaf->patterns[i].size;

        if (is_every(leaf, i) ||
            (!stops && !pattern &&
             stopwords_has(r->q->stop, leaf->forms[i]->form)))
            continue;
        for (size_t j = 0; j < r->a->count; j++)
            if (resembles(r, leaf, i, &r->a->words[j]))
                marked[j] = true;
    }
}

/* Widen a span to its sentence or paragraph, clipped to `within'. */
static void widen(const struct oracle_reader *r, struct spot spot,
                  struct spot within, bool sentence, struct spots *out)
{
    while (
        spot.first > within.first &&
        oracle_same_unit(r->a, spot.field, spot.first - 1, spot.last, sentence))
        spot.first--;
    while (
        spot.last < within.last &&
        oracle_same_unit(r->a, spot.field, spot.last + 1, spot.first, sentence))
        spot.last++;
    spots_add(out, spot);
}

static void widen_all(const struct oracle_reader *r, const struct spots *from,
                      const struct spots *within, bool sentence,
                      struct spots *out)
{
    for (size_t i = 0; i < from->count; i++) {
        struct spot spot = from->items[i];
        struct spot all = {spot.field, 0, r->a->positions[spot.field] - 1};

        if (!within)
            widen(r, spot, all, sentence, out);
        for (size_t j = 0; within && j < within->count; j++)
            if (spot_within(spot, within->items[j]))
                widen(r, spot, within->items[j], sentence, out);
    }
}

static void mark_spans(const struct oracle_reader *r,
                       const struct query_node *node,
                       const struct spots *within, bool *marked)
{
    struct spots all = {NULL, 0, 0}, own = {NULL, 0, 0}, wide = {NULL, 0, 0};
    bool sentence = node->kind == QUERY_SENTENCE;

    oracle_spans(r, node, &all);
    for (size_t i = 0; i < all.count; i++)
        if (inside(all.items[i], within))
            spots_add(&own, all.items[i]);
    if (sentence || node->kind == QUERY_PARAGRAPH) {
        widen_all(r, &own, within, sentence, &wide);
        spots_free(&own);
        own = wide;
    }
    for (const struct query_node *p = node->parts; p && own.count;
         p = p->next) {
        mark(r, p, &own, marked);
        if (node->kind >= QUERY_NOT_NEAR && node->kind <= QUERY_NOT_PARAGRAPH)
            break;
    }
    spots_free(&all);
    spots_free(&own);
}

static void mark_counted(const struct oracle_reader *r,
                         const struct query_node *node, bool *marked)
{
    struct spots all = {NULL, 0, 0};

    for (int i = IR_FIELD_BODY; i <= IR_FIELD_TITLE; i++)
        if (r->a->positions[i])
            spots_add(&all, (struct spot){(enum ir_field)i, 0,
                                          r->a->positions[i] - 1});
    mark(r, node->parts, &all, marked);
    spots_free(&all);
}

/* Is it a phrase or a compound, whose words score wherever they are? */
static bool is_scattered(const struct oracle_reader *r,
                         const struct query_node *node)
{
    if (node->kind == QUERY_PHRASE)
        return true;
    return node->kind == QUERY_WORD && !node->wild &&
           question_leaf(r->q, node)->joined;
}

static void mark(const struct oracle_reader *r, const struct query_node *node,
                 const struct spots *within, bool *marked)
{
    const struct oracle_leaf *leaf;

    switch (node->kind) {
    case QUERY_NOT:
    case QUERY_FIELD:
    case QUERY_DATE:
    case QUERY_LENGTH:
    case QUERY_EVERY: break;
    case QUERY_MIN_MATCH:
        if (oracle_holds(r, node) == YES)
            for (size_t i = 0; (leaf = question_word(r->q, node, i)); i++)
                mark_leaf(r, leaf, within, marked);
        break;
    case QUERY_LIST:
    case QUERY_AND:
    case QUERY_OR:
        for (const struct query_node *p = node->parts; p; p = p->next)
            if (within ? oracle_count_spans(r, p) > 0
                       : oracle_holds(r, p) == YES)
                mark(r, p, within, marked);
            else if (node->kind == QUERY_LIST && r->any && !within &&
                     is_scattered(r, p))
                mark_quoted(r, question_leaf(r->q, p), marked);
        break;
    case QUERY_MUST: mark(r, node->parts, within, marked); break;
    case QUERY_ATLEAST: mark_counted(r, node, marked); break;
    case QUERY_WORD:
    case QUERY_PHRASE:
    case QUERY_TOPIC:
    case QUERY_EXACT:
    case QUERY_WILD:
    case QUERY_FUZZY:
        mark_leaf(r, question_leaf(r->q, node), within, marked);
        break;
    case QUERY_NEAR:
    case QUERY_ADJ:
    case QUERY_SENTENCE:
    case QUERY_PARAGRAPH:
    case QUERY_NOT_NEAR:
    case QUERY_NOT_SENTENCE:
    case QUERY_NOT_PARAGRAPH:
    case QUERY_SCOPE: mark_spans(r, node, within, marked); break;
    }
}

void oracle_mark(const struct question *q, const struct oracle_article *a,
                 bool any, bool *marked)
{
    struct oracle_reader r = {.q = q, .a = a, .any = any};

    r.stops = !question_has_content(q, q->query->root);
    memset(marked, 0, a->count * sizeof(*marked));
    mark(&r, q->query->root, NULL, marked);
}
