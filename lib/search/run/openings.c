/* Reads the openings of articles into vectors. */
#include "search/run/openings.h"
#include "article/terms.h"

#include <math.h>
#include <stdlib.h>

#define SATURATION 0.9 /* of tf */

#define SLOTS 16384    /* a power of two, of which most stay free */
#define TERMS_MAX 8192 /* more words than these are left out */

/* A word.  Valid in one search only, so that nothing needs to be cleared for
 * the next. */
struct seen {
    uint64_t key;
    uint32_t search;
    uint32_t term;    /* its number in this search */
    uint32_t article; /* the last that has it */
    uint32_t item;    /* of that article's vector */
};

struct openings {
    struct vector *vectors;
    size_t count, room;
    struct seen *seen; /* SLOTS of them */
    uint32_t search;
    uint32_t *holders; /* by term: the number of articles that have it */
    size_t terms, term_room;
};

struct openings *openings_new(void)
{
    struct openings *o = xcalloc(1, sizeof(*o));

    o->seen = xcalloc(SLOTS, sizeof(*o->seen));
    return o;
}

void openings_free(struct openings *o)
{
    if (!o)
        return;
    for (size_t i = 0; i < o->room; i++)
        vector_free(&o->vectors[i]);
    free(o->vectors);
    free(o->seen);
    free(o->holders);
    free(o);
}

void openings_start(struct openings *o)
{
    o->count = o->terms = 0;
    if (++o->search)
        return;
    memset(o->seen, 0, SLOTS * sizeof(*o->seen));
    o->search = 1;
}

/* The slot of a key, or a free one. */
static struct seen *seen_of(struct openings *o, uint64_t key)
{
    size_t at = (key * 0x9e3779b97f4a7c15u) >> 50;

    while (o->seen[at].search == o->search && o->seen[at].key != key)
        at = (at + 1) & (SLOTS - 1);
    return &o->seen[at];
}

static struct vector *vector_new(struct openings *o)
{
    size_t room = o->room;

    o->vectors = xgrow(o->vectors, o->count, &o->room, sizeof(*o->vectors));
    if (o->room > room)
        memset(o->vectors + room, 0, (o->room - room) * sizeof(*o->vectors));
    o->vectors[o->count].count = 0;
    return &o->vectors[o->count++];
}

static void add_word(struct openings *o, struct vector *v, uint64_t key,
                     double times)
{
    struct seen *s = seen_of(o, key);
    uint32_t article = (uint32_t)o->count;

    if (s->search != o->search) {
        if (o->terms == TERMS_MAX)
            return;
        o->holders =
            xgrow(o->holders, o->terms, &o->term_room, sizeof(*o->holders));
        o->holders[o->terms] = 0;
        *s = (struct seen){
            .key = key, .search = o->search, .term = (uint32_t)o->terms++};
    }
    if (s->article == article) {
        v->items[s->item].weight += times;
        return;
    }
    s->article = article;
    s->item = (uint32_t)v->count;
    o->holders[s->term]++;
    vector_add(v, s->term, times);
}

/* Its first bytes: as good as a stem, which would take most of the time. */
static uint64_t key_of(struct ir_text w)
{
    uint64_t key = 0;

    memcpy(&key, w.data, w.size < sizeof(key) ? w.size : sizeof(key));
    return key;
}

static void add_text(struct openings *o, struct vector *v, struct ir_text text,
                     size_t from, double times, struct words *walk)
{
    struct word word;

    words_start(walk, text, from, 0, NULL);
    while (words_next(walk, &word) && word.position < OPENING_WORDS)
        if (word.form.size && !(word.flags & WORD_BESIDE))
            add_word(o, v, key_of(word.form), times);
}

size_t openings_add(struct openings *o, const struct record *r,
                    struct words *walk)
{
    struct vector *v = vector_new(o);
    /* The text may begin with the title. */
    size_t from = r->sentences.count ? r->sentences.items[0].start : 0;

    add_text(o, v, r->article.title, 0, TERM_TITLE_WDF, walk);
    add_text(o, v, r->article.text, from, 1, walk);
    return o->count - 1;
}

void openings_weigh(struct openings *o)
{
    double *idf = xmalloc((o->count + 1) * sizeof(*idf));

    for (size_t df = 1; df <= o->count; df++)
        idf[df] = log(((double)o->count + 1) / (double)df);
    for (size_t i = 0; i < o->count; i++)
        for (size_t j = 0; j < o->vectors[i].count; j++) {
            struct vector_item *item = &o->vectors[i].items[j];

            item->weight = item->weight / (item->weight + SATURATION) *
                           idf[o->holders[item->term]];
        }
    free(idf);
}

const struct vector *openings_vector(const struct openings *o, size_t article)
{
    return &o->vectors[article];
}

size_t openings_terms(const struct openings *o)
{
    return o->terms;
}
