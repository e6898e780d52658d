/* The line above a page of text: how many articles hold what. */
#include "searcher/output/print_text.h"
#include "text/visible.h"

#define ELLIPSIS "\xe2\x80\xa6"
#define QUERY_COLUMNS 60 /* of a query; the rest of a longer one is left out */

static void add_total(struct buf *out, const struct ir_total *total)
{
    static const char *const about[] = {
        [IR_EQ] = "", [IR_GE] = "at least ", [IR_LE] = "at most "};

    buf_adds(out, (size_t)total->relation < COUNT(about)
                      ? about[total->relation]
                      : "");
    buf_addf(out, "%llu", (unsigned long long)total->value);
}

/* The next part of a query before the operator, outside of quotes; empty at the
 * end, or if it is more than a word or a phrase. */
static struct ir_text next_word(struct ir_text *rest, const char *operator)
{
    struct ir_text word = {rest->data, 0};
    bool quoted = false;

    while (word.size < rest->size) {
        char c = rest->data[word.size];

        if (c == '"')
            quoted = !quoted;
        else if (!quoted && c == ' ')
            break;
        else if (!quoted && (c == '(' || c == ':'))
            return TEXT("");
        word.size++;
    }
    *rest = text_slice(*rest, word.size, rest->size);
    if (rest->size) {
        size_t skip = strlen(operator);

        if (rest->size < skip || memcmp(rest->data, operator, skip) != 0)
            return TEXT("");
        *rest = text_slice(*rest, skip, rest->size);
    }
    return word;
}

/* "gas, oil": true if the query is nothing but words and phrases. */
static bool add_words(struct buf *out, struct ir_text query,
                      const char *operator)
{
    while (query.size) {
        struct ir_text word = next_word(&query, operator);

        if (!word.size || text_equal(word, TEXT("NOT")))
            return false;
        buf_addt(out, word);
        buf_adds(out, query.size ? ", " : "");
    }
    return true;
}

/* Add text, cut after a word if it is long. */
static void add_cut(struct buf *out, struct ir_text text)
{
    size_t size = text.size;

    while (size && layout_columns(text_slice(text, 0, size)) > QUERY_COLUMNS)
        while (size && text.data[--size] != ' ')
            ;
    buf_addt(out, text_slice(text, 0, size));
    if (size < text.size)
        buf_adds(out, size ? " " ELLIPSIS : ELLIPSIS);
}

/* What articles hold, or match; true if it is a list of words. */
static bool add_query(struct buf *out, const struct ir_results *r, bool one)
{
    const bool any = r->match == IR_MATCH_ANY;
    struct buf words = BUF_INIT;
    bool list = add_words(&words, r->parsed, any ? " OR " : " AND ");

    if (list) {
        buf_adds(out, one ? "holds " : "hold ");
        if (any && memchr(words.data, ',', words.size))
            buf_adds(out, "any of ");
    } else {
        buf_clear(&words);
        buf_addt(&words, r->parsed);
        buf_adds(out, one ? "matches " : "match ");
    }
    add_cut(out, buf_text(&words));
    buf_free(&words);
    return list;
}

static void add_line(struct buf *out, const struct ir_results *r)
{
    bool one = r->articles.value <= 1, list;

    if (text_begins(r->query, "like:")) {
        buf_adds(out, "Articles like ");
        buf_addt(out, text_slice(r->query, strlen("like:"), r->query.size));
        return;
    }
    if (r->articles.value)
        add_total(out, &r->articles);
    else
        buf_adds(out, "No");
    buf_adds(out, one ? " article " : " articles ");
    list = add_query(out, r, one);
    if (!r->partial.value)
        return;
    buf_adds(out, "; ");
    add_total(out, &r->partial);
    buf_adds(out, list ? r->partial.value == 1 ? " holds some of them"
                                               : " hold some of them"
                       : " in part");
}

void print_total(struct page *page, const struct ir_results *r)
{
    struct buf line = BUF_INIT;
    struct layout l;

    if (!r->count || page->goes_on)
        return;
    add_line(&line, r);
    layout_start(&l, page->out, page->width, page_palette(page));
    layout_style(&l, STYLE_FAINT);
    layout_add(&l, buf_text(&line));
    layout_end(&l);
    buf_addc(page->out, '\n');
    buf_free(&line);
}
