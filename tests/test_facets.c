/* Facets and timelines are what counting the articles one by one gives. */
#include "tests/chance.h"
#include "tests/news.h"
#include "text/calendar.h"

#include <stdio.h>
#include <stdlib.h>

#define ARTICLES 300
#define QUERIES 60
#define HOUR 3600
#define YEAR 4 /* digits and dashes */
#define MONTH 7
#define DAY 10

static const char *const sources[] = {"", "Reuters", "REUTERS ", "Press  TV",
                                      "IRNA"};
static const char *const langs[] = {"en", "de", "de-DE", "de-AT"};
static const char *const bylines[] = {"", "A. Author", "B. Writer"};
static const char *const dates[] = {"",
                                    "2024-02-28",
                                    "2024-02-29T23:30:00-05:00",
                                    "2024-03-01T00:00:00Z",
                                    "2024-03-04T01:30:00+03:30",
                                    "2024-12-30T12:00:00Z",
                                    "2025-01-01"};
static const char *const queries[] = {
    "oil",          "gas OR oil",    "\"oil and gas\"",
    "oil NOT gas",  "gas w/3 water", "title:oil",
    "gas /s water", "wat*",          "*",
    "nowhere"};

static void fill(struct news *n, size_t dir, size_t count)
{
    static const char *const texts[] = {"Oil and gas.", "Gas. Water.",
                                        "Water and gas.", "Oil of the sea.",
                                        "Much water."};
    char id[16];

    for (size_t i = 0; i < count; i++) {
        news_set(n, PARSED_SOURCE, sources[below(COUNT(sources))]);
        news_set(n, PARSED_LANG, langs[below(COUNT(langs))]);
        news_set(n, PARSED_BYLINE, bylines[below(COUNT(bylines))]);
        news_set(n, PARSED_DATE, dates[below(COUNT(dates))]);
        snprintf(id, sizeof(id), "f%zu-%zu", dir, below(2 * ARTICLES));
        news_add(n, id, below(3) ? "" : "Oil",
                 text_of(texts[below(COUNT(texts))]));
    }
}

/* Two indexes, with articles that were replaced and deleted. */
static void make(void)
{
    static const char *all[NEWS_DIRS];

    chance_seed("facets", 20261130);
    news_make();
    for (size_t i = 0; i < NEWS_DIRS; i++) {
        struct news *n = news_open(i, "english");

        fill(n, i, ARTICLES);
        news_commit(n);
        fill(n, i, ARTICLES / 3);
        news_close(n);
        all[i] = news_dir(i);
    }
    ok(ir_open(all, NEWS_DIRS, &searcher, &err));
}

/* ---- counting one by one ---- */

struct brute {
    char values[400][64];
    uint64_t counts[400];
    size_t count;
    uint64_t articles, without;
};

static void brute_add(struct brute *b, const char *value)
{
    size_t at = 0;

    b->articles++;
    if (!*value) {
        b->without++;
        return;
    }
    while (at < b->count && strcmp(b->values[at], value))
        at++;
    if (at == b->count) {
        ck_assert_uint_lt(b->count, COUNT(b->values));
        snprintf(b->values[b->count++], sizeof(b->values[0]), "%s", value);
        b->counts[at] = 0;
    }
    b->counts[at]++;
}

static uint64_t brute_of(const struct brute *b, struct ir_text value)
{
    for (size_t i = 0; i < b->count; i++)
        if (text_equal(text_of(b->values[i]), value))
            return b->counts[i];
    return 0;
}

/* Folded, with single spaces, as it is indexed. */
static void folded(struct ir_text text, char *out)
{
    for (size_t i = 0; i < text.size; i++)
        if (text.data[i] != ' ' ||
            (i + 1 < text.size && text.data[i + 1] != ' '))
            *out++ = text.data[i] >= 'A' && text.data[i] <= 'Z'
                         ? (char)(text.data[i] + 'a' - 'A')
                         : text.data[i];
    *out = '\0';
}

/* The first digits of "2024-02-28": 4 are the year, 7 the month. */
static void day_text(char *out, int64_t day, int digits)
{
    struct calendar_day d = calendar_day(day);

    snprintf(out, 64, "%04d-%02d-%02d", d.year, d.month, d.day);
    out[digits] = '\0';
}

static void field_of(const struct ir_article *a, const char *field, char *out)
{
    int64_t own = a->date + (a->date_only ? 0 : a->utc_offset * 60);

    *out = '\0';
    if (!strcmp(field, "source"))
        folded(a->source, out);
    else if (!strcmp(field, "byline"))
        folded(a->byline, out);
    else if (!strcmp(field, "lang"))
        snprintf(out, 64, "%.2s", a->lang.size ? a->lang.data : "");
    else if (a->has_date)
        day_text(out, calendar_of_second(own),
                 !strcmp(field, "year") ? YEAR : MONTH);
}

