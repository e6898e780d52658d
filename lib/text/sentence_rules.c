/* What ends a sentence: which marks do, and which stops do not. */
#include "text/sentence_rules.h"

#include "text/utf8.h"

#include <utf8proc.h>

enum { TOKEN_MAX = 24 }; /* a longer word before a stop is no abbreviation */

#define LISTED_SIZE 8 /* of a listed one, with NULs to this size */

enum kind {
    KIND_WORD,
    KIND_NEVER,    /* Mr. */
    KIND_NUMBERED, /* No. 5 */
    KIND_MAYBE,    /* Inc. */
};

/* In the order of their first letters. */
static const struct {
    char word[LISTED_SIZE]; /* compared as one number */
    enum kind kind;
} abbreviations[] = {
    {"adm", KIND_NEVER},     {"al", KIND_MAYBE},      {"apr", KIND_NUMBERED},
    {"assn", KIND_MAYBE},    {"aug", KIND_NUMBERED},  {"ave", KIND_MAYBE},
    {"ayt", KIND_NEVER},     {"blvd", KIND_MAYBE},    {"bros", KIND_MAYBE},
    {"brig", KIND_NEVER},    {"capt", KIND_NEVER},    {"cf", KIND_NEVER},
    {"cmdr", KIND_NEVER},    {"co", KIND_MAYBE},      {"col", KIND_NEVER},
    {"corp", KIND_MAYBE},    {"dec", KIND_NUMBERED},  {"dept", KIND_MAYBE},
    {"dr", KIND_NEVER},      {"e.g", KIND_NEVER},     {"eg", KIND_NEVER},
    {"est", KIND_MAYBE},     {"etc", KIND_MAYBE},     {"feb", KIND_NUMBERED},
    {"fig", KIND_NUMBERED},  {"figs", KIND_NUMBERED}, {"ft", KIND_MAYBE},
    {"gen", KIND_NEVER},     {"gov", KIND_NEVER},     {"hon", KIND_NEVER},
    {"i.e", KIND_NEVER},     {"ie", KIND_NEVER},      {"inc", KIND_MAYBE},
    {"jan", KIND_NUMBERED},  {"jr", KIND_MAYBE},      {"jul", KIND_NUMBERED},
    {"jun", KIND_NUMBERED},  {"lt", KIND_NEVER},      {"ltd", KIND_MAYBE},
    {"maj", KIND_NEVER},     {"mar", KIND_NUMBERED},  {"messrs", KIND_NEVER},
    {"mlle", KIND_NEVER},    {"mme", KIND_NEVER},     {"mr", KIND_NEVER},
    {"mrs", KIND_NEVER},     {"ms", KIND_NEVER},      {"mt", KIND_NEVER},
    {"no", KIND_NUMBERED},   {"nos", KIND_NUMBERED},  {"nov", KIND_NUMBERED},
    {"oct", KIND_NUMBERED},  {"ph.d", KIND_MAYBE},    {"pp", KIND_NUMBERED},
    {"pres", KIND_NEVER},    {"prof", KIND_NEVER},    {"rep", KIND_NEVER},
    {"rev", KIND_NEVER},     {"sen", KIND_NEVER},     {"sep", KIND_NUMBERED},
    {"sept", KIND_NUMBERED}, {"sgt", KIND_NEVER},     {"sr", KIND_MAYBE},
    {"st", KIND_NEVER},      {"univ", KIND_MAYBE},    {"viz", KIND_NEVER},
    {"vol", KIND_NUMBERED},  {"vs", KIND_NEVER},
};

/* Words in capitals after "U.S." that begin a sentence: far less often they are
 * part of a name. */
static const char *const starters[] = {
    "a",    "according", "after",   "all",    "also",      "although",
    "an",   "and",       "as",      "at",     "because",   "both",
    "but",  "by",        "despite", "during", "each",      "earlier",
    "for",  "from",      "he",      "her",    "here",      "his",
    "how",  "however",   "i",       "if",     "in",        "it",
    "its",  "last",      "later",   "many",   "meanwhile", "most",
    "my",   "no",        "not",     "now",    "on",        "one",
    "our",  "she",       "since",   "so",     "some",      "that",
    "the",  "their",     "then",    "there",  "these",     "they",
    "this", "those",     "to",      "under",  "we",        "what",
    "when", "where",     "while",   "who",    "why",       "with",
    "yet",  "you",
};

/* The same for a text all in capitals, where any word may follow "U.S.". */
static const char *const subjects[] = {
    "but", "he", "however", "it", "she", "the", "these", "they", "this", "we",
};

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static char char_at(struct ir_text text, size_t at)
{
    return at < text.size ? text.data[at] : '\0';
}

