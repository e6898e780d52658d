#include "base/buf.h"
#include "indexer/document/language.h"
#include "tests/test.h"
#include "text/stems.h"

static struct language *language;

static void setup(void)
{
    language = language_new();
    ck_assert_ptr_nonnull(language);
}

static void teardown(void)
{
    language_free(language);
}

static const struct {
    const char *text, *code; /* NULL: not to be told */
} texts[] = {
    {"The ministry said on Tuesday that the bridge across the river would be "
     "closed for repairs, and that drivers have to take the road along the "
     "coast until the end of the month.",
     "en"},
    {"Ministry closes bridge. Drivers face long delays this week. Repairs "
     "could take months, officials warn. Coast road stays open to lorries.",
     "en"},
    {"Das Ministerium teilte am Dienstag mit, dass die Br\xc3\xbc"
     "cke \xc3\xbc"
     "ber den Fluss wegen Bauarbeiten gesperrt wird und dass die Autofahrer "
     "bis zum Ende des Monats die Stra\xc3\x9f"
     "e entlang der K\xc3\xbcste nehmen m\xc3\xbcssen.",
     "de"},
    {"Le minist\xc3\xa8re a annonc\xc3\xa9 mardi que le pont sur la rivi\xc3"
     "\xa8re serait ferm\xc3\xa9 pour des travaux et que les automobilistes "
     "devront emprunter la route de la c\xc3\xb4te jusqu'\xc3\xa0 la fin du "
     "mois.",
     "fr"},
    {"\xd0\x9c\xd0\xb8\xd0\xbd\xd0\xb8\xd1\x81\xd1\x82\xd0\xb5\xd1\x80\xd1\x81"
     "\xd1\x82\xd0\xb2\xd0\xbe \xd1\x81\xd0\xbe\xd0\xbe\xd0\xb1\xd1\x89\xd0\xb8"
     "\xd0\xbb\xd0\xbe \xd0\xb2\xd0\xbe \xd0\xb2\xd1\x82\xd0\xbe\xd1\x80\xd0\xbd"
     "\xd0\xb8\xd0\xba, \xd1\x87\xd1\x82\xd0\xbe \xd0\xbc\xd0\xbe\xd1\x81\xd1\x82"
     " \xd1\x87\xd0\xb5\xd1\x80\xd0\xb5\xd0\xb7 \xd1\x80\xd0\xb5\xd0\xba\xd1\x83"
     " \xd0\xb1\xd1\x83\xd0\xb4\xd0\xb5\xd1\x82 \xd0\xb7\xd0\xb0\xd0\xba\xd1\x80"
     "\xd1\x8b\xd1\x82 \xd0\xbd\xd0\xb0 \xd1\x80\xd0\xb5\xd0\xbc\xd0\xbe\xd0\xbd"
     "\xd1\x82.",
     "ru"},
    {"", NULL},
    {"The bridge is closed.", NULL},
    {"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 "
     "28 29 30 31 32 33 34 35",
     NULL},
};

START_TEST(tells_languages)
{
    const char *code = language_find(language, text_of(texts[_i].text));

    ck_assert_str_eq(code ? code : "", texts[_i].code ? texts[_i].code : "");
}
END_TEST

/* A letter may not be cut where the sample ends. */
START_TEST(cuts_between_letters)
{
    struct buf text = BUF_INIT;

    for (size_t shift = 0; shift < 4; shift++) {
        buf_clear(&text);
        for (size_t i = 0; i < shift; i++)
            buf_addc(&text, 'x');
        for (size_t i = 0; i < LANGUAGE_SAMPLE; i++)
            buf_adds(&text, "\xe2\x82\xac");
        language_find(language, buf_text(&text));
    }
    buf_free(&text);
}
END_TEST

START_TEST(stemmers_are_those_that_there_are)
{
    static const char *const codes[] = {
        "ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr",
        "ga", "hi", "hu", "hy", "id", "it", "lt", "nb", "ne", "nl",
        "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi"};
    struct ir_error err;
    struct stems *stems;

    for (size_t i = 0; i < COUNT(codes); i++) {
        ck_assert_ptr_nonnull(language_stemmer(codes[i]));
        ok(stems_new(language_stemmer(codes[i]), &stems, &err));
        stems_free(stems);
    }
    ck_assert_str_eq(language_stemmer("de"), "german");
    ck_assert_str_eq(language_stemmer("German"), "german");
    ck_assert_ptr_null(language_stemmer("fa"));
    ck_assert_ptr_null(language_stemmer("xx"));
}
END_TEST

Suite *language_suite(void)
{
    Suite *suite = suite_create("language");
    TCase *tcase = tcase_create("language");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, tells_languages, 0, COUNT(texts));
    tcase_add_test(tcase, cuts_between_letters);
    tcase_add_test(tcase, stemmers_are_those_that_there_are);
    suite_add_tcase(suite, tcase);
    return suite;
}
