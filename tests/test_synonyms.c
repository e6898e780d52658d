/* Synonyms of an index in every kind of query; and that a negated word excludes
 * all that it would find alone. */
#include "tests/news.h"

#include <stdio.h>

#define ALL "a b c d e f g"

static const struct {
    const char *id, *title, *text;
} articles[] = {
    {"a", "Truck strike", "The drivers stopped. Roads are wet."},
    {"b", "", "A lorry passed the lorry park."},
    {"c", "", "Heavy goods vehicles block the road."},
    {"d", "", "Nothing moves but the e-mail."},
    {"e", "", "Trucks met trucks on the road."},
    {"f", "", "An independent father lives in the law school."},
    {"g", "Wedding", "His father-in-law sent a message."},
};

static void make(void)
{
    const struct store_writer_options how = {.lock_timeout = 1, .create = true};
    struct store_writer *w;
    struct news *n;

    news_make();
    n = news_open(0, "english");
    for (size_t i = 0; i < COUNT(articles); i++)
        news_add(n, articles[i].id, articles[i].title,
                 text_of(articles[i].text));
    news_close(n);
    ok(store_writer_open(news_dir(0), &how, &w, &err));
    ok(store_set_meta(w, "irsearch.synonyms",
                      "lorry, truck, heavy goods vehicle\n"
                      "e-mail, message\n",
                      &err));
    ok(store_commit(w, &err));
    store_writer_close(w);
    open_index();
}

static const struct {
    const char *query, *want;
} asked[] = {
    {"lorry", "a b c e"},
    {"truck", "a b c e"},
    {"title:lorry", "a"},
    {"hlead:lorry", "a b c e"},
    {"lead:lorry", "b c e"},
    {"lorry NEAR/6 road", "c e"},
    {"lorry ADJ/4 road", "c e"},
    {"road ADJ/4 lorry", ""},
    {"lorry /s road", "c e"},
    {"lorry /p road", "c e"},
    {"lorry NOT w/s road", "a b"},
    {"park NOT w/9 truck", ""},
    {"lorry /s lorry", "b e"},
    {"lorry /s truck", "b e"},
    {"lorry NEAR truck", "b e"},
    {"atleast2 truck", "b e"},
    {"\"lorry road strike\"/2", "a c e"},
    {"+lorry road", "a c e"},
    {"lorry -road", "b"},
    /* Quotes and = ask for exact words. */
    {"\"lorry\"", "b"},
    {"=truck", "a"},
    {"\"truck strike\"", "a"},
    /* Compounds have synonyms, and are synonyms. */
    {"e-mail", "d g"},
    {"email", "d g"},
    {"message", "d g"},
    {"message e-mail", "d g"},
    /* Negating a word excludes its weaker evidence, part of a compound, too. */
    {"dependence", "f"},
    {"dependence -law", ""},
    {"father-in-law", "g"},
    {"father-in-law wedding", "g"},
    {"father-in-law -wedding", ""},
    {"father -father-in-law", "f"},
    {"US", ""},
    {"father the", "f g"},
    {"the", "a b c d e f"},
    {"and/or", ""},
    {"driver/stopped", "a"},
    {"f*r-i* OR title:*", "a g"},
    {"words:>5 NOT road", "b d f g"},
    {"https://example.org/a", ""},
};

START_TEST(a_word_means_its_synonyms_wherever_it_stands)
{
    lists(asked[_i].query, IR_MATCH_ALL, asked[_i].want);
}
END_TEST

START_TEST(a_query_and_its_negation_find_all_there_is)
{
    char query[200], rest[sizeof(ALL) + 1];
    size_t size = 0;

    for (const char *id = ALL; *id; id++) {
        if (*id == ' ' || strchr(asked[_i].want, *id))
            continue;
        if (size)
            rest[size++] = ' ';
        rest[size++] = *id;
    }
    rest[size] = '\0';
    snprintf(query, sizeof(query), "NOT (%s)", asked[_i].query);
    lists(query, IR_MATCH_ALL, rest);
}
END_TEST

Suite *synonyms_suite(void)
{
    Suite *s = suite_create("synonyms");
    TCase *t = tcase_create("synonyms");

    tcase_add_checked_fixture(t, make, news_remove_all);
    tcase_add_loop_test(t, a_word_means_its_synonyms_wherever_it_stands, 0,
                        COUNT(asked));
    tcase_add_loop_test(t, a_query_and_its_negation_find_all_there_is, 0,
                        COUNT(asked));
    suite_add_tcase(s, t);
    return s;
}
