/* Words of one character or two: scripts without spaces, and pictures. */
#include "text/utf8.h"
#include "text/words/word_walk.h"

enum {
    ZWJ = 0x200d,
    BLACK_FLAG = 0x1f3f4, /* tags after it say which flag it is */
    TAGS = 0xe0000,
    ELEMENTS_MAX = 8, /* pictures of a sequence that get forms */
};

/* ---- scripts without spaces ---- */

/* The end of the character at `at` with its combining marks. */
static size_t past_unit(const struct words *w, size_t at)
{
    size_t next;

    word_peek(w, at, &next);
    do {
        at = next;
    } while (char_extends(word_peek(w, at, &next)));
    return at;
}

static void push_unit(struct words *w, size_t start, size_t end, unsigned flags)
{
    struct ir_text form = {w->forms, 0};

    if (end - start <= PLAIN_MAX)
        form = word_fold(w, (struct ir_text){w->data + start, end - start});
    if (form.size || !(flags & WORD_UNIT))
        word_push(w, start, end, form, flags);
}

void pair_read(struct words *w)
{
    size_t start = w->at, end = past_unit(w, start);
    bool more = word_class(w, end) == CHAR_PAIR;

    if (more)
        push_unit(w, start, past_unit(w, end), 0);
    push_unit(w, start, end, more || w->in_pairs ? WORD_UNIT : 0);
    w->at = end;
    w->in_pairs = more;
    w->position++;
}

/* ---- pictures ---- */

static uint32_t code_at(const struct words *w, size_t at, size_t *next)
{
    *next = at;
    return at < w->size ? utf8_next(w->data, w->size, next) : 0;
}

static bool is_regional(uint32_t code)
{
    return code >= 0x1f1e6 && code <= 0x1f1ff;
}

static bool is_skin(uint32_t code)
{
    return code >= 0x1f3fb && code <= 0x1f3ff;
}

static bool is_gender(uint32_t code)
{
    return code == 0x2640 || code == 0x2642;
}

/*
 * Add one picture to w->plain and return its end.  Two regional indicators are
 * one flag, and so is a black flag with the tags of its country.  Variation
 * selectors, skin tones and enclosing marks are dropped.
 */
static size_t read_element(struct words *w, size_t at)
{
    uint32_t base = code_at(w, at, &at), code;
    size_t next;

    utf8_add(&w->plain, base);
    if (is_regional(base) && is_regional(code = code_at(w, at, &next))) {
        utf8_add(&w->plain, code);
        at = next;
    }
    for (;;) {
        code = code_at(w, at, &next);
        if (code == ZWJ || !(is_skin(code) || char_extends(word_class(w, at))))
            return at;
        if (base == BLACK_FLAG && code > TAGS + ' ' && code < TAGS + 0x7f &&
            w->plain.size < WORD_MAX)
            buf_addc(&w->plain, (char)(code - TAGS));
        at = next;
    }
}

/* Where the next picture begins that a joiner at `at` adds, or 0. */
static size_t after_joiner(const struct words *w, size_t at)
{
    size_t next;

    if (code_at(w, at, &next) != ZWJ || word_class(w, next) != CHAR_SYMBOL)
        return 0;
    return next;
}

/* The word is the whole sequence; each of its pictures is an ASIDE form. */
void symbol_read(struct words *w)
{
    size_t start[ELEMENTS_MAX], end[ELEMENTS_MAX], count = 0, next = w->at;

    buf_clear(&w->plain);
    do {
        start[count] = next;
        end[count] = read_element(w, next);
        next = after_joiner(w, end[count]);
    } while (++count < ELEMENTS_MAX && next);
    w->at = end[count - 1];
    word_push(w, start[0], w->at, word_fold(w, buf_text(&w->plain)), 0);
    for (size_t i = 0; count > 1 && i < count; i++) {
        if (is_gender(code_at(w, start[i], &next)))
            continue;
        buf_clear(&w->plain);
        read_element(w, start[i]);
        word_push(w, start[i], end[i], word_fold(w, buf_text(&w->plain)),
                  WORD_ASIDE);
    }
    w->position++;
}
