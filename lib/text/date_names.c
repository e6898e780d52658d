/* The words of written dates. */
#include "text/date_names.h"

#include <ctype.h>
#include <pthread.h>
#include <strings.h>

#define MONTHS 12
#define CUT_LEAST 3 /* letters that are left of a name */
#define CUT_DAY 2   /* of a weekday: its number does not matter */

static const char *const english[MONTHS] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
static const char english_days[] =
    "monday tuesday wednesday thursday friday saturday sunday";
/* Names that are also cut, by month, in a form of words that folds to itself;
 * "_" is a blank. */
static const char *const cut[MONTHS] = {
    "gener januari janvier ιανουαριου gennaio janeiro ianuarie "
    "январь января јануар enero ocak",
    "fevrier φεβρουαριου febbraio fevereiro februarie февраль "
    "февраля фебруар febrero subat",
    "marts maart mars μαρτιου marcius maret marzo marco martie "
    "марта",
    "abril avril απριλιου aprilis aprile aprilie апрель апреля "
    "април nisan",
    "maig mei μαιου majus maggio maio май мая мај mayo mayis",
    "juny juin ιουνιου junius giugno junho iunie июнь июня јун "
    "junio haziran",
    "juliol juillet ιουλιου julius luglio julho iulie июль июля јул "
    "temmuz",
    "augustus aout αυγουστου augusztus agustus agosto августа "
    "avgust augusti agustos",
    "setembre septembre σεπτεμβριου szeptember settembre setembro "
    "septembrie сентябрь сентября септембар septembar septiembre "
    "eylul",
    "octubre oktober octobre οκτωβριου ottobre outubro octombrie "
    "октябрь октября октобар oktobar ekim",
    "novembre νοεμβριου novembro noiembrie ноябрь ноября новембар "
    "novembar noviembre kasim",
    "desembre decembre dezember δεκεμβριου desember dicembre "
    "dezembro decembrie декабрь декабря децембар decembar diciembre "
    "aralik",
};
/* Names that are not: cut, they are other months elsewhere. */
static const char *const whole[MONTHS] = {
    "يناير հունվար հունվարի հնվ urtarrila urt tammikuu tammikuuta "
    "tammi जनवरी जन eanair ean sausis sausio ஜனவரி ஜன יאנואר יאנ "
    "كانون_الثاني جانفي ιανουαριοσ yanvar urtarrilaren "
    "stycznia styczen ledna leden januara sijecnja січня січень "
    "януари "
    "janar jaanuar janvaris janvari januarja ionawr ינואר "
    "בינואר জানুয়ারি มกราคม ม.ค. ژانويه جنوري студзеня "
    "јануари जानेवारी",
    "فبراير փետրվար փետրվարի փտվ otsaila ots helmikuu helmikuuta "
    "helmi फ़रवरी फ़र feabhra feabh vasaris vasario फेब्रुअरी "
    "பிப்ரவரி பிப் פעברואר פעב شباط فيفري φεβρουαριοσ pebruari "
    "फरवरी otsailaren "
    "lutego luty unora unor februara veljace лютого февруари "
    "shkurt veebruar februaris februari februarja chwefror "
    "פברואר בפברואר ফেব্রুয়ারি กุมภาพันธ์ ก.พ. فوريه فروري "
    "лютага фебруари फेब्रुवारी",
    "مارس մարտ մարտի մրտ martxoa mrt maaliskuu maaliskuuta maalis "
    "मार्च marta kovas kovo மார்ச் மார் מערץ اذار μαρτιοσ "
    "martxoaren "
    "marca marzec brezna brezen marec ozujka березня березень "
    "mawrth מרץ במרץ মার্চ มีนาคม มี.ค. مارچ сакавіка machi "
    "mac",
    "ابريل ապրիլ ապրիլի ապր apirila api huhtikuu huhtikuuta huhti "
    "अप्रैल aibrean aib balandis balandzio अप्रिल ஏப்ரல் ஏப் אפריל "
    "אפר نيسان افريل απριλιοσ apirilaren "
    "kwietnia kwiecien dubna duben aprila travnja квітня "
    "квітень "
    "prill aprill aprili ebrill באפריל এপ্রিল เมษายน เม.ย. "
    "اوريل اپريل красавіка एप्रिल",
    "مايو մայիս մայիսի մյս maiatza toukokuu toukokuuta touko मई "
    "bealtaine beal geguze geguzes मे மே מיי ايار ماي μαιοσ מאי "
    "maiatzak מײ maiatzaren "
    "maja maj kvetna kveten svibnja травня травень "
    "maijs maija במאי মে พฤษภาคม พ.ค. ميي مه",
    "يونيو հունիս հունիսի հնս ekaina eka kesakuu kesakuuta kesa जून "
    "meitheamh meith birzelis birzelio जुन ஜூன் יוני حزيران جوان "
    "ιουνιοσ ekainaren "
    "czerwca czerwiec cervna cerven juna lipnja червня червень "
    "юни "
    "qershor juuni junijs junija mehefin ביוני জুন มิถุนายน "
    "มิ.ย. ژوين جون чэрвеня јуни",
    "يوليو հուլիս հուլիսի հլս uztaila uzt heinakuu heinakuuta heina "
    "जुलाई जुल iuil liepa liepos ஜூலை יולי تموز جويلية ιουλιοσ "
    "uztailaren "
    "lipca lipiec cervence cervenec jula srpnja липня липень "
    "юли "
    "korrik juuli julijs julija gorffennaf ביולי জুলাই "
    "กรกฎาคม ก.ค. ژوييه جولايي ліпеня јули julai जुलै",
    "اغسطس օգոստոս օգոստոսի օգս abuztua abu ag elokuu elokuuta elo "
    "अगस्त अग lunasa lun rugpjutis rugpjucio अगस्ट ஆகஸ்ட் ஆக "
    "אויגוסט אויג اب اوت αυγουστοσ abuztuaren "
    "sierpnia sierpien srpna srpen augusta kolovoza серпня "
    "серпень "
    "gusht augusts avgusta awst אוגוסט באוגוסט আগস্ট สิงหาคม "
    "ส.ค. اگست жніўня ogos agosti ऑगस्ट",
    "سبتمبر սեպտեմբեր սեպտեմբերի սեպ iraila ira syyskuu syyskuuta "
    "syys सितंबर सित mean_fomhair mfomh rugsejis rugsejo सेप्टेम्बर "
    "செப்டம்பர் செப் סעפטעמבער סעפ ايلول σεπτεμβριοσ setiembre "
    "irailaren "
    "wrzesnia wrzesien zari septembra rujna вересня вересень "
    "септември "
    "shtator septembris septembri medi ספטמבר בספטמבר "
    "সেপ্টেম্বর กันยายน ก.ย. سپتامبر ستمبر верасня septemba "
    "सप्टेंबर",
    "اكتوبر հոկտեմբեր հոկտեմբերի հոկ urria urr lokakuu lokakuuta "
    "loka अक्टूबर अक्टू deireadh_fomhair dfomh spalis spalio "
    "अक्टोबर அக்டோபர் அக் אקטאבער אקט تشرين_الاول οκτωβριοσ "
    "urriaren "
    "pazdziernika pazdziernik rijna rijen oktobra listopada "
    "жовтня жовтень октомври "
    "tetor oktoober oktobris oktobri hydref אוקטובר באוקטובר "
    "অক্টোবর ตุลาคม ต.ค. اكتبر кастрычніка oktoba ऑक्टोबर",
    "نوفمبر նոյեմբեր նոյեմբերի նոյ azaroa aza marraskuu marraskuuta "
    "marras नवंबर नव samhain samh lapkritis lapkricio नोभेम्बर "
    "நவம்பர் நவ נאוועמבער נאוו تشرين_الثاني νοεμβριοσ nopember "
    "azaroaren "
    "listopada listopadu novembra studenoga studenog листопада "
    "листопад ноември "
    "nentor novembris novembri tachwedd נובמבר בנובמבר "
    "নভেম্বর พฤศจิกายน พ.ย. نوامبر نومبر лістапада novemba "
    "नोव्हेंबर",
    "ديسمبر դեկտեմբեր դեկտեմբերի դեկ abendua abe joulukuu "
    "joulukuuta joulu दिसंबर दिस nollaig noll gruodis gruodzio "
    "डिसेम्बर டிசம்பர் டிச דעצעמבער דעצ كانون_الاول δεκεμβριοσ "
    "abenduaren "
    "grudnia grudzien prosince prosinec decembra prosinca "
    "грудня грудень декември "
    "dhjetor detsember decembris decembri rhagfyr דצמבר "
    "בדצמבר ডিসেম্বর ธันวาคม ธ.ค. دسامبر دسمبر снежня "
    "disember desemba डिसेंबर",
};
/* Of the Solar Hijri calendar, in Persian, then in Dari and Pashto. */
static const char *const solar[MONTHS] = {
    "فروردين فروردينماه حمل وري",     "ارديبهشت ارديبهشتماه ثور غويي",
    "خرداد خردادماه جوزا غبرګولي",    "تير تيرماه سرطان چنګاښ",
    "مرداد امرداد مردادماه اسد زمري", "شهريور شهريورماه سنبله وږي",
    "مهر مهرماه ميزان تله",           "ابان ابانماه عقرب لړم",
    "اذر اذرماه قوس ليندۍ",           "دي ديماه جدي مرغومي",
    "بهمن بهمنماه دلو سلواغه",        "اسفند اسفندماه حوت كب",
};
static const char weekdays[] =
    "الاثنين الثلاثاء الاربعاء الخميس الجمعة السبت الاحد երկուշաբթի "
    "երեքշաբթի երք չորեքշաբթի չրք հինգշաբթի հնգ ուրբաթ շաբաթ շբթ "
    "կիրակի astelehena al asteartea ar asteazkena az osteguna og "
    "ostirala or larunbata lr igandea dilluns dl dimarts dt "
    "dimecres dc dijous dj divendres dv dissabte ds diumenge dg "
    "mandag tirsdag onsdag torsdag fredag lordag sondag maandag "
    "dinsdag woensdag donderdag vrijdag zaterdag zondag maanantai "
    "tiistai keskiviikko torstai perjantai lauantai sunnuntai lundi "
    "mardi mercredi jeudi vendredi samedi dimanche montag dienstag "
    "mittwoch donnerstag freitag samstag sonntag δευτερα τριτη "
    "τεταρτη πεμπτη παρασκευη σαββατο κυριακη सोमवार मंगलवार बुधवार "
    "गुरुवार शुक्रवार शनिवार रविवार hetfo kedd szerda csutortok "
    "pentek szombat vasarnap senin selasa rabu kamis jumat sabtu "
    "minggu "
    "lunedi "
    "martedi mercoledi giovedi venerdi sabato domenica pirmadienis "
    "pr antradienis treciadienis ketvirtadienis kt penktadienis pn "
    "sestadienis st sekmadienis sk सोमबार मङ्गलबार बुधबार बिहिबार "
    "शुक्रबार शनिबार आइतबार segunda terca quarta quinta sexta "
    "sabado domingo luni marti miercuri joi vineri sambata duminica "
    "понедельник пн вторник среда четверг чт пятница пт суббота сб "
    "воскресенье вс понедељак уторак четвртак петак субота недеља "
    "ponedeljak utorak sreda cetvrtak petak subota nedelja lunes "
    "martes miercoles jueves viernes tisdag திங்கள் செவ்வாய் புதன் "
    "வியாழன் வெள்ளி சனி ஞாயிறு pazartesi pzt sali carsamba persembe "
    "cumartesi cmt poniedzialek wtorek sroda czwartek piatek sobota "
    "niedziela pondeli utery streda ctvrtek patek nedele pondelok utorok "
    "stvrtok piatok понеділок вівторок середа четвер пятниця субота неділя "
    "מאנטיק דינסטיק מיטוואך דאנערשטיק פרײטיק שבת "
    "זונטיק "
    "วันจันทร์ที่ วันอังคารที่ วันพุธที่ วันพฤหัสบดีที่ วันศุกร์ที่ วันเสาร์ที่ วันอาทิตย์ที่";
