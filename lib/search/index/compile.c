/* From clauses to the operators of the store. */
#include "search/index/compile.h"
#include "article/terms.h"
#include "search/match/places.h"

#include <stdlib.h>

#define RUN_SHARE 0.4 /* of the score of the words of a compound */

/* Parts being gathered for one join. */
struct parts {
    struct store_query **items;
    size_t count, room;
};

static void add(struct parts *parts, struct store_query *q)
{
    parts->items = xgrow(parts->items, parts->count, &parts->room, sizeof(q));
    parts->items[parts->count++] = q;
}

static struct store_query *join(enum store_op op, struct parts *parts)
{
    struct store_query *q = store_query_join(op, parts->items, parts->count);

    free(parts->items);
    *parts = (struct parts){NULL, 0, 0};
    return q;
}

/* How to read the tree. */
struct mode {
    const struct plan *p;
    bool any;   /* lists ask for one part only */
    bool title; /* of the words of titles, which add no score */
};

static const char *stem_prefix(struct mode x)
{
    return x.title ? "ZS" : "Z";
}

/* times: how often the query says it. */
static struct store_query *stem_times(struct mode x, uint32_t term,
                                      uint32_t times)
{
    uint32_t pattern = x.p->terms[term].pattern;
    struct buf name = BUF_INIT;
    struct store_query *q;

    if (pattern != PLAN_NONE) {
        q = compile_pattern(&x.p->patterns[pattern], x.title);
        return times > 1 ? store_query_scale(q, times) : q;
    }
    term_word(&name, stem_prefix(x), x.p->terms[term].stem->form);
    q = store_query_term(buf_text(&name), times);
    buf_free(&name);
    if (x.p->weighted && !x.title)
        q = store_query_scale(q, x.p->terms[term].share);
    return q;
}

static struct store_query *stem_query(struct mode x, uint32_t term)
{
    return stem_times(x, term, 1);
}

static struct store_query *form_term(struct mode x, uint32_t form)
{
    struct buf name = BUF_INIT;
    struct store_query *q;

    term_word(&name, x.title ? "S" : "", x.p->forms[form].text);
    q = store_query_term(buf_text(&name), 1);
    buf_free(&name);
    return q;
}

/* The stem where the form is: only stems have a frequency in the store. */
static struct store_query *form_query(struct mode x, uint32_t form)
{
    return store_query_two(STORE_FILTER, stem_query(x, x.p->forms[form].term),
                           form_term(x, form));
}

/* Terms of the items, or of parts that are one word each, near each other. */
static struct store_query *near_query(struct mode x, const uint32_t *terms,
                                      size_t count, uint32_t window,
                                      bool ordered)
{
    struct ir_text *names = xmalloc(count * sizeof(*names));
    struct buf *buffers = xmalloc(count * sizeof(*buffers));
    struct store_query *q;

    for (size_t i = 0; i < count; i++) {
        buffers[i] = (struct buf)BUF_INIT;
        term_word(&buffers[i], stem_prefix(x), x.p->terms[terms[i]].stem->form);
        names[i] = buf_text(&buffers[i]);
    }
    q = store_query_near(names, count, window, ordered);
    for (size_t i = 0; i < count; i++)
        buf_free(&buffers[i]);
    free(names);
    free(buffers);
    return q;
}

/* Items [from, to) are words; one pattern, or one word, alone. */
static struct store_query *beside(struct mode x, const struct clause *c,
                                  size_t from, size_t to)
{
    uint32_t terms[PLAN_RUN_WORDS];

    if (to == from + 1)
        return stem_query(x, plan_clause_term(x.p, c, from));
    for (size_t i = from; i < to; i++)
        terms[i - from] = plan_clause_term(x.p, c, i);
    return near_query(x, terms, to - from, (uint32_t)(to - from), true);
}

static bool is_pattern(const struct plan *p, const struct clause *c, size_t i)
{
    return p->terms[plan_clause_term(p, c, i)].pattern != PLAN_NONE;
}

