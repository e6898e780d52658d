/* The characters of a query by what they may begin, and the signs + and -. */
#include "search/query/lex.h"

#include "text/utf8.h"

#include <utf8proc.h>

static bool is_format(uint32_t code)
{
    return code >= 0x80 &&
           utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_CF;
}

bool query_is_minus(uint32_t code)
{
    return code == '-' || code == 0x2212 || code == 0xff0d;
}

static bool is_sign(uint32_t code)
{
    return query_is_minus(code) || code == '+' || code == 0xff0b;
}

enum query_shape query_shape_at(const struct query_lexer *s, size_t at,
                                size_t *next)
{
    uint32_t code;

    *next = at;
    code = utf8_next(s->text.data, s->text.size, next);
    if (query_is_space(code))
        return SHAPE_SPACE;
    if (s->literal)
        return SHAPE_TEXT;
    if (code == '|' || code == '!')
        return SHAPE_SIGN;
    if (code == '&' && *next < s->text.size && s->text.data[*next] == '&') {
        ++*next;
        return SHAPE_SIGN;
    }
    if (code == '(' || code == 0xff08)
        return SHAPE_OPEN;
    if (code == ')' || code == 0xff09)
        return SHAPE_CLOSE;
    return query_is_quote(code) ? SHAPE_QUOTE : SHAPE_TEXT;
}

size_t query_text_end(const struct query_lexer *s, size_t at)
{
    size_t next = at;

    while (at < s->text.size && query_shape_at(s, at, &next) == SHAPE_TEXT)
        at = next;
    return at;
}

size_t query_skip_leading(const struct query_lexer *s, size_t start, size_t end,
                          bool signs)
{
    size_t at = start;

    while (at < end) {
        uint32_t code = utf8_next(s->text.data, end, &at);

        if (!is_format(code) && !(signs && is_sign(code)))
            break;
        start = at;
    }
    return start;
}

enum query_next query_next_of(const struct query_lexer *s, size_t at)
{
    enum query_shape shape;

    if (at == s->text.size)
        return NEXT_NONE;
    shape = query_shape_at(s, at, &at);
    return shape == SHAPE_QUOTE  ? NEXT_QUOTE
           : shape == SHAPE_OPEN ? NEXT_OPEN
                                 : NEXT_NONE;
}

/* Is there something to search for?  A single * has no word but finds every
 * article. */
static bool bears_leaf(struct ir_text text)
{
    return query_bears_word(text) || (text.size == 1 && text.data[0] == '*');
}

bool query_sign_stands(const struct query_lexer *s, size_t at, size_t end)
{
    size_t next = at, after;

    if (at == end || !is_sign(utf8_next(s->text.data, end, &next)))
        return false;
    after = next;
    if (next < end)
        return !is_sign(utf8_next(s->text.data, end, &after)) &&
               bears_leaf(text_slice(s->text, next, end));
    return query_next_of(s, next) != NEXT_NONE;
}
