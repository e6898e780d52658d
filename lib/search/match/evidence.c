/* The pass over an article's text that finds every match. */
#include "search/match/evidence.h"
#include "article/terms.h"

#include <stdlib.h>

#define COMPOUND_PARTS 16 /* longer compounds have no joined form */

void evidence_free(struct evidence *e)
{
    free(e->body.items);
    free(e->title.items);
    free(e->whole.items);
    free(e->sentence_words);
    free(e->paragraph_words);
    free(e->fits);
    for (size_t i = 0; i < COUNT(e->index); i++) {
        free(e->index[i].starts);
        free(e->index[i].items);
    }
    for (size_t i = 0; i < e->answer_room; i++)
        for (size_t j = 0; j < COUNT(e->answers[i].spans); j++)
            spans_free(&e->answers[i].spans[j]);
    free(e->answers);
    buf_free(&e->scratch);
    free(e->body_counts);
    free(e->title_counts);
    free(e->found.items);
    free(e->keep);
    *e = (struct evidence)EVIDENCE_INIT;
}

size_t evidence_bytes(const struct evidence *e)
{
    size_t matches =
        e->body.room + e->title.room + e->whole.room + e->found.room;
    size_t numbers = 2 * e->sentence_room + 2 * e->term_room;
    size_t bytes = matches * sizeof(*e->body.items) + e->keep_room +
                   e->filter_room + e->answer_room * sizeof(*e->answers) +
                   e->scratch.room;

    for (size_t i = 0; i < COUNT(e->index); i++)
        numbers += e->index[i].start_room + e->index[i].item_room;
    for (size_t i = 0; i < e->answer_room; i++)
        for (size_t j = 0; j < COUNT(e->answers[i].spans); j++)
            bytes += e->answers[i].spans[j].room * sizeof(struct span);
    return bytes + numbers * sizeof(uint32_t);
}

static struct match *add_match(struct matches *m, uint32_t *counts,
                               const struct word *word, uint32_t sentence,
                               uint32_t term, uint32_t form)
{
    struct match *match;

    m->items = xgrow(m->items, m->count, &m->room, sizeof(*m->items));
    match = &m->items[m->count++];
    match->position = word->position;
    match->start = (uint32_t)word->start;
    match->end = (uint32_t)word->end;
    match->sentence = sentence;
    match->term = term;
    match->form = form;
    match->flags = word->flags;
    match->expansion = PLAN_NONE;
    match->weight = 1;
    counts[term]++;
    return match;
}

/*
 * A compound and its parts may all match a pattern; counting each would inflate
 * the term frequency.  Of overlapping matches only one keeps its weight: the
 * longest of those that begin together, else the first.
 */
static void count_once(struct matches *m, struct match *one)
{
    for (struct match *before = one; before-- > m->items;) {
        if (before->position + COMPOUND_PARTS < one->position)
            return;
        if (before->term != one->term || before->weight <= 0)
            continue;
        if (before->end <= one->start)
            return;
        if (before->position == one->position && before->end < one->end)
            before->weight = 0;
        else
            one->weight = 0;
        return;
    }
}

/* Add a match for the word's stem, and one for each pattern it fits. */
static void add_word(struct matches *m, uint32_t *counts, const struct plan *p,
                     const struct word *word, uint32_t sentence,
                     struct stems *stems)
{
    const struct lexeme *lexeme = stems_get(stems, word->form);
    uint32_t term = plan_term_of(p, lexeme);
    const struct fit *fits;
    size_t count;

    if (term != PLAN_NONE)
        add_match(m, counts, word, sentence, term, plan_form_of(p, lexeme));
    if (!p->pattern_count)
        return;
    fits = fits_of(p->fits, lexeme, &count);
    for (size_t i = 0; i < count; i++) {
        const struct plan_pattern *fit = &p->patterns[fits[i].pattern];
        struct match *one =
            add_match(m, counts, word, sentence, fit->term, fit->form);

        one->weight = plan_distance_shares[fits[i].distance];
        count_once(m, one);
    }
}

static void gather_title(struct evidence *e, const struct plan *p,
                         const struct record *r, struct words *walk,
                         struct stems *stems)
{
    struct word word;

    words_start(walk, r->article.title, 0, 0, p->filtered ? &p->filter : NULL);
    while (words_next(walk, &word) && word.position < TERM_TITLE_WORDS_MAX)
        if (word.form.size)
            add_word(&e->title, e->title_counts, p, &word, 0, stems);
    e->title_words = words_position(walk);
}

