/* Document frequencies and idf weights of a plan's terms and forms. */
#include "search/index/weights.h"
#include "article/terms.h"
#include "search/match/score.h"

#include <math.h>

#define RUN_SHARE 0.1 /* estimated df of a run, to that of its rarest word */
#define CONCEPT_IDF_MIN 1.0

static enum ir_status frequency(struct store *s, const char *prefix,
                                struct ir_text word, uint64_t *out,
                                struct ir_error *err)
{
    struct buf name = BUF_INIT;
    enum ir_status status;

    term_word(&name, prefix, word);
    status = store_frequency(s, buf_text(&name), out, err);
    buf_free(&name);
    return status;
}

static enum ir_status weigh_terms(struct plan *p, struct store *s, double n,
                                  struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < p->term_count; i++) {
        struct plan_term *t = &p->terms[i];

        if (!t->stem)
            continue;
        status = frequency(s, "Z", t->stem->form, &t->frequency, err);
        t->weight = t->share * score_idf(n, (double)t->frequency);
    }
    return status;
}

/* Estimated df of an expansion: for several words side by side the index has
 * only the df of each. */
static double expansion_articles(const struct plan *p,
                                 const struct plan_expansion *m)
{
    double least = HUGE_VAL;

    for (size_t i = 0; i < m->what.item_count; i++)
        least =
            fmin(least,
                 (double)p->terms[plan_clause_term(p, &m->what, i)].frequency);
    return m->what.item_count > 1 ? least * RUN_SHARE : least;
}

/* Estimated share of articles with any expansion of this weight, assuming that
 * they occur independently. */
static double level_share(const struct plan *p, size_t term, double weight,
                          double n)
{
    double without = 1;

    for (size_t i = 0; i < p->expansion_count; i++)
        if (p->expansions[i].term == term && p->expansions[i].weight == weight)
            without *=
                1 - expansion_articles(p, &p->expansions[i]) / fmax(n, 1);
    return 1 - without;
}

/*
 * The store scores the expansions of one weight as a single term, with the idf
 * of that.  If these are rarer than the whole group, scale them down, so that
 * they do not exceed their weight.
 */
static void scale_expansions(struct plan *p, size_t term, double n, double idf)
{
    for (size_t i = 0; i < p->expansion_count; i++) {
        struct plan_expansion *m = &p->expansions[i];

        if (m->term == term && m->weight < 1)
            m->scale =
                m->weight *
                fmin(1, idf / score_idf(
                                  n, n * level_share(p, term, m->weight, n)));
    }
}

/*
 * A term without a stem has the estimated df of all its expansions together,
 * assuming that they occur independently, so that its weight does not grow
 * with their number; the idf is at least CONCEPT_IDF_MIN.
 */
static void weigh_bare_terms(struct plan *p, double n)
{
    for (size_t i = 0; i < p->term_count; i++) {
        struct plan_term *t = &p->terms[i];
        double without = 1, idf;

        if (t->stem || t->pattern != PLAN_NONE)
            continue;
        for (size_t j = 0; j < p->expansion_count; j++)
            if (p->expansions[j].term == i)
                without *= 1 - p->expansions[j].weight *
                                   expansion_articles(p, &p->expansions[j]) /
                                   fmax(n, 1);
        t->frequency = (uint64_t)(n * (1 - without));
        idf = fmax(score_idf(n, (double)t->frequency), CONCEPT_IDF_MIN);
        t->weight = t->share * idf;
        scale_expansions(p, i, n, idf);
    }
}

/* The df of a word's stem, by which the store scores the word. */
static enum ir_status stem_articles(struct store *s, const struct variant *v,
                                    double *out, struct ir_error *err)
{
    uint64_t frequency_of_stem = 0;
    enum ir_status status =
        frequency(s, "Z", v->lexeme->stem->form, &frequency_of_stem, err);

    *out = (double)frequency_of_stem;
    return status;
}

/* As weigh_bare_terms(); the words over the limit count as one more word at the
 * greatest distance. */
static enum ir_status weigh_pattern(struct plan_pattern *p, struct plan_term *t,
                                    struct store *s, double n,
                                    struct ir_error *err)
{
    const struct pattern *words = p->words;
    double without[PLAN_DISTANCES] = {1, 1, 1}, none = 1, idf, share, held;
    double all = fmax(n, 1);
    uint64_t rest = (words->forms ? store_set_count(words->forms) : 0) +
                    (words->stems ? store_set_count(words->stems) : 0);
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < words->count; i++) {
        const struct variant *v = &words->items[i];

        status = stem_articles(s, v, &held, err);
        without[v->distance] *= 1 - held / all;
        none *= 1 - plan_distance_shares[v->distance] * held / all;
    }
    share = plan_distance_shares[words->edits];
    none *= 1 - share * fmin((double)rest / all, 1);
    t->frequency = (uint64_t)(n * (1 - none));
    idf = fmax(score_idf(n, (double)t->frequency), CONCEPT_IDF_MIN);
    t->weight = t->share * idf;
    for (size_t i = 0; i < PLAN_DISTANCES; i++)
        p->scales[i] = i ? plan_distance_shares[i] *
                               fmin(1, idf / score_idf(n, n * (1 - without[i])))
                         : 1;
    p->rest = share * score_idf(n, (double)t->frequency);
    return status;
}

static enum ir_status weigh_patterns(struct plan *p, struct store *s, double n,
                                     struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < p->pattern_count; i++)
        status = weigh_pattern(&p->patterns[i], &p->terms[p->patterns[i].term],
                               s, n, err);
    return status;
}

/* A form that is its own stem, or is not in the index, has the stem's df. */
static enum ir_status weigh_forms(struct plan *p, struct store *s, double n,
                                  struct ir_error *err)
{
    for (size_t i = 0; i < p->form_count; i++) {
        struct plan_form *f = &p->forms[i];
        const struct plan_term *t = &p->terms[f->term];
        uint64_t df = 0;
        enum ir_status status = IR_OK;

        if (!t->stem)
            continue;
        if (!text_equal(f->text, t->stem->form))
            status = frequency(s, "", f->text, &df, err);
        if (status != IR_OK)
            return status;
        f->weight = (p->weighted ? t->share : f->share) *
                    score_idf(n, (double)(df ? df : t->frequency));
    }
    return IR_OK;
}

enum ir_status weigh(struct plan *p, struct store *s, double articles,
                     struct ir_error *err)
{
    enum ir_status status = weigh_terms(p, s, articles, err);

    weigh_bare_terms(p, articles);
    if (status == IR_OK)
        status = weigh_patterns(p, s, articles, err);
    return status == IR_OK ? weigh_forms(p, s, articles, err) : status;
}
