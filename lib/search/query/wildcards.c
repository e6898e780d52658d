/* Wildcards: the pieces of phrases and compounds, and single words. */
#include "search/query/lex.h"
#include "text/utf8.h"
#include "text/words.h"

#define STARS_MAX 2 /* a word with more of them is text */

static bool is_digit(struct ir_text t, size_t at)
{
    return at < t.size && ascii_digit(t.data[at]);
}

static bool is_star(struct ir_text t, size_t at)
{
    return at < t.size && t.data[at] == '*';
}

/* Does the character separate the parts of a compound? */
static bool parts_words(uint32_t code)
{
    return (code < 0x80 && code && strchr("/:.@,", (int)code)) ||
           word_hyphen(code);
}

/* Does the character join what is beside it to one word?  A stop or comma
 * between digits does, as in 1.5, and the & of R&D. */
static bool binds(struct ir_text t, size_t at, size_t next, uint32_t code)
{
    if (code == '.' || code == ',')
        return at && is_digit(t, at - 1) &&
               (is_digit(t, next) || is_star(t, next));
    return code == '&' && at && next < t.size;
}

/* The end of the word at `at`. */
static size_t word_end(struct ir_text t, size_t at, bool questions)
{
    while (at < t.size) {
        size_t next = at;
        uint32_t code = utf8_next(t.data, t.size, &next);

        if (!query_is_wordy(code) && !word_apostrophe(code) && code != '*' &&
            !(code == '?' && questions) && !binds(t, at, next, code))
            break;
        at = next;
    }
    return at;
}

/* t without brackets around it and punctuation at its end. */
static struct ir_text clause_core(struct ir_text t)
{
    while (query_ends_curly(t) ||
           (t.size && strchr(".,;:!?]}>)'-", t.data[t.size - 1]) &&
            t.data[t.size - 1]))
        t.size -= query_ends_curly(t) ? 3 : 1;
    while (t.size && strchr("[{<('", t.data[0]) && t.data[0]) {
        t.data++;
        t.size--;
    }
    return t;
}

/* May stars be wildcards in this text without spaces?  Not in addresses and
 * formulas, nor if two of them are adjacent. */
static bool may_hold(struct ir_text t, bool *questions)
{
    size_t at = 0;

    *questions = true;
    for (size_t i = 0; i + 1 < t.size; i++)
        if ((is_star(t, i) && is_star(t, i + 1)) ||
            !memcmp(t.data + i, ":/", 2))
            return false;
    while (at < t.size) {
        uint32_t code = utf8_next(t.data, t.size, &at);

        if (parts_words(code))
            *questions = *questions && word_hyphen(code);
        else if (!query_is_wordy(code) && !word_apostrophe(code) &&
                 code != '*' && code != '?')
            return false;
    }
    return true;
}

/* Is t digits with a star between them, as 2*3? */
static bool is_product(struct ir_text t)
{
    for (size_t i = 0; i < t.size; i++)
        if (!is_digit(t, i) && !strchr(".,*?", t.data[i]))
            return false;
    return t.size && !(is_digit(t, 0) && is_star(t, t.size - 1) &&
                       text_find(t, '*') == t.data + t.size - 1);
}

static bool is_pattern(struct ir_text t)
{
    size_t stars = 0, questions = 0;

    for (size_t i = 0; i < t.size; i++) {
        stars += t.data[i] == '*';
        questions += t.data[i] == '?';
    }
    return stars + questions && stars <= STARS_MAX && query_bears_word(t) &&
           !is_product(t);
}

void query_pieces_start(struct query_pieces *p, struct ir_text text)
{
    memset(p, 0, sizeof(*p));
    p->text = text;
}

/* Go to the next chunk, a text without spaces. */
static bool next_chunk(struct query_pieces *p)
{
    size_t from = p->at, to;
    bool wild;

    while (from < p->text.size) {
        size_t next = from;

        if (!query_is_space(utf8_next(p->text.data, p->text.size, &next)))
            break;
        from = next;
    }
    for (to = from; to < p->text.size;) {
        size_t next = to;

        if (query_is_space(utf8_next(p->text.data, p->text.size, &next)))
            break;
        to = next;
    }
    p->at = to;
    p->chunk = clause_core(text_slice(p->text, from, to));
    p->done = 0;
    wild = text_find(p->chunk, '*') || text_find(p->chunk, '?');
    p->whole = !wild || !may_hold(p->chunk, &p->questions);
    if (p->whole)
        p->chunk = text_slice(p->text, from, to);
    return from < to;
}

