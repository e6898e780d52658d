/* The articles that facets and timelines count. */
#include "search/run/counted.h"
#include "search/run/matches.h"
#include "search/run/stories.h"
#include "search/run/validate.h"

#include <stdlib.h>

enum ir_status counted_baseline(struct counted *c, struct ir_searcher *s,
                                const struct ir_request *r,
                                struct deadline deadline, struct ir_error *err)
{
    struct ir_request other = *r;
    struct ir_error why;
    struct ir_total total;
    struct search x;
    enum ir_status status;

    if (!r->baseline.size)
        return IR_OK;
    status = request_check(r, err);
    if (status != IR_OK)
        return status;
    other.query = r->baseline;
    other.like = other.after = other.baseline = (struct ir_text){NULL, 0};
    other.topic_count = other.offset = 0;
    other.match = IR_MATCH_ALL;
    other.as_typed = true;
    status = search_begin(&x, s, &other, deadline, &why);
    if (status == IR_OK) {
        c->baseline = store_set_new(s->store);
        status = search_matches(&x, c->baseline, &total, &why);
    }
    search_end(&x);
    return status == IR_OK
               ? status
               : ir_fail(err, status, "baseline: %.220s", why.message);
}

enum ir_status counted_matches(struct counted *c, struct search *x,
                               struct ir_total *total, struct ir_error *err)
{
    enum ir_status status;

    c->matches = store_set_new(x->s->store);
    status = search_matches(x, c->matches, total, err);
    if (status == IR_OK && c->baseline)
        c->both = store_set_both(c->matches, c->baseline);
    return status;
}

/* The stories of some documents, each as often as it has one of them. */
struct told {
    const struct stories *stories;
    uint64_t *items;
    size_t count, room;
};

static void take_story(void *closure, uint32_t document)
{
    struct told *t = closure;

    t->items = xgrow(t->items, t->count, &t->room, sizeof(*t->items));
    t->items[t->count++] = stories_known(t->stories, document);
}

static int compare(const void *a, const void *b)
{
    uint64_t l = *(const uint64_t *)a, r = *(const uint64_t *)b;

    return (l > r) - (l < r);
}

/* How many more documents than stories there are; frees t's items. */
static uint64_t surplus(struct told *t)
{
    uint64_t more = 0;

    if (t->count)
        qsort(t->items, t->count, sizeof(*t->items), compare);
    for (size_t i = 1; i < t->count; i++)
        more += t->items[i] == t->items[i - 1];
    free(t->items);
    return more;
}

enum ir_status counted_stories(struct counted *c, struct search *x,
                               struct ir_total *total, struct ir_error *err)
{
    struct told told = {.stories = x->s->stories};
    struct store_set *all;
    enum ir_status status =
        stories_find(x->s->stories, x->s->store, &x->deadline, err);

    if (status != IR_OK || deadline_passed(&x->deadline))
        return status;
    c->stories = x->s->stories;
    all = store_set_new(x->s->store);
    stories_copied(c->stories, all);
    c->copied = store_set_both(c->matches, all);
    store_set_free(all);
    store_set_each(c->copied, take_story, &told);
    *total =
        (struct ir_total){store_set_count(c->matches) - surplus(&told), IR_EQ};
    return IR_OK;
}

enum ir_status counted_undated(const struct counted *c, struct store *store,
                               uint64_t *out, struct ir_error *err)
{
    struct ir_text term;
    struct store_terms *terms;
    uint64_t dated = 0, all = store_set_count(c->matches);
    enum ir_status status = store_terms_start(store, TEXT("Y"), &terms, err);

    if (status != IR_OK)
        return status;
    while ((status = store_terms_next(terms, &term, NULL, err)) == IR_OK) {
        uint64_t some;

        status = store_set_shared(c->matches, term, &some, err);
        if (status != IR_OK)
            break;
        dated += some;
    }
    store_terms_free(terms);
    *out = all > dated ? all - dated : 0;
    return status == IR_END ? IR_OK : status;
}

void counted_free(struct counted *c)
{
    store_set_free(c->matches);
    store_set_free(c->baseline);
    store_set_free(c->both);
    store_set_free(c->copied);
    memset(c, 0, sizeof(*c));
}

static enum ir_status count_stories(const struct counted *c,
                                    struct ir_text term, struct ir_bucket *out,
                                    struct ir_error *err)
{
    struct told told = {.stories = c->stories};
    enum ir_status status =
        store_set_holders(c->copied, term, take_story, &told, err);

    out->stories = out->articles - surplus(&told);
    return status;
}

enum ir_status counted_term(const struct counted *c, struct ir_text term,
                            struct ir_bucket *out, struct ir_error *err)
{
    enum ir_status status =
        store_set_shared(c->matches, term, &out->articles, err);

    if (status == IR_OK && c->baseline)
        status = store_set_shared(c->baseline, term, &out->baseline, err);
    if (status == IR_OK && c->both)
        status = store_set_shared(c->both, term, &out->both, err);
    return status == IR_OK && c->copied ? count_stories(c, term, out, err)
                                        : status;
}

const struct ir_bucket *const *buckets_copy(struct arena *a,
                                            const struct ir_bucket *items,
                                            size_t count)
{
    struct ir_bucket *all = arena_alloc(a, count * sizeof(*all) + 1);
    const struct ir_bucket **each = arena_alloc(a, count * sizeof(*each) + 1);

    for (size_t i = 0; i < count; i++) {
        all[i] = items[i];
        each[i] = &all[i];
    }
    return each;
}
