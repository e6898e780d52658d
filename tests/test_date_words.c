/* Dates in words of many languages, in orders and with zones as the world
 * writes them. */
#include "tests/test.h"
#include "text/date.h"

static const struct {
    const char *text, *date; /* "": it is none */
} dates[] = {
    /* Each language with a stemmer, as its readers write a day. */
    {"8 مايو 2024", "2024-05-08"},
    {"الأربعاء، 8 مايو 2024", "2024-05-08"},
    {"٨ مايو ٢٠٢٤", "2024-05-08"},
    {"8 أيار 2024", "2024-05-08"},
    {"8 كانون الثاني 2024", "2024-01-08"},
    {"8 كانون الأول 2024", "2024-12-08"},
    {"8 أوت 2024", "2024-08-08"},
    {"2024 թ. մայիսի 8, չորեքշաբթի, 10:05:00 GMT+2",
     "2024-05-08T10:05:00+02:00"},
    {"08 մյս, 2024 թ.", "2024-05-08"},
    {"2024(e)ko maiatzaren 8(a)", "2024-05-08"},
    {"2024ko maiatzaren 8a, asteazkena", "2024-05-08"},
    {"dimecres, 8 de maig del 2024, a les 10:05", "2024-05-08T10:05:00Z"},
    {"10 d’agost de 2024", "2024-08-10"},
    {"10 d'agost de 2024", "2024-08-10"},
    {"onsdag den 8. maj 2024 kl. 10.05", "2024-05-08T10:05:00Z"},
    {"woensdag 8 mei 2024 om 10:05", "2024-05-08T10:05:00Z"},
    {"8 mrt. 2024", "2024-03-08"},
    {"keskiviikko 8. toukokuuta 2024 klo 10.05", "2024-05-08T10:05:00Z"},
    {"mercredi 8 mai 2024 à 10h05", "2024-05-08T10:05:00Z"},
    {"1er août 2024", "2024-08-01"},
    {"8 févr. 2024", "2024-02-08"},
    {"mar. 7 mai 2024", "2024-05-07"},
    {"8 juin 2024", "2024-06-08"},
    {"8 juil. 2024", "2024-07-08"},
    {"Mittwoch, 8. Mai 2024 um 10:05 Uhr MESZ", "2024-05-08T10:05:00+02:00"},
    {"Mi., 8. März 2024", "2024-03-08"},
    {"8.Dez.2024", "2024-12-08"},
    {"Τετάρτη 8 Μαΐου 2024", "2024-05-08"},
    {"8 Ιουν 2024", "2024-06-08"},
    {"बुधवार, 8 मई 2024 को 10:05", "2024-05-08T10:05:00Z"},
    {"८ जनवरी २०२४", "2024-01-08"},
    {"2024. május 8., szerda 10:05", "2024-05-08T10:05:00Z"},
    {"2024. szept. 8.", "2024-09-08"},
    {"Rabu, 08 Mei 2024 pukul 10.05", "2024-05-08T10:05:00Z"},
    {"8 Agustus 2024", "2024-08-08"},
    {"Dé Céadaoin 8 Bealtaine 2024", "2024-05-08"},
    {"8 Meán Fómhair 2024", "2024-09-08"},
    {"8 Meitheamh 2024", "2024-06-08"},
    {"mercoledì 8 maggio 2024 alle ore 10:05", "2024-05-08T10:05:00Z"},
    {"8 set 2024", "2024-09-08"},
    {"2024 m. gegužės 8 d., trečiadienis", "2024-05-08"},
    {"२०२४ मे ८, बुधबार", "2024-05-08"},
    {"onsdag 8. mai 2024 kl. 10:05", "2024-05-08T10:05:00Z"},
    {"8. des. 2024", "2024-12-08"},
    {"quarta-feira, 8 de maio de 2024 às 10:05", "2024-05-08T10:05:00Z"},
    {"8 de mai. de 2024", "2024-05-08"},
    {"1º de março de 2024", "2024-03-01"},
    {"miercuri, 8 mai 2024", "2024-05-08"},
    {"8 octombrie 2024", "2024-10-08"},
    {"среда, 8 мая 2024 г. в 10:05", "2024-05-08T10:05:00Z"},
    {"8 августа 2024 года", "2024-08-08"},
    {"8 нояб. 2024", "2024-11-08"},
    {"среда, 8. мај 2024. 10:05", "2024-05-08T10:05:00Z"},
    {"sreda, 8. avgust 2024.", "2024-08-08"},
    {"miércoles, 8 de mayo de 2024, 10:05", "2024-05-08T10:05:00Z"},
    {"8 ago 2024", "2024-08-08"},
    {"onsdag 8 maj 2024", "2024-05-08"},
    {"den 8 augusti 2024", "2024-08-08"},
    {"புதன், 8 மே, 2024", "2024-05-08"},
    {"8 Mayıs 2024 Çarşamba 10:05", "2024-05-08T10:05:00Z"},
    {"8 Ağu 2024", "2024-08-08"},
    {"מיטוואך, 8טן מיי 2024", "2024-05-08"},
    {"2024年5月8日 10:05", "2024-05-08T10:05:00Z"},
    {"2024년 5월 8일", "2024-05-08"},
    {"2024年05月08日10:05", "2024-05-08T10:05:00Z"},
    /* Neighbours of the stemmed languages. */
    {"środa, 8 maja 2024, 10:05", "2024-05-08T10:05:00Z"},
    {"8 sierpnia 2024", "2024-08-08"},
    {"8 października 2024", "2024-10-08"},
    {"středa 8. května 2024", "2024-05-08"},
    {"8. srpna 2024 10:05", "2024-08-08T10:05:00Z"},
    {"8. augusta 2024", "2024-08-08"},
    {"8. kolovoza 2024.", "2024-08-08"},
    {"8 серпня 2024", "2024-08-08"},
    {"8 юни 2024", "2024-06-08"},
    {"8. listopadu 2024", "2024-11-08"},
    {"8 listopada 2024", ""}, /* November, or October in Croatian */
    /* English. */
    {"May 8th, 2024", "2024-05-08"},
    {"8th of May, 2024", "2024-05-08"},
    {"May 1st 2024, 10:05 am", "2024-05-01T10:05:00Z"},
    {"2024 May 8", "2024-05-08"},
    {"2024-May-08", "2024-05-08"},
    {"8/May/2024:10:05:00 +0200", "2024-05-08T10:05:00+02:00"},
    {"10:05, 8 May 2024", "2024-05-08T10:05:00Z"},
    {"Wednesday, 2024-05-08", "2024-05-08"},
    {"May 8, 2024 | 10:05", "2024-05-08T10:05:00Z"},
    /* Numbers with full stops: the day is first. */
    {"04.05.2024", "2024-05-04"},
    {"4.5.2024", "2024-05-04"},
    {"4. 5. 2024", "2024-05-04"},
    {"04.05.2024, 10.05 Uhr", "2024-05-04T10:05:00Z"},
    {"2024. 05. 08.", "2024-05-08"},
    {"2024/5/8", "2024-05-08"},
    {"2022-5-5", "2022-05-05"},
    /* Zones. */
    {"Wed May 08 2024 10:05:00 GMT+0200 (Central European Summer Time)",
     "2024-05-08T10:05:00+02:00"},
    {"Wed, 8 May 2024 10:05:00 GMT+0200", "2024-05-08T10:05:00+02:00"},
    {"2024-05-08 10:05 UTC-5", "2024-05-08T10:05:00-05:00"},
    {"2024-05-08 10:05 UTC+05:30", "2024-05-08T10:05:00+05:30"},
    {"2024-05-08 10:05:00 +0200 CEST", "2024-05-08T10:05:00+02:00"},
    {"2024-05-08T10:05:00+02:00[Europe/Berlin]", "2024-05-08T10:05:00+02:00"},
    {"Wed, 8 May 2024 10:05:00 +0200 (CEST (summer))",
     "2024-05-08T10:05:00+02:00"},
    {"Wed, 8 May 2024 10:05:00 GMT (a comment)", "2024-05-08T10:05:00Z"},
    {"8 May 2024 10:05 AEST", "2024-05-08T10:05:00+10:00"},
    {"8 May 2024 10:05 ACST", "2024-05-08T10:05:00+09:30"},
    {"8 May 2024 10:05 NST", "2024-05-08T10:05:00-03:30"},
    {"20240508T100500 EST", "2024-05-08T10:05:00-05:00"},
    /* Zones of several places, and unknown ones, leave the day. */
    {"Wed, 8 May 2024 23:05:00 BST", "2024-05-08"},
    {"01:38:07 PM IST Aug 22, 2024", "2024-08-22"},
    {"May 8, 2024 10:05 a.m. ET", "2024-05-08"},
    {"2024-05-08T10:05:00 IST", "2024-05-08"},
    {"Tue, 12 May 2026 12:00:00 XYZ", "2026-05-12"},
    {"Τετάρτη 8 Μαΐου 2024 10:05 π.μ.", "2024-05-08"},
    {"2024-05-08T10:05:00 BST+0100", "2024-05-08T10:05:00+01:00"},
    /* Not one date. */
    {"some day in 2024 Jan 3", ""},
    {"3 5 May 2024", ""},
    {"May 2024 8", ""},
    {"8 May 2024 9", ""},
    {"8 May 2024 and 9 May 2024", ""},
    {"until 8 May 2024", ""},
    {"8 jui 2024", ""}, /* June or July */
    {"8 Ιου 2024", ""},
    /* Languages without a stemmer, as their readers write a day. */
    {"22 ส.ค. 2567 เวลา 10:05 น.", "2024-08-22T10:05:00Z"},
    {"วันพฤหัสบดีที่ 22 สิงหาคม พ.ศ. 2567", "2024-08-22"},
    {"22 สิงหาคม 2024", "2024-08-22"},
    {"8 May 2567", "2567-05-08"},
    {"2024年3月5日 19時22分", "2024-03-05T19:22:00Z"},
    {"2024年3月5日19时22分33秒", "2024-03-05T19:22:33Z"},
    {"2024年3月5日下午3点", "2024-03-05T15:00:00Z"},
    {"2024年3月5日 午前0時5分", "2024-03-05T00:05:00Z"},
    {"2024年3月5日 午後13時5分", ""},
    {"2024년 3월 5일 오후 3시 22분", "2024-03-05T15:22:00Z"},
    {"2024.03.05. 오전 10:22", "2024-03-05T10:22:00Z"},
    {"2024.03.05. 오전", ""},
    {"2024年3月5日 19時70分", ""},
    /* The Solar Hijri calendar; 1399 and 1403 are leap years, 1402 is not. */
    {"۱ فروردین ۱۴۰۳", "2024-03-20"},
    {"۱۵ اسفند ۱۴۰۲، ۱۰:۲۲", "2024-03-05T10:22:00Z"},
    {"سه‌شنبه ۱۵ اسفند ۱۴۰۲ ساعت ۱۰:۲۲",
     "2024-03-05T10:22:00Z"},
    {"سه شنبه، 15 اسفند 1402", "2024-03-05"},
    {"۱۵ اسفندماه ۱۴۰۲", "2024-03-05"},
    {"۱۵ اسفند ماه ۱۴۰۲", "2024-03-05"},
    {"۲۲ بهمن ۱۳۵۷", "1979-02-11"},
    {"۳۰ اسفند ۱۳۹۹", "2021-03-20"},
    {"۳۰ اسفند ۱۴۰۲", ""},
    {"31 مهر 1402", ""},
    {"۱۵ اسفند ۲۰۲۴", ""},
    {"۱۵ اسفند ۱۲۹۹", ""},
    {"۱۵ اسفند ۱۴۷۳", ""},
    {"اسفند ۱۴۰۲", ""},
    {"10 حوت 1402", "2024-02-29"},
    {"10 کب 1402", "2024-02-29"},
    {"۱۴۰۲/۱۲/۱۵", "2024-03-05"},
    {"۱۴۰۲/۱۲/۱۵ - ۱۰:۲۲", "2024-03-05T10:22:00Z"},
    {"۱۴۰۲-۱۲-۱۵ ۱۰:۲۲", "2024-03-05T10:22:00Z"},
    {"۲۰۲۴/۰۳/۰۵", "2024-03-05"},
    {"1402/12/15", "1402-12-15"},
    {"Thứ Năm, ngày 22 tháng 8 năm 2024", "2024-08-22"},
    {"22 tháng 12, 2024 lúc 10:05", "2024-12-22T10:05:00Z"},
    {"Thứ năm, 22/8/2024, 10:05 (GMT+7)", "2024-08-22T10:05:00+07:00"},
    {"22 tháng 13, 2024", ""},
    {"22 tháng, 2024", ""},
    {"Thu 22 Aug 2024", "2024-08-22"},
    {"2024. gada 22. augusts", "2024-08-22"},
    {"22 sierpnia 2024, godz. 10:05", "2024-08-22T10:05:00Z"},
    {"22/08/2024 10:05 (UTC-03:00)", "2024-08-22T10:05:00-03:00"},
    {"22/08/2024 10:05 (IST)", "2024-08-22"},
    {"22/08/2024 10:05 (UTC-03:00", ""},
    {"8 May 2024 25:05", ""},
    {"8 May 2024 foo", ""},
    {"8 mai", ""},
    {"mai 2024", ""},
    {"08.05.24", ""},
    {"05/06/2024", ""},
};

