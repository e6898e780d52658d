/* Tells why an article is in an answer, or is not. */
#include "article/terms.h"
#include "search/match/causes.h"
#include "search/run/answer.h"
#include "search/run/collapse.h"
#include "search/run/mark.h"
#include "search/run/validate.h"

#include <inttypes.h>
#include <stdlib.h>

#define FIRST_LOOK 100 /* hits that are looked at before all that may be */

/* An answer, and what owns its texts. */
struct owned_why {
    struct ir_reasons why; /* first, so that pointers convert */
    struct ir_results *marked, *ranked;
    struct arena arena;
};

struct asking {
    struct ir_text id;
    const struct ir_request *request;
    struct deadline deadline;
    struct owned_why *out;
};

const char *ir_cause_name(enum ir_cause_kind kind)
{
    static const char *const names[] = {
        [IR_CAUSE_ABSENT] = "absent", [IR_CAUSE_ORDER] = "order",
        [IR_CAUSE_FAR] = "far",       [IR_CAUSE_APART] = "apart",
        [IR_CAUSE_CLOSE] = "close",   [IR_CAUSE_EXCLUDED] = "excluded",
        [IR_CAUSE_SCOPE] = "scope",   [IR_CAUSE_COUNT] = "count",
        [IR_CAUSE_NONE] = "none",     [IR_CAUSE_FIELD] = "field",
        [IR_CAUSE_DATE] = "date",     [IR_CAUSE_LENGTH] = "length",
        [IR_CAUSE_EMPTY] = "empty",
    };

    return (size_t)kind < COUNT(names) ? names[kind] : "other";
}

void ir_reasons_free(struct ir_reasons *why)
{
    struct owned_why *own = (struct owned_why *)(void *)why;

    if (!own)
        return;
    ir_results_free(own->marked);
    ir_results_free(own->ranked);
    arena_free(&own->arena);
    free(own);
}

/* ---- the filters of the request ---- */

static void explain_date(struct causes *x, const char *name,
                         struct ir_text since, struct ir_text until,
                         int64_t now)
{
    struct plan_filter f = {.kind = FILTER_DATE};
    struct buf scratch = BUF_INIT;

    /* A wrong date has been refused before. */
    if ((since.size || until.size) &&
        dates_between(since, until, now, &f.dates, NULL) &&
        !filter_fits(&f, &x->record->article, x->walk, &scratch))
        causes_filter(x, &f, text_of(name), 0);
    buf_free(&scratch);
}

/* One of the values is enough. */
static void explain_values(struct causes *x, const char *name,
                           enum query_field field, const struct ir_text *values,
                           size_t count)
{
    struct buf scratch = BUF_INIT;
    bool fits = !count;

    for (size_t i = 0; i < count && !fits; i++) {
        struct plan_filter f = {.kind = FILTER_FIELD};

        filter_field(&f, field, values[i], x->walk);
        fits = filter_fits(&f, &x->record->article, x->walk, &scratch);
        if (!fits && i + 1 == count)
            causes_filter(x, &f, text_of(name), 0);
        filter_free(&f);
    }
    buf_free(&scratch);
}

/* Is the article one of those that are searched in? */
static enum ir_status explain_in(struct causes *x, struct ir_searcher *s,
                                 const struct ir_request *r,
                                 struct ir_error *err)
{
    struct ir_text own = x->record->article.id;
    struct buf id = BUF_INIT;
    enum ir_status status = IR_OK;
    bool among = !r->in_count;
    uint32_t document;

    for (size_t i = 0; status == IR_OK && i < r->in_count && !among; i++) {
        status = searcher_id(s, r->in[i], &id, &document, err);
        among = status == IR_OK && text_equal(buf_text(&id), own);
    }
    if (status == IR_OK && !among) {
        struct ir_cause *c = causes_add(x, IR_CAUSE_FIELD, TEXT("in"), 0);

        c->instead = arena_text(x->arena, own);
        causes_say(x, c, "in: it is none of the articles to search in");
    }
    buf_free(&id);
    return status;
}

