/* Licence lines and initials at the end of an article. */
#include "text/sentence_rules.h"

#include <ctype.h>

enum {
    WINDOW = 600,      /* bytes at the end that may hold a licence */
    INITIALS_MAX = 16, /* bytes of initials such as AB/CDE/FG */
};

static bool matches(struct ir_text text, size_t at, const char *phrase)
{
    size_t size = strlen(phrase);

    if (text.size - at < size)
        return false;
    for (size_t i = 0; i < size; i++)
        if (tolower((unsigned char)text.data[at + i]) !=
            (unsigned char)phrase[i])
            return false;
    return true;
}

/* What may begin with a byte, or be one: most bytes are nothing of these. */
enum byte_class {
    MAY_OPEN = 1, /* one of opener_at() */
    MAY_PART = 2, /* the end of a sentence or line */
    MAY_KEY = 4,  /* one of is_key() */
};

static const unsigned char byte_classes[256] = {
    ['\n'] = MAY_PART,
    ['.'] = MAY_PART,
    ['!'] = MAY_PART,
    ['?'] = MAY_PART,
    ['('] = MAY_OPEN,
    ['A'] = MAY_OPEN,
    ['C'] = MAY_OPEN | MAY_KEY,
    ['L'] = MAY_OPEN | MAY_KEY,
    ['M'] = MAY_KEY,
    ['N'] = MAY_OPEN,
    ['P'] = MAY_OPEN,
    ['R'] = MAY_KEY,
    ['T'] = MAY_OPEN,
    ['U'] = MAY_KEY,
    ['c'] = MAY_KEY,
    ['l'] = MAY_KEY,
    ['m'] = MAY_KEY,
    ['r'] = MAY_KEY,
    ['u'] = MAY_KEY,
    [0xc2] = MAY_OPEN | MAY_KEY,
};

/* Does one of the phrases that only licence lines contain stand at `at`? */
static bool is_key(struct ir_text text, size_t at)
{
    static const char *const phrases[] = {
        "licensed under ",    "rights reserved",  "copyright \xc2\xa9",
        "copyright (c)",      "copyright 1",      "copyright 2",
        "copyright by ",      "\xc2\xa9 ",        "\xc2\xa9 1",
        "under the licence ", "under a licence ", "may not be republished",
    };

    for (size_t i = 0; i < COUNT(phrases); i++)
        if (matches(text, at, phrases[i]))
            return true;
    return false;
}

static bool starts_with(struct ir_text text, size_t at, const char *phrase)
{
    size_t size;

    if (text.data[at] != *phrase) /* most often */
        return false;
    size = strlen(phrase);
    return text.size - at >= size && !memcmp(text.data + at, phrase, size);
}

enum opener {
    OPENER_NONE,
    OPENER_WEAK,   /* begins licence lines and other sentences */
    OPENER_STRONG, /* begins a licence line, even without a full stop before */
};

static enum opener opener_at(struct ir_text text, size_t at)
{
    static const char *const strong[] = {"All content ", "All Content ",
                                         "All rights ", "All Rights ",
                                         "Copyright "};
    static const char *const weak[] = {"This ",      "Content ",  "Text ",
                                       "Published ", "Licensed ", "No part ",
                                       "(c) ",       "\xc2\xa9"};

    if (at && trim_spaces(text, at - 1, at) == at && text.data[at - 1] != '.')
        return OPENER_NONE;
    for (size_t i = 0; i < COUNT(strong); i++)
        if (starts_with(text, at, strong[i]))
            return OPENER_STRONG;
    for (size_t i = 0; i < COUNT(weak); i++)
        if (starts_with(text, at, weak[i]))
            return OPENER_WEAK;
    return OPENER_NONE;
}

/* Is the byte at `at` the last one of a sentence or line? */
static bool parts_sentences(struct ir_text text, size_t at)
{
    const char c = text.data[at];

    if (c == '\n')
        return true;
    return (c == '.' || c == '!' || c == '?') && at + 1 < text.size &&
           !isalnum((unsigned char)text.data[at + 1]);
}

/* Where the licence lines at the end begin, or text.size if there are none. */
static size_t find_licence(struct ir_text text, size_t from)
{
    size_t opener = text.size;

    for (size_t i = from; i < text.size; i++) {
        const unsigned class = byte_classes[(unsigned char)text.data[i]];
        enum opener found = OPENER_NONE;

        if (!class)
            continue;
        if (class & MAY_OPEN)
            found = opener_at(text, i);
        if (class & MAY_PART && parts_sentences(text, i))
            opener = text.size;
        if (found == OPENER_STRONG ||
            (found == OPENER_WEAK && opener == text.size))
            opener = i;
        if (opener < text.size && class & MAY_KEY && is_key(text, i))
            return opener;
    }
    return text.size;
}

/* Where the authors' initials before end begin, or end if there are none.
 * Those of several authors have slashes between them. */
static size_t find_initials(struct ir_text text, size_t from, size_t end,
                            bool licensed)
{
    size_t start = end, strokes = 0, run = 0;

    while (start > from && end - start <= INITIALS_MAX) {
        char c = text.data[start - 1];

        if (c == '/') {
            strokes++;
            run = 0;
        } else if (c >= 'A' && c <= 'Z' && run < 4) {
            run++;
        } else {
            break;
        }
        start--;
    }
    if (!run || end - start < 2 || end - start > INITIALS_MAX)
        return end;
    if (start > from && trim_spaces(text, from, start) == start)
        return end;
    if (strokes && licensed)
        return start;
    return (strokes || licensed) && ends_like_sentence(text, from, start)
               ? start
               : end;
}

size_t boilerplate_find(struct ir_text text, size_t from, size_t cuts[2])
{
    size_t end = trim_spaces(text, from, text.size), licence, initials;
    size_t window = end - from > WINDOW ? end - WINDOW : from, count = 0;
    struct ir_text body = {text.data, end};

    licence = find_licence(body, window);
    end = trim_spaces(text, from, licence);
    initials = find_initials(body, from, end, licence < body.size);
    if (initials < end)
        cuts[count++] = initials;
    if (licence < body.size)
        cuts[count++] = licence;
    return count;
}
