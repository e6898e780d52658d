#include "tests/article.h"

#include <stdlib.h>

/* position:slice of each match, a form that was typed marked by "!". */
static void print_matches(const struct matches *m, struct ir_text text,
                          struct buf *out)
{
    for (size_t i = 0; i < m->count; i++) {
        const struct match *at = &m->items[i];

        buf_addf(out, "%s%u:", i ? " " : "", at->position);
        buf_add(out, text.data + at->start, at->end - at->start);
        if (at->form != PLAN_NONE)
            buf_addc(out, '!');
    }
}

static const struct {
    const char *query, *text, *matches;
} gathered[] = {
    {"gas", "Gas prices. More gas!", "0:Gas! 3:gas!"},
    {"supply", "Supplies of gas supplied.", "0:Supplies 3:supplied"},
    {"Iran-Iraq", "Iran and Iraq, Iran-Iraq, IranIraq.",
     "0:Iran! 2:Iraq! 3:Iran! 3:Iran-Iraq! 4:Iraq! 5:IranIraq!"},
    {"eshaq", "Ale-Es\xe2\x80\x99haq said. Es'haq.",
     "1:Es\xe2\x80\x99haq! 3:Es'haq!"},
    {"US", "They told us that the US and the U.S. agreed.",
     "2:us! 5:US! 5:US! 8:U.S.! 8:U.S.!"},
    /* Sentences used to be read apart: "US" alone in one was no acronym. */
    {"US", "The waiver is for now. US IT. Good.", "5:US! 5:US!"},
    {"cafe", "Caf\xc3\xa9. CAF\xc3\x89S", "0:Caf\xc3\xa9! 1:CAF\xc3\x89S"},
    {"\xe4\xb8\xad\xe5\x9b\xbd",
     "\xe4\xb8\xad\xe5\x9b\xbd\xe4\xba\xba\xe3\x80\x82\xe4\xb8\xad\xe5\x9b\xbd",
     "0:\xe4\xb8\xad\xe5\x9b\xbd! 3:\xe4\xb8\xad\xe5\x9b\xbd!"},
    {"gas", "", ""},
    {"gas", "Nothing here.", ""},
};

START_TEST(every_match_is_gathered_where_it_stands)
{
    struct ir_text text = text_of(gathered[_i].text);
    struct buf seen = BUF_INIT;
    struct reading r;

    reading_start(&r, gathered[_i].query, "", text);
    print_matches(&r.evidence.body, text, &seen);
    ck_assert_msg(!strcmp(seen.data, gathered[_i].matches), "%s: %s, want %s",
                  gathered[_i].query, seen.data, gathered[_i].matches);
    buf_free(&seen);
    reading_end(&r);
}
END_TEST

START_TEST(sentences_know_where_their_words_begin)
{
    struct reading r;

    reading_start(&r, "gas oil", "Gas",
                  TEXT("Gas flows now. No one knows. Oil does too."));
    ck_assert_uint_eq(r.evidence.sentence_count, 3);
    ck_assert_uint_eq(r.evidence.sentence_words[0], 0);
    ck_assert_uint_eq(r.evidence.sentence_words[1], 3);
    ck_assert_uint_eq(r.evidence.sentence_words[2], 6);
    ck_assert_uint_eq(r.evidence.sentence_words[3], 9);
    ck_assert_uint_eq(r.evidence.words, 9);
    ck_assert_uint_eq(r.evidence.body.items[1].sentence, 2);
    ck_assert_uint_eq(r.evidence.body_counts[0], 1);
    ck_assert_uint_eq(r.evidence.title_counts[0], 1);
    ck_assert_uint_eq(r.evidence.title_counts[1], 0);
    reading_end(&r);
}
END_TEST

