/* Cursors: REVISION-OFFSET-DIGEST. */
#include "search/run/cursor.h"

#include <inttypes.h>
#include <stdio.h>
#include <xxhash.h>

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
    buf_add_varint(&all, r->match);
    buf_add_varint(&all, r->sort);
    buf_add_varint(&all, r->per_article);
    buf_add_varint(&all, r->passage_words);
    buf_add_varint(&all, (uint64_t)r->recency);
    buf_add_varint(&all, r->feedback_passages);
    buf_add_varint(&all, r->feedback_terms);
    buf_add_varint(&all, (uint64_t)r->articles | (uint64_t)r->literal << 1 |
                             (uint64_t)r->as_typed << 2);
    hash = XXH3_64bits(all.data, all.size);
    buf_free(&all);
    return hash;
}

void cursor_write(const struct ir_request *r, const struct ir_index_info *index,
                  size_t offset, struct buf *out)
{
    buf_addf(out, "%" PRIu64 "-%zu-%016" PRIx64, index->revision, offset,
             digest(r, index));
}

enum ir_status cursor_read(const struct ir_request *r,
                           const struct ir_index_info *index, size_t *offset,
                           struct ir_error *err)
{
    char text[CURSOR_MAX + 1];
    uint64_t revision, hash;
    size_t at;
    int used = 0;

    if (r->after.size > CURSOR_MAX)
        return ir_fail(err, IR_INVALID, "that is no page token");
    memcpy(text, r->after.data, r->after.size);
    text[r->after.size] = '\0';
    if (sscanf(text, "%20" SCNu64 "-%9zu-%16" SCNx64 "%n", &revision, &at,
               &hash, &used) != 3 ||
        (size_t)used != r->after.size)
        return ir_fail(err, IR_INVALID, "\"%s\" is no page token", text);
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