/* Did it come, or change, after the revision that is asked for? */
static enum ir_status explain_revision(struct causes *x, struct ir_searcher *s,
                                       const struct ir_request *r,
                                       struct ir_error *err)
{
    struct buf id = BUF_INIT, value = BUF_INIT, says = BUF_INIT;
    uint32_t document;
    enum ir_status status = IR_OK;
    int64_t came = 0;

    if (!r->since_revision)
        return IR_OK;
    status = searcher_id(s, x->record->article.id, &id, &document, err);
    if (status == IR_OK)
        status = store_value(s->store, document, SLOT_REVISION, &value, err);
    if (status == IR_OK && value.size)
        came = value_number_get(buf_text(&value));
    if (status == IR_OK && came <= (int64_t)r->since_revision) {
        struct ir_cause *c =
            causes_add(x, IR_CAUSE_FIELD, TEXT("since_revision"), 0);

        buf_addf(&says, "%" PRId64, came);
        c->instead = arena_text(x->arena, buf_text(&says));
        causes_say(x, c, "since_revision: it came with revision %s", says.data);
    }
    buf_free(&id);
    buf_free(&value);
    buf_free(&says);
    return status;
}

static enum ir_status explain_request(struct causes *x, const struct search *of,
                                      struct ir_error *err)
{
    const struct ir_request *r = of->request;

    explain_date(x, "since", r->since, TEXT(""), of->view.now);
    explain_date(x, "until", TEXT(""), r->until, of->view.now);
    explain_values(x, "source", FIELD_SOURCE, r->sources, r->source_count);
    explain_values(x, "section", FIELD_SECTION, r->sections, r->section_count);
    explain_values(x, "lang", FIELD_LANG, r->langs, r->lang_count);
    if (explain_in(x, of->s, r, err) != IR_OK)
        return err->status;
    return explain_revision(x, of->s, r, err);
}

/* ---- the causes ---- */

static void keep_causes(struct owned_why *own, const struct causes *x)
{
    const size_t count = x->count;
    struct ir_cause *all = arena_alloc(&own->arena, count * sizeof(*all) + 1);
    const struct ir_cause **each =
        arena_alloc(&own->arena, count * sizeof(*each) + 1);

    for (size_t i = 0; i < count; i++) {
        all[i] = x->items[i];
        each[i] = &all[i];
    }
    own->why.causes = each;
    own->why.cause_count = count;
}

/* Find the causes.  *some: it passes the filters, and has some of the words. */
static enum ir_status find_causes(struct search *x, struct owned_why *own,
                                  const struct record *record, bool *some,
                                  struct ir_error *err)
{
    const struct plan *plan = x->question.plan;
    struct ir_searcher *s = x->s;
    struct evidence e = EVIDENCE_INIT;
    struct causes causes = {.arena = &own->arena,
                            .plan = plan,
                            .evidence = &e,
                            .record = record,
                            .walk = s->walk,
                            .stems = s->stems,
                            .synonyms = s->synonyms};
    enum ir_status status = explain_request(&causes, x, err);

    *some = status == IR_OK && !causes.count && x->goes_on;
    evidence_gather(&e, plan, record, SIZE_MAX, s->walk, s->stems);
    causes_find(&causes, x->match == IR_MATCH_ANY);
    *some = *some && evidence_satisfies(&e, plan, &plan->root, true);
    keep_causes(own, &causes);
    own->why.standing = causes.count ? IR_STANDING_OUT : IR_STANDING_IN;
    free(causes.items);
    evidence_free(&e);
    return status;
}

/* The request whose hits are looked at, and compared. */
static struct ir_request ranked_request(const struct ir_request *given,
                                        size_t limit)
{
    struct ir_request r = *given;

    r.after = (struct ir_text){NULL, 0};
    r.baseline = (struct ir_text){NULL, 0};
    r.offset = r.snippet = r.context = r.facet_count = 0;
    r.timeline = IR_INTERVAL_NONE;
    r.bare = r.first = r.exact_total = r.stats = false;
    r.sort = given->first ? IR_SORT_OLDEST : given->sort;
    r.limit = limit;
    r.explain = limit > 1;
    return r;
}