/* Does it match: N no, A only any, B both. */
static const struct {
    const char *query, *title, *text;
    char want;
} satisfied[] = {
    {"gas oil", "", "Gas and oil.", 'B'},
    {"gas oil", "", "Gas alone.", 'A'},
    {"gas oil", "Oil", "Gas alone.", 'B'},
    {"gas oil", "", "Neither.", 'N'},
    {"gas AND oil", "", "Gas alone.", 'N'},
    {"gas OR oil", "", "Gas alone.", 'B'},
    {"gas OR oil", "", "Coal.", 'N'},
    {"gas -oil", "", "Gas and oil.", 'N'},
    {"gas -oil", "", "Gas.", 'B'},
    {"gas coal -oil", "", "Gas.", 'A'},
    {"-oil", "", "Gas.", 'B'},
    {"-oil", "Oil", "Gas.", 'N'},
    {"gas OR -oil", "", "Coal.", 'B'},
    {"gas OR -oil", "", "Oil.", 'N'},
    {"+gas oil", "", "Oil.", 'N'},
    {"+gas oil", "", "Gas.", 'A'},
    {"-(gas oil)", "", "Gas.", 'B'},
    {"-(gas oil)", "", "Gas, oil.", 'N'},
    {"(gas oil) OR coal", "", "Gas.", 'A'},
    {"\"natural gas\"", "", "Natural gas.", 'B'},
    {"\"natural gas\"", "", "NATURAL\nGas.", 'B'},
    {"\"natural gas\"", "", "Naturally gassed.", 'N'},
    {"\"natural gas\"", "", "Natural flow of gas.", 'N'},
    {"\"natural gas\"", "", "Gas natural.", 'N'},
    {"\"natural gas\"", "Natural", "Gas.", 'N'},
    {"\"natural gas\"", "Natural gas", "Coal.", 'B'},
    {"\"natural gas\"", "", "So natural. Gas.", 'B'},
    {"\"gas gas\"", "", "Gas.", 'N'},
    {"\"gas gas\"", "", "Oil gas gas.", 'B'},
    {"\"gas gas oil\"", "", "Gas gas gas oil.", 'B'},
    {"\"of the\"", "", "Some of the gas.", 'B'},
    {"-\"natural gas\"", "", "Natural gas.", 'N'},
    {"-\"natural gas\"", "", "Gas is natural.", 'B'},
    {"Iran-Iraq", "", "Iran-Iraq.", 'B'},
    {"Iran-Iraq", "", "Iran Iraq.", 'B'},
    {"Iran-Iraq", "", "IranIraq.", 'B'},
    {"Iran-Iraq", "", "Iran and Iraq.", 'N'},
    {"Iran-Iraq", "", "Iraq-Iran.", 'N'},
    {"Iran-Iraq gas", "", "Iran and Iraq.", 'N'},
    {"Iran-Iraq gas", "", "Gas of Iran.", 'A'},
    {"Iran-Iraq -gas", "", "Iran and Iraq.", 'N'},
    {"gas -Iran-Iraq", "", "Gas of Iran, Iraq.", 'N'},
    {"gas -Iran-Iraq", "", "Gas of Iran and Iraq.", 'B'},
    {"+Iran-Iraq gas", "", "Gas of Iran.", 'N'},
    {"oil/gas", "", "Gas, then oil.", 'N'},
    {"oil/gas", "", "Oil, gas.", 'B'},
    {"10:30", "", "At 10 came 30.", 'N'},
    {"10:30", "", "At 10.30 or 10-30.", 'B'},
    {"e-mail@x.org", "", "Mail x.", 'N'},
    {"e-mail@x.org", "", "To e-mail@x.org.", 'B'},
    {"Al-Tanf/Tanf", "", "Al-Tanf and Tanf.", 'N'},
    {"Al-Tanf/Tanf", "", "At al Tanf (Tanf).", 'B'},
    {"U.S.-led", "", "Led by the U.S.", 'N'},
    {"U.S.-led", "", "A US-led force.", 'B'},
    {"1,250-strong", "", "Strong: 1250.", 'N'},
    {"1,250-strong", "", "A 1,250-strong force.", 'B'},
    {"\"Iran-Iraq gas oil\"/2", "", "Iraq, gas, Iran.", 'N'},
    {"\"Iran-Iraq gas oil\"/2", "", "Gas of Iran-Iraq.", 'B'},
    {"\"Iran-Iraq Iran Iraq\"/3", "", "Iran, Iraq.", 'B'},
    {"atleast2 Iran-Iraq", "", "Iran-Iraq. Iran, then Iraq.", 'N'},
    {"atleast2 Iran-Iraq", "", "Iran-Iraq. IranIraq.", 'B'},
    {"title:Iran-Iraq", "Iraq of Iran", "Iran-Iraq.", 'N'},
    {"title:Iran-Iraq", "Iran-Iraq", "Gas.", 'B'},
    {"lead:Iran-Iraq", "", "Iraq of Iran.", 'N'},
    {"Iran-Iraq NEAR/3 gas", "", "Iran gas Iraq.", 'N'},
    {"Iran-Iraq NEAR/3 gas", "", "IranIraq gas.", 'B'},
    {"Iran-Iraq NEAR/1 Iraq", "", "Iran-Iraq.", 'N'},
    {"Iran-Iraq /s Iraq", "", "Iran-Iraq.", 'N'},
    {"Iran-Iraq /s Iraq", "", "Iran-Iraq, Iraq.", 'B'},
    /* Stop words joined ask for no more than one alone. */
    {"gas and/or oil", "", "Gas, oil.", 'B'},
    {"and/or", "", "Gas and oil or coal.", 'N'},
    {"and/or", "", "Gas and/or coal.", 'B'},
    {"+and/or gas", "", "Gas and oil or coal.", 'N'},
    /* A word of a script without spaces; a sentence. */
    {"\xe6\x9d\xb1\xe4\xba\xac\xe9\x83\xbd gas", "",
     "\xe4\xba\xac\xe9\x83\xbd.", 'N'},
    {"\xe6\x9d\xb1\xe4\xba\xac\xe9\x83\xbd\xe6\x94\xbf\xe6\xb2\xbb", "",
     "\xe4\xba\xac\xe9\x83\xbd.", 'A'},
    /* Each part needs a span of its own. */
    {"gas /s gas", "", "Gas. Gas.", 'N'},
    {"gas /s gas", "", "Gas, then gas.", 'B'},
    {"gas /s gas /s gas", "", "Gas, then gas.", 'N'},
    {"gas /s oil /s gas", "", "Gas, oil, gas.", 'B'},
    {"gas /s (gas /s oil)", "", "Gas, oil.", 'N'},
    {"gas /p gas", "", "Gas.", 'N'},
    {"gas /p gas", "", "Gas. Gas.", 'B'},
    {"gas SAME gas SAME gas", "", "Gas. Gas.", 'N'},
    {"gas NEAR gas", "", "Gas.", 'N'},
    {"gas NEAR gas NEAR gas", "", "Gas gas.", 'N'},
    {"gas NEAR gas NEAR gas", "", "Gas gas gas.", 'B'},
    {"gas ADJ gas", "", "Gas.", 'N'},
    {"\"gas oil\" /s \"gas oil\"", "", "Gas oil.", 'N'},
    {"\"gas oil\" /s \"gas oil\"", "", "Gas oil, gas oil.", 'B'},
    {"\"gas oil\" /s gas", "", "Gas oil.", 'N'},
    {"\"gas gas\" /s \"gas gas\"", "", "Gas gas gas.", 'N'},
    {"(gas OR oil) /s (gas OR oil)", "", "Gas.", 'N'},
    {"(gas OR oil) /s (gas OR oil)", "", "Oil, gas.", 'B'},
    {"title:gas /s gas", "Gas", "Gas.", 'N'},
    {"(gas /s coal) /p oil", "", "Gas, oil, coal.", 'B'},
    {"Iran-Iraq", "Iran Iraq", "", 'B'},
    {"IranIraq", "", "Iran-Iraq.", 'B'},
    {"\"Iran Iraq\"", "", "Iran-Iraq.", 'B'},
    {"\"Iran-Iraq\"", "", "IranIraq.", 'N'},
    {"Iran-Iraq/gas-oil", "", "Gasoil.", 'N'},
    {"Ale-Es'haq", "", "Ale Eshaq.", 'B'},
    {"Ale-Es'haq", "", "Ale-Es\xe2\x80\x99haq.", 'B'},
    {"Ale-Es'haq", "", "aleeshaq", 'B'},
    {"US", "", "They told us.", 'N'},
    {"US", "", "The US told them.", 'B'},
    {"us", "", "The US told them.", 'B'},
};

