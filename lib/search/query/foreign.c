/*
 * Warnings about text that looks like syntax: that of other query languages, or
 * ours with a mistake.  Prose must get no warning.  The comment of a function
 * here is often just examples of what it detects; it returns a message or NULL.
 */
#include "search/query/lex.h"

#include "text/utf8.h"

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool begins(struct ir_text t, const char *with)
{
    size_t size = strlen(with);

    return t.size >= size && !memcmp(t.data, with, size);
}

/* Does t begin with a letter of any script? */
static bool begins_word(struct ir_text t)
{
    size_t at = 0;

    return t.size && !ascii_digit(t.data[0]) &&
           query_is_wordy(utf8_next(t.data, t.size, &at));
}

/* ---- signs at the ends of a word ---- */

/* ~ ^ * or /n after a quote or bracket, where it is not a suffix. */
static const char *stray_suffix(struct ir_text t)
{
    bool suffix = strchr("~^*", t.data[0]) ||
                  (t.size > 1 && t.data[0] == '/' && ascii_digit(t.data[1]));

    return suffix && t.data[0]
               ? "this cannot follow what comes before it; treated as text"
               : NULL;
}

/* –oil, unless it ends with a dash as well: –so they say–. */
static const char *leading_dash(struct ir_text t)
{
    size_t at = 0;
    uint32_t dash = utf8_next(t.data, t.size, &at);

    if ((dash != 0x2012 && dash != 0x2013) ||
        !begins_word(text_slice(t, at, t.size)) ||
        memmem(t.data + at, t.size - at, t.data, at))
        return NULL;
    return "a dash does not exclude, only - does; treated as text";
}

static const char *leading_sign(struct ir_text t)
{
    if (begins(t, "*^") || begins(t, "*~"))
        return "this cannot follow a lone *; treated as text";
    if (t.size < 2 || !begins_word(text_slice(t, 1, t.size)))
        return NULL;
    if (t.data[0] == '~' || t.data[0] == '^')
        return "this sign goes after its word; treated as text";
    return t.data[0] == '%' ? "the wildcard is *, not %; treated as text"
                            : NULL;
}

static const char *trailing_sign(struct ir_text t)
{
    char last = t.data[t.size - 1];

    if (t.size < 2 || (last != '%' && last != '$') ||
        !is_small(t.data[t.size - 2]))
        return NULL;
    return "the wildcard is *; treated as text";
}

/* oil^abc oil~abc: the sign after a word, without a number. */
static const char *bad_suffix(struct ir_text t)
{
    size_t at = 0;

    while (at < t.size && query_is_wordy((unsigned char)t.data[at]))
        at++;
    if (!at || at == t.size || ascii_digit(t.data[0]))
        return NULL;
    if (t.data[at] == '^')
        return "^ needs a number such as 2 or 0.5; treated as text";
    return t.data[at] == '~' ? "only 1 or 2 may follow ~; treated as text"
                             : NULL;
}

static const char *escape(const struct query_stray *s, struct ir_text t)
{
    const char *slash = text_find(t, '\\');
    size_t at = slash ? (size_t)(slash - t.data) + 1 : 0;
    char next = '\0';

    if (slash && at < t.size)
        next = t.data[at];
    else if (slash && s->end < s->text.size)
        next = s->text.data[s->end];
    return next && strchr("\"():*?+-~^\\/[]{}!|&", next)
               ? "\\ escapes nothing, quotes and --literal do; treated as text"
               : NULL;
}

static const char *regex(struct ir_text t)
{
    if (t.size < 4 || t.data[0] != '/' || t.data[t.size - 1] != '/' ||
        memchr(t.data + 1, '/', t.size - 2) || !query_bears_word(t))
        return NULL;
    return "regular expressions are not supported, only * and ?; treated as text";
}

/* ---- numbers ---- */

/* 10..20 $5..$9 */
static const char *range(struct ir_text t)
{
    const char *dots = memmem(t.data, t.size, "..", 2);
    size_t at = dots ? (size_t)(dots - t.data) : 0, next = at + 2;

    if (!at || !ascii_digit(t.data[at - 1]))
        return NULL;
    next += next < t.size && t.data[next] == '$';
    return next < t.size && ascii_digit(t.data[next])
               ? "a range goes after date: or words:; treated as text"
               : NULL;
}

/* [a TO b] */
static const char *bracket_range(const struct query_stray *s, struct ir_text t)
{
    struct ir_text rest = text_slice(s->text, s->end, s->text.size);

    rest.size = rest.size < 40 ? rest.size : 40;
    if ((t.data[0] != '[' && t.data[0] != '{') || !begins(rest, " TO "))
        return NULL;
    return "write a range as date:from..to; treated as text";
}

/* ---- operators ---- */

/* near/x within/5 NEAR:5 */
static const char *bad_distance(struct ir_text t)
{
    static const char *const ours[] = {"near", "adj", "pre", "onear"};
    static const char *const others[] = {"next",   "within",   "before",
                                         "after",  "followed", "notnear",
                                         "around", "same"};
    size_t at = 0;
    struct ir_text name;

    while (at < t.size && ascii_letter(t.data[at]))
        at++;
    if (at == t.size || !at || (t.data[at] != '/' && t.data[at] != ':'))
        return NULL;
    name = (struct ir_text){t.data, at};
    for (size_t i = 0; i < COUNT(ours); i++)
        if (text_is(name, ours[i]) && (t.data[at] == '/' || at + 1 < t.size))
            return "write this operator as NEAR/5; treated as text";
    if (at + 1 == t.size || !ascii_digit(t.data[at + 1]))
        return NULL;
    for (size_t i = 0; i < COUNT(others); i++)
        if (text_is(name, others[i]))
            return "not an operator, unlike NEAR/5, ADJ/5 and NOT w/5; treated as text";
    return text_is(name, "w") ? "write this operator as w/5; taken as "
                                "text"
                              : NULL;
}