static enum ir_status explain_article(struct ir_searcher *s, struct asking *a,
                                      bool *some, struct ir_error *err)
{
    const struct ir_request request = ranked_request(a->request, 1);
    struct owned_why *own = a->out;
    struct record record = RECORD_INIT;
    struct search x;
    uint32_t document;
    enum ir_status status = search_begin(&x, s, &request, a->deadline, err);

    if (status == IR_OK)
        status = searcher_article(s, a->id, &record, &document, err);
    if (status == IR_OK)
        status = find_causes(&x, own, &record, some, err);
    if (status == IR_OK)
        status = mark_article(&x, record.article.id, &own->marked, err);
    own->why.marked = own->marked;
    record_free(&record);
    search_end(&x);
    return status;
}

/* ---- the rank ---- */

static bool is_same(const struct ir_article *a, const struct ir_article *b)
{
    return text_equal(a->id, b->id) && text_equal(a->index, b->index);
}

/* The first hit of the article, or NULL. */
static const struct ir_hit *find_hit(const struct owned_why *own)
{
    const struct ir_article *article = own->marked->hits[0]->article;

    for (size_t i = 0; i < own->ranked->count; i++)
        if (is_same(own->ranked->hits[i]->article, article))
            return own->ranked->hits[i];
    return NULL;
}

/* The id of the hit that the article is shown with as a copy, or empty. */
static struct ir_text find_shown(const struct owned_why *own)
{
    const struct ir_article *article = own->marked->hits[0]->article;

    for (size_t i = 0; i < own->ranked->count; i++) {
        const struct ir_hit *hit = own->ranked->hits[i];

        for (size_t j = 0; hit->story && j < hit->story->copy_count; j++)
            if (text_equal(hit->story->copies[j]->id, article->id))
                return hit->article->id;
    }
    return (struct ir_text){NULL, 0};
}

static struct ir_text passage_of(const struct ir_hit *hit)
{
    return text_slice(hit->article->text, hit->start, hit->end);
}

/* The id of the hit that has a passage of r's hits of the article, word for
 * word, or empty. */
static struct ir_text find_same(const struct owned_why *own,
                                const struct ir_results *r)
{
    const struct ir_article *article = own->marked->hits[0]->article;

    for (size_t i = 0; i < r->count; i++)
        for (size_t j = 0;
             is_same(r->hits[i]->article, article) && j < own->ranked->count;
             j++)
            if (collapse_hash(passage_of(r->hits[i])) ==
                collapse_hash(passage_of(own->ranked->hits[j])))
                return own->ranked->hits[j]->article->id;
    return (struct ir_text){NULL, 0};
}

/* Its passages may be the same as those of hits that are no copies. */
static enum ir_status find_repeated(struct ir_searcher *s, struct asking *a,
                                    struct ir_error *err)
{
    struct owned_why *own = a->out;
    struct ir_request request = ranked_request(a->request, IR_WHY_HITS_MAX);
    struct ir_results *r;
    enum ir_status status;

    request.copies = IR_COPIES_SHOW;
    request.explain = false;
    status = answer_once(s, &request, a->deadline, &r, err);
    if (status != IR_OK)
        return status;
    own->why.shown_as = find_same(own, r);
    ir_results_free(r);
    return IR_OK;
}

/* The sum of a hit's parts that are about the same as one. */
static double sum_parts(const struct ir_hit *hit, const struct ir_part *one)
{
    double sum = 0;

    for (size_t i = 0; i < hit->part_count; i++)
        if (!strcmp(hit->parts[i].feature, one->feature) &&
            text_equal(hit->parts[i].term, one->term))
            sum += hit->parts[i].value;
    return sum;
}

static int compare_leads(const void *a, const void *b)
{
    const struct ir_lead *l = a, *r = b;

    if (l->more != r->more)
        return l->more < r->more ? 1 : -1;
    return strcmp(l->feature, r->feature);
}

/* Is there a part about the same before this one? */
static bool is_repeated(const struct ir_hit *hit, size_t part)
{
    for (size_t i = 0; i < part; i++)
        if (!strcmp(hit->parts[i].feature, hit->parts[part].feature) &&
            text_equal(hit->parts[i].term, hit->parts[part].term))
            return true;
    return false;
}

