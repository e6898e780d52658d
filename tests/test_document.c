#include "article/record.h"
#include "article/terms.h"
#include "indexer/document/document.h"
#include "tests/test.h"

#include <stdio.h>

static struct document_builder *builder;
static struct parsed parsed;
static struct problem problem;
static struct document_notes notes;
static struct ir_error err;

static void setup(void)
{
    ok(document_builder_new("english", &builder, &err));
    parsed_start(&parsed);
    parsed_set(&parsed, PARSED_ID, TEXT("a1"));
}

static void teardown(void)
{
    parsed_free(&parsed);
    document_builder_free(builder);
    record_encode_done();
}

static struct doc *build(void)
{
    struct doc *d;
    enum ir_status status =
        document_build(builder, &parsed, &d, &notes, &problem);

    ck_assert_msg(status == IR_OK, "%s", problem.err.message);
    return d;
}

/* "name/wdf:positions " for all terms but the id's and those of copies. */
static void describe(const struct doc *d, struct buf *out)
{
    for (size_t i = 0; i < d->term_count; i++) {
        const struct doc_term *t = &d->terms[i];

        if (*t->name.data == 'Q' || !strncmp(t->name.data, "XF", 2) ||
            !strncmp(t->name.data, "XH", 2) || !strncmp(t->name.data, "XM", 2))
            continue;
        buf_addf(out, "%.*s/%u", (int)t->name.size, t->name.data, t->wdf);
        for (uint32_t j = 0; j < t->count; j++)
            buf_addf(out, "%c%u", j ? ',' : ':', d->positions[t->first + j]);
        buf_addc(out, ' ');
    }
}

static const struct {
    const char *title, *text, *terms;
} analysed[] = {
    {"", "oil", "Zoil/1:101 "},
    {"", "oil oil Oil", "Zoil/3:101,102,103 "},
    {"", "imports", "Zimport/1:101 imports/0 "},
    {"", "import imports", "Zimport/2:101,102 imports/0 "},
    {"Imports", "oil",
     "Simports/0 ZSimport/0:1 Zimport/2:1 Zoil/1:102 "
     "imports/0 "},
    {"Oil", "oil", "ZSoil/0:1 Zoil/3:1,102 "},
    {"Oil", "", "ZSoil/0:1 Zoil/2:1 "},
    {"", "Iran-Iraq", "Ziran/1:101 Ziraniraq/1:101 Ziraq/1:102 "},
};

START_TEST(words_become_terms)
{
    struct buf got = BUF_INIT;
    struct doc *d;

    parsed_set(&parsed, PARSED_TITLE, text_of(analysed[_i].title));
    parsed_set(&parsed, PARSED_TEXT, text_of(analysed[_i].text));
    d = build();
    describe(d, &got);
    ck_assert_str_eq(got.data, analysed[_i].terms);
    doc_free(d);
    buf_free(&got);
}
END_TEST

START_TEST(the_second_is_not_changed_by_the_first)
{
    struct buf got = BUF_INIT;
    struct doc *d;

    parsed_set(&parsed, PARSED_TEXT, TEXT("parliament imports oil"));
    doc_free(build());
    parsed_set(&parsed, PARSED_TEXT, TEXT("oil"));
    d = build();
    describe(d, &got);
    ck_assert_str_eq(got.data, "Zoil/1:101 ");
    doc_free(d);
    buf_free(&got);
}
END_TEST

static void same_copy(const char *title, const char *text, bool want)
{
    struct buf one = BUF_INIT, other = BUF_INIT;

    term_copy(&one, TEXT("Oil"), TEXT("fell"));
    term_copy(&other, text_of(title), text_of(text));
    ck_assert_int_eq(text_equal(buf_text(&one), buf_text(&other)), want);
    buf_free(&one);
    buf_free(&other);
}

START_TEST(copies_share_a_term)
{
    same_copy("Oil", "fell", true);
    same_copy("Oil", "rose", false);
    same_copy("Gas", "fell", false);
    same_copy("Oilf", "ell", false);
    same_copy("", "Oilfell", false);
}
END_TEST

