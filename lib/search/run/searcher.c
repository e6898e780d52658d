/* Opens indexes; information about them, and single articles by id. */
#include "search/run/searcher.h"
#include "article/handle.h"
#include "article/terms.h"
#include "search/run/stories.h"
#include "store/endless.h"

#include <stdlib.h>
#include <time.h>

/* All directories must have been made with the same options.  Of their formats
 * the oldest tells what terms there are. */
static enum ir_status load_options(struct ir_searcher *s,
                                   const char *const *dirs, size_t count,
                                   struct ir_error *err)
{
    enum ir_status status =
        index_options_load(&s->options, s->store, 0, dirs[0], err);

    for (size_t i = 1; status == IR_OK && i < count; i++) {
        struct index_options other;

        status = index_options_load(&other, s->store, i, dirs[i], err);
        if (status != IR_OK)
            return status;
        status = index_options_same(&s->options, &other, dirs[i], err);
        if (other.format < s->options.format)
            s->options.format = other.format;
        index_options_free(&other);
    }
    return status;
}

static void keep_names(struct ir_searcher *s, const char *const *dirs,
                       size_t count)
{
    s->dirs = xcalloc(count, sizeof(*s->dirs));
    for (s->dir_count = 0; s->dir_count < count; s->dir_count++)
        s->dirs[s->dir_count] = xstrdup(dirs[s->dir_count]);
}

enum ir_status ir_open(const char *const *dirs, size_t count,
                       struct ir_searcher **out, struct ir_error *err)
{
    struct ir_searcher *s;
    enum ir_status status;

    if (!count)
        return ir_fail(err, IR_INVALID, "no index to open");
    s = xcalloc(1, sizeof(*s));
    keep_names(s, dirs, count);
    endless_start(0);
    status = store_open(dirs, count, &s->store, err);
    if (status == IR_OK)
        status = load_options(s, dirs, count, err);
    endless_stop();
    if (status == IR_OK)
        status = stems_new(s->options.stem, &s->stems, err);
    if (status != IR_OK) {
        ir_close(s);
        return status;
    }
    s->stop = stopwords_new(s->options.stopwords);
    s->terms_looked_at = VARIANTS_LOOKED_MAX;
    s->synonyms = synonyms_new(s->options.synonyms, s->stems);
    if (index_options_english(&s->options))
        s->relatives = synonyms_new(relatives_english, s->stems);
    s->vocabulary = vocabulary_new(s->stop, s->stems);
    s->openings = openings_new();
    s->stories = stories_new();
    s->walk = words_new();
    s->decoder = record_decoder_new();
    s->topics = topics_new();
    status = topics_read(s->topics, text_of(topics_shipped), "topics.txt", err);
    if (status != IR_OK) {
        ir_close(s);
        return status;
    }
    store_release(s->store);
    *out = s;
    return IR_OK;
}

void ir_close(struct ir_searcher *s)
{
    if (!s)
        return;
    store_close(s->store);
    index_options_free(&s->options);
    stems_free(s->stems);
    stopwords_free(s->stop);
    synonyms_free(s->synonyms);
    synonyms_free(s->relatives);
    topics_free(s->topics);
    vocabulary_free(s->vocabulary);
    openings_free(s->openings);
    stories_free(s->stories);
    words_free(s->walk);
    record_decoder_free(s->decoder);
    readings_free(&s->readings);
    for (size_t i = 0; i < s->dir_count; i++)
        free(s->dirs[i]);
    free(s->dirs);
    free(s);
}

void ir_verify_blocks(enum ir_blocks how)
{
    store_verify(how);
}

enum ir_status ir_add_topics(struct ir_searcher *s, struct ir_text text,
                             const char *source, struct ir_error *err)
{
    return topics_read(s->topics, text, source, err);
}

struct ir_text ir_topic_name(const struct ir_searcher *s, size_t i)
{
    return topics_name(s->topics, i);
}

enum ir_status searcher_info(struct ir_searcher *s, struct ir_index_info *out,
                             struct ir_error *err)
{
    struct store_info raw;
    enum ir_status status = store_info(s->store, &raw, err);

