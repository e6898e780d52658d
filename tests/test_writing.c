/* Indexes written through irsearch_writer.h. */
#include "tests/news.h"

#include <irsearch_writer.h>
#include <stdio.h>
#include <stdlib.h>

static struct ir_writer *writer;

static void make(void)
{
    news_make();
    writer = NULL;
    ok(ir_writer_open(news_dir(0), NULL, &writer, &err));
}

static void remove_all(void)
{
    ir_writer_close(writer);
    writer = NULL;
    news_remove_all();
}

static struct ir_writer_article article_of(const char *id, const char *text)
{
    struct ir_writer_article a;

    ir_writer_article_init(&a);
    a.id = text_of(id);
    a.text = text_of(text);
    return a;
}

static void add(const char *id, const char *text)
{
    struct ir_writer_article a = article_of(id, text);

    ok(ir_writer_add(writer, &a, &err));
}

START_TEST(articles_are_seen_once_they_are_committed)
{
    struct ir_article *stored;
    struct ir_writer_article a = article_of("a/1", "Gas flows to the town.");

    a.title = TEXT("A pipe");
    a.date = TEXT("2026-05-04");
    a.source = TEXT("Wire");
    a.section = TEXT("World; Energy");
    a.byline = TEXT("A. Person");
    a.lang = TEXT("en");
    a.url = TEXT("https://example.org/1");
    ok(ir_writer_commit(writer, &err)); /* of an empty index */
    ok(ir_writer_add(writer, &a, &err));
    ck_assert_ptr_null(ir_writer_note(writer));
    open_index();
    lists("gas", IR_MATCH_ALL, "");
    ok(ir_writer_commit(writer, &err));
    lists("gas section:energy", IR_MATCH_ALL, "a/1");
    ok(ir_get(searcher, TEXT("a/1"), &stored, &err));
    ck_assert_text_eq(stored->title, "A pipe");
    ck_assert_text_eq(stored->text, "Gas flows to the town.");
    ck_assert_text_eq(stored->source, "Wire");
    ck_assert_text_eq(stored->section, "World; Energy");
    ck_assert_text_eq(stored->byline, "A. Person");
    ck_assert_text_eq(stored->lang, "en");
    ck_assert_text_eq(stored->url, "https://example.org/1");
    ck_assert(stored->has_date && stored->date_only &&
              stored->date == 1777852800);
    ir_article_free(stored);
}
END_TEST

START_TEST(same_id_replaces_and_a_deleted_one_is_gone)
{
    add("a", "Gas flows.");
    add("b", "Gas stands.");
    ok(ir_writer_commit(writer, &err));
    add("a", "Oil flows.");
    ok(ir_writer_delete(writer, TEXT("b"), &err));
    fails(ir_writer_delete(writer, TEXT("b"), &err), IR_NOT_FOUND);
    ck_assert_str_eq(err.message, "no article \"b\"");
    open_index();
    lists("gas", IR_MATCH_ALL, "a b");
    ok(ir_writer_commit(writer, &err));
    lists("gas", IR_MATCH_ALL, "");
    lists("oil", IR_MATCH_ALL, "a");
}
END_TEST

START_TEST(closing_drops_what_is_not_committed)
{
    add("a", "Gas flows.");
    ok(ir_writer_commit(writer, &err));
    add("b", "Gas flows.");
    ok(ir_writer_delete(writer, TEXT("a"), &err));
    ir_writer_close(writer);
    ir_writer_close(NULL);
    writer = NULL;
    open_index();
    lists("gas", IR_MATCH_ALL, "a");
    ok(ir_writer_open(news_dir(0), NULL, &writer, &err));
    add("c", "Gas flows.");
    ok(ir_writer_commit(writer, &err));
    lists("gas", IR_MATCH_ALL, "a c");
}
END_TEST

