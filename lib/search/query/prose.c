/* Tells prose from syntax: sentences, headlines in capitals, and NOT as a
 * word. */
#include "search/query/lex.h"

#include "text/utf8.h"

#include <utf8proc.h>

enum {
    PROSE_WORDS = 6, /* a shorter text is no sentence */
    /* A line with so many words in capitals, and so many pairs of adjacent
     * ones, is taken for a headline. */
    HEADLINE_WORDS = 4,
    HEADLINE_PAIRS = 2,
};

/*
 * Words that sentences have and lists of keywords do not: verbs and pronouns,
 * without apostrophes.  "us" is missing on purpose: it is a country.
 */
static const char *const sentence_words[] = {
    "am",   "are",   "arent",  "be",      "been",   "being", "can",    "cannot",
    "cant", "could", "did",    "didnt",   "do",     "does",  "doesnt", "dont",
    "had",  "has",   "hasnt",  "have",    "havent", "he",    "her",    "him",
    "his",  "i",     "im",     "is",      "isnt",   "it",    "its",    "ive",
    "may",  "me",    "might",  "must",    "my",     "our",   "said",   "say",
    "says", "she",   "should", "their",   "them",   "there", "they",   "theyre",
    "this", "those", "told",   "was",     "wasnt",  "we",    "were",   "werent",
    "will", "wont",  "would",  "wouldnt", "you",    "your",
};

/* After these NOT negates a verb and excludes nothing.  Those that may be
 * nouns, such as "will", are missing. */
static const char *const auxiliaries[] = {
    "am",  "are",  "could", "did", "do",     "does", "had",
    "has", "have", "is",    "was", "should", "were", "would",
};

/* What headlines name as their source, after a dash. */
static const char *const sources[] = {
    "afp",         "agency",    "analyst",   "analysts",  "ap",
    "army",        "bank",      "bbc",       "bloomberg", "board",
    "cnn",         "company",   "dealers",   "diplomat",  "diplomats",
    "economists",  "executive", "experts",   "fox",       "ft",
    "irna",        "lawyer",    "media",     "military",  "minister",
    "ministry",    "news",      "newspaper", "nyt",       "official",
    "officials",   "paper",     "police",    "poll",      "report",
    "reports",     "reuters",   "source",    "sources",   "spokesman",
    "spokeswoman", "statement", "study",     "survey",    "tass",
    "trade",       "traders",   "tv",        "wsj",       "xinhua",
};

static bool is_listed(struct ir_text word, const char *const *list,
                      size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text_is(word, list[i]))
            return true;
    return false;
}

/* ---- characters ---- */

static utf8proc_category_t category_at(struct ir_text text, size_t *at)
{
    return utf8proc_category(
        (utf8proc_int32_t)utf8_next(text.data, text.size, at));
}

static bool has_letter(struct ir_text text, utf8proc_category_t category)
{
    size_t at = 0;

    while (at < text.size)
        if (category_at(text, &at) == category)
            return true;
    return false;
}

/* The next text between spaces from *at on; empty at the end. */
static struct ir_text next_chunk(struct ir_text text, size_t *at)
{
    size_t from = *at, next = from;

    while (from < text.size &&
           query_is_space(utf8_next(text.data, text.size, &next)))
        from = next;
    *at = from;
    while (*at < text.size) {
        next = *at;
        if (query_is_space(utf8_next(text.data, text.size, &next)))
            break;
        *at = next;
    }
    return text_slice(text, from, *at);
}

/* ---- sentences ---- */

bool query_prose_possible(struct ir_text text)
{
    size_t words = 0, at = 0;
    struct ir_text chunk;

    while (words < PROSE_WORDS && (chunk = next_chunk(text, &at)).size)
        words += query_bears_word(chunk);
    return words == PROSE_WORDS;
}

/* Is the first letter or digit a small letter? */
static bool begins_small(struct ir_text text)
{
    size_t at = 0;

    while (at < text.size) {
        size_t next = at;

        if (query_is_wordy(utf8_next(text.data, text.size, &next)))
            return category_at(text, &at) == UTF8PROC_CATEGORY_LL;
        at = next;
    }
    return false;
}

/* chunk without marks at its ends and apostrophes, in out. */
static struct ir_text bare_word(struct ir_text chunk, char out[16])
{
    size_t count = 0;

