/* Letters, scripts and pictures: what a query finds of a text, and marks. */
#include "tests/news.h"
#include "tests/test.h"

#include <irsearch.h>
#include <stdlib.h>

static const struct {
    const char *text, *query;
    const char *marks; /* of the only hit, a | between; NULL: no hit */
} rows[] = {
    /* letters that Unicode does not take apart */
    {"Wałęsa spoke", "Walesa", "Wałęsa"},
    {"WALESA SPOKE", "Wałęsa", "WALESA"},
    {"Yıldırım won", "Yildirim", "Yıldırım"},
    {"Yildirim won", "Yıldırım", "Yildirim"},
    {"YILDIRIM won", "yıldırım", "YILDIRIM"},
    {"YILDIRIM won", "Yıldırım", "YILDIRIM"},
    {"İstanbul", "istanbul", "İstanbul"},
    {"ISTANBUL", "İstanbul", "ISTANBUL"},
    {"Støre said", "Store", "Støre"},
    {"Støre said", "Stoere", "Støre"},
    {"Jonas Store", "Støre", "Store"},
    {"Đoković won", "Dokovic", "Đoković"},
    {"Đoković won", "Djokovic", "Đoković"},
    {"ĐOKOVIĆ won", "djoković", "ĐOKOVIĆ"},
    {"Əliyev in Gəncə", "Aliyev", "Əliyev"},
    {"Əliyev in Gəncə", "Eliyev Gence", "Əliyev|Gəncə"},
    {"Þór Sigurðsson", "thor sigurdsson", "Þór|Sigurðsson"},
    {"Ærø, cœur", "aero coeur", "Ærø|cœur"},
    {"Ħamrun", "hamrun", "Ħamrun"},
    {"Ɗanladi Ɓala Ƙano", "danladi bala kano", "Ɗanladi|Ɓala|Ƙano"},
    {"Đà Nẵng", "\"da nang\"", "Đà|Nẵng"},
    {"Müller lost", "Mueller", "Müller"},
    {"Müller lost", "Muller", "Müller"},
    {"Mu\xcc\x88ller lost", "Mueller", "Mu\xcc\x88ller"},
    {"Mueller lost", "Müller", "Mueller"},
    {"Novak Djokovic", "Đoković", "Djokovic"},
    {"Novak Djokovic", "Novak NEAR Djoković", "Novak|Djokovic"},
    {"Aliyev", "Əliyev", "Aliyev"},
    {"مدرسه", "مدرسة", "مدرسه"},
    {"Muller lost", "Mueller", NULL},
    {"Mueller lost", "Muller OR Maller", NULL},
    {"a blue duel", "dul", NULL},
    {"Groß, GROSS", "groß", "Groß|GROSS"},
    {"the col·legi", "collegi", "col·legi"},
    {"Wałęsa spoke", "Wal*", "Wałęsa"},
    {"Wałęsa spoke", "Wał*", "Wałęsa"},
    {"Wałęsa spoke", "Walesz~", "Wałęsa"},
    {"Es'haq", "Esʾh*", "Es'haq"},
    /* apostrophes */
    {"Qurʾan", "quran", "Qurʾan"},
    {"Es´haq", "Es'haq", "Es´haq"},
    {"Es'haq", "Es`haq", "Es'haq"},
    {"Iran`s oil", "iran", "Iran"},
    {"Hawai‛i, Hawai＇i", "hawaii", "Hawai‛i|Hawai＇i"},
    {"Olʹga", "olga", "Olʹga"},
    /* Arabic script */
    {"رئیس بانک مرکزی", "رئيس بانك مركزي", "رئیس|بانک|مرکزی"},
    {"مـحـمـد", "محمد", "مـحـمـد"},
    {"على", "علی", "على"},
    {"مدرسة", "مدرسه", "مدرسة"},
    {"او می‌شود", "میشود", "می‌شود"},
    {"او میشود", "می‌شود", "میشود"},
    {"او می شود", "می‌شود", "می|شود"},
    {"کتاب‌ها", "کتاب", "کتاب"},
    /* scripts without spaces */
    {"東京都に行く", "東京都", "東京都"},
    {"東京都に行く", "東京", "東京"},
    {"東京都に行く", "京都", "京都"},
    {"東京都に行く", "都", "都"},
    {"東京都", "都", "都"},
    {"東京都", "東都", NULL},
    {"東京都知事", "\"東京都 知事\"", "東京都|知事"},
    {"東京都5区", "東京都5区", "東京都|5|区"},
    {"5月に", "5月", "5|月"},
    {"５月に", "5月", "５|月"},
    {"iPhone版", "iphone版", "iPhone|版"},
    {"核実験", "核", "核"},
    {"核実験", "核*", "核"},
    {"核実験", "験", "験"},
    {"核実験", "*験", "験"},
    {"反核", "核*", "核"},
    {"核実験", "核実*", "核実"},
    {"核実験", "核実験*", "核実験"},
    {"核実験", "title:核", NULL},
    {"核実験と核", "核", "核|核"},
    {"カタカナ", "カ", "カ|カ"},
    {"ｶﾀｶﾅ", "カタ", "ｶﾀ"},
    {"ประเทศไทย", "ไทย", "ไทย"},
    {"ปีใหม่", "ปี", "ปี"},
    {"កម្ពុជា", "កម្ពុ", "កម្ពុ"},
    /* pictures */
    {"well 😀 done", "😀", "😀"},
    {"well😀done", "😀", "😀"},
    {"well😀😃done", "😃", "😃"},
    {"well😀😃done", "😀😃", "😀|😃"},
    {"well 😃 😀 done", "\"😀😃\"", NULL},
    {"ok 👍🏽!", "👍", "👍🏽"},
    {"ok 👍!", "👍🏿", "👍"},
    {"I ❤️ it", "❤", "❤️"},
    {"I ❤ it", "❤️", "❤"},
    {"eh 🤷🏽‍♀️", "🤷", "🤷🏽"},
    {"eh 🤷🏽‍♀️", "🤷‍♀️", "🤷🏽‍♀️"},
    {"eh 🤷", "🤷‍♀️", NULL},
    {"a 👩‍💻", "💻", "💻"},
    {"🇮🇷🇺🇸", "🇺🇸", "🇺🇸"},
    {"🇮🇷🇺🇸", "🇷🇺", NULL},
    {"🏴󠁧󠁢󠁥󠁮󠁧󠁿 won", "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
     "🏴󠁧󠁢󠁥󠁮󠁧󠁿"},
    {"🏴󠁧󠁢󠁥󠁮󠁧󠁿 won", "🏴", NULL},
    {"the ☢ sign", "☢", "☢"},
    {"oil ● gas", "\"oil gas\"", "oil|gas"},
    {"€20 and 20€", "$20", "20|20"},
};

