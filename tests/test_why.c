/* Why an article is in an answer, or is not. */
#include "tests/news.h"
#include "tests/test.h"

#include <irsearch.h>

static void fill(void)
{
    struct news *n = news_open(0, "english");

    news_set(n, PARSED_SOURCE, "Reuters");
    news_set(n, PARSED_DATE, "2026-05-11");
    news_add(n, "a", "Gas climbs",
             TEXT("Natural gas rose. Oil fell by the waivers of Müller.\n\n"
                  "Gas flows; the natural park is open. More gas."));
    news_add(n, "b", "Oil", TEXT("Oil and wheat. Labour parks."));
    news_close(n);
    open_index();
}

static struct ir_reasons *why(const char *id, const struct ir_request *r)
{
    struct ir_reasons *out;

    ok(ir_why(searcher, text_of(id), r, &out, &err));
    ck_assert_uint_eq(out->marked->count, 1);
    ck_assert_text_eq(out->marked->hits[0]->article->id, id);
    ck_assert_int_eq(out->standing == IR_STANDING_IN, out->cause_count == 0);
    return out;
}

/* The causes as "KIND asked found instead [PLACE ...]: message", a line each,
 * alternatives behind a >. */
static const char *told(const char *id, const struct ir_request *r)
{
    static struct buf out = BUF_INIT;
    struct ir_reasons *w = why(id, r);

    buf_clear(&out);
    for (size_t i = 0; i < w->cause_count; i++) {
        const struct ir_cause *c = w->causes[i];

        ck_assert_uint_lt(c->parent, i + 1);
        buf_addf(&out, "%s%s%s %llu %llu %.*s [", i ? "\n" : "",
                 c->parent ? ">" : "", ir_cause_name(c->kind),
                 (unsigned long long)c->asked, (unsigned long long)c->found,
                 (int)c->instead.size, c->instead.data ? c->instead.data : "");
        for (size_t j = 0; j < c->place_count; j++)
            buf_addf(&out, "%s%s%zu", j ? " " : "",
                     c->places[j].field == IR_FIELD_TITLE ? "t" : "",
                     c->places[j].start);
        buf_adds(&out, "]: ");
        buf_addt(&out, c->message);
    }
    ir_reasons_free(w);
    return out.data ? out.data : "";
}

static const struct {
    const char *query, *causes;
} queries[] = {
    {"gas", ""},
    {"gas w/3 rose", ""},
    {"wheat", "absent 0 0  []: wheat is not there"},
    {"wheat camel", "absent 0 0  []: wheat is not there\n"
                    "absent 0 0  []: camel is not there"},
    {"=waiver",
     "absent 0 0 waivers [34]: \"waiver\" is not there, but waivers, another "
     "form"},
    {"naturel",
     "absent 0 0 Natural [0]: naturel is not there, but Natural, another "
     "spelling"},
    {"muellers", ""},
    {"\"open natural\"",
     "order 0 0  [70]: \"open natural\": the words are there, but never in this "
     "order"},
    {"\"natural rose\"",
     "order 0 2  [0]: \"natural rose\": the words are there in this order, but "
     "2 apart"},
    {"\"natural wheat\"", "absent 0 0  []: \"natural wheat\": no wheat"},
    {"gas w/1 open",
     "far 1 2  [86]: gas w/1 open: the words are 2 apart, you asked for 1"},
    {"open pre/3 natural",
     "order 3 3  [70]: open pre/3 natural: the words are there, but never in "
     "this order; in another they are 3 apart"},
    {"climbs w/2 open",
     "apart 2 0  [t4 86]: climbs w/2 open: the words are there, but not all of "
     "them together in the text, or in the title"},
    {"oil /s park",
     "apart 0 1  [18 78]: oil /s park: never in one sentence; 1 sentence apart"},
    {"oil /p park",
     "apart 0 1  [18 78]: oil /p park: never in one paragraph; 1 paragraph "
     "apart"},
    {"oil w/3 wheat", "absent 0 0  []: wheat is not there"},
    {"park NOT w/9 open",
     "close 9 1  [86]: park NOT w/9 open: wherever the first is, the second is "
     "at most 2 words away, within the 9 you asked for"},
    {"park NOT w/1 open", ""},
    {"gas -park", "excluded 0 0  [78]: NOT park: it is there"},
    {"gas NOT (wheat OR oil)",
     "excluded 0 0  [18]: NOT (wheat OR oil): it is there"},
    {"title:oil",
     "scope 0 0  [18]: title:oil: not in the title, only in the text"},
    {"lead:climbs",
     "scope 0 0  [t4]: lead:climbs: not in the lead, only in the title"},
    {"atleast9(gas)",
     "count 9 4  [8 55 97]: atleast9(gas): 4 of them, you asked for 9"},
    {"wheat OR camel", "none 0 0  []: (wheat OR camel): none of these\n"
                       ">absent 0 0  []: wheat is not there\n"
                       ">absent 0 0  []: camel is not there"},
    {"gas source:ap", "field 0 0 Reuters []: source:ap: its source is Reuters"},
    {"gas copies:b", "field 0 0  []: copies:b: it is no copy of that"},
    {"gas copies:a", ""},
    {"gas section:x", "field 0 0  []: section:x: it has no section"},
    {"gas date:2026-05-12..",
     "date 0 1 2026-05-11 []: date:2026-05-12..: its date, 2026-05-11, is 1 "
     "day too early"},
    {"gas words:>99", "length 100 19  []: words:>99: it has 19 words"},
    {"zzz*", "absent 0 0  []: zzz*: no word of the article fits"},
    {"gas park* whea*", "absent 0 0  []: whea*: no word of the article fits"},
};