static const char whole_days[] =
    "شنبه يكشنبه يك_شنبه دوشنبه دو_شنبه سهشنبه سه_شنبه چهارشنبه چهار_شنبه "
    "پنجشنبه پنج_شنبه جمعه "
    "luain luan mairt ceadaoin cead deardaoin dear haoine aoine sathairn sath "
    "domhnaigh domh thu_hai thu_ba thu_tu thu_nam thu_sau thu_bay chu_nhat";
static const char fillers[] =
    "ساعت ماه ه.ش "
    "gada godz ngay nam luc gio เวลา น. พ.ศ. ค.ศ. "
    "of the de del d des den der le el la em a at um uhr h las les alle ore "
    "om kl klo ag as on saat pukul feira ko m en i στισ в г года թ في को बजे "
    "அன்று в – — · •";
static const char ordinals[] =
    "st nd rd th er re e eme a o an ad η ησ ημ טן ко";

/* The bits of the first letters of each list, for a month whose first letter no
 * name has is passed over at once. */
struct lists {
    const char *const *names;
    uint64_t starts[MONTHS];
};
static struct lists english_months = {.names = english},
                    cut_months = {.names = cut},
                    whole_months = {.names = whole},
                    solar_months = {.names = solar};

static pthread_once_t starts_found = PTHREAD_ONCE_INIT;

