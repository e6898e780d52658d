/* Scans of the index's terms for prefixes and corrections. */
#include "search/index/lexicon.h"
#include "article/terms.h"
#include "search/plan/variants.h"
#include "text/fold.h"
#include "text/words.h"

#include <stdlib.h>

/* ---- prefixes ---- */

struct expansion {
    struct stems *stems;
    const struct lexeme *known[LEXICON_PREFIX_MAX];
    struct ir_text words[LEXICON_PREFIX_MAX];
    size_t count;
    uint64_t left; /* number of words over the limit */
};

/* Is the term a word with the prefix, or a stem that such a word can have? */
static void expand_to(struct expansion *x, struct ir_text word, bool stem)
{
    const struct lexeme *lexeme = stems_get(x->stems, word);

    if (stem && lexeme->stem != lexeme)
        return;
    for (size_t i = 0; i < x->count; i++)
        if (x->known[i] == lexeme->stem)
            return;
    if (x->count == LEXICON_PREFIX_MAX) {
        x->left++;
        return;
    }
    x->known[x->count] = lexeme->stem;
    x->words[x->count++] = lexeme->form;
}

/* Scan the words, or with Z the stems. */
static enum ir_status expand_terms(struct expansion *x, struct store *store,
                                   struct ir_text prefix, bool stem,
                                   struct ir_error *err)
{
    struct store_terms *terms;
    struct ir_text term;
    struct buf begin = BUF_INIT;
    enum ir_status status;

    buf_adds(&begin, stem ? "Z" : "");
    buf_addt(&begin, prefix);
    status = store_terms_start(store, buf_text(&begin), &terms, err);
    buf_free(&begin);
    if (status != IR_OK)
        return status;
    while (x->left < VARIANTS_LEFT_MAX &&
           (status = store_terms_next(terms, &term, NULL, err)) == IR_OK) {
        if (stem) {
            term.data++;
            term.size--;
        }
        expand_to(x, term, stem);
    }
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

static enum ir_status expand_term(struct store *store, struct stems *stems,
                                  struct topics *topics, struct topic_term *m,
                                  struct ir_error *err)
{
    struct expansion x = {.stems = stems};
    struct buf prefix = BUF_INIT;
    enum ir_status status = IR_OK;

    fold_bare(m->text, &prefix);
    if (prefix.size)
        status = expand_terms(&x, store, buf_text(&prefix), false, err);
    if (status == IR_OK && prefix.size)
        status = expand_terms(&x, store, buf_text(&prefix), true, err);
    buf_free(&prefix);
    if (status != IR_OK)
        return status;
    topics_expand(topics, m, x.words, x.count);
    m->left = x.left;
    return IR_OK;
}

enum ir_status lexicon_expand(struct store *store, struct stems *stems,
                              struct topics *topics, struct topic *topic,
                              struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < topic->count; i++)
        if (topic->terms[i].kind == TOPIC_PREFIX)
            status = expand_term(store, stems, topics, &topic->terms[i], err);
    topic->expanded = status == IR_OK;
    return status;
}

/* ---- spelling ---- */

/* The state of a scan. */
struct respelling {
    struct unknown *words;
    size_t count;
    struct deadline *deadline;
    size_t looked; /* terms examined */
    bool cut;
};

static unsigned edits_allowed(struct ir_text form)
{
    if (form.size < 4)
        return 0;
    return form.size < 6 ? 1 : 2;
}

static bool better(const struct guess *a, const struct guess *b)
{
    if (a->distance != b->distance)
        return a->distance < b->distance;
    return a->frequency > b->frequency;
}

/* Insert the guess in order; the last one is dropped if there is no room. */
static void keep(struct unknown *u, struct guess *c, struct ir_text word)
{
    size_t at = u->count;

    if (at == LEXICON_GUESSES && !better(c, &u->best[at - 1]))
        return;
    if (at == LEXICON_GUESSES)
        c->word = u->best[--at].word;
    else
        u->count++;
    buf_clear(&c->word);
    buf_addt(&c->word, word);
    for (; at && better(c, &u->best[at - 1]); at--)
        u->best[at] = u->best[at - 1];
    u->best[at] = *c;
}

/* The word is the term at hand, without the first byte of a stem. */
static enum ir_status consider(struct respelling *r, struct ir_text word,
                               bool stem, struct store_terms *terms,
                               struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t i = 0; status == IR_OK && i < r->count; i++) {
        struct unknown *u = &r->words[i];
        unsigned most = edits_allowed(u->form);
        struct guess c = {.word = BUF_INIT, .stem = stem};

        if (word.size > u->form.size + 2 * most ||
            u->form.size > word.size + 2 * most)
            continue;
        c.distance = edit_distance(u->form, word, most);
        if (!c.distance || c.distance > most)
            continue;
        status = store_terms_frequency(terms, &c.frequency, err);
        if (status == IR_OK)
            keep(u, &c, word);
    }
    return status;
}

