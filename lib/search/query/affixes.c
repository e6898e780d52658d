/* Signs inside and at the ends of a word: = * ? ~ ^, and after quotes. */
#include "search/query/scan.h"

#include "text/utf8.h"
#include "text/words.h"

enum { ZWNJ = 0x200c };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void note(struct query_token *out, const char *code, const char *message)
{
    if (out->code)
        return;
    out->code = code;
    out->message = message;
}

/* ---- numbers ---- */

bool query_number(struct ir_text text, uint64_t limit, uint64_t *out)
{
    uint64_t value = 0;

    if (!text.size)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        uint64_t digit;

        if (!is_digit(text.data[i]))
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
    const char *dot = memchr(text.data, '.', text.size);
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
    note(out, "number_range",
         "a number from 1 to 1000 stands here; the nearest is taken");
    return number ? IR_QUERY_NUMBER_MAX : 1;
}

static void set_weight(uint64_t weight, struct query_token *out)
{
    if (weight > IR_QUERY_WEIGHT_MAX * 1000) {
        note(out, "weight_range", "this weight is over 100; taken as 100");
        weight = IR_QUERY_WEIGHT_MAX * 1000;
    }
    out->node.weight = (double)weight / 1000;
}

/* ---- the ends of a word ---- */

/* Without the stops, commas and brackets that end a clause. */
static struct ir_text without_stops(struct ir_text t)
{
    while (t.size && strchr(".,;:!?]}>'", t.data[t.size - 1]) &&
           t.data[t.size - 1])
        t.size--;
    return t;
}

/* What ^ ~ * and ? may work on: more than a number. */
static bool is_numeric(struct ir_text t)
{
    for (size_t i = 0; i < t.size; i++)
        if (!is_digit(t.data[i]) && !strchr(".,*?$^~+-", t.data[i]))
            return false;
    return true;
}

/* Where the last c stands that only digits and a dot follow, or t.size. */
static size_t find_suffix(struct ir_text t, char c)
{
    size_t at = t.size;

    while (at && (is_digit(t.data[at - 1]) || t.data[at - 1] == '.'))
        at--;
    return at && t.data[at - 1] == c ? at - 1 : t.size;
}

static struct ir_text part(struct ir_text t, size_t from, size_t to)
{
    return (struct ir_text){t.data + from, to - from};
}

/* Cut ^w off the end. */
static bool cut_weight(struct ir_text *t, struct query_token *out)
{
    size_t at = find_suffix(*t, '^');
    struct ir_text base = part(*t, 0, at);
    uint64_t weight;

    if (at == t->size || !query_bears_word(base) || is_numeric(base) ||
        !thousandths(part(*t, at + 1, t->size), UINT32_MAX, &weight))
        return false;
    set_weight(weight, out);
    *t = base;
    return true;
}

/* Letters and digits with apostrophes between, and others if any. */
static bool is_one_word(struct ir_text t, const char *others)
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

/* word~ word~1 */
static bool take_fuzzy(struct ir_text t, struct query_token *out)
{
    size_t at = find_suffix(t, '~');
    struct ir_text base = part(t, 0, at), digits;
    uint64_t edits = 0;

    if (at == t.size || !query_bears_word(base) || is_numeric(base))
        return false;
    digits = part(t, at + 1, t.size);
    if (digits.size && !query_number(digits, UINT32_MAX, &edits)) {
        note(out, "number_range",
             "~ takes a whole number of edits; taken as ~");
        edits = 0;
    }
    if (edits > QUERY_EDITS_MAX) {
        note(out, "number_range", "~ allows at most 2 edits; taken as ~2");
        edits = QUERY_EDITS_MAX;
    }
    out->node.text = base;
    if (!is_one_word(base, "")) {
        note(out, "ignored_fuzzy", "~ works on one word of letters; left out");
        return true;
    }
    out->node.kind = QUERY_FUZZY;
    out->node.number = (uint32_t)edits;
    return true;
}

/* ---- wildcards ---- */

/* What lies between signs that are neither letters nor wildcards. */
static struct ir_text core_of(struct ir_text t)
{
    while (t.size && (unsigned char)t.data[0] < 0x80 && t.data[0] != '*' &&
           t.data[0] != '?' && !query_is_wordy((unsigned char)t.data[0])) {
        t.data++;
        t.size--;
    }
    return t;
}

/* Letters and digits; two wildcards in a row, or three stars, make it none. */
static size_t count_letters(struct ir_text t, size_t *stars)
{
    size_t letters = 0, at = 0;

    *stars = 0;
    for (size_t i = 0; i < t.size; i++) {
        *stars += t.data[i] == '*';
        if (i && t.data[i] == '*' && t.data[i - 1] == '*')
            *stars = t.size;
    }
    while (at < t.size)
        letters += query_is_wordy(utf8_next(t.data, t.size, &at));
    return letters;
}

