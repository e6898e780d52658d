/* Snippets: what is left of a passage, and what is marked in it. */
#include "search/match/snippet.h"
#include "tests/chance.h"
#include "tests/test.h"
#include "text/utf8.h"
#include "text/visible.h"

#include <stdlib.h>

#define MATCHES 64
#define DOTS "\xe2\x80\xa6"
#define CHANCES 3000

/* A passage made of text in which [words] are matches, and its snippet with
 * these in the same brackets.  Equal words are one term. */
struct passage_text {
    struct buf text;
    struct sentences sentences;
    struct snippet_match matches[MATCHES];
    struct ir_text words[MATCHES];
    size_t count, terms;
    struct arena arena;
    const struct ir_snippet *cut;
};

static uint32_t term_of(struct passage_text *p, struct ir_text word)
{
    size_t i = 0;

    while (i < p->terms && !text_equal(p->words[i], word))
        i++;
    if (i == p->terms)
        p->words[p->terms++] = word;
    return (uint32_t)i;
}

static void make(struct passage_text *p, const char *marked)
{
    const char *open = NULL;

    memset(p, 0, sizeof(*p));
    p->text = (struct buf)BUF_INIT;
    for (; *marked; marked++) {
        if (*marked == '[') {
            open = marked + 1;
            p->matches[p->count].start = p->text.size;
        } else if (*marked == ']') {
            ck_assert_uint_lt(p->count, MATCHES - 1);
            p->matches[p->count].term =
                term_of(p, (struct ir_text){open, (size_t)(marked - open)});
            p->matches[p->count++].end = p->text.size;
        } else {
            buf_addc(&p->text, *marked);
        }
    }
    sentences_find(&p->sentences, buf_text(&p->text), 0);
}

static void cut(struct passage_text *p, size_t columns, const double *weights)
{
    const struct snippet_source from = {.text = buf_text(&p->text),
                                        .sentences = p->sentences.items,
                                        .sentence_count = p->sentences.count,
                                        .matches = p->matches,
                                        .match_count = p->count,
                                        .weights = weights,
                                        .term_count = p->terms,
                                        .columns = columns};

    p->cut = snippet_cut(&from, &p->arena);
}

static void drop(struct passage_text *p)
{
    buf_free(&p->text);
    sentences_free(&p->sentences);
    arena_free(&p->arena);
}

static void show(const struct ir_snippet *s, struct buf *out)
{
    size_t at = 0;

    for (size_t i = 0; i < s->mark_count; i++) {
        ck_assert_uint_le(at, s->marks[i].start);
        ck_assert_uint_lt(s->marks[i].start, s->marks[i].end);
        buf_addt(out, text_slice(s->text, at, s->marks[i].start));
        buf_addc(out, '[');
        at = s->marks[i].end;
        buf_addt(out, text_slice(s->text, s->marks[i].start, at));
        buf_addc(out, ']');
    }
    ck_assert_uint_le(at, s->text.size);
    buf_addt(out, text_slice(s->text, at, s->text.size));
}