START_TEST(articles_know_their_file)
{
    struct buf got = BUF_INIT;
    struct doc *d;

    parsed_set(&parsed, PARSED_TEXT, TEXT("oil"));
    parsed_set(&parsed, PARSED_PATH, TEXT("a1"));
    term_origin(&parsed.origin, TEXT("a1"), 10);
    d = build();
    describe(d, &got);
    ck_assert_str_eq(got.data, "Pa1:00000000000a/0 Zoil/1:101 ");
    ck_assert(!notes.whole_file);
    doc_free(d);
    buf_clear(&got);
    parsed.is_file = true;
    d = build();
    describe(d, &got);
    ck_assert_str_eq(got.data, "Zoil/1:101 ");
    ck_assert(notes.whole_file);
    doc_free(d);
    buf_free(&got);
}
END_TEST

START_TEST(fields_become_terms)
{
    struct buf got = BUF_INIT;
    struct doc *d;

    parsed_set(&parsed, PARSED_TEXT, TEXT("oil"));
    parsed_set(&parsed, PARSED_DATE, TEXT("2026-05-12T10:00:00Z"));
    parsed_set(&parsed, PARSED_SOURCE, TEXT(" The  WIRE "));
    parsed_set(&parsed, PARSED_SECTION, TEXT("Economy; Oil Markets"));
    parsed_set(&parsed, PARSED_BYLINE, TEXT("A. Writer"));
    parsed_set(&parsed, PARSED_LANG, TEXT("en"));
    d = build();
    describe(d, &got);
    ck_assert_str_eq(
        got.data, "Aa. writer/0 D20260512/0 Len/0 M202605/0 XBYa/0 XBYwriter/0 "
                  "XSEeconomy/0 XSEoil markets/0 "
                  "XSOthe wire/0 Y2026/0 "
                  "Zoil/1:101 ");
    ck_assert_int_eq(value_number_get(d->values[SLOT_DATE]), 1778580000);
    ck_assert_int_eq(value_number_get(d->values[SLOT_WORDS]), 1);
    ck_assert_uint_eq(d->tallies[TALLY_WORDS], 1);
    ck_assert_uint_eq(d->tallies[TALLY_SENTENCES], 1);
    ck_assert_uint_eq(d->tallies[TALLY_BYTES], 3);
    doc_free(d);
    buf_free(&got);
}
END_TEST

/* 00:30 in Tehran is still the day before in London. */
START_TEST(an_article_is_of_its_own_day)
{
    struct buf got = BUF_INIT;
    struct doc *d;

    parsed_set(&parsed, PARSED_TEXT, TEXT("oil"));
    parsed_set(&parsed, PARSED_DATE, TEXT("2026-04-01T00:30:00+03:30"));
    d = build();
    describe(d, &got);
    ck_assert_str_eq(got.data, "D20260401/0 M202604/0 Y2026/0 Zoil/1:101 ");
    ck_assert_int_eq(value_number_get(d->values[SLOT_DATE]), 1774990800);
    doc_free(d);
    buf_free(&got);
}
END_TEST

/* A year is a date to ask for, but not one to have. */
START_TEST(what_is_no_day_is_no_date)
{
    static const struct {
        const char *text, *why;
    } dates[] = {
        {"1987", "it is only a year"},
        {"soon", "it cannot be read"},
        {"05/06/2026", "day and month may be either"},
        {"2026-02-30", "February 2026 has 28 days"},
        {"1987-W11", "it is only a week"},
        {"March 1987", "it is only a month"},
        {"", ""},
    };

    for (size_t i = 0; i < COUNT(dates); i++) {
        struct doc *d;

        parsed_set(&parsed, PARSED_TEXT, TEXT("oil"));
        parsed_set(&parsed, PARSED_DATE, text_of(dates[i].text));
        d = build();
        ck_assert_str_eq(notes.undated, dates[i].why);
        doc_free(d);
    }
}
END_TEST

