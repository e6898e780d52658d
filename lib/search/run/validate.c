/* Validates requests, and makes and reads page tokens. */
#include "search/run/validate.h"
#include "base/sized.h"
#include "search/run/fields.h"

#include <inttypes.h>
#include <stdio.h>
#include <xxhash.h>

/* Size of struct ir_request in the first version of the interface. */
#define SIZE_LEAST SIZED_TO(struct ir_request, timeout)

static const struct ir_request defaults = {
    .limit = 10,
    .per_article = 3,
    .passage_words = 120,
    .feedback_terms = IR_FEEDBACK_TERMS,
    .snippet = 150,
    .facet_values = 20,
};

void ir_request_init_size(struct ir_request *request, size_t size)
{
    sized_init(request, size, &defaults, sizeof(defaults));
}

enum ir_status request_complete(const struct ir_request *given,
                                struct ir_request *out, struct ir_error *err)
{
    enum ir_status status;

    *out = defaults;
    status = sized_copy(given, SIZE_LEAST, out, sizeof(*out), "request", err);
    if (status == IR_OK && out->first && out->sort == IR_SORT_NEWEST)
        return ir_fail(err, IR_INVALID,
                       "the first matches, and newest first, exclude each "
                       "other");
    if (status == IR_OK && out->first)
        out->sort = IR_SORT_OLDEST;
    return status;
}

const char *ir_how_name(enum ir_how how)
{
    static const char *const names[] = {
        [IR_HOW_EXACT] = "exact",   [IR_HOW_STEM] = "stem",
        [IR_HOW_FOLD] = "fold",     [IR_HOW_SYNONYM] = "synonym",
        [IR_HOW_TOPIC] = "topic",   [IR_HOW_FUZZY] = "fuzzy",
        [IR_HOW_PREFIX] = "prefix",
    };

    return (size_t)how < COUNT(names) ? names[how] : "exact";
}

static enum ir_status check_sense(const struct ir_request *r,
                                  struct ir_error *err)
{
    if (r->like.size && (r->query.size || r->topic_count))
        return ir_fail(err, IR_INVALID,
                       "a query and an article to be like exclude each other");
    if (r->like.size > IR_ID_MAX)
        return ir_fail(err, IR_LIMIT, "an id of %zu bytes: at most %d",
                       r->like.size, IR_ID_MAX);
    if (r->recency < 0)
        return ir_fail(err, IR_INVALID, "recency is below 0");
    if (!(r->timeout >= 0))
        return ir_fail(err, IR_INVALID, "timeout is below 0");
    if ((unsigned)r->sort > IR_SORT_NEWEST)
        return ir_fail(err, IR_INVALID, "no such order");
    if ((unsigned)r->copies > IR_COPIES_COLLAPSE)
        return ir_fail(err, IR_INVALID, "no such way to treat copies");
    return facets_check(r, err);
}

enum ir_status request_check(const struct ir_request *r, struct ir_error *err)
{
    if (r->limit > IR_HITS_MAX)
        return ir_fail(err, IR_LIMIT, "limit %zu: at most %d hits", r->limit,
                       IR_HITS_MAX);
    if (r->after.size && r->offset)
        return ir_fail(err, IR_INVALID, "after and offset exclude each other");
    if (r->offset > IR_REACH_MAX || r->offset + r->limit > IR_REACH_MAX)
        return ir_fail(err, IR_LIMIT,
                       "offset %zu and limit %zu: at most %d together",
                       r->offset, r->limit, IR_REACH_MAX);
    if (r->context > IR_CONTEXT_MAX)
        return ir_fail(err, IR_LIMIT, "context %zu: at most %d sentences",
                       r->context, IR_CONTEXT_MAX);
    if (r->topic_count > IR_TOPICS_MAX)
        return ir_fail(err, IR_LIMIT, "%zu topics: at most %d", r->topic_count,
                       IR_TOPICS_MAX);
    if (r->passage_words < 1 || r->passage_words > IR_PASSAGE_MAX)
        return ir_fail(err, IR_LIMIT, "passages of %zu words: 1 to %d can be",
                       r->passage_words, IR_PASSAGE_MAX);
    if (r->feedback_passages > IR_FEEDBACK_MAX ||
        r->feedback_terms > IR_FEEDBACK_MAX)
        return ir_fail(
            err, IR_LIMIT,
            "feedback of %zu passages and %zu words: at most %d each",
            r->feedback_passages, r->feedback_terms, IR_FEEDBACK_MAX);
    if (r->snippet > IR_SNIPPET_MAX)
        return ir_fail(err, IR_LIMIT, "snippets of %zu columns: at most %d",
                       r->snippet, IR_SNIPPET_MAX);
    return check_sense(r, err);
}

