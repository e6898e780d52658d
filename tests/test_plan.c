#include "search/plan/plan.h"
#include "tests/test.h"

#include <stdlib.h>

static struct ir_error err;

/* A query and all that its plan is made from. */
struct planned {
    struct query query;
    struct stems *stems;
    struct stopwords *stop;
    struct synonyms *synonyms;
    struct plan *plan;
};

static void plan_with(struct planned *t, struct ir_text query, const char *stop,
                      const char *synonyms)
{
    struct plan_words words = {.topics = NULL};
    ok(stems_new("english", &t->stems, &err));
    t->stop = stopwords_new(stop);
    ok(query_parse(query, false, &t->query, &err));
    t->synonyms = synonyms_new(synonyms, t->stems);
    words.stop = t->stop;
    words.synonyms = t->synonyms;
    t->plan = plan_new(&t->query, t->stems, &words);
}

static void plan_it(struct planned *t, struct ir_text query, const char *stop)
{
    plan_with(t, query, stop, "");
}

static void drop(struct planned *t)
{
    plan_free(t->plan);
    query_free(&t->query);
    stopwords_free(t->stop);
    synonyms_free(t->synonyms);
    stems_free(t->stems);
}

static struct ir_text stem_of(const struct plan *p, uint32_t term)
{
    return p->terms[term].stem->form;
}

static void print_items(const struct plan *p, const struct clause *c,
                        struct buf *out)
{
    for (size_t i = 0; i < c->item_count; i++) {
        if (i)
            buf_addc(out, c->kind == CLAUSE_RUN ? '~' : ' ');
        buf_addt(out, c->kind == CLAUSE_PHRASE ? p->forms[c->items[i]].text
                                               : stem_of(p, c->items[i]));
    }
    if (c->joined != PLAN_NONE) {
        buf_addc(out, '|');
        buf_addt(out, stem_of(p, c->joined));
    }
}

/* (all a b) (any a b) (list a b) (not a); a~b|ab is a run, "a b" a phrase. */
static void print(const struct plan *p, const struct clause *c, struct buf *out)
{
    static const char *const names[] = {
        [CLAUSE_ALL] = "(all",
        [CLAUSE_ANY] = "(any",
        [CLAUSE_LIST] = "(list",
        [CLAUSE_NOT] = "(not",
        [CLAUSE_NEAR] = "(near",
        [CLAUSE_SENTENCE] = "(sentence",
        [CLAUSE_SCOPE] = "(scope",
        [CLAUSE_ATLEAST] = "(atleast",
        [CLAUSE_MIN_MATCH] = "(min_match",
    };
    const char *quote = c->kind == CLAUSE_PHRASE ? "\"" : "";

    if (c->must)
        buf_addc(out, '+');
    if (!c->part_count) {
        buf_adds(out, quote);
        print_items(p, c, out);
        buf_adds(out, quote);
        return;
    }
    buf_adds(out, names[c->kind]);
    for (size_t i = 0; i < c->part_count; i++) {
        buf_addc(out, ' ');
        print(p, &c->parts[i], out);
    }
    buf_addc(out, ')');
}

/* Terms in order with their counts, then pairs. */
static void print_terms(const struct plan *p, struct buf *out)
{
    for (size_t i = 0; i < p->term_count; i++) {
        buf_adds(out, i ? " " : "");
        buf_addt(out, p->terms[i].stem->form);
        buf_addf(out, ":%u", p->terms[i].count);
    }
    buf_adds(out, " /");
    for (size_t i = 0; i < p->pair_count; i++) {
        buf_addc(out, ' ');
        buf_addt(out, stem_of(p, p->pairs[i].first));
        buf_addc(out, '>');
        buf_addt(out, stem_of(p, p->pairs[i].second));
    }
}

