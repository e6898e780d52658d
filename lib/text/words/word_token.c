/* Reads compounds, and words that are not plain ASCII. */
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"
#include "text/words/word_walk.h"

enum { MIDDLE_DOT = 0xb7, ZWNJ = 0x200c };

struct side {
    size_t start, end; /* in the text */
    size_t plain;      /* its place in w->plain */
    struct ir_text form;
};

struct part {
    size_t start, end;    /* as in struct word */
    size_t at;            /* where to continue reading */
    enum char_class last; /* the last letter or digit */
    bool over;            /* too long to have a form */
    bool high;            /* it has letters that are not ASCII */
    bool dotted;          /* single letters with stops */
    bool closed;          /* it ends here, whatever follows */
    struct ir_text form, spelling;
    size_t side_count; /* apostrophes + 1; over SIDES_MAX: too many */
    struct side sides[SIDES_MAX];
};

static bool digit_at(const struct words *w, size_t at)
{
    return at < w->size && w->data[at] >= '0' && w->data[at] <= '9';
}

static bool upper_at(const struct words *w, size_t at)
{
    return at < w->size && w->data[at] >= 'A' && w->data[at] <= 'Z';
}

static void add(struct words *w, struct part *p, size_t from, size_t to)
{
    if (w->plain.size + (to - from) > PLAIN_MAX)
        p->over = true;
    else
        buf_add(&w->plain, w->data + from, to - from);
}

static bool arabic_at(const struct words *w, size_t at)
{
    return at + 1 < w->size && (unsigned char)w->data[at] >= 0xd8 &&
           (unsigned char)w->data[at] <= 0xdb;
}

/*
 * Is there a zero-width non-joiner at `at`, between letters of Arabic script?
 * In Persian it separates the parts of a word, so it is read as a hyphen; in
 * other scripts it only changes the shape of letters.
 */
static bool parts_persian(const struct words *w, size_t at)
{
    return w->size - at > 3 && !memcmp(w->data + at, "\xe2\x80\x8c", 3) &&
           at >= w->from + 2 && arabic_at(w, at - 2) && arabic_at(w, at + 3) &&
           word_class(w, at + 3) == CHAR_LETTER;
}

/* Read letters, digits and marks, and skip ignored characters. */
static void read_run(struct words *w, struct part *p)
{
    size_t from = p->at, next;
    enum char_class class;

    while (char_continues(class = word_peek(w, p->at, &next)) &&
           !(class == CHAR_IGNORED && parts_persian(w, p->at))) {
        p->high = p->high || next - p->at > 1;
        p->at = next;
        if (class != CHAR_IGNORED)
            p->end = next;
        if (class == CHAR_LETTER || class == CHAR_DIGIT)
            p->last = class;
    }
    add(w, p, from, p->at);
}

/* Read an acronym such as U.S.A.: two or more single letters with stops. */
static bool read_acronym(struct words *w, struct part *p)
{
    size_t at = p->start, end = at, count = 0, next;

    while (word_peek(w, at, &next) == CHAR_LETTER &&
           !char_continues(word_class(w, next))) {
        add(w, p, at, next);
        count++;
        end = next;
        if (next >= w->size || w->data[next] != '.')
            break;
        at = end = next + 1;
    }
    if (count < 2) {
        buf_clear(&w->plain);
        return false;
    }
    p->dotted = true;
    p->last = CHAR_LETTER;
    p->at = p->end = end;
    return true;
}

/* Continue the part after an apostrophe that ends at `at`, or skip a possessive
 * s; false if nothing was added to the part. */
static bool read_apostrophe(struct words *w, struct part *p, size_t at)
{
    if (word_class(w, at) != CHAR_LETTER)
        return false;
    if ((w->data[at] | 0x20) == 's' && !char_continues(word_class(w, at + 1))) {
        p->at = at + 1;
        p->closed = true;
        return false;
    }
    if (p->side_count < SIDES_MAX) {
        struct side *side = &p->sides[p->side_count];

        side[-1].end = p->end;
        side->start = at;
        side->plain = w->plain.size;
    }
    p->side_count++;
    p->dotted = false;
    p->at = at;
    return true;
}