/* Do these bytes, one or more, stand there?  Most often not even the first. */
static bool holds(struct ir_text text, size_t at, const char *bytes)
{
    size_t size;

    if (char_at(text, at) != *bytes)
        return false;
    size = strlen(bytes);
    return text.size - at >= size && !memcmp(text.data + at, bytes, size);
}

size_t space_at(struct ir_text text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.data + at;
    size_t left = text.size - at;

    if (!left)
        return 0;
    if (*p == ' ' || (*p >= '\t' && *p <= '\r'))
        return 1;
    if (*p < 0xc2 || left < 2)
        return 0;
    if (*p == 0xc2)
        return p[1] == 0xa0 ? 2 : 0;
    if (left < 3)
        return 0;
    if (p[0] == 0xe2 && p[1] == 0x80 &&
        (p[2] <= 0x8b || p[2] == 0xa8 || p[2] == 0xa9 || p[2] == 0xaf))
        return 3;
    return !memcmp(p, "\xe3\x80\x80", 3) ? 3 : 0;
}

size_t skip_spaces(struct ir_text text, size_t at)
{
    size_t n;

    while ((n = space_at(text, at)))
        at += n;
    return at;
}

size_t trim_spaces(struct ir_text text, size_t from, size_t at)
{
    for (;;) {
        size_t before = at;
        const char last = at > from ? text.data[at - 1] : ' ';

        if (last > ' ' && last < 0x7f) /* no white space ends so */
            return at;
        for (size_t n = 1; n <= 3 && at >= from + n; n++)
            if (space_at((struct ir_text){text.data, at}, at - n) == n) {
                at -= n;
                break;
            }
        if (at == before)
            return at;
    }
}

size_t terminator_at(struct ir_text text, size_t at)
{
    static const char *const marks[] = {
        "\xe2\x80\xa6", "\xe3\x80\x82", "\xef\xbc\x8e", "\xef\xbc\x81",
        "\xef\xbc\x9f", "\xef\xbd\xa1", "\xd8\x9f",     "\xdb\x94",
        "\xe0\xa5\xa4", "\xe0\xa5\xa5", "\xe1\x8d\xa2",
    };
    char c = char_at(text, at);

    if (c == '.' || c == '!' || c == '?')
        return 1;
    if ((unsigned char)c < 0xd8)
        return 0;
    for (size_t i = 0; i < COUNT(marks); i++)
        if (holds(text, at, marks[i]))
            return strlen(marks[i]);
    return 0;
}

/* Is it a mark of a script that has no space after it? */
static bool is_full_width(struct ir_text text, size_t at)
{
    unsigned char c = (unsigned char)char_at(text, at);

    return c == 0xe3 || c == 0xef;
}

/* Length of the closing quote or bracket at `at`, or 0. */
static size_t closer_at(struct ir_text text, size_t at)
{
    static const char *const closers[] = {
        "\xe2\x80\x9d", "\xe2\x80\x99", "\xc2\xbb",
        "\xe3\x80\x8d", "\xe3\x80\x8f", "\xef\xbc\x89",
    };
    char c = char_at(text, at);

    if (c == '"' || c == '\'' || c == ')' || c == ']' || c == '}')
        return 1;
    if ((unsigned char)c < 0x80)
        return 0;
    for (size_t i = 0; i < COUNT(closers); i++)
        if (holds(text, at, closers[i]))
            return strlen(closers[i]);
    return 0;
}

static size_t opener_at(struct ir_text text, size_t at)
{
    static const char *const openers[] = {
        "\"", "'", "(", "[", "\xe2\x80\x9c", "\xe2\x80\x98", "\xc2\xab"};

    for (size_t i = 0; i < COUNT(openers); i++)
        if (holds(text, at, openers[i]))
            return strlen(openers[i]);
    return 0;
}

bool ends_like_sentence(struct ir_text text, size_t from, size_t at)
{
    struct ir_text head = {text.data, trim_spaces(text, from, at)};

    for (size_t n = 1; n <= 3 && head.size >= from + n;)
        if (closer_at(head, head.size - n) == n) {
            head.size -= n;
            n = 1;
        } else {
            n++;
        }
    for (size_t n = 1; n <= 3 && head.size >= from + n; n++)
        if (terminator_at(head, head.size - n) == n)
            return true;
    return false;
}

/* Copy the word at `at` in lower case, cut to room - 1 letters; returns its
 * length. */
static size_t copy_word(struct ir_text text, size_t at, char *word, size_t room)
{
    size_t n = 0;

    while (n < room - 1 && ascii_letter(char_at(text, at + n))) {
        word[n] = (char)(text.data[at + n] | 0x20);
        n++;
    }
    word[n] = '\0';
    return n;
}