static const struct {
    const char *query, *clauses, *terms;
} plans[] = {
    {"gas", "gas", "gas:1 /"},
    {"gas electricity waiver", "(list gas electr waiver)",
     "gas:1 electr:1 waiver:1 / gas>electr electr>waiver"},
    {"Ale-Es'haq", "ale~eshaq|aleeshaq",
     "ale:1 aleeshaq:1 eshaq:1 / ale>eshaq"},
    {"Iran-Iraq trade", "(list iran~iraq|iraniraq trade)",
     "iran:1 iraniraq:1 iraq:1 trade:1 / iran>iraq iraq>trade"},
    /* The joined form of the last compound used to replace the whole word. */
    {"Iran-Iraq/gas-oil", "iran~iraq~gas~oil",
     "iran:1 iraniraq:0 iraq:1 gas:1 gasoil:0 oil:1 / iran>iraq iraq>gas "
     "gas>oil"},
    {"US", "u.s", "us:0 u.s:1 /"},
    {"us", "us", "us:1 /"},
    {"U.S. waiver", "(list u.s waiver)", "us:0 u.s:1 waiver:1 / u.s>waiver"},
    {"us waiver", "(list us waiver)", "us:1 waiver:1 / us>waiver"},
    /* Capitals in a query of capitals used to make acronyms of words. */
    {"US GAS WAIVER", "(list us gas waiver)",
     "us:1 gas:1 waiver:1 / us>gas gas>waiver"},
    /* So did an operator in it that is a word. */
    {"RULES FOR US AND USE", "(list rule us use)",
     "rule:1 for:0 us:1 and:0 use:1 / rule>us us>use"},
    {"U.S. GAS", "(list u.s gas)", "us:0 u.s:1 gas:1 / u.s>gas"},
    {"the waiver of the gas", "(list waiver gas)",
     "the:0 waiver:1 of:0 gas:1 / waiver>gas"},
    {"the who", "(list the who)", "the:1 who:1 / the>who"},
    {"to be or not to be", "(list to be or not to be)",
     "to:2 be:2 or:1 not:1 / to>be be>or or>not not>to"},
    {"\"to be\"", "\"to be\"", "to:1 be:1 / to>be"},
    {"\"the waiver of gas\"", "\"the waiver of gas\"",
     "the:0 waiver:1 of:0 gas:1 / waiver>gas"},
    {"+the gas", "(list +the gas)", "the:1 gas:1 / the>gas"},
    {"gas -the", "(list gas (not the))", "gas:1 the:0 /"},
    {"gas -oil", "(list gas (not oil))", "gas:1 oil:0 /"},
    {"-gas", "(not gas)", "gas:0 /"},
    {"the -gas", "(list the (not gas))", "the:1 gas:0 /"},
    {"gas -\"tear gas\"", "(list gas (not \"tear gas\"))", "gas:1 tear:0 /"},
    {"gas OR oil waiver", "(list (any gas oil) waiver)",
     "gas:1 oil:1 waiver:1 / gas>oil oil>waiver"},
    {"(gas OR (oil AND (coal -wind))) x",
     "(list (any gas (all oil (list coal (not wind)))) x)",
     "gas:1 oil:1 coal:1 wind:0 x:1 / gas>oil oil>coal coal>x"},
    {"gas AND the", "(all gas)", "gas:1 the:0 /"},
    {"gas gas GAS", "(list gas gas gas)", "gas:3 /"},
    {"gas \"natural gas\"", "(list gas \"natural gas\")",
     "gas:2 natur:1 / gas>natur natur>gas"},
    {"\"Iran-Iraq war\"", "\"iran iraq war\"",
     "iran:1 iraniraq:0 iraq:1 war:1 / iran>iraq iraq>war"},
    {"\xe4\xbc\x8a\xe6\x9c\x97\xe7\x9f\xb3",
     "\xe4\xbc\x8a\xe6\x9c\x97~\xe6\x9c\x97\xe7\x9f\xb3",
     "\xe4\xbc\x8a\xe6\x9c\x97:1 \xe6\x9c\x97\xe7\x9f\xb3:1 / "
     "\xe4\xbc\x8a\xe6\x9c\x97>\xe6\x9c\x97\xe7\x9f\xb3"},
    {"Caf\xc3\xa9s", "cafe", "cafe:1 /"},
    /* News uses the words of requests, too. */
    {"Iran nuclear deal", "(list iran nuclear deal)",
     "iran:1 nuclear:1 deal:1 / iran>nuclear nuclear>deal"},
    {"deal with Iran", "(list deal iran)", "deal:1 with:0 iran:1 / deal>iran"},
    {"find MH370", "(list find mh370)", "find:1 mh370:1 / find>mh370"},
    {"find articles that deal with gas and list prices",
     "(list gas list price)",
     "find:0 articl:0 that:0 deal:0 with:0 gas:1 and:0 list:1 price:1 / "
     "gas>list list>price"},
    {"find a list", "(list find a list)", "find:1 a:1 list:1 / find>a a>list"},
};

