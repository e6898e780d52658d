/* Upper bounds of scores, from the terms that an article contains. */
#include "search/run/upper_bound.h"
#include "article/terms.h"

#include <math.h>
#include <stdlib.h>

#define TERMS_MAX 32  /* of a plan: looking up more would cost too much */
#define ROUNDING 1e-9 /* relative allowance for rounding in sums */

/* Total weights of the terms and pairs that an article contains. */
struct weights {
    double terms, forms, pairs;
};

static struct weights weights_of(const struct plan *p, const bool *held)
{
    struct weights w = {0, 0, 0};

    for (size_t i = 0; i < p->term_count; i++)
        if (held[i])
            w.terms += p->terms[i].weight;
    for (size_t i = 0; i < p->form_count; i++)
        if (held[p->forms[i].term])
            w.forms += p->forms[i].weight;
    for (size_t i = 0; i < p->pair_count; i++) {
        const struct plan_pair *pair = &p->pairs[i];

        if (held[pair->first] && held[pair->second])
            w.pairs += fmin(p->terms[pair->first].weight,
                            p->terms[pair->second].weight);
    }
    return w;
}

double upper_bound_article(const struct plan *p, const bool *held,
                           double first_stage)
{
    const struct article_weights *a = &article_weights;
    struct weights w = weights_of(p, held);

    return (1 + ROUNDING) *
           (first_stage + a->surface * (SCORE_K1 + 1) * w.forms +
            (a->sentence + a->lead) * SCORE_SAT * w.terms + a->title * w.terms +
            (a->adjacent + a->window) * SCORE_SAT * w.pairs);
}

double upper_bound_passage(const struct plan *p, const bool *held,
                           double first_stage)
{
    const struct passage_weights *a = &passage_weights;
    struct weights w = weights_of(p, held);

    return (1 + ROUNDING) * (1 + a->position) *
           ((1 + a->sentence) * SCORE_SAT * w.terms + a->lead * w.terms +
            (a->adjacent + a->window) * SCORE_SAT * w.pairs +
            a->article * upper_bound_article(p, held, first_stage));
}

/* A term counts as contained if the words of an expansion are, and always if
 * it is a pattern, whose words are not looked up. */
static void add_expansions(const struct plan *p, const bool *words, bool *held)
{
    memcpy(held, words, p->term_count * sizeof(*held));
    for (size_t i = 0; i < p->pattern_count; i++)
        held[p->patterns[i].term] = true;
    for (size_t i = 0; i < p->expansion_count; i++) {
        const struct plan_expansion *m = &p->expansions[i];
        bool all = true;

        for (size_t j = 0; all && j < m->what.item_count; j++)
            all = words[plan_clause_term(p, &m->what, j)];
        if (all)
            held[m->term] = true;
    }
}

static bool may_leave_out(const struct ranking_input *in)
{
    const struct ir_request *r = in->request;
    const struct plan *p = in->verifier->plan;

    return p->exact && in->verifier->any && !in->model->smooth &&
           r->sort == IR_SORT_RELEVANCE && !r->recency &&
           p->term_count <= TERMS_MAX && !in->s->exhaustive;
}

/* Set words[term * count + hit]. */
static enum ir_status look_up(const struct plan *p, struct store *s,
                              const struct store_hits *hits, size_t count,
                              bool *words, struct ir_error *err)
{
    struct buf name = BUF_INIT;
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < p->term_count; i++) {
        if (!p->terms[i].stem)
            continue;
        term_word(&name, "Z", p->terms[i].stem->form);
        status = store_hits_holding(s, hits, buf_text(&name), count,
                                    words + i * count, err);
    }
    buf_free(&name);
    return status;
}

enum ir_status upper_bounds_start(struct upper_bounds *r,
                                  const struct ranking_input *in,
                                  const struct store_hits *hits, size_t count,
                                  size_t wanted, struct ir_error *err)
{
    const struct plan *p = in->verifier->plan;
    bool words[TERMS_MAX], held[TERMS_MAX], *table;
    enum ir_status status;

    *r = (struct upper_bounds)UPPER_BOUNDS_NONE;
    r->wanted = wanted;
    if (!may_leave_out(in) || !r->wanted || count <= r->wanted)
        return IR_OK;
    r->bounds = xmalloc(count * sizeof(*r->bounds));
    r->best = xmalloc(r->wanted * sizeof(*r->best));
    table = xcalloc(p->term_count * count, sizeof(*table));
    status = look_up(p, in->s->store, hits, count, table, err);
    for (size_t i = 0; status == IR_OK && i < count; i++) {
        double score = store_hits_score(hits, i);

        for (size_t t = 0; t < p->term_count; t++)
            words[t] = table[t * count + i];
        add_expansions(p, words, held);
        r->bounds[i] = in->request->articles
                           ? upper_bound_article(p, held, score)
                           : upper_bound_passage(p, held, score);
    }
    free(table);
    return status;
}

void upper_bounds_free(struct upper_bounds *r)
{
    free(r->bounds);
    free(r->best);
}

bool upper_bounds_admit(const struct upper_bounds *r, size_t hit)
{
    return !r->bounds || r->count < r->wanted ||
           r->bounds[hit] >= r->best[r->wanted - 1];
}

void upper_bounds_note(struct upper_bounds *r, double score)
{
    size_t at = r->count;

    if (!r->bounds)
        return;
    if (at == r->wanted && score <= r->best[at - 1])
        return;
    if (at < r->wanted)
        r->count++;
    else
        at--;
    for (; at > 0 && r->best[at - 1] < score; at--)
        r->best[at] = r->best[at - 1];
    r->best[at] = score;
}
