/* Cuts a query into words, phrases, brackets and operators. */
#include "search/query/lex.h"

#include "text/utf8.h"

#include <stdlib.h>

/* The quotation mark at s->at. */
static const struct query_quote *find_quote(struct query_lexer *s)
{
    if (!s->quotes.count)
        query_quotes_find(s->text, &s->quotes);
    while (s->quotes.items[s->quote].start < s->at)
        s->quote++;
    return &s->quotes.items[s->quote];
}

/* Read a phrase.  One that is never closed ends before the next quote. */
static void take_quoted(struct query_lexer *s, struct query_token *out)
{
    const struct query_quote *quote = find_quote(s);
    size_t inside = quote->next, end = s->text.size;

    out->kind = TOKEN_LEAF;
    out->unclosed = quote->end == QUOTE_OPEN;
    if (!out->unclosed)
        end = s->quotes.items[quote->end].start;
    else if (s->quote + 1 < s->quotes.count)
        end = s->quotes.items[s->quote + 1].start;
    s->at = out->unclosed ? end : s->quotes.items[quote->end].next;
    out->node.end = s->at;
    out->node.text = text_slice(s->text, inside, end);
    if (!query_bears_word(out->node.text))
        out->node.text.size = 0;
    s->fresh = s->after_prefix = false;
}

/* Read ~n, /n or ^w after a quote or bracket. */
static void take_suffix(struct query_lexer *s, struct query_token *out)
{
    size_t end = query_text_end(s, s->at);

    s->after_close = true;
    if (end == s->at || !query_suffix(text_slice(s->text, s->at, end), out))
        return;
    out->node.end = s->at = end;
}

/* Read wildcards among the words in quotes. */
static void take_patterns(struct query_token *out)
{
    struct query_pieces pieces;
    struct query_piece first, more;

    if (!query_has_patterns(out->node.text))
        return;
    if (out->node.kind == QUERY_MIN_MATCH && !out->code) {
        out->code = "ignored_pattern";
        out->message = "wildcards do not work in this list; treated as text";
    }
    if (out->node.kind != QUERY_PHRASE)
        return;
    query_pieces_start(&pieces, out->node.text);
    query_pieces_next(&pieces, &first);
    out->node.wild = true;
    if (!query_pieces_next(&pieces, &more))
        query_wild(query_without_stops(first.text), out);
}

static void take_phrase(struct query_lexer *s, struct query_token *out)
{
    out->node.kind = QUERY_PHRASE;
    out->node.start = s->at;
    take_quoted(s, out);
    if (!out->unclosed)
        take_suffix(s, out);
    if (!out->node.text.size)
        out->node.kind = QUERY_PHRASE;
    if (text_find(out->node.text, '*') || text_find(out->node.text, '?'))
        take_patterns(out);
}

/* Read a field with its value, or as the prefix of what follows; false if it is
 * text. */
static bool take_field(struct query_lexer *s, size_t start, size_t end,
                       struct query_token *out)
{
    struct query_token field = *out;
    bool capital = s->text.data[start] >= 'A' && s->text.data[start] <= 'Z';
    size_t size = query_field(text_slice(s->text, start, end),
                              query_next_of(s, end), &field);
    size_t value = start + size;

    out->code = field.code;
    out->message = field.message;
    if (size && s->prose && capital) {
        query_note(out, "prose_as_words",
                   "in a sentence this is no field; treated as text");
        size = 0;
    }
    if (!size)
        return false;
    if (field.node.kind == QUERY_SCOPE || field.node.kind == QUERY_ATLEAST ||
        (value == end && query_next_of(s, end) == NEXT_OPEN)) {
        *out = field;
        out->node.text = text_slice(s->text, start, value);
        out->node.end = s->at = value;
        s->after_prefix = true;
        return true;
    }
    if (value < end) {
        struct ir_text text = text_slice(s->text, value, end);

        if (field.node.field != FIELD_URL && field.node.field != FIELD_ID &&
            field.node.field != FIELD_COPIES)
            query_cut_end(&text, &field);
        if (!query_field_value(text, &field)) {
            out->code = field.code;
            out->message = field.message;
            return false;
        }
        *out = field;
        return true;
    }
    take_quoted(s, &field);
    if (!field.unclosed)
        take_suffix(s, &field);
    if (field.node.kind == QUERY_DATE && !field.unclosed &&
        s->at + 1 < s->text.size && !memcmp(s->text.data + s->at, "..", 2)) {
        field.code = "bad_date";
        field.message = "write a range inside the quotes: \"last week..\"";
    }
    if (field.node.text.size && !query_field_value(field.node.text, &field))
        field.node.kind = QUERY_PHRASE;
    *out = field;
    return true;
}

/* In prose, skip a quote that is never closed. */
static bool skip_quote(struct query_lexer *s)
{
    const struct query_quote *quote;

    if (!s->lone_quotes)
        return false;
    quote = find_quote(s);
    if (quote->end != QUOTE_OPEN)
        return false;
    if (s->q)
        query_fault(s->q, "unbalanced_quote",
                    "this quote is never closed; ignored", quote->start,
                    quote->next);
    return true;
}

static struct query_stray stray_at(const struct query_lexer *s, size_t start,
                                   size_t end, bool after_close)
{
    return (struct query_stray){.q = s->q,
                                .text = s->text,
                                .start = start,
                                .end = end,
                                .after_close = after_close,
                                .in_brackets = s->open};
}

/* Keep a warning until the whole query is read: it is given only if the query
 * has other syntax.  Else this is probably prose. */
static void add_doubt(struct query_lexer *s, const char *message, size_t start,
                      size_t end)
{
    if (message && s->doubt_count < QUERY_DOUBTS_MAX)
        s->doubts[s->doubt_count++] = (struct query_doubt){message, start, end};
}