/* Is the comma at p->at one of those in 1,234,567? */
static bool groups_digits(const struct words *w, const struct part *p)
{
    size_t at = p->at, before = 0;

    while (at > p->start && before < 4 && digit_at(w, at - 1)) {
        at--;
        before++;
    }
    if (before < 1 || before > 3 || (at > p->start && w->data[at - 1] != ','))
        return false;
    for (size_t i = 1; i <= 3; i++)
        if (!digit_at(w, p->at + i))
            return false;
    return !digit_at(w, p->at + 4);
}

/* Does the ampersand at p->at join short runs of capitals, as in R&D? */
static bool joins_capitals(const struct words *w, const struct part *p)
{
    size_t after = 0;

    if (p->at - p->start > 3)
        return false;
    for (size_t i = p->start; i < p->at; i++)
        if (!upper_at(w, i))
            return false;
    while (after <= 3 && upper_at(w, p->at + 1 + after))
        after++;
    return after >= 1 && after <= 3 &&
           !char_continues(word_class(w, p->at + 1 + after));
}

/* Length of the ++ of C++ or the # of C# at p->at, or 0. */
static size_t trailing_sign(const struct words *w, const struct part *p)
{
    size_t count = w->data[p->at] == '#' ? 1 : 2;
    size_t after = p->at + count;

    if (p->last != CHAR_LETTER || p->dotted || p->side_count > 1 ||
        after > w->size)
        return 0;
    if (count == 1 && p->at - p->start != 1)
        return 0;
    if (count == 2 && (w->data[p->at + 1] != '+' ||
                       (after < w->size && w->data[after] == '+')))
        return 0;
    return word_class(w, after) == CHAR_LETTER ? 0 : count;
}

/* Is it the middle dot between two l of Catalan, as in col\u00b7lega? */
static bool doubles_l(const struct words *w, size_t at, size_t next)
{
    return next < w->size && (w->data[at - 1] | 0x20) == 'l' &&
           (w->data[next] | 0x20) == 'l';
}

/* Move past the character at p->at if it joins more to the part, else false. */
static bool read_connector(struct words *w, struct part *p)
{
    size_t next = p->at, count;
    uint32_t code;

    if (p->at >= w->size)
        return false;
    code = utf8_next(w->data, w->size, &next);
    if (word_apostrophe(code))
        return read_apostrophe(w, p, next);
    if (code == '.' && digit_at(w, p->at - 1) && digit_at(w, next)) {
        add(w, p, p->at, next);
        p->at = next;
        return true;
    }
    if (code == ',' && groups_digits(w, p)) {
        p->at = next;
        return true;
    }
    if (code == '&' && joins_capitals(w, p)) {
        add(w, p, p->at, next);
        p->at = next;
        return true;
    }
    if (code == MIDDLE_DOT && doubles_l(w, p->at, next)) {
        p->at = next;
        return true;
    }
    if ((code == '+' || code == '#') && (count = trailing_sign(w, p))) {
        add(w, p, p->at, p->at + count);
        p->at = p->end = p->at + count;
    }
    return false;
}

/* The folded form of bytes [from, to) of w->plain. */
static struct ir_text fold_piece(struct words *w, size_t from, size_t to)
{
    return word_fold(w, (struct ir_text){w->plain.data + from, to - from});
}

/* The SPELLING form of the word in w->plain, or an empty one. */
static struct ir_text respell(struct words *w)
{
    buf_clear(&w->spelt);
    if (!letters_respell(buf_text(&w->plain), &w->spelt))
        return (struct ir_text){NULL, 0};
    return word_fold(w, buf_text(&w->spelt));
}

static bool contraction(struct ir_text form)
{
    static const char *const all[] = {"t", "s", "d", "m", "re", "ve", "ll"};

    for (size_t i = 0; i < COUNT(all); i++)
        if (text_equal(form, text_of(all[i])))
            return true;
    return false;
}

/* Fold the sides of apostrophes, which become ASIDE forms; forget them if there
 * are too many, or the last one is a contraction. */
static void fold_sides(struct words *w, struct part *p)
{
    struct side *last;

    if (p->side_count < 2 || p->side_count > SIDES_MAX || !p->form.size) {
        p->side_count = 0;
        return;
    }
    last = &p->sides[p->side_count - 1];
    last->end = p->end;
    for (struct side *side = p->sides; side <= last; side++)
        side->form = fold_piece(w, side->plain,
                                side == last ? w->plain.size : side[1].plain);
    if (contraction(last->form))
        p->side_count = 0;
}