static void append(struct matches *to, const struct matches *from,
                   uint32_t positions, uint32_t sentences)
{
    for (size_t i = 0; i < from->count; i++) {
        to->items = xgrow(to->items, to->count, &to->room, sizeof(*to->items));
        to->items[to->count] = from->items[i];
        to->items[to->count].position += positions;
        to->items[to->count++].sentence += sentences;
    }
}

static void start(struct evidence *e, const struct plan *p, size_t sentences)
{
    size_t bytes = p->term_count * sizeof(uint32_t);

    e->body.count = e->title.count = e->whole.count = 0;
    if (e->term_room < p->term_count) {
        e->term_room = p->term_count;
        e->body_counts = xrealloc(e->body_counts, bytes);
        e->title_counts = xrealloc(e->title_counts, bytes);
    }
    e->term_count = p->term_count;
    if (bytes) {
        memset(e->body_counts, 0, bytes);
        memset(e->title_counts, 0, bytes);
    }
    e->sentence_count = sentences;
    if (e->sentence_room <= e->sentence_count) {
        e->sentence_room = 2 * e->sentence_count + 1;
        bytes = e->sentence_room * sizeof(uint32_t);
        e->sentence_words = xrealloc(e->sentence_words, bytes);
        e->paragraph_words = xrealloc(e->paragraph_words, bytes);
    }
}

/* One walk over the text, so that positions are those in the index. */
static void gather_body(struct evidence *e, const struct plan *p,
                        const struct record *r, struct words *walk,
                        struct stems *stems)
{
    const struct word_filter *filter = p->filtered ? &p->filter : NULL;
    const struct sentence *s = r->sentences.items;
    size_t count = e->sentence_count;
    struct word word;

    e->paragraph_count = 0;
    words_start(walk, r->article.text, count ? s[0].start : 0, 0, filter);
    for (size_t i = 0; i < count; i++) {
        e->sentence_words[i] = words_position(walk);
        if (!i || s[i].marks & SENTENCE_PARAGRAPH)
            e->paragraph_words[e->paragraph_count++] = e->sentence_words[i];
        words_until(walk, i + 1 < r->sentences.count ? s[i + 1].start
                                                     : r->article.text.size);
        while (words_next(walk, &word))
            if (word.form.size)
                add_word(&e->body, e->body_counts, p, &word, (uint32_t)i,
                         stems);
    }
    e->sentence_words[count] = e->words = words_position(walk);
}

bool match_stands(const struct match *m, const struct clause *c, size_t i)
{
    if (m->expansion != PLAN_NONE)
        return false;
    if (c->kind == CLAUSE_PHRASE)
        return m->form == c->items[i];
    return m->term == c->items[i];
}

bool matches_run(const struct matches *m, size_t at, const struct clause *c,
                 bool *keep, size_t *last)
{
    uint32_t first = m->items[at].position;
    size_t next = 0;

    for (size_t i = at; i < m->count && next < c->item_count; i++) {
        if (m->items[i].position > first + next)
            return false;
        if (m->items[i].position == first + next &&
            match_stands(&m->items[i], c, next)) {
            next++;
            *last = i;
        }
    }
    if (next < c->item_count)
        return false;
    /* A compound and its parts share a position and may all fit a pattern. */
    for (size_t i = at; keep && i < m->count; i++) {
        size_t item = m->items[i].position - first;

        if (item >= c->item_count)
            break;
        if (match_stands(&m->items[i], c, item))
            keep[i] = true;
    }
    return true;
}

/* A compound as one word has the position of its first part, and does not
 * overlap the later ones. */
static bool is_joined_before(const struct match *compound,
                             const struct match *part)
{
    return compound->flags & WORD_JOINED && compound->position < part->position;
}

/* Add a match of the expansion, unless a longer one of its group overlaps. */
static void add_expansion(struct matches *found, const struct plan *p,
                          uint32_t expansion, const struct match *first,
                          const struct match *last)
{
    const struct plan_expansion *m = &p->expansions[expansion];
    struct match one = *first;

    one.end = last->end > first->end ? last->end : first->end;
    one.term = m->term;
    one.form = PLAN_NONE;
    one.expansion = expansion;
    one.weight = m->weight;
    for (size_t i = found->count; i-- > 0;) {
        struct match *before = &found->items[i];

        if (p->expansions[before->expansion].first != m->first)
            continue;
        if (before->end <= one.start || is_joined_before(before, &one))
            break;
        if (before->position == one.position && before->end < one.end)
            *before = one;
        return;
    }
    found->items = xgrow(found->items, found->count, &found->room, sizeof(one));
    found->items[found->count++] = one;
}

