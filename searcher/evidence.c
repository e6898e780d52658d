/* The pass over an article's text that finds every match. */
#include "searcher/evidence.h"
#include "article/terms.h"

#include <stdlib.h>

void evidence_free(struct evidence *e)
{
    free(e->body.items);
    free(e->title.items);
    free(e->whole.items);
    free(e->sentence_words);
    free(e->body_counts);
    free(e->title_counts);
    free(e->found.items);
    free(e->keep);
    memset(e, 0, sizeof(*e));
}

static uint32_t form_of(const struct plan *p, const struct lexeme *lexeme)
{
    for (size_t i = 0; i < p->form_count; i++)
        if (p->forms[i].text.data == lexeme->form.data)
            return (uint32_t)i;
    return PLAN_NONE;
}

static void add_match(struct matches *m, uint32_t *counts, const struct plan *p,
                      const struct word *word, uint32_t sentence,
                      struct stems *stems)
{
    const struct lexeme *lexeme = stems_get(stems, word->form);
    uint32_t term = plan_term_of(p, lexeme);
    struct match *match;

    if (term == PLAN_NONE)
        return;
    m->items = xgrow(m->items, m->count, &m->room, sizeof(*m->items));
    match = &m->items[m->count++];
    match->position = word->position;
    match->start = (uint32_t)word->start;
    match->end = (uint32_t)word->end;
    match->sentence = sentence;
    match->term = term;
    match->form = form_of(p, lexeme);
    match->flags = word->flags;
    match->member = PLAN_NONE;
    match->weight = 1;
    counts[term]++;
}

static void gather_title(struct evidence *e, const struct plan *p,
                         const struct record *r, struct words *walk,
                         struct stems *stems)
{
    struct word word;

    words_start(walk, r->article.title, 0, 0, p->filtered ? &p->filter : NULL);
    while (words_next(walk, &word) && word.position < TERM_TITLE_WORDS_MAX)
        if (word.form.size)
            add_match(&e->title, e->title_counts, p, &word, 0, stems);
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

static void start(struct evidence *e, const struct plan *p,
                  const struct record *r)
{
    size_t bytes = p->term_count * sizeof(uint32_t);

    e->body.count = e->title.count = e->whole.count = 0;
    if (e->term_count < p->term_count) {
        e->body_counts = xrealloc(e->body_counts, bytes);
        e->title_counts = xrealloc(e->title_counts, bytes);
    }
    e->term_count = p->term_count;
    if (bytes) {
        memset(e->body_counts, 0, bytes);
        memset(e->title_counts, 0, bytes);
    }
    e->sentence_count = r->sentences.count;
    while (e->sentence_room <= e->sentence_count)
        e->sentence_words =
            xgrow(e->sentence_words, e->sentence_room, &e->sentence_room,
                  sizeof(*e->sentence_words));
}

/* The text is read in one walk, as it was for the index. */
static void gather_body(struct evidence *e, const struct plan *p,
                        const struct record *r, struct words *walk,
                        struct stems *stems)
{
    const struct word_filter *filter = p->filtered ? &p->filter : NULL;
    const struct sentence *s = r->sentences.items;
    size_t count = r->sentences.count;
    struct word word;