static void take_sign(struct query_lexer *s, size_t next)
{
    struct query_stray stray = stray_at(s, s->at, next, false);

    if (s->q)
        add_doubt(s, query_foreign_sign(&stray), s->at, next);
}

/* Read the text between two spaces; false if it has no word and is skipped. */
static bool take_chunk(struct query_lexer *s, size_t start, size_t end,
                       struct query_token *out)
{
    struct query_token operator= {.node = {.weight = 1}};
    bool bare = !s->after_prefix;
    struct query_stray stray = stray_at(s, start, end, s->after_close);
    size_t begin = query_skip_leading(s, start, end, true);

    s->at = end;
    s->fresh = s->after_prefix = s->after_close = false;
    out->node.start = begin;
    out->node.end = end;
    if (query_operator(text_slice(s->text, begin, end), &operator)) {
        operator.node.start = begin;
        operator.node.end = end;
        if (s->prose && operator.bare && operator.node
                            .kind != QUERY_AND &&
                            operator.node.kind != QUERY_OR) {
            query_note(out, "prose_as_words",
                       "in a sentence this is no operator; treated as a word");
            bare = false;
        }
        bare = bare || (operator.node.kind == QUERY_ATLEAST &&
                        query_next_of(s, end) == NEXT_OPEN);
        if (bare && begin == start) {
            *out = operator;
            return true;
        }
        out->kind = TOKEN_LEAF;
        out->node.text = operator.node.text;
        return true;
    }
    if (take_field(s, begin, end, out))
        return true;
    if (begin + 1 == end && s->text.data[begin] == '*' && !stray.after_close &&
        !s->prose) {
        out->kind = TOKEN_LEAF;
        out->node.kind = QUERY_EVERY;
        out->node.text = text_slice(s->text, begin, end);
        return true;
    }
    query_word(text_slice(s->text, begin, end), out);
    if (s->prose)
        query_word_of_prose(out);
    if (s->q && !out->code && out->node.kind == QUERY_WORD &&
        out->node.text.size == end - begin)
        add_doubt(s, query_foreign(&stray), start, end);
    return query_bears_word(out->node.text);
}

/* In prose a sign before a word is a dash, or belongs to a number. */
static bool take_signed(struct query_lexer *s, size_t start, size_t end,
                        bool minus, struct query_token *out)
{
    query_note(out, "prose_as_words",
               minus
                   ? "in a sentence this does not exclude; treated as a word"
                   : "in a sentence this requires nothing; treated as a word");
    if (!take_chunk(s, start, end, out))
        return false;
    out->node.start = start;
    return true;
}

static bool take_text(struct query_lexer *s, struct query_token *out)
{
    size_t end, next, start = s->at;
    uint32_t code;

    if (s->at >= s->chunk_end)
        s->chunk_end = query_text_end(s, s->at);
    end = s->chunk_end;
    if (s->literal) {
        s->at = end;
        out->kind = TOKEN_LEAF;
        out->node.start = start;
        out->node.end = end;
        out->node.text = text_slice(s->text, start, end);
        return query_bears_word(out->node.text);
    }
    start = query_skip_leading(s, start, end, false);
    if (!s->fresh || !query_sign_stands(s, start, end))
        return take_chunk(s, start, end, out);
    next = start;
    code = utf8_next(s->text.data, end, &next);
    if (s->prose)
        return take_signed(s, start, end, query_is_minus(code), out);
    out->kind = TOKEN_PREFIX;
    out->node.kind = query_is_minus(code) ? QUERY_NOT : QUERY_MUST;
    out->node.start = start;
    s->at = out->node.end = next;
    s->fresh = false;
    s->after_prefix = true;
    return true;
}

static void take_bracket(struct query_lexer *s, enum query_shape shape,
                         size_t next, struct query_token *out)
{
    out->kind = shape == SHAPE_OPEN ? TOKEN_OPEN : TOKEN_CLOSE;
    out->node.start = s->at;
    out->node.end = s->at = next;
    s->fresh = shape == SHAPE_OPEN;
    s->after_prefix = false;
    s->open += shape == SHAPE_OPEN;
    s->open -= shape == SHAPE_CLOSE && s->open;
    if (shape == SHAPE_CLOSE)
        take_suffix(s, out);
}

void query_lex_end(struct query_lexer *s)
{
    free(s->quotes.items);
    s->quotes = (struct query_quotes){NULL, 0, 0};
}

void query_lex_start(struct query_lexer *s, struct ir_text text, bool literal)
{
    memset(s, 0, sizeof(*s));
    s->text = text;
    s->literal = literal;
    s->fresh = true;
}

/* Skip what separates words. */
static void separate(struct query_lexer *s, size_t next)
{
    s->at = next;
    s->fresh = true;
    s->after_close = false;
    s->after_prefix = false;
}

bool query_lex_next(struct query_lexer *s, struct query_token *out)
{
    while (s->at < s->text.size) {
        size_t next;
        enum query_shape shape = query_shape_at(s, s->at, &next);

        memset(out, 0, sizeof(*out));
        out->node.weight = 1;
        out->node.kind = QUERY_WORD;
        switch (shape) {
        case SHAPE_TEXT:
            if (take_text(s, out))
                return true;
            break;
        case SHAPE_QUOTE:
            if (!skip_quote(s)) {
                take_phrase(s, out);
                return true;
            }
            separate(s, next);
            break;
        case SHAPE_OPEN:
        case SHAPE_CLOSE: take_bracket(s, shape, next, out); return true;
        case SHAPE_SIGN: take_sign(s, next); /* fall through */
        case SHAPE_SPACE: separate(s, next); break;
        }
    }
    return false;
}
