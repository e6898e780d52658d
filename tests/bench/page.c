/*
 * The cost of each step of ranking a candidate, the minimum of some rounds:
 * bench/page INDEX QUERIES.
 */
#include "search/match/score.h"
#include "search/run/rank.h"
#include "search/run/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ROUNDS = 7, LINE = 4096, AIM = 110, PER_ARTICLE = 3 };

enum step { FIRST_STAGE, FETCH, INFLATE, WALK, VERIFY, SCORE, STEPS };

static const char *const names[STEPS] = {
    "first stage", "fetch",        "inflate and unpack",
    "walk, match", "verify, trim", "features, passages",
};

struct totals {
    double seconds[STEPS];
    size_t queries, candidates, bytes;
};

static double now;

/* CPU time of this thread, which other load affects less than wall time. */
static double seconds(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

/* Add the time since the last call to that of a step. */
static void charge(struct totals *t, enum step step)
{
    double then = now;

    now = seconds();
    t->seconds[step] += now - then;
}

static enum ir_status read_hit(struct search *x, struct store_hits *h, size_t i,
                               struct reading *r, struct passages *scratch,
                               struct totals *t, struct ir_error *err)
{
    struct ir_searcher *s = x->s;
    const struct plan *p = x->question.plan;
    struct evidence *e = &r->evidence;
    struct article_score score;
    enum ir_status status = store_hits_read(s->store, h, i, err);

    charge(t, FETCH);
    if (status == IR_OK)
        status =
            record_decode(s->decoder, store_hits_data(h, i), &r->record, err);
    if (status != IR_OK)
        return status;
    charge(t, INFLATE);
    evidence_gather(e, p, &r->record, SIZE_MAX, s->walk, s->stems);
    charge(t, WALK);
    if (evidence_satisfies(e, p, &p->root, true))
        evidence_trim(e, p, true);
    charge(t, VERIFY);
    score_article(e, p, &x->view.collection, store_hits_score(h, i), &score);
    score_passages(e, p, &r->record, score.total, AIM, PER_ARTICLE, scratch);
    charge(t, SCORE);
    t->candidates++;
    t->bytes += r->record.article.text.size;
    return IR_OK;
}

static enum ir_status ask(struct ir_searcher *s, const char *query,
                          struct passages *scratch, struct totals *t,
                          struct ir_error *err)
{
    const struct store_search how = {.limit = RANK_BLOCK,
                                     .check_at_least = RANK_COUNTED,
                                     .k1 = SCORE_K1,
                                     .b = SCORE_B};
    struct reading article = {.record = RECORD_INIT, .evidence = EVIDENCE_INIT};
    struct store_hits *hits = NULL;
    struct ir_request r;
    struct search x;
    enum ir_status status;

    ir_request_init(&r);
    r.query = text_of(query);
    r.match = IR_MATCH_ANY;
    r.as_typed = r.literal = true;
    status = search_begin(&x, s, &r, deadline_in(0, &s->cancels), err);
    now = seconds();
    if (status == IR_OK)
        status = store_search(s->store, x.asked, &how, &hits, err);
    charge(t, FIRST_STAGE);
    for (size_t i = 0; status == IR_OK && i < store_hits_count(hits); i++)
        status = read_hit(&x, hits, i, &article, scratch, t, err);
    t->queries++;
    store_hits_free(hits);
    record_free(&article.record);
    evidence_free(&article.evidence);
    search_end(&x);
    return status;
}

static void ask_all(struct ir_searcher *s, FILE *file, struct totals *t)
{
    struct passages scratch = {NULL, 0, 0};
    struct ir_error err;
    char line[LINE];

    memset(t, 0, sizeof(*t));
    rewind(file);
    while (fgets(line, sizeof(line), file)) {
        line[strcspn(line, "\n")] = '\0';
        if (ask(s, line, &scratch, t, &err) != IR_OK)
            fprintf(stderr, "%s: %s\n", line, err.message);
    }
    free(scratch.items);
}

static double all_steps(const struct totals *t)
{
    double sum = 0;

    for (int i = FETCH; i < STEPS; i++)
        sum += t->seconds[i];
    return sum;
}

static void print(const struct totals *t)
{
    double n = (double)(t->candidates ? t->candidates : 1), all = all_steps(t);

    printf("%zu queries, %zu candidates of %.1f KB; first stage %.0f us\n",
           t->queries, t->candidates, (double)t->bytes / n / 1e3,
           t->seconds[FIRST_STAGE] * 1e6 / (double)t->queries);
    for (int i = FETCH; i < STEPS; i++)
        printf("%-20s %7.1f us a candidate  %5.1f %%\n", names[i],
               t->seconds[i] * 1e6 / n, t->seconds[i] * 100 / all);
    printf("%-20s %7.1f us a candidate, %.2f ms for a hundred\n", "all",
           all * 1e6 / n, all * 1e5 / n);
}

int main(int argc, char **argv)
{
    const char *dir = argc > 1 ? argv[1] : "";
    FILE *file = argc > 2 ? fopen(argv[2], "re") : NULL;
    struct totals best = {.queries = 0}, t;
    struct ir_searcher *s = NULL;
    struct ir_error err;

    if (!file || ir_open(&dir, 1, &s, &err) != IR_OK) {
        fprintf(stderr, "usage: page INDEX QUERIES\n");
        return EXIT_FAILURE;
    }
    for (int i = 0; i < ROUNDS; i++) {
        ask_all(s, file, &t);
        if (!best.queries)
            best = t;
        for (int j = 0; j < STEPS; j++)
            if (t.seconds[j] < best.seconds[j])
                best.seconds[j] = t.seconds[j];
    }
    if (best.queries)
        print(&best);
    ir_close(s);
    fclose(file);
    return EXIT_SUCCESS;
}
