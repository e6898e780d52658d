/* Invariants of hits, on generated text in many scripts. */
#include "tests/chance.h"
#include "tests/news.h"
#include "tests/test.h"
#include "text/sentences.h"
#include "text/stems.h"
#include "text/utf8.h"
#include "text/words.h"

#include <irsearch.h>
#include <stdio.h>
#include <stdlib.h>

#define ARTICLES 60
#define QUERIES 200

static const char *const pieces[] = {
    "gas",
    "Gas",
    "GASES",
    "pipelines",
    "flow",
    "flowed",
    "US",
    "us",
    "U.S.",
    "IT",
    "it",
    "the",
    "of",
    "Caf\xc3\xa9",
    "cafe\xcc\x81s",
    "\xc3\x9c"
    "ber",
    "na\xc3\xafve",
    "\xc5\x81\xc3\xb3"
    "d\xc5\xba",
    "Stra\xc3\x9f"
    "e",
    "Iran-Iraq",
    "Iran\xe2\x80\x91Iraq",
    "IranIraq",
    "Ale-Es'haq",
    "Ale\xe2\x80\x90"
    "Es\xe2\x80\x99haq",
    "don't",
    "Iran's",
    "O\xca\xbc"
    "Brien",
    "Sana\xca\xbf"
    "a",
    "ministers'",
    "elec\xc2\xad"
    "tricity",
    "electricity",
    "\xd8\xba\xd8\xa7\xd8\xb2",
    "\xd8\xa5\xd9\x8a\xd8\xb1\xd8\xa7\xd9\x86",
    "\xd8\xb9\xd9\x90\xd8\xb1\xd9\x8e\xd8\xa7\xd9\x82",
    "\xe4\xbc\x8a\xe6\x9c\x97\xe5\xa4\xa9\xe7\x84\xb6\xe6\xb0\x94",
    "\xe3\x82\xac\xe3\x82\xb9",
    "\xe5\xa4\xa9\xe7\x84\xb6\xe6\xb0\x94\xe3\x80\x82",
    "\xf0\x9f\x94\xa5",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x92",
    "$20",
    "10.5%",
    "1,234",
    "C++",
    "R&D",
    "COVID-19",
    "A&B",
    "\xef\xac\x81"
    "re",
    "\xe2\x80\x9c"
    "Gas,\xe2\x80\x9d",
    "he",
    "said",
    "Mr.",
    "a-b-c-d-e-f-g-h",
};

static const char *const ends[] = {". ",
                                   ".\n\n",
                                   "! ",
                                   "? ",
                                   ".\n",
                                   "\xe2\x80\xa6 ",
                                   ".\xe2\x80\x9d ",
                                   " ",
                                   "\n",
                                   "  ",
                                   ", ",
                                   " \xe2\x80\x93 "};

static void random_text(struct buf *out, size_t words, bool one_line)
{
    for (size_t i = 0; i < words; i++) {
        buf_adds(out, pieces[below(COUNT(pieces))]);
        buf_adds(out, one_line || below(6) ? " " : ends[below(COUNT(ends))]);
    }
}

static void make_articles(void)
{
    struct buf title = BUF_INIT, text = BUF_INIT;
    struct news *n;

    chance_seed("spans", 0);
    news_make();
    n = news_open(0, "english");
    for (int i = 0; i < ARTICLES; i++) {
        char id[16];

        buf_clear(&title);
        buf_clear(&text);
        buf_adds(&text, "Flow "); /* an article needs a word */
        random_text(&title, below(5), true);
        random_text(&text, 1 + below(i % 5 ? 60 : 900), false);
        snprintf(id, sizeof(id), "a%d", i);
        news_add(n, id, title.data, buf_text(&text));
    }
    news_close(n);
    open_index();
    buf_free(&title);
    buf_free(&text);
}

static void random_query(struct buf *out)
{
    size_t leaves = 1 + below(3);

    while (leaves--) {
        bool quoted = !below(4);
        size_t words = quoted ? 1 + below(3) : 1;

        buf_adds(out, quoted ? "\"" : "");
        while (words--) {
            buf_adds(out, pieces[below(COUNT(pieces))]);
            buf_adds(out, words ? " " : "");
        }
        buf_adds(out, quoted ? "\" " : " ");
    }
}

static bool boundary(struct ir_text t, size_t at)
{
    return at == t.size ||
           (at < t.size && ((unsigned char)t.data[at] & 0xc0) != 0x80);
}

/* Have the two a stem in common? */
static bool akin(struct stems *stems, struct ir_text a, struct ir_text b)
{
    struct words *left = words_new(), *right = words_new();
    struct word l, r;
    bool found = false;

    words_start(left, a, 0, 0, NULL);
    while (!found && words_next(left, &l)) {
        const struct lexeme *stem;

        if (!l.form.size)
            continue;
        stem = stems_get(stems, l.form)->stem;
        words_start(right, b, 0, 0, NULL);
        while (!found && words_next(right, &r))
            found = r.form.size && stems_get(stems, r.form)->stem == stem;
    }
    words_free(left);
    words_free(right);
    return found;
}