static const struct {
    size_t columns;
    const char *marked, *want;
} cases[] = {
    /* All of it, if it fits; white space is one space. */
    {40, "Oil fell.  The [gas]\n waiver\tpassed.",
     "Oil fell. The [gas] waiver passed."},
    {40, "", ""},
    /* Without a match the beginning, in whole words. */
    {24, "Officials said a waiver on gas was approved.",
     "Officials said a " DOTS},
    {24, "Rain fell today. Officials said a waiver on gas was approved.",
     "Rain fell today."},
    /* From the start of the sentence, if the match fits behind it. */
    {40,
     "Rain fell for a week in the south. A [waiver] passed in the north of the land.",
     "A [waiver] passed in the north of the " DOTS},
    /* Otherwise with some words before it. */
    {40,
     "Officials of the ministry of agriculture and of the bank said that a "
     "[waiver] on grain and on gas was approved.",
     DOTS " said that a [waiver] on grain and on " DOTS},
    /* The end of the sentence, and no stub of the next one. */
    {44,
     "Officials of the ministry of agriculture said again that the [waiver] "
     "passed. He did not say when it would begin to apply.",
     DOTS " said again that the [waiver] passed."},
    /* The denser part, and of equals the first. */
    {30,
     "The [gas] price rose and rose in the north. The [gas] [waiver] came in "
     "time for the south of it.",
     "The [gas] [waiver] came in " DOTS},
    {30,
     "The [gas] price rose and rose in the north. The price of [gas] rose in "
     "time for the south of it.",
     "The [gas] price rose and " DOTS},
    /* Two parts for matches that are far apart, in their order. */
    {60,
     "The [Louvre] accord on currency stability was still intact, said the "
     "chief executive of the largest bank of the country. He met Treasury "
     "Secretary James [Baker] twice in the last two weeks of the month.",
     "The [Louvre] accord on " DOTS
     " James [Baker] twice in the last two " DOTS},
    /* One, if it holds all matches. */
    {44,
     "Here is the [gas] that flows in the pipe to the [oil] and then on and on "
     "for ever and ever until it ends.",
     DOTS " [gas] that flows in the pipe to the [oil] " DOTS},
    /* A word that is wider than the snippet is broken. */
    {16, "See http://example.org/a-very-long/path/of/some/article now.",
     "See " DOTS},
    /* What is in an address counts where there is nothing else. */
    {60,
     "http://port.example/a/long/way/to/[gas]-[waiver]-in-the-north and then "
     "much else was said, until on Sunday the [gas] [waiver] passed.",
     DOTS " else was said, until on Sunday the [gas] [waiver] passed."},
    {40, "Much was said of it. See www.port.example/[gas]-[waiver] for more.",
     "See www.port.example/[gas]-[waiver] for " DOTS},
    {16, "[abcdefghijklmnopqrstuvwxyz] is what it says.",
     "[abcdefghijkl]" DOTS},
    /* A match of several words is one mark. */
    {40, "It rained. The [river bank] was flooded and then some more of it.",
     "The [river bank] was flooded and then " DOTS},
    {40, "Prices of [gas]-[oil] rose.", "Prices of [gas]-[oil] rose."},
    /* Wide characters: two columns each, and no spaces to cut at. */
    {20,
     "\xe5\x8c\x97\xe4\xba\xac\xe5\xb8\x82\xe4\xbb\x8a\xe5\xa4\xa9\xe4\xb8\x8b"
     "\xe9\x9b\xa8[\xe5\xa4\xa9\xe7\x84\xb6\xe6\xb0\x94]\xe4\xbb\xb7\xe6\xa0\xbc"
     "\xe4\xb8\x8a\xe6\xb6\xa8\xe4\xba\x86\xe5\xbe\x88\xe5\xa4\x9a",
     DOTS
     "\xe4\xb8\x8b\xe9\x9b\xa8[\xe5\xa4\xa9\xe7\x84\xb6\xe6\xb0\x94]\xe4\xbb\xb7"
     "\xe6\xa0\xbc\xe4\xb8\x8a" DOTS},
    /* Right to left: in the order of the text. */
    {24,
     "\xd8\xa3\xd8\xb9\xd9\x84\xd9\x86 \xd9\x88\xd8\xb2\xd9\x8a\xd8\xb1 "
     "[\xd8\xa7\xd9\x84\xd9\x86\xd9\x81\xd8\xb7] \xd8\xa3\xd9\x86 "
     "\xd8\xa7\xd9\x84\xd8\xa3\xd8\xb3\xd8\xb9\xd8\xa7\xd8\xb1 "
     "\xd8\xa7\xd8\xb1\xd8\xaa\xd9\x81\xd8\xb9\xd8\xaa \xd8\xa3\xd9\x85\xd8\xb3",
     "\xd8\xa3\xd8\xb9\xd9\x84\xd9\x86 \xd9\x88\xd8\xb2\xd9\x8a\xd8\xb1 "
     "[\xd8\xa7\xd9\x84\xd9\x86\xd9\x81\xd8\xb7] \xd8\xa3\xd9\x86 " DOTS},
    /* A combining mark stays with its letter. */
    {12,
     "ccccccce\xcc\x81"
     "e\xcc\x81"
     "e\xcc\x81"
     "eeeeee fghi",
     "ccccccce\xcc\x81" DOTS},
};

START_TEST(a_snippet_is)
{
    struct passage_text p;
    struct buf out = BUF_INIT;

    make(&p, cases[_i].marked);
    cut(&p, cases[_i].columns, NULL);
    show(p.cut, &out);
    ck_assert_str_eq(out.data, cases[_i].want);
    buf_free(&out);
    drop(&p);
}
END_TEST