    if (status != IR_OK)
        return status;
    memcpy(out->uuid, raw.uuid, sizeof(out->uuid));
    out->revision = raw.revision;
    out->articles = raw.documents;
    out->sentences = raw.tallies[TALLY_SENTENCES];
    out->words = raw.tallies[TALLY_WORDS];
    out->text_bytes = raw.tallies[TALLY_BYTES];
    out->unverified = store_unverified(s->store);
    return IR_OK;
}

typedef enum ir_status request(struct ir_searcher *s, void *arg,
                               struct ir_error *err);

/* A whole request, on the latest revision. */
static enum ir_status attempt(struct ir_searcher *s, request *once, void *arg,
                              struct ir_error *err)
{
    enum ir_status status = store_refresh(s->store, err);

    if (status == IR_OK)
        status = once(s, arg, err);
    if (status != IR_CANCELLED &&
        store_is_overtaken(s->store, status != IR_OK && status != IR_ENDLESS))
        status = IR_STALE;
    return status;
}

void searcher_rest(struct ir_searcher *s)
{
    if (s->lists)
        return;
    store_release(s->store);
    readings_rest(&s->readings);
    stems_trim(s->stems);
}

enum ir_status searcher_retry(struct ir_searcher *s,
                              enum ir_status (*once)(struct ir_searcher *s,
                                                     void *arg,
                                                     struct ir_error *err),
                              void *arg, double timeout, struct ir_error *err)
{
    const double start = clock_seconds();
    enum ir_status status;

    endless_start(timeout);
    status = attempt(s, once, arg, err);

    for (int tries = 0; status == IR_STALE && tries < SEARCH_RETRIES; tries++) {
        struct timespec pause = {0, SEARCH_PAUSE << tries};

        if (timeout > 0 && clock_seconds() >= start + timeout)
            break;
        nanosleep(&pause, NULL);
        status = attempt(s, once, arg, err);
    }
    endless_stop();
    searcher_rest(s);
    if (status == IR_STALE)
        return ir_fail(err, IR_STALE,
                       "the index keeps changing or is damaged; run irindex "
                       "--check");
    return status;
}

static enum ir_status info_once(struct ir_searcher *s, void *arg,
                                struct ir_error *err)
{
    return searcher_info(s, arg, err);
}

enum ir_status ir_info(struct ir_searcher *s, const struct ir_index_info **out,
                       struct ir_error *err)
{
    struct ir_index_info info;
    enum ir_status status = searcher_retry(s, info_once, &info, 0, err);

    if (status != IR_OK)
        return status;
    s->info = info;
    *out = &s->info;
    return IR_OK;
}

enum ir_status ir_use_signal(int signal, struct ir_error *err)
{
    return endless_use(signal, err);
}

void ir_cancel(struct ir_searcher *s)
{
    atomic_fetch_add(&s->cancels, 1);
}

struct get {
    struct ir_text id;
    struct arena arena;
    struct ir_article *out;
};

/* An article, and the arena that owns its texts and its sentences. */
struct owned_article {
    struct ir_article article; /* first, so that pointers convert */
    const struct sentence *sentences;
    size_t count;
    struct arena arena;
};

void article_copy(struct arena *a, const struct ir_article *from,
                  struct ir_article *to)
{
    *to = *from;
    to->id = arena_text(a, from->id);
    to->title = arena_text(a, from->title);
    to->source = arena_text(a, from->source);
    to->section = arena_text(a, from->section);
    to->byline = arena_text(a, from->byline);
    to->lang = arena_text(a, from->lang);
    to->url = arena_text(a, from->url);
    to->path = arena_text(a, from->path);
    to->text = arena_text(a, from->text);
}

/* The number of the article with an id. */
static enum ir_status document_of(struct ir_searcher *s, struct ir_text id,
                                  uint32_t *document, struct ir_error *err)
{
    struct buf term = BUF_INIT;
    enum ir_status status;

    term_unique(&term, id);
    status = store_document(s->store, buf_text(&term), document, err);
    buf_free(&term);
    return status;
}

enum ir_status searcher_name(struct ir_searcher *s, struct arena *a,
                             uint32_t document, struct ir_article *article,
                             struct ir_error *err)
{
    struct buf handle = BUF_INIT;
    enum ir_status status =
        handle_of(s->store, article->fingerprint, &handle, err);

