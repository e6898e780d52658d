/* Whether the first line of a story is a headline. */
#include "text/sentence_rules.h"
#include "text/sentences.h"

enum {
    HEADLINE_MAX = 160, /* bytes */
    HEADLINE_LEAST = 8,
    DATELINE_MAX = 60, /* bytes of a dateline before its dash */
    FULL_LINE = 55,    /* fewest columns of a line that is full */
    WRAP_COLUMN = 100,
};

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

/* Length of the dash at `at` that ends a dateline, or 0. */
static size_t dash_at(struct ir_text line, size_t at)
{
    struct ir_text rest = {line.data + at, line.size - at};
    size_t size = 0;

    if (rest.data[0] == '-')
        size = rest.size > 1 && rest.data[1] == '-' ? 2 : 1;
    else if (rest.size >= 3 && (!memcmp(rest.data, "\xe2\x80\x93", 3) ||
                                !memcmp(rest.data, "\xe2\x80\x94", 3)))
        size = 3;
    return size && (size == rest.size || space_at(rest, size) ||
                    (size == 3 && is_upper(rest.data[3])))
               ? size
               : 0;
}

/* Does the line begin with a dateline: a city in capitals and soon a dash, as
 * in "TEHRAN-" or "TEHRAN, Iran (AP) -"? */
static bool is_dateline(struct ir_text line)
{
    size_t at = 0;

    while (at < line.size && (is_upper(line.data[at]) || line.data[at] == '.'))
        at++;
    if (at < 3 || (at < line.size && is_lower(line.data[at])))
        return false;
    for (; at < line.size && at < DATELINE_MAX; at++)
        if (dash_at(line, at))
            return true;
    return false;
}

/* Does the line at next continue the paragraph that line begins? */
static bool is_wrapped(struct ir_text line, struct ir_text text, size_t next)
{
    size_t end = next;

    if (is_lower(text.data[next]))
        return true;
    while (end < text.size && text.data[end] != '\n')
        end++;
    return line.size >= FULL_LINE && end - next >= FULL_LINE &&
           end - next <= WRAP_COLUMN && end < text.size;
}

static bool reads_like_headline(struct ir_text line)
{
    char last, first;

    if (line.size < HEADLINE_LEAST || line.size > HEADLINE_MAX ||
        !text_find(line, ' '))
        return false;
    first = line.data[0];
    last = line.data[line.size - 1];
    if (is_lower(first) || strchr(",;:", last) || is_dateline(line))
        return false;
    return last == '?' || last == '!' ||
           !ends_like_sentence(line, 0, line.size);
}

struct ir_text headline_find(struct ir_text text, size_t *body)
{
    size_t start = skip_spaces(text, 0), end = start, next;
    struct ir_text line = {NULL, 0};

    *body = 0;
    while (end < text.size && text.data[end] != '\n' &&
           end - start <= 2 * HEADLINE_MAX)
        end++;
    if (end == text.size || text.data[end] != '\n')
        return line;
    next = skip_spaces(text, end);
    if (next == text.size)
        return line;
    line.data = text.data + start;
    line.size = trim_spaces(text, start, end) - start;
    if (!reads_like_headline(line) ||
        (!memchr(text.data + end + 1, '\n', next - end - 1) &&
         is_wrapped(line, text, next))) {
        line.data = NULL;
        line.size = 0;
        return line;
    }
    *body = next;
    return line;
}
