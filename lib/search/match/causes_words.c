/* Why words are not there as they were asked for: what stands there instead. */
#include "search/match/causes.h"
#include "text/utf8.h"

#include <stdio.h>
#include <stdlib.h>

#define LIKE_LETTERS 4   /* a shorter word is not like any other */
#define LIKE_TWICE 6     /* letters from which on two may differ */
#define LIKE_BEGINS 5    /* letters that two words begin with that are alike */
#define LIKE_SYNONYMS 32 /* of a word that are looked for */

/* A word of the query, and the word of the article that is most like it. */
struct wanted {
    struct ir_text form;       /* folded, or empty: a pattern */
    const struct lexeme *stem; /* or NULL */
    const struct lexeme *synonyms[LIKE_SYNONYMS];
    size_t synonym_count;
    size_t letters;
    bool number;
    /* What was found, by how like it is: 0 is the same stem; UINT_MAX: none. */
    unsigned unlike;
    enum ir_how how;
    enum ir_field field;
    struct word word; /* without its form */
};

static size_t letters_of(struct ir_text t)
{
    size_t count = 0;

    for (size_t at = 0; at < t.size; count++)
        utf8_next(t.data, t.size, &at);
    return count;
}

/* The stems of single words that mean the same. */
static void find_synonyms(struct causes *x, struct wanted *w)
{
    const struct ir_text *terms;
    size_t count;

    if (!x->synonyms || !w->stem)
        return;
    count = synonyms_find(x->synonyms, w->stem->form, &terms);
    for (size_t i = 0; i < count && w->synonym_count < LIKE_SYNONYMS; i++)
        if (!text_find(terms[i], ' '))
            w->synonyms[w->synonym_count++] =
                stems_get(x->stems, terms[i])->stem;
}

/* The form of item i of a clause: of a PHRASE itself, else one that was typed
 * for the term. */
static struct ir_text form_of(const struct plan *p, const struct clause *c,
                              size_t i)
{
    uint32_t term = plan_clause_term(p, c, i);

    if (c->kind == CLAUSE_PHRASE)
        return p->forms[c->items[i]].text;
    for (size_t f = 0; f < p->form_count; f++)
        if (p->forms[f].term == term)
            return p->forms[f].text;
    return TEXT("");
}

static void want(struct causes *x, const struct clause *c, size_t i,
                 struct wanted *out)
{
    const struct plan_term *term =
        &x->plan->terms[plan_clause_term(x->plan, c, i)];

    *out = (struct wanted){.unlike = UINT32_MAX};
    out->form = form_of(x->plan, c, i);
    out->stem = term->stem;
    out->letters = letters_of(out->form);
    for (size_t at = 0; at < out->form.size; at++)
        out->number = out->number || ascii_digit(out->form.data[at]);
    find_synonyms(x, out);
}

/* ---- likeness ---- */

static size_t common_letters(struct ir_text a, struct ir_text b)
{
    size_t at = 0, count = 0;

    while (at < a.size && at < b.size && a.data[at] == b.data[at])
        count += ((unsigned char)a.data[at++] & 0xc0) != 0x80;
    return count;
}

/* How unlike the word wanted is the other?  A number is like no other. */
static unsigned unlikeness(const struct wanted *w, const struct lexeme *other,
                           enum ir_how *how)
{
    unsigned most = w->letters < LIKE_TWICE ? 1 : 2, edits;

    *how = IR_HOW_STEM;
    if (w->stem && other->stem == w->stem)
        return 0;
    *how = IR_HOW_SYNONYM;
    for (size_t i = 0; i < w->synonym_count; i++)
        if (other->stem == w->synonyms[i])
            return 1;
    if (w->number || w->letters < LIKE_LETTERS)
        return UINT32_MAX;
    *how = IR_HOW_FUZZY;
    edits = edit_distance(w->form, other->form, most);
    if (edits <= most)
        return 1 + edits;
    *how = IR_HOW_PREFIX;
    if (common_letters(w->form, other->form) >= LIKE_BEGINS &&
        2 * common_letters(w->form, other->form) > w->letters)
        return 4;
    return UINT32_MAX;
}

static void compare(struct causes *x, struct wanted *all, size_t count,
                    enum ir_field field, const struct word *word)
{
    const struct lexeme *other = stems_get(x->stems, word->form);

    for (size_t i = 0; i < count; i++) {
        enum ir_how how;
        unsigned unlike = unlikeness(&all[i], other, &how);

        if (unlike >= all[i].unlike || text_equal(other->form, all[i].form))
            continue;
        all[i].unlike = unlike;
        all[i].how = how;
        all[i].field = field;
        all[i].word = *word;
    }
}

/* One walk over title and text for all words that are wanted, while there is
 * time for it. */
static void find_alike(struct causes *x, struct wanted *all, size_t count)
{
    const struct ir_article *a = &x->record->article;
    const struct ir_text texts[] = {
        [IR_FIELD_BODY] = a->text, [IR_FIELD_TITLE] = a->title};
    struct word word;

    for (int f = IR_FIELD_BODY; f <= IR_FIELD_TITLE; f++) {
        words_start(x->walk, texts[f], 0, 0, NULL);
        while (x->compared < CAUSES_COMPARED_MAX &&
               words_next(x->walk, &word)) {
            x->compared += count;
            if (word.form.size)
                compare(x, all, count, (enum ir_field)f, &word);
        }
    }
}