START_TEST(the_record_holds_it_all)
{
    struct record_decoder *decoder = record_decoder_new();
    struct record record = RECORD_INIT;
    struct doc *d;

    parsed_set(&parsed, PARSED_TEXT, TEXT("caf\xe9 oil"));
    parsed_set(&parsed, PARSED_PATH, TEXT("news/a1"));
    parsed_set(&parsed, PARSED_DATE, TEXT("once"));
    d = build();
    ck_assert_uint_eq(notes.replaced, 1);
    ck_assert_str_eq(notes.undated, "it cannot be read");
    ok(record_decode(decoder, d->data, &record, &err));
    ck_assert_text_eq(record.article.id, "a1");
    ck_assert_text_eq(record.article.text, "caf\xef\xbf\xbd oil");
    ck_assert_text_eq(record.article.path, "news/a1");
    ck_assert(!record.article.has_date);
    record_free(&record);
    record_decoder_free(decoder);
    doc_free(d);
}
END_TEST

static const struct {
    const char *id, *text, *reason;
    bool is_file;
} refused[] = {
    {"a", "", "empty", false},
    {"a", " \n\t", "empty", false},
    {"a", "... --- ...", "empty", false},
    {"", "text", "id", false},
    {"a-long-name-indeed.txt", " ", "empty", true},
};

START_TEST(nothing_is_no_article)
{
    struct doc *d = NULL;

    parsed_set(&parsed, PARSED_ID, text_of(refused[_i].id));
    parsed_set(&parsed, PARSED_PATH, text_of(refused[_i].id));
    parsed_set(&parsed, PARSED_TEXT, text_of(refused[_i].text));
    parsed.is_file = refused[_i].is_file;
    fails(document_build(builder, &parsed, &d, &notes, &problem), IR_INVALID);
    ck_assert_str_eq(problem.reason, refused[_i].reason);
    ck_assert_ptr_null(d);
}
END_TEST

START_TEST(ids_have_a_limit)
{
    struct doc *d = NULL;

    parsed_set(&parsed, PARSED_TEXT, TEXT("oil"));
    while (parsed.fields[PARSED_ID].size < IR_ID_MAX)
        buf_addc(&parsed.fields[PARSED_ID], 'x');
    doc_free(build());
    buf_addc(&parsed.fields[PARSED_ID], 'x');
    fails(document_build(builder, &parsed, &d, &notes, &problem), IR_LIMIT);
}
END_TEST

START_TEST(bad_ids_stay_apart)
{
    struct doc *a, *b;

    parsed_set(&parsed, PARSED_TEXT, TEXT("oil"));
    parsed_set(&parsed, PARSED_ID, TEXT("x\xfe"));
    a = build();
    parsed_set(&parsed, PARSED_ID, TEXT("x\xff"));
    b = build();
    ck_assert(!text_equal(a->id, b->id));
    doc_free(a);
    doc_free(b);
}
END_TEST

static const struct {
    const char *path, *title; /* NULL: none */
} names[] = {
    {"tt/_news_414846_Lawmakers-voice-support-for-IRGC-rap-U-S-its-cronies.txt",
     "Lawmakers voice support for IRGC rap U.S. its cronies"},
    {"corpus/articles/07-gas-waiver-passed.txt", "gas waiver passed"},
    {"Brazil-India-S-Africa-Form-Southern-Bloc.txt",
     "Brazil India S Africa Form Southern Bloc"},
    {"news_100_Flood-Inflicts-rls-40b-Damage.txt",
     "Flood Inflicts rls 40b Damage"},
    {"Rouhani-presents-262b-budget-bill.txt",
     "Rouhani presents 262b budget bill"},
    {"tt/_news_172113_40-dead-in-Indian-embassy-blast.txt",
     "40 dead in Indian embassy blast"},
    {"news_2008_05_12_7-die-in-quake.txt", "7 die in quake"},
    {"2008-05-12-gas-prices-rise.txt", "gas prices rise"},
    {"1-U-S-extends-some-waivers.txt", "U.S. extends some waivers"},
    {"1-Iran-rejects-a-U-S-F-B-I-claim.txt", "Iran rejects a U.S.F.B.I. claim"},
    {"1-A-U-S-ship-sails-south.txt", "A U.S. ship sails south"},
    {"1-Plan-B-for-S-Korea-is-ready.txt", "Plan B for S Korea is ready"},
    {"1-Iran-s-minister-won-t-go.txt",
     "Iran\xe2\x80\x99s minister won\xe2\x80\x99t go"},
    {"Raid-on-U-S-base-in-s-east.txt",
     "Raid on U.S. base in\xe2\x80\x99s east"},
    {"1-Iranian-film-makers-are-attending-the-Oscars-in-next.txt", NULL},
    {"1-Ministers-of-oil-of-many-countries-gather-in-Iran-s.txt", NULL},
    {"Gas-is-what-we-pay-for.txt", "Gas is what we pay for"},
    {"article.txt", NULL},
    {"two-words.txt", NULL},
    {"a-b-c-d.txt", NULL},
    {"2026-05-12.txt", NULL},
    {"123e4567-e89b-12d3-a456-426614174000.txt", NULL},
    {"d41d8cd98f00b204e9800998ecf8427e", NULL},
    {"news_414846_.txt", NULL},
    {"", NULL},
    {"/", NULL},
};