/* Call each() for all articles that match the query. */
static void each_match(const char *query, bool any,
                       void (*each)(const struct ir_article *a, void *closure),
                       void *closure)
{
    struct ir_request r = request_of(query);
    struct ir_list *list;
    struct ir_text id;

    r.match = any ? IR_MATCH_ANY : IR_MATCH_ALL;
    ok(ir_list_start(searcher, &r, &list, &err));
    while (ir_list_next(list, &id, &err) == IR_OK) {
        struct ir_article *a;

        ok(ir_get(searcher, id, &a, &err));
        each(a, closure);
        ir_article_free(a);
    }
    ir_list_free(list);
}

struct field_count {
    const char *field;
    struct brute brute;
};

static void count_field(const struct ir_article *a, void *closure)
{
    struct field_count *f = closure;
    char value[64];

    field_of(a, f->field, value);
    brute_add(&f->brute, value);
}

static void check_facet(const struct ir_facet *f, const char *query, bool any)
{
    struct field_count want = {.brute = {.count = 0}};
    char field[16];

    snprintf(field, sizeof(field), "%.*s", (int)f->field.size, f->field.data);
    want.field = field;
    each_match(query, any, count_field, &want);
    ck_assert_uint_eq(f->without, want.brute.without);
    ck_assert_uint_eq(f->distinct, want.brute.count);
    for (size_t i = 0; i < f->count; i++) {
        ck_assert_uint_eq(f->buckets[i]->articles,
                          brute_of(&want.brute, f->buckets[i]->value));
        ck_assert(!i || f->buckets[i - 1]->articles >= f->buckets[i]->articles);
    }
}

/* Without an index, and whatever the query. */
START_TEST(request_is_checked_before_it_is_asked)
{
    struct ir_request r = request_of("");
    const struct ir_text pattern = TEXT("e*");
    struct ir_error why;

    ok(ir_request_check(&r, &why));
    r.rank = TEXT("none");
    ck_assert_int_eq(ir_request_check(&r, &why), IR_INVALID);
    ck_assert(strstr(why.message, "no ranking model \"none\""));
    r.rank = TEXT("best");
    r.until = TEXT("never");
    ck_assert_int_eq(ir_request_check(&r, &why), IR_INVALID);
    r.until = TEXT("yesterday");
    r.langs = &pattern;
    r.lang_count = 1;
    ck_assert_int_eq(ir_request_check(&r, &why), IR_INVALID);
    r.lang_count = 0;
    r.limit = IR_HITS_MAX + 1;
    ck_assert_int_eq(ir_request_check(&r, &why), IR_LIMIT);
}
END_TEST

START_TEST(facets_are_exact)
{
    static const char *const names[] = {"source", "lang", "byline", "year",
                                        "month"};
    struct ir_text facets[COUNT(names)];

    for (size_t i = 0; i < COUNT(names); i++)
        facets[i] = text_of(names[i]);
    for (int i = 0; i < QUERIES; i++) {
        const char *query = queries[below(COUNT(queries))];
        struct ir_request r = request_of(query);
        struct ir_results *results;

        r.match = below(2) ? IR_MATCH_ANY : IR_MATCH_AUTO;
        r.facets = facets;
        r.facet_count = COUNT(names);
        r.limit = below(3);
        results = search(&r);
        ck_assert_int_eq(results->articles.relation, IR_EQ);
        ck_assert_uint_eq(results->facet_count, COUNT(names));
        for (size_t f = 0; f < results->facet_count; f++)
            check_facet(results->facets[f], query, r.match == IR_MATCH_ANY);
        ir_results_free(results);
    }
}
END_TEST

/* ---- timelines ---- */

struct time_count {
    enum ir_interval interval;
    bool own;
    int64_t offset;
    struct brute brute;
};

static void count_time(const struct ir_article *a, void *closure)
{
    struct time_count *t = closure;
    int64_t second = a->date, day;
    char value[64] = "";

    if (t->own && !a->date_only)
        second += a->utc_offset * 60;
    else if (!t->own && second % DAY_SECONDS)
        second += t->offset;
    day = calendar_of_second(second);
    if (t->interval == IR_INTERVAL_WEEK)
        while ((day + 3) % 7)
            day--;
    if (a->has_date)
        day_text(value, day,
                 t->interval == IR_INTERVAL_YEAR    ? YEAR
                 : t->interval == IR_INTERVAL_MONTH ? MONTH
                                                    : DAY);
    if (a->has_date && t->interval == IR_INTERVAL_HOUR)
        snprintf(value + strlen(value), 8, "T%02d",
                 (int)((second - day * DAY_SECONDS) / HOUR));
    brute_add(&t->brute, value);
}