/*
 * The clause's words side by side, by their stems.  Words after the first
 * PLAN_RUN_WORDS have to be there, somewhere: a longer run would cost the store
 * more than it spares the texts.  Where patterns stand only the texts tell.
 */
static struct store_query *side_by_side(struct mode x, const struct clause *c)
{
    struct parts parts = {NULL, 0, 0};

    for (size_t from = 0, to; from < c->item_count; from = to) {
        to = from + 1;
        while (!is_pattern(x.p, c, from) && to < c->item_count &&
               to < PLAN_RUN_WORDS && !is_pattern(x.p, c, to))
            to++;
        add(&parts, beside(x, c, from, to));
    }
    return join(STORE_AND, &parts);
}

/* The run of stems, where there are also those forms that the store knows. */
static struct store_query *phrase(struct mode x, const struct clause *c)
{
    struct parts parts = {NULL, 0, 0};

    if (c->stored)
        return form_query(x, c->items[0]);
    add(&parts, side_by_side(x, c));
    for (size_t i = 0; i < c->item_count; i++)
        if (plan_is_stored(x.p, c->items[i]))
            add(&parts, form_term(x, c->items[i]));
    return join(STORE_FILTER, &parts);
}

/*
 * The compound as one word or its words side by side.  To the store these count
 * wherever they stand in the article, alone too, so it lets them count less.
 */
static struct store_query *run(struct mode x, const struct clause *c)
{
    bool loose = x.any && c->loose;
    struct parts parts = {NULL, 0, 0};

    if (c->joined != PLAN_NONE)
        add(&parts, stem_query(x, c->joined));
    for (size_t i = 0; loose && i < c->item_count; i++)
        add(&parts, stem_query(x, c->items[i]));
    if (!loose)
        add(&parts, store_query_scale(side_by_side(x, c), RUN_SHARE));
    return join(STORE_OR, &parts);
}

static struct store_query *clause_query(struct mode x, const struct clause *c);

static bool is_plain_word(const struct clause *c)
{
    return c->kind == CLAUSE_WORD && c->weight == 1 && !c->must;
}

/* By term: how many parts are this word and no more than that. */
static uint32_t *count_words(const struct plan *p, const struct clause *c)
{
    uint32_t *times = xcalloc(p->term_count + 1, sizeof(*times));

    for (size_t i = 0; i < c->part_count; i++)
        if (is_plain_word(&c->parts[i]))
            times[c->parts[i].items[0]]++;
    return times;
}

/* A part of a list; a word that it says again is asked for once. */
static void add_part(struct mode x, const struct clause *part, uint32_t *times,
                     struct parts *parts)
{
    uint32_t *left = is_plain_word(part) ? &times[part->items[0]] : NULL;

    if (!left)
        add(parts, clause_query(x, part));
    else if (*left)
        add(parts, stem_times(x, part->items[0], *left));
    if (left)
        *left = 0;
}

/*
 * The positive parts joined, what must match required, the rest excluded.  Of a
 * phrase the store knows the stems alone: to exclude it by these would shut out
 * too much, so that is left to verification.
 */
static struct store_query *list(struct mode x, const struct clause *c,
                                bool some)
{
    struct parts parts = {NULL, 0, 0}, must = {NULL, 0, 0}, not = {NULL, 0, 0},
                 filters = {NULL, 0, 0};
    uint32_t *times = count_words(x.p, c);
    struct store_query *q;

    for (size_t i = 0; i < c->part_count; i++) {
        const struct clause *part = &c->parts[i];
        struct mode all = {x.p, false, x.title};

        if (part->kind == CLAUSE_NOT && clause_needs_text(part))
            continue;
        if (part->kind == CLAUSE_NOT)
            add(&not, clause_query(all, &part->parts[0]));
        else if (part->kind == CLAUSE_FILTER)
            add(&filters, clause_query(x, part));
        else if (part->must && some)
            add(&must, clause_query(x, part));
        else
            add_part(x, part, times, &parts);
    }
    free(times);
    if (must.count) {
        q = join(STORE_AND, &must);
        if (parts.count)
            q = store_query_two(STORE_AND_MAYBE, q, join(STORE_OR, &parts));
    } else if (parts.count) {
        q = join(some ? STORE_OR : STORE_AND, &parts);
    } else {
        q = store_query_all();
    }
    if (filters.count)
        q = store_query_two(STORE_FILTER, q, join(STORE_AND, &filters));
    if (not .count)
        q = store_query_two(STORE_AND_NOT, q, join(STORE_OR, &not ));
    return q;
}

