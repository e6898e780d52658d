#include "tests/test.h"
#include "text/fold.h"
#include "text/stems.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *language, *form, *stem;
} stemmed[] = {
    {"english", "running", "run"}, {"en", "sanctions", "sanction"},
    {"english", "dying", "die"},   {"english", "news", "news"},
    {"porter", "flies", "fli"},    {"none", "running", "running"},
    {"english", "1990s", "1990s"}, {"english", "c++", "c++"},
    {"english", "u.s", "u.s"},     {"english", "", ""},
    {"german", "häuser", "haus"},  {"french", "nationales", "national"},
    {"russian", "новый", "нов"},
};

START_TEST(stems_are_as_the_table_says)
{
    const struct lexeme *l;
    struct ir_error err;
    struct stems *s;

    ok(stems_new(stemmed[_i].language, &s, &err));
    l = stems_get(s, text_of(stemmed[_i].form));
    ck_assert_text_eq(l->form, stemmed[_i].form);
    ck_assert_text_eq(l->stem->form, stemmed[_i].stem);
    ck_assert_ptr_eq(stems_get(s, text_of(stemmed[_i].form)), l);
    ck_assert_ptr_eq(stems_get(s, text_of(stemmed[_i].stem)), l->stem);
    ck_assert_uint_lt(l->id, stems_count(s));
    stems_free(s);
    stems_free(NULL);
}
END_TEST

START_TEST(an_unknown_language_is_named_with_those_there_are)
{
    struct stems *s = NULL;
    struct ir_error err;

    fails(stems_new("klingon", &s, &err), IR_INVALID);
    ck_assert_ptr_nonnull(strstr(err.message, "\"klingon\""));
    ck_assert_ptr_nonnull(strstr(err.message, "none"));
    ck_assert_ptr_nonnull(strstr(err.message, "english"));
    ck_assert_ptr_null(s);
}
END_TEST

START_TEST(ids_are_dense_and_lexemes_stay)
{
    const struct lexeme *first;
    struct ir_error err;
    struct stems *s;
    char form[16];

    ok(stems_new("none", &s, &err));
    first = stems_get(s, TEXT("w0"));
    for (uint32_t i = 0; i < 20000; i++) {
        snprintf(form, sizeof(form), "w%u", i);
        ck_assert_uint_eq(stems_get(s, text_of(form))->id, i);
    }
    ck_assert_uint_eq(stems_count(s), 20000);
    ck_assert_ptr_eq(stems_get(s, TEXT("w0")), first);
    ck_assert_text_eq(first->form, "w0");
    stems_free(s);
}
END_TEST

/* Forms of 0 to 99 bytes that differ only in the last one or in their size. */
START_TEST(many_forms_are_found_as_each_by_itself)
{
    enum { SIZES = 100, LAST = 3, ALL = SIZES * LAST };
    static char bytes[ALL][SIZES + STEMS_PAD];
    static const char last[LAST] = {'a', 'z', '\0'};
    static const struct lexeme *found[ALL];
    static struct ir_text forms[ALL];
    struct ir_error err;
    struct stems *s;

    ok(stems_new("none", &s, &err));
    for (size_t i = 0; i < ALL; i++) {
        const size_t size = i / LAST;

        /* What follows differs, and must not matter. */
        memset(bytes[i], 'x', size);
        memset(bytes[i] + size, (int)i, sizeof(bytes[i]) - size);
        if (size)
            bytes[i][size - 1] = last[i % LAST];
        forms[i] = (struct ir_text){bytes[i], size};
    }
    stems_get_all(s, forms, ALL, found);
    ck_assert_uint_eq(stems_count(s), 1 + (SIZES - 1) * LAST);
    for (size_t i = 0; i < ALL; i++) {
        char *copy = malloc(forms[i].size + 1);

        memcpy(copy, forms[i].data, forms[i].size);
        ck_assert_ptr_eq(stems_get(s, (struct ir_text){copy, forms[i].size}),
                         found[i]);
        ck_assert(text_equal(found[i]->form, forms[i]));
        ck_assert_uint_eq(found[i]->stem_id, found[i]->id);
        free(copy);
    }
    ck_assert_uint_eq(stems_count(s), 1 + (SIZES - 1) * LAST);
    stems_free(s);
}
END_TEST

START_TEST(trimming_forgets_only_what_is_too_much)
{
    struct ir_error err;
    struct stems *s;
    char form[16];

    ok(stems_new("none", &s, &err));
    for (unsigned i = 0; i < STEMS_MAX; i++) {
        snprintf(form, sizeof(form), "%u", i);
        stems_get(s, text_of(form));
    }
    stems_trim(s);
    ck_assert_uint_eq(stems_count(s), STEMS_MAX);
    stems_get(s, TEXT("more"));
    stems_trim(s);
    ck_assert_uint_eq(stems_count(s), 0);
    ck_assert_uint_eq(stems_get(s, TEXT("again"))->id, 0);
    stems_free(s);
}
END_TEST