static void check_timeline(const struct ir_results *results, const char *query,
                           bool own, int64_t offset)
{
    const struct ir_timeline *t = results->timeline;
    struct time_count want = {
        .interval = t->interval, .own = own, .offset = offset};
    uint64_t sum = 0, buckets = 0;

    each_match(query, false, count_time, &want);
    ck_assert_uint_eq(t->undated, want.brute.without);
    for (size_t i = 0; i < t->count; i++) {
        ck_assert_uint_eq(t->buckets[i]->articles,
                          brute_of(&want.brute, t->buckets[i]->value));
        ck_assert(!i || text_compare(t->buckets[i - 1]->value,
                                     t->buckets[i]->value) < 0);
        sum += t->buckets[i]->articles;
        buckets += t->buckets[i]->articles != 0;
    }
    ck_assert_uint_eq(buckets, want.brute.count);
    ck_assert_uint_eq(sum + t->undated, results->articles.value);
    ck_assert(!t->count ||
              (t->buckets[0]->articles && t->buckets[t->count - 1]->articles));
}

START_TEST(timelines_are_exact)
{
    static const struct {
        const char *name;
        int64_t offset;
    } zones[] = {{"", 0}, {"UTC", 0}, {"+03:30", 12600}, {"-05:00", -18000}};

    for (int i = 0; i < QUERIES; i++) {
        const char *query = queries[below(COUNT(queries))];
        struct ir_request r = request_of(query);
        size_t zone = below(COUNT(zones));
        struct ir_results *results;

        r.timeline = (enum ir_interval)(IR_INTERVAL_HOUR + below(5));
        r.zone = text_of(zones[zone].name);
        r.limit = 0;
        results = search(&r);
        check_timeline(results, query, !zone && r.timeline != IR_INTERVAL_HOUR,
                       zones[zone].offset);
        ir_results_free(results);
    }
}
END_TEST

/* Every day from the first to the last has a bucket. */
START_TEST(a_timeline_has_no_gaps)
{
    struct ir_request r = request_of("*");
    struct ir_results *results;
    char day[64];

    r.timeline = IR_INTERVAL_DAY;
    results = search(&r);
    ck_assert_uint_eq(results->timeline->count, 309);
    for (size_t i = 0; i < results->timeline->count; i++) {
        const struct calendar_day first = {2024, 2, 28};

        day_text(day, calendar_number(first) + (int64_t)i, DAY);
        ck_assert(
            text_equal(results->timeline->buckets[i]->value, text_of(day)));
    }
    ir_results_free(results);
}
END_TEST

/* ---- a baseline ---- */

START_TEST(a_baseline_is_counted_beside)
{
    struct ir_text facets[] = {TEXT("source")};
    struct ir_request r = request_of("oil");
    struct field_count baseline = {.field = "source"},
                       both = {.field = "source"};
    struct ir_results *results;

    r.match = IR_MATCH_ALL;
    r.facets = facets;
    r.facet_count = 1;
    r.timeline = IR_INTERVAL_YEAR;
    r.baseline = TEXT("gas");
    results = search(&r);
    ck_assert(results->has_baseline);
    each_match("gas", false, count_field, &baseline);
    each_match("oil gas", false, count_field, &both);
    for (size_t i = 0; i < results->facets[0]->count; i++) {
        const struct ir_bucket *b = results->facets[0]->buckets[i];

        ck_assert_uint_eq(b->baseline, brute_of(&baseline.brute, b->value));
        ck_assert_uint_eq(b->both, brute_of(&both.brute, b->value));
    }
    for (size_t i = 0; i < results->timeline->count; i++)
        ck_assert_uint_le(results->timeline->buckets[i]->both,
                          results->timeline->buckets[i]->baseline);
    ir_results_free(results);
}
END_TEST

/* ---- the first ---- */

START_TEST(the_first_warns_of_undated_articles)
{
    struct ir_request r = request_of("oil");
    struct ir_results *results;

    r.first = true;
    results = search(&r);
    ck_assert_int_eq(results->hits[0]->article->date_only, true);
    ck_assert_uint_eq(results->warning_count, 1);
    ck_assert_str_eq(results->warnings[0]->code, "undated");
    ir_results_free(results);
    r.since = TEXT("2024");
    results = search(&r);
    ck_assert_uint_eq(results->warning_count, 0);
    ir_results_free(results);
    r.sort = IR_SORT_NEWEST;
    ck_assert_int_eq(ir_search(searcher, &r, &results, &err), IR_INVALID);
}
END_TEST

