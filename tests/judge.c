#include "tests/judge.h"
#include "tests/chance.h"
#include "tests/news.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static struct stems *stems;
static struct stopwords *stop;
static struct ir_article *texts[JUDGE_ARTICLES];
static struct oracle_article articles[JUDGE_ARTICLES];
static size_t article_count;
static struct oracle_memory memory;

void judge_start(size_t count)
{
    char id[32];

    ok(stems_new("english", &stems, &err));
    stop = stopwords_new("");
    ok(ir_add_topics(searcher, text_of("[" ORACLE_TOPIC "]\ngas\noil\npower\n"),
                     "oracle", &err));
    article_count = count;
    for (size_t i = 0; i < article_count; i++) {
        snprintf(id, sizeof(id), "s%03zu", i);
        ok(ir_get(searcher, text_of(id), &texts[i], &err));
        oracle_read(&articles[i], i, texts[i], stems);
        ck_assert_uint_eq(articles[i].positions[IR_FIELD_BODY],
                          texts[i]->words);
    }
    oracle_memory_start(&memory, article_count, stems);
}

void judge_end(void)
{
    oracle_memory_end(&memory);
    for (size_t i = 0; i < article_count; i++) {
        oracle_article_free(&articles[i]);
        ir_article_free(texts[i]);
    }
    stopwords_free(stop);
    stems_free(stems);
}

size_t judge_number(struct ir_text id)
{
    size_t i = (size_t)atoi(id.data + 1);

    ck_assert_uint_lt(i, article_count);
    return i;
}

bool judge_differ(const struct trial *t, const char *what,
                  const struct ir_article *a)
{
    buf_addf(t->why, "%s\narticle %.*s, %u words, title: %.*s\n%.*s", what,
             (int)a->id.size, a->id.data, (unsigned)a->words,
             (int)a->title.size, a->title.data, (int)a->text.size,
             a->text.data);
    return false;
}

static bool differ(const struct trial *t, const char *what, size_t article)
{
    return judge_differ(t, what, texts[article]);
}

const struct oracle_article *judge_article(struct ir_text id)
{
    return &articles[judge_number(id)];
}

/* ---- which articles ---- */

/* What the request asks for besides the query. */
static bool is_asked_for(const struct trial *t, const struct oracle_article *a)
{
    const struct query_node source = {
        .kind = QUERY_FIELD, .field = FIELD_SOURCE, .text = t->source};
    const struct query_node date = {.kind = QUERY_DATE, .text = t->range};

    return (!t->source.size || oracle_says(&source, a)) &&
           (!t->range.size || oracle_says(&date, a));
}

struct ir_request judge_request(const struct trial *t, enum ir_match match)
{
    struct ir_request r;

    ir_request_init(&r);
    r.query = t->text;
    r.match = match;
    r.as_typed = true;
    if (t->source.size) {
        r.sources = &t->source;
        r.source_count = 1;
    }
    r.since = t->since;
    r.until = t->until;
    return r;
}

static bool same_set(const struct trial *t, const bool *found, bool any,
                     const char *how)
{
    const enum truth *want = any ? t->any : t->all;
    char what[120];

    for (size_t i = 0; i < article_count; i++) {
        if (found[i] == (want[i] == YES))
            continue;
        snprintf(what, sizeof(what), "%s, %s: %s, but should%s be", how,
                 any ? "any" : "all", found[i] ? "found" : "not found",
                 found[i] ? " not" : "");
        return differ(t, what, i);
    }
    return true;
}

static bool judge_list(const struct trial *t, bool any)
{
    struct ir_request r = judge_request(t, any ? IR_MATCH_ANY : IR_MATCH_ALL);
    bool found[JUDGE_ARTICLES] = {false};
    struct ir_list *list;
    struct ir_text id;
    enum ir_status status;

    ok(ir_list_start(searcher, &r, &list, &err));
    while ((status = ir_list_next(list, &id, &err)) == IR_OK) {
        size_t i = judge_number(id);

        ck_assert_msg(!found[i], "%s twice", id.data);
        found[i] = true;
    }
    fails(status, IR_END);
    ir_list_free(list);
    return same_set(t, found, any, "list");
}

