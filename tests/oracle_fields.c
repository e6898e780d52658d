/* What an article says of itself against what was asked of it. */
#include "tests/oracle.h"
#include "tests/test.h"
#include "text/fold.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define DATELINE 100 /* bytes: a later dash is one of the text */

/* Words of a name, folded, with one space between. */
static void add_name(struct ir_text name, struct buf *out)
{
    struct buf folded = BUF_INIT;
    bool space = false;

    fold_add(name, &folded);
    for (size_t i = 0; i < folded.size; i++) {
        if (folded.data[i] == ' ') {
            space = true;
            continue;
        }
        if (space && out->size)
            buf_addc(out, ' ');
        space = false;
        buf_addc(out, folded.data[i]);
    }
    buf_free(&folded);
}

/* A * matches any characters: try one by one. */
static bool fits(struct ir_text value, struct ir_text asked)
{
    struct ir_text rest = {asked.data + 1, asked.size - 1};

    if (!asked.size)
        return !value.size;
    if (asked.data[0] == '*') {
        for (size_t i = 0; i <= value.size; i++)
            if (fits((struct ir_text){value.data + i, value.size - i}, rest))
                return true;
        return false;
    }
    return value.size && value.data[0] == asked.data[0] &&
           fits((struct ir_text){value.data + 1, value.size - 1}, rest);
}

static bool same_name(struct ir_text value, struct ir_text asked)
{
    struct buf one = BUF_INIT, other = BUF_INIT;
    bool same;

    add_name(value, &one);
    add_name(asked, &other);
    same = one.size && other.size && fits(buf_text(&one), buf_text(&other));
    buf_free(&one);
    buf_free(&other);
    return same;
}

static bool has_word(struct ir_text text, struct ir_text form)
{
    struct words *walk = words_new();
    struct word word;
    bool found = false;

    words_start(walk, text, 0, 0, NULL);
    while (!found && words_next(walk, &word))
        found = !(word.flags & (WORD_JOINED | WORD_BESIDE)) &&
                text_equal(word.form, form);
    words_free(walk);
    return found;
}

static bool has_words(struct ir_text text, struct ir_text asked)
{
    struct words *walk = words_new();
    struct word word;
    bool all = true, some = false;

    if (text_equal(asked, TEXT("*"))) {
        words_free(walk);
        return text.size > 0;
    }
    words_start(walk, asked, 0, 0, NULL);
    while (all && words_next(walk, &word)) {
        if (!word.form.size || word.flags & (WORD_JOINED | WORD_BESIDE))
            continue;
        some = true;
        all = has_word(text, word.form);
    }
    words_free(walk);
    return all && some;
}

static bool same_address(struct ir_text value, struct ir_text asked)
{
    return asked.size && value.size && fits(value, asked);
}

/* TEHRAN (IRNA) -- ...: what stands before the first dash. */
static struct ir_text dateline(struct ir_text text)
{
    static const char *const dashes[] = {"--", " - ", "\xe2\x80\x93",
                                         "\xe2\x80\x94"};

    for (size_t i = 0; i < text.size && i < DATELINE; i++) {
        if (text.data[i] == '\n')
            break;
        for (size_t j = 0; j < COUNT(dashes); j++)
            if (!strncmp(text.data + i, dashes[j], strlen(dashes[j])))
                return (struct ir_text){text.data, i};
    }
    return (struct ir_text){text.data, 0};
}

static bool says_field(const struct query_node *node,
                       const struct ir_article *a)
{
    switch (node->field) {
    case FIELD_SOURCE: return same_name(a->source, node->text);
    case FIELD_SECTION: return same_name(a->section, node->text);
    case FIELD_LANG: return same_name(a->lang, node->text);
    case FIELD_BYLINE: return has_words(a->byline, node->text);
    case FIELD_DATELINE: return has_words(dateline(a->text), node->text);
    case FIELD_URL: return same_address(a->url, node->text);
    case FIELD_ID:
    case FIELD_COPIES: break;
    }
    return same_address(a->id, node->text);
}

/* The moment that is written 2026-05-12T10:00[:00](Z|+hh:mm); what it says
 * first, or with its seconds unsaid also last. */
static time_t moment(struct ir_text asked, bool last)
{
    int hours = 0, minutes = 0, used = 0;
    char text[40] = "", sign = '+';
    struct tm tm = {.tm_isdst = 0};

    snprintf(text, sizeof(text), "%.*s", (int)asked.size, asked.data);
    ck_assert_int_eq(sscanf(text, "%d-%d-%dT%d:%d%n", &tm.tm_year, &tm.tm_mon,
                            &tm.tm_mday, &tm.tm_hour, &tm.tm_min, &used),
                     5);
    tm.tm_sec = last ? 59 : 0;
    if (text[used] == ':')
        tm.tm_sec = atoi(text + used + 1);
    used += text[used] == ':' ? 3 : 0;
    if (text[used] != 'Z')
        ck_assert_int_eq(
            sscanf(text + used, "%c%d:%d", &sign, &hours, &minutes), 3);
    tm.tm_year -= 1900;
    tm.tm_mon--;
    tm.tm_min -= (hours * 60 + minutes) * (sign == '-' ? -1 : 1);
    return timegm(&tm);
}

/*
 * Is the article before what was asked, or behind it?  Days as they are
 * written, 2026-05-12, compare as text does: so a month holds all that begin
 * with it, and comes before what is greater.
 */
static bool beyond(struct ir_text asked, const struct ir_article *a,
                   bool before)
{
    time_t local = (time_t)a->date + a->utc_offset * 60;
    char date[16];
    struct tm tm;
    int order;

    if (!asked.size)
        return false;
    if (text_find(asked, 'T'))
        return before ? a->date < moment(asked, false)
                      : a->date > moment(asked, true);
    gmtime_r(&local, &tm);
    strftime(date, sizeof(date), "%Y-%m-%d", &tm);
    order = strncmp(date, asked.data, asked.size);
    return before ? order < 0 : order > 0;
}

static bool says_date(struct ir_text asked, const struct ir_article *a)
{
    const char *dots = memmem(asked.data, asked.size, "..", 2);
    struct ir_text first = asked, last = asked;

    if (dots) {
        first.size = (size_t)(dots - asked.data);
        last = (struct ir_text){dots + 2, asked.size - first.size - 2};
    }
    return a->has_date && !beyond(first, a, true) && !beyond(last, a, false);
}

bool oracle_says(const struct query_node *node, const struct oracle_article *a)
{
    uint64_t words = a->positions[IR_FIELD_BODY];
    uint64_t title = a->positions[IR_FIELD_TITLE];

    if (node->kind == QUERY_EVERY)
        return !node->within || (node->scope != SCOPE_LEAD && title) ||
               (node->scope != SCOPE_TITLE && words);
    if (node->kind == QUERY_FIELD)
        return says_field(node, a->article);
    if (node->kind == QUERY_DATE)
        return says_date(node->text, a->article);
    return words >= node->low && words <= node->high;
}
