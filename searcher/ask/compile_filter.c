/* Filters as the store knows them. */
#include "article/terms.h"
#include "searcher/ask/compile.h"

static struct store_query *range(unsigned slot, int64_t low, int64_t high)
{
    struct buf begin = BUF_INIT, end = BUF_INIT;
    struct store_query *q;

    value_number(&begin, low);
    value_number(&end, high);
    q = store_query_range(slot, buf_text(&begin), buf_text(&end));
    buf_free(&begin);
    buf_free(&end);
    return q;
}

static const char *prefix_of(enum query_field field)
{
    switch (field) {
    case FIELD_SOURCE: return "XSO";
    case FIELD_SECTION: return "XSE";
    case FIELD_LANG: return "L";
    case FIELD_BYLINE:
    case FIELD_DATELINE:
    case FIELD_URL:
    case FIELD_ID: break;
    }
    return NULL;
}

static struct store_query *field(const struct plan_filter *f)
{
    const char *prefix = prefix_of(f->field);
    struct buf name = BUF_INIT;
    struct store_query *q;

    if (!f->text.size && !f->prefix)
        return store_query_join(STORE_OR, NULL, 0);
    if (!prefix && (f->field != FIELD_ID || f->prefix))
        return store_query_all();
    if (f->field == FIELD_ID)
        term_unique(&name, buf_text(&f->text));
    else
        term_word(&name, prefix, buf_text(&f->text));
    q = store_query_scale(store_query_term(buf_text(&name), 1), 0);
    buf_free(&name);
    return q;
}

struct store_query *compile_filter(const struct plan_filter *f)
{
    switch (f->kind) {
    case FILTER_DATE: return range(SLOT_DATE, f->low, f->high);
    case FILTER_LENGTH: return range(SLOT_WORDS, f->low, f->high);
    case FILTER_FIELD: break;
    }
    return field(f);
}