START_TEST(one_writer_has_the_index)
{
    struct ir_writer *second = NULL;

    fails(ir_writer_open(news_dir(0), NULL, &second, &err), IR_LOCKED);
    ck_assert_ptr_null(second);
    add("a", "Gas flows.");
    ok(ir_writer_commit(writer, &err));
}
END_TEST

START_TEST(bad_article_is_named_and_costs_no_other)
{
    struct ir_writer_article a = article_of("bad/1", "...");
    char id[IR_ID_MAX + 2];

    add("a", "Gas flows.");
    fails(ir_writer_add(writer, &a, &err), IR_INVALID);
    ck_assert_str_eq(err.message, "article \"bad/1\": no words in it");
    a = article_of("", "Gas.");
    fails(ir_writer_add(writer, &a, &err), IR_INVALID);
    ck_assert_str_eq(err.message, "article \"\": no id");
    memset(id, 'x', sizeof(id) - 1);
    id[sizeof(id) - 1] = '\0';
    a = article_of(id, "Gas.");
    fails(ir_writer_add(writer, &a, &err), IR_LIMIT);
    ck_assert_ptr_nonnull(
        strstr(err.message, "id too long: 4,097 bytes, at most 4,096"));
    a.size = 0;
    fails(ir_writer_add(writer, &a, &err), IR_INVALID);
    add("b", "Gas flows.");
    ok(ir_writer_commit(writer, &err));
    open_index();
    lists("gas", IR_MATCH_ALL, "a b");
}
END_TEST

START_TEST(what_was_not_kept_is_noted)
{
    struct ir_writer_article a = article_of("a", "Gas \xff flows.");

    a.date = TEXT("some day");
    ok(ir_writer_add(writer, &a, &err));
    ck_assert_str_eq(ir_writer_note(writer),
                     "date \"some day\" not kept: it cannot be read; "
                     "1 invalid byte replaced");
    add("b", "Gas flows.");
    ck_assert_ptr_null(ir_writer_note(writer));
}
END_TEST

START_TEST(options_are_those_of_the_index)
{
    struct ir_writer_options o;
    struct ir_writer *w = NULL;

    ir_writer_options_init(&o);
    o.existing = true;
    fails(ir_writer_open(news_dir(1), &o, &w, &err), IR_NOT_FOUND);
    o.existing = false;
    o.stem = "klingon";
    fails(ir_writer_open(news_dir(1), &o, &w, &err), IR_INVALID);
    o.stem = "none";
    o.lock_timeout = -1;
    fails(ir_writer_open(news_dir(1), &o, &w, &err), IR_INVALID);
    o.lock_timeout = 0;
    ok(ir_writer_open(news_dir(1), &o, &w, &err));
    ok(ir_writer_commit(w, &err));
    ir_writer_close(w);
    w = NULL;
    o.stem = "german";
    fails(ir_writer_open(news_dir(1), &o, &w, &err), IR_INCOMPATIBLE);
    ck_assert_ptr_nonnull(strstr(err.message, "stem"));
    o.stem = NULL;
    ok(ir_writer_open(news_dir(1), &o, &w, &err));
    ir_writer_close(w);
    o.size = 1;
    fails(ir_writer_open(news_dir(1), &o, &w, &err), IR_INVALID);
}
END_TEST

Suite *writing_suite(void)
{
    Suite *s = suite_create("writing");
    TCase *t = tcase_create("writing");

    tcase_add_checked_fixture(t, make, remove_all);
    tcase_add_test(t, articles_are_seen_once_they_are_committed);
    tcase_add_test(t, same_id_replaces_and_a_deleted_one_is_gone);
    tcase_add_test(t, closing_drops_what_is_not_committed);
    tcase_add_test(t, one_writer_has_the_index);
    tcase_add_test(t, bad_article_is_named_and_costs_no_other);
    tcase_add_test(t, what_was_not_kept_is_noted);
    tcase_add_test(t, options_are_those_of_the_index);
    suite_add_tcase(s, t);
    return s;
}
