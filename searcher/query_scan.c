/* Cuts a query into words, phrases, brackets and operators. */
#include "searcher/query_scan.h"

#include "text/utf8.h"

#include <utf8proc.h>

/* A new operator is a row here; its kind needs a level in query.c. */
static const struct operator_row {
    const char *name;
    const char *word; /* what it is when nothing stands beside it */
    enum query_token_kind token;
    enum query_kind makes;
} operators[] = {
    {"AND", "and", TOKEN_INFIX, QUERY_AND},
    {"OR", "or", TOKEN_INFIX, QUERY_OR},
    {"NOT", "not", TOKEN_PREFIX, QUERY_NOT},
};

enum class { CLASS_TEXT, CLASS_SPACE, CLASS_QUOTE, CLASS_OPEN, CLASS_CLOSE };

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

bool query_is_quote(uint32_t code)
{
    return code == '"' || code == 0xab || code == 0xbb ||
           (code >= 0x201c && code <= 0x201f) ||
           (code >= 0x301d && code <= 0x301f) || code == 0xff02;
}

static bool is_format(uint32_t code)
{
    return code >= 0x80 &&
           utf8proc_category((utf8proc_int32_t)code) == UTF8PROC_CATEGORY_CF;
}

static bool is_sign(uint32_t code)
{
    return code == '-' || code == '+';
}

/* Letters, numbers, marks and pictures; generous, for words.h decides. */
static bool is_wordy(uint32_t code)
{
    utf8proc_category_t category;

    if (code == 0xfffd)
        return false;
    category = utf8proc_category((utf8proc_int32_t)code);
    return category <= UTF8PROC_CATEGORY_NO ||
           category == UTF8PROC_CATEGORY_SO || category == UTF8PROC_CATEGORY_CO;
}

static bool bears_word(struct ir_text text)
{
    size_t at = 0;

    while (at < text.size)
        if (is_wordy(utf8_next(text.data, text.size, &at)))
            return true;
    return false;
}

/* The class of what stands at `at`, which ends before *next. */
static enum class class_at(const struct query_scan *s, size_t at,
                           size_t *next) {
    uint32_t code;

    *next = at; code = utf8_next(s->text.data, s->text.size, next);
    if (query_is_space(code)) return CLASS_SPACE;
    if (s->literal) return CLASS_TEXT;
    if (code == '|' || code == '!') return CLASS_SPACE;
    if (code == '&' && *next < s->text.size &&
        s->text.data[*next] == '&'){++*next; return CLASS_SPACE;}
if (code == '(' || code == 0xff08) return CLASS_OPEN;
if (code == ')' || code == 0xff09)
    return CLASS_CLOSE;
return query_is_quote(code) ? CLASS_QUOTE : CLASS_TEXT;
}

static size_t text_end(const struct query_scan *s, size_t at)
{
    size_t next = at;

    while (at < s->text.size && class_at(s, at, &next) == CLASS_TEXT)
        at = next;
    return at;
}

static struct ir_text slice(const struct query_scan *s, size_t start,
                            size_t end)
{
    struct ir_text t = {s->text.data + start, end - start};

    return t;
}

/* Past invisible characters and, if signs, past signs without meaning. */
static size_t skip_leading(const struct query_scan *s, size_t start, size_t end,
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

static bool sign_stands(const struct query_scan *s, size_t at, size_t end)
{
    size_t next = at + 1;
    enum class class;

    if (at == end || !is_sign((unsigned char)s->text.data[at]))
        return false;
    if (next < end)
        return !is_sign((unsigned char)s->text.data[next]) &&
               bears_word(slice(s, next, end));
    if (next == s->text.size)
        return false;
    class = class_at(s, next, &next);
    return class == CLASS_QUOTE || class == CLASS_OPEN;
}

static const struct operator_row *find_operator(struct ir_text text)
{
    for (size_t i = 0; i < COUNT(operators); i++)
        if (text_equal(text, text_of(operators[i].name)))
            return &operators[i];
    return NULL;
}

/* topic:name; the name may hold anything that a word of a query may. */
static bool take_topic(struct query_token *out)
{
    const struct ir_text field = TEXT("topic:");
    struct ir_text name = out->text;

    if (name.size <= field.size || memcmp(name.data, field.data, field.size))
        return false;
    name.data += field.size;
    name.size -= field.size;
    if (!bears_word(name))
        return false;
    out->kind = TOKEN_TOPIC;
    out->makes = QUERY_TOPIC;
    out->text = name;
    return true;
}

static bool take_word(struct query_scan *s, size_t start, size_t end,
                      struct query_token *out)
{
    const struct operator_row *row;
    bool bare = !s->after_sign;

    s->at = end;
    s->fresh = s->after_sign = false;
    out->start = s->literal ? start : skip_leading(s, start, end, true);
    out->end = end;
    out->text = slice(s, out->start, end);
    out->kind = TOKEN_WORD;
    out->makes = QUERY_WORD;
    if (!s->literal && take_topic(out))
        return true;
    row = s->literal ? NULL : find_operator(out->text);
    if (row)
        out->text = text_of(row->word);
    if (row && bare && out->start == start) {
        out->kind = row->token;
        out->makes = row->makes;
    }
    return bears_word(out->text);
}

/* False if the text held no word and was passed over. */
static bool take_text(struct query_scan *s, struct query_token *out)
{
    size_t end = text_end(s, s->at);
    size_t start = s->literal ? s->at : skip_leading(s, s->at, end, false);

    if (s->literal || !s->fresh || !sign_stands(s, start, end))
        return take_word(s, start, end, out);
    out->kind = TOKEN_PREFIX;
    out->makes = s->text.data[start] == '-' ? QUERY_NOT : QUERY_MUST;
    out->start = start;
    s->at = out->end = start + 1;
    s->fresh = false;
    s->after_sign = true;
    return true;
}

/* Any quote closes any other: „a“, »a« and “a" are all meant. */
static void take_phrase(struct query_scan *s, size_t inside,
                        struct query_token *out)
{
    size_t at = inside;

    out->kind = TOKEN_PHRASE;
    out->makes = QUERY_PHRASE;
    out->start = s->at;
    out->unclosed = true;
    s->at = s->text.size;
    while (at < s->text.size && out->unclosed) {
        size_t next = at;

        out->unclosed =
            !query_is_quote(utf8_next(s->text.data, s->text.size, &next));
        if (!out->unclosed)
            s->at = next;
        else
            at = next;
    }
    out->end = s->at;
    out->text = slice(s, inside, at);
    if (!bears_word(out->text))
        out->text.size = 0;
    s->fresh = s->after_sign = false;
}

void query_scan_start(struct query_scan *s, struct ir_text text, bool literal)
{
    memset(s, 0, sizeof(*s));
    s->text = text;
    s->literal = literal;
    s->fresh = true;
}

bool query_scan_next(struct query_scan *s, struct query_token *out)
{
    while (s->at < s->text.size) {
        size_t next;
        enum class class = class_at(s, s->at, &next);

        memset(out, 0, sizeof(*out));
        if (class == CLASS_TEXT) {
            if (take_text(s, out))
                return true;
            continue;
        }
        if (class == CLASS_QUOTE) {
            take_phrase(s, next, out);
            return true;
        }
        out->start = s->at;
        out->end = s->at = next;
        s->fresh = class != CLASS_CLOSE;
        s->after_sign = false;
        if (class == CLASS_SPACE)
            continue;
        out->kind = class == CLASS_OPEN ? TOKEN_OPEN : TOKEN_CLOSE;
        return true;
    }
    return false;
}
