/* Search and hits without structs, for languages that cannot read irsearch.h:
 * they would have to lay out each struct a second time. */
#include "base/base.h"

enum ir_status ir_search_text(struct ir_searcher *s, const char *query,
                              size_t limit, struct ir_results **out,
                              struct ir_error *err)
{
    struct ir_request request;

    ir_request_init(&request);
    request.query = text_of(query);
    request.limit = limit;
    return ir_search(s, &request, out, err);
}

size_t ir_hit_count(const struct ir_results *results)
{
    return results->count;
}

/* The i-th hit, or one whose texts are empty. */
static const struct ir_hit *hit_at(const struct ir_results *results, size_t i)
{
    static const struct ir_article no_article;
    static const struct ir_hit no_hit = {.article = &no_article};

    return i < results->count ? results->hits[i] : &no_hit;
}

static const char *give(struct ir_text text, size_t *size)
{
    *size = text.size;
    return text.data;
}

const char *ir_hit_id(const struct ir_results *results, size_t i, size_t *size)
{
    return give(hit_at(results, i)->article->id, size);
}

const char *ir_hit_title(const struct ir_results *results, size_t i,
                         size_t *size)
{
    return give(hit_at(results, i)->article->title, size);
}

const char *ir_hit_passage(const struct ir_results *results, size_t i,
                           size_t *size)
{
    const struct ir_hit *hit = hit_at(results, i);
    struct ir_text passage = hit->article->text;

    if (passage.size) {
        passage.data += hit->start;
        passage.size = hit->end - hit->start;
    }
    return give(passage, size);
}

double ir_hit_score(const struct ir_results *results, size_t i)
{
    return hit_at(results, i)->score;
}
