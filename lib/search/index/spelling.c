/* Replaces words of a query that the index does not have by similar ones. */
#include "search/index/spelling.h"
#include "text/utf8.h"
#include "text/words.h"

#include <stdlib.h>

#define LETTERS_MIN 4

/* A walk over the leaves of a query. */
struct finder {
    struct spelling *s;
    const struct query *q;
    const struct stopwords *stop;
    const struct plan *p;
    struct words *walk;
};

bool spelling_is_known(const struct plan *p)
{
    for (size_t i = 0; i < p->form_count; i++)
        if (p->forms[i].typed && !p->terms[p->forms[i].term].frequency)
            return false;
    return true;
}

/* Is the stem of this folded word in the index? */
static bool known(const struct plan *p, struct ir_text form)
{
    for (size_t i = 0; i < p->form_count; i++)
        if (text_equal(p->forms[i].text, form))
            return p->terms[p->forms[i].term].frequency > 0;
    return true;
}

/* Numbers and emoji are not misspellings; nor are characters of scripts
 * without spaces, where one edit gives an unrelated word. */
static bool may_be_wrong(const struct finder *f, const struct word *word)
{
    const unsigned no = WORD_JOINED | WORD_BESIDE | WORD_ACRONYM;

    size_t at = 0;

    if (word->flags & no || word->form.size < LETTERS_MIN ||
        !word_letter(utf8_next(word->form.data, word->form.size, &at)))
        return false;
    for (size_t i = 0; i < word->form.size; i++)
        if (word->form.data[i] >= '0' && word->form.data[i] <= '9')
            return false;
    return !stopwords_has(f->stop, word->form) && !known(f->p, word->form);
}

/* Operators read as words are stop words, and their text is not in the query. */
static bool stands_in_query(const struct query *q, const struct query_node *n)
{
    return text_equal(n->text, (struct ir_text){q->text.data + n->start,
                                                n->end - n->start}) ||
           n->kind == QUERY_PHRASE;
}

static void find_in_leaf(struct finder *f, const struct query_node *n)
{
    struct spelling *s = f->s;
    struct word word;
    size_t offset;

    if (!stands_in_query(f->q, n))
        return;
    offset = (size_t)(n->text.data - f->q->text.data);
    words_start(f->walk, n->text, 0, 0, NULL);
    while (words_next(f->walk, &word)) {
        struct respelled *r = &s->items[s->count];

        if (s->count == LEXICON_WORDS_MAX)
            return;
        if (!may_be_wrong(f, &word))
            continue;
        *r = (struct respelled){.start = offset + word.start,
                                .end = offset + word.end};
        r->word.form.size = word.form.size;
        buf_addt(&s->forms, word.form);
        s->count++;
    }
}

static void find_in(struct finder *f, const struct query_node *n)
{
    if (n->kind == QUERY_NOT)
        return;
    if (n->kind == QUERY_WORD || n->kind == QUERY_PHRASE)
        find_in_leaf(f, n);
    for (n = n->parts; n; n = n->next)
        find_in(f, n);
}

enum ir_status spelling_find(struct spelling *s, const struct query *q,
                             const struct plan *p, const struct stopwords *stop,
                             struct store *store, struct stems *stems,
                             struct deadline *deadline, struct ir_error *err)
{
    struct finder f = {s, q, stop, p, words_new()};
    struct unknown words[LEXICON_WORDS_MAX] = {{.count = 0}};
    size_t at = 0;
    enum ir_status status = IR_OK;

    find_in(&f, q->root);
    words_free(f.walk);
    for (size_t i = 0; i < s->count; i++) {
        s->items[i].word.form.data = s->forms.data + at;
        at += s->items[i].word.form.size;
        words[i] = s->items[i].word;
    }
    if (s->count)
        status = lexicon_respell(store, stems, words, s->count, deadline,
                                 &s->cut, err);
    for (size_t i = 0; i < s->count; i++)
        s->items[i].word = words[i];
    return status;
}

bool spelling_write(const struct spelling *s, const struct query *q,
                    struct buf *out)
{
    size_t at = 0;
    bool any = false;

    for (size_t i = 0; i < s->count; i++) {
        const struct respelled *r = &s->items[i];

        if (r->word.chosen == r->word.count)
            continue;
        any = true;
        buf_add(out, q->text.data + at, r->start - at);
        buf_addt(out, buf_text(&r->word.best[r->word.chosen].word));
        at = r->end;
    }
    buf_add(out, q->text.data + at, q->text.size - at);
    return any;
}

void spelling_mark(const struct spelling *s, const struct query *typed,
                   struct plan *p)
{
    for (size_t i = 0; i < s->count; i++) {
        const struct respelled *r = &s->items[i];

        if (r->word.chosen == r->word.count)
            continue;
        for (size_t j = 0; j < p->form_count; j++) {
            struct plan_term *t = &p->terms[p->forms[j].term];

            if (!text_equal(p->forms[j].text,
                            buf_text(&r->word.best[r->word.chosen].word)))
                continue;
            t->fuzzy = true;
            t->shown = (struct ir_text){typed->text.data + r->start,
                                        r->end - r->start};
        }
    }
}

void spelling_free(struct spelling *s)
{
    for (size_t i = 0; i < s->count; i++)
        unknown_free(&s->items[i].word);
    buf_free(&s->forms);
    s->count = 0;
}
