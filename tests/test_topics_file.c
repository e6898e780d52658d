#include "searcher/session/batch.h"
#include "tests/temp.h"
#include "tests/test.h"

#include <stdlib.h>
#include <unistd.h>

static struct ir_error err;
static struct topics_file topics;
static FILE *file;

/* The old style of TREC topics and the new one. */
static const char old_style[] =
    "\n<top>\n<head> An example\n<num> Number:  051\n<dom> Domain: energy\n"
    "<title> Topic:  Gas & waivers\n\n"
    "<desc> Description:\n\nThe document tells of a waiver\nfor less than < 3 "
    "ministries.\n\n<narr> Narrative:\nWaivers of fees do not count.\n\n"
    "<con> Concept(s):\n1. sanctions\n</top>\n\n"
    "<top>\n<num> Number: 052\n<title> Topic: Ports\n</top>\n";
static const char new_style[] =
    "<TOP>\n<NUM>Number: 401</NUM>\n<title>Number: signs</title>\n"
    "<desc>Who counts?</desc></TOP>";
static const char xml[] =
    "<?xml version=\"1.0\"?>\n<!-- ours > theirs -->\n<topics task='x'>\n"
    "<topic type=\"faceted\"\n number=\"007\"><query>R&amp;D &lt;b&gt; &eacute;"
    "</query><question>what is &quot;it&quot;?</question>\n"
    "<narrative>x</narrative></topic><topic id='q-08'><query>y</query>"
    "</topic></topics>\n";

static const struct {
    const char *text, *number, *title, *desc, *narr;
} firsts[] = {
    {old_style, "51", "Gas & waivers",
     "The document tells of a waiver for less than < 3 ministries.",
     "Waivers of fees do not count."},
    {new_style, "401", "Number: signs", "Who counts?", ""},
    {xml, "7", "R&D <b> &eacute;", "what is \"it\"?", "x"},
    {"<top><num>0</num><title></title></top>", "0", "", "", ""},
    {"<top><num>MB012</num><b>bold</b> lost<title>a<title>b</top>", "MB012",
     "a", "", ""},
};

static void start(struct ir_text text)
{
    file = tmpfile();
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(text.data, 1, text.size, file), text.size);
    rewind(file);
    topics_file_start(&topics, file, "topics", 1, TEXT(""));
}

static void end(void)
{
    topics_file_end(&topics);
    fclose(file);
}

START_TEST(old_and_new_topics_are_read)
{
    start(text_of(firsts[_i].text));
    ok(topics_file_next(&topics, &err));
    ck_assert_str_eq(topics.topic.field[TOPIC_NUMBER].data, firsts[_i].number);
    ck_assert_str_eq(topics.topic.field[TOPIC_TITLE].data, firsts[_i].title);
    ck_assert_str_eq(topics.topic.field[TOPIC_DESC].data, firsts[_i].desc);
    ck_assert_str_eq(topics.topic.field[TOPIC_NARR].data, firsts[_i].narr);
    end();
}
END_TEST

START_TEST(fields_of_one_topic_do_not_reach_the_next)
{
    start(text_of(old_style));
    ok(topics_file_next(&topics, &err));
    ck_assert_uint_eq(topics.topic.line, 2);
    ok(topics_file_next(&topics, &err));
    ck_assert_uint_eq(topics.topic.line, 20);
    ck_assert_str_eq(topics.topic.field[TOPIC_TITLE].data, "Ports");
    ck_assert_str_eq(topics.topic.field[TOPIC_DESC].data, "");
    fails(topics_file_next(&topics, &err), IR_END);
    end();
}
END_TEST

static const struct {
    const char *text, *message;
} wrongs[] = {
    {"<top>\n<num> 1\n", "topics:1: this topic is never closed"},
    {"<top>\n<num> 1\n<top>", "topics:1: this topic is never closed"},
    {"\n<top>\n<title> x </top>", "topics:2: a topic without a number"},
    {"<topics>\nstray <top>", "topics:2: text outside of a topic"},
    {"<topics>\n\n<title>x", "topics:3: a field without a topic"},
    {"<top>\n<num", "topics:2: an unclosed tag"},
    {"<!-- a > b", "topics:1: an unclosed tag"},
};

