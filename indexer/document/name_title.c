/* Makes a title from a file name such as "12-gas-prices-rise.txt". */
#include "indexer/document/document.h"

#include <ctype.h>

#define WORDS_MIN 3
#define CUT_BYTES 50 /* names that are cut to a length have as many */
#define DATE_PARTS 3
#define APOSTROPHE "\xe2\x80\x99"

static struct ir_text stem_of(struct ir_text path)
{
    struct ir_text stem = path;
    const char *slash = path.size ? memrchr(path.data, '/', path.size) : NULL;
    const char *dot;

    if (slash) {
        stem.size -= (size_t)(slash + 1 - stem.data);
        stem.data = slash + 1;
    }
    dot = stem.size ? memrchr(stem.data, '.', stem.size) : NULL;
    if (dot && dot > stem.data && stem.data + stem.size - dot <= 6)
        stem.size = (size_t)(dot - stem.data);
    return stem;
}

/* The next part between hyphens, underscores and spaces; empty at the end. */
static struct ir_text part_of(struct ir_text *rest)
{
    struct ir_text part;

    while (rest->size && memchr("-_ ", *rest->data, 3)) {
        rest->data++;
        rest->size--;
    }
    part = (struct ir_text){rest->data, 0};
    while (part.size < rest->size && !memchr("-_ ", part.data[part.size], 3))
        part.size++;
    rest->data += part.size;
    rest->size -= part.size;
    return part;
}

static bool all(struct ir_text part, int (*is)(int))
{
    for (size_t i = 0; i < part.size; i++)
        if (!is((unsigned char)part.data[i]))
            return false;
    return true;
}

/* ASCII letters, or any bytes of UTF-8 beyond ASCII. */
static int is_letter(int c)
{
    return isalpha(c) || c >= 0x80 || c == '\'';
}

static bool is_word(struct ir_text part)
{
    return part.size >= 2 && all(part, is_letter);
}

/* Part of a UUID or a hash.  Shorter ones may be words: $262b, A380. */
static bool is_code(struct ir_text part)
{
    return part.size >= 8 && all(part, isxdigit) && !all(part, isalpha);
}

/* A year, or a month or day, of a date at the beginning. */
static bool is_date_part(struct ir_text part, int before)
{
    return all(part, isdigit) && part.size == (before ? 2 : 4);
}

/* What stands before the title: "news", and one id, which may be a date. */
static void skip_id(struct ir_text *rest)
{
    struct ir_text part, next = *rest;
    int ids = 0, dates = 0;

    while ((part = part_of(&next)).size) {
        bool is_date =
            dates == ids && dates < DATE_PARTS && is_date_part(part, dates);

        if (!text_equal(part, TEXT("news")) &&
            !(all(part, isdigit) && (!ids || (is_date && dates))))
            return;
        ids += all(part, isdigit);
        dates += all(part, isdigit) && is_date;
        *rest = next;
    }
}

/* Is it what names leave of 's or, as in "won't", of 't after a word? */
static bool is_suffix(struct ir_text part, struct ir_text before)
{
    return is_word(before) && (text_equal(part, TEXT("s")) ||
                               (text_equal(part, TEXT("t")) &&
                                before.data[before.size - 1] == 'n'));
}

static bool is_initial(struct ir_text part)
{
    return part.size == 1 && isupper((unsigned char)*part.data);
}

/* Is an initial the first of several, as "U-S" is left of "U.S."?  "A" before
 * several is an article. */
static bool begins_initials(struct ir_text part, struct ir_text rest)
{
    return is_initial(part) && is_initial(part_of(&rest)) &&
           !(*part.data == 'A' && is_initial(part_of(&rest)));
}

/* Words that no title ends in, unless it is cut. */
static bool ends_in_midst(struct ir_text last)
{
    static const char *const words[] = {
        "a",      "an",        "the",      "of",      "and",     "or",
        "for",    "from",      "by",       "at",      "with",    "without",
        "into",   "than",      "its",      "his",     "her",     "their",
        "our",    "to",        "in",       "on",      "as",      "that",
        "this",   "these",     "those",    "next",    "between", "against",
        "amid",   "toward",    "towards",  "if",      "is",      "are",
        "be",     "was",       "were",     "will",    "would",   "has",
        "have",   "not",       "via",      "per",     "about",   "after",
        "before", "under",     "during",   "through", "since",   "who",
        "which",  "more",      "most",     "other",   "some",    "new",
        "former", "including", "regarding"};

    for (size_t i = 0; i < COUNT(words); i++)
        if (text_is(last, words[i]))
            return true;
    return false;
}

enum name_title document_name_title(struct ir_text path, struct buf *out)
{
    struct ir_text rest = stem_of(path), part, last = TEXT("");
    size_t start = out->size;
    int words = 0, codes = 0;
    bool cut = false, initials = false, title;

    skip_id(&rest);
    while ((part = part_of(&rest)).size) {
        words += is_word(part);
        codes += is_code(part) && !all(part, isdigit);
        cut = is_suffix(part, last);
        if (cut)
            buf_adds(out, APOSTROPHE);
        else if (out->size > start && !(initials && is_initial(part)))
            buf_addc(out, ' ');
        buf_addt(out, part);
        initials =
            (initials && is_initial(part)) || begins_initials(part, rest);
        if (initials)
            buf_addc(out, '.');
        last = part;
    }
    cut = (cut || ends_in_midst(last)) && out->size - start >= CUT_BYTES;
    title = words >= WORDS_MIN && codes == 0;
    if (title && !cut)
        return NAME_TITLE;
    if (out->room)
        out->data[start] = '\0';
    out->size = start;
    return title ? NAME_TITLE_CUT : NAME_NO_TITLE;
}