    for (size_t i = 0; i < chunk.size; i++) {
        unsigned char c = (unsigned char)chunk.data[i];

        if (!ascii_letter((char)c) && !ascii_digit((char)c) && c < 0x80)
            continue;
        if (c == 0xe2) { /* of curly quotes and dashes */
            i += 2;
            continue;
        }
        if (count == 15)
            return (struct ir_text){out, 0};
        out[count++] = (char)c;
    }
    return (struct ir_text){out, count};
}

/* Is the chunk a word and a mark that ends a sentence or a part of one?  Not
 * the stop of an abbreviation: Mr. U.S. */
static bool ends_clause(struct ir_text chunk)
{
    char last = chunk.size ? chunk.data[chunk.size - 1] : ' ';
    const char *stop = text_find(chunk, '.');

    if (chunk.size > 1 && strchr(",;:!?", last))
        return true;
    return last == '.' && chunk.size > 3 && stop &&
           (size_t)(stop - chunk.data) + 1 == chunk.size;
}

/* A dash between spaces. */
static bool is_dash(struct ir_text chunk)
{
    return text_equal(chunk, TEXT("\xe2\x80\x93")) ||
           text_equal(chunk, TEXT("\xe2\x80\x94")) ||
           text_equal(chunk, TEXT("--")) || text_equal(chunk, TEXT("-"));
}

/* Are there marks or words that only sentences have?  closed: a sentence ends
 * where the text does. */
static bool has_sentence(struct ir_text text, bool *closed)
{
    struct ir_text chunk, word;
    size_t at = 0;
    bool found = false;
    char bare[16];

    *closed = false;
    while ((chunk = next_chunk(text, &at)).size) {
        word = bare_word(chunk, bare);
        *closed = word.size ? ends_clause(chunk) &&
                                  strchr(".!", chunk.data[chunk.size - 1])
                            : text_equal(chunk, TEXT("."));
        found = found || is_dash(chunk) || (word.size && ends_clause(chunk)) ||
                is_listed(word, sentence_words, COUNT(sentence_words));
    }
    return found;
}

static bool is_sign(const struct query_token *token)
{
    return token->kind == TOKEN_PREFIX && !token->bare &&
           (token->node.kind == QUERY_NOT || token->node.kind == QUERY_MUST);
}

/* Does the text end in a dash and a source, as in `-state TV'? */
static bool names_source(const struct query_tokens *t)
{
    size_t last = t->count - 1;
    char bare[16];

    if (t->count < 3 || t->items[last].kind != TOKEN_LEAF ||
        !is_listed(bare_word(t->items[last].node.text, bare), sources,
                   COUNT(sources)))
        return false;
    return is_sign(&t->items[last - 1]) || is_sign(&t->items[last - 2]);
}

/* Is it a wildcard that only a query has, such as sanction*?  In prose words
 * stand between stars, and letters are left out. */
static bool is_pattern(const struct query_node *node)
{
    return (node->wild || node->kind == QUERY_WILD) && node->text.size &&
           node->text.data[node->text.size - 1] == '*' &&
           node->text.data[0] != '*' && node->text.data[0] != '?';
}

/* Is it a field that was typed, not Source:Reuters? */
static bool is_typed(const struct query_node *node, struct ir_text text)
{
    return node->start >= text.size || text.data[node->start] < 'A' ||
           text.data[node->start] > 'Z';
}

/* Is the token syntax that prose does not have? */
static bool is_syntax(const struct query_token *token, struct ir_text text)
{
    const struct query_node *node = &token->node;

    if (node->weight != 1)
        return true;
    switch (token->kind) {
    case TOKEN_INFIX: return !token->bare;
    case TOKEN_PREFIX:
        return node->kind != QUERY_NOT && node->kind != QUERY_MUST &&
               (node->kind == QUERY_ATLEAST || is_typed(node, text));
    case TOKEN_LEAF:
        if (node->kind == QUERY_FIELD || node->kind == QUERY_DATE ||
            node->kind == QUERY_LENGTH)
            return is_typed(node, text);
        return is_pattern(node) ||
               (node->kind != QUERY_WORD && node->kind != QUERY_PHRASE &&
                node->kind != QUERY_WILD && node->kind != QUERY_EVERY);
    case TOKEN_OPEN:
    case TOKEN_CLOSE: break;
    }
    return false;
}

/* Do brackets hold an operator, or stand after one, as in (gas OR oil) and
 * -(gas oil)?  Does a sign stand before a quote, or at the end twice, or does
 * the text begin with NOT and a quote? */
