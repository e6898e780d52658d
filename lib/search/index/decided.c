/* Decides filters by the terms of fields, and exact words by the other words of
 * their stems. */
#include "search/index/decided.h"
#include "article/terms.h"

#include <stdlib.h>

#define SAMPLE 1000    /* terms after which it is known whether most fit */
#define PREFIX_MAX 100 /* bytes of a pattern's start: terms are cut later */

struct scan {
    struct store *store;
    struct deadline *deadline;
    bool late; /* the deadline has passed */
};

struct store_set *decided_set(struct decided *d, struct store *store)
{
    d->items = xgrow(d->items, d->count, &d->room, sizeof(*d->items));
    d->items[d->count] = store_set_new(store);
    return d->items[d->count++];
}

void decided_free(struct decided *d)
{
    for (size_t i = 0; i < d->count; i++)
        store_set_free(d->items[i]);
    free(d->items);
    *d = (struct decided){NULL, 0, 0};
}

/* The next term; IR_END after the last or the deadline. */
static enum ir_status next_term(struct scan *s, struct store_terms *terms,
                                size_t *looked, struct ir_text *term,
                                struct ir_error *err)
{
    if (!(++*looked % DEADLINE_TERMS) && deadline_passed(s->deadline)) {
        s->late = true;
        return IR_END;
    }
    return store_terms_next(terms, term, NULL, err);
}

/* ---- patterns ---- */

/* The prefix of the terms that patterns are compared with; NULL: none. */
static const char *prefix_of(enum query_field field)
{
    switch (field) {
    case FIELD_ID: return "Q";
    case FIELD_SOURCE: return "XSO";
    case FIELD_SECTION: return "XSE";
    case FIELD_LANG: return "L";
    case FIELD_BYLINE: return "A";
    case FIELD_DATELINE: return TERM_DATELINE;
    case FIELD_URL:
    case FIELD_COPIES: break;
    }
    return NULL;
}

/* The terms of a field that fit a pattern. */
struct field_terms {
    struct plan_filter *filter;
    struct buf begin; /* a prefix of all that can fit */
    size_t name;      /* bytes of the field's prefix */
    size_t fit;
    bool cut;  /* some may be longer values, cut */
    bool most; /* of the first terms most fit */
};

static void begin_of(struct field_terms *f, const char *prefix)
{
    struct ir_text text = buf_text(&f->filter->text);
    const char *star = text_find(text, '*');
    size_t size = (size_t)(star - text.data);

    f->begin = (struct buf)BUF_INIT;
    f->name = strlen(prefix);
    buf_adds(&f->begin, prefix);
    buf_add(&f->begin, text.data, size < PREFIX_MAX ? size : PREFIX_MAX);
}

/* Add a term to the set if it fits, or, with held_fail, if it does not. */
static enum ir_status take_term(struct field_terms *f, struct ir_text term,
                                struct store_set *set, struct ir_error *err)
{
    struct ir_text pattern = buf_text(&f->filter->text);
    struct ir_text value = text_slice(term, f->name, term.size);
    bool fits = filter_fits_pattern(value, pattern);

    f->fit += fits;
    f->cut = f->cut || (pattern.size > 1 && !term_unique_is_whole(term));
    return fits == f->filter->held_fail ? IR_OK
                                        : store_set_add_term(set, term, err);
}

/* With sample, stop once most of the first terms have been found to fit. */
static enum ir_status scan_field(struct scan *s, struct field_terms *f,
                                 struct store_set *set, bool sample,
                                 struct ir_error *err)
{
    struct store_terms *terms;
    struct ir_text term;
    size_t looked = 0;
    enum ir_status status =
        store_terms_start(s->store, buf_text(&f->begin), &terms, err);