START_TEST(rare_words_come_first)
{
    static const double weights[] = {1, 5};
    struct passage_text p;
    struct buf out = BUF_INIT;

    make(&p, "The [gas] flowed in the pipe of the north for a while. Then the "
             "[xylophone] was played in the south of the land.");
    cut(&p, 30, weights);
    show(p.cut, &out);
    ck_assert_str_eq(out.data, "Then the [xylophone] was " DOTS);
    buf_free(&out);
    drop(&p);
}
END_TEST

/* ---- properties of snippets of anything ---- */

static const char *const words[] = {
    "gas",
    "[gas]",
    "[waiver]",
    "officials",
    "of",
    "the",
    "[river]",
    "Tehran.",
    "said. ",
    "U.S.",
    "\n\n",
    "a-b",
    "[oil]",
    "prices;",
    "cafe\xcc\x81",
    "\xe5\xa4\xa9\xe7\x84\xb6",
    "[\xe6\xb0\x94]",
    "\xd8\xba\xd8\xa7\xd8\xb2",
    "\xf0\x9f\x94\xa5",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x92",
};

static size_t columns_of(struct ir_text text)
{
    struct buf scratch = BUF_INIT;
    size_t columns = 0, at = 0, here;
    uint32_t previous = 0;

    while (at < text.size) {
        here = at;
        columns += visible_next(text, &at, previous, &scratch);
        previous = utf8_next(text.data, text.size, &here);
    }
    buf_free(&scratch);
    return columns;
}

/* Without white space: cutting changes nothing else. */
static void squeeze(struct ir_text text, struct buf *out)
{
    for (size_t i = 0; i < text.size; i++)
        if (!byte_in(text.data[i], BYTES_SPACE))
            buf_addc(out, text.data[i]);
}

/* Each run between ellipses is of the passage, in order. */
static void check_runs(struct ir_text cut, struct ir_text passage)
{
    struct buf runs = BUF_INIT, whole = BUF_INIT;
    const char *from, *at;

    squeeze(cut, &runs);
    squeeze(passage, &whole);
    at = whole.data;
    for (from = runs.data; from;) {
        const char *dots = strstr(from, DOTS);
        size_t size = dots ? (size_t)(dots - from) : strlen(from);

        at = size ? memmem(at, strlen(at), from, size) : at;
        ck_assert_msg(at != NULL, "\"%s\" is not of \"%s\"", runs.data,
                      whole.data);
        at += size;
        from = dots ? dots + strlen(DOTS) : NULL;
    }
    buf_free(&runs);
    buf_free(&whole);
}

START_TEST(any_snippet_is_of_its_passage_and_fits)
{
    chance_seed("snippet", 1);
    for (int n = 0; n < CHANCES; n++) {
        struct passage_text p;
        struct buf marked = BUF_INIT, out = BUF_INIT;
        size_t columns = 6 + below(150);

        for (size_t i = below(60); i-- > 0;) {
            buf_adds(&marked, words[below(COUNT(words))]);
            buf_adds(&marked, below(9) ? " " : "");
        }
        make(&p, marked.data);
        cut(&p, columns, NULL);
        show(p.cut, &out);
        ck_assert_msg(columns_of(p.cut->text) <= columns,
                      "%zu columns are not %zu: \"%s\" of \"%s\"",
                      columns_of(p.cut->text), columns, out.data, marked.data);
        ck_assert(utf8_valid(p.cut->text));
        ck_assert(!p.count || p.cut->mark_count);
        check_runs(p.cut->text,
                   text_slice(buf_text(&p.text), p.cut->start, p.cut->end));
        for (size_t i = 0; i < p.cut->mark_count; i++) {
            struct ir_text one = text_slice(p.cut->text, p.cut->marks[i].start,
                                            p.cut->marks[i].end);
            bool is = false;

            for (size_t t = 0; t < p.terms; t++)
                is = is || (p.words[t].size >= one.size &&
                            !memcmp(p.words[t].data, one.data, one.size));
            ck_assert_msg(is, "\"%s\" of \"%s\"", out.data, marked.data);
        }
        buf_free(&marked);
        buf_free(&out);
        drop(&p);
    }
}
END_TEST

Suite *snippet_suite(void)
{
    Suite *suite = suite_create("snippet");
    TCase *tcase = tcase_create("snippet");

    tcase_add_loop_test(tcase, a_snippet_is, 0, (int)COUNT(cases));
    tcase_add_test(tcase, rare_words_come_first);
    tcase_add_test(tcase, any_snippet_is_of_its_passage_and_fits);
    suite_add_tcase(suite, tcase);
    return suite;
}