START_TEST(what_fails_is_named_and_by_how_much)
{
    struct ir_request r = request_of(queries[_i].query);

    fill();
    r.as_typed = true;
    r.match = IR_MATCH_ALL;
    ck_assert_str_eq(told("a", &r), queries[_i].causes);
}
END_TEST

/* Which of the two is the hit depends on their ids. */
START_TEST(a_copy_tells_with_which_hit_it_is_shown)
{
    static const char *const ids[] = {"a", "c"};
    struct news *n = news_open(0, "english");
    struct ir_request r = request_of("gas");

    for (size_t i = 0; i < COUNT(ids); i++) {
        news_set(n, PARSED_DATE, "2026-05-11");
        news_add(n, ids[i], "Gas climbs", TEXT("Natural gas rose on Monday."));
    }
    news_close(n);
    open_index();
    for (size_t i = 0; i < COUNT(ids); i++) {
        struct ir_reasons *reasons;

        r.copies = IR_COPIES_COLLAPSE;
        reasons = why(ids[i], &r);
        ck_assert_int_eq(reasons->standing, IR_STANDING_IN);
        ck_assert_uint_eq(reasons->rank, !i);
        ck_assert_text_eq(reasons->shown_as, i ? ids[0] : "");
        ir_reasons_free(reasons);
        r.copies = IR_COPIES_SHOW;
        reasons = why(ids[i], &r);
        ck_assert_uint_eq(reasons->rank, i + 1);
        ck_assert_text_eq(reasons->shown_as, "");
        ir_reasons_free(reasons);
    }
}
END_TEST

START_TEST(any_word_is_enough_but_not_for_what_is_required)
{
    struct ir_request r = request_of("wheat camel");

    fill();
    r.match = IR_MATCH_ANY;
    ck_assert_str_eq(told("a", &r), "none 0 0  []: (wheat camel): none of these"
                                    "\n>absent 0 0  []: wheat is not there\n"
                                    ">absent 0 0  []: camel is not there");
    r.query = TEXT("gas camel +wheat source:ap -oil");
    ck_assert_str_eq(told("a", &r),
                     "absent 0 0  []: wheat is not there\n"
                     "field 0 0 Reuters []: source:ap: its source is Reuters\n"
                     "excluded 0 0  [18]: NOT oil: it is there");
    r.query = TEXT("gas camel");
    ck_assert_str_eq(told("a", &r), "");
}
END_TEST

START_TEST(filters_of_the_request_count_as_in_a_search)
{
    const struct ir_text sources[] = {TEXT("ap"), TEXT("AFP")};
    const struct ir_text ids[] = {TEXT("b")};
    struct ir_reasons *w;
    struct ir_request r = request_of("gas");

    fill();
    r.since = TEXT("2026-05-14");
    r.sources = sources;
    r.source_count = 2;
    r.in = ids;
    r.in_count = 1;
    ck_assert_str_eq(
        told("a", &r),
        "date 0 3 2026-05-11 []: since: its date, 2026-05-11, is 3 days too "
        "early\n"
        "field 0 0 Reuters []: source: its source is Reuters\n"
        "field 0 0 a []: in: it is none of the articles to search in");
    r.sources = &(struct ir_text){"re*", 3};
    r.source_count = 1;
    fails(ir_why(searcher, TEXT("a"), &r, &w, &err), IR_INVALID);
    ck_assert_str_eq(err.message, "sources: a * works in the query only, as in "
                                  "source:a*");
    r = request_of("oil");
    r.until = TEXT("2026-05-10");
    ck_assert_str_eq(told("a", &r), "date 0 1 2026-05-11 []: until: its date, "
                                    "2026-05-11, is 1 day too late");
    ck_assert_str_eq(told("b", &r), "date 0 0  []: until: it has no date");
}
END_TEST

START_TEST(an_article_with_some_words_is_in_the_answer_if_few_have_all)
{
    struct ir_request r = request_of("oil wheat");
    struct ir_reasons *w;

    fill();
    w = why("a", &r);
    ck_assert_int_eq(w->standing, IR_STANDING_PARTIAL);
    ck_assert_uint_eq(w->rank, 2);
    ck_assert_uint_eq(w->cause_count, 1);
    ir_reasons_free(w);
    r.match = IR_MATCH_ALL;
    w = why("a", &r);
    ck_assert_int_eq(w->standing, IR_STANDING_OUT);
    ck_assert_uint_eq(w->rank + w->looked, 0);
    ir_reasons_free(w);
}
END_TEST