static bool is_grouped(const struct query_tokens *t)
{
    size_t open = 0;

    for (size_t i = 0; i < t->count; i++) {
        const struct query_token *token = &t->items[i];
        const struct query_token *before = i ? token - 1 : NULL;

        if (open && token->kind == TOKEN_INFIX)
            return true;
        if (before && token->kind == TOKEN_OPEN &&
            (before->kind == TOKEN_INFIX || before->kind == TOKEN_PREFIX))
            return true;
        if (before && token->node.kind == QUERY_PHRASE &&
            (is_sign(before) || (i == 1 && before->kind == TOKEN_PREFIX)))
            return true;
        open += token->kind == TOKEN_OPEN;
        open -= token->kind == TOKEN_CLOSE && open;
    }
    return t->count > 3 && is_sign(&t->items[t->count - 2]) &&
           is_sign(&t->items[t->count - 4]);
}

/* Are words joined by several operators, or by one beside one that excludes or
 * requires? */
static bool is_joined(const struct query_tokens *t)
{
    size_t joins = 0, prefixes = 0;

    for (size_t i = 0; i < t->count; i++) {
        joins += t->items[i].kind == TOKEN_INFIX;
        prefixes += t->items[i].kind == TOKEN_PREFIX;
    }
    return joins > 1 || (joins && prefixes);
}

/* A headline may have words in brackets and quotes, and end in a source. */
static bool is_headline(const struct query_tokens *t, struct ir_text text,
                        const struct query_token **first)
{
    size_t words = 0, pairs = 0;
    bool beside = false;

    *first = NULL;
    for (size_t i = 0; i < t->count; i++) {
        const struct query_token *token = &t->items[i];
        bool is_word =
            token->kind == TOKEN_LEAF && token->node.kind == QUERY_WORD;

        if (is_syntax(token, text))
            return false;
        if (token->bare && !*first)
            *first = token;
        if (is_word && has_letter(token->node.text, UTF8PROC_CATEGORY_LU)) {
            words++;
            pairs += beside;
        }
        beside = is_word;
    }
    return *first && !is_grouped(t) && words >= HEADLINE_WORDS &&
           pairs >= HEADLINE_PAIRS && !has_letter(text, UTF8PROC_CATEGORY_LL);
}

static bool has_sign(const struct query_tokens *t)
{
    for (size_t i = 0; i < t->count; i++)
        if (is_sign(&t->items[i]))
            return true;
    return false;
}

bool query_is_prose(const struct query_tokens *t, struct ir_text text)
{
    bool closed, found = has_sentence(text, &closed);
    const struct query_token *first;

    for (size_t i = 0; i < t->count; i++)
        if (is_syntax(&t->items[i], text))
            return false;
    if (is_grouped(t) || is_joined(t))
        return false;
    if (is_headline(t, text, &first) && !has_sign(t))
        return false;
    return closed || (!begins_small(text) && (found || names_source(t)));
}

/* ---- operators that are words ---- */

/* An operator with a slash becomes a phrase of two words: only in quotes does
 * the canonical form read as text again. */
void query_to_word(struct query_token *token)
{
    struct ir_text text = token->node.text;
    bool slash = text.size > 2 && memchr(text.data + 1, '/', text.size - 2);

    token->kind = TOKEN_LEAF;
    token->bare = token->loose = false;
    token->node.kind = slash ? QUERY_PHRASE : QUERY_WORD;
    token->node.number = 0;
}

static void read_headline(struct query_tokens *t, struct query *q)
{
    const struct query_token *first;

    if (!is_headline(t, buf_text(&q->text), &first))
        return;
    query_fault(q, "capitals_as_words",
                "in an all-capitals query operators are taken as words",
                first->node.start, first->node.end);
    for (size_t i = 0; i < t->count; i++)
        if (t->items[i].bare)
            query_to_word(&t->items[i]);
}

/* In `is NOT closing' nothing is excluded. */
static void read_negations(struct query_tokens *t, struct query *q)
{
    for (size_t i = 1; i + 1 < t->count; i++) {
        struct query_token *token = &t->items[i];

        if (token->kind != TOKEN_PREFIX || !token->bare ||
            token[-1].kind != TOKEN_LEAF || token[-1].node.kind != QUERY_WORD ||
            token[1].kind != TOKEN_LEAF ||
            !is_listed(token[-1].node.text, auxiliaries, COUNT(auxiliaries)))
            continue;
        query_fault(q, "prose_as_words",
                    "after a verb this does not exclude; treated as a word",
                    token->node.start, token->node.end);
        query_to_word(token);
    }
}

void query_prose_operators(struct query_tokens *t, struct query *q)
{
    read_headline(t, q);
    read_negations(t, q);
}