START_TEST(reads)
{
    struct buf got = BUF_INIT;
    struct date d;

    date_read(text_of(dates[_i].text), &d);
    if (date_tells_day(&d))
        date_add(&got, d.seconds, d.offset, d.kind != DATE_TIME);
    ck_assert_msg(text_equal(buf_text(&got), text_of(dates[_i].date)),
                  "%s is %s", dates[_i].text, got.data ? got.data : "nothing");
    buf_free(&got);
}
END_TEST

static const struct {
    const char *first, *second;
    bool improves;
} pairs[] = {
    {"soon", "2024-08-22", true},
    {"2024-08", "2024-08-22", true},
    {"soon", "2024-08", false},
    {"2024-08-22", "soon", false},
    {"2024-08-22", "2024-08-22T10:00:00", true},
    {"2024-08-22", "2024-08-23T10:00:00", false},
    {"2024-08-22T10:00:00", "2024-08-22T12:00:00+02:00", true},
    {"2024-08-22T10:00:00", "2024-08-22T16:11:01Z", true},
    {"2024-08-22T10:00:00", "2024-08-25T16:11:01Z", false},
    {"2024-08-22T10:00:00Z", "2024-08-22T16:11:01Z", false},
    {"2024-08-22T10:00:00Z", "2024-08-22T16:11:01", false},
    {"2024-08-22T10:00:00 IST", "2024-08-22T16:11:01Z", true},
};