/* ---- page tokens: REVISION-OFFSET-DIGEST ---- */

static void add_text(struct buf *out, struct ir_text t)
{
    buf_add_varint(out, t.size);
    buf_addt(out, t);
}

static void add_texts(struct buf *out, const struct ir_text *texts,
                      size_t count)
{
    buf_add_varint(out, count);
    for (size_t i = 0; i < count; i++)
        add_text(out, texts[i]);
}

static uint64_t digest(const struct ir_request *r,
                       const struct ir_index_info *index)
{
    struct buf all = BUF_INIT;
    uint64_t hash;

    add_text(&all, text_of(index->uuid));
    add_text(&all, r->query);
    add_text(&all, r->like);
    add_text(&all, r->rank);
    add_text(&all, r->since);
    add_text(&all, r->until);
    add_texts(&all, r->topics, r->topic_count);
    add_texts(&all, r->sources, r->source_count);
    add_texts(&all, r->sections, r->section_count);
    add_texts(&all, r->langs, r->lang_count);
    add_texts(&all, r->in, r->in_count);
    buf_add_varint(&all, r->match);
    buf_add_varint(&all, r->sort);
    buf_add_varint(&all, r->per_article);
    buf_add_varint(&all, r->passage_words);
    buf_add_varint(&all, (uint64_t)r->recency);
    buf_add_varint(&all, r->feedback_passages);
    buf_add_varint(&all, r->feedback_terms);
    buf_add_varint(&all, r->since_revision);
    buf_add_varint(&all, (uint64_t)r->articles | (uint64_t)r->literal << 1 |
                             (uint64_t)r->as_typed << 2 |
                             (uint64_t)r->copies << 3);
    hash = XXH3_64bits(all.data, all.size);
    buf_free(&all);
    return hash;
}

void page_token_write(const struct ir_request *r,
                      const struct ir_index_info *index, size_t offset,
                      struct buf *out)
{
    buf_addf(out, "%" PRIu64 "-%zu-%016" PRIx64, index->revision, offset,
             digest(r, index));
}

static enum ir_status read_token(const struct ir_request *r,
                                 const struct ir_index_info *index,
                                 size_t *offset, struct ir_error *err)
{
    char text[PAGE_TOKEN_MAX + 1];
    uint64_t revision, hash;
    size_t at;
    int used = 0;

    if (r->after.size > PAGE_TOKEN_MAX)
        return ir_fail(err, IR_INVALID, "not a page token");
    memcpy(text, r->after.data, r->after.size);
    text[r->after.size] = '\0';
    if (sscanf(text, "%20" SCNu64 "-%9zu-%16" SCNx64 "%n", &revision, &at,
               &hash, &used) != 3 ||
        (size_t)used != r->after.size)
        return ir_fail(err, IR_INVALID, "\"%s\" is not a page token", text);
    if (revision != index->revision)
        return ir_fail(err, IR_INVALID,
                       "the page token is of revision %" PRIu64
                       " of the index, which is at %" PRIu64
                       " now: begin again without it",
                       revision, index->revision);
    if (hash != digest(r, index))
        return ir_fail(err, IR_INVALID,
                       "the page token is of another request or index");
    *offset = at;
    return IR_OK;
}

enum ir_status request_offset(const struct ir_request *r,
                              const struct ir_index_info *index, size_t *offset,
                              struct ir_error *err)
{
    enum ir_status status = IR_OK;

    *offset = r->offset;
    if (r->after.size)
        status = read_token(r, index, offset, err);
    if (status == IR_OK && *offset + r->limit > IR_REACH_MAX)
        status = ir_fail(err, IR_LIMIT,
                         "hits %zu to %zu: at most the first %d can be seen",
                         *offset + 1, *offset + r->limit, IR_REACH_MAX);
    return status;
}