    if (status != IR_OK)
        return status;
    while (!f->most &&
           (status = next_term(s, terms, &looked, &term, err)) == IR_OK) {
        status = take_term(f, term, set, err);
        if (status != IR_OK)
            break;
        f->most = sample && looked == SAMPLE && f->fit > SAMPLE / 2;
    }
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

/* Every article has an id: if most fit, it is cheaper to find those that do
 * not.  Where the pattern's start is given the others are not seen. */
static enum ir_status decide_pattern(struct decided *d, struct scan *s,
                                     struct plan_filter *filter,
                                     const char *prefix, struct ir_error *err)
{
    struct field_terms f = {.filter = filter};
    struct store_set *set = decided_set(d, s->store);
    enum ir_status status;

    begin_of(&f, prefix);
    status = scan_field(
        s, &f, set, filter->field == FIELD_ID && f.begin.size == f.name, err);
    if (status == IR_OK && f.most) {
        f.most = false;
        filter->held_fail = true;
        set = decided_set(d, s->store);
        status = scan_field(s, &f, set, false, err);
    }
    filter->held = set;
    filter->decided = !f.cut && !s->late;
    buf_free(&f.begin);
    return status;
}

static enum ir_status decide_filter(struct decided *d, struct scan *s,
                                    struct plan_filter *f, bool field_words,
                                    struct ir_error *err)
{
    if (f->kind != FILTER_FIELD || !f->text.size)
        return IR_OK;
    if (f->words)
        f->decided = field_words;
    else if (f->field == FIELD_DATELINE && !field_words)
        return IR_OK;
    else if (f->pattern && prefix_of(f->field))
        return decide_pattern(d, s, f, prefix_of(f->field), err);
    return IR_OK;
}

/* ---- exact words ---- */

/*
 * A word that is its own stem has no term for itself.  Other words of the stem
 * begin as it does but for the last letter: hoping, hope; dying, die.  That is
 * so in English.
 */
static struct ir_text begin_of_others(struct ir_text word)
{
    size_t size = word.size, less = 1;

    if (size > 2 && !memcmp(word.data + size - 2, "ie", 2))
        less = 2;
    return text_slice(word, 0, size > less ? size - less : size);
}

static enum ir_status find_others(struct decided *d, struct scan *s,
                                  struct plan_form *form, struct stems *stems,
                                  struct ir_error *err)
{
    const struct lexeme *stem = stems_get(stems, form->text)->stem;
    struct store_terms *terms;
    struct store_set *set = NULL;
    struct ir_text term;
    size_t looked = 0;
    enum ir_status status =
        store_terms_start(s->store, begin_of_others(form->text), &terms, err);

    if (status != IR_OK)
        return status;
    while ((status = next_term(s, terms, &looked, &term, err)) == IR_OK) {
        if (stems_get(stems, term)->stem != stem ||
            text_equal(term, form->text))
            continue;
        set = set ? set : decided_set(d, s->store);
        status = store_set_add_term(set, term, err);
        if (status != IR_OK)
            break;
    }
    store_terms_free(terms);
    form->told_apart = !s->late;
    form->others = set;
    return status == IR_END ? IR_OK : status;
}

/* The exact words that are clauses by themselves. */
static enum ir_status decide_words(struct decided *d, struct scan *s,
                                   struct plan *p, const struct clause *c,
                                   struct stems *stems, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    if (clause_is_own_stem(p, c)) {
        struct plan_form *form = &p->forms[c->items[0]];

        return form->told_apart ? IR_OK : find_others(d, s, form, stems, err);
    }
    for (size_t i = 0; status == IR_OK && i < c->part_count; i++)
        status = decide_words(d, s, p, &c->parts[i], stems, err);
    return status;
}

enum ir_status decided_find(struct decided *d, struct plan *p,
                            const struct decided_index *in,
                            struct deadline *deadline, struct ir_error *err)
{
    struct scan s = {.store = in->store, .deadline = deadline};
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < p->filter_count; i++)
        status = decide_filter(d, &s, &p->filters[i], in->field_words, err);
    if (status == IR_OK && in->english)
        status = decide_words(d, &s, p, &p->root, in->stems, err);
    plan_settle(p);
    return status;
}
