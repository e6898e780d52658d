/* Tells kinds of questions and of answers apart by their words. */
#include "search/plan/answers.h"

#define WORDS_READ 4 /* of a query */

static bool is_letter(char c)
{
    return ascii_letter(c) || c & 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The next run of letters and digits from *at on; empty at the end. */
static struct ir_text next(struct ir_text text, size_t *at)
{
    size_t start;

    while (*at < text.size && !is_letter(text.data[*at]) &&
           !is_digit(text.data[*at]))
        ++*at;
    start = *at;
    while (*at < text.size &&
           (is_letter(text.data[*at]) || is_digit(text.data[*at])))
        ++*at;
    return (struct ir_text){text.data + start, *at - start};
}

/* Is the word in the list, which is in lower case and ends with NULL? */
static bool is_among(struct ir_text word, const char *const *list)
{
    for (; *list; list++) {
        size_t i = 0;

        while (i < word.size && (word.data[i] | 0x20) == (*list)[i])
            i++;
        if (i == word.size && !(*list)[i])
            return true;
    }
    return false;
}

/* ---- questions ---- */

static const char *const when[] = {"when", NULL};
static const char *const how[] = {"how", NULL};
static const char *const what[] = {"what", "which", NULL};
static const char *const amounts[] = {
    "many", "much", "old",  "long", "large", "big",   "far",   "tall",
    "high", "deep", "fast", "wide", "heavy", "small", "often", NULL,
};
static const char *const measures[] = {
    "number",    "share", "percentage", "percent", "proportion",
    "price",     "cost",  "rate",       "amount",  "score",
    "magnitude", "size",  "age",        NULL,
};
static const char *const times[] = {"year", "date", "day", "month", NULL};
/* "in which year", "for how long", "what is the price" */
static const char *const skipped[] = {
    "in", "on", "at",  "by",  "since", "until", "for", "from",
    "to", "is", "was", "are", "were",  "the",   NULL,
};

enum answer_kind answer_asked(struct ir_text query)
{
    struct ir_text words[2] = {{"", 0}, {"", 0}}, word;
    size_t count = 0, at = 0;

    for (size_t i = 0; i < WORDS_READ && count < COUNT(words); i++) {
        word = next(query, &at);
        if (!is_among(word, skipped))
            words[count++] = word;
    }
    if (is_among(words[0], when))
        return ANSWER_TIME;
    if (is_among(words[0], how) && is_among(words[1], amounts))
        return ANSWER_NUMBER;
    if (!is_among(words[0], what))
        return ANSWER_ANY;
    if (is_among(words[1], times))
        return ANSWER_TIME;
    return is_among(words[1], measures) ? ANSWER_NUMBER : ANSWER_ANY;
}

/* ---- answers ---- */

static const char *const numbers[] = {
    "two",     "three",   "four",    "five",    "six",    "seven",
    "eight",   "nine",    "ten",     "eleven",  "twelve", "twenty",
    "thirty",  "forty",   "fifty",   "hundred", "dozen",  "thousand",
    "million", "billion", "percent", "half",    "dozens", NULL,
};
/* With a capital, as May and March are other words too. */
static const char *const days[] = {
    "January", "February", "March",     "April",    "May",      "June",
    "July",    "August",   "September", "October",  "November", "December",
    "Monday",  "Tuesday",  "Wednesday", "Thursday", "Friday",   "Saturday",
    "Sunday",  "Jan",      "Feb",       "Mar",      "Apr",      "Jun",
    "Jul",     "Aug",      "Sep",       "Sept",     "Oct",      "Nov",
    "Dec",     NULL,
};

static bool is_day(struct ir_text word)
{
    for (size_t i = 0; days[i]; i++)
        if (text_equal(word, text_of(days[i])))
            return true;
    return false;
}

/* A year from 1800 to 2099. */
static bool is_year(struct ir_text word)
{
    const char *c = word.data;

    return word.size == 4 && is_digit(c[2]) && is_digit(c[3]) &&
           (c[0] == '1' ? c[1] == '8' || c[1] == '9'
                        : c[0] == '2' && c[1] == '0');
}

static bool gives(enum answer_kind kind, struct ir_text word)
{
    if (kind == ANSWER_NUMBER)
        return is_digit(word.data[0]) || is_among(word, numbers);
    return is_year(word) || is_day(word);
}

bool answer_given(enum answer_kind kind, struct ir_text text)
{
    struct ir_text word;
    size_t at = 0;

    if (kind == ANSWER_ANY)
        return true;
    for (word = next(text, &at); word.size; word = next(text, &at))
        if (gives(kind, word))
            return true;
    return false;
}