START_TEST(query_becomes_clauses_terms_and_pairs)
{
    struct buf seen = BUF_INIT;
    struct planned t;

    plan_it(&t, text_of(plans[_i].query), "");
    print(t.plan, &t.plan->root, &seen);
    ck_assert_msg(!strcmp(seen.data, plans[_i].clauses), "%s: %s, want %s",
                  plans[_i].query, seen.data, plans[_i].clauses);
    buf_clear(&seen);
    print_terms(t.plan, &seen);
    ck_assert_msg(!strcmp(seen.data, plans[_i].terms), "%s: %s, want %s",
                  plans[_i].query, seen.data, plans[_i].terms);
    ck_assert(!t.plan->empty);
    buf_free(&seen);
    drop(&t);
}
END_TEST

#define GROUPS                                                         \
    "# fuels\n gas , fuel,natural gas\n\nunited states, US, America\n" \
    "Iran-Iraq, ,neighbours\nfuel, petrol"

static const struct {
    const char *query, *clauses, *terms;
} alike[] = {
    {"gas", "(any gas fuel natur~gas)", "gas:1 fuel:0 natur:0 /"},
    {"fuels", "(any fuel gas natur~gas)", "fuel:1 gas:0 natur:0 /"},
    {"petrol", "(any petrol fuel)", "petrol:1 fuel:0 /"},
    {"neighbour", "(any neighbour iran~iraq iraniraq)",
     "neighbour:1 iran:0 iraniraq:0 iraq:0 /"},
    {"Iran", "iran", "iran:1 /"},
    {"gas fuel", "(list (any gas fuel natur~gas) (any fuel gas natur~gas))",
     "gas:1 fuel:1 natur:0 / gas>fuel"},
    {"\"gas\"", "\"gas\"", "gas:1 /"},
    {"\"gas oil\"", "\"gas oil\"", "gas:1 oil:1 / gas>oil"},
    {"=gas", "\"gas\"", "gas:1 /"},
    {"-gas", "(not (any gas fuel natur~gas))", "gas:0 fuel:0 natur:0 /"},
    {"gas -gas",
     "(list (any gas fuel natur~gas) (not (any gas fuel natur~gas)))",
     "gas:1 fuel:0 natur:0 /"},
    {"title:gas", "(scope (any gas fuel natur~gas))", "gas:1 fuel:0 natur:0 /"},
    {"gas /s oil", "(sentence (any gas fuel natur~gas) oil)",
     "gas:1 fuel:0 natur:0 oil:1 / gas>oil"},
    {"gas NEAR gas", "(near (any gas fuel natur~gas) (any gas fuel natur~gas))",
     "gas:2 fuel:0 natur:0 /"},
    {"atleast2 gas", "(atleast (any gas fuel natur~gas))",
     "gas:1 fuel:0 natur:0 /"},
    {"\"gas oil\"/2", "(min_match (any gas fuel natur~gas) oil)",
     "gas:1 fuel:0 natur:0 oil:1 / gas>oil"},
    {"Iran-Iraq", "(any iran~iraq|iraniraq iraniraq neighbour)",
     "iran:1 iraniraq:1 iraq:1 neighbour:0 / iran>iraq"},
    {"+gas oil", "(list +(any gas fuel natur~gas) oil)",
     "gas:1 fuel:0 natur:0 oil:1 / gas>oil"},
};

