/* Finds the most frequent words with a given beginning, in bounded time. */
#include "search/index/complete.h"
#include "text/words.h"

#include <stdlib.h>

#define STEM "Z"      /* prefix of the terms that are stems */
#define CHECKED_MIN 4 /* bytes of a stem whose forms are all looked at */
#define ROOM (2 * COMPLETE_KEPT)

/* A term of the index that begins with the prefix. */
struct candidate {
    uint64_t frequency;
    size_t size;
    bool stem; /* counts all forms */
    char text[WORD_MAX + WORD_PAD];
};

/* All forms of a stem. */
struct family {
    struct ir_text stem;
    uint64_t articles; /* with any form; 0: not known yet */
    struct ir_text best;
    uint64_t best_articles; /* with this form */
};

struct completing {
    struct store *store;
    struct stems *stems;
    struct ir_text prefix;
    struct deadline *deadline;
    size_t looked;
    bool cut;
    struct candidate *kept;
    size_t count;
    uint64_t least; /* rarer terms are not kept any more */
};

static struct ir_text text_in(const struct candidate *c)
{
    return (struct ir_text){c->text, c->size};
}

static int by_frequency(const void *a, const void *b)
{
    const struct candidate *l = a, *r = b;

    if (l->frequency != r->frequency)
        return l->frequency < r->frequency ? 1 : -1;
    return text_compare(text_in(l), text_in(r));
}

/* Only the most frequent are kept, so most terms cost a comparison. */
static void keep(struct completing *c, struct ir_text word, bool stem,
                 uint64_t frequency)
{
    struct candidate *at;

    if (frequency < c->least || word.size > WORD_MAX)
        return;
    if (c->count == ROOM) {
        qsort(c->kept, c->count, sizeof(*c->kept), by_frequency);
        c->count = COMPLETE_KEPT;
        c->least = c->kept[c->count - 1].frequency;
    }
    at = &c->kept[c->count++];
    at->frequency = frequency;
    at->size = word.size;
    at->stem = stem;
    memcpy(at->text, word.data, word.size);
}

static bool is_over(struct completing *c)
{
    c->cut = c->cut || c->looked >= COMPLETE_TERMS_MAX;
    return c->cut ||
           (c->looked++ % DEADLINE_TERMS == 0 && deadline_passed(c->deadline));
}

/* Keep the terms that begin with the prefix: words, or stems. */
static enum ir_status look_at(struct completing *c, bool stem,
                              struct ir_error *err)
{
    struct store_terms *terms;
    struct ir_text term;
    struct buf begin = BUF_INIT;
    uint64_t frequency;
    enum ir_status status;

    buf_adds(&begin, stem ? STEM : "");
    buf_addt(&begin, c->prefix);
    status = store_terms_start(c->store, buf_text(&begin), &terms, err);
    buf_free(&begin);
    if (status != IR_OK)
        return status;
    while (!is_over(c) &&
           (status = store_terms_next(terms, &term, &frequency, err)) == IR_OK)
        keep(c, text_slice(term, stem ? strlen(STEM) : 0, term.size), stem,
             frequency);
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

static struct ir_text stem_of(struct stems *stems, struct ir_text word)
{
    return stems_get(stems, word)->stem->form;
}

static struct family *family_of(struct family *all, size_t *count,
                                struct ir_text stem)
{
    for (size_t i = 0; i < *count; i++)
        if (text_equal(all[i].stem, stem))
            return &all[i];
    all[*count] = (struct family){.stem = stem};
    return &all[(*count)++];
}

static enum ir_status count_articles(struct store *store, struct family *f,
                                     struct ir_error *err)
{
    struct buf term = BUF_INIT;
    enum ir_status status;