static bool listed(const char *const *list, size_t count, const char *word)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(word, list[i]))
            return true;
    return false;
}

bool starts_sentence(struct ir_text text, size_t at)
{
    char word[16];
    size_t opener = opener_at(text, at), n;

    if (opener && char_at(text, at) != '(' && char_at(text, at) != '[')
        return true;
    at += opener;
    n = copy_word(text, at, word, sizeof(word));
    if (!n || !is_upper(text.data[at]) || char_at(text, at + n) == '.')
        return false;
    if (n > 1 && is_upper(text.data[at + 1]))
        return listed(subjects, COUNT(subjects), word);
    return listed(starters, COUNT(starters), word);
}

static enum kind find_kind(struct ir_text token)
{
    char word[LISTED_SIZE] = "";

    if (token.size >= sizeof(word))
        return KIND_WORD;
    for (size_t i = 0; i < token.size; i++)
        word[i] = is_upper(token.data[i]) ? (char)(token.data[i] | 0x20)
                                          : token.data[i];
    for (size_t i = 0;
         i < COUNT(abbreviations) && abbreviations[i].word[0] <= word[0]; i++)
        if (!memcmp(word, abbreviations[i].word, sizeof(word)))
            return abbreviations[i].kind;
    return KIND_WORD;
}

/* The kind of word before the stop at `at`; also of "U. S." with spaces. */
static enum kind kind_before(struct ir_text text, size_t from, size_t at)
{
    struct ir_text token = {NULL, 0};
    size_t digits = 0, stops = 0, end = at, start;
    enum kind kind;

    if (end > from && text.data[end - 1] == ' ')
        end--;
    for (start = end; start > from && end - start <= TOKEN_MAX; start--) {
        char c = text.data[start - 1];

        if (!ascii_letter(c) && !ascii_digit(c) && c != '.' && (c & 0x80) == 0)
            break;
        digits += ascii_digit(c);
        stops += c == '.';
    }
    token.data = text.data + start;
    token.size = end - start;
    if (!token.size || token.size > TOKEN_MAX)
        return KIND_WORD;
    if (digits)
        return digits == token.size && start == from ? KIND_NEVER : KIND_WORD;
    kind = find_kind(token);
    if (kind != KIND_WORD)
        return kind;
    if (token.size == 1 && is_upper(token.data[0]))
        return KIND_MAYBE;
    return stops && token.size <= 8 && token.data[1] == '.' ? KIND_MAYBE
                                                            : KIND_WORD;
}

/* Is there a lower-case letter at `at`, or a sign that never begins a sentence?
 */
static bool goes_on(struct ir_text text, size_t at)
{
    char c = char_at(text, at);

    if ((unsigned char)c < 0x80)
        return is_lower(c) || (c && strchr(",;:.)]}?!%", c));
    return utf8proc_category((utf8proc_int32_t)utf8_next(
               text.data, text.size, &at)) == UTF8PROC_CATEGORY_LL;
}

/* "beginning.The": a sentence ends without a space, as the capital shows. */
static bool runs_on(struct ir_text text, size_t from, size_t at, size_t past)
{
    size_t opener = opener_at(text, past);

    if (at < from + 2 || !ascii_letter(text.data[at - 2]) ||
        !is_lower(text.data[at - 1]))
        return false;
    if (opener && char_at(text, past) != '(')
        past += opener;
    return is_upper(char_at(text, past)) &&
           (ascii_letter(char_at(text, past + 1)) ||
            starts_sentence(text, past));
}

static bool stop_ends(struct ir_text text, size_t from, size_t at, size_t next)
{
    switch (kind_before(text, from, at)) {
    case KIND_NEVER: return false;
    case KIND_NUMBERED: return !ascii_digit(char_at(text, next));
    case KIND_MAYBE: return starts_sentence(text, next);
    case KIND_WORD:
    default: return true;
    }
}

bool sentence_ends(struct ir_text text, size_t from, size_t at, size_t *past)
{
    bool stop = char_at(text, at) == '.', quoted = false, wide = false;
    size_t end = at, marks = 0, next, n;

    while ((n = terminator_at(text, end))) {
        wide = is_full_width(text, end);
        end += n;
        marks++;
    }
    while ((n = closer_at(text, end))) {
        quoted |= char_at(text, end) != ')' && char_at(text, end) != ']';
        end += n;
    }
    *past = end;
    next = skip_spaces(text, end);
    if (wide || next == text.size)
        return true;
    if (next == end && !runs_on(text, from, at, end))
        return false;
    if (goes_on(text, next))
        return false;
    if (!stop || marks > 1 || quoted)
        return true;
    return stop_ends(text, from, at, next);
}
