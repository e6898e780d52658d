/*
 * Any query and request against a small index.  The first FLAGS bytes choose
 * the request, the rest is the query; or its first line stands in another
 * field.
 */
#include "tests/fuzz/small_index.h"

#include <math.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FLAGS 16
#define LISTED 3 /* articles of a list whose hits are looked at */

static struct ir_searcher *searcher;

static const char *const ranks[] = {
    "",
    "bm25:k1=0.4,b=1",
    "best",
    "best:k1=2,b=0",
};
static const char *const moments[] = {
    "",    "2026-05-12", "2026-05", "yesterday",  "30d",
    "12h", "last year",  "..2026",  "1969-07-20", "13 Month",
};
static const int64_t recencies[] = {0, 0, 1, 86400, INT64_MAX, -1};

/* Filters: some names, of which a bit each takes one. */
static struct ir_text sources[4], sections[4], langs[4], topics[4];
static const char *const source_names[4] = {
    "GAZETTE", "le courrier d\xc3\x89mocrate", "", "Nobody"};
static const char *const section_names[4] = {"world", "sport", "none", "\xff"};
static const char *const lang_names[4] = {"en", "FR", "ar", "xx"};
static const char *const topic_names[4] = {"sanctions", "oil", "no such", ""};

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    small_indexes();
    return 0;
}

static void must(bool yes, const char *what)
{
    if (!yes)
        die(what, NULL);
}

static bool boundary(struct ir_text t, size_t at)
{
    return at == t.size ||
           (at < t.size && ((unsigned char)t.data[at] & 0xc0) != 0x80);
}

static void check_spans(const struct ir_hit *h)
{
    struct ir_text text = h->article->text;
    size_t last = 0;

    for (size_t i = 0; i < h->span_count; i++) {
        const struct ir_span *s = &h->spans[i];
        bool body = s->field == IR_FIELD_BODY;

        if (i && h->spans[i - 1].field != s->field)
            last = 0;
        must(s->start >= last && s->start < s->end, "span order");
        must(!body || (s->start >= h->start && s->end <= h->end), "span");
        must(boundary(body ? text : h->article->title, s->end), "span end");
        last = s->end;
    }
}

static void check_hit(const struct ir_request *r, const struct ir_hit *h)
{
    struct ir_text text = h->article->text;
    double sum = 0;

    must(isfinite(h->score) && h->score >= 0, "score");
    must(h->article->id.size, "id");
    if (r->bare)
        return;
    must(h->before <= h->start && h->start <= h->end && h->end <= h->after,
         "order");
    must(boundary(text, h->start) && boundary(text, h->end), "boundary");
    must(boundary(text, h->before) && boundary(text, h->after), "context");
    must(h->article->has_date || !(r->since.size || r->until.size), "date");
    check_spans(h);
    for (size_t i = 0; i < h->part_count; i++)
        sum += h->parts[i].value;
    must(!h->part_count || fabs(sum - h->score) <= 1e-6 * (1 + h->score),
         "parts");
}

static void check_hits(const struct ir_request *r, const struct ir_results *all)
{
    must(all->count <= r->limit, "more hits than wanted");
    for (size_t i = 0; i < all->count; i++) {
        check_hit(r, all->hits[i]);
        must(!i || all->hits[i]->rank == all->hits[i - 1]->rank + 1, "rank");
    }
}

/* What was printed parses again, and means the same; but a + before a stop
 * word is lost. */
static void check_parsed(const struct ir_request *asked,
                         const struct ir_results *r, uint64_t total)
{
    struct ir_request request = *asked;
    struct ir_results *again;
    struct ir_error err;

    request.query = r->parsed;
    request.exact_total = request.as_typed = true;
    request.strict = false;
    request.topic_count = 0;
    request.match = r->match == IR_MATCH_ANY ? IR_MATCH_ANY : IR_MATCH_ALL;
    request.after = text_of("");
    if (r->parsed.size > IR_QUERY_MAX)
        return;
    if (ir_search(searcher, &request, &again, &err) != IR_OK)
        die("parsed", &err);
    must(again->articles.relation == IR_EQ, "exact total");
    if (searcher == searchers[0] && again->articles.value != total) {
        fprintf(stderr, "%llu, parsed %llu: %.*s\n", (unsigned long long)total,
                (unsigned long long)again->articles.value, (int)r->parsed.size,
                r->parsed.data);
        die("total of the parsed query", NULL);
    }
    ir_results_free(again);
}

static void check_listed(const struct ir_request *r, struct ir_list *list,
                         struct ir_text id)
{
    struct ir_results *results;
    struct ir_error err;

    if (ir_list_hits(list, &results, &err) != IR_OK)
        die("hits of the list", &err);
    must(results->articles.value == 1, "one article");
    for (size_t i = 0; i < results->count; i++) {
        check_hit(r, results->hits[i]);
        must(text_equal(results->hits[i]->article->id, id), "another article");
    }
    ir_results_free(results);
}

static uint64_t count_list(const struct ir_request *r)
{
    struct ir_list *list;
    struct ir_error err;
    struct ir_text id;
    uint64_t count = 0;
    enum ir_status status = ir_list_start(searcher, r, &list, &err);

    if (status != IR_OK)
        die("list", &err);
    while ((status = ir_list_next(list, &id, &err)) == IR_OK)
        if (count++ < LISTED)
            check_listed(r, list, id);
    must(status == IR_END, "end of list");
    ir_list_free(list);
    return count;
}