/* ---- the causes ---- */

/* Does item i of the clause occur at all? */
static bool occurs(const struct causes *x, const struct clause *c, size_t i)
{
    const struct matches *fields[] = {&x->evidence->body, &x->evidence->title};

    for (size_t f = 0; f < COUNT(fields); f++)
        for (size_t m = 0; m < fields[f]->count; m++)
            if (match_stands(&fields[f]->items[m], c, i))
                return true;
    return false;
}

static const char *likeness(enum ir_how how)
{
    if (how == IR_HOW_STEM)
        return "another form";
    if (how == IR_HOW_SYNONYM)
        return "which may mean the same";
    return how == IR_HOW_FUZZY ? "another spelling" : "which begins alike";
}

/* Which word of the clause is not there: the whole of it, or one of several. */
static void add_lack(const struct ir_cause *cause, const struct wanted *w,
                     bool sole, struct buf *out)
{
    buf_addf(out, "%.*s", CAUSE_TEXT(cause->part));
    if (sole)
        buf_adds(out, " is not there");
    else
        buf_addf(out, ": no %.*s", CAUSE_TEXT(w->form));
}

static void say_absent(struct causes *x, struct ir_cause *cause,
                       const struct wanted *w, bool sole)
{
    const struct ir_article *a = &x->record->article;
    struct ir_text source = w->field == IR_FIELD_TITLE ? a->title : a->text;
    struct ir_place *place;
    struct buf lack = BUF_INIT;

    add_lack(cause, w, sole, &lack);
    if (w->unlike < UINT32_MAX) {
        place = arena_alloc(x->arena, sizeof(*place));
        *place = (struct ir_place){w->word.start, w->word.end, w->field};
        cause->places = place;
        cause->place_count = 1;
        cause->how = w->how;
        cause->instead = arena_text(
            x->arena, text_slice(source, w->word.start, w->word.end));
        buf_addf(&lack, ", but %.*s, %s", CAUSE_TEXT(cause->instead),
                 likeness(w->how));
    }
    cause->message = arena_text(x->arena, buf_text(&lack));
    buf_free(&lack);
}

/* Words side by side that are all there: how far apart are they? */
static void explain_order(struct causes *x, const struct clause *c,
                          struct ir_text part, size_t parent)
{
    const struct matches *fields[] = {[IR_FIELD_BODY] = &x->evidence->body,
                                      [IR_FIELD_TITLE] = &x->evidence->title};
    struct ir_cause *cause = causes_add(x, IR_CAUSE_ORDER, part, parent);
    struct causes_group g = {.count = c->item_count, .ordered = true};
    enum ir_field field = IR_FIELD_BODY;
    struct span where;

    for (int f = IR_FIELD_BODY; f <= IR_FIELD_TITLE; f++) {
        g.parts[f] = xcalloc(g.count, sizeof(*g.parts[f]));
        for (size_t i = 0; i < g.count; i++)
            for (size_t m = 0; m < fields[f]->count; m++)
                if (match_stands(&fields[f]->items[m], c, i))
                    spans_add(&g.parts[f][i], fields[f]->items[m].position,
                              fields[f]->items[m].position);
    }
    cause->found = causes_least(x, &g, &field, &where);
    if (cause->found) {
        causes_place(x, cause, field, &where);
        causes_say(x, cause,
                   "%.*s: the words are there in this order, but %llu apart",
                   CAUSE_TEXT(part), (unsigned long long)cause->found);
    } else {
        g.ordered = false;
        if (g.count <= NEAR_PARTS_MAX && causes_least(x, &g, &field, &where))
            causes_place(x, cause, field, &where);
        causes_say(x, cause,
                   "%.*s: the words are there, but never in this order",
                   CAUSE_TEXT(part));
    }
    for (int f = IR_FIELD_BODY; f <= IR_FIELD_TITLE; f++) {
        for (size_t i = 0; i < g.count; i++)
            spans_free(&g.parts[f][i]);
        free(g.parts[f]);
    }
}

/* What stands for the clause: of a group the word itself. */
static const struct clause *word_of(const struct clause *c)
{
    return c->group && c->own ? &c->parts[0] : c;
}

static void explain_items(struct causes *x, const struct clause *c,
                          struct ir_text part, size_t parent)
{
    struct wanted *all = xcalloc(c->item_count, sizeof(*all));
    size_t count = 0, best = 0;

    for (size_t i = 0; i < c->item_count; i++)
        if (!occurs(x, c, i))
            want(x, c, i, &all[count++]);
    find_alike(x, all, count);
    for (size_t i = 1; i < count; i++)
        if (all[i].unlike < all[best].unlike)
            best = i;
    if (count)
        say_absent(x, causes_add(x, IR_CAUSE_ABSENT, part, parent), &all[best],
                   c->item_count == 1);
    else
        explain_order(x, c, part, parent);
    free(all);
}

void causes_words(struct causes *x, const struct clause *c, size_t parent)
{
    const struct clause *word = word_of(c);
    struct ir_text part = causes_part(x, c);
    struct ir_cause *cause;

    if (word->item_count && !word->pattern && !word->unsure) {
        explain_items(x, word, part, parent);
        return;
    }
    cause = causes_add(x, IR_CAUSE_ABSENT, part, parent);
    causes_say(x, cause, "%.*s: no word of the article fits", CAUSE_TEXT(part));
}