START_TEST(article_satisfies_what_it_should)
{
    struct reading r;
    char got;

    reading_start(&r, satisfied[_i].query, satisfied[_i].title,
                  text_of(satisfied[_i].text));
    got = reading_matches(&r, false)  ? 'B'
          : reading_matches(&r, true) ? 'A'
                                      : 'N';
    ck_assert_msg(reading_matches(&r, true) || got == 'N', "%s: all, not any",
                  satisfied[_i].query);
    ck_assert_msg(got == satisfied[_i].want, "%s in %s: %c, want %c",
                  satisfied[_i].query, satisfied[_i].text, got,
                  satisfied[_i].want);
    reading_end(&r);
}
END_TEST

static const struct {
    const char *query, *text, *kept;
} marked[] = {
    {"gas oil", "Gas, coal, oil.", "Gas oil"},
    {"\"natural gas\"", "Natural. A gas. Natural gas, gas, naturally gas.",
     "Natural gas"},
    {"\"natural gas\" gas", "A gas. Natural gas, natural.", "gas Natural gas"},
    {"gas -\"tear gas\" -tear", "A gas.", "gas"},
    {"\"gas gas\"", "Gas. Oil. Gas gas gas.", "Gas gas gas"},
    {"oil OR \"natural gas\"", "Oil. Gas.", "Oil"},
    {"Iran-Iraq", "Iran, Iraq.", "Iran Iraq"},
};

