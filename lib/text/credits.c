/* Datelines and lines of credit around a text. */
#include "text/credits.h"

#include <ctype.h>

enum {
    DATELINE_MAX_BYTES = 80,
    CREDIT_MAX = 120, /* bytes of a line of credit */
    AGENCY_WORDS = 3, /* of a line that is the name of an agency, in capitals */
};

static bool begins(struct ir_text text, const char *phrase)
{
    size_t size = strlen(phrase);

    if (text.size < size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (tolower((unsigned char)text.data[i]) != phrase[i])
            return false;
    return true;
}

/* Is it one to three words in capitals, such as REUTER or AP? */
static bool is_agency(struct ir_text line)
{
    size_t words = 1, letters = 0;

    for (size_t i = 0; i < line.size; i++) {
        words += line.data[i] == ' ';
        letters += ascii_letter(line.data[i]);
        if (islower((unsigned char)line.data[i]))
            return false;
    }
    return letters && words <= AGENCY_WORDS;
}

static bool is_credit(struct ir_text line)
{
    static const char *const phrases[] = {
        "by ",       "from ",      "source:",  "sources:",   "credit:",
        "reporting", "editing",    "writing",  "additional", "compiled",
        "edited",    "with files", "reuter",   "agencies",   "copyright",
        "(c) ",      "\xc2\xa9",   "courtesy", "photo",      "published",
    };
    static const char openers[] = "([-/*\xe2\x80\x94 ";

    if (line.size > CREDIT_MAX)
        return false;
    if (is_agency(line))
        return true;
    while (line.size && memchr(openers, *line.data, sizeof(openers) - 1))
        line = text_slice(line, 1, line.size);
    for (size_t i = 0; i < COUNT(phrases); i++)
        if (begins(line, phrases[i]))
            return true;
    return !line.size || is_agency(line);
}

/* Is it a place as datelines have it, with a word of capitals? */
static bool is_place(struct ir_text text)
{
    size_t capitals = 0;

    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] == '\n')
            return false;
        if (text.data[i] >= 'A' && text.data[i] <= 'Z' && ++capitals > 2)
            return true;
        if (!(text.data[i] >= 'A' && text.data[i] <= 'Z'))
            capitals = 0;
    }
    return text.size && *text.data == '(';
}

/* The length of the dash at a place, or 0. */
static size_t dash_at(struct ir_text text, size_t at)
{
    const char *s = text.data + at;
    const size_t left = text.size - at;

    if (*s == '-' && left > 1)
        return s[1] == '-' || s[1] == ' ' ? 2 : 0;
    if (*s == '\xe2' && left > 2 && s[1] == '\x80')
        return s[2] == '\x93' || s[2] == '\x94' ? 3 : 0;
    return 0;
}

/* The length of the dateline that a text begins with, or 0. */
static size_t dateline(struct ir_text text)
{
    for (size_t i = 0; i < text.size && i < DATELINE_MAX_BYTES; i++) {
        size_t dash = dash_at(text, i);

        if (dash)
            return is_place(text_slice(text, 0, i)) ? i + dash : 0;
    }
    return 0;
}

struct ir_range credits_between(struct ir_text text, size_t from,
                                const struct sentences *s)
{
    size_t first = 0, last = s->count;
    struct ir_range out = {from, from};

    while (last && (s->items[last - 1].marks & SENTENCE_BOILERPLATE ||
                    is_credit(text_slice(text, s->items[last - 1].start,
                                         s->items[last - 1].end))))
        last--;
    while (
        first < last && first < 2 &&
        is_credit(text_slice(text, s->items[first].start, s->items[first].end)))
        first++;
    if (first == last)
        return out;
    out.start = s->items[first].start;
    out.end = s->items[last - 1].end;
    out.start += dateline(text_slice(text, out.start, out.end));
    return out;
}
