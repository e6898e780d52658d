/* Find an article, or a part of one, by its name. */
#include "searcher/mcp/found.h"
#include "searcher/mcp/fit.h"

/* What an error shows of a name. */
static int shown(struct ir_text name)
{
    return (int)fit_back(name, name.size > 100 ? 100 : name.size);
}

static enum ir_status check_fingerprint(const struct citation *a,
                                        const struct ir_article *article,
                                        struct ir_error *err)
{
    if (!a->fingerprint.size ||
        text_equal(a->fingerprint, text_of(article->fingerprint)))
        return IR_OK;
    return ir_fail(err, IR_INVALID,
                   "article \"%.*s\" has changed since it was cited, and these "
                   "bytes may be others: fetch it by its id",
                   shown(a->id), a->id.data);
}

static enum ir_status take_bytes(const struct citation *a, struct found *f,
                                 struct ir_error *err)
{
    struct ir_text text = f->article->text;

    if (a->last > text.size || a->first >= a->last)
        return ir_fail(err, IR_NOT_FOUND,
                       "article \"%.*s\" has the bytes 0 to %zu", shown(a->id),
                       a->id.data, text.size);
    f->start = fit_back(text, (size_t)a->first);
    f->end = fit_forward(text, (size_t)a->last);
    return check_fingerprint(a, f->article, err);
}

static enum ir_status take_sentences(const struct citation *a, size_t context,
                                     struct found *f, struct ir_error *err)
{
    uint32_t first, last, count = f->article->sentences;
    size_t unused;

    if (a->last >= UINT32_MAX - context ||
        !ir_article_passage(f->article, (uint32_t)a->first, (uint32_t)a->last,
                            &f->passage_start, &f->passage_end))
        return ir_fail(err, IR_NOT_FOUND,
                       "article \"%.*s\" has %u sentences, counted from 0",
                       shown(a->id), a->id.data, count);
    f->start = f->passage_start;
    f->end = f->passage_end;
    first = a->first > context ? (uint32_t)(a->first - context) : 0;
    last = (uint32_t)(a->last + context);
    while (!ir_article_passage(f->article, first, last, &f->start, &unused))
        last--;
    ir_article_passage(f->article, first, last, &f->start, &f->end);
    return IR_OK;
}

static enum ir_status take_part(const struct citation *a, size_t context,
                                struct found *f, struct ir_error *err)
{
    if (a->part == CITATION_BYTES)
        return take_bytes(a, f, err);
    if (a->part == CITATION_SENTENCES)
        return take_sentences(a, context, f, err);
    f->start = 0;
    f->end = f->article->text.size;
    return IR_OK;
}

/* Find the article, by the whole name or by that without the part. */
static enum ir_status get(struct ir_searcher *s, struct citation *a,
                          struct ir_article **out, struct ir_error *err)
{
    struct citation split;
    enum ir_status status;

    if (a->id.size > IR_ID_MAX + 200)
        return ir_fail(err, IR_NOT_FOUND, "no article has an id of %zu bytes",
                       a->id.size);
    status = ir_get(s, a->id, out, err);
    if (status != IR_NOT_FOUND || a->part || !citation_split(a->id, &split))
        return status;
    *a = split;
    return ir_get(s, a->id, out, err);
}

/* Read an irsearch:// address of this index. */
static enum ir_status read_uri(struct ir_text name, const char *uuid,
                               struct buf *id, struct citation *a,
                               struct ir_error *err)
{
    struct ir_text index;

    if (!citation_read_uri(name, &index, id, a))
        return ir_fail(err, IR_INVALID,
                       "\"%.*s\" is not irsearch://INDEX/ARTICLE, with "
                       "#START-END for a part",
                       shown(name), name.data);
    if (!text_equal(index, text_of(uuid)))
        return ir_fail(err, IR_NOT_FOUND,
                       "\"%.*s\" is of another index: this one is %s",
                       shown(name), name.data, uuid);
    return IR_OK;
}

enum ir_status found_open(struct ir_searcher *s, struct ir_text name,
                          size_t context, struct found *out,
                          struct ir_error *err)
{
    const struct ir_index_info *info;
    struct citation a = {.id = name};
    struct buf id = BUF_INIT;
    enum ir_status status = ir_info(s, &info, err);

    memset(out, 0, sizeof(*out));
    if (status == IR_OK)
        memcpy(out->uuid, info->uuid, sizeof(out->uuid));
    if (status == IR_OK && text_begins(name, CITATION_SCHEME))
        status = read_uri(name, out->uuid, &id, &a, err);
    if (status == IR_OK)
        status = get(s, &a, &out->article, err);
    if (status == IR_OK)
        status = take_part(&a, context, out, err);
    out->part = a.part;
    if (status != IR_OK)
        found_close(out);
    buf_free(&id);
    return status;
}

void found_close(struct found *f)
{
    ir_article_free(f->article);
    f->article = NULL;
}
