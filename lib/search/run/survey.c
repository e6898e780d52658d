/* Tells when and where the articles were published, in which languages, and
 * what could not be read. */
#include "article/index_options.h"
#include "search/run/searcher.h"
#include "search/run/stories.h"
#include "text/language_tag.h"

#include <stdlib.h>

#define SURVEY_TERMS_MAX 200000 /* values of a field that are looked at */
#define YEAR_DIGITS 4
#define MONTH_DIGITS 6
#define DAY_DIGITS 8

/* A coverage, and the arena that owns its texts. */
struct owned_coverage {
    struct ir_coverage coverage; /* first, so that pointers convert */
    struct arena arena;
};

/* Called for each term without its prefix. */
typedef void (*take_term)(void *closure, struct ir_text name,
                          uint64_t frequency);

static enum ir_status each_term(struct store *store, struct ir_text begin,
                                size_t prefix, take_term take, void *closure,
                                struct ir_error *err)
{
    struct store_terms *terms;
    struct ir_text term;
    uint64_t frequency;
    enum ir_status status = store_terms_start(store, begin, &terms, err);

    if (status != IR_OK)
        return status;
    for (size_t i = 0; i < SURVEY_TERMS_MAX; i++) {
        status = store_terms_next(terms, &term, &frequency, err);
        if (status != IR_OK)
            break;
        take(closure, text_slice(term, prefix, term.size), frequency);
    }
    store_terms_free(terms);
    return status == IR_END ? IR_OK : status;
}

/* ---- dates ---- */

/* The first and the last of some terms, and how many articles they have. */
struct ends {
    char first[DAY_DIGITS + 1], last[DAY_DIGITS + 1];
    uint64_t articles;
};

static void take_end(void *closure, struct ir_text name, uint64_t frequency)
{
    struct ends *e = closure;

    if (name.size > DAY_DIGITS)
        return;
    memcpy(e->last, name.data, name.size);
    e->last[name.size] = '\0';
    if (!e->articles)
        memcpy(e->first, e->last, sizeof(e->first));
    e->articles += frequency;
}

static enum ir_status find_ends(struct store *store, char prefix,
                                const char *within, struct ends *out,
                                struct ir_error *err)
{
    char begin[DAY_DIGITS + 2] = {prefix};

    memset(out, 0, sizeof(*out));
    memcpy(begin + 1, within, strlen(within));
    return each_term(store, text_of(begin), 1, take_end, out, err);
}

/* The first or the last day within a year, by way of its months. */
static enum ir_status find_day(struct store *store, const char *year, bool last,
                               char *day, struct ir_error *err)
{
    struct ends e;
    char month[DAY_DIGITS + 1];
    enum ir_status status = find_ends(store, 'M', year, &e, err);

    if (status != IR_OK)
        return status;
    memcpy(month, last ? e.last : e.first, sizeof(month));
    status = find_ends(store, 'D', month, &e, err);
    memcpy(day, last ? e.last : e.first, DAY_DIGITS + 1);
    return status;
}

static struct ir_text day_text(struct arena *a, const char *day)
{
    struct buf out = BUF_INIT;
    struct ir_text text = {NULL, 0};

    if (strlen(day) == DAY_DIGITS) {
        buf_addf(&out, "%.4s-%.2s-%.2s", day, day + YEAR_DIGITS,
                 day + MONTH_DIGITS);
        text = arena_text(a, buf_text(&out));
    }
    buf_free(&out);
    return text;
}

static enum ir_status survey_dates(struct owned_coverage *o,
                                   struct store *store, uint64_t articles,
                                   struct ir_error *err)
{
    struct ends years;
    char first[DAY_DIGITS + 1] = "", last[DAY_DIGITS + 1] = "";
    enum ir_status status = find_ends(store, 'Y', "", &years, err);

    if (status == IR_OK && years.articles)
        status = find_day(store, years.first, false, first, err);
    if (status == IR_OK && years.articles)
        status = find_day(store, years.last, true, last, err);
    o->coverage.first = day_text(&o->arena, first);
    o->coverage.last = day_text(&o->arena, last);
    o->coverage.undated =
        articles > years.articles ? articles - years.articles : 0;
    return status;
}

/* ---- values of fields ---- */

struct collecting {
    struct arena *arena;
    struct ir_value *items;
    size_t count, room;
    uint64_t articles;
    bool tags;           /* the values are tags of languages */
    struct ir_text base; /* the last one taken */
};

