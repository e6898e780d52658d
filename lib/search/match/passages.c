/* Chooses passages: scores runs of sentences, then takes the best that do not
 * overlap. */
#include "search/match/score.h"

#include <math.h>
#include <stdlib.h>

const struct passage_weights passage_weights = {
    .adjacent = 0.25,
    .window = 0.10,
    .sentence = 0.30,
    .answer = 1.00,
    .lead = 0.30,
    .article = 0.50,
    .position = 0.20,
    .coverage = 0.70,
};

/* Bounds of a passage's length for an aim, to allow whole sentences. */
#define LEAST(aim) ((aim)*5 / 6)
#define MOST(aim) ((aim)*5 / 4)
/*
 * Least distance in words between starts, and between ends, that are tried.
 * Ordinary sentences are longer than that; it bounds the time for hostile text
 * with a hundred thousand one-word sentences.
 */
#define START_GAP(aim) ((uint32_t)(aim) / 64)
#define END_GAP(aim) (START_GAP(aim) + 1)

/* One choice of passages in progress. */
struct chooser {
    const struct evidence *e;
    const struct plan *p;
    const struct record *r;
    double base; /* lead and article share: the same for all its passages */
    size_t aim;
    double *tf;       /* zeroed scratch, by term */
    double *sentence; /* score of each sentence */
    double *answer;   /* score_covered() of each that may be the answer */
    size_t *first;    /* index of each sentence's first match */
    struct pairs pairs;
    double fullest; /* what the passage covers that covers most */
    struct passages found;
};

static bool boilerplate(const struct chooser *c, size_t sentence)
{
    return c->r->sentences.items[sentence].marks & SENTENCE_BOILERPLATE;
}

/* Sentence s, with these matches, as the answer to the question. */
static double answer(const struct chooser *c, size_t s, const struct match *m,
                     size_t count)
{
    const struct sentence *one = &c->r->sentences.items[s];

    if (c->p->asked == ANSWER_ANY ||
        !answer_given(c->p->asked,
                      text_slice(c->r->article.text, one->start, one->end)))
        return 0;
    return score_covered(m, count, c->p, c->tf);
}

static void score_sentences(struct chooser *c)
{
    const struct evidence *e = c->e;
    size_t at = 0;

    for (size_t s = 0; s < e->sentence_count; s++) {
        size_t from = at;
        double words = e->sentence_words[s + 1] - e->sentence_words[s];

        c->first[s] = at;
        while (at < e->body.count && e->body.items[at].sentence == s)
            at++;
        c->sentence[s] = c->answer[s] = 0;
        if (at == from)
            continue;
        c->sentence[s] =
            score_sentence(&e->body.items[from], at - from, c->p, words, c->tf);
        c->answer[s] = answer(c, s, &e->body.items[from], at - from);
    }
    c->first[e->sentence_count] = at;
}

/* Fill in the score and its parts. */
static void score_run(struct chooser *c, struct passage *out)
{
    size_t first = out->first, last = out->last;
    const struct passage_weights *w = &passage_weights;
    const struct evidence *e = c->e;
    const struct match *m = &e->body.items[c->first[first]];
    size_t count = c->first[last + 1] - c->first[first];
    double words = e->sentence_words[last + 1] - e->sentence_words[first];
    double k = score_damping(words / PASSAGE_WORDS);
    double best = 0, answer = 0;
    struct pair_counts close =
        score_pairs(&c->pairs, c->first[first], c->first[last + 1], c->p, k);

    for (size_t s = first; s <= last; s++) {
        best = c->sentence[s] > best ? c->sentence[s] : best;
        answer = c->answer[s] > answer ? c->answer[s] : answer;
    }
    out->covered = score_covered(m, count, c->p, c->tf);
    out->answer = w->answer * answer;
    out->score = score_terms(m, count, c->p, k, c->tf) +
                 w->adjacent * close.adjacent + w->window * close.window +
                 w->sentence * best + out->answer + c->base;
}

/* Factor for a passage that begins with this sentence: news puts first what
 * matters most. */
static double position(const struct chooser *c, size_t first)
{
    return 1 +
           passage_weights.position / (1 + c->e->sentence_words[first] / 100.0);
}

static void keep(struct chooser *c, size_t first, size_t last)
{
    struct passages *f = &c->found;
    double place = position(c, first);
    struct passage one = {.first = (uint32_t)first,
                          .last = (uint32_t)last,
                          .share = passage_weights.article * place};

    score_run(c, &one);
    one.score *= place;
    c->fullest = fmax(c->fullest, one.covered);
    f->items = xgrow(f->items, f->count, &f->room, sizeof(one));
    f->items[f->count++] = one;
}

/*
 * Score the runs that begin with a sentence: all of LEAST to MOST words, with
 * ends at least END_GAP apart.  If sentences are too long for any, or the
 * article is too short, the one that comes closest.
 */
static void try_start(struct chooser *c, size_t first)
{
    const uint32_t *words = c->e->sentence_words;
    size_t last = first, least = LEAST(c->aim), matches = c->first[first];
    bool tried = false;

    for (; last < c->e->sentence_count && !boilerplate(c, last); last++) {
        uint32_t size = words[last + 1] - words[first];

        if (size > MOST(c->aim) && (tried || last > first))
            break;
        tried = tried || size >= LEAST(c->aim);
        if (size < least || c->first[last + 1] == c->first[first])
            continue;
        /* A longer run with the same matches is worse. */
        if (c->first[last + 1] > matches)
            keep(c, first, last);
        matches = c->first[last + 1];
        least = size + END_GAP(c->aim);
    }
    if (!tried && last > first && c->first[last] > c->first[first])
        keep(c, first, last - 1);
}

