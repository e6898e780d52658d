/* Citations of hits hold, and what is wrong with others is told. */
#include "tests/chance.h"
#include "text/citation.h"

#include <stdio.h>

#define ARTICLES 120
#define QUERIES 200

static void make(void)
{
    struct news *n;

    chance_seed("cite", 20261201);
    news_make();
    n = news_open(0, "english");
    chance_news(n, ARTICLES);
    news_add(n, "wide [1,2)", "Letters",
             TEXT("\xd9\x86\xd9\x81\xd8\xaa oil \xe7\x9f\xb3\xe6\xb2\xb9 and "
                  "\xf0\x9f\x98\x80 oil. Oil again, and oil."));
    news_close(n);
    open_index();
}

static struct buf name = BUF_INIT;

/* The citation of a hit, its range moved. */
static struct ir_text cite(const struct ir_hit *h, const char *fingerprint,
                           size_t start, size_t end)
{
    buf_clear(&name);
    citation_add(&name, h->article->id, fingerprint, start, end);
    return buf_text(&name);
}

static struct ir_text text_of_hit(const struct ir_hit *h)
{
    return text_slice(h->article->text, h->start, h->end);
}

static void gives(struct ir_text citation, struct ir_text quotation,
                  enum ir_verdict verdict)
{
    struct ir_verification *v;

    ok(ir_verify(searcher, citation, quotation, &v, &err));
    ck_assert_msg(v->verdict == verdict, "%.*s: %d", (int)citation.size,
                  citation.data, (int)v->verdict);
    ir_verification_free(v);
}

/* Where the quotation is found, whatever is cited. */
static void finds(struct ir_text citation, const struct ir_hit *h)
{
    struct ir_verification *v;

    ok(ir_verify(searcher, citation, text_of_hit(h), &v, &err));
    ck_assert(v->found);
    ck_assert(text_equal(
        text_slice(v->article->text, v->quotation.start, v->quotation.end),
        text_of_hit(h)));
    ir_verification_free(v);
}

static void check_hit(const struct ir_hit *h)
{
    const char *is = h->article->fingerprint;
    char other[80], *digit;

    snprintf(other, sizeof(other), "%s", is);
    digit = &other[strlen("sha256:") + below(64)];
    *digit = *digit == '0' ? '1' : '0';
    gives(cite(h, is, h->start, h->end), TEXT(""), IR_VERDICT_HOLDS);
    gives(cite(h, is, h->start, h->end), text_of_hit(h), IR_VERDICT_HOLDS);
    gives(cite(h, "sha256:", h->start, h->end), TEXT(""), IR_VERDICT_HOLDS);
    gives(cite(h, other, h->start, h->end), TEXT(""), IR_VERDICT_CHANGED);
    gives(cite(h, is, h->start, h->article->text.size + 1), TEXT(""),
          IR_VERDICT_OUTSIDE);
    finds(cite(h, other, h->start, h->end), h);
    if (h->end > h->start + 1 &&
        (h->article->text.data[h->start + 1] & 0x80) == 0 &&
        h->article->text.data[h->start] != ' ') {
        gives(cite(h, is, h->start + 1, h->end), text_of_hit(h),
              IR_VERDICT_OTHER);
        finds(cite(h, is, h->start + 1, h->end), h);
    }
}

START_TEST(every_hit_can_be_cited)
{
    size_t seen = 0;

    for (int i = 0; i < chance_queries(QUERIES); i++) {
        struct buf query = BUF_INIT;
        struct ir_request r;
        struct ir_results *results;

        chance_query(&query, 1);
        r = request_of("");
        r.query = buf_text(&query);
        if (ir_search(searcher, &r, &results, &err) == IR_OK) {
            for (size_t h = 0; h < results->count; h++, seen++)
                check_hit(results->hits[h]);
            ir_results_free(results);
        }
        buf_free(&query);
    }
    ck_assert_uint_gt(seen, QUERIES);
    buf_free(&name);
}
END_TEST

START_TEST(ranges_are_of_whole_characters)
{
    struct ir_article *a;

    ok(ir_get(searcher, TEXT("wide [1,2)"), &a, &err));
    for (size_t start = 0; start <= a->text.size; start++)
        for (size_t end = start; end <= a->text.size; end++) {
            bool whole =
                (start == a->text.size ||
                 ((unsigned char)a->text.data[start] & 0xc0) != 0x80) &&
                (end == a->text.size ||
                 ((unsigned char)a->text.data[end] & 0xc0) != 0x80);

            buf_clear(&name);
            citation_add(&name, a->id, a->fingerprint, start, end);
            gives(buf_text(&name), TEXT(""),
                  whole ? IR_VERDICT_HOLDS : IR_VERDICT_OUTSIDE);
        }
    ir_article_free(a);
    buf_free(&name);
}
END_TEST

START_TEST(a_quotation_that_stands_twice_is_found_near_the_range)
{
    struct ir_verification *v;

    ok(ir_verify(searcher, TEXT("wide [1,2)[18,21)"), TEXT(" oil "), &v, &err));
    ck_assert_int_eq(v->verdict, IR_VERDICT_OTHER);
    ck_assert(v->found);
    ck_assert_uint_eq(v->quotation.start, 27);
    ir_verification_free(v);
}
END_TEST

START_TEST(others_are_refused)
{
    struct ir_verification *v;
    struct buf large = BUF_INIT;

    gives(TEXT("nowhere@sha256:00[0,1)"), TEXT(""), IR_VERDICT_GONE);
    ck_assert_int_eq(ir_verify(searcher, TEXT(""), TEXT(""), &v, &err),
                     IR_INVALID);
    ck_assert_str_eq(err.message, "\"\" is not a citation");
    for (size_t i = 0; i <= IR_QUOTATION_MAX; i++)
        buf_addc(&large, 'x');
    ck_assert_int_eq(
        ir_verify(searcher, TEXT("a[0,1)"), buf_text(&large), &v, &err),
        IR_LIMIT);
    ck_assert_str_eq(err.message, "a quotation of 65537 bytes: at most 65536");
    buf_free(&large);
    ir_verification_free(NULL);
}
END_TEST

START_TEST(a_citation_ends_with_its_range)
{
    ck_assert_uint_eq(citation_end(TEXT("a (b)@sha256:0f[1,2) said (so)")), 20);
    ck_assert_uint_eq(citation_end(TEXT("a[1,2) b[3,4)")), 6);
    ck_assert_uint_eq(citation_end(TEXT("plain (id)")), 10);
}
END_TEST

Suite *cite_suite(void)
{
    Suite *s = suite_create("cite");
    TCase *t = tcase_create("cite");

    tcase_set_timeout(t, 120);
    tcase_add_unchecked_fixture(t, make, news_remove_all);
    tcase_add_test(t, every_hit_can_be_cited);
    tcase_add_test(t, ranges_are_of_whole_characters);
    tcase_add_test(t, a_quotation_that_stands_twice_is_found_near_the_range);
    tcase_add_test(t, others_are_refused);
    tcase_add_test(t, a_citation_ends_with_its_range);
    suite_add_tcase(s, t);
    return s;
}