START_TEST(word_with_synonyms_is_any_of_them)
{
    struct buf seen = BUF_INIT;
    struct planned t;

    plan_with(&t, text_of(alike[_i].query), "", GROUPS);
    print(t.plan, &t.plan->root, &seen);
    ck_assert_str_eq(seen.data, alike[_i].clauses);
    buf_clear(&seen);
    print_terms(t.plan, &seen);
    ck_assert_str_eq(seen.data, alike[_i].terms);
    buf_free(&seen);
    drop(&t);
}
END_TEST

START_TEST(synonym_weighs_half_and_says_for_what_it_stands)
{
    struct planned t;

    plan_with(&t, TEXT("gas Fuel"), "", "gas, oil, fuel, natural gas");
    ck_assert_uint_eq(t.plan->term_count, 4);
    ck_assert_double_eq(t.plan->terms[0].share, 1);
    ck_assert_uint_eq(t.plan->terms[1].count, 0);
    ck_assert_uint_eq(t.plan->expansions[0].term, 0);
    ck_assert_uint_eq(t.plan->expansions[0].what.items[0], 1);
    ck_assert_double_eq(t.plan->expansions[0].weight, PLAN_SYNONYM_SHARE);
    ck_assert_int_eq(t.plan->expansions[0].how, IR_HOW_SYNONYM);
    /* fuel was an expansion of gas before it was a term of its own */
    ck_assert_double_eq(t.plan->terms[2].share, 1);
    ck_assert_text_eq(t.plan->terms[2].shown, "Fuel");
    drop(&t);
}
END_TEST

START_TEST(query_without_a_word_is_empty)
{
    static const char *const queries[] = {"",      "   ", "()",    "\"\"",
                                          "- + |", "?!",  "(\"\")"};
    struct planned t;

    plan_it(&t, text_of(queries[_i]), "");
    ck_assert(t.plan->empty);
    drop(&t);
}
END_TEST

START_TEST(only_phrases_need_the_text)
{
    static const struct {
        const char *query;
        bool exact;
    } rows[] = {
        {"gas oil", true},       {"Iran-Iraq -gas", true},
        {"\"gas\"", false},      {"gas OR (oil \"a b\")", false},
        {"gas -\"a b\"", false},
    };
    struct planned t;

    plan_it(&t, text_of(rows[_i].query), "");
    ck_assert_int_eq(t.plan->exact, rows[_i].exact);
    drop(&t);
}
END_TEST

/* Each word of a phrase used to be shown as the whole phrase. */
START_TEST(term_is_shown_as_it_was_first_typed)
{
    struct planned t;

    plan_it(&t, text_of("\"Natural Gases\" Iran-Iraq gas"), "");
    ck_assert_text_eq(t.plan->terms[0].shown, "Natural");
    ck_assert_text_eq(t.plan->terms[1].shown, "Gases");
    ck_assert_text_eq(t.plan->terms[2].shown, "Iran");
    ck_assert_text_eq(t.plan->terms[3].shown, "Iran-Iraq");
    ck_assert_text_eq(t.plan->terms[4].shown, "Iraq");
    ck_assert_uint_eq(t.plan->term_count, 6);
    drop(&t);
}
END_TEST

START_TEST(leaf_is_missing_as_it_was_typed)
{
    struct planned t;

    plan_it(&t, text_of("\"Natural Gas\" Iran-Iraq"), "");
    ck_assert_text_eq(t.plan->root.parts[0].shown, "Natural Gas");
    ck_assert_text_eq(t.plan->root.parts[1].shown, "Iran-Iraq");
    drop(&t);
}
END_TEST

