/* Signs inside and at the ends of a word: = * ? ~ ^, and after quotes. */
#include "search/query/lex.h"

#include "text/utf8.h"
#include "text/words.h"

/* ---- numbers ---- */

bool query_number(struct ir_text text, uint64_t limit, uint64_t *out)
{
    uint64_t value = 0;

    if (!text.size)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        uint64_t digit;

        if (!ascii_digit(text.data[i]))
            return false;
        digit = (uint64_t)(text.data[i] - '0');
        value = value > (limit - digit) / 10 ? limit : value * 10 + digit;
    }
    *out = value;
    return true;
}

/* n, n.m or .m, in thousandths. */
static bool thousandths(struct ir_text text, uint64_t limit, uint64_t *out)
{
    const char *dot = text_find(text, '.');
    size_t size = dot ? (size_t)(dot - text.data) : text.size;
    uint64_t whole = 0, part = 0;

    if (size && !query_number((struct ir_text){text.data, size}, limit, &whole))
        return false;
    if (!dot && !size)
        return false;
    whole *= 1000;
    if (dot) {
        struct ir_text digits = {dot + 1, text.size - size - 1};

        if (!query_number(digits, UINT64_MAX, &part))
            return false;
        for (size_t i = 0, unit = 100; i < digits.size && unit; i++) {
            whole += (uint64_t)(digits.data[i] - '0') * unit;
            unit /= 10;
        }
    }
    *out = whole;
    return true;
}

uint32_t query_bounded(uint64_t number, struct query_token *out)
{
    if (number >= 1 && number <= IR_QUERY_NUMBER_MAX)
        return (uint32_t)number;
    query_note(out, "number_range",
               "the number must be from 1 to 1000; the nearest is used");
    return number ? IR_QUERY_NUMBER_MAX : 1;
}

static void set_weight(uint64_t weight, struct query_token *out)
{
    if (weight > IR_QUERY_WEIGHT_MAX * 1000) {
        query_note(out, "weight_range",
                   "weights are at most 100; this one is treated as 100");
        weight = IR_QUERY_WEIGHT_MAX * 1000;
    }
    out->node.weight = (double)weight / 1000;
}

/* ---- the ends of a word ---- */

/* The place of the last c, if only digits and dots follow it, or t.size. */
static size_t find_suffix(struct ir_text t, char c)
{
    size_t at = t.size;

    while (at && (ascii_digit(t.data[at - 1]) || t.data[at - 1] == '.'))
        at--;
    return at && t.data[at - 1] == c ? at - 1 : t.size;
}

/* Cut ^w off the end. */
static bool cut_weight(struct ir_text *t, struct query_token *out)
{
    size_t at = find_suffix(*t, '^');
    struct ir_text base = text_slice(*t, 0, at);
    uint64_t weight;

    if (at == t->size || !query_bears_word(base) || query_is_numeric(base) ||
        !thousandths(text_slice(*t, at + 1, t->size), UINT32_MAX, &weight))
        return false;
    set_weight(weight, out);
    *t = base;
    return true;
}

/* word~ word~1 */
static bool take_fuzzy(struct ir_text t, struct query_token *out)
{
    size_t at = find_suffix(t, '~');
    struct ir_text base = text_slice(t, 0, at), digits;
    uint64_t edits = 0;

    if (at == t.size || !query_bears_word(base) || query_is_numeric(base))
        return false;
    digits = text_slice(t, at + 1, t.size);
    if (digits.size && !query_number(digits, UINT32_MAX, &edits)) {
        query_note(out, "number_range",
                   "~ takes a whole number of edits; taken as ~");
        edits = 0;
    }
    if (edits > QUERY_EDITS_MAX) {
        query_note(out, "number_range",
                   "~ allows at most 2 edits; taken as ~2");
        edits = QUERY_EDITS_MAX;
    }
    out->node.text = base;
    if (!query_is_one_word(base, "")) {
        query_note(out, "ignored_fuzzy",
                   "~ applies to a single word of letters; ignored");
        return true;
    }
    out->node.kind = QUERY_FUZZY;
    out->node.number = (uint32_t)edits;
    return true;
}

/* Is it between question marks, as where quotation marks were lost: ?slip? */
static bool is_marked(struct ir_text t, struct ir_text bare)
{
    return bare.size > 1 && bare.data[0] == '?' &&
           memchr(t.data + bare.size, '?', t.size - bare.size);
}

/* ---- public ---- */

void query_word(struct ir_text text, struct query_token *out)
{
    struct ir_text t = text, bare;
    bool exact = t.size > 1 && t.data[0] == '=' &&
                 !strchr("=+-~^*?<>", t.data[1]) &&
                 query_bears_word(text_slice(t, 1, t.size));
    bool weighted;

    out->kind = TOKEN_LEAF;
    out->node.kind = QUERY_WORD;
    if (exact)
        t = text_slice(t, 1, t.size);
    bare = query_without_stops(t);
    weighted = cut_weight(&bare, out);
    if (weighted) {
        t = bare;
        bare = query_without_stops(t);
    }
    out->node.text = t;
    if (is_marked(t, bare))
        bare = text_slice(bare, 1, bare.size);
    if (take_fuzzy(bare, out) || query_wild(bare, out))
        return;
    if (exact)
        out->node.kind = QUERY_EXACT;
}

void query_word_of_prose(struct query_token *out)
{
    struct ir_text *t = &out->node.text;

    if (out->node.kind != QUERY_WILD && !out->node.wild)
        return;
    query_note(out, "prose_as_words",
               "in a sentence this is no wildcard; treated as text");
    while (t->size && strchr("*?", t->data[0]))
        *t = text_slice(*t, 1, t->size);
    while (t->size && strchr("*?", t->data[t->size - 1]))
        t->size--;
    out->node.kind = QUERY_WORD;
    out->node.wild = false;
}

void query_cut_end(struct ir_text *value, struct query_token *out)
{
    while (value->size && strchr(",;", value->data[value->size - 1]))
        value->size--;
    cut_weight(value, out);
}

static bool phrase_suffix(struct ir_text *t, struct query_token *out)
{
    char sign = t->size ? t->data[0] : '\0';
    size_t end = 1;
    struct ir_text digits;
    uint64_t number;

    if (sign != '~' && sign != '/')
        return true;
    while (end < t->size && (ascii_digit(t->data[end]) || t->data[end] == '.'))
        end++;
    digits = query_without_stops(text_slice(*t, 1, end));
    if (query_number(digits, UINT32_MAX, &number)) {
        out->node.kind = sign == '~' ? QUERY_NEAR : QUERY_MIN_MATCH;
        out->node.number = query_bounded(number, out);
    } else if (sign == '/' && thousandths(digits, UINT32_MAX, &number) &&
               number >= 1 && number <= 1000) {
        out->node.kind = QUERY_MIN_MATCH;
        out->node.share = (double)number / 1000;
    } else {
        return false;
    }
    *t = text_slice(*t, 1 + digits.size, t->size);
    return true;
}

bool query_suffix(struct ir_text text, struct query_token *out)
{
    struct query_token was = *out;
    struct ir_text t = text;
    uint64_t weight;

    if (out->node.kind == QUERY_PHRASE && !phrase_suffix(&t, out)) {
        *out = was;
        return false;
    }
    if (t.size && t.data[0] == '^') {
        struct ir_text rest = query_without_stops(text_slice(t, 1, t.size));

        if (thousandths(rest, UINT32_MAX, &weight)) {
            set_weight(weight, out);
            t.size = 0;
        }
    }
    if (t.size == text.size || query_without_stops(t).size) {
        *out = was;
        return false;
    }
    return true;
}
