/* The features of one passage, to explain its score. */
#include "search/match/score.h"

#include <math.h>
#include <stdlib.h>

/* The best sentence among these matches, which are of whole sentences. */
static double best_of(const struct evidence *e, const struct plan *p,
                      const struct match *m, size_t count, double *tf)
{
    double best = 0;

    for (size_t i = 0, end; i < count; i = end) {
        uint32_t s = m[i].sentence;
        double words = e->sentence_words[s + 1] - e->sentence_words[s];

        for (end = i; end < count && m[end].sentence == s;)
            end++;
        best = fmax(best, score_sentence(&m[i], end - i, p, words, tf));
    }
    return best;
}

void score_passage(const struct evidence *e, const struct plan *p,
                   const struct passage *passage, struct passage_score *out)
{
    const struct passage_weights *w = &passage_weights;
    const struct match *m = e->body.items;
    size_t left = e->body.count;
    double *tf = xcalloc(p->term_count, sizeof(*tf));
    struct pairs pairs = PAIRS_INIT;
    struct pair_counts close;
    size_t count = 0;
    double k;

    out->answer = passage->answer;
    out->place = passage->share / w->article;
    out->lead = score_lead(e, p, tf);
    for (; left && m->sentence < passage->first; left--)
        m++;
    while (count < left && m[count].sentence <= passage->last)
        count++;
    if (count) {
        k = score_damping((e->sentence_words[passage->last + 1] -
                           e->sentence_words[passage->first]) /
                          PASSAGE_WORDS);
        pairs_find(m, count, p, &pairs);
        close = score_pairs(&pairs, 0, count, p, k);
        pairs_free(&pairs);
        out->adjacent = w->adjacent * close.adjacent;
        out->window = w->window * close.window;
        out->sentence = w->sentence * best_of(e, p, m, count, tf);
        for (size_t i = 0; i < count; i++)
            out->terms[m[i].term] += score_next(p, &m[i], k, tf);
    }
    free(tf);
}