static struct store_query *any_of(struct mode x, const struct clause *c)
{
    struct parts parts = {NULL, 0, 0};

    for (size_t i = 0; i < c->part_count; i++)
        add(&parts, clause_query(x, &c->parts[i]));
    return join(STORE_OR, &parts);
}

/*
 * All parts of what asks for places, and those of such parts again: a word
 * that stands in it many times is asked for once.
 */
static void add_places(struct mode x, const struct clause *c,
                       struct parts *parts, bool *seen)
{
    for (size_t i = 0; i < c->part_count; i++) {
        const struct clause *part = &c->parts[i];

        if (part->kind >= CLAUSE_NEAR && part->kind <= CLAUSE_PARAGRAPH)
            add_places(x, part, parts, seen);
        else if (part->kind != CLAUSE_WORD || !seen[part->items[0]])
            add(parts, clause_query(x, part));
        if (part->kind == CLAUSE_WORD)
            seen[part->items[0]] = true;
    }
}

static struct store_query *all_places(struct mode x, const struct clause *c)
{
    bool *seen = xcalloc(x.p->term_count + 1, sizeof(*seen));
    struct parts parts = {NULL, 0, 0};

    add_places(x, c, &parts, seen);
    free(seen);
    return join(STORE_AND, &parts);
}

/* How much part i of a group counts, against a word of the query. */
static double part_weight(const struct plan *p, const struct clause *c,
                          size_t i)
{
    return i < c->own ? 1 : p->members[c->members + i - c->own].weight;
}

/* The greatest weight of a part that is below limit, or -1. */
static double next_weight(const struct plan *p, const struct clause *c,
                          double limit)
{
    double next = -1;

    for (size_t i = 0; i < c->part_count; i++) {
        double weight = part_weight(p, c, i);

        if (weight < limit && weight > next)
            next = weight;
    }
    return next;
}

static double level_scale(const struct plan *p, const struct clause *c,
                          double weight)
{
    for (size_t i = c->own; i < c->part_count; i++)
        if (part_weight(p, c, i) == weight)
            return p->members[c->members + i - c->own].scale;
    return weight;
}

/* Does another part, a single word of no less weight, match wherever this run
 * does? */
static bool redundant(const struct plan *p, const struct clause *c, size_t i)
{
    const struct clause *run = &c->parts[i];

    for (size_t j = 0; run->item_count > 1 && j < c->part_count; j++) {
        const struct clause *word = &c->parts[j];

        if (word->kind != CLAUSE_WORD ||
            part_weight(p, c, j) < part_weight(p, c, i))
            continue;
        for (size_t k = 0; k < run->item_count; k++)
            if (plan_clause_term(p, run, k) == word->items[0])
                return true;
    }
    return false;
}

/* Parts of this weight, which count as one term however many they are; NULL if
 * there are none. */
static struct store_query *level(struct mode x, const struct clause *c,
                                 double weight)
{
    struct parts equal = {NULL, 0, 0};

    for (size_t i = 0; i < c->part_count; i++)
        if (part_weight(x.p, c, i) == weight && !redundant(x.p, c, i))
            add(&equal, clause_query(x, &c->parts[i]));
    return equal.count ? join(STORE_SYNONYM, &equal) : NULL;
}

/*
 * What stands for a word counts where none of more weight does.  That is the
 * best of them, but for Xapian's OP_MAX, which reads freed memory when all of
 * its parts end at once (1.4.22).  A topic has too many parts to look for
 * twice: its weights add.
 */
