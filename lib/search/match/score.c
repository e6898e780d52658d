/* The features of an article's score. */
#include "search/match/score.h"

#include <math.h>
#include <stdlib.h>

const struct article_weights article_weights = {
    .surface = 0.30,
    .sentence = 0.50,
    .adjacent = 0.25,
    .window = 0.10,
    .lead = 0.30,
    .title = 0.10,
};

#define FIRST_WORDS 100
#define SENTENCE_WORDS 25.0 /* a sentence of usual length */

double score_idf(double articles, double df)
{
    if (df > articles)
        df = articles;
    return log(1 + (articles - df + 0.5) / (df + 0.5));
}

static double saturate(double tf, double k)
{
    return tf * SCORE_SAT / (tf + k);
}

double score_damping(double length)
{
    return 0.9 * (0.6 + 0.4 * length);
}

/* BM25 of word forms as typed, with k1 and b of the first stage. */
static double surface(const struct evidence *e, const struct plan *p,
                      double length)
{
    double k = SCORE_K1 * (1 - SCORE_B + SCORE_B * length), sum = 0;
    double *tf = xcalloc(p->form_count, sizeof(*tf));

    for (size_t i = 0; i < e->body.count; i++)
        if (e->body.items[i].form != PLAN_NONE)
            tf[e->body.items[i].form]++;
    for (size_t i = 0; i < e->title.count; i++)
        if (e->title.items[i].form != PLAN_NONE)
            tf[e->title.items[i].form] += 2;
    for (size_t i = 0; i < p->form_count; i++)
        if (tf[i] > 0)
            sum += p->forms[i].weight * tf[i] * (SCORE_K1 + 1) / (tf[i] + k);
    free(tf);
    return sum;
}

double score_next(const struct plan *p, const struct match *m, double k,
                  double *tf)
{
    double n = tf[m->term];

    tf[m->term] += m->weight;
    return p->terms[m->term].weight *
           (saturate(tf[m->term], k) - saturate(n, k));
}

/* Adding the gain of each match gives w(t) * sat(tf, k) for each term without
 * a pass over all terms. */
double score_terms(const struct match *matches, size_t count,
                   const struct plan *p, double k, double *tf)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++)
        sum += score_next(p, &matches[i], k, tf);
    for (size_t i = 0; i < count; i++)
        tf[matches[i].term] = 0;
    return sum;
}

double score_covered(const struct match *matches, size_t count,
                     const struct plan *p, double *tf)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        const struct match *m = &matches[i];

        if (m->weight > tf[m->term]) {
            sum += p->terms[m->term].weight * (m->weight - tf[m->term]);
            tf[m->term] = m->weight;
        }
    }
    for (size_t i = 0; i < count; i++)
        tf[matches[i].term] = 0;
    return sum;
}

double score_sentence(const struct match *matches, size_t count,
                      const struct plan *p, double words, double *tf)
{
    return score_terms(matches, count, p, score_damping(words / SENTENCE_WORDS),
                       tf);
}

/* Word count of a sentence of evidence.whole: 0 is the title. */
static double words_in(const struct evidence *e, uint32_t sentence)
{
    if (!sentence)
        return e->title_words;
    return e->sentence_words[sentence] - e->sentence_words[sentence - 1];
}

static double best_sentence(const struct evidence *e, const struct plan *p,
                            double *tf)
{
    const struct matches *m = &e->whole;
    double best = 0;

    for (size_t i = 0, end; i < m->count; i = end) {
        uint32_t s = m->items[i].sentence;

        for (end = i; end < m->count && m->items[end].sentence == s;)
            end++;
        best = fmax(
            best, score_sentence(&m->items[i], end - i, p, words_in(e, s), tf));
    }
    return best;
}

struct pair_counts score_pairs(const struct pairs *pairs, size_t from,
                               size_t to, const struct plan *p, double k)
{
    struct pair_counts sum = {0, 0};

    for (size_t i = 0; pairs->count && i < p->pair_count; i++) {
        struct pair_counts n;
        double weight;

        if (!pairs_meet(pairs, i))
            continue;
        n = pairs_count(pairs, i, from, to);
        if (n.window <= 0)
            continue;
        weight = fmin(p->terms[p->pairs[i].first].weight,
                      p->terms[p->pairs[i].second].weight);
        sum.adjacent += weight * saturate(n.adjacent, k);
        sum.window += weight * saturate(n.window, k);
    }
    return sum;
}

static size_t matches_before(const struct matches *m, uint32_t position)
{
    size_t n = 0;

    while (n < m->count && m->items[n].position < position)
        n++;
    return n;
}

double score_length(const struct evidence *e, const struct collection *c)
{
    return e->words / (c->average_words > 0 ? c->average_words : 1);
}

void score_article(const struct evidence *e, const struct plan *p,
                   const struct collection *c, double first_stage,
                   struct article_score *out)
{
    const struct article_weights *w = &article_weights;
    double length = score_length(e, c);
    double *tf = xcalloc(p->term_count, sizeof(*tf));
    struct pairs pairs = PAIRS_INIT;
    struct pair_counts close;

    pairs_find(e->whole.items, e->whole.count, p, &pairs);
    close = score_pairs(&pairs, 0, e->whole.count, p, score_damping(length));
    pairs_free(&pairs);
    out->first_stage = first_stage;
    out->surface = w->surface * surface(e, p, length);
    out->sentence = w->sentence * best_sentence(e, p, tf);
    out->adjacent = w->adjacent * close.adjacent;
    out->window = w->window * close.window;
    out->lead =
        w->lead *
        score_terms(e->whole.items,
                    matches_before(&e->whole, FIRST_WORDS + EVIDENCE_GAP), p,
                    0.9, tf);
    out->title =
        w->title * score_covered(e->title.items, e->title.count, p, tf);
    out->total = out->first_stage + out->surface + out->sentence +
                 out->adjacent + out->window + out->lead + out->title;
    free(tf);
}
