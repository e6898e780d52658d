/* Where a sentence that was quoted stands, and how it differs. */
#include "tests/news.h"
#include "tests/test.h"

#include <irsearch.h>

#define TOLD                                                                             \
    "The ministry\xe2\x80\x99s spokesman \xe2\x80\x94 a tall man \xe2\x80\x94 said 120 " \
    "well-known firms \xe2\x80\x9cwill not\xe2\x80\x9d pay."

static void fill(void)
{
    struct news *n = news_open(0, "english");

    news_add(n, "a", "Firms",
             TEXT("It rained. " TOLD " Nobody asked.\n\nThe second\nparagraph "
                  "ends here.\n\nAnd a third one says little more."));
    news_add(n, "b", "Copy", TEXT("Agencies. " TOLD));
    news_add(
        n, "c", "Other",
        TEXT("The spokesman said a tall man will pay. \xc3\x89t\xc3\xa9 was "
             "warm in the south."));
    news_add(
        n, "fa", "",
        TEXT("\xd9\x88\xd8\xb2\xdb\x8c\xd8\xb1 \xda\xaf\xd9\x81\xd8\xaa "
             "\xda\xa9\xd9\x87 \xda\xa9\xd8\xb4\xd9\x88\xd8\xb1 \xd9\x85\xdb"
             "\x8c\xe2\x80\x8c\xd8\xb1\xd9\x88\xd8\xaf."));
    news_add(
        n, "ru", "",
        TEXT("\xd0\x9c\xd0\xb8\xd0\xbd\xd0\xb8\xd1\x81\xd1\x82\xd1\x80 "
             "\xd1\x81\xd0\xba\xd0\xb0\xd0\xb7\xd0\xb0\xd0\xbb: \xc2\xab\xd0"
             "\xbd\xd0\xb5\xd1\x82\xc2\xbb."));
    news_add(
        n, "zh", "",
        TEXT("\xe9\x83\xa8\xe9\x95\xbf\xe8\xaf\xb4\xef\xbc\x9a\xe4\xb8\x8d\xe5"
             "\x90\x8c\xe6\x84\x8f\xe8\xbf\x99\xe4\xb8\xaa\xe8\xae\xa1\xe5\x88"
             "\x92\xe3\x80\x82"));
    news_close(n);
    open_index();
}

static struct buf out = BUF_INIT;

static void add(const char *before, struct ir_text t, struct ir_range r)
{
    buf_adds(&out, before);
    ck_assert_uint_le(r.start, r.end);
    ck_assert_uint_le(r.end, t.size);
    buf_addt(&out, text_slice(t, r.start, r.end));
}

static void add_place(const struct ir_quotations *q, const struct ir_quoted *p)
{
    static const char *const names[] = {"exact", "nearly", "closest"};

    buf_addf(&out, "%s%s %.*s", out.size ? "; " : "", names[p->likeness],
             (int)p->article->id.size, p->article->id.data);
    if (p->likeness == IR_LIKENESS_CLOSEST)
        buf_addf(&out, " %zu/%zu", p->shared, p->words);
    for (size_t i = 0; i < p->difference_count; i++) {
        buf_addf(&out, " %s", p->differences[i].kind);
        if (p->differences[i].kind[0] != 'n' &&
            p->differences[i].kind[0] != 'w')
            continue;
        add("<", q->text, p->differences[i].quoted);
        add("|", p->article->text, p->differences[i].stands);
        buf_adds(&out, ">");
    }
    if (p->likeness == IR_LIKENESS_EXACT)
        ck_assert(text_equal(
            text_slice(p->article->text, p->range.start, p->range.end),
            q->text));
}

/* The places, with the kinds of what differs; words and numbers as <|>. */
static const char *found(struct ir_text quotation)
{
    struct ir_quotations *q;

    buf_clear(&out);
    ok(ir_find_quotation(searcher, quotation, &q, &err));
    for (size_t i = 0; i < q->count; i++)
        add_place(q, q->places[i]);
    ir_quotations_free(q);
    return out.size ? out.data : "";
}