static bool is_late(const struct respelling *r)
{
    return r->looked % DEADLINE_TERMS == 0 && deadline_passed(r->deadline);
}

/* Scan the terms with this prefix; the first `skip' bytes are not part of the
 * word. */
static enum ir_status look_at(struct respelling *r, struct store *store,
                              struct ir_text begin, size_t skip,
                              struct ir_error *err)
{
    struct store_terms *terms;
    struct ir_text term;
    enum ir_status status = store_terms_start(store, begin, &terms, err);

    if (status != IR_OK)
        return status;
    while (status == IR_OK && !r->cut && !is_late(r)) {
        status = store_terms_next(terms, &term, NULL, err);
        if (status != IR_OK)
            break;
        r->cut = r->looked++ >= LEXICON_TERMS_MAX;
        /* ZS is a stem of the title: no word begins with a capital. */
        if (skip && term.size > skip && term.data[skip] >= 'A' &&
            term.data[skip] <= 'Z')
            continue;
        term.data += skip;
        term.size -= skip;
        status = consider(r, term, skip > 0, terms, err);
    }
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

/* Words that may be corrections begin with a lower-case letter or a non-ASCII
 * byte. */
static enum ir_status look_at_all(struct respelling *r, struct store *store,
                                  struct ir_error *err)
{
    enum ir_status status = look_at(r, store, TEXT("Z"), 1, err);

    for (int byte = 'a'; status == IR_OK && byte < 0xf8; byte++) {
        char begin = (char)byte;

        if (byte > 'z' && byte < 0xc2)
            continue;
        status = look_at(r, store, (struct ir_text){&begin, 1}, 0, err);
    }
    return status;
}

/* The most frequent word with this stem.  Stemming turns a final y into i, so
 * scan from the stem without its last letter. */
static enum ir_status commonest(struct store *store, struct stems *stems,
                                struct ir_text stem, struct guess *out,
                                struct ir_error *err)
{
    const struct lexeme *lexeme = stems_get(stems, stem);
    struct store_terms *terms;
    struct ir_text term, begin = {stem.data, stem.size - 1};
    uint64_t frequency;
    enum ir_status status = store_terms_start(store, begin, &terms, err);

    if (status != IR_OK)
        return status;
    while ((status = store_terms_next(terms, &term, &frequency, err)) ==
           IR_OK) {
        if (frequency <= out->frequency ||
            stems_get(stems, term)->stem != lexeme)
            continue;
        out->frequency = frequency;
        buf_clear(&out->word);
        buf_addt(&out->word, term);
    }
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

/*
 * Is the guess a word?  A stem is one if it is more frequent than every word
 * with this stem that has a term of its own; otherwise replace it with the
 * most frequent of these, if that is near enough.
 */
static enum ir_status check(struct store *store, struct stems *stems,
                            struct ir_text form, struct guess *g, bool *out,
                            struct ir_error *err)
{
    struct ir_text stem = buf_text(&g->word);
    struct guess other = {.word = BUF_INIT};
    enum ir_status status;

    *out = !g->stem;
    if (*out || stem.size < 2)
        return IR_OK;
    status = commonest(store, stems, stem, &other, err);
    *out = status == IR_OK && g->frequency > other.frequency;
    if (status == IR_OK && !*out &&
        edit_distance(form, buf_text(&other.word), edits_allowed(form)) <=
            edits_allowed(form)) {
        buf_clear(&g->word);
        buf_addt(&g->word, buf_text(&other.word));
        *out = true;
    }
    buf_free(&other.word);
    return status;
}

static enum ir_status choose(struct store *store, struct stems *stems,
                             struct unknown *u, struct ir_error *err)
{
    bool word = false;
    enum ir_status status = IR_OK;

    for (u->chosen = 0; u->chosen < u->count; u->chosen++) {
        status = check(store, stems, u->form, &u->best[u->chosen], &word, err);
        if (status != IR_OK || word)
            break;
    }
    return status;
}

enum ir_status lexicon_respell(struct store *store, struct stems *stems,
                               struct unknown *words, size_t count,
                               struct deadline *deadline, bool *cut,
                               struct ir_error *err)
{
    struct respelling r = {words, count, deadline, 0, false};
    enum ir_status status = look_at_all(&r, store, err);

    for (size_t i = 0;
         status == IR_OK && i < count && !deadline_passed(deadline); i++)
        status = choose(store, stems, &words[i], err);
    *cut = r.cut;
    return status;
}

void unknown_free(struct unknown *u)
{
    for (size_t i = 0; i < u->count; i++)
        buf_free(&u->best[i].word);
    u->count = 0;
}