START_TEST(only_what_took_part_is_kept)
{
    struct ir_text text = text_of(marked[_i].text);
    struct buf seen = BUF_INIT;
    struct reading r;
    size_t count = 0;

    reading_start(&r, marked[_i].query, "", text);
    evidence_trim(&r.evidence, r.plan, false);
    for (size_t i = 0; i < r.evidence.body.count; i++) {
        const struct match *m = &r.evidence.body.items[i];

        buf_adds(&seen, seen.size ? " " : "");
        buf_add(&seen, text.data + m->start, m->end - m->start);
    }
    ck_assert_str_eq(seen.data, marked[_i].kept);
    for (size_t i = 0; i < r.evidence.term_count; i++)
        count += r.evidence.body_counts[i];
    ck_assert_uint_eq(count, r.evidence.body.count);
    buf_free(&seen);
    reading_end(&r);
}
END_TEST

/* The index has no more of a title, so it could not find the rest. */
START_TEST(title_is_read_as_far_as_it_is_indexed)
{
    struct buf title = BUF_INIT;
    struct reading r;

    for (int i = 0; i < 1000; i++)
        buf_adds(&title, "gas ");
    buf_adds(&title, "oil");
    reading_start(&r, "gas oil", title.data, TEXT("Coal."));
    ck_assert_uint_eq(r.evidence.title.count, 1000);
    reading_end(&r);
    buf_free(&title);
}
END_TEST

START_TEST(evidence_is_used_again)
{
    struct reading r;
    struct evidence e;

    reading_start(&r, "gas oil", "Gas", TEXT("Gas. Oil. Gas."));
    r.record.article.title = TEXT("");
    r.record.article.text = TEXT("Oil here.");
    sentences_find(&r.record.sentences, r.record.article.text, 0);
    e = r.evidence;
    evidence_gather(&e, r.plan, &r.record, SIZE_MAX, r.walk, r.stems);
    ck_assert_uint_eq(e.body.count, 1);
    ck_assert_uint_eq(e.title.count, 0);
    ck_assert_uint_eq(e.body_counts[0], 0);
    ck_assert_uint_eq(e.body_counts[1], 1);
    ck_assert_uint_eq(e.words, 2);
    r.evidence = e;
    reading_end(&r);
}
END_TEST

Suite *evidence_suite(void)
{
    Suite *s = suite_create("evidence");
    TCase *t = tcase_create("evidence");

    tcase_add_loop_test(t, every_match_is_gathered_where_it_stands, 0,
                        COUNT(gathered));
    tcase_add_test(t, sentences_know_where_their_words_begin);
    tcase_add_loop_test(t, article_satisfies_what_it_should, 0,
                        COUNT(satisfied));
    tcase_add_loop_test(t, only_what_took_part_is_kept, 0, COUNT(marked));
    tcase_add_test(t, title_is_read_as_far_as_it_is_indexed);
    tcase_add_test(t, evidence_is_used_again);
    suite_add_tcase(s, t);
    return s;
}