static void read_part(struct words *w, size_t start, struct part *p)
{
    memset(p, 0, sizeof(*p));
    p->start = p->end = p->at = start;
    p->side_count = 1;
    p->sides[0].start = start;
    buf_clear(&w->plain);
    if (!read_acronym(w, p))
        read_run(w, p);
    while (!p->closed && read_connector(w, p))
        read_run(w, p);
    if (!p->over)
        p->form = fold_piece(w, 0, w->plain.size);
    if (!p->over && p->high)
        p->spelling = respell(w);
    fold_sides(w, p);
}

/* Where the next part of a compound begins; 0 if there is none. */
static size_t after_hyphen(const struct words *w, const struct part *p)
{
    size_t next = p->at;
    enum char_class class;
    uint32_t code;

    if (p->at >= w->size)
        return 0;
    code = utf8_next(w->data, w->size, &next);
    if (!word_hyphen(code) && !(code == ZWNJ && parts_persian(w, p->at)))
        return 0;
    class = word_class(w, next);
    if (class == CHAR_LETTER && (code != 0x2013 || p->last == CHAR_LETTER))
        return next;
    return class == CHAR_DIGIT && code != 0x2013 ? next : 0;
}

static bool part_is_acronym(const struct words *w, const struct part *p)
{
    if (p->dotted)
        return true;
    if (p->end - p->start != p->form.size)
        return false;
    for (size_t i = p->start; i < p->end; i++)
        if (!upper_at(w, i))
            return false;
    return p->form.size > 1 && capitals_mean(w, p->start, p->end);
}

static size_t count_letters(struct ir_text form)
{
    size_t count = 0;

    for (size_t i = 0; i < form.size; i++)
        count += (form.data[i] & 0xc0) != 0x80;
    return count;
}

/* Queue the main form of a part, then the compound if joined is not NULL, then
 * the other forms of the part. */
static void push_part(struct words *w, const struct part *p, unsigned flags,
                      const struct word *joined)
{
    word_push(w, p->start, p->end, p->form, flags);
    if (joined)
        word_push(w, joined->start, joined->end, joined->form, joined->flags);
    if (p->spelling.size)
        word_push(w, p->start, p->end, p->spelling, WORD_SPELLING);
    for (size_t i = 0; i < p->side_count; i++) {
        const struct side *side = &p->sides[i];

        if (count_letters(side->form) > 1 && !contraction(side->form))
            word_push(w, side->start, side->end, side->form, WORD_ASIDE);
    }
    if (part_is_acronym(w, p))
        word_push_acronym(w, p->start, p->end, p->form);
    w->position++;
}

/* Make the JOINED form of all parts; false if it would be too long. */
static bool join(struct words *w, const struct part *parts, size_t count,
                 struct word *joined)
{
    size_t size = 0;

    joined->start = parts[0].start;
    joined->end = parts[count - 1].end;
    joined->flags = WORD_JOINED + (unsigned)(count - 1) * WORD_MORE;
    joined->form.data = w->forms + w->formed;
    for (size_t i = 0; i < count; i++) {
        size += parts[i].form.size;
        if (!parts[i].form.size || size > WORD_MAX)
            return false;
    }
    for (size_t i = 0; i < count; i++) {
        memcpy(w->forms + w->formed, parts[i].form.data, parts[i].form.size);
        w->formed += parts[i].form.size;
    }
    joined->form.size = size;
    return true;
}

/* A very long compound is read PARTS_MAX parts at a time. */
void compound_read(struct words *w)
{
    struct part parts[PARTS_MAX];
    struct word joined;
    size_t count = 0, at = w->at, next;
    bool whole, compound;

    do {
        read_part(w, at, &parts[count]);
        next = after_hyphen(w, &parts[count]);
        at = next ? next : parts[count].at;
        count++;
    } while (next && count < PARTS_MAX);
    compound = count > 1 || w->in_compound;
    whole = count > 1 && !next && !w->in_compound;
    w->in_compound = next;
    w->at = at;
    whole = whole && join(w, parts, count, &joined);
    for (size_t i = 0; i < count; i++)
        push_part(w, &parts[i], compound ? WORD_PART : 0,
                  !i && whole ? &joined : NULL);
}