START_TEST(what_is_no_topic_is_named_by_its_line)
{
    start(text_of(wrongs[_i].text));
    fails(topics_file_next(&topics, &err), IR_INVALID);
    ck_assert_str_eq(err.message, wrongs[_i].message);
    end();
}
END_TEST

START_TEST(fields_and_tags_have_an_end)
{
    struct buf text = BUF_INIT;

    buf_adds(&text, "<top><num>1</num><title>");
    for (size_t i = 0; i <= TOPIC_FIELD_MAX; i++)
        buf_addc(&text, _i ? 'x' : '\0');
    start(buf_text(&text));
    fails(topics_file_next(&topics, &err), IR_LIMIT);
    ck_assert_str_eq(err.message, "topics:1: a field that is too long");
    end();
    buf_clear(&text);
    buf_adds(&text, "<top ");
    for (size_t i = 0; i <= TOPIC_TAG_MAX; i++)
        buf_addc(&text, _i ? 'x' : '\0');
    start(buf_text(&text));
    fails(topics_file_next(&topics, &err), IR_LIMIT);
    end();
    buf_free(&text);
}
END_TEST

/* ---- as a batch ---- */

static char path[TEMP_SIZE];

static void batch_of(struct batch *b, const char *text, enum batch_part part)
{
    int fd = temp_file(path);

    ck_assert_int_eq(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    close(fd);
    ok(batch_open(b, path, part, &err));
    unlink(path);
}

static const char *const parts[] = {
    [BATCH_TITLE] = "Gas & waivers",
    [BATCH_DESC] = "The document tells of a waiver for less than < 3 "
                   "ministries.",
    [BATCH_TITLE_DESC] = "Gas & waivers The document tells of a waiver for "
                         "less than < 3 ministries.",
    [BATCH_ALL] = "Gas & waivers The document tells of a waiver for less than "
                  "< 3 ministries. Waivers of fees do not count.",
};

START_TEST(topics_are_queries)
{
    struct ir_text qid, query;
    struct batch b;

    batch_of(&b, old_style, (enum batch_part)_i);
    ok(batch_next(&b, &qid, &query, &err));
    ck_assert_text_eq(qid, "51");
    ck_assert_text_eq(query, parts[_i]);
    if (_i == BATCH_DESC) {
        fails(batch_next(&b, &qid, &query, &err), IR_INVALID);
        ck_assert_ptr_nonnull(
            strstr(err.message, ":20: a topic without description"));
    } else {
        ok(batch_next(&b, &qid, &query, &err));
        ck_assert_text_eq(query, "Ports");
        fails(batch_next(&b, &qid, &query, &err), IR_END);
    }
    batch_close(&b);
}
END_TEST

static const char *const plain[] = {"<to", "<tape", "<top", "< top>", "x<top>"};

START_TEST(lines_that_nearly_begin_a_topic_are_queries)
{
    struct ir_text qid, query;
    struct batch b;
    struct buf text = BUF_INIT;

    buf_addf(&text, "\n\n%s\nsecond", plain[_i]);
    batch_of(&b, text.data, BATCH_TITLE);
    ok(batch_next(&b, &qid, &query, &err));
    ck_assert_text_eq(qid, "3");
    ck_assert_text_eq(query, plain[_i]);
    ok(batch_next(&b, &qid, &query, &err));
    ck_assert_text_eq(qid, "4");
    ck_assert_text_eq(query, "second");
    fails(batch_next(&b, &qid, &query, &err), IR_END);
    batch_close(&b);
    buf_free(&text);
}
END_TEST

Suite *topics_file_suite(void)
{
    Suite *suite = suite_create("topics_file");
    TCase *tcase = tcase_create("core");

    tcase_add_loop_test(tcase, old_and_new_topics_are_read, 0, COUNT(firsts));
    tcase_add_test(tcase, fields_of_one_topic_do_not_reach_the_next);
    tcase_add_loop_test(tcase, what_is_no_topic_is_named_by_its_line, 0,
                        COUNT(wrongs));
    tcase_add_loop_test(tcase, fields_and_tags_have_an_end, 0, 2);
    tcase_add_loop_test(tcase, topics_are_queries, 0, COUNT(parts));
    tcase_add_loop_test(tcase, lines_that_nearly_begin_a_topic_are_queries, 0,
                        COUNT(plain));
    suite_add_tcase(suite, tcase);
    return suite;
}