    words_start(walk, r->article.text, count ? s[0].start : 0, 0, filter);
    for (size_t i = 0; i < count; i++) {
        e->sentence_words[i] = words_position(walk);
        words_until(walk,
                    i + 1 < count ? s[i + 1].start : r->article.text.size);
        while (words_next(walk, &word))
            if (word.form.size)
                add_match(&e->body, e->body_counts, p, &word, (uint32_t)i,
                          stems);
    }
    e->sentence_words[count] = e->words = words_position(walk);
}

/* Does item i of the run stand at this match?  Items are forms or terms. */
static bool stands(const struct match *m, const struct clause *c, size_t i)
{
    if (m->member != PLAN_NONE)
        return false;
    if (c->kind == CLAUSE_PHRASE)
        return m->form == c->items[i];
    return m->term == c->items[i];
}

/*
 * Do the matches from at on make up the whole run, one a position?  last is the
 * index of the last of them; keep, if given, marks them.
 */
static bool run_at(const struct matches *m, size_t at, const struct clause *c,
                   bool *keep, size_t *last)
{
    uint32_t first = m->items[at].position;
    size_t next = 0;

    for (size_t i = at; i < m->count && next < c->item_count; i++) {
        if (m->items[i].position > first + next)
            return false;
        if (m->items[i].position == first + next &&
            stands(&m->items[i], c, next)) {
            next++;
            *last = i;
        }
    }
    if (next < c->item_count)
        return false;
    next = 0;
    for (size_t i = at; keep && i < m->count && next < c->item_count; i++) {
        if (m->items[i].position != first + next ||
            !stands(&m->items[i], c, next))
            continue;
        keep[i] = true;
        next++;
    }
    return true;
}

/* Add that member stands here, unless a longer one for its term does. */
static void add_member(struct matches *found, const struct plan *p,
                       uint32_t member, const struct match *first,
                       const struct match *last)
{
    const struct plan_member *m = &p->members[member];
    struct match one = *first;

    one.end = last->end > first->end ? last->end : first->end;
    one.term = m->term;
    one.form = PLAN_NONE;
    one.member = member;
    one.weight = m->weight;
    for (size_t i = found->count; i-- > 0;) {
        struct match *before = &found->items[i];

        if (before->end <= one.start && before->term == one.term)
            break;
        if (before->term != one.term)
            continue;
        if (before->position == one.position && before->end < one.end)
            *before = one;
        return;
    }
    found->items = xgrow(found->items, found->count, &found->room, sizeof(one));
    found->items[found->count++] = one;
}

/* Put found in among the matches, behind those of the same position. */
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

/* Does the term itself stand among these matches? */
static bool holds_term(const struct match *from, const struct match *to,
                       uint32_t term)
{
    for (; from <= to; from++)
        if (from->term == term)
            return true;
    return false;
}

/* Words and runs that stand for a term become matches of it. */
static void gather_members(struct evidence *e, const struct plan *p,
                           struct matches *m, uint32_t *counts)
{
    e->found.count = 0;
    for (size_t i = 0; i < m->count; i++) {
        uint32_t next = p->first_member[m->items[i].term];
        size_t last = i;

        for (; next != PLAN_NONE; next = p->members[next].next) {
            const struct plan_member *member = &p->members[next];

            if (!member->negated && stands(&m->items[i], &member->what, 0) &&
                run_at(m, i, &member->what, NULL, &last) &&
                !holds_term(&m->items[i], &m->items[last], member->term))
                add_member(&e->found, p, next, &m->items[i], &m->items[last]);
        }
    }
    merge(m, &e->found, counts);
}

void evidence_gather(struct evidence *e, const struct plan *p,
                     const struct record *r, struct words *walk,
                     struct stems *stems)
{
    start(e, p, r);
    gather_title(e, p, r, walk, stems);
    gather_body(e, p, r, walk, stems);
    if (p->member_count) {
        gather_members(e, p, &e->title, e->title_counts);
        gather_members(e, p, &e->body, e->body_counts);
    }
    append(&e->whole, &e->title, 0, 0);
    append(&e->whole, &e->body, e->title_words + EVIDENCE_GAP, 1);
}

static bool run_in(const struct matches *m, const struct clause *c, bool *keep)
{
    bool found = false;
    size_t last;

    for (size_t i = 0; i < m->count; i++) {
        if (!stands(&m->items[i], c, 0) || !run_at(m, i, c, keep, &last))
            continue;
        found = true;
        if (!keep)
            break;
    }
    return found;
}

static bool has_term(const struct evidence *e, uint32_t term)
{
    return e->body_counts[term] || e->title_counts[term];
}

static bool satisfies_run(const struct evidence *e, const struct clause *c,
                          bool any)
{
    if (c->joined != PLAN_NONE && has_term(e, c->joined))
        return true;
    any = any && c->kind == CLAUSE_RUN && !c->whole;
    for (size_t i = 0; any && i < c->item_count; i++)
        if (has_term(e, c->items[i]))
            return true;
    return run_in(&e->body, c, NULL) || run_in(&e->title, c, NULL);
}

static bool satisfies_parts(const struct evidence *e, const struct plan *p,
                            const struct clause *c, bool any)
{
    bool some = c->kind == CLAUSE_ANY || (c->kind == CLAUSE_LIST && any);
    bool found = false, positive = false;

    for (size_t i = 0; i < c->part_count; i++) {
        const struct clause *part = &c->parts[i];
        bool yes = evidence_satisfies(e, p, part, any);
        bool needed = part->must || part->kind == CLAUSE_NOT;

        if (!yes && (!some || (needed && c->kind == CLAUSE_LIST)))
            return false;
        if (part->kind != CLAUSE_NOT || c->kind == CLAUSE_ANY) {
            positive = true;
            found = found || yes;
        }
    }
    return found || !some || !positive;
}

bool evidence_satisfies(const struct evidence *e, const struct plan *p,
                        const struct clause *c, bool any)
{
    switch (c->kind) {
    case CLAUSE_WORD: return has_term(e, c->items[0]);
    case CLAUSE_RUN:
    case CLAUSE_PHRASE: return satisfies_run(e, c, any);
    case CLAUSE_NOT: return !evidence_satisfies(e, p, &c->parts[0], false);
    case CLAUSE_ANY:
        if (c->group && !p->members[c->members].negated)
            return has_term(e, p->members[c->members].term);
        break;
    case CLAUSE_ALL:
    case CLAUSE_LIST: break;
    }
    return satisfies_parts(e, p, c, any);
}

static void mark_phrases(const struct matches *m, const struct clause *c,
                         bool *keep)
{
    if (c->kind == CLAUSE_NOT || c->group)
        return;
    if (c->kind == CLAUSE_PHRASE)
        run_in(m, c, keep);
    for (size_t i = 0; i < c->part_count; i++)
        mark_phrases(m, &c->parts[i], keep);
}

static void trim(struct matches *m, uint32_t *counts, const struct plan *p,
                 bool *keep)
{
    size_t count = 0;

    for (size_t i = 0; i < m->count; i++)
        keep[i] =
            m->items[i].member != PLAN_NONE || p->terms[m->items[i].term].loose;
    mark_phrases(m, &p->root, keep);
    for (size_t i = 0; i < m->count; i++) {
        if (keep[i])
            m->items[count++] = m->items[i];
        else
            counts[m->items[i].term]--;
    }
    m->count = count;
}

void evidence_trim(struct evidence *e, const struct plan *p)
{
    size_t most =
        e->body.count > e->title.count ? e->body.count : e->title.count;

    while (e->keep_room <= most)
        e->keep = xgrow(e->keep, e->keep_room, &e->keep_room, sizeof(bool));
    trim(&e->body, e->body_counts, p, e->keep);
    trim(&e->title, e->title_counts, p, e->keep);
}
