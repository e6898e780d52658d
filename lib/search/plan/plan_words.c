/* Turns the words of a query into forms, terms and pairs. */
#include "search/plan/planner.h"

static uint32_t form_find(const struct plan *p, struct ir_text text)
{
    for (size_t i = 0; i < p->form_count; i++)
        if (text_equal(p->forms[i].text, text))
            return (uint32_t)i;
    return PLAN_NONE;
}

static uint32_t term_new(struct planner *b, const struct lexeme *stem,
                         struct ir_text shown)
{
    struct plan *p = b->plan;
    struct plan_term *term;

    p->terms = xgrow(p->terms, p->term_count, &p->term_room, sizeof(*p->terms));
    term = &p->terms[p->term_count];
    memset(term, 0, sizeof(*term));
    term->stem = stem;
    term->pattern = PLAN_NONE;
    term->shown = shown;
    term->lent = b->lending;
    return (uint32_t)p->term_count++;
}

static uint32_t term_add(struct planner *b, const struct lexeme *stem,
                         struct ir_text shown)
{
    const struct plan *p = b->plan;

    for (size_t i = 0; i < p->term_count; i++) {
        struct plan_term *term = &p->terms[i];

        if (term->stem != stem)
            continue;
        if (term->lent && !b->lending) {
            term->lent = false;
            term->shown = shown;
        }
        return (uint32_t)i;
    }
    return term_new(b, stem, shown);
}

uint32_t planner_form(struct planner *b, struct ir_text text,
                      struct ir_text shown)
{
    struct plan *p = b->plan;
    const struct lexeme *lexeme = stems_get(b->stems, text);
    uint32_t found = form_find(p, text);
    struct plan_form form = {.text = lexeme->form};

    if (found != PLAN_NONE) {
        term_add(b, lexeme->stem, shown);
        return found;
    }
    form.term = term_add(b, lexeme->stem, shown);
    p->forms = xgrow(p->forms, p->form_count, &p->form_room, sizeof(*p->forms));
    p->forms[p->form_count] = form;
    return (uint32_t)p->form_count++;
}

uint32_t planner_bare_term(struct planner *b, struct ir_text shown)
{
    return term_new(b, NULL, shown);
}

void planner_pair(struct planner *b, uint32_t term)
{
    struct plan *p = b->plan;
    struct plan_pair pair = {b->last, term};

    b->last = term;
    if (pair.first == PLAN_NONE || pair.first == term)
        return;
    for (size_t i = 0; i < p->pair_count; i++)
        if (p->pairs[i].first == pair.first && p->pairs[i].second == term)
            return;
    p->pairs = xgrow(p->pairs, p->pair_count, &p->pair_room, sizeof(*p->pairs));
    p->pairs[p->pair_count++] = pair;
}

bool planner_scores(const struct planner *b, uint32_t form, enum use use)
{
    const struct plan_form *f = &b->plan->forms[form];
    uint32_t pattern = b->plan->terms[f->term].pattern;

    if (use_is_negated(use))
        return false;
    if ((use == USE_QUOTED || use == USE_BOUND) && !b->keep_stops &&
        stopwords_has(b->stop, f->text))
        return false;
    return pattern == PLAN_NONE || !b->plan->patterns[pattern].words->every;
}

void planner_count(struct planner *b, uint32_t form, enum use use, bool joined)
{
    struct plan_form *f = &b->plan->forms[form];
    struct plan_term *term = &b->plan->terms[f->term];

    f->typed = term->stem;
    if (!planner_scores(b, form, use))
        return;
    f->count++;
    f->share += b->weight;
    term->count++;
    term->share += b->weight;
    if (!joined)
        planner_pair(b, f->term);
}

static void item_add(struct clause *c, size_t *room, uint32_t item)
{
    c->items = xgrow(c->items, c->item_count, room, sizeof(*c->items));
    c->items[c->item_count++] = item;
}