/* What a query finds and what its negation finds are all there is. */
static bool judge_negated(const struct trial *t)
{
    struct buf text = BUF_INIT;
    struct trial not = *t;
    bool same;

    buf_adds(&text, "NOT (");
    buf_addt(&text, t->text);
    buf_addc(&text, ')');
    not .text = buf_text(&text);
    for (size_t i = 0; i < article_count; i++)
        not .all[i] =
            is_asked_for(t, &articles[i]) && t->all[i] != YES ? YES : NO;
    same = judge_list(&not, false);
    if (!same)
        buf_adds(t->why, "\nthat was the query's negation\n");
    buf_free(&text);
    return same;
}

/* ---- whole answers ---- */

static bool has_kind(const struct query_node *node, enum query_kind kind)
{
    if (node->kind == kind)
        return true;
    for (const struct query_node *p = node->parts; p; p = p->next)
        if (has_kind(p, kind))
            return true;
    return false;
}

static bool judge_missing(const struct trial *t, const struct ir_hit *h)
{
    size_t i = judge_number(h->article->id);

    if (t->all[i] == YES && h->missing_count)
        return differ(t, "something missing, but it has all", i);
    if (t->all[i] != YES && !h->missing_count &&
        !has_kind(t->query.root, QUERY_NOT))
        return differ(t, "it lacks something, but nothing is missing", i);
    return true;
}

static bool same_total(const struct trial *t, const char *name,
                       const struct ir_total *total, size_t want)
{
    if (total->relation == IR_EQ && total->value == want)
        return true;
    buf_addf(t->why, "%s %llu, relation %d, but %zu match\n", name,
             (unsigned long long)total->value, (int)total->relation, want);
    return false;
}

/* Both totals; a request for no hits does not count partial ones. */
static bool judge_totals(const struct trial *t, const struct ir_results *r)
{
    bool partial = r->match == IR_MATCH_PARTIAL;
    size_t some = partial ? t->any_count - t->all_count : 0;

    return same_total(t, "total", &r->articles,
                      r->match == IR_MATCH_ANY ? t->any_count : t->all_count) &&
           (!r->limit || same_total(t, "partial", &r->partial, some));
}

/* Articles with all words come first, with no lower score. */
static bool judge_order(const struct trial *t, const struct ir_results *r)
{
    double least = HUGE_VAL;
    bool some = false;

    for (size_t i = 0; r->match == IR_MATCH_PARTIAL && i < r->count; i++) {
        const struct ir_hit *h = r->hits[i];
        size_t number = judge_number(h->article->id);
        bool all = t->all[number] == YES;

        if (all && some)
            return differ(t, "has all, but comes late", number);
        if (!all && h->score > least)
            return differ(t, "has less, but scores more", number);
        some = some || !all;
        if (all && h->score < least)
            least = h->score;
    }
    return true;
}

static bool judge_results(const struct trial *t, const struct ir_results *r)
{
    bool any = r->match != IR_MATCH_ALL, found[JUDGE_ARTICLES] = {false};

    if (!judge_totals(t, r) || !judge_order(t, r))
        return false;
    for (size_t i = 0; i < r->count; i++) {
        size_t number = judge_number(r->hits[i]->article->id);
        bool some = any && (r->match == IR_MATCH_ANY || t->all[number] != YES);

        found[number] = true;
        if (!judge_hit(t, r->hits[i], some) || !judge_missing(t, r->hits[i]))
            return false;
    }
    return r->count == r->limit || same_set(t, found, any, "hits");
}

/* Partial hits follow where fewer than ten articles have all. */
static bool judge_auto(const struct trial *t, const struct ir_results *r)
{
    if (r->match == IR_MATCH_PARTIAL && t->all_count >= 10) {
        buf_adds(t->why, "partial, although ten hold everything\n");
        return false;
    }
    if (r->match != IR_MATCH_ALL || !r->limit || t->all_count >= 10 ||
        t->any_count == t->all_count || t->query.root->kind != QUERY_LIST)
        return true;
    for (const struct query_node *p = t->query.root->parts; p; p = p->next)
        if (p->kind != QUERY_WORD || stopwords_has(stop, p->text))
            return true;
    buf_adds(t->why, "no partial hits\n");
    return false;
}

