/* Finds where a quotation stands: candidates come from the index. */
#include "search/run/answer.h"
#include "search/run/quoted.h"
#include "search/run/validate.h"
#include "text/utf8.h"

#include <stdlib.h>

#define PHRASE_WORDS 12  /* of the quotation that are searched as a phrase */
#define PHRASE_HITS 50   /* articles with it that are looked at */
#define SOME_WORDS 40    /* of it that are searched as words */
#define SOME_HITS 20     /* articles with them that are looked at */
#define SEARCH_SECONDS 5 /* each of the two may take */

struct owned_quotations {
    struct ir_quotations found; /* first, so that pointers convert */
    struct buf text;
    struct arena arena;
};

struct asking {
    struct ir_text text; /* trimmed */
    struct owned_quotations *out;
    struct quoting quoting;
    struct ir_quoted places[IR_QUOTED_MAX];
};

void ir_quotations_free(struct ir_quotations *q)
{
    struct owned_quotations *own = (struct owned_quotations *)(void *)q;

    if (!own)
        return;
    arena_free(&own->arena);
    buf_free(&own->text);
    free(own);
}

/* ---- the quotation ---- */

/* Without white space, and a pair of quotation marks around all of it. */
static struct ir_text trimmed(struct ir_text t)
{
    struct ir_text inner = text_trim(t, BYTES_SPACE);
    size_t start = 0, end = inner.size, last;

    if (!inner.size ||
        !wording_is_quote(utf8_next(inner.data, inner.size, &start)))
        return inner;
    do
        end--;
    while (end && ((unsigned char)inner.data[end] & 0xc0) == 0x80);
    last = end;
    if (end < start ||
        !wording_is_quote(utf8_next(inner.data, inner.size, &last)))
        return inner;
    return text_trim(text_slice(inner, start, end), BYTES_SPACE);
}

/* Some of its words as they are written: the first ones, or of many a part that
 * is spread over all. */
static void add_words(const struct asking *a, size_t most, bool spread,
                      struct buf *out)
{
    const struct wording *w = &a->quoting.words;
    size_t step = spread ? (w->count + most - 1) / most : 1;

    for (size_t i = 0, taken = 0; i < w->count && taken < most;
         i += step, taken++) {
        const struct worded *word = &w->items[i];
        bool joined = step == 1 && i && w->items[i - 1].joins &&
                      w->items[i - 1].end == word->start;

        buf_adds(out, i && !joined ? " " : "");
        buf_addt(out, text_slice(a->text, word->start, word->end));
    }
}

/* ---- candidates ---- */

static void start_request(struct ir_request *r, size_t hits)
{
    ir_request_init(r);
    r->limit = hits;
    r->snippet = 0;
    r->articles = r->bare = r->as_typed = true;
    r->timeout = SEARCH_SECONDS;
}

static int compare_places(const void *a, const void *b)
{
    const struct ir_quoted *l = a, *r = b;

    if (l->likeness != r->likeness)
        return l->likeness < r->likeness ? -1 : 1;
    if (l->shared != r->shared)
        return l->shared > r->shared ? -1 : 1;
    if (l->difference_count != r->difference_count)
        return l->difference_count < r->difference_count ? -1 : 1;
    return text_compare(l->article->id, r->article->id);
}

/* Keep a place if it is among the best. */
static void keep_place(struct asking *a, const struct ir_quoted *place,
                       uint32_t document, struct ir_searcher *s)
{
    struct ir_quotations *found = &a->out->found;
    struct arena *arena = &a->out->arena;
    struct ir_article *article;
    size_t at = found->count;

    if (at == IR_QUOTED_MAX) {
        if (compare_places(place, &a->places[at - 1]) >= 0)
            return;
        at--;
    } else {
        found->count++;
    }
    article = arena_alloc(arena, sizeof(*article));
    article_copy(arena, place->article, article);
    /* Without a handle it is named by its id. */
    if (searcher_name(s, arena, document, article, NULL) != IR_OK)
        article->handle = (struct ir_text){NULL, 0};
    a->places[at] = *place;
    a->places[at].article = article;
    qsort(a->places, found->count, sizeof(*a->places), compare_places);
}

/* Look for the quotation in an article. */
static enum ir_status look_at(struct ir_searcher *s, struct asking *a,
                              struct ir_text id, struct ir_error *err)
{
    struct record record = RECORD_INIT;
    struct ir_quoted place;
    uint32_t document;
    enum ir_status status = searcher_article(s, id, &record, &document, err);