    if (status == IR_OK)
        article->handle = arena_text(a, buf_text(&handle));
    /* Xapian numbers the documents of several indexes in turn. */
    if (s->dir_count > 1 && document)
        article->index =
            arena_text(a, text_of(s->dirs[(document - 1) % s->dir_count]));
    buf_free(&handle);
    return status;
}

enum ir_status searcher_id(struct ir_searcher *s, struct ir_text name,
                           struct buf *id, uint32_t *document,
                           struct ir_error *err)
{
    enum ir_status status = document_of(s, name, document, err);

    buf_clear(id);
    buf_addt(id, name);
    if (status == IR_NOT_FOUND && handle_is(name)) {
        status = handle_find(s->store, s->decoder, name, id, err);
        if (status == IR_OK)
            status = document_of(s, buf_text(id), document, err);
    }
    if (status == IR_NOT_FOUND)
        return ir_fail(err, IR_NOT_FOUND, "no article \"%.*s\"",
                       (int)(name.size > 150 ? 150 : name.size), name.data);
    return status;
}

enum ir_status searcher_find(struct ir_searcher *s, struct ir_text name,
                             uint32_t *document, char **data, size_t *size,
                             struct ir_error *err)
{
    struct buf id = BUF_INIT, term = BUF_INIT;
    enum ir_status status = searcher_id(s, name, &id, document, err);

    if (status == IR_OK) {
        term_unique(&term, buf_text(&id));
        status = store_find(s->store, buf_text(&term), data, size, err);
    }
    buf_free(&id);
    buf_free(&term);
    return status;
}

enum ir_status searcher_article(struct ir_searcher *s, struct ir_text id,
                                struct record *out, uint32_t *document,
                                struct ir_error *err)
{
    struct ir_text bytes;
    char *data = NULL;
    enum ir_status status =
        searcher_find(s, id, document, &data, &bytes.size, err);

    if (status != IR_OK)
        return status;
    bytes.data = data;
    status = record_decode(s->decoder, bytes, out, err);
    free(data);
    return status;
}

static void keep_sentences(struct owned_article *owned,
                           const struct sentences *s)
{
    struct sentence *kept =
        arena_alloc(&owned->arena, s->count * sizeof(*kept) + 1);

    if (s->count)
        memcpy(kept, s->items, s->count * sizeof(*kept));
    owned->sentences = kept;
    owned->count = s->count;
}

static enum ir_status get_once(struct ir_searcher *s, void *arg,
                               struct ir_error *err)
{
    struct get *get = arg;
    struct owned_article *owned;
    struct record r = RECORD_INIT;
    uint32_t document = 0;
    enum ir_status status = searcher_article(s, get->id, &r, &document, err);

    ir_article_free(get->out); /* of another revision */
    get->out = NULL;
    if (status == IR_OK) {
        owned = xcalloc(1, sizeof(*owned));
        article_copy(&owned->arena, &r.article, &owned->article);
        keep_sentences(owned, &r.sentences);
        get->out = &owned->article;
        status = searcher_name(s, &owned->arena, document, get->out, err);
    }
    record_free(&r);
    return status;
}

enum ir_status ir_get(struct ir_searcher *s, struct ir_text id,
                      struct ir_article **out, struct ir_error *err)
{
    struct get get = {.id = id};
    enum ir_status status = searcher_retry(s, get_once, &get, 0, err);

    if (status == IR_OK)
        *out = get.out;
    else
        ir_article_free(get.out);
    return status;
}

bool ir_article_passage(const struct ir_article *article, uint32_t first,
                        uint32_t last, size_t *start, size_t *end)
{
    const struct owned_article *owned =
        (const struct owned_article *)(const void *)article;

    if (first > last || last >= owned->count)
        return false;
    *start = owned->sentences[first].start;
    *end = owned->sentences[last].end;
    return true;
}

void ir_article_free(struct ir_article *article)
{
    struct owned_article *owned = (struct owned_article *)(void *)article;

    if (!owned)
        return;
    arena_free(&owned->arena);
    free(owned);
}