/* Merge the two sorted lists in place, from the back; at the same position
 * those found come after. */
static void merge(struct matches *m, const struct matches *found,
                  uint32_t *counts)
{
    size_t from = m->count, add = found->count, to = from + add;

    while (m->room < to)
        m->items = xgrow(m->items, m->room, &m->room, sizeof(*m->items));
    m->count = to;
    while (add) {
        const struct match *one = &found->items[add - 1];

        if (from && m->items[from - 1].position > one->position) {
            m->items[--to] = m->items[--from];
            continue;
        }
        m->items[--to] = *one;
        counts[one->term]++;
        add--;
    }
}

/* Is one of these matches the term's own? */
static bool holds_term(const struct match *from, const struct match *to,
                       uint32_t term)
{
    for (; from <= to; from++)
        if (from->term == term)
            return true;
    return false;
}

/* Add matches of the expansions; where the term itself occurs it counts. */
static void gather_expansions(struct evidence *e, const struct plan *p,
                              struct matches *m, uint32_t *counts)
{
    e->found.count = 0;
    for (size_t i = 0; i < m->count; i++) {
        uint32_t next = p->first_expansion[m->items[i].term];
        size_t last = i;

        for (; next != PLAN_NONE; next = p->expansions[next].next) {
            const struct plan_expansion *expansion = &p->expansions[next];

            if (!expansion->negated &&
                match_stands(&m->items[i], &expansion->what, 0) &&
                matches_run(m, i, &expansion->what, NULL, &last) &&
                !holds_term(&m->items[i], &m->items[last], expansion->term))
                add_expansion(&e->found, p, next, &m->items[i],
                              &m->items[last]);
        }
    }
    merge(m, &e->found, counts);
}

static void check_filters(struct evidence *e, const struct plan *p,
                          const struct record *r, struct words *walk)
{
    if (e->filter_room < p->filter_count) {
        e->filter_room = p->filter_count;
        e->fits = xrealloc(e->fits, e->filter_room * sizeof(*e->fits));
    }
    for (size_t i = 0; i < p->filter_count; i++)
        e->fits[i] =
            filter_fits(&p->filters[i], &r->article, walk, &e->scratch);
}

static void index_matches(struct match_index *x, const struct matches *m,
                          const uint32_t *counts, size_t terms)
{
    uint32_t at = 0;

    while (x->start_room <= terms)
        x->starts =
            xgrow(x->starts, x->start_room, &x->start_room, sizeof(*x->starts));
    while (x->item_room < m->count)
        x->items =
            xgrow(x->items, x->item_room, &x->item_room, sizeof(*x->items));
    for (size_t i = 0; i < terms; i++) {
        x->starts[i] = at;
        at += counts[i];
    }
    x->starts[terms] = at;
    for (size_t i = m->count; i-- > 0;)
        x->items[--x->starts[m->items[i].term + 1]] = (uint32_t)i;
    for (size_t i = 0; i < terms; i++)
        x->starts[i] = x->starts[i + 1];
    x->starts[terms] = at;
}

/* A new sequence number invalidates all memoised answers at once. */
static void start_answers(struct evidence *e, const struct plan *p)
{
    size_t want = 2 * p->clause_count;

    if (e->answer_room < want) {
        e->answers = xrealloc(e->answers, want * sizeof(*e->answers));
        memset(e->answers + e->answer_room, 0,
               (want - e->answer_room) * sizeof(*e->answers));
        e->answer_room = want;
    }
    if (++e->article)
        return;
    for (size_t i = 0; i < e->answer_room; i++)
        e->answers[i].asked = e->answers[i].located = 0;
    e->article = 1;
}

void evidence_gather(struct evidence *e, const struct plan *p,
                     const struct record *r, size_t sentences,
                     struct words *walk, struct stems *stems)
{
    start(e, p,
          sentences < r->sentences.count ? sentences : r->sentences.count);
    gather_title(e, p, r, walk, stems);
    gather_body(e, p, r, walk, stems);
    if (p->expansion_count) {
        gather_expansions(e, p, &e->title, e->title_counts);
        gather_expansions(e, p, &e->body, e->body_counts);
    }
    check_filters(e, p, r, walk);
    index_matches(&e->index[IR_FIELD_BODY], &e->body, e->body_counts,
                  p->term_count);
    index_matches(&e->index[IR_FIELD_TITLE], &e->title, e->title_counts,
                  p->term_count);
    start_answers(e, p);
    append(&e->whole, &e->title, 0, 0);
    append(&e->whole, &e->body, e->title_words + EVIDENCE_GAP, 1);
}