static struct store_query *group(struct mode x, const struct clause *c)
{
    struct store_query *levels = NULL;
    double weight = 2;

    while ((weight = next_weight(x.p, c, weight)) >= 0) {
        struct store_query *q = level(x, c, weight);

        if (!q)
            continue;
        if (weight < 1)
            q = store_query_scale(q, level_scale(x.p, c, weight));
        if (levels && !c->own)
            q = store_query_two(STORE_OR, levels, q);
        else if (levels)
            q = store_query_two(
                STORE_OR, levels,
                store_query_two(STORE_AND_NOT, q, store_query_copy(levels)));
        levels = q;
    }
    return levels;
}

/*
 * A word of one part near one of another.  Without an order Xapian misses words
 * that share a position, as iran and iraniraq do in Iran-Iraq, so it is asked
 * for both orders.
 */
static struct store_query *near_pair(struct mode x, const struct clause *a,
                                     const struct clause *b, uint32_t window,
                                     bool ordered)
{
    size_t count = clause_words(a), others = clause_words(b);
    struct parts pairs = {NULL, 0, 0};

    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < others; j++) {
            const uint32_t there[] = {clause_word(a, i), clause_word(b, j)};
            const uint32_t back[] = {there[1], there[0]};

            add(&pairs, near_query(x, there, 2, window, true));
            if (!ordered)
                add(&pairs, near_query(x, back, 2, window, true));
        }
    return join(STORE_OR, &pairs);
}

static bool all_words(const struct clause *c)
{
    for (size_t i = 0; i < c->part_count; i++)
        if (c->parts[i].kind != CLAUSE_WORD)
            return false;
    return true;
}

static struct store_query *in_order(struct mode x, const struct clause *c,
                                    uint32_t window)
{
    uint32_t terms[NEAR_PARTS_MAX];

    for (size_t i = 0; i < c->part_count; i++)
        terms[i] = c->parts[i].items[0];
    return near_query(x, terms, c->part_count, window, true);
}

/* Parts near each other: by their places if the store knows those. */
static struct store_query *near_parts(struct mode x, const struct clause *c)
{
    uint32_t window = c->number * (uint32_t)(c->part_count - 1) + 1;
    bool ordered = c->kind == CLAUSE_ADJ;
    struct parts near = {NULL, 0, 0};

    if (c->part_count > NEAR_PARTS_MAX || !clause_is_near(c))
        return all_places(x, c);
    if (ordered && all_words(c))
        return in_order(x, c, window);
    for (size_t i = 1; i < c->part_count; i++)
        add(&near, near_pair(x, &c->parts[0], &c->parts[i], window, ordered));
    return store_query_two(STORE_FILTER, all_places(x, c),
                           join(STORE_AND, &near));
}

static struct store_query *scope(struct mode x, const struct clause *c)
{
    struct mode title = {x.p, x.any, true};

    if (c->scope != SCOPE_TITLE)
        return clause_query(x, &c->parts[0]);
    if (x.title)
        return clause_query(title, &c->parts[0]);
    return store_query_two(STORE_FILTER, clause_query(x, &c->parts[0]),
                           clause_query(title, &c->parts[0]));
}

/* About how many articles hold the part of a quorum, to tell the rare ones. */
static uint64_t frequency(const struct plan *p, const struct clause *c)
{
    uint64_t sum = 0, least = UINT64_MAX;

    for (size_t i = 0; i < c->part_count; i++)
        sum += frequency(p, &c->parts[i]);
    for (size_t i = 0; i < c->item_count; i++) {
        uint64_t one = p->terms[plan_clause_term(p, c, i)].frequency;

        least = one < least ? one : least;
    }
    return c->item_count ? least : sum;
}

static int by_frequency(const void *a, const void *b, void *plan)
{
    const struct clause *l = *(const struct clause *const *)a;
    const struct clause *r = *(const struct clause *const *)b;
    uint64_t left = frequency(plan, l), right = frequency(plan, r);

    if (left != right)
        return left < right ? -1 : 1;
    return (l->id > r->id) - (l->id < r->id);
}