/*
 * onear5 /f5/ atleast3:x: operators in a spelling that no search product has
 * (but /f5/ is Factiva's, for the first five words of an article).
 */
static const char *bad_spelling(struct ir_text t)
{
    static const struct {
        const char *begin;
        char end; /* after the digits; NUL: nothing */
        const char *message;
    } rows[] = {
        {"onear", '\0', "such an operator is written ONEAR/5; treated as text"},
        {"/f", '/', "no operator: ADJ/5 asks for order; treated as text"},
        {"atleast", ':',
         "such an operator is written atleast3(word); taken as "
         "text"},
    };

    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t from = text_begins(t, rows[i].begin), at = from;

        while (from && at < t.size && ascii_digit(t.data[at]))
            at++;
        if (at > from && (rows[i].end ? at < t.size && t.data[at] == rows[i].end
                                      : at == t.size))
            return rows[i].message;
    }
    return NULL;
}

static const char *foreign_word(const struct query_stray *s, struct ir_text t)
{
    static const char *const names[] = {"XOR", "ANDNOT", "ORNOT"};

    for (size_t i = 0; i < COUNT(names); i++)
        if (text_equal(t, text_of(names[i])))
            return "not an operator, unlike AND, OR and NOT; treated as a word";
    if (s->end < s->text.size && s->text.data[s->end] == '(' &&
        (text_equal(t, TEXT("AROUND")) || text_equal(t, TEXT("WITHIN"))))
        return "write this operator as NEAR/5; treated as a word";
    return NULL;
}

/* ---- fields ---- */

/* title=x date>2026: name:value is meant. */
static const char *bad_field(struct ir_text t)
{
    size_t at = 0;
    bool known;

    while (at < t.size && is_small(t.data[at]))
        at++;
    if (at < 2 || at + 1 >= t.size || !strchr("=<>", t.data[at]))
        return NULL;
    known = query_is_field((struct ir_text){t.data, at});
    if (!known && t.data[at] != '=' && !ascii_digit(t.data[at + 1]))
        return NULL;
    if (!known && t.data[at] == '=' &&
        !begins_word(text_slice(t, at + 1, t.size)))
        return NULL;
    return "write a field as name:value; treated as text";
}

/* title: x; but not: in other words: x */
static const char *apart(const struct query_stray *s, struct ir_text t)
{
    struct ir_text rest = text_slice(s->text, s->end, s->text.size);

    while (begins(rest, " "))
        rest = text_slice(rest, 1, rest.size);
    if (t.size < 2 || t.data[t.size - 1] != ':' || !is_small(t.data[0]) ||
        !query_is_field((struct ir_text){t.data, t.size - 1}))
        return NULL;
    if (text_equal(t, TEXT("words:")) && rest.size &&
        !ascii_digit(rest.data[0]) && !strchr("<>.", rest.data[0]))
        return NULL;
    return "a field's value must follow its colon directly; treated as text";
}

/* ---- public ---- */

/* The message about syntax that may as well be prose, or NULL. */
static const char *doubt_of(const struct query_stray *s, struct ir_text t)
{
    struct ir_text rest = text_slice(s->text, s->end, s->text.size);

    if (text_equal(t, TEXT("BUT")) && begins(rest, " NOT "))
        return "NOT is enough to exclude; treated as a word";
    if (text_equal(t, TEXT("%")))
        return "this has no meaning here; ignored";
    if (t.size > 2 && begins(t, "--") && begins_word(text_slice(t, 2, t.size)))
        return "one - excludes, two are text";
    return NULL;
}

const char *query_foreign(const struct query_stray *s)
{
    struct ir_text t = text_slice(s->text, s->start, s->end);
    const char *code = "unknown_sign", *message = NULL;

    if (!t.size)
        return NULL;
    if ((message = bad_field(t)))
        code = "unknown_field";
    else if ((message = bad_distance(t)) || (message = bad_spelling(t)) ||
             (message = foreign_word(s, t)))
        code = "unknown_operator";
    else if (!(s->after_close && (message = stray_suffix(t))) &&
             !(message = leading_dash(t)) && !(message = leading_sign(t)) &&
             !(message = trailing_sign(t)) && !(message = bad_suffix(t)) &&
             !(message = escape(s, t)) && !(message = regex(t)) &&
             !(message = range(t)) && !(message = bracket_range(s, t)) &&
             (message = apart(s, t)))
        code = "field_apart";
    if (!message)
        return doubt_of(s, t);
    query_fault(s->q, code, message, s->start, s->end);
    return NULL;
}

const char *query_foreign_sign(const struct query_stray *s)
{
    struct ir_text rest = text_slice(s->text, s->end, s->text.size);
    char sign = s->text.data[s->start];
    char before = s->start ? s->text.data[s->start - 1] : ' ';
    char next = rest.size ? rest.data[0] : ' ';
    bool joined = s->start && !strchr(" \t\n(", before);
    const char *message = NULL;

    if (sign == '&')
        message = "use AND for this; ignored";
    else if (sign == '!' && !joined && (begins_word(rest) || next == '('))
        message = "use - or NOT to exclude; ignored";
    else if (sign == '!' && joined && ascii_letter(before) && next == ' ')
        return "the wildcard is *, not !; ignored";
    else if (sign == '|' && before == '|')
        return NULL;
    else if (sign == '|' &&
             (next == '|' || s->in_brackets || (joined && begins_word(rest))))
        message = "use OR for this; ignored";
    else if (sign == '|')
        return "use OR for this; ignored";
    if (message)
        query_fault(s->q, "unknown_sign", message, s->start, s->end);
    return NULL;
}