/* What the last hit of the page has that this one lacks. */
static void compare_hits(struct owned_why *own, const struct ir_hit *hit,
                         const struct ir_hit *last)
{
    struct ir_lead *leads =
        arena_alloc(&own->arena, last->part_count * sizeof(*leads) + 1);
    size_t count = 0;

    for (size_t i = 0; i < last->part_count; i++) {
        const struct ir_part *part = &last->parts[i];
        double more = sum_parts(last, part) - sum_parts(hit, part);

        if (more > 0 && !is_repeated(last, i))
            leads[count++] = (struct ir_lead){part->feature, part->term, more};
    }
    if (count)
        qsort(leads, count, sizeof(*leads), compare_leads);
    own->why.last = last;
    own->why.leads = leads;
    own->why.lead_count = count;
}

static void place_hit(struct owned_why *own, const struct ir_hit *hit,
                      size_t page)
{
    const struct ir_results *r = own->ranked;
    struct ir_reasons *why = &own->why;

    if (why->standing == IR_STANDING_OUT)
        why->standing = IR_STANDING_PARTIAL;
    why->rank = hit->rank;
    why->score = hit->score;
    if (page && page < hit->rank)
        compare_hits(own, hit, r->hits[page - 1]);
}

/* Look for the article among the best hits, and then among more. */
static enum ir_status find_rank(struct ir_searcher *s, struct asking *a,
                                struct ir_error *err)
{
    struct owned_why *own = a->out;
    size_t page = a->request->offset + a->request->limit;
    size_t looks[] = {page > FIRST_LOOK ? page : FIRST_LOOK, IR_WHY_HITS_MAX};
    const struct ir_hit *hit = NULL;

    for (size_t i = 0; i < COUNT(looks) && !hit && !own->why.shown_as.size;
         i++) {
        const struct ir_request request = ranked_request(
            a->request,
            looks[i] < IR_WHY_HITS_MAX ? looks[i] : IR_WHY_HITS_MAX);
        enum ir_status status;

        if (own->ranked && own->ranked->count < FIRST_LOOK)
            break;
        ir_results_free(own->ranked);
        own->ranked = NULL;
        status = answer_once(s, &request, a->deadline, &own->ranked, err);
        if (status != IR_OK)
            return status;
        hit = find_hit(own);
        if (!hit)
            own->why.shown_as = find_shown(own);
    }
    if (!hit && !own->why.shown_as.size &&
        a->request->copies == IR_COPIES_COLLAPSE) {
        enum ir_status status = find_repeated(s, a, err);

        if (status != IR_OK)
            return status;
    }
    own->why.looked = own->ranked->count;
    own->why.timed_out = own->ranked->timed_out;
    if (hit)
        place_hit(own, hit, page);
    else if (own->why.standing == IR_STANDING_OUT &&
             own->ranked->match == IR_MATCH_PARTIAL &&
             own->ranked->count == IR_WHY_HITS_MAX)
        own->why.standing = IR_STANDING_PARTIAL;
    if (own->why.standing == IR_STANDING_OUT)
        own->why.looked = 0;
    return IR_OK;
}

static enum ir_status why_once(struct ir_searcher *s, void *arg,
                               struct ir_error *err)
{
    struct asking *a = arg;
    enum ir_status status;
    bool some = false;

    ir_reasons_free((struct ir_reasons *)a->out); /* of another revision */
    a->out = xcalloc(1, sizeof(*a->out));
    status = explain_article(s, a, &some, err);
    if (status == IR_OK && (some || a->out->why.standing == IR_STANDING_IN))
        status = find_rank(s, a, err);
    return status;
}

enum ir_status ir_why(struct ir_searcher *s, struct ir_text id,
                      const struct ir_request *request, struct ir_reasons **out,
                      struct ir_error *err)
{
    struct ir_request full;
    struct asking a = {.id = id, .request = &full};
    enum ir_status status = request_complete(request, &full, err);

    if (status != IR_OK)
        return status;
    if (full.like.size)
        return ir_fail(err, IR_INVALID, "why takes a query, not like");
    a.deadline = deadline_in(full.timeout, &s->cancels);
    status = searcher_retry(s, why_once, &a, full.timeout, err);
    if (status == IR_OK)
        *out = &a.out->why;
    else
        ir_reasons_free((struct ir_reasons *)a.out);
    return status;
}
