/* The names of encodings. */
#include "indexer/input/charset.h"

#define NAME_MAX_SIZE 40 /* bytes of an encoding's name */

/*
 * Names as the Encoding Standard of the web has them, as find_name() writes
 * them, and those of databases and old mail.  GMime and iconv() lack x-sjis,
 * x-gbk, x-mac-roman and others, and do not take latin1 for CP1252.
 */
static const struct {
    const char *iconv;
    unsigned unit; /* bytes to skip if they are no character */
    const char *names;
} encodings[] = {
    {"UTF-8", 1, " utf8 unicode11utf8 utf8mb4 utf8mb3 cp65001 65001 "},
    {"CP1252", 1,
     " windows1252 cp1252 win1252 1252 ansi iso88591 latin1 l1 ascii usascii "
     "ansix341968 "},
    {"CP1250", 1, " windows1250 cp1250 win1250 "},
    {"CP1251", 1, " windows1251 cp1251 win1251 "},
    {"CP1253", 1, " windows1253 cp1253 win1253 "},
    {"CP1254", 1, " windows1254 cp1254 win1254 iso88599 latin5 "},
    {"CP1255", 1, " windows1255 cp1255 win1255 "},
    {"CP1256", 1, " windows1256 cp1256 win1256 "},
    {"CP1257", 1, " windows1257 cp1257 win1257 "},
    {"CP1258", 1, " windows1258 cp1258 win1258 "},
    {"CP874", 1, " windows874 cp874 tis620 iso885911 "},
    {"ISO-8859-2", 1, " iso88592 latin2 "},
    {"ISO-8859-3", 1, " iso88593 latin3 "},
    {"ISO-8859-4", 1, " iso88594 latin4 "},
    {"ISO-8859-5", 1, " iso88595 cyrillic "},
    {"ISO-8859-6", 1, " iso88596 iso88596i iso88596e arabic "},
    {"ISO-8859-7", 1, " iso88597 greek "},
    {"ISO-8859-8", 1, " iso88598 iso88598i iso88598e hebrew visual "},
    {"ISO-8859-10", 1, " iso885910 latin6 "},
    {"ISO-8859-13", 1, " iso885913 "},
    {"ISO-8859-14", 1, " iso885914 "},
    {"ISO-8859-15", 1, " iso885915 latin9 "},
    {"ISO-8859-16", 1, " iso885916 "},
    {"KOI8-R", 1, " koi8r koi8 koi "},
    {"KOI8-U", 1, " koi8u koi8ru "},
    {"CP437", 1, " ibm437 cp437 437 "},
    {"CP850", 1, " ibm850 cp850 850 "},
    {"CP852", 1, " ibm852 cp852 852 "},
    {"CP866", 1, " ibm866 cp866 866 "},
    {"MACINTOSH", 1, " macintosh mac macroman "},
    {"MAC-CYRILLIC", 1, " maccyrillic macukrainian "},
    {"GB18030", 1, " gb18030 gbk gb2312 gb231280 euccn cp936 windows936 "},
    {"BIG5-HKSCS", 1, " big5 big5hkscs cp950 windows950 "},
    {"CP932", 1, " shiftjis sjis windows31j cp932 windows932 "},
    {"EUC-JP", 1, " eucjp "},
    {"ISO-2022-JP", 1, " iso2022jp "},
    {"UHC", 1, " euckr ksc56011987 windows949 cp949 uhc "},
    {"UTF-7", 1, " utf7 unicode11utf7 "},
    {"UTF-16LE", 2, " utf16le utf16 "},
    {"UTF-16BE", 2, " utf16be "},
    {"UTF-32LE", 4, " utf32le utf32 "},
    {"UTF-32BE", 4, " utf32be "},
};

/* A name between blanks, in small letters and digits, without x- before it and
 * a year behind it; false if it is too long. */
static bool find_name(struct ir_text name, char word[NAME_MAX_SIZE + 3])
{
    size_t size = 1;

    if (!name.size || name.size > NAME_MAX_SIZE)
        return false;
    while (name.size > 2 && text_begins(name, "x-"))
        name = text_slice(name, 2, name.size);
    for (size_t i = 0; i < name.size && name.data[i] != ':'; i++) {
        if (ascii_letter(name.data[i]) || ascii_digit(name.data[i]))
            word[size++] = ascii_lower(name.data[i]);
        else if (!memchr("-_.", name.data[i], 3))
            return false;
    }
    word[0] = word[size] = ' ';
    word[size + 1] = '\0';
    return size > 1;
}

const char *charset_find(struct ir_text name)
{
    char word[NAME_MAX_SIZE + 3];

    name = text_trim(name, BYTE(' ') | BYTE('\t') | BYTE('"') | BYTE('\'') |
                               BYTE('\0') | BYTE(';'));
    if (!find_name(name, word))
        return NULL;
    for (size_t i = 0; i < COUNT(encodings); i++)
        if (strstr(encodings[i].names, word))
            return encodings[i].iconv;
    return NULL;
}

size_t charset_unit(const char *name)
{
    for (size_t i = 0; i < COUNT(encodings); i++)
        if (!strcmp(encodings[i].iconv, name))
            return encodings[i].unit;
    return 1;
}

bool charset_is_wide(const char *charset)
{
    return charset_unit(charset) > 1;
}
