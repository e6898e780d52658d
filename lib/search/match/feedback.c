/* A relevance model of passages. */
#include "search/match/feedback.h"
#include "search/match/score.h"

#include <math.h>
#include <stdlib.h>

#define TEMPERATURE 8
#define USUAL_WORDS 72.0 /* that are no stop words, of FEEDBACK_WORDS */

void feedback_free(struct feedback *f)
{
    for (size_t i = 0; i < f->passage_count; i++)
        free(f->passages[i].counts);
    free(f->passages);
    free(f->terms);
    memset(f, 0, sizeof(*f));
}

struct feedback_passage *feedback_add(struct feedback *f, double score)
{
    struct feedback_passage one = {.score = score};

    f->passages = xgrow(f->passages, f->passage_count, &f->passage_room,
                        sizeof(*f->passages));
    f->passages[f->passage_count] = one;
    return &f->passages[f->passage_count++];
}

void feedback_count(struct feedback_passage *p, const struct lexeme *stem)
{
    p->words++;
    for (size_t i = 0; i < p->count; i++)
        if (p->counts[i].stem == stem) {
            p->counts[i].tf++;
            return;
        }
    p->counts = xgrow(p->counts, p->count, &p->room, sizeof(*p->counts));
    p->counts[p->count++] = (struct feedback_count){stem, 1};
}

static struct feedback_term *term_of(struct feedback *f,
                                     const struct lexeme *stem)
{
    struct feedback_term one = {.stem = stem};

    for (size_t i = 0; i < f->term_count; i++)
        if (f->terms[i].stem == stem)
            return &f->terms[i];
    f->terms = xgrow(f->terms, f->term_count, &f->term_room, sizeof(*f->terms));
    f->terms[f->term_count] = one;
    return &f->terms[f->term_count++];
}

void feedback_ask(struct feedback *f, const struct lexeme *stem, double share)
{
    term_of(f, stem)->query += share;
}

/* Best first; of equals the one that was added first. */
static void sort_passages(struct feedback *f)
{
    for (size_t i = 1; i < f->passage_count; i++) {
        struct feedback_passage one = f->passages[i];
        size_t at = i;

        for (; at > 0 && f->passages[at - 1].score < one.score; at--)
            f->passages[at] = f->passages[at - 1];
        f->passages[at] = one;
    }
}

static int compare_stems(const void *a, const void *b)
{
    const struct feedback_term *l = a, *r = b;

    return text_compare(l->stem->form, r->stem->form);
}

bool feedback_model(struct feedback *f, size_t passages)
{
    double best, sum = 0;

    sort_passages(f);
    best = f->passage_count ? f->passages[0].score : 0;
    if (best <= 0)
        return false;
    for (size_t i = 0; i < f->passage_count && i < passages; i++) {
        const struct feedback_passage *p = &f->passages[i];
        double e = exp(TEMPERATURE * (p->score - best) / best);
        double k = 0.9 * (0.6 + 0.4 * p->words / USUAL_WORDS);

        sum += e;
        for (size_t j = 0; j < p->count; j++)
            term_of(f, p->counts[j].stem)->p +=
                e * p->counts[j].tf / (p->counts[j].tf + k);
    }
    for (size_t i = 0; i < f->term_count; i++)
        f->terms[i].p /= sum;
    if (f->term_count)
        qsort(f->terms, f->term_count, sizeof(*f->terms), compare_stems);
    return true;
}

bool feedback_is_word(struct ir_text stem)
{
    size_t letters = 0;
    bool digits = true;

    for (size_t i = 0; i < stem.size; i++) {
        unsigned char c = (unsigned char)stem.data[i];

        letters += (c & 0xc0) != 0x80;
        digits = digits && ((c >= '0' && c <= '9') || c == '.' || c == ',');
    }
    return letters >= 3 && !digits;
}

/* What a term is chosen by; below 0 it is no candidate. */
static double worth(const struct feedback_term *t, double all)
{
    if (t->query <= 0 &&
        (t->articles < 2 || t->articles > FEEDBACK_MOST * all ||
         !feedback_is_word(t->stem->form)))
        return -1;
    return t->p * score_idf(all, t->articles);
}

/* By weight, which holds their worth by then; then by bytes. */
static int compare_terms(const void *a, const void *b)
{
    const struct feedback_term *l = a, *r = b;

    if (l->weight != r->weight)
        return l->weight < r->weight ? 1 : -1;
    return compare_stems(a, b);
}

/* Terms in order of worth: the first ones, and what was asked for. */
static void select_terms(struct feedback *f, double all, size_t terms)
{
    size_t kept = 0;

    for (size_t i = 0; i < f->term_count; i++)
        f->terms[i].weight = worth(&f->terms[i], all);
    if (f->term_count)
        qsort(f->terms, f->term_count, sizeof(*f->terms), compare_terms);
    for (size_t i = 0; i < f->term_count; i++) {
        struct feedback_term *t = &f->terms[i];

        if (i >= terms || t->weight <= 0)
            t->p = 0;
        if (t->p > 0 || t->query > 0)
            f->terms[kept++] = *t;
    }
    f->term_count = kept;
}

void feedback_weigh(struct feedback *f, double all, size_t terms)
{
    double asked = 0, sum = 0;

    select_terms(f, all, terms);
    for (size_t i = 0; i < f->term_count; i++) {
        asked += f->terms[i].query;
        sum += f->terms[i].p;
    }
    for (size_t i = 0; i < f->term_count; i++) {
        struct feedback_term *t = &f->terms[i];

        t->weight = t->query;
        if (sum > 0)
            t->weight = (1 - FEEDBACK_SHARE) * t->query +
                        FEEDBACK_SHARE * asked * t->p / sum;
    }
}