/* The next pattern of the chunk from `at` on, or its end. */
static struct ir_text find_pattern(const struct query_pieces *p, size_t at,
                                   bool *any)
{
    const struct ir_text t = p->chunk;

    *any = false;
    while (at < t.size) {
        size_t end = word_end(t, at, p->questions);
        struct ir_text word = text_slice(t, at, end);

        *any = word.size == 1 && is_star(word, 0);
        if (*any || is_pattern(word))
            return word;
        at = end;
        if (at < t.size)
            utf8_next(t.data, t.size, &at);
    }
    return text_slice(t, t.size, t.size);
}

bool query_pieces_next(struct query_pieces *p, struct query_piece *out)
{
    struct ir_text wild;
    size_t from;

    while (p->done == p->chunk.size)
        if (!next_chunk(p))
            return false;
    from = p->done;
    *out =
        (struct query_piece){.text = text_slice(p->chunk, from, p->chunk.size)};
    p->done = p->chunk.size;
    if (p->whole)
        return true;
    wild = find_pattern(p, from, &out->any);
    if (!wild.size)
        return true;
    if (wild.data > out->text.data) {
        out->any = false;
        out->text.size = (size_t)(wild.data - out->text.data);
        p->done = from + out->text.size;
        return true;
    }
    out->text = wild;
    out->pattern = true;
    p->done = from + wild.size;
    return true;
}

bool query_has_patterns(struct ir_text text)
{
    struct query_pieces pieces;
    struct query_piece piece;

    query_pieces_start(&pieces, text);
    while (query_pieces_next(&pieces, &piece))
        if (piece.pattern)
            return true;
    return false;
}

bool query_joined_pattern(struct ir_text text, struct ir_text *out)
{
    struct query_pieces p;
    size_t at = 0, letters = 0;

    query_pieces_start(&p, text);
    if (!next_chunk(&p) || p.whole)
        return false;
    *out = p.chunk;
    while (at < out->size) {
        uint32_t code = utf8_next(out->data, out->size, &at);

        letters += query_is_wordy(code);
        if (parts_words(code) && !word_hyphen(code))
            return false;
    }
    return p.at == text.size && letters >= QUERY_WILD_LETTERS &&
           is_pattern(*out);
}

/* ---- a word ---- */

/* t without the signs at its beginning. */
static struct ir_text core_of(struct ir_text t)
{
    while (t.size && (unsigned char)t.data[0] < 0x80 && t.data[0] != '*' &&
           t.data[0] != '?' && !query_is_wordy((unsigned char)t.data[0])) {
        t.data++;
        t.size--;
    }
    return t;
}

/* Count letters and digits, and stars; two adjacent stars count as too many. */
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
    return text_find(t, '*') || text_find(t, '?');
}

static bool unspaced_at(struct ir_text t, size_t at)
{
    while (at && ((unsigned char)t.data[at] & 0xc0) == 0x80)
        at--;
    return at < t.size && word_unspaced(utf8_next(t.data, t.size, &at));
}

/* t without stars at its ends if it is of a script without spaces: there a word
 * is found within longer ones anyway. */
static struct ir_text without_idle_stars(struct ir_text t)
{
    struct ir_text bare = t;

    while (bare.size && bare.data[bare.size - 1] == '*')
        bare.size--;
    if (bare.size && bare.size < t.size && unspaced_at(bare, bare.size - 1))
        t = bare;
    bare = t;
    while (bare.size && bare.data[0] == '*')
        bare = text_slice(bare, 1, bare.size);
    return bare.size && bare.size < t.size && unspaced_at(bare, 0) ? bare : t;
}

/* Read a compound such as al-q*, whose pieces are words and patterns. */
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

bool query_wild(struct ir_text t, struct query_token *out)
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
    if (!query_is_one_word(core, "*?") || stars > 2)
        return take_compound(t, out);
    if ((has_wildcard(middle) || letters < QUERY_WILD_LETTERS) &&
        query_is_numeric(middle))
        return false;
    if (has_wildcard(middle) && letters < QUERY_WILD_LETTERS)
        return false;
    if (letters < QUERY_WILD_LETTERS) {
        query_note(out, "short_pattern",
                   "a wildcard needs 2 letters; treated as a word");
        out->node.text = middle;
        return true;
    }
    out->node.kind = QUERY_WILD;
    out->node.text = core;
    return true;
}