/* ---- refusals ---- */

static void refuses(const struct ir_request *r, enum ir_status status,
                    const char *message)
{
    struct ir_results *results;

    ck_assert_int_eq(ir_search(searcher, r, &results, &err), status);
    ck_assert_str_eq(err.message, message);
}

START_TEST(wrong_requests_are_refused)
{
    struct ir_text facets[] = {TEXT("source"), TEXT("source"), TEXT("author")};
    struct ir_request r = request_of("oil");

    r.facets = facets;
    r.facet_count = 2;
    refuses(&r, IR_INVALID, "facet source is asked for twice");
    r.facets++;
    refuses(&r, IR_INVALID,
            "facet \"author\": there are source, section, lang, byline, year "
            "and month");
    r.facet_count = IR_FACETS_MAX + 1;
    refuses(&r, IR_LIMIT, "7 facets: at most 6");
    r.facet_count = 0;
    r.zone = TEXT("UTC");
    refuses(&r, IR_INVALID, "a time zone, but no timeline");
    r.timeline = IR_INTERVAL_DAY;
    r.zone = TEXT("Europe/Berlin");
    refuses(&r, IR_INVALID,
            "\"Europe/Berlin\" is not a time zone: UTC, or hours and minutes "
            "from it such as +03:30");
    r.zone = TEXT("");
    r.baseline = TEXT("()");
    refuses(&r, IR_INVALID, "baseline: the query contains no word");
    r.timeline = IR_INTERVAL_NONE;
    refuses(&r, IR_INVALID, "a baseline, but no facets and no timeline");
}
END_TEST

/* The number of a day before 1970, and of an hour, is below 0. */
START_TEST(times_before_1970_are_in_their_interval)
{
    static const struct {
        enum ir_interval interval;
        const char *first;
        size_t count;
    } wanted[] = {{IR_INTERVAL_HOUR, "1900-01-02T05", 25},
                  {IR_INTERVAL_DAY, "1900-01-02", 2},
                  {IR_INTERVAL_WEEK, "1900-01-01", 1},
                  {IR_INTERVAL_MONTH, "1900-01", 1}};
    struct news *n = news_open(0, "english");
    struct ir_request r = request_of("gaslight");

    news_add_dated(n, "lit", "1900-01-02T05:30:00Z", "By gaslight.");
    news_add_dated(n, "out", "1900-01-03T05:59:59Z", "No gaslight.");
    news_close(n);
    r.zone = TEXT("UTC");
    for (size_t i = 0; i < COUNT(wanted); i++) {
        struct ir_results *results;

        r.timeline = wanted[i].interval;
        results = search(&r);
        ck_assert_uint_eq(results->timeline->count, wanted[i].count);
        ck_assert(text_equal(results->timeline->buckets[0]->value,
                             text_of(wanted[i].first)));
        ir_results_free(results);
    }
}
END_TEST

/* As it changes the index, too, it is one of the last. */
START_TEST(a_long_timeline_is_refused)
{
    struct news *n = news_open(0, "english");
    struct ir_request r = request_of("*");

    news_add_dated(n, "old", "1900-01-01", "Old oil.");
    news_close(n);
    r.timeline = IR_INTERVAL_HOUR;
    refuses(&r, IR_LIMIT,
            "a timeline of 1095745 hours: at most 10000; ask for longer "
            "intervals, or for a shorter time");
}
END_TEST

Suite *facets_suite(void)
{
    Suite *s = suite_create("facets");
    TCase *t = tcase_create("facets");

    tcase_set_timeout(t, 120);
    tcase_add_unchecked_fixture(t, make, news_remove_all);
    tcase_add_test(t, request_is_checked_before_it_is_asked);
    tcase_add_test(t, facets_are_exact);
    tcase_add_test(t, timelines_are_exact);
    tcase_add_test(t, a_timeline_has_no_gaps);
    tcase_add_test(t, a_baseline_is_counted_beside);
    tcase_add_test(t, the_first_warns_of_undated_articles);
    tcase_add_test(t, wrong_requests_are_refused);
    tcase_add_test(t, times_before_1970_are_in_their_interval);
    tcase_add_test(t, a_long_timeline_is_refused);
    suite_add_tcase(s, t);
    return s;
}