/* Add the word to the items; an acronym replaces its plain word. */
static void leaf_word(struct planner *b, const struct word *word,
                      struct ir_text shown, struct clause *c, size_t *room,
                      uint32_t *position)
{
    uint32_t form = planner_form(b, word->form, shown);

    if (word->flags & WORD_ACRONYM && *position == word->position)
        c->items[c->item_count - 1] = form;
    else
        item_add(c, room, form);
    *position = word->position;
}

/* The last character of a run without spaces has a position of its own. */
static void leaf_tail(struct planner *b, struct ir_text *tail,
                      struct ir_text shown, struct clause *c, size_t *room)
{
    if (tail->size)
        item_add(c, room, planner_form(b, *tail, shown));
    tail->size = 0;
}

void planner_leaf(struct planner *b, struct ir_text text, struct clause *c,
                  uint32_t *joined)
{
    struct buf context = BUF_INIT;
    struct ir_text tail = {NULL, 0}, tail_shown = {NULL, 0};
    struct word word;
    size_t room = 0, from = 0, to = 0;
    size_t pairs = 1, before = 0;
    uint32_t position = PLAN_NONE;
    bool whole = true;

    buf_addt(&context, text);
    buf_adds(&context, b->capitals_mean ? " in lower case" : " IN CAPITALS");
    *joined = PLAN_NONE;
    words_start(b->walk, buf_text(&context), 0, 0, NULL);
    while (words_next(b->walk, &word) && word.start < text.size) {
        struct ir_text shown = {text.data + word.start, word.end - word.start};

        if (word.flags & WORD_UNIT && word.position != position) {
            tail = stems_get(b->stems, word.form)->form;
            tail_shown = shown;
        }
        if (!word.form.size || word.flags & WORD_BESIDE)
            continue;
        leaf_tail(b, &tail, tail_shown, c, &room);
        if (word.flags & WORD_JOINED) {
            *joined = planner_form(b, word.form, shown);
            whole = whole && c->item_count <= 1;
            from = word.start;
            to = word.end;
            continue;
        }
        leaf_word(b, &word, shown, c, &room, &position);
        pairs += word.start < before && !(word.flags & WORD_ACRONYM);
        before = word.end;
        whole = whole && (!to || (word.start >= from && word.end <= to));
    }
    if (!whole)
        *joined = PLAN_NONE;
    c->loose = pairs > PLAN_UNSPACED_PAIRS;
    buf_free(&context);
}

/* ---- addresses ---- */

static bool in_host(char c)
{
    return ascii_letter(c) || ascii_digit(c) || c == '-' || c == '.';
}

/*
 * Does the slash at `at` follow a host?  That is two labels or more, the last
 * of two letters or more and nothing else: U.S./EU, 3.5/10, km/h have none.
 */
static bool host_before(struct ir_text text, size_t at, size_t *start)
{
    size_t label = at;

    while (label && ascii_letter(text.data[label - 1]))
        label--;
    if (at - label < 2 || label < 2 || text.data[label - 1] != '.' ||
        text.data[label - 2] == '.')
        return false;
    *start = label - 1;
    while (*start && in_host(text.data[*start - 1]))
        --*start;
    return *start < label - 1;
}

/* Where the scheme before `colon` begins; there may be text right before it. */
static size_t scheme_before(struct ir_text text, size_t colon)
{
    static const char *const known[] = {"https", "http"};
    size_t start = colon;

    for (size_t i = 0; i < COUNT(known); i++) {
        size_t size = strlen(known[i]);

        if (colon >= size && !memcmp(text.data + colon - size, known[i], size))
            return colon - size;
    }
    while (start && ascii_letter(text.data[start - 1]))
        start--;
    return start;
}

size_t url_start(struct ir_text text)
{
    size_t start;

    if (text.size > 4 && !memcmp(text.data, "www.", 4))
        return 0;
    for (size_t i = 1; i + 1 < text.size; i++) {
        if (text.data[i] != '/')
            continue;
        if (text.data[i - 1] == ':' && text.data[i + 1] == '/')
            return scheme_before(text, i - 1);
        if (host_before(text, i, &start))
            return start;
    }
    return text.size;
}