/* The page token leads to the hits that follow. */
static void check_next(const struct ir_request *asked,
                       const struct ir_results *r)
{
    struct ir_request request = *asked;
    struct ir_results *again;
    struct ir_error err;

    request.after = r->next;
    request.offset = 0;
    if (ir_search(searcher, &request, &again, &err) != IR_OK)
        die("next", &err);
    check_hits(&request, again);
    must(again->count, "the next page is empty");
    must(!r->count || again->hits[0]->rank == r->hits[r->count - 1]->rank + 1,
         "rank after the page token");
    ir_results_free(again);
}

/* The same request has the same answer. */
static void check_again(const struct ir_request *request,
                        const struct ir_results *r)
{
    struct ir_results *again;
    struct ir_error err;

    if (ir_search(searcher, request, &again, &err) != IR_OK)
        die("again", &err);
    must(again->count == r->count && text_equal(again->parsed, r->parsed) &&
             text_equal(again->next, r->next) &&
             again->articles.value == r->articles.value &&
             again->partial.value == r->partial.value,
         "another answer");
    for (size_t i = 0; i < r->count; i++)
        must(again->hits[i]->score == r->hits[i]->score &&
                 text_equal(again->hits[i]->article->id,
                            r->hits[i]->article->id) &&
                 again->hits[i]->start == r->hits[i]->start,
             "another hit");
    ir_results_free(again);
}

/* Those of names whose bit is set. */
static size_t pick(struct ir_text *out, const char *const *names, unsigned bits)
{
    size_t count = 0;

    for (size_t i = 0; i < 4; i++)
        if (bits >> i & 1)
            out[count++] = text_of(names[i]);
    return count;
}

/* 0 to 15, and such a number doubled up to 15 times. */
static size_t size_of(uint8_t byte)
{
    return (size_t)(byte & 15) << (byte >> 4);
}

static void choose(struct ir_request *r, const uint8_t *flags)
{
    r->match = (enum ir_match)(flags[0] % 3);
    r->literal = flags[0] & 4;
    r->articles = flags[0] & 8;
    r->exact_total = flags[0] & 16;
    /* A list never answers another spelling. */
    r->as_typed = r->exact_total || flags[0] & 64;
    r->strict = flags[0] & 128;
    r->offset = size_of(flags[1]);
    r->limit = size_of(flags[2]);
    r->per_article = flags[3] & 7;
    r->bare = flags[3] & 8;
    r->explain = flags[3] & 16;
    r->stats = flags[3] & 32;
    r->passage_words = flags[4] ? size_of(flags[4]) : 120;
    r->context = flags[5] % (IR_CONTEXT_MAX + 2);
    r->rank = text_of(ranks[flags[6] % COUNT(ranks)]);
    r->sort = (enum ir_sort)(flags[7] & 3);
    r->recency = recencies[(flags[7] >> 2) % COUNT(recencies)];
    r->feedback_passages = flags[8] & 128 ? flags[8] & 127 : 0;
    r->feedback_terms = flags[9] % (IR_FEEDBACK_MAX + 2);
    r->since = text_of(moments[flags[10] % COUNT(moments)]);
    r->until = text_of(moments[flags[11] % COUNT(moments)]);
    r->now = SMALL_NOW;
    r->sources = sources;
    r->source_count = pick(sources, source_names, flags[12]);
    r->topics = topics;
    r->topic_count = pick(topics, topic_names, flags[12] >> 4);
    r->sections = sections;
    r->section_count = pick(sections, section_names, flags[13]);
    r->langs = langs;
    r->lang_count = pick(langs, lang_names, flags[13] >> 4);
}

/* The first line of the query goes elsewhere. */
static void divert(struct ir_request *r, unsigned where)
{
    struct ir_text *const fields[] = {NULL,      &r->like,  &r->rank,
                                      &r->since, &r->until, &r->after};
    struct ir_text *field = fields[where % COUNT(fields)];
    const char *line;

    if (!field || !r->query.size)
        return;
    line = memchr(r->query.data, '\n', r->query.size);
    *field = r->query;
    if (!line) {
        r->query = text_of("");
        return;
    }
    field->size = (size_t)(line - r->query.data);
    r->query.data = line + 1;
    r->query.size -= field->size + 1;
}

static void check(const struct ir_request *r, const struct ir_results *results,
                  unsigned more)
{
    check_hits(r, results);
    if (r->exact_total) {
        must(results->articles.relation == IR_EQ, "exact");
        /* A list has no feedback, whose words may find articles, too. */
        must(results->articles.value == count_list(r) ||
                 (r->feedback_passages && r->match == IR_MATCH_ANY),
             "list");
        if (!r->literal && !r->like.size)
            check_parsed(r, results, results->articles.value);
    }
    if (results->next.size)
        check_next(r, results);
    if (more & 1)
        check_again(r, results);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ir_request r;
    struct ir_results *results;
    struct ir_error err;
    enum ir_status status;

    if (size < FLAGS)
        return 0;
    searcher = searchers[data[0] >> 5 & 1];
    ir_request_init(&r);
    r.query = (struct ir_text){(const char *)data + FLAGS, size - FLAGS};
    choose(&r, data);
    divert(&r, data[14]);
    status = ir_search(searcher, &r, &results, &err);
    must(status == IR_OK || status == IR_INVALID || status == IR_LIMIT ||
             (status == IR_NOT_FOUND && r.like.size),
         err.message);
    if (status != IR_OK)
        return 0;
    check(&r, results, data[15]);
    ir_results_free(results);
    return 0;
}