/* Languages without a stemmer. */
static const char *const months[] = {
    /* Albanian. */
    "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor",
    /* Belarusian. */
    "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    /* Bengali. */
    "জানুয়ারি ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    /* Estonian. */
    "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember",
    /* Hebrew. */
    "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    /* Hebrew, "in". */
    "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר",
    /* Latvian. */
    "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris",
    /* Macedonian. */
    "јануари февруари март април мај јуни јули август септември октомври ноември декември",
    /* Malay. */
    "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember",
    /* Marathi. */
    "जानेवारी फेब्रुवारी मार्च एप्रिल मे जून जुलै ऑगस्ट सप्टेंबर ऑक्टोबर नोव्हेंबर डिसेंबर",
    /* Persian. */
    "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    /* Slovene. */
    "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra",
    /* Swahili. */
    "Januari Februari Machi Aprili Mei Juni Julai Agosti Septemba Oktoba Novemba Desemba",
    /* Thai. */
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    /* Thai, short. */
    "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.",
    /* Urdu. */
    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    /* Welsh. */
    "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
};

START_TEST(months_of_other_languages_are_known)
{
    struct ir_text rest = text_of(months[_i]);

    for (int month = 1; month <= 12; month++) {
        const char *end = text_find(rest, ' ');
        const size_t size = end ? (size_t)(end - rest.data) : rest.size;
        struct buf text = BUF_INIT, got = BUF_INIT, want = BUF_INIT;
        struct date d;

        buf_addf(&text, "8 %.*s 2024", (int)size, rest.data);
        buf_addf(&want, "2024-%02d-08", month);
        date_read(buf_text(&text), &d);
        if (date_tells_day(&d))
            date_add(&got, d.seconds, d.offset, d.kind != DATE_TIME);
        ck_assert_msg(text_equal(buf_text(&got), buf_text(&want)), "%s is %s",
                      text.data, got.data);
        rest = text_slice(rest, size + (end != NULL), rest.size);
        buf_free(&text);
        buf_free(&got);
        buf_free(&want);
    }
}
END_TEST

START_TEST(takes_the_better_of_two)
{
    struct date first, second;

    date_read(text_of(pairs[_i].first), &first);
    date_read(text_of(pairs[_i].second), &second);
    ck_assert_int_eq(date_improves(&first, &second), pairs[_i].improves);
}
END_TEST

Suite *date_words_suite(void)
{
    Suite *suite = suite_create("date_words");
    TCase *tcase = tcase_create("date_words");

    tcase_add_loop_test(tcase, reads, 0, COUNT(dates));
    tcase_add_loop_test(tcase, months_of_other_languages_are_known, 0,
                        COUNT(months));
    tcase_add_loop_test(tcase, takes_the_better_of_two, 0, COUNT(pairs));
    suite_add_tcase(suite, tcase);
    return suite;
}