/* Of n parts k hold only if one of any n - k + 1 does: of the rarest. */
static struct store_query *quorum(struct mode x, const struct clause *c)
{
    const struct clause **order = xmalloc(c->part_count * sizeof(*order));
    struct parts all = {NULL, 0, 0}, rare = {NULL, 0, 0};

    for (size_t i = 0; i < c->part_count; i++)
        order[i] = &c->parts[i];
    qsort_r(order, c->part_count, sizeof(*order), by_frequency,
            (void *)(uintptr_t)x.p);
    for (size_t i = 0; i < c->part_count; i++) {
        add(&all, clause_query(x, order[i]));
        if (i + c->number <= c->part_count)
            add(&rare, clause_query(x, order[i]));
    }
    free(order);
    if (c->number == c->part_count) {
        store_query_free(join(STORE_OR, &rare));
        return join(STORE_AND, &all);
    }
    return store_query_two(STORE_FILTER, join(STORE_OR, &all),
                           join(STORE_OR, &rare));
}

static struct store_query *kind_query(struct mode x, const struct clause *c)
{
    const struct mode all = {x.p, false, x.title};
    const struct mode anywhere = {x.p, x.any, false};

    switch (c->kind) {
    case CLAUSE_WORD: return stem_query(x, c->items[0]);
    case CLAUSE_RUN: return run(x, c);
    case CLAUSE_PHRASE: return phrase(x, c);
    case CLAUSE_NOT:
        if (clause_needs_text(c))
            return store_query_all();
        return store_query_two(STORE_AND_NOT, store_query_all(),
                               clause_query(all, &c->parts[0]));
    case CLAUSE_ANY: return c->group ? group(x, c) : any_of(x, c);
    /* Inside a title all parts have to be in the article, not in the title. */
    case CLAUSE_ALL: return list(anywhere, c, false);
    case CLAUSE_LIST: return list(x.any ? x : anywhere, c, x.any);
    case CLAUSE_NEAR:
    case CLAUSE_ADJ: return near_parts(x, c);
    case CLAUSE_SENTENCE:
    case CLAUSE_PARAGRAPH: return all_places(x, c);
    case CLAUSE_NOT_NEAR:
    case CLAUSE_NOT_SENTENCE:
    case CLAUSE_NOT_PARAGRAPH:
    case CLAUSE_ATLEAST: return clause_query(x, &c->parts[0]);
    case CLAUSE_SCOPE: return scope(x, c);
    case CLAUSE_QUORUM: return quorum(x, c);
    case CLAUSE_FILTER: return compile_filter(&x.p->filters[c->filter]);
    case CLAUSE_NEVER: break;
    }
    return store_query_join(STORE_OR, NULL, 0);
}

static struct store_query *clause_query(struct mode x, const struct clause *c)
{
    struct store_query *q = kind_query(x, c);

    return c->weight == 1 || x.title ? q : store_query_scale(q, c->weight);
}

struct store_query *compile_clause(const struct plan *p, const struct clause *c,
                                   bool any)
{
    return clause_query((struct mode){p, any, false}, c);
}

struct store_query *compile(const struct plan *p, bool any)
{
    return compile_clause(p, &p->root, any);
}

static void add_topics(const struct plan *p, const struct clause *c,
                       struct parts *parts)
{
    if (c->kind == CLAUSE_NOT)
        return;
    if (c->group && !c->own)
        add(parts, group((struct mode){p, true, false}, c));
    else if (c->pattern)
        add(parts, stem_query((struct mode){p, true, false}, c->items[0]));
    for (size_t i = 0; !c->group && i < c->part_count; i++)
        add_topics(p, &c->parts[i], parts);
}

struct store_query *compile_topics(const struct plan *p)
{
    struct parts parts = {NULL, 0, 0};

    add_topics(p, &p->root, &parts);
    return parts.count ? join(STORE_OR, &parts) : NULL;
}