START_TEST(letters_are_found_however_they_are_written)
{
    struct ir_request r = request_of(rows[_i].query);
    struct ir_results *results;
    struct buf marks = BUF_INIT;
    struct news *n = news_open(0, "english");

    news_add(n, "a", "", text_of(rows[_i].text));
    news_close(n);
    open_index();
    r.as_typed = true;
    results = search(&r);
    ck_assert_msg(results->count == (rows[_i].marks != NULL), "%s in %s: %zu",
                  rows[_i].query, rows[_i].text, results->count);
    for (size_t i = 0; results->count && i < results->hits[0]->span_count;
         i++) {
        const struct ir_span *s = &results->hits[0]->spans[i];

        buf_addf(&marks, "%s%.*s", i ? "|" : "", (int)(s->end - s->start),
                 rows[_i].text + s->start);
    }
    if (rows[_i].marks)
        ck_assert_msg(!strcmp(marks.data, rows[_i].marks),
                      "%s in %s: %s, not %s", rows[_i].query, rows[_i].text,
                      marks.data, rows[_i].marks);
    buf_free(&marks);
    ir_results_free(results);
}
END_TEST

Suite *letters_suite(void)
{
    Suite *suite = suite_create("letters");
    TCase *tests = tcase_create("letters");

    tcase_add_checked_fixture(tests, news_make, news_remove_all);
    tcase_add_loop_test(tests, letters_are_found_however_they_are_written, 0,
                        COUNT(rows));
    suite_add_tcase(suite, tests);
    return suite;
}