static void take_value(void *closure, struct ir_text name, uint64_t frequency)
{
    struct collecting *c = closure;
    struct ir_text base = language_tag_base(name);

    /* Articles in de-DE, as a part of those in de, are counted there. */
    if (c->tags && base.size < name.size && text_equal(base, c->base))
        return;
    c->items = xgrow(c->items, c->count, &c->room, sizeof(*c->items));
    c->items[c->count++] =
        (struct ir_value){arena_text(c->arena, name), frequency};
    c->base = c->items[c->count - 1].name;
    c->articles += frequency;
}

static int compare(const void *a, const void *b)
{
    const struct ir_value *l = a, *r = b;

    if (l->articles != r->articles)
        return l->articles < r->articles ? 1 : -1;
    return text_compare(l->name, r->name);
}

static enum ir_status survey_field(struct owned_coverage *o,
                                   struct store *store, const char *prefix,
                                   uint64_t articles, struct ir_values *out,
                                   struct ir_error *err)
{
    struct collecting c = {.arena = &o->arena, .tags = *prefix == 'L'};
    enum ir_status status =
        each_term(store, text_of(prefix), strlen(prefix), take_value, &c, err);

    if (c.count)
        qsort(c.items, c.count, sizeof(*c.items), compare);
    out->distinct = c.count;
    out->count = c.count < IR_SURVEY_MAX ? c.count : IR_SURVEY_MAX;
    out->without = articles > c.articles ? articles - c.articles : 0;
    if (out->count) {
        struct ir_value *kept =
            arena_alloc(&o->arena, out->count * sizeof(*kept));

        memcpy(kept, c.items, out->count * sizeof(*kept));
        out->items = kept;
    }
    free(c.items);
    return status;
}

/* ---- rejected inputs ---- */

static enum ir_status add_rejected(struct store *store, size_t i,
                                   const char *key, uint64_t *sum,
                                   struct ir_error *err)
{
    char *number;
    enum ir_status status = store_meta(store, i, key, &number, err);

    if (status != IR_OK)
        return status;
    *sum += strtoull(number, NULL, 10);
    free(number);
    return IR_OK;
}

static enum ir_status survey_rejected(struct store *store, size_t i,
                                      uint64_t *sum, struct ir_error *err)
{
    struct store_keys *keys;
    const char *key;
    enum ir_status status =
        store_keys_start(store, i, INDEX_REJECTED, &keys, err);

    if (status != IR_OK)
        return status;
    while ((status = store_keys_next(keys, &key, err)) == IR_OK) {
        status = add_rejected(store, i, key, sum, err);
        if (status != IR_OK)
            break;
    }
    store_keys_free(keys);
    return status == IR_END ? IR_OK : status;
}

static enum ir_status survey_stories(struct ir_searcher *s,
                                     const struct ir_index_info *info,
                                     uint64_t *out, struct ir_error *err)
{
    enum ir_status status;

    stories_begin(s->stories, info);
    status = stories_find(s->stories, s->store, NULL, err);
    if (status == IR_OK)
        *out = info->articles - stories_surplus(s->stories);
    return status;
}

static enum ir_status survey_once(struct ir_searcher *s, void *arg,
                                  struct ir_error *err)
{
    struct ir_coverage **out = arg;
    struct owned_coverage *o = xcalloc(1, sizeof(*o));
    struct ir_index_info info;
    enum ir_status status = searcher_info(s, &info, err);

    ir_coverage_free(*out); /* of another revision */
    *out = NULL;
    if (status == IR_OK)
        status = survey_dates(o, s->store, info.articles, err);
    if (status == IR_OK)
        status = survey_field(o, s->store, "XSO", info.articles,
                              &o->coverage.sources, err);
    if (status == IR_OK)
        status = survey_field(o, s->store, "XSE", info.articles,
                              &o->coverage.sections, err);
    if (status == IR_OK)
        status = survey_field(o, s->store, "L", info.articles,
                              &o->coverage.langs, err);
    if (status == IR_OK && s->options.format >= INDEX_FORMAT_COPIES)
        status = survey_stories(s, &info, &o->coverage.stories, err);
    for (size_t i = 0; status == IR_OK && i < s->dir_count; i++)
        status = survey_rejected(s->store, i, &o->coverage.rejected, err);
    if (status == IR_OK)
        *out = &o->coverage;
    else
        ir_coverage_free(&o->coverage);
    return status;
}

enum ir_status ir_survey(struct ir_searcher *s, struct ir_coverage **out,
                         struct ir_error *err)
{
    struct ir_coverage *coverage = NULL;
    enum ir_status status = searcher_retry(s, survey_once, &coverage, 0, err);

    if (status == IR_OK)
        *out = coverage;
    else
        ir_coverage_free(coverage);
    return status;
}

void ir_coverage_free(struct ir_coverage *coverage)
{
    struct owned_coverage *o = (struct owned_coverage *)(void *)coverage;

    if (!o)
        return;
    arena_free(&o->arena);
    free(o);
}