START_TEST(headlines_in_names)
{
    struct buf title = BUF_INIT;
    bool has =
        document_name_title(text_of(names[_i].path), &title) == NAME_TITLE;

    ck_assert_int_eq(has, names[_i].title != NULL);
    ck_assert_str_eq(title.data, has ? names[_i].title : "");
    buf_free(&title);
}
END_TEST

/* The name of a file is cut to a length, in the midst of a headline. */
START_TEST(a_cut_name_gives_way_to_the_first_sentence)
{
    static const struct {
        const char *text, *title;
    } rows[] = {
        {"TEHRAN \xe2\x80\x93 Film makers will go there. More is not known.",
         "Film makers will go there."},
        {"Film makers\nwill go there, said the minister, and they will see how "
         "it is and tell others of it when they are back again, he said.",
         "Film makers will go there, said the minister, and they will see how "
         "it is and tell others of it when they are back \xe2\x80\xa6"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        struct record_decoder *decoder = record_decoder_new();
        struct record record = RECORD_INIT;
        struct doc *d;

        parsed_set(
            &parsed, PARSED_PATH,
            TEXT("1-Iranian-film-makers-are-attending-the-Oscars-in-next.txt"));
        parsed_set(&parsed, PARSED_TEXT, text_of(rows[i].text));
        parsed.is_file = true;
        d = build();
        ok(record_decode(decoder, d->data, &record, &err));
        ck_assert_text_eq(record.article.title, rows[i].title);
        ck_assert_text_eq(record.article.text, rows[i].text);
        record_free(&record);
        record_decoder_free(decoder);
        doc_free(d);
    }
}
END_TEST

START_TEST(no_such_stemmer)
{
    struct document_builder *none;

    fails(document_builder_new("klingon", &none, &err), IR_INVALID);
}
END_TEST

Suite *document_suite(void)
{
    Suite *suite = suite_create("document");
    TCase *tcase = tcase_create("document");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, words_become_terms, 0, COUNT(analysed));
    tcase_add_loop_test(tcase, nothing_is_no_article, 0, COUNT(refused));
    tcase_add_loop_test(tcase, headlines_in_names, 0, COUNT(names));
    tcase_add_test(tcase, the_second_is_not_changed_by_the_first);
    tcase_add_test(tcase, fields_become_terms);
    tcase_add_test(tcase, copies_share_a_term);
    tcase_add_test(tcase, articles_know_their_file);
    tcase_add_test(tcase, an_article_is_of_its_own_day);
    tcase_add_test(tcase, what_is_no_day_is_no_date);
    tcase_add_test(tcase, the_record_holds_it_all);
    tcase_add_test(tcase, ids_have_a_limit);
    tcase_add_test(tcase, bad_ids_stay_apart);
    tcase_add_test(tcase, a_cut_name_gives_way_to_the_first_sentence);
    tcase_add_test(tcase, no_such_stemmer);
    suite_add_tcase(suite, tcase);
    return suite;
}