/* The rank is that of the hit in the answer; and what the last hit of the page
 * has more of adds up to no less than the difference. */
START_TEST(the_rank_is_that_of_the_search)
{
    struct ir_request r = request_of("gas oil");
    struct ir_results *all;

    fill_news(200, 60);
    r.articles = _i;
    r.limit = 150;
    all = search(&r);
    r.limit = 3;
    for (size_t i = 0; i < all->count; i += 7) {
        const struct ir_hit *hit = all->hits[i];
        struct ir_reasons *w;
        double more = 0;

        ok(ir_why(searcher, hit->article->id, &r, &w, &err));
        ck_assert_uint_eq(w->rank, hit->rank);
        ck_assert(w->score == hit->score);
        ck_assert_int_eq(w->last != NULL, hit->rank > 3);
        if (w->last) {
            ck_assert_uint_eq(w->last->rank, 3);
            for (size_t j = 0; j < w->lead_count; j++)
                more += w->leads[j].more;
            ck_assert(more >= w->last->score - w->score - 1e-9);
        }
        ir_reasons_free(w);
    }
    ir_results_free(all);
}
END_TEST

/* Of two articles that are no copies, the one whose only passage another has is
 * no hit of its own. */
START_TEST(what_has_the_same_passage_is_told)
{
    struct news *n = news_open(0, "english");
    struct ir_request r = request_of("amman");
    struct ir_results *found;
    struct ir_reasons *w;

    news_add(n, "a", "",
             TEXT("Talks began in Amman.\n\nRain fell on the hills, "
                  "and shepherds brought sheep down."));
    news_add(n, "b", "",
             TEXT("Talks began in Amman.\n\nA bank lent money to "
                  "builders; trains ran late because of strikes."));
    news_close(n);
    open_index();
    r.copies = IR_COPIES_COLLAPSE;
    r.passage_words = 1;
    found = search(&r);
    ck_assert_uint_eq(found->count, 1);
    ck_assert_uint_eq(found->articles.value, 2);
    for (int i = 0; i < 2; i++) {
        struct ir_text id = i ? TEXT("b") : TEXT("a");
        bool shown = text_equal(found->hits[0]->article->id, id);

        ok(ir_why(searcher, id, &r, &w, &err));
        ck_assert_int_eq(w->standing, IR_STANDING_IN);
        ck_assert_uint_eq(w->rank, shown);
        ck_assert_uint_eq(w->shown_as.size, !shown);
        ck_assert(shown ||
                  text_equal(w->shown_as, found->hits[0]->article->id));
        ir_reasons_free(w);
    }
    ir_results_free(found);
}
END_TEST

START_TEST(faults_are_those_of_a_search_and_of_an_id)
{
    struct ir_request r = request_of("gas");
    struct ir_reasons *w;

    fill();
    fails(ir_why(searcher, TEXT("nosuch"), &r, &w, &err), IR_NOT_FOUND);
    ck_assert_str_eq(err.message, "no article \"nosuch\"");
    r.query = TEXT("");
    fails(ir_why(searcher, TEXT("a"), &r, &w, &err), IR_INVALID);
    r.query = TEXT("(gas");
    r.strict = true;
    fails(ir_why(searcher, TEXT("a"), &r, &w, &err), IR_INVALID);
    ck_assert_ptr_nonnull(ir_refused(searcher));
    r = request_of("");
    r.like = TEXT("a");
    fails(ir_why(searcher, TEXT("a"), &r, &w, &err), IR_INVALID);
    r = request_of("gas");
    r.in = &(struct ir_text){"nosuch", 6};
    r.in_count = 1;
    fails(ir_why(searcher, TEXT("a"), &r, &w, &err), IR_NOT_FOUND);
    ir_reasons_free(NULL);
    ck_assert_str_eq(ir_cause_name((enum ir_cause_kind)99), "other");
}
END_TEST

Suite *why_suite(void)
{
    Suite *s = suite_create("why");
    TCase *t = tcase_create("why");

    tcase_add_checked_fixture(t, news_make, news_remove_all);
    tcase_add_loop_test(t, what_fails_is_named_and_by_how_much, 0,
                        COUNT(queries));
    tcase_add_test(t, a_copy_tells_with_which_hit_it_is_shown);
    tcase_add_test(t, any_word_is_enough_but_not_for_what_is_required);
    tcase_add_test(t, filters_of_the_request_count_as_in_a_search);
    tcase_add_test(t,
                   an_article_with_some_words_is_in_the_answer_if_few_have_all);
    tcase_add_loop_test(t, the_rank_is_that_of_the_search, 0, 2);
    tcase_add_test(t, what_has_the_same_passage_is_told);
    tcase_add_test(t, faults_are_those_of_a_search_and_of_an_id);
    suite_add_tcase(s, t);
    return s;
}