static bool allowed(const struct word_filter *f, struct ir_text form)
{
    unsigned i = 0;

    if (form.size)
        i = (unsigned)(unsigned char)form.data[0] << 8;
    if (form.size > 1)
        i |= (unsigned char)form.data[1];
    return f->bits[i / 64] >> i % 64 & 1;
}

static void check_bound(struct stems *s, struct ir_text form)
{
    static struct word_filter filter;
    struct ir_text stem = stems_get(s, form)->stem->form;

    if (!form.size)
        return;
    memset(&filter, 0, sizeof(filter));
    ck_assert(stems_filter(s, stem, &filter));
    ck_assert_msg(allowed(&filter, form), "%.*s is a stem of %.*s",
                  (int)stem.size, stem.data, (int)form.size, form.data);
}

static const char *const bounded[] = {"english", "porter", "none"};

/* Every beginning of up to three letters with every ending that stemmers
 * know, so that each rule meets each short word. */
START_TEST(a_filter_lets_every_short_word_of_its_stem_through)
{
    static const char *const endings[] = {
        "",    "s",    "es",    "ies",  "ied",   "ed",   "ing", "ingly", "edly",
        "y",   "ly",   "li",    "eed",  "eedly", "sses", "us",  "ss",    "e",
        "l",   "ying", "ional", "ness", "er",    "est",  "al",  "ation", "ful",
        "yed", "ys",   "yly",   "ogi",  "ible",  "ate",  "ive", "ize",   "ous",
    };
    struct ir_error err;
    struct stems *s;
    char form[16];

    ok(stems_new(bounded[_i], &s, &err));
    for (int i = 0; i < 27 * 27 * 27; i++)
        for (size_t e = 0; e < COUNT(endings); e++) {
            int letters[] = {i % 27, i / 27 % 27, i / 27 / 27}, n = 0;

            for (size_t k = 0; k < 3; k++)
                if (letters[k])
                    form[n++] = (char)('a' + letters[k] - 1);
            strcpy(form + n, endings[e]);
            check_bound(s, text_of(form));
            stems_trim(s);
        }
    stems_free(s);
}
END_TEST

static const char *const exceptions[] = {
    "skis",   "skies", "sky",   "dying", "lying",    "tying",   "idly",
    "gently", "ugly",  "early", "only",  "singly",   "inning",  "outing",
    "as",     "is",    "a",     "ties",  "généraux", "новости",
};

START_TEST(a_filter_lets_exceptions_through)
{
    struct buf form = BUF_INIT;
    struct ir_error err;
    struct stems *s;

    for (size_t i = 0; i < COUNT(bounded); i++) {
        ok(stems_new(bounded[i], &s, &err));
        buf_clear(&form);
        fold_add(text_of(exceptions[_i]), &form);
        check_bound(s, buf_text(&form));
        stems_free(s);
    }
    buf_free(&form);
}
END_TEST

START_TEST(a_filter_lets_a_dictionary_through)
{
    FILE *file = fopen("/usr/share/dict/words", "r");
    struct buf form = BUF_INIT;
    struct ir_error err;
    struct stems *s;
    char line[256];

    if (!file) {
        printf("skipped: no /usr/share/dict/words\n");
        return;
    }
    ok(stems_new("english", &s, &err));
    while (fgets(line, sizeof(line), file)) {
        struct ir_text word = {line, strcspn(line, "'\n")};

        buf_clear(&form);
        fold_add(word, &form);
        check_bound(s, buf_text(&form));
    }
    fclose(file);
    buf_free(&form);
    stems_free(s);
}
END_TEST

START_TEST(other_languages_give_no_bound)
{
    static struct word_filter filter, none;
    struct ir_error err;
    struct stems *s;

    ok(stems_new("german", &s, &err));
    ck_assert(!stems_filter(s, TEXT("haus"), &filter));
    ck_assert(!memcmp(&filter, &none, sizeof(none)));
    stems_free(s);
}
END_TEST

Suite *stems_suite(void)
{
    Suite *suite = suite_create("stems");
    TCase *tests = tcase_create("stems");

    tcase_add_loop_test(tests, stems_are_as_the_table_says, 0, COUNT(stemmed));
    tcase_add_test(tests, an_unknown_language_is_named_with_those_there_are);
    tcase_add_test(tests, ids_are_dense_and_lexemes_stay);
    tcase_add_test(tests, many_forms_are_found_as_each_by_itself);
    tcase_add_test(tests, trimming_forgets_only_what_is_too_much);
    tcase_add_loop_test(tests,
                        a_filter_lets_every_short_word_of_its_stem_through, 0,
                        COUNT(bounded));
    tcase_add_loop_test(tests, a_filter_lets_exceptions_through, 0,
                        COUNT(exceptions));
    tcase_add_test(tests, a_filter_lets_a_dictionary_through);
    tcase_add_test(tests, other_languages_give_no_bound);
    suite_add_tcase(suite, tests);
    return suite;
}