static const struct {
    const char *quotation, *found;
} quotations[] = {
    {TOLD, "exact a; exact b"},
    {"  " TOLD "\n", "exact a; exact b"},
    {"\xe2\x80\x9cIt rained.\xe2\x80\x9d", "exact a"},
    {"It rained", "exact a"},
    {"t rained", ""},
    {"It  rained.", "nearly a space"},
    {"IT rained.", "nearly a case"},
    {"It rained,", "nearly a punctuation"},
    {"The ministry's spokesman", "nearly a quotes; nearly b quotes"},
    {"firms \"will not\" pay",
     "nearly a quotes quotes; nearly b quotes quotes"},
    {"spokesman - a tall man -- said 120",
     "nearly a dashes dashes; nearly b dashes dashes"},
    {"well\xe2\x80\x91known firms", "nearly a dashes; nearly b dashes"},
    {"Ete was warm", "nearly c letters"},
    {"Nobody asked. The second paragraph ends here.", "nearly a space space"},
    {"The ministry\xe2\x80\x99s spokesman \xe2\x80\x94 a tall man \xe2\x80\x94 said "
     "130 well-known firms \xe2\x80\x9cwill not\xe2\x80\x9d pay.",
     "closest a 13/14 number<130|120>"},
    {"And a third one says hardly more.", "closest a 6/7 words<hardly|little>"},
    {"And a third one says more.", "closest a 6/6 words<|little>"},
    {"And a third big one says little more.", "closest a 7/8 words<big|>"},
    {"And one says a third little more.",
     "closest a 5/7 words<one says|> words<|one says>"},
    {"The ministry spokesman", "closest a 3/3 words< |\xe2\x80\x99s >"},
    {"No camel was ever seen in Antarctica", ""},
    {"\xd9\x88\xd8\xb2\xd9\x8a\xd8\xb1 \xda\xaf\xd9\x81\xd8\xaa "
     "\xd9\x83\xd9\x87 \xda\xa9\xd8\xb4\xd9\x88\xd8\xb1",
     "nearly fa letters letters"},
    {"\xd0\xbc\xd0\xb8\xd0\xbd\xd0\xb8\xd1\x81\xd1\x82\xd1\x80 "
     "\xd1\x81\xd0\xba\xd0\xb0\xd0\xb7\xd0\xb0\xd0\xbb: \"\xd0\xbd\xd0\xb5\xd1\x82\"",
     "nearly ru case quotes quotes"},
    {"\xe4\xb8\x8d\xe5\x90\x8c\xe6\x84\x8f\xe8\xbf\x99\xe4\xb8\xaa\xe8\xae\xa1\xe5"
     "\x88\x92",
     "exact zh"},
    {"\xe9\x83\xa8\xe9\x95\xbf\xe8\xaf\xb4: \xe4\xb8\x8d\xe5\x90\x8c\xe6\x84\x8f",
     "nearly zh punctuation"},
    {"It \xff rained.", "nearly a punctuation"},
};

START_TEST(it_stands_word_for_word_or_nearly_or_something_close)
{
    fill();
    ck_assert_str_eq(found(text_of(quotations[_i].quotation)),
                     quotations[_i].found);
}
END_TEST

START_TEST(what_is_no_quotation_is_refused)
{
    struct buf text = BUF_INIT;
    struct ir_quotations *q;

    fill();
    fails(ir_find_quotation(searcher, TEXT(""), &q, &err), IR_INVALID);
    fails(ir_find_quotation(searcher, TEXT(" \xff. \"\""), &q, &err),
          IR_INVALID);
    ck_assert_str_eq(err.message, "the quotation contains no word");
    while (text.size <= IR_QUOTATION_MAX)
        buf_adds(&text, "pay ");
    fails(ir_find_quotation(searcher, buf_text(&text), &q, &err), IR_LIMIT);
    text.size = IR_QUOTATION_MAX;
    ck_assert_str_eq(found(buf_text(&text)), "");
    buf_clear(&text);
    while (text.size < 8192)
        buf_adds(&text, "\"*?~(\x01\xff[0,1)");
    ck_assert_str_eq(found(buf_text(&text)), "");
    buf_free(&text);
    ir_quotations_free(NULL);
}
END_TEST

/* Any words of a text, in a row, stand there. */
START_TEST(each_part_of_a_text_is_found)
{
    struct ir_article *a;
    size_t end = 0;

    fill();
    ok(ir_get(searcher, TEXT("a"), &a, &err));
    for (size_t start = 0; start < a->text.size; start = end + 1) {
        end = start + 40 < a->text.size ? start + 40 : a->text.size;
        while (start && a->text.data[start - 1] != ' ')
            start++;
        while (end < a->text.size && a->text.data[end] != ' ')
            end++;
        if (start < end)
            ck_assert_int_eq(
                strncmp(found(text_slice(a->text, start, end)), "exact a", 7),
                0);
    }
    ir_article_free(a);
}
END_TEST

Suite *quote_suite(void)
{
    Suite *s = suite_create("quote");
    TCase *t = tcase_create("quote");

    tcase_add_checked_fixture(t, news_make, news_remove_all);
    tcase_add_loop_test(t, it_stands_word_for_word_or_nearly_or_something_close,
                        0, COUNT(quotations));
    tcase_add_test(t, what_is_no_quotation_is_refused);
    tcase_add_test(t, each_part_of_a_text_is_found);
    suite_add_tcase(s, t);
    return s;
}