static void check_spans(const struct ir_hit *h, struct stems *stems)
{
    const struct ir_article *a = h->article;
    const struct ir_span *last = NULL;

    for (size_t i = 0; i < h->span_count; i++) {
        const struct ir_span *s = &h->spans[i];
        bool body = s->field == IR_FIELD_BODY;
        struct ir_text source = body ? a->text : a->title;
        struct ir_text slice = {source.data + s->start, s->end - s->start};

        ck_assert_uint_lt(s->start, s->end);
        ck_assert_uint_le(s->end, source.size);
        ck_assert(!body || (s->start >= h->start && s->end <= h->end));
        ck_assert(boundary(source, s->start) && boundary(source, s->end));
        if (last && last->field == s->field)
            ck_assert_uint_le(last->end, s->start);
        else if (last)
            ck_assert(!body);
        ck_assert_msg(akin(stems, slice, s->term), "\"%.*s\" for \"%.*s\"",
                      (int)slice.size, slice.data, (int)s->term.size,
                      s->term.data);
        last = s;
    }
}

static void check_range(const struct ir_hit *h, const struct sentences *all,
                        size_t context)
{
    const struct ir_article *a = h->article;
    size_t first = h->first > context ? h->first - context : 0;
    size_t last = h->last + context;

    ck_assert_uint_eq(a->sentences, all->count);
    ck_assert(utf8_valid(a->text) && utf8_valid(a->title));
    if (!all->count)
        return;
    ck_assert_uint_le(h->first, h->last);
    ck_assert_uint_lt(h->last, all->count);
    ck_assert_uint_eq(h->start, all->items[h->first].start);
    ck_assert_uint_eq(h->end, all->items[h->last].end);
    ck_assert_uint_eq(h->before, all->items[first].start);
    last = last < all->count ? last : all->count - 1;
    ck_assert_uint_eq(h->after, all->items[last].end);
    ck_assert(boundary(a->text, h->start) && boundary(a->text, h->end));
}

static void check_hits(const struct ir_results *r, struct stems *stems,
                       size_t context)
{
    struct sentences all = SENTENCES_INIT;

    for (size_t i = 0; i < r->count; i++) {
        const struct ir_hit *h = r->hits[i];

        sentences_find(&all, h->article->text, 0);
        check_range(h, &all, context);
        check_spans(h, stems);
        ck_assert_uint_eq(h->rank, i + 1);
        ck_assert_double_ge(h->score, 0);
        ck_assert_msg(h->span_count, "%s: no match to be seen",
                      h->article->id.data);
    }
    sentences_free(&all);
}

static struct ir_request random_request(struct ir_text query)
{
    struct ir_request r;

    ir_request_init(&r);
    r.query = query;
    r.match = below(2) ? IR_MATCH_ANY : IR_MATCH_AUTO;
    r.context = below(4);
    r.limit = 1 + below(100);
    r.per_article = below(4);
    r.passage_words = 1 + below(below(2) ? 10 : 200);
    r.articles = !below(4);
    return r;
}

static void ask(struct ir_text query, struct stems *stems)
{
    struct ir_request r = random_request(query);
    struct ir_results *results, *again;
    struct buf ids = BUF_INIT;
    enum ir_status status = ir_search(searcher, &r, &results, &err);

    if (status == IR_INVALID)
        return;
    ck_assert_int_eq(status, IR_OK);
    check_hits(results, stems, r.context);
    again = search(&r);
    ck_assert_uint_eq(again->count, results->count);
    for (size_t i = 0; i < again->count; i++) {
        ck_assert(again->hits[i]->score == results->hits[i]->score);
        ck_assert_uint_eq(again->hits[i]->start, results->hits[i]->start);
        ck_assert_uint_eq(again->hits[i]->span_count,
                          results->hits[i]->span_count);
        ck_assert(text_equal(again->hits[i]->article->id,
                             results->hits[i]->article->id));
    }
    ir_results_free(again);
    ir_results_free(results);
    r.exact_total = r.as_typed = true;
    results = search(&r);
    ck_assert_uint_eq(results->articles.value, list_ids(&r, &ids));
    ir_results_free(results);
    buf_free(&ids);
}

START_TEST(hits_show_what_was_asked_for)
{
    int queries = chance_queries(QUERIES);
    struct buf query = BUF_INIT;
    struct stems *stems;

    ok(stems_new("english", &stems, &err));
    for (int i = 0; i < queries; i++) {
        buf_clear(&query);
        random_query(&query);
        ask(buf_text(&query), stems);
    }
    stems_free(stems);
    buf_free(&query);
}
END_TEST

Suite *spans_suite(void)
{
    Suite *s = suite_create("spans");
    TCase *t = tcase_create("spans");

    tcase_add_checked_fixture(t, make_articles, news_remove_all);
    tcase_add_test(t, hits_show_what_was_asked_for);
    suite_add_tcase(s, t);
    return s;
}