/* Try starts at least START_GAP apart, up to the last match. */
static void try_all(struct chooser *c)
{
    const struct evidence *e = c->e;
    const uint32_t *words = e->sentence_words;
    uint32_t next = 0;

    for (size_t s = 0; s < e->sentence_count; s++) {
        if (c->first[s] == e->body.count)
            break;
        if (boilerplate(c, s) || words[s] < next || words[s] == words[s + 1])
            continue;
        try_start(c, s);
        next = words[s] + START_GAP(c->aim);
    }
}

static double best_score(const struct passages *all)
{
    double best = 0;

    for (size_t i = 0; i < all->count; i++)
        best = fmax(best, all->items[i].score);
    return best;
}

static void scale(struct passage *one, double factor)
{
    one->score *= factor;
    one->share *= factor;
}

/*
 * A passage should have what the article has of the query in one place.  This
 * chooses among the passages of an article; the best one's score, by which
 * articles are compared, stays as it was, as longer queries would lose by it.
 */
static void weigh_coverage(struct chooser *c)
{
    double lost = passage_weights.coverage, before = best_score(&c->found);
    double after;

    if (c->fullest <= 0)
        return;
    for (size_t i = 0; i < c->found.count; i++) {
        struct passage *one = &c->found.items[i];

        scale(one, 1 - lost * (1 - one->covered / c->fullest));
    }
    after = best_score(&c->found);
    for (size_t i = 0; after > 0 && i < c->found.count; i++)
        scale(&c->found.items[i], before / after);
}

/* Descending score; ties by position, then length. */
static int compare(const struct passage *l, const struct passage *r)
{
    if (l->score != r->score)
        return l->score < r->score ? 1 : -1;
    if (l->first != r->first)
        return l->first < r->first ? -1 : 1;
    return (l->last > r->last) - (l->last < r->last);
}

static bool any_taken(const bool *taken, const struct passage *one)
{
    for (uint32_t i = one->first; i <= one->last; i++)
        if (taken[i])
            return true;
    return false;
}

static void add_passage(struct passages *out, const struct passage *one)
{
    out->items = xgrow(out->items, out->count, &out->room, sizeof(*one));
    out->items[out->count++] = *one;
}

/* Let the item at `at' sink in a heap whose best item is at the top. */
static void sink(struct passage *heap, size_t count, size_t at)
{
    struct passage one = heap[at];

    for (size_t child; (child = 2 * at + 1) < count; at = child) {
        if (child + 1 < count && compare(&heap[child + 1], &heap[child]) < 0)
            child++;
        if (compare(&heap[child], &one) >= 0)
            break;
        heap[at] = heap[child];
    }
    heap[at] = one;
}

/* A heap, as most of what was found is not asked for. */
static void take(struct chooser *c, size_t limit, struct passages *out)
{
    struct passage *heap = c->found.items;
    size_t left = c->found.count;
    bool *taken = xcalloc(c->e->sentence_count, sizeof(*taken));

    for (size_t i = left / 2; i-- > 0;)
        sink(heap, left, i);
    while (left && (!limit || out->count < limit)) {
        struct passage best = heap[0];

        heap[0] = heap[--left];
        if (left)
            sink(heap, left, 0);
        if (any_taken(taken, &best))
            continue;
        memset(taken + best.first, true, best.last - best.first + 1);
        add_passage(out, &best);
    }
    free(taken);
}

/* The beginning of the article, for one that matches in its title only. */
static void take_lead(struct chooser *c, struct passages *out)
{
    const uint32_t *words = c->e->sentence_words;
    double place = 1 + passage_weights.position;
    struct passage one = {.score = c->base * place,
                          .share = passage_weights.article * place};
    size_t count = c->e->sentence_count;

    while (one.first < count && boilerplate(c, one.first))
        one.first++;
    if (one.first == count)
        one.first = 0;
    one.last = one.first;
    while (one.last + 1 < count && !boilerplate(c, one.last + 1) &&
           words[one.last + 2] - words[one.first] <= MOST(c->aim))
        one.last++;
    add_passage(out, &one);
}

double score_lead(const struct evidence *e, const struct plan *p, double *tf)
{
    size_t count = 0;

    while (count < e->body.count && e->body.items[count].position < LEAD_WORDS)
        count++;
    return passage_weights.lead * score_covered(e->body.items, count, p, tf);
}

void score_passages(const struct evidence *e, const struct plan *p,
                    const struct record *r, double article_score, size_t aim,
                    size_t limit, struct passages *out)
{
    struct chooser c = {.e = e, .p = p, .r = r, .aim = aim};

    c.tf = xcalloc(p->term_count, sizeof(*c.tf));
    c.sentence = xmalloc((e->sentence_count + 1) * sizeof(*c.sentence));
    c.answer = xmalloc((e->sentence_count + 1) * sizeof(*c.answer));
    c.first = xmalloc((e->sentence_count + 1) * sizeof(*c.first));
    c.base = score_lead(e, p, c.tf) + passage_weights.article * article_score;
    score_sentences(&c);
    pairs_find(e->body.items, e->body.count, p, &c.pairs);
    try_all(&c);
    weigh_coverage(&c);
    out->count = 0;
    take(&c, limit, out);
    if (!out->count)
        take_lead(&c, out);
    free(c.tf);
    free(c.sentence);
    free(c.answer);
    free(c.first);
    pairs_free(&c.pairs);
    free(c.found.items);
}