static uint64_t start_bit(char c)
{
    return UINT64_C(1) << ((unsigned char)tolower((unsigned char)c) % 64);
}

static const char *next_name(const char *names)
{
    names = strchrnul(names, ' ');
    return names + (*names == ' ');
}

static void find_starts(struct lists *lists)
{
    for (int i = 0; i < MONTHS; i++)
        for (const char *at = lists->names[i]; *at; at = next_name(at))
            lists->starts[i] |= start_bit(*at);
}

static void find_all_starts(void)
{
    find_starts(&english_months);
    find_starts(&cut_months);
    find_starts(&whole_months);
    find_starts(&solar_months);
}

/* How much of s is this name, which ends at a blank or NUL; 0: it is not.
 * least: it may be cut to so many letters, if that is not 0. */
static size_t match(const struct scan *s, const char *name, size_t least)
{
    const char *at = s->at;
    size_t letters = 0;

    for (; *name && *name != ' '; name++, at++) {
        const char c = at < s->end ? *at : '\0';

        if ((c & 0x80 ? c : (char)tolower((unsigned char)c)) ==
            (*name == '_' ? ' ' : *name))
            letters += (*name & 0xc0) != 0x80;
        else if (least && letters >= least &&
                 (at == s->end || !scan_is_letter(c)))
            break;
        else
            return 0;
    }
    return at == s->end || !scan_is_letter(*at) ? (size_t)(at - s->at) : 0;
}