    if (status == IR_OK && quoted_find(&a->quoting, &record.article, &place))
        keep_place(a, &place, document, s);
    record_free(&record);
    return status;
}

static enum ir_status look(struct ir_searcher *s, struct asking *a,
                           const struct ir_request *given, struct ir_error *err)
{
    struct ir_results *r = NULL;
    struct ir_request request;
    enum ir_status status = request_complete(given, &request, err);

    if (status == IR_OK)
        status = answer_once(
            s, &request, deadline_in(request.timeout, &s->cancels), &r, err);
    if (status != IR_OK)
        return status;
    a->out->found.more = r->timed_out || r->next.size;
    for (size_t i = 0; status == IR_OK && i < r->count; i++)
        status = look_at(s, a, r->hits[i]->article->id, err);
    ir_results_free(r);
    return status;
}

/* The articles that have its first words as a phrase. */
static enum ir_status look_for_phrase(struct ir_searcher *s, struct asking *a,
                                      struct ir_error *err)
{
    struct buf query = BUF_INIT;
    struct ir_request r;
    enum ir_status status;

    start_request(&r, PHRASE_HITS);
    buf_addc(&query, '"');
    add_words(a, PHRASE_WORDS, false, &query);
    buf_addc(&query, '"');
    r.query = buf_text(&query);
    r.match = IR_MATCH_ALL;
    status = look(s, a, &r, err);
    buf_free(&query);
    return status;
}

/* Those that have most of its words. */
static enum ir_status look_for_words(struct ir_searcher *s, struct asking *a,
                                     struct ir_error *err)
{
    struct buf query = BUF_INIT;
    struct ir_request r;
    enum ir_status status;

    start_request(&r, SOME_HITS);
    add_words(a, SOME_WORDS, true, &query);
    r.query = buf_text(&query);
    r.match = IR_MATCH_ANY;
    r.literal = true;
    status = look(s, a, &r, err);
    buf_free(&query);
    return status;
}

/* ---- the answer ---- */

/* Keep what is the same in words, or else the one that is closest. */
static void keep_best(struct asking *a)
{
    struct ir_quotations *found = &a->out->found;
    struct ir_quoted *kept;
    const struct ir_quoted **each;
    size_t count = 0;

    while (count < found->count &&
           a->places[count].likeness != IR_LIKENESS_CLOSEST)
        count++;
    if (!count && found->count)
        count = 1;
    kept = arena_alloc(&a->out->arena, count * sizeof(*kept) + 1);
    each = arena_alloc(&a->out->arena, count * sizeof(*each) + 1);
    for (size_t i = 0; i < count; i++) {
        kept[i] = a->places[i];
        each[i] = &kept[i];
    }
    found->places = each;
    found->count = count;
}

static enum ir_status quote_once(struct ir_searcher *s, void *arg,
                                 struct ir_error *err)
{
    struct asking *a = arg;
    struct ir_quotations *found = &a->out->found;
    enum ir_status status;

    arena_free(&a->out->arena); /* of another revision */
    found->count = 0;
    a->quoting.text = a->text;
    a->quoting.walk = s->walk;
    a->quoting.arena = &a->out->arena;
    wording_read(&a->quoting.words, a->text, s->walk);
    if (!a->quoting.words.count)
        return ir_fail(err, IR_INVALID, "the quotation contains no word");
    status = look_for_phrase(s, a, err);
    if (status == IR_OK &&
        (!found->count || a->places[0].likeness == IR_LIKENESS_CLOSEST)) {
        found->count = 0;
        status = look_for_words(s, a, err);
    }
    if (status == IR_OK)
        keep_best(a);
    return status;
}

enum ir_status ir_find_quotation(struct ir_searcher *s,
                                 struct ir_text quotation,
                                 struct ir_quotations **out,
                                 struct ir_error *err)
{
    struct asking a = {.out = NULL};
    enum ir_status status;

    if (quotation.size > IR_QUOTATION_MAX)
        return ir_fail(err, IR_LIMIT, "a quotation of %zu bytes: at most %d",
                       quotation.size, IR_QUOTATION_MAX);
    a.out = xcalloc(1, sizeof(*a.out));
    a.out->text = (struct buf)BUF_INIT;
    utf8_repair(quotation, &a.out->text);
    a.text = trimmed(buf_text(&a.out->text));
    a.out->found.text = a.text;
    status = searcher_retry(s, quote_once, &a, 0, err);
    wording_free(&a.quoting.words);
    wording_free(&a.quoting.source);
    if (status == IR_OK)
        *out = &a.out->found;
    else
        ir_quotations_free((struct ir_quotations *)a.out);
    return status;
}