START_TEST(lexeme_finds_its_term)
{
    struct planned t;

    plan_it(&t, text_of("pipelines gas"), "");
    ck_assert_uint_eq(plan_term_of(t.plan, stems_get(t.stems, TEXT("gas"))), 1);
    ck_assert_uint_eq(
        plan_term_of(t.plan, stems_get(t.stems, TEXT("pipeline"))), 0);
    ck_assert_uint_eq(plan_term_of(t.plan, stems_get(t.stems, TEXT("oil"))),
                      PLAN_NONE);
    drop(&t);
}
END_TEST

START_TEST(longest_queries_stay_bounded)
{
    static const char *const chunks[] = {
        "a-b-c-", "a ", "\"b\" ", "aa/bb,", "\xe4\xbc\x8a\xe6\x9c\x97",
        "U.S. "};
    struct buf query = BUF_INIT;
    struct planned t;

    while (query.size + strlen(chunks[_i]) <= IR_QUERY_MAX &&
           (_i == 0 || _i == 3 || _i == 4 || query.size < 500))
        buf_adds(&query, chunks[_i]);
    plan_it(&t, buf_text(&query), "none");
    ck_assert(!t.plan->empty);
    ck_assert_uint_le(t.plan->form_count, IR_QUERY_MAX);
    ck_assert_uint_le(t.plan->pair_count, IR_QUERY_MAX);
    buf_free(&query);
    drop(&t);
}
END_TEST

START_TEST(stop_words_are_those_of_the_index)
{
    struct stopwords *own =
        stopwords_new(" gas\n Oil\tf\u00fcr l\u2019\n\u0142a");
    struct stopwords *none = stopwords_new("none");
    struct stopwords *english = stopwords_new("");

    ck_assert(stopwords_has(own, TEXT("gas")));
    ck_assert(stopwords_has(own, TEXT("oil")));
    ck_assert(stopwords_has(own, TEXT("fur")));
    ck_assert(stopwords_has(own, TEXT("l")));
    ck_assert(stopwords_has(own, TEXT("la")));
    ck_assert(!stopwords_has(own, TEXT("the")));
    ck_assert(!stopwords_has(none, TEXT("the")));
    ck_assert(stopwords_has(english, TEXT("the")));
    ck_assert(stopwords_has(english, TEXT("dont")));
    ck_assert(!stopwords_has(english, TEXT("us")));
    ck_assert(!stopwords_has(english, TEXT("deal")));
    ck_assert_int_eq(stopwords_asking(english, TEXT("deal")), ASKING_BESIDE);
    ck_assert_int_eq(stopwords_asking(english, TEXT("find")), ASKING_ALONE);
    ck_assert_int_eq(stopwords_asking(own, TEXT("find")), ASKING_NOT);
    stopwords_free(own);
    stopwords_free(none);
    stopwords_free(english);
    stopwords_free(NULL);
    plan_free(NULL);
}
END_TEST

Suite *plan_suite(void)
{
    Suite *s = suite_create("plan");
    TCase *t = tcase_create("plan");

    tcase_add_loop_test(t, query_becomes_clauses_terms_and_pairs, 0,
                        COUNT(plans));
    tcase_add_loop_test(t, word_with_synonyms_is_any_of_them, 0, COUNT(alike));
    tcase_add_test(t, synonym_weighs_half_and_says_for_what_it_stands);
    tcase_add_loop_test(t, query_without_a_word_is_empty, 0, 7);
    tcase_add_loop_test(t, only_phrases_need_the_text, 0, 5);
    tcase_add_test(t, term_is_shown_as_it_was_first_typed);
    tcase_add_test(t, leaf_is_missing_as_it_was_typed);
    tcase_add_test(t, lexeme_finds_its_term);
    tcase_add_loop_test(t, longest_queries_stay_bounded, 0, 6);
    tcase_add_test(t, stop_words_are_those_of_the_index);
    suite_add_tcase(s, t);
    return s;
}