static bool judge_search(const struct trial *t, enum ir_match match,
                         size_t variant)
{
    static const size_t aims[] = {120, 5, 20, 1000};
    struct ir_request r = judge_request(t, match);
    struct ir_results *results;
    bool same;

    r.exact_total = true;
    r.limit = variant % 9 ? IR_HITS_MAX : 0;
    r.articles = variant % 3 == 0;
    r.per_article = variant % 2 ? 0 : 3;
    r.passage_words = aims[variant % COUNT(aims)];
    results = search(&r);
    same = (match != IR_MATCH_AUTO || judge_auto(t, results)) &&
           judge_results(t, results);
    ir_results_free(results);
    return same;
}

/* The canonical form means the same, but for +the, which it cannot say. */
static bool judge_printed(const struct trial *t, bool any)
{
    struct buf printed = BUF_INIT;
    struct question question;
    struct query again;
    bool same = true;

    if (has_kind(t->query.root, QUERY_MUST))
        return true;
    query_print(&t->query, any ? " OR " : " AND ", &printed);
    ok(query_parse(buf_text(&printed), false, &again, &err));
    question_start(&question, &again, &memory, stems, stop);
    for (size_t i = 0; same && i < article_count; i++)
        if (is_asked_for(t, &articles[i]) &&
            oracle_answer(&question, &articles[i], any) !=
                (any ? t->any[i] : t->all[i])) {
            buf_addf(t->why, "printed as %s\n", printed.data);
            same = differ(t, "it means another thing when printed", i);
        }
    question_end(&question);
    query_free(&again);
    buf_free(&printed);
    return same;
}

/* ---- all of it ---- */

static void limit(struct trial *t)
{
    if (t->text.size % 7 == 0)
        t->source = text_of("reuters");
    if (t->text.size % 6 == 0) {
        static const char *const ranges[] = {
            "2026-02..", "..2026-03-01", "2026-02-01T06:30+05:45..",
            "2026-02-01..2026-03-01T00:00:00Z"};
        const char *range = ranges[t->text.size / 6 % COUNT(ranges)];

        t->range = text_of(range);
        t->since = (struct ir_text){range, strcspn(range, ".")};
        t->until = text_of(strstr(range, "..") + 2);
    }
}

static bool start(struct trial *t, struct ir_text text, struct buf *why)
{
    memset(t, 0, sizeof(*t));
    t->text = text;
    t->why = why;
    ok(query_parse(text, false, &t->query, &err));
    if (!t->query.root)
        return false;
    question_start(&t->question, &t->query, &memory, stems, stop);
    limit(t);
    for (size_t i = 0; i < article_count; i++) {
        bool fits = is_asked_for(t, &articles[i]);

        t->all[i] = oracle_answer(&t->question, &articles[i], false);
        t->any[i] = oracle_answer(&t->question, &articles[i], true);
        if (t->all[i] == NOTHING)
            return false;
        t->all[i] = fits ? t->all[i] : NO;
        t->any[i] = fits ? t->any[i] : NO;
        t->all_count += t->all[i] == YES;
        t->any_count += t->any[i] == YES;
    }
    return true;
}

static void end(struct trial *t)
{
    if (t->query.root)
        question_end(&t->question);
    query_free(&t->query);
}

/* A query that asks for nothing is refused. */
static bool judge_nothing(const struct trial *t)
{
    struct ir_request r = judge_request(t, IR_MATCH_ALL);
    struct ir_results *results = NULL;
    enum ir_status status = ir_search(searcher, &r, &results, &err);

    ir_results_free(results);
    if (status != IR_INVALID)
        buf_addf(t->why, "it asks for nothing, but: %s\n",
                 ir_status_name(status));
    return status == IR_INVALID;
}

bool judge(struct ir_text text, struct buf *why)
{
    struct trial t;
    size_t variant = text.size;
    bool same;

    if (start(&t, text, why))
        same = judge_list(&t, false) && judge_list(&t, true) &&
               judge_negated(&t) && judge_search(&t, IR_MATCH_ALL, variant) &&
               judge_search(&t, IR_MATCH_ANY, variant + 1) &&
               judge_search(&t, IR_MATCH_AUTO, variant + 2) &&
               judge_printed(&t, false) && judge_printed(&t, true) &&
               (variant % 4 || judge_pages(&t, variant)) &&
               (variant % 5 || judge_stream(&t));
    else
        same = judge_nothing(&t);
    judge_tally(&t);
    end(&t);
    return same;
}
