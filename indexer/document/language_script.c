/* Tells languages by script and by words. */
#include "indexer/document/language_script.h"
#include "text/utf8.h"

#include <ctype.h>

#define LEAD_FIRST 0xe0 /* of a character of three bytes, as all these are */
#define KANA_SHARE 10   /* Japanese has kana in so many of its letters */
#define WORD_MAX 40     /* bytes; longer words are not among those below */

/* In the order of code points. */
static const struct script {
    uint32_t first, last;
    const char *code;
} scripts[] = {
    {0x0900, 0x097f, "hi"}, /* or another in Devanagari, see below */
    {0x0980, 0x09ff, "bn"}, {0x0a00, 0x0a7f, "pa"}, {0x0a80, 0x0aff, "gu"},
    {0x0b00, 0x0b7f, "or"}, {0x0b80, 0x0bff, "ta"}, {0x0c00, 0x0c7f, "te"},
    {0x0c80, 0x0cff, "kn"}, {0x0d00, 0x0d7f, "ml"}, {0x0d80, 0x0dff, "si"},
    {0x0e00, 0x0e7f, "th"}, {0x0e80, 0x0eff, "lo"}, {0x0f00, 0x0fff, "bo"},
    {0x1000, 0x109f, "my"}, {0x10a0, 0x10ff, "ka"}, {0x1100, 0x11ff, "ko"},
    {0x1200, 0x139f, "am"}, {0x1780, 0x17ff, "km"}, {0x3040, 0x30ff, "ja"},
    {0x3400, 0x4dbf, "zh"}, {0x4e00, 0x9fff, "zh"}, {0xac00, 0xd7af, "ko"},
    {0xf900, 0xfaff, "zh"},
};

/* Frequent words; those of one language that another has too are left out. */
struct words {
    const char *code, *words;
};

static const struct words devanagari[] = {
    {"hi", " है हैं के में की का और ने से पर कि यह नहीं था थे रहा "},
    {"ne", " छ छन् र गरेको गरेका भएको भएका पनि छैन गरे उनले भने थियो गर्न "
           "गर्ने गरी लागि "},
    {"mr", " आहे आहेत आणि होते होता या केली केले यांनी नाही व "},
};
static const struct words northern[] = {
    {"da", " af blev efter mellem hvad op ud sig mig dig nogle noget meget "
           "siger nu kun gennem igen uden bliver lige "},
    {"nb", " av ble etter mellom hva opp ut seg meg deg noen noe mye sier nå "
           "gjennom igjen uten blir "},
    {"nn", " av vart etter mellom kva opp ut seg meg deg noko mykje seier no "
           "gjennom igjen utan blir ikkje eit frå dei ein vert berre sjølv "},
};

/* A letter, or a mark of one. */
static bool is_letter(uint32_t code)
{
    if (code < 0x80)
        return isalpha((int)code);
    return code != 0x964 && code != 0x965 && code >> 8 != 0x20 &&
           code >> 8 != 0x30 && code != 0xab && code != 0xbb;
}

/* In lower case, as far as ASCII goes. */
static void add_lower(char *word, size_t *size, const char *bytes, size_t count)
{
    for (size_t i = 0; i < count && *size < WORD_MAX; i++)
        word[(*size)++] = (char)tolower((unsigned char)bytes[i]);
}

/* The code of the language whose words are the most; the first of equals. */
static const char *by_words(struct ir_text text, const struct words *lists,
                            size_t count, const char *otherwise)
{
    size_t of[COUNT(northern)] = {0}, best = 0, size = 1;
    char word[WORD_MAX + 2] = " ";

    for (size_t at = 0; at <= text.size;) {
        const size_t from = at;
        const uint32_t code =
            at < text.size ? utf8_next(text.data, text.size, &at) : (at++, ' ');

        if (is_letter(code)) {
            add_lower(word, &size, text.data + from, at - from);
            continue;
        }
        if (size > 1 && size < WORD_MAX) {
            word[size] = ' ';
            word[size + 1] = '\0';
            for (size_t i = 0; i < count; i++)
                of[i] += strstr(lists[i].words, word) != NULL;
        }
        size = 1;
    }
    for (size_t i = 1; i < count; i++)
        if (of[i] > of[best])
            best = i;
    return of[best] ? lists[best].code : otherwise;
}

const char *language_by_words(struct ir_text text, const char *otherwise)
{
    return by_words(text, northern, COUNT(northern), otherwise);
}

/* Bytes of letters: of all, and of each script. */
struct tally {
    size_t all, of[COUNT(scripts)];
};

static void count_letters(struct ir_text text, struct tally *t)
{
    for (size_t at = 0; at < text.size;) {
        const size_t from = at;
        const uint32_t code = utf8_next(text.data, text.size, &at);

        if (!is_letter(code) && code >> 8 != 0x30)
            continue;
        t->all += at - from;
        for (size_t i = 0; i < COUNT(scripts); i++)
            if (code >= scripts[i].first && code <= scripts[i].last)
                t->of[i] += at - from;
    }
}

static size_t bytes_of(const struct tally *t, const char *code)
{
    size_t bytes = 0;

    for (size_t i = 0; i < COUNT(scripts); i++)
        if (!strcmp(scripts[i].code, code))
            bytes += t->of[i];
    return bytes;
}

/* The signs of Chinese are also used in Japanese and, rarely, in Korean. */
static const char *east_asian(const struct tally *t)
{
    const size_t zh = bytes_of(t, "zh"), ja = bytes_of(t, "ja"),
                 ko = bytes_of(t, "ko");

    if ((zh + ja + ko) * 2 <= t->all)
        return NULL;
    if (ja && ja * KANA_SHARE >= zh + ja)
        return "ja";
    return ko > zh ? "ko" : "zh";
}

/* Are there enough characters of three bytes to look closer? */
static bool may_be_eastern(struct ir_text text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.size; i++)
        count += (unsigned char)text.data[i] >= LEAD_FIRST;
    return count * 6 > text.size;
}

const char *language_by_script(struct ir_text text)
{
    struct tally t = {0};
    const char *found;

    if (!may_be_eastern(text))
        return NULL;
    count_letters(text, &t);
    found = east_asian(&t);
    for (size_t i = 0; !found && i < COUNT(scripts); i++)
        if (t.of[i] * 2 > t.all)
            found = scripts[i].code;
    if (found && !strcmp(found, "hi"))
        return by_words(text, devanagari, COUNT(devanagari), found);
    return found;
}
