/* What questions ask for, and sentences that may answer them. */
#include "search/plan/answers.h"
#include "tests/test.h"

static const struct {
    const char *query;
    enum answer_kind asked;
} questions[] = {
    {"how many people were injured", ANSWER_NUMBER},
    {"How much does Britain owe Iran?", ANSWER_NUMBER},
    {"for how long was he a minister", ANSWER_NUMBER},
    {"what is the price of a liter of gasoline", ANSWER_NUMBER},
    {"what share of trips is by train", ANSWER_NUMBER},
    {"When did the talks begin", ANSWER_TIME},
    {"since when does it burn", ANSWER_TIME},
    {"in which year was the bank founded", ANSWER_TIME},
    {"who is the governor", ANSWER_ANY},
    {"how did the minister describe it", ANSWER_ANY},
    {"what happened in Tehran", ANSWER_ANY},
    {"many people", ANSWER_ANY},
    {"oil price", ANSWER_ANY},
    {"how", ANSWER_ANY},
    {"", ANSWER_ANY},
};

START_TEST(first_words_tell_what_is_asked)
{
    ck_assert_msg(answer_asked(text_of(questions[_i].query)) ==
                      questions[_i].asked,
                  "%s", questions[_i].query);
}
END_TEST

static const struct {
    const char *text;
    bool number, time;
} sentences[] = {
    {"At least 57 people died.", true, false},
    {"Two dozen were hurt.", true, false},
    {"It was founded in 2001.", true, true},
    {"He spoke on Sunday.", false, true},
    {"They may march again.", false, false},
    {"The talks begin in May.", false, true},
    {"It cost 3001 rials.", true, false},
    {"The well is deep.", false, false},
    {"", false, false},
};

START_TEST(sentences_give_numbers_and_dates)
{
    struct ir_text text = text_of(sentences[_i].text);

    ck_assert(answer_given(ANSWER_ANY, text));
    ck_assert_int_eq(answer_given(ANSWER_NUMBER, text), sentences[_i].number);
    ck_assert_int_eq(answer_given(ANSWER_TIME, text), sentences[_i].time);
}
END_TEST

Suite *answers_suite(void)
{
    Suite *suite = suite_create("answers");
    TCase *tcase = tcase_create("core");

    tcase_add_loop_test(tcase, first_words_tell_what_is_asked, 0,
                        COUNT(questions));
    tcase_add_loop_test(tcase, sentences_give_numbers_and_dates, 0,
                        COUNT(sentences));
    suite_add_tcase(suite, tcase);
    return suite;
}
