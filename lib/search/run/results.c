/* Builds results from choices: texts, spans, context, explanations. */
#include "search/run/results.h"
#include "search/match/explain.h"
#include "search/match/snippet.h"
#include "search/run/copies.h"
#include "search/run/validate.h"
#include "text/utf8.h"

#include <stdlib.h>

struct owned_results {
    struct ir_results results; /* first, so that pointers convert */
    struct ir_index_info index;
    struct arena arena;
};

/* Xapian's description is not always UTF-8: long terms are cut at a byte. */
static struct ir_text add_store(struct owned_results *own,
                                const struct search *x)
{
    struct buf text = BUF_INIT;
    struct ir_text out = {NULL, 0};
    char *described;

    if (!x->request->stats)
        return out;
    described = store_query_describe(x->asked);
    utf8_repair(text_of(described), &text);
    out = arena_text(&own->arena, buf_text(&text));
    free(described);
    buf_free(&text);
    return out;
}

static void add_warnings(struct owned_results *own, const struct query *query)
{
    const size_t count = query->warning_count;
    struct ir_warning *all = arena_alloc(&own->arena, count * sizeof(*all) + 1);
    const struct ir_warning **each =
        arena_alloc(&own->arena, count * sizeof(*each) + 1);

    for (size_t i = 0; i < count; i++) {
        all[i] = query->warnings[i];
        each[i] = &all[i];
    }
    own->results.warnings = each;
    own->results.warning_count = count;
}

struct ir_results *results_new(const struct search *x)
{
    struct owned_results *own = xcalloc(1, sizeof(*own));
    struct ir_results *r = &own->results;
    struct buf canonical = BUF_INIT;
    const struct question *q = &x->question;
    const struct query *query = q->typed.root ? &q->typed : &q->query;

    r->suggestion = arena_text(&own->arena, buf_text(&q->suggestion));
    if (x->request->like.size) {
        buf_adds(&canonical, "like:");
        buf_addt(&canonical, x->request->like);
        r->query = arena_text(&own->arena, buf_text(&canonical));
        buf_clear(&canonical);
    } else {
        r->query = arena_text(&own->arena, buf_text(&query->text));
    }
    query_print(query, x->match == IR_MATCH_ANY ? " OR " : " AND ", &canonical);
    r->parsed = arena_text(&own->arena, buf_text(&canonical));
    buf_free(&canonical);
    r->match = x->match;
    add_warnings(own, query);
    r->store = add_store(own, x);
    own->index = x->view.info;
    r->index = &own->index;
    r->offset = x->offset;
    r->limit = x->request->limit;
    return r;
}

void results_next(struct ir_results *r, const struct search *x)
{
    struct owned_results *own = (struct owned_results *)(void *)r;
    struct buf token = BUF_INIT;

    page_token_write(x->request, &x->view.info, x->offset + x->request->limit,
                     &token);
    r->next = arena_text(&own->arena, buf_text(&token));
    buf_free(&token);
}

enum ir_status results_facets(struct ir_results *r, const struct search *x,
                              const struct counted *c, struct ir_error *err)
{
    struct owned_results *own = (struct owned_results *)(void *)r;

    return facets_fill(r, &own->arena, c, x->s->store, x->request, err);
}

void ir_results_free(struct ir_results *results)
{
    struct owned_results *own = (struct owned_results *)(void *)results;

    if (!own)
        return;
    arena_free(&own->arena);
    free(own);
}

/* The article whose hits are being filled. */
struct filling {
    struct ir_searcher *s;
    const struct ir_request *request;
    const struct collection *collection;
    struct verifier *verifier;
    const struct plan *plan;
    struct arena *arena;
    struct reading *reading;
    struct ir_text *shown; /* terms, once they are copied */
    struct ir_span *spans; /* scratch */
    uint32_t *terms;       /* of the plan, for each span */
    size_t span_room, term_room;
    struct snippet_match *matches; /* scratch */
    size_t match_room;
    double *weights; /* of the plan's terms */
    struct ir_text *missing;
    size_t missing_count, missing_room;
};

static enum ir_how how_of(const struct filling *f, const struct match *m,
                          struct ir_text source)
{
    const struct plan *p = f->plan;
    struct ir_text raw = {source.data + m->start, m->end - m->start};

    if (m->expansion != PLAN_NONE)
        return p->expansions[m->expansion].how;
    if (p->terms[m->term].pattern != PLAN_NONE)
        return p->patterns[p->terms[m->term].pattern].words->kind == QUERY_WILD
                   ? IR_HOW_PREFIX
                   : IR_HOW_FUZZY;
    if (p->terms[m->term].fuzzy)
        return IR_HOW_FUZZY;
    if (m->form == PLAN_NONE || !p->forms[m->form].typed)
        return IR_HOW_STEM;
    if (text_equal(raw, p->terms[m->term].shown) ||
        text_equal(raw, p->forms[m->form].text))
        return IR_HOW_EXACT;
    return IR_HOW_FOLD;
}

