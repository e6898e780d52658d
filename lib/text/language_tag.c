/* The names of languages, in their usual form. */
#include "text/language_tag.h"

#include <ctype.h>
#include <strings.h>

#define PART_MAX 8       /* letters and digits of a subtag (RFC 5646) */
#define NAME_MAX_SIZE 12 /* bytes of the longest name below */

/* Codes and names that mean a language which has a shorter or newer code. */
static const struct {
    const char *names, *code;
} others[] = {
    {" ara arabic ", "ar"},
    {" bul bulgarian ", "bg"},
    {" ben bengali bangla ", "bn"},
    {" cat catalan ", "ca"},
    {" ces cze cz czech ", "cs"},
    {" dan dk danish ", "da"},
    {" deu ger german deutsch ", "de"},
    {" ell gre gr greek ", "el"},
    {" eng english us gb ", "en"},
    {" spa spanish castellano espanol ", "es"},
    {" est estonian ", "et"},
    {" eus baq basque ", "eu"},
    {" fas per persian farsi ", "fa"},
    {" fin finnish ", "fi"},
    {" fra fre french francais ", "fr"},
    {" gle irish ", "ga"},
    {" heb iw hebrew ", "he"},
    {" hin hindi ", "hi"},
    {" hrv croatian ", "hr"},
    {" hun hungarian ", "hu"},
    {" hye arm armenian ", "hy"},
    {" ind in indonesian ", "id"},
    {" ita italian italiano ", "it"},
    {" jpn jp japanese ", "ja"},
    {" kor korean ", "ko"},
    {" lit lithuanian ", "lt"},
    {" lav latvian ", "lv"},
    {" mya bur burmese ", "my"},
    {" no nor nob norwegian ", "nb"},
    {" nep nepali ", "ne"},
    {" nld dut dutch ", "nl"},
    {" nno ", "nn"},
    {" pol polish ", "pl"},
    {" por portuguese ", "pt"},
    {" ron rum romanian mo ", "ro"},
    {" rus russian ", "ru"},
    {" srp serbian ", "sr"},
    {" swe swedish ", "sv"},
    {" tam tamil ", "ta"},
    {" tha thai ", "th"},
    {" tur turkish ", "tr"},
    {" ukr ua ukrainian ", "uk"},
    {" urd urdu ", "ur"},
    {" vie vietnamese ", "vi"},
    {" yid ji yiddish ", "yi"},
    {" zho chi cn chinese mandarin ", "zh"},
};

/* Codes of no language, and words that some write for want of one. */
static const char none[] = " und mul mis zxx nil qaa utf iso none null ";

static bool is_among(const char *names, struct ir_text word)
{
    char spaced[NAME_MAX_SIZE + 3];

    if (word.size > NAME_MAX_SIZE)
        return false;
    spaced[0] = ' ';
    for (size_t i = 0; i < word.size; i++)
        spaced[i + 1] = (char)tolower((unsigned char)word.data[i]);
    spaced[word.size + 1] = ' ';
    spaced[word.size + 2] = '\0';
    return strstr(names, spaced) != NULL;
}

/* The next part of a tag, cut off text; empty if it is no letters and digits,
 * and at the end. */
static struct ir_text cut_part(struct ir_text *text)
{
    struct ir_text part = {text->data, 0};

    while (part.size < text->size &&
           isalnum((unsigned char)text->data[part.size]))
        part.size++;
    text->data += part.size;
    text->size -= part.size;
    if (text->size > 1 && (*text->data == '-' || *text->data == '_')) {
        text->data++;
        text->size--;
    }
    return part;
}

static bool is_code(struct ir_text part)
{
    for (size_t i = 0; i < part.size; i++)
        if (!isalpha((unsigned char)part.data[i]))
            return false;
    return (part.size == 2 || part.size == 3) && !is_among(none, part);
}

static bool add_base(struct ir_text part, struct buf *out)
{
    for (size_t i = 0; i < COUNT(others); i++)
        if (is_among(others[i].names, part)) {
            buf_adds(out, others[i].code);
            return true;
        }
    for (size_t i = 0; i < part.size && is_code(part); i++)
        buf_addc(out, (char)tolower((unsigned char)part.data[i]));
    return is_code(part);
}

/* A script as "Hans", a region as "DE", others as "valencia". */
static void add_part(struct ir_text part, struct buf *out)
{
    const bool letters = isalpha((unsigned char)*part.data) != 0;

    buf_addc(out, '-');
    for (size_t i = 0; i < part.size; i++) {
        const int c = (unsigned char)part.data[i];
        const bool upper =
            letters && (part.size == 2 || (part.size == 4 && i == 0));

        buf_addc(out, (char)(upper ? toupper(c) : tolower(c)));
    }
}

/* A script, region or variant; extensions, which begin with a single letter,
 * tell nothing here. */
static bool is_part(struct ir_text part)
{
    if (part.size >= 4)
        return part.size <= PART_MAX;
    return part.size == 2 || part.size == 3;
}

bool language_tag_add(struct ir_text text, struct buf *out)
{
    const size_t start = out->size;
    struct ir_text part;

    text = text_trim(text, BYTES_SPACE);
    part = cut_part(&text);
    if (!part.size || !add_base(part, out)) {
        if (out->size > start)
            out->data[out->size = start] = '\0';
        return false;
    }
    while ((part = cut_part(&text)).size && is_part(part))
        add_part(part, out);
    return true;
}

struct ir_text language_tag_base(struct ir_text tag)
{
    const char *end = text_find(tag, '-');

    if (end)
        tag.size = (size_t)(end - tag.data);
    return tag;
}
