#include "base/buf.h"
#include "indexer/document/language.h"
#include "tests/test.h"
#include "text/language_tag.h"
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
    /* By their scripts. */
    {"市政府星期二表示，过河的大桥因维修将关闭到月底，司机必须走沿海的公路，"
     "每天约有两万辆汽车经过这座桥。",
     "zh"},
    {"市政府星期二表示，過河的大橋因維修將關閉到月底，司機必須走沿海的公路，"
     "每天約有兩萬輛汽車經過這座橋。",
     "zh"},
    {"市は火曜日、川に架かる橋を月末まで補修のため閉鎖し、運転手は海岸沿いの"
     "道路を通らなければならないと発表した。",
     "ja"},
    {"시는 화요일 강을 건너는 다리를 보수를 위해 월말까지 폐쇄하며 운전자들은 "
     "해안 도로를 이용해야 한다고 밝혔다.",
     "ko"},
    {"กระทรวงแถลงเมื่อวันอังคารว่าสะพานข้ามแม่น้ำจะปิดซ่อมจนถึงสิ้นเดือน "
     "และผู้ขับขี่ต้องใช้ถนนเลียบชายฝั่ง",
     "th"},
    {"মন্ত্রণালয় মঙ্গলবার জানিয়েছে যে নদীর ওপর সেতুটি মেরামতের জন্য মাসের শেষ "
     "পর্যন্ত বন্ধ থাকবে।",
     "bn"},
    {"ဝန်ကြီးဌာနက အင်္ဂါနေ့တွင် မြစ်ကူးတံတားကို ပြုပြင်ရန် လကုန်အထိ "
     "ပိတ်ထားမည်ဟု ပြောကြားခဲ့သည်။",
     "my"},
    {"मन्त्रालयले मंगलबार नदीमाथिको पुल मर्मतका लागि महिनाको अन्त्यसम्म बन्द "
     "हुने जनाएको छ र चालकले अर्को बाटो लिनुपर्ने भएको छ।",
     "ne"},
    {"मंत्रालय ने मंगलवार को कहा कि नदी पर बना पुल मरम्मत के लिए महीने के अंत तक "
     "बंद रहेगा और चालकों को तट की सड़क से जाना होगा।",
     "hi"},
    {"மந்திரிசபை செவ்வாய்க்கிழமை ஆற்றின் மீதான பாலம் மாத இறுதி வரை மூடப்படும் "
     "என்று கூறியது.",
     "ta"},
    /* By their words. */
    {"Departementet opplyste tirsdag at broen over elva blir stengt for "
     "reparasjoner, og at bilister må ta veien langs kysten ut måneden.",
     "nb"},
    {"Departementet sier at noen av bilistene ikke vet hva de skal gjøre etter "
     "at broen ble stengt.",
     "nb"},
    {"Departementet seier at brua over elva vart stengd, og at ein ikkje veit "
     "kva tid ho kan opnast att frå begge sider.",
     "nn"},
    {"Ministeriet oplyste tirsdag, at broen over floden bliver lukket for "
     "reparationer, og at bilister må tage vejen langs kysten måneden ud.",
     "da"},
    {"Ministeriet siger, at nogle af bilisterne ikke ved, hvad de skal gøre, "
     "efter at broen blev lukket.",
     "da"},
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
    ck_assert_str_eq(language_stemmer("de-DE"), "german");
    ck_assert_str_eq(language_stemmer("DE"), "german");
    ck_assert_str_eq(language_stemmer("de_AT.UTF-8"), "german");
    ck_assert_str_eq(language_stemmer("deu"), "german");
    ck_assert_str_eq(language_stemmer("no"), "norwegian");
    ck_assert_ptr_null(language_stemmer("utf-8"));
    ck_assert_ptr_null(language_stemmer("fa"));
    ck_assert_ptr_null(language_stemmer("xx"));
}
END_TEST

static const struct {
    const char *text, *tag; /* "": no language */
} tags[] = {
    {"de", "de"},
    {"DE", "de"},
    {" de-DE ", "de-DE"},
    {"de_DE", "de-DE"},
    {"DE-de", "de-DE"},
    {"de_DE.UTF-8", "de-DE"},
    {"de_DE@euro", "de-DE"},
    {"de-DE, en;q=0.5", "de-DE"},
    {"de;en", "de"},
    {"deu", "de"},
    {"ger", "de"},
    {"German", "de"},
    {"Deutsch", "de"},
    {"english", "en"},
    {"zh-hans-cn", "zh-Hans-CN"},
    {"zh_CN", "zh-CN"},
    {"sr-Latn", "sr-Latn"},
    {"es-419", "es-419"},
    {"ca-valencia", "ca-valencia"},
    {"pt_br", "pt-BR"},
    {"no", "nb"},
    {"nb-NO", "nb-NO"},
    {"iw", "he"},
    {"cn", "zh"},
    {"haw", "haw"},
    {"de-u-co-phonebk", "de"},
    {"utf-8", ""},
    {"UTF8", ""},
    {"iso-8859-1", ""},
    {"windows-1252", ""},
    {"und", ""},
    {"mul", ""},
    {"x-default", ""},
    {"none", ""},
    {"-", ""},
    {"1", ""},
    {"", ""},
};

START_TEST(tags_have_one_form)
{
    struct buf tag = BUF_INIT, again = BUF_INIT;

    ck_assert_int_eq(language_tag_add(text_of(tags[_i].text), &tag),
                     *tags[_i].tag != '\0');
    ck_assert_str_eq(tag.data ? tag.data : "", tags[_i].tag);
    language_tag_add(buf_text(&tag), &again);
    ck_assert_str_eq(again.data ? again.data : "", tags[_i].tag);
    buf_free(&tag);
    buf_free(&again);
}
END_TEST

Suite *language_suite(void)
{
    Suite *suite = suite_create("language");
    TCase *tcase = tcase_create("language");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, tells_languages, 0, COUNT(texts));
    tcase_add_loop_test(tcase, tags_have_one_form, 0, COUNT(tags));
    tcase_add_test(tcase, cuts_between_letters);
    tcase_add_test(tcase, stemmers_are_those_that_there_are);
    suite_add_tcase(suite, tcase);
    return suite;
}