    buf_adds(&term, STEM);
    buf_addt(&term, f->stem);
    status = store_frequency(store, buf_text(&term), &f->articles, err);
    buf_free(&term);
    if (f->articles < f->best_articles)
        f->articles = f->best_articles;
    return status;
}

/* Put together what has the same stem. */
static enum ir_status join(struct completing *c, struct family *all,
                           size_t *count, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t i = 0; i < c->count; i++) {
        const struct candidate *at = &c->kept[i];
        struct ir_text text = text_in(at);
        struct family *f =
            family_of(all, count, at->stem ? text : stem_of(c->stems, text));

        if (at->stem) {
            f->articles = at->frequency;
        } else if (at->frequency > f->best_articles) {
            f->best = text;
            f->best_articles = at->frequency;
        }
    }
    for (size_t i = 0; status == IR_OK && i < *count; i++)
        if (!all[i].articles)
            status = count_articles(c->store, &all[i], err);
    return status;
}

static int by_articles(const void *a, const void *b)
{
    const struct family *l = a, *r = b;

    if (l->articles != r->articles)
        return l->articles < r->articles ? 1 : -1;
    return text_compare(l->stem, r->stem);
}

/*
 * How many articles have a form of the stem that is a term of its own; one that
 * has two counts twice.  A stem need not be a word: that of policy is polici,
 * so the terms are looked at from the stem without its last letter.
 */
static enum ir_status count_forms(struct completing *c, const struct family *f,
                                  uint64_t *out, struct ir_error *err)
{
    struct store_terms *terms;
    struct ir_text term;
    uint64_t frequency;
    enum ir_status status = store_terms_start(
        c->store, text_slice(f->stem, 0, f->stem.size - 1), &terms, err);

    *out = 0;
    if (status != IR_OK)
        return status;
    while (!is_over(c) &&
           (status = store_terms_next(terms, &term, &frequency, err)) == IR_OK)
        if (text_equal(stem_of(c->stems, term), f->stem))
            *out += frequency;
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

/* Choose the form to show, which is empty if none begins with the prefix: the
 * stem has no term as a word, but is one if articles are left over. */
static enum ir_status choose(struct completing *c, struct family *f,
                             struct ir_error *err)
{
    uint64_t forms = f->best_articles;
    enum ir_status status = IR_OK;

    if (f->stem.size < c->prefix.size ||
        !text_equal(text_slice(f->stem, 0, c->prefix.size), c->prefix))
        return IR_OK;
    if (f->stem.size >= CHECKED_MIN)
        status = count_forms(c, f, &forms, err);
    if (status == IR_OK && f->articles > forms &&
        f->articles - forms > f->best_articles)
        f->best = f->stem;
    return status;
}

static enum ir_status give(struct completing *c, struct family *all,
                           size_t count, const struct stopwords *stop,
                           size_t limit, struct arena *arena,
                           struct completions *out, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    qsort(all, count, sizeof(*all), by_articles);
    out->items = arena_alloc(arena, (limit + 1) * sizeof(*out->items));
    for (size_t i = 0; i < count && out->count < limit; i++) {
        if (stopwords_has(stop, all[i].stem) ||
            (all[i].best.size && stopwords_has(stop, all[i].best)))
            continue;
        status = choose(c, &all[i], err);
        if (status != IR_OK)
            break;
        if (!all[i].best.size)
            continue;
        out->items[out->count++] = (struct ir_suggestion){
            arena_text(arena, all[i].best), all[i].articles};
    }
    return status;
}

enum ir_status complete_word(struct store *store, struct stems *stems,
                             const struct stopwords *stop,
                             struct ir_text prefix, size_t limit,
                             struct deadline *deadline, struct arena *arena,
                             struct completions *out, struct ir_error *err)
{
    struct completing c = {
        .store = store, .stems = stems, .prefix = prefix, .deadline = deadline};
    struct family *all = xcalloc(ROOM, sizeof(*all));
    size_t count = 0;
    enum ir_status status;

    *out = (struct completions){NULL, 0, false};
    c.kept = xcalloc(ROOM, sizeof(*c.kept));
    status = look_at(&c, true, err);
    if (status == IR_OK)
        status = look_at(&c, false, err);
    if (status == IR_OK)
        status = join(&c, all, &count, err);
    if (status == IR_OK)
        status = give(&c, all, count, stop, limit, arena, out, err);
    out->cut = c.cut;
    free(c.kept);
    free(all);
    return status;
}
