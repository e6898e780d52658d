/* The classes of characters in a query, and the pairs of quotation marks. */
#include "search/query/lex.h"

#include "text/utf8.h"
#include "text/words.h"

#include <stdlib.h>
#include <utf8proc.h>

enum { ZWNJ = 0x200c };

bool query_is_space(uint32_t code)
{
    utf8proc_category_t category;

    if (code < 0x80)
        return code <= ' ' || code == 0x7f;
    category = utf8proc_category((utf8proc_int32_t)code);
    return category == UTF8PROC_CATEGORY_ZS ||
           category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP || category == UTF8PROC_CATEGORY_CC;
}

bool query_is_wordy(uint32_t code)
{
    utf8proc_category_t category;

    if (code == 0xfffd)
        return false;
    category = utf8proc_category((utf8proc_int32_t)code);
    return category <= UTF8PROC_CATEGORY_NO ||
           category == UTF8PROC_CATEGORY_SO || category == UTF8PROC_CATEGORY_CO;
}

bool query_bears_word(struct ir_text text)
{
    size_t at = 0;

    while (at < text.size)
        if (query_is_wordy(utf8_next(text.data, text.size, &at)))
            return true;
    return false;
}

struct ir_text query_trimmed(struct ir_text t)
{
    size_t at = 0, start = t.size, end = t.size;

    while (at < t.size) {
        size_t from = at;

        if (query_is_space(utf8_next(t.data, t.size, &at)))
            continue;
        start = start < from ? start : from;
        end = at;
    }
    return (struct ir_text){t.data + start, end - start};
}

bool query_ends_curly(struct ir_text t)
{
    const char *end = t.data + t.size;

    return t.size > 3 && (!memcmp(end - 3, "\xe2\x80\x98", 3) ||
                          !memcmp(end - 3, "\xe2\x80\x99", 3));
}

struct ir_text query_without_stops(struct ir_text t)
{
    for (;;) {
        if (t.size && strchr(".,;:!?]}>'", t.data[t.size - 1]) &&
            t.data[t.size - 1])
            t.size--;
        else if (query_ends_curly(t))
            t.size -= 3;
        else
            return t;
    }
}

bool query_is_numeric(struct ir_text t)
{
    for (size_t i = 0; i < t.size; i++)
        if (!ascii_digit(t.data[i]) && !strchr(".,*?$^~+-", t.data[i]))
            return false;
    return true;
}

bool query_is_one_word(struct ir_text t, const char *others)
{
    size_t at = 0;

    while (at < t.size) {
        uint32_t code = utf8_next(t.data, t.size, &at);

        if (!query_is_wordy(code) && !word_apostrophe(code) && code != ZWNJ &&
            (code >= 0x80 || !strchr(others, (int)code)))
            return false;
    }
    return t.size > 0;
}

/* ---- quotation marks ---- */

/*
 * Quotation marks and what closes them.  Some marks open in one language and
 * close in another, so a mark first closes what is open, and opens only if
 * there is nothing for it to close.
 */
static const struct pair {
    uint32_t mark, closers[3];
} pairs[] = {
    {'"', {'"', 0xff02, 0}},
    {0xff02, {'"', 0xff02, 0}},
    {0x201c, {0x201d, 0, 0}},           /* English */
    {0x201d, {0x201d, 0, 0}},           /* Swedish */
    {0x201e, {0x201c, 0x201d, 0x201f}}, /* German, Polish */
    {0x201f, {0x201d, 0, 0}},
    {0xab, {0xbb, 0, 0}},     /* French */
    {0xbb, {0xab, 0xbb, 0}},  /* Danish, Swedish */
    {0x2039, {0x203a, 0, 0}}, /* the same, single */
    {0x203a, {0x2039, 0x203a, 0}},
    {0x301d, {0x301e, 0x301f, 0}}, /* East Asian */
};

/* A mark that is not closed yet. */
struct open {
    size_t index; /* among the marks */
    const struct pair *pair;
};

struct pairing {
    struct query_quotes *out;
    struct open *stack;
    size_t depth, room;
    size_t counts[COUNT(pairs)]; /* of open marks, by kind */
};

static const struct pair *find_pair(uint32_t code)
{
    for (size_t i = 0; i < COUNT(pairs); i++)
        if (pairs[i].mark == code)
            return &pairs[i];
    return NULL;
}

bool query_is_quote(uint32_t code)
{
    return code == '"' || (code >= 0xab && (find_pair(code) || code == 0x301e ||
                                            code == 0x301f));
}

static bool closes(uint32_t code, const struct pair *pair)
{
    return code == pair->closers[0] ||
           (code && (code == pair->closers[1] || code == pair->closers[2]));
}

/* Does it open in few languages only, and only before a word? */
static bool mostly_closes(uint32_t code)
{
    return code == 0x201d || code == 0x301e || code == 0x301f;
}

/* How far down the stack the innermost open mark that code closes is, from 1; 0
 * if there is none. */
static size_t partner(const struct pairing *p, uint32_t code)
{
    bool some = false;

    for (size_t i = 0; i < COUNT(pairs); i++)
        some = some || (p->counts[i] && closes(code, &pairs[i]));
    for (size_t down = 1; some && down <= p->depth; down++)
        if (closes(code, p->stack[p->depth - down].pair))
            return down;
    return 0;
}

/* Let the mark at index close the open one so far down the stack; those above
 * it are text. */
static void close_at(struct pairing *p, size_t index, size_t down)
{
    while (down--) {
        const struct open *top = &p->stack[--p->depth];

        p->counts[top->pair - pairs]--;
        if (!down)
            p->out->items[top->index].end = index;
    }
}

static void push(struct pairing *p, size_t index, const struct pair *pair)
{
    p->stack = xgrow(p->stack, p->depth, &p->room, sizeof(*p->stack));
    p->stack[p->depth++] = (struct open){index, pair};
    p->counts[pair - pairs]++;
}

/* Close, open or skip the next mark. */
static void take(struct pairing *p, uint32_t code, size_t index,
                 bool space_before, bool space_after)
{
    const struct pair *pair = find_pair(code);
    bool closing = mostly_closes(code) ? !space_before || space_after
                                       : !space_before && space_after;
    size_t down = partner(p, code);

    /* In „says “no” to“ it does not close before a word. */
    if (down && code == 0x201c && space_before && !space_after)
        down = 0;
    /* At the end of a word any mark closes the innermost open one. */
    if (!down && p->depth && closing)
        down = 1;
    if (down)
        close_at(p, index, down);
    else if (pair)
        push(p, index, pair);
}

static bool parts_words(struct ir_text text, size_t at)
{
    uint32_t code = utf8_next(text.data, text.size, &at);

    return query_is_space(code) || code == '(' || code == ')' ||
           (code < 0x80 && strchr(".,;:!?~^/]}", (int)code));
}

void query_quotes_find(struct ir_text text, struct query_quotes *out)
{
    struct pairing p = {.out = out};
    bool space = true;
    size_t at = 0;

    memset(out, 0, sizeof(*out));
    while (at < text.size) {
        size_t start = at, index = out->count;
        uint32_t code = utf8_next(text.data, text.size, &at);

        if (query_is_quote(code)) {
            out->items =
                xgrow(out->items, out->count, &out->room, sizeof(*out->items));
            out->items[out->count++] =
                (struct query_quote){start, at, QUOTE_OPEN};
            take(&p, code, index, space,
                 at == text.size || parts_words(text, at));
        }
        space = query_is_space(code) || code == '(';
    }
    free(p.stack);
}