/* The most that a name of the list matches. */
static size_t match_any(const struct scan *s, const char *names, size_t least)
{
    size_t best = 0;

    while (*names) {
        size_t size = *names == (char)tolower((unsigned char)*s->at)
                          ? match(s, names, least)
                          : 0;

        if (size > best)
            best = size;
        names = next_name(names);
    }
    return best;
}

/* The month that has the name in lists; 0 if none has, or two have. */
static int find_month(const struct scan *s, const struct lists *lists,
                      size_t least, size_t *size)
{
    const uint64_t start = start_bit(*s->at);
    int found = 0;

    for (int i = 0; i < MONTHS; i++) {
        const size_t matched =
            lists->starts[i] & start ? match_any(s, lists->names[i], least) : 0;

        if (!matched)
            continue;
        if (found)
            return 0;
        found = i + 1;
        *size = matched;
    }
    return found;
}

/* Vietnamese: "tháng 8". */
static bool numbered_month(struct scan *s, int *month)
{
    struct scan ahead = *s;

    if (!scan_bytes(&ahead, "thang") || !scan_eat(&ahead, " "))
        return false;
    scan_spaces(&ahead);
    if (!scan_number(&ahead, 1, 2, month) || scan_digits(&ahead) ||
        *month < 1 || *month > MONTHS)
        return false;
    *s = ahead;
    return true;
}

bool scan_month(struct scan *s, int *month)
{
    size_t size = 0;
    int found;

    if (scan_end(s) || !scan_is_letter(*s->at))
        return false;
    if (numbered_month(s, month))
        return true;
    pthread_once(&starts_found, find_all_starts);
    found = find_month(s, &english_months, CUT_LEAST, &size);
    /* None is a month elsewhere, and most dates begin with one. */
    if (!found && match_any(s, english_days, CUT_LEAST))
        return false;
    if (!found)
        found = find_month(s, &whole_months, 0, &size);
    if (!found)
        found = find_month(s, &cut_months, 0, &size);
    if (!found)
        found = find_month(s, &cut_months, CUT_LEAST, &size);
    s->at += size;
    scan_eat(s, ".");
    *month = found;
    return found != 0;
}

bool scan_solar_month(struct scan *s, int *month)
{
    size_t size = 0;

    if (scan_end(s) || !(*s->at & 0x80))
        return false;
    pthread_once(&starts_found, find_all_starts);
    *month = find_month(s, &solar_months, 0, &size);
    s->at += size;
    return *month != 0;
}

static bool among(struct scan *s, const char *names, size_t least)
{
    size_t size =
        scan_end(s) || !scan_is_letter(*s->at) ? 0 : match_any(s, names, least);

    s->at += size;
    return size > 0;
}

bool scan_weekday(struct scan *s)
{
    const char *start = s->at;

    /* "thứ năm" is a weekday, not one of the English, cut. */
    if (!among(s, whole_days, 0) && !among(s, english_days, CUT_LEAST) &&
        !among(s, weekdays, CUT_DAY))
        return false;
    /* Two letters may be a word: "Mo." and "Mo," are none. */
    if (s->at - start == CUT_DAY && (scan_end(s) || !strchr(".,", *s->at)))
        return false;
    scan_eat(s, ".");
    return true;
}

bool scan_filler(struct scan *s)
{
    return among(s, fillers, 0);
}

void scan_ordinal(struct scan *s)
{
    if (!scan_bytes(s, "(a)"))
        among(s, ordinals, 0);
}
