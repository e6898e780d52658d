/* Tells whether citations hold. */
#include "base/buf.h"
#include "text/citation.h"

#include <stdlib.h>
#include <string.h>

/* The whole text, or the part that the citation names. */
static struct citation read_citation(struct ir_text name)
{
    struct citation c;

    if (citation_split(name, &c) && c.part == CITATION_BYTES)
        return c;
    memset(&c, 0, sizeof(c));
    c.id = name;
    citation_take_fingerprint(&c.id, &c);
    return c;
}

static bool is_boundary(struct ir_text text, size_t at)
{
    return at == text.size || ((unsigned char)text.data[at] & 0xc0) != 0x80;
}

static bool has_range(struct ir_text text, struct ir_range r)
{
    return r.start <= r.end && r.end <= text.size &&
           is_boundary(text, r.start) && is_boundary(text, r.end);
}

/* Does the article have the fingerprint that is cited, if one is? */
static bool is_unchanged(const struct ir_article *a, const struct citation *c)
{
    return c->fingerprint.size <= strlen(a->fingerprint) &&
           (!c->fingerprint.size ||
            !memcmp(a->fingerprint, c->fingerprint.data, c->fingerprint.size));
}

/* Find the occurrence of the quotation that begins nearest to the range. */
static void find_quotation(struct ir_verification *v, struct ir_text quotation)
{
    struct ir_text text = v->article->text;
    size_t from = 0, least = SIZE_MAX;
    const char *at;

    while (quotation.size <= text.size - from &&
           (at = memmem(text.data + from, text.size - from, quotation.data,
                        quotation.size))) {
        size_t start = (size_t)(at - text.data);
        size_t away = start < v->range.start ? v->range.start - start
                                             : start - v->range.start;

        from = start + 1;
        if (away >= least)
            continue;
        least = away;
        v->found = true;
        v->quotation = (struct ir_range){start, start + quotation.size};
    }
}

static enum ir_verdict judge(struct ir_verification *v,
                             const struct citation *c, struct ir_text quotation)
{
    const struct ir_article *a = v->article;
    struct ir_text cited;

    v->range = (struct ir_range){0, a->text.size};
    if (c->part == CITATION_BYTES)
        v->range = (struct ir_range){c->first, c->last};
    v->quoted = quotation.size > 0;
    if (v->quoted)
        find_quotation(v, quotation);
    if (!is_unchanged(a, c))
        return IR_VERDICT_CHANGED;
    if (!has_range(a->text, v->range))
        return IR_VERDICT_OUTSIDE;
    cited = text_trim(text_slice(a->text, v->range.start, v->range.end),
                      BYTES_SPACE);
    return !v->quoted || text_equal(cited, quotation) ? IR_VERDICT_HOLDS
                                                      : IR_VERDICT_OTHER;
}

enum ir_status ir_verify(struct ir_searcher *s, struct ir_text citation,
                         struct ir_text quotation, struct ir_verification **out,
                         struct ir_error *err)
{
    struct citation c = read_citation(citation);
    struct ir_verification *v;
    struct ir_article *article = NULL;
    enum ir_status status;

    if (!c.id.size || c.id.size > IR_ID_MAX)
        return ir_fail(err, IR_INVALID, "\"%.*s\" is not a citation",
                       citation.size < 80 ? (int)citation.size : 80,
                       citation.data);
    if (quotation.size > IR_QUOTATION_MAX)
        return ir_fail(err, IR_LIMIT, "a quotation of %zu bytes: at most %d",
                       quotation.size, IR_QUOTATION_MAX);
    status = ir_get(s, c.id, &article, err);
    if (status != IR_OK && status != IR_NOT_FOUND)
        return status;
    v = xcalloc(1, sizeof(*v));
    v->article = article;
    v->verdict = article ? judge(v, &c, text_trim(quotation, BYTES_SPACE))
                         : IR_VERDICT_GONE;
    *out = v;
    return IR_OK;
}

void ir_verification_free(struct ir_verification *v)
{
    if (!v)
        return;
    ir_article_free((struct ir_article *)(uintptr_t)v->article);
    free(v);
}
