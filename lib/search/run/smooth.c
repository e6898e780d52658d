/* Smooths the scores of the best articles by those of their neighbours. */
#include "search/run/smooth.h"

#include <math.h>
#include <stdlib.h>

#define UNIT 16777216.0 /* 2^24: the fixed-point value of a weight of 1 */

/* One posting of a term: the vector, and its weight there. */
struct posting {
    uint32_t vector;
    int32_t weight;
};

/* An inverted file: the postings of all terms, term after term. */
struct postings {
    struct posting *items;
    uint32_t *ends; /* by term: index after its last posting */
    size_t terms;
};

/* Of a number from 0 to 1; llrint() would be a call. */
static int64_t units(double share)
{
    return (int64_t)(share * UNIT + 0.5);
}

/* Integer sums, too, so that the order of terms does not matter. */
static double length(const struct vector *v)
{
    double most = 0;
    int64_t sum = 0;

    for (size_t i = 0; i < v->count; i++)
        most = v->items[i].weight > most ? v->items[i].weight : most;
    if (most <= 0)
        return 0;
    for (size_t i = 0; i < v->count; i++) {
        int64_t part = units(v->items[i].weight / most);

        sum += part * part >> 16; /* no overflow with a million terms */
    }
    return most * sqrt((double)sum * 65536) / UNIT;
}

/* A counting sort by term. */
static void invert(const struct vector *vectors, size_t count,
                   struct postings *out)
{
    size_t total = 0;
    uint32_t at = 0;

    for (size_t i = 0; i < count; i++) {
        total += vectors[i].count;
        for (size_t j = 0; j < vectors[i].count; j++)
            out->ends[vectors[i].items[j].term]++;
    }
    out->items = xmalloc((total + 1) * sizeof(*out->items));
    for (size_t t = 0; t < out->terms; t++) {
        uint32_t size = out->ends[t];

        out->ends[t] = at;
        at += size;
    }
    for (size_t i = 0; i < count; i++) {
        double norm = length(&vectors[i]);

        for (size_t j = 0; j < vectors[i].count; j++) {
            const struct vector_item *item = &vectors[i].items[j];
            double share = norm > 0 ? item->weight / norm : 0;

            out->items[out->ends[item->term]++] =
                (struct posting){(uint32_t)i, (int32_t)units(share)};
        }
    }
}

/* Add the products of all pairs of a term's postings; first < second. */
static void multiply(const struct posting *p, size_t count, size_t width,
                     int64_t *sums)
{
    for (size_t i = 0; i < count; i++) {
        int64_t *row = sums + p[i].vector * width, weight = p[i].weight;

        for (size_t j = i + 1; j < count; j++)
            row[p[j].vector] += weight * p[j].weight;
    }
}

void smooth_cosines(const struct vector *vectors, size_t count, size_t terms,
                    double *out)
{
    struct postings p = {NULL, xcalloc(terms + 1, sizeof(uint32_t)), terms};
    int64_t *sums = xcalloc(count * count + 1, sizeof(*sums));
    uint32_t at = 0;

    invert(vectors, count, &p);
    for (size_t t = 0; t < terms; t++) {
        multiply(p.items + at, p.ends[t] - at, count, sums);
        at = p.ends[t];
    }
    for (size_t i = 0; i < count; i++) {
        out[i * count + i] = 1;
        for (size_t j = i + 1; j < count; j++)
            out[i * count + j] = out[j * count + i] =
                (double)sums[i * count + j] / (UNIT * UNIT);
    }
    free(p.items);
    free(p.ends);
    free(sums);
}