/* The term as typed, copied once into the results. */
static struct ir_text shown(struct filling *f, uint32_t term)
{
    struct ir_text *copy = &f->shown[term];

    if (!copy->data)
        *copy = arena_text(f->arena, f->plan->terms[term].shown);
    return *copy;
}

/* Lower bound: the first match in this sentence or a later one. */
static size_t first_match(const struct matches *m, uint32_t sentence)
{
    size_t low = 0, high = m->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (m->items[middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/*
 * Append the matches in the passage's sentences that end at byte `to' or
 * before as highlights.  Of nested ones the longer is kept; overlapping ones,
 * as in scripts without spaces, are merged.
 */
static void add_spans(struct filling *f, const struct matches *m,
                      enum ir_field field, const struct passage *p, size_t to,
                      size_t *count)
{
    struct ir_text source = field == IR_FIELD_TITLE
                                ? f->reading->record.article.title
                                : f->reading->record.article.text;
    size_t first = *count;

    for (size_t i = first_match(m, p->first);
         i < m->count && m->items[i].sentence <= p->last; i++) {
        const struct match *at = &m->items[i];
        struct ir_span span = {at->start, at->end, shown(f, at->term), field,
                               how_of(f, at, source)};

        if (at->end > to)
            continue;
        if (*count > first && f->spans[*count - 1].end > span.start) {
            struct ir_span *last = &f->spans[*count - 1];

            if (span.start > last->start && span.end > last->end)
                last->end = span.end;
            if (span.end - span.start <= last->end - last->start)
                continue;
            --*count;
        }
        f->spans = xgrow(f->spans, *count, &f->span_room, sizeof(span));
        f->terms = xgrow(f->terms, *count, &f->term_room, sizeof(*f->terms));
        f->terms[*count] = at->term;
        f->spans[(*count)++] = span;
    }
}

/* Cut the passage around the spans, which are all of the body. */
static void fill_snippet(struct filling *f, struct ir_hit *hit)
{
    const struct record *record = &f->reading->record;
    struct snippet_source from = {.text = record->article.text,
                                  .match_count = hit->span_count,
                                  .weights = f->weights,
                                  .term_count = f->plan->term_count,
                                  .columns = f->request->snippet};

    if (!from.columns)
        return;
    if (record->sentences.count) {
        from.sentences = record->sentences.items + hit->first;
        from.sentence_count = hit->last - hit->first + 1;
    }
    for (size_t i = 0; i < from.match_count; i++) {
        f->matches = xgrow(f->matches, i, &f->match_room, sizeof(*f->matches));
        f->matches[i] = (struct snippet_match){f->spans[i].start,
                                               f->spans[i].end, f->terms[i]};
    }
    from.matches = f->matches;
    hit->snippet = snippet_cut(&from, f->arena);
}

static void fill_spans(struct filling *f, const struct passage *p,
                       struct ir_hit *hit)
{
    static const struct passage title = {.first = 0};
    const struct evidence *e = &f->reading->evidence;
    struct ir_span *spans;

    add_spans(f, &e->body, IR_FIELD_BODY, p, hit->end, &hit->span_count);
    fill_snippet(f, hit);
    add_spans(f, &e->title, IR_FIELD_TITLE, &title,
              f->reading->record.article.title.size, &hit->span_count);
    spans = arena_alloc(f->arena, hit->span_count * sizeof(*spans) + 1);
    if (hit->span_count)
        memcpy(spans, f->spans, hit->span_count * sizeof(*spans));
    hit->spans = spans;
}

static void fill_range(struct filling *f, const struct passage *p,
                       struct ir_hit *hit)
{
    const struct sentence *s = f->reading->record.sentences.items;
    size_t context = f->request->context,
           count = f->reading->record.sentences.count;
    size_t first = p->first, last = p->last;

    hit->first = p->first;
    hit->last = p->last;
    if (!count)
        return;
    hit->start = s[first].start;
    hit->end = s[last].end;
    hit->before = s[first > context ? first - context : 0].start;
    hit->after = s[last + context < count ? last + context : count - 1].end;
}

/* Collect the leaves of the query that this article does not match. */
static void find_missing(struct filling *f, const struct clause *c)
{
    struct evidence *e = &f->reading->evidence;

    if (c->kind == CLAUSE_NOT || evidence_satisfies(e, f->plan, c, false))
        return;
    if (c->part_count && !c->shown.size) {
        for (size_t i = 0; i < c->part_count; i++)
            find_missing(f, &c->parts[i]);
        return;
    }
    f->missing = xgrow(f->missing, f->missing_count, &f->missing_room,
                       sizeof(*f->missing));
    f->missing[f->missing_count++] = arena_text(f->arena, c->shown);
}

static struct ir_text *keep_missing(struct filling *f)
{
    size_t bytes = f->missing_count * sizeof(*f->missing);
    struct ir_text *kept = arena_alloc(f->arena, bytes + 1);

    if (bytes)
        memcpy(kept, f->missing, bytes);
    return kept;
}

static void fill_parts(struct filling *f, const struct choice *choice,
                       struct ir_hit *hit)
{
    const struct explained x = {.score = choice->passage.score,
                                .first_stage = choice->first_stage,
                                .article = choice->article,
                                .factor = choice->factor,
                                .reranked = choice->reranked,
                                .passages = !f->request->articles,
                                .passage = choice->passage};

    hit->parts = explain(&x, &f->reading->evidence, f->plan, f->collection,
                         f->arena, &hit->part_count);
}

/* The article of a choice, with its evidence. */
static enum ir_status read_choice(struct filling *f, const struct choice *c,
                                  struct ir_error *err)
{
    enum ir_status status;

    f->verifier->any = c->any;
    status = verify_read(f->verifier, c->document, c->bytes, &f->reading, err);
    if (status == IR_OK && !f->reading)
        return ir_fail(err, IR_INTERNAL, "article \"%.*s\" no longer matches",
                       (int)(c->id.size > 100 ? 100 : c->id.size), c->id.data);
    return status;
}

/* Fill the hits of all choices that are of the same article as choices[at], so
 * that it is decoded once. */
static enum ir_status fill_article(struct filling *f, struct ir_hit *hits,
                                   size_t offset, const struct choice *choices,
                                   size_t at, size_t count,
                                   struct ir_error *err)
{
    struct ir_article *article = arena_alloc(f->arena, sizeof(*article));
    const struct ir_text *missing;
    const struct ir_story *story = NULL;
    enum ir_status status = read_choice(f, &choices[at], err);

    if (status != IR_OK)
        return status;
    article_copy(f->arena, &f->reading->record.article, article);
    status = searcher_name(f->s, f->arena, choices[at].document, article, err);
    if (status != IR_OK)
        return status;
    if (f->request->copies == IR_COPIES_COLLAPSE &&
        f->s->options.format >= INDEX_FORMAT_COPIES)
        status = copies_fill(f->s, f->arena, choices[at].document, article,
                             &story, err);
    if (status != IR_OK)
        return status;
    f->missing_count = 0;
    if (!f->request->like.size) /* none of its words is asked for */
        find_missing(f, &f->plan->root);
    missing = keep_missing(f);
    for (size_t i = at; i < count; i++) {
        if (choices[i].document != choices[at].document)
            continue;
        hits[i].rank = offset + i + 1;
        hits[i].score = choices[i].passage.score;
        hits[i].article = article;
        hits[i].missing = missing;
        hits[i].story = story;
        hits[i].missing_count = f->missing_count;
        hits[i].passages = choices[i].passages;
        if (f->request->explain)
            fill_parts(f, &choices[i], &hits[i]);
        fill_range(f, &choices[i].passage, &hits[i]);
        fill_spans(f, &choices[i].passage, &hits[i]);
    }
    return IR_OK;
}

/* A hit of a bare request: the id only. */
static void fill_bare(struct filling *f, struct ir_hit *hit,
                      const struct choice *choice, size_t rank)
{
    struct ir_article *article = arena_alloc(f->arena, sizeof(*article));

    article->id = arena_text(f->arena, choice->id);
    hit->rank = rank;
    hit->score = choice->passage.score;
    hit->article = article;
}

enum ir_status results_fill(struct ir_results *r, const struct search *x,
                            struct verifier *verifier,
                            const struct choice *choices, size_t count,
                            struct ir_error *err)
{
    struct owned_results *own = (struct owned_results *)(void *)r;
    struct filling f = {.s = x->s,
                        .request = x->request,
                        .collection = &x->view.collection,
                        .verifier = verifier,
                        .plan = verifier->plan,
                        .arena = &own->arena};
    struct ir_hit *hits = arena_alloc(&own->arena, count * sizeof(*hits) + 1);
    const struct ir_hit **each =
        arena_alloc(&own->arena, count * sizeof(*each) + 1);
    enum ir_status status = IR_OK;

    f.shown = xcalloc(f.plan->term_count, sizeof(*f.shown));
    f.weights = xcalloc(f.plan->term_count, sizeof(*f.weights));
    for (size_t i = 0; i < f.plan->term_count; i++)
        f.weights[i] = f.plan->terms[i].weight;
    for (size_t i = 0; status == IR_OK && i < count; i++)
        if (f.request->bare)
            fill_bare(&f, &hits[i], &choices[i], r->offset + i + 1);
        else if (!hits[i].article)
            status = fill_article(&f, hits, r->offset, choices, i, count, err);
    free(f.missing);
    free(f.shown);
    free(f.weights);
    free(f.spans);
    free(f.terms);
    free(f.matches);
    for (size_t i = 0; i < count; i++)
        each[i] = &hits[i];
    r->hits = each;
    r->count = count;
    return status;
}
