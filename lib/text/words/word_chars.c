/* Classes of characters, for reading words. */
#include "text/words/word_chars.h"

#include "text/words.h"

#include <utf8proc.h>

enum { TATWEEL = 0x640 }; /* lengthens an Arabic word */

#define U (ASCII_WORD | ASCII_LETTER | ASCII_UPPER)
#define L (ASCII_WORD | ASCII_LETTER | ASCII_LOWER)
#define D ASCII_WORD
#define C ASCII_CONNECT
#define H8                                                                  \
    ASCII_HIGH, ASCII_HIGH, ASCII_HIGH, ASCII_HIGH, ASCII_HIGH, ASCII_HIGH, \
        ASCII_HIGH, ASCII_HIGH
#define H64 H8, H8, H8, H8, H8, H8, H8, H8

/* clang-format off */
const unsigned char ascii_classes[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, C, 0, 0, C, C, 0, 0, 0, C, C, C, C, 0, /*  !"#$%&'()*+,-./ */
    D, D, D, D, D, D, D, D, D, D, 0, 0, 0, 0, 0, 0,
    0, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
    U, U, U, U, U, U, U, U, U, U, U, 0, 0, 0, 0, 0,
    C, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* ` */
    L, L, L, L, L, L, L, L, L, L, L, 0, 0, 0, 0, 0,
    H64, H64,
};
/* clang-format on */

/* Letters of Han, kana, Thai, Lao, Khmer and Myanmar, in order. */
static const uint32_t pairs[][2] = {
    {0xe01, 0xe4e},     {0xe81, 0xecf},     {0xedc, 0xedf},   {0x1000, 0x103f},
    {0x1050, 0x108f},   {0x109a, 0x109f},   {0x1780, 0x17dd}, {0x3005, 0x3007},
    {0x3021, 0x3029},   {0x3031, 0x3035},   {0x3038, 0x303c}, {0x3041, 0x30ff},
    {0x31f0, 0x31ff},   {0x3400, 0x4dbf},   {0x4e00, 0x9fff}, {0xa9e0, 0xa9ef},
    {0xa9fa, 0xa9ff},   {0xaa60, 0xaa7f},   {0xf900, 0xfaff}, {0xff66, 0xff9d},
    {0x1aff0, 0x1b16f}, {0x20000, 0x3fffd},
};

static bool in_pairs(uint32_t code)
{
    size_t low = 0, high = COUNT(pairs);

    while (low < high) {
        size_t mid = (low + high) / 2;

        if (code > pairs[mid][1])
            low = mid + 1;
        else if (code < pairs[mid][0])
            high = mid;
        else
            return true;
    }
    return false;
}

/*
 * Emoji are words, and so are other pictures of their blocks, such as the
 * radioactive sign.  Not words are signs that belong to a word beside them
 * (currencies, trade mark, degree), and bullets, dashes and arrows, which may
 * stand between the words of a phrase.
 */
static bool is_symbol(uint32_t code)
{
    static const uint32_t none[][2] = {
        {0x2500, 0x25ff}, {0x2794, 0x2794}, {0x2798, 0x27af}, {0x27b1, 0x27be},
        {0x2934, 0x2935}, {0x2b05, 0x2b07}, {0x3030, 0x3299},
    };
    unsigned bounds;

    if (code < 0x2300)
        return false;
    for (size_t i = 0; i < COUNT(none); i++)
        if (code >= none[i][0] && code <= none[i][1])
            return false;
    if (code >= 0x2600 && code <= 0x27bf)
        return true;
    bounds = utf8proc_get_property((utf8proc_int32_t)code)->boundclass;
    return bounds == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
           bounds == UTF8PROC_BOUNDCLASS_REGIONAL_INDICATOR;
}

static enum char_class class_of_category(uint32_t code)
{
    switch ((int)utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL: return in_pairs(code) ? CHAR_PAIR : CHAR_LETTER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NO: return CHAR_DIGIT;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME: return CHAR_MARK;
    /* A code point that is not assigned yet may be a new emoji. */
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_SO:
        return is_symbol(code) ? CHAR_SYMBOL : CHAR_OTHER;
    default: return CHAR_OTHER;
    }
}

enum char_class char_class(uint32_t code)
{
    if (code < 0x80)
        return class_of_ascii((unsigned char)code);
    if (code == 0xff9e || code == 0xff9f) /* halfwidth voicing marks */
        return CHAR_MARK;
    if (word_apostrophe(code)) /* Unicode has some of them as letters */
        return CHAR_OTHER;
    if (code == TATWEEL ||
        utf8proc_get_property((utf8proc_int32_t)code)->ignorable)
        return CHAR_IGNORED;
    return class_of_category(code);
}

bool word_apostrophe(uint32_t code)
{
    switch (code) {
    case '\'':
    case '`':
    case 0xb4:
    case 0x2b9: /* soft and hard sign of Cyrillic, as libraries write them */
    case 0x2ba:
    case 0x2bb: /* okina, ain, hamza and what is taken for them */
    case 0x2bc:
    case 0x2bd:
    case 0x2be:
    case 0x2bf:
    case 0x2c0:
    case 0x2c1:
    case 0x2c8:
    case 0x2ca:
    case 0x2cb:
    case 0x55a: /* of Armenian */
    case 0x5f3: /* geresh and gershayim of Hebrew */
    case 0x5f4:
    case 0x2018:
    case 0x2019:
    case 0x201b:
    case 0x2032:
    case 0xa722: /* of Egyptian, and saltillo of Mexico */
    case 0xa723:
    case 0xa724:
    case 0xa725:
    case 0xa78b:
    case 0xa78c:
    case 0xff07:
    case 0xff40: return true;
    default: return false;
    }
}

bool word_hyphen(uint32_t code)
{
    return code == '-' || code == 0x2010 || code == 0x2011 || code == 0x2013;
}

bool word_unspaced(uint32_t code)
{
    return char_class(code) == CHAR_PAIR;
}

bool word_letter(uint32_t code)
{
    return char_class(code) == CHAR_LETTER;
}

/* In order.  In capitals they may be another word: US, WHO, IT, AM. */
static const char everyday[][4] = {
    "all", "am",  "an",  "and", "any", "are", "as",  "at",  "be",  "but",
    "by",  "can", "did", "do",  "for", "get", "go",  "got", "had", "has",
    "he",  "her", "him", "his", "how", "if",  "in",  "is",  "it",  "its",
    "let", "may", "me",  "my",  "new", "no",  "nor", "not", "now", "of",
    "off", "old", "on",  "one", "or",  "our", "out", "own", "per", "pm",
    "put", "say", "see", "she", "so",  "the", "to",  "too", "two", "up",
    "us",  "use", "was", "way", "we",  "who", "why", "yet", "you",
};

bool everyday_word(const char *form, size_t size)
{
    size_t low = 0, high = COUNT(everyday);
    char word[4] = "";

    if (size < 2 || size > 3)
        return false;
    memcpy(word, form, size);
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = memcmp(word, everyday[mid], 4);

        if (!order)
            return true;
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return false;
}