/* The mean score of d's nearest neighbours, weighted by their cosines. */
static double neighbours(const double *row, size_t count, size_t d,
                         const double *scores)
{
    size_t nearest[SMOOTH_NEAREST], found = 0;
    double sum = 0, weights = 0;

    for (size_t e = 0; e < count; e++) {
        size_t at = found;

        if (e == d || row[e] <= 0)
            continue;
        if (found == SMOOTH_NEAREST && row[e] <= row[nearest[found - 1]])
            continue;
        if (found < SMOOTH_NEAREST)
            found++;
        else
            at--;
        for (; at > 0 && row[nearest[at - 1]] < row[e]; at--)
            nearest[at] = nearest[at - 1];
        nearest[at] = e;
    }
    for (size_t i = 0; i < found; i++) {
        sum += row[nearest[i]] * scores[nearest[i]];
        weights += row[nearest[i]];
    }
    return weights > 0 ? sum / weights : scores[d];
}

void smooth_scores(const double *cosines, size_t count, double share,
                   double *scores)
{
    double *old = xmalloc((count + 1) * sizeof(*old));

    if (count)
        memcpy(old, scores, count * sizeof(*old));
    for (size_t d = 0; d < count; d++)
        scores[d] = (1 - share) * old[d] +
                    share * neighbours(cosines + d * count, count, d, old);
    free(old);
}

/* The candidates whose scores are smoothed, best first. */
struct pool {
    struct candidate *items[SMOOTH_BEST];
    size_t count;
};

static void fill_pool(struct pool *p, const struct candidates *c, double above)
{
    p->count = 0;
    for (size_t i = 0; i < c->count && p->count < SMOOTH_BEST; i++)
        if (c->items[i].parts.first_stage > above)
            p->items[p->count++] = &c->items[i];
}

/* Fill out with vectors of the candidates' texts, and *terms. */
static enum ir_status read_texts(const struct pool *p,
                                 const struct ranking_input *in,
                                 struct vector *out, size_t *terms,
                                 struct ir_error *err)
{
    struct vocabulary *v = in->s->vocabulary;
    enum ir_status status = IR_OK;

    vocabulary_start(v, &in->view->info);
    for (size_t i = 0; status == IR_OK && i < p->count; i++)
        status = vocabulary_read(v, in->s->store, p->items[i]->document,
                                 p->items[i]->length, &out[i], err);
    if (status == IR_OK)
        status = vocabulary_weigh(v, in->s->store, out, p->count, err);
    *terms = vocabulary_count(v);
    return status;
}

static enum ir_status compare_texts(const struct pool *p,
                                    const struct ranking_input *in,
                                    double *cosines, struct ir_error *err)
{
    struct vector vectors[SMOOTH_BEST] = {{NULL, 0, 0}};
    size_t terms;
    enum ir_status status = read_texts(p, in, vectors, &terms, err);

    if (status == IR_OK)
        smooth_cosines(vectors, p->count, terms, cosines);
    for (size_t i = 0; i < p->count; i++)
        vector_free(&vectors[i]);
    return status;
}

static void compare_openings(const struct pool *p, struct openings *o,
                             double *cosines)
{
    struct vector vectors[SMOOTH_BEST];

    openings_weigh(o);
    for (size_t i = 0; i < p->count; i++)
        vectors[i] = *openings_vector(o, p->items[i]->opening);
    smooth_cosines(vectors, p->count, openings_terms(o), cosines);
}

enum ir_status smooth_candidates(struct candidates *c,
                                 const struct ranking_input *in, double above,
                                 struct ir_error *err)
{
    double cosines[SMOOTH_BEST * SMOOTH_BEST], scores[SMOOTH_BEST];
    enum ir_status status = IR_OK;
    struct pool pool;

    rank_candidates(c);
    fill_pool(&pool, c, above);
    for (size_t i = 0; i < pool.count; i++)
        scores[i] = pool.items[i]->score;
    if (in->model->smooth == SMOOTH_OPENINGS)
        compare_openings(&pool, in->s->openings, cosines);
    else
        status = compare_texts(&pool, in, cosines, err);
    if (status == IR_OK)
        smooth_scores(cosines, pool.count, in->model->share, scores);
    for (size_t i = 0; status == IR_OK && i < pool.count; i++)
        pool.items[i]->score = scores[i];
    return status;
}