static struct ir_text without_wildcards(struct ir_text t)
{
    while (t.size && (t.data[0] == '*' || t.data[0] == '?')) {
        t.data++;
        t.size--;
    }
    while (t.size && (t.data[t.size - 1] == '*' || t.data[t.size - 1] == '?'))
        t.size--;
    return t;
}

static bool has_wildcard(struct ir_text t)
{
    return memchr(t.data, '*', t.size) || memchr(t.data, '?', t.size);
}

static bool unspaced_at(struct ir_text t, size_t at)
{
    while (at && ((unsigned char)t.data[at] & 0xc0) == 0x80)
        at--;
    return at < t.size && word_unspaced(utf8_next(t.data, t.size, &at));
}

/* Where no spaces are, a word goes on anyway: a star there says nothing. */
static struct ir_text without_idle_stars(struct ir_text t)
{
    struct ir_text bare = t;

    while (bare.size && bare.data[bare.size - 1] == '*')
        bare.size--;
    if (bare.size && bare.size < t.size && unspaced_at(bare, bare.size - 1))
        t = bare;
    bare = t;
    while (bare.size && bare.data[0] == '*')
        bare = part(bare, 1, bare.size);
    return bare.size && bare.size < t.size && unspaced_at(bare, 0) ? bare : t;
}

/* al-q*: read piece by piece. */
static bool take_compound(struct ir_text t, struct query_token *out)
{
    struct query_pieces pieces;
    struct query_piece first, more;

    if (!query_bears_word(t) || !query_has_patterns(t))
        return false;
    query_pieces_start(&pieces, t);
    query_pieces_next(&pieces, &first);
    out->node.kind = QUERY_WILD;
    out->node.text = first.text;
    if (query_pieces_next(&pieces, &more)) {
        out->node.kind = QUERY_WORD;
        out->node.text = t;
        out->node.wild = true;
    }
    return true;
}

static bool take_wild(struct ir_text t, struct query_token *out)
{
    struct ir_text all = core_of(t), core = without_idle_stars(all),
                   middle = without_wildcards(core);
    size_t stars, letters = count_letters(core, &stars);

    if (core.size < all.size && !has_wildcard(core)) {
        out->node.text = core;
        return true;
    }

    if (!has_wildcard(core))
        return false;
    if (!is_one_word(core, "*?") || stars > 2)
        return take_compound(t, out);
    if ((has_wildcard(middle) || letters < QUERY_WILD_LETTERS) &&
        is_numeric(middle))
        return false;
    if (has_wildcard(middle) && letters < QUERY_WILD_LETTERS)
        return false;
    if (letters < QUERY_WILD_LETTERS) {
        note(out, "short_pattern",
             "a wildcard needs 2 letters; taken as a word");
        out->node.text = middle;
        return true;
    }
    out->node.kind = QUERY_WILD;
    out->node.text = core;
    return true;
}

bool query_wild(struct ir_text text, struct query_token *out)
{
    return take_wild(without_stops(text), out);
}

/* ---- public ---- */

void query_word(struct ir_text text, struct query_token *out)
{
    struct ir_text t = text, bare;
    bool exact = t.size > 1 && t.data[0] == '=' &&
                 !strchr("=+-~^*?<>", t.data[1]) &&
                 query_bears_word(part(t, 1, t.size));
    bool weighted;

    out->kind = TOKEN_LEAF;
    out->node.kind = QUERY_WORD;
    if (exact)
        t = part(t, 1, t.size);
    bare = without_stops(t);
    weighted = cut_weight(&bare, out);
    if (weighted) {
        t = bare;
        bare = without_stops(t);
    }
    out->node.text = t;
    if (take_fuzzy(bare, out) || take_wild(bare, out))
        return;
    if (exact)
        out->node.kind = QUERY_EXACT;
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
    while (end < t->size && (is_digit(t->data[end]) || t->data[end] == '.'))
        end++;
    digits = without_stops(part(*t, 1, end));
    if (query_number(digits, UINT32_MAX, &number)) {
        out->node.kind = sign == '~' ? QUERY_NEAR : QUERY_QUORUM;
        out->node.number = query_bounded(number, out);
    } else if (sign == '/' && thousandths(digits, UINT32_MAX, &number) &&
               number >= 1 && number <= 1000) {
        out->node.kind = QUERY_QUORUM;
        out->node.share = (double)number / 1000;
    } else {
        return false;
    }
    *t = part(*t, 1 + digits.size, t->size);
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
        struct ir_text rest = without_stops(part(t, 1, t.size));

        if (thousandths(rest, UINT32_MAX, &weight)) {
            set_weight(weight, out);
            t.size = 0;
        }
    }
    if (t.size == text.size || without_stops(t).size) {
        *out = was;
        return false;
    }
    return true;
}
