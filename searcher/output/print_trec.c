/* The format trec, for trec_eval: qid Q0 docid rank score tag. */
#include "searcher/output/json.h"
#include "searcher/output/print_text.h"
#include "text/utf8.h"
#include "text/visible.h"

#include <ctype.h>

static bool is_space(uint32_t code)
{
    return code <= ' ' || code == 0x85 || code == 0xa0 || code == 0x1680 ||
           (code >= 0x2000 && code <= 0x200a) || code == 0x2028 ||
           code == 0x2029 || code == 0x202f || code == 0x205f || code == 0x3000;
}

/* Would this be decoded as an encoded byte? */
static bool looks_encoded(struct ir_text text, size_t at)
{
    return text.data[at] == '%' && text.size - at > 2 &&
           isxdigit((unsigned char)text.data[at + 1]) &&
           isxdigit((unsigned char)text.data[at + 2]);
}

/*
 * Columns are separated by spaces, so white space is percent-encoded (%20), as
 * are unsafe characters, invalid UTF-8, and a "%" that looks like an encoded
 * byte.  Decoding restores the exact text.
 */
static void add_column(struct buf *out, struct ir_text text)
{
    for (size_t at = 0; at < text.size;) {
        size_t from = at;
        uint32_t code = utf8_next(text.data, text.size, &at);
        bool broken = code == 0xfffd && at == from + 1;

        if (!broken && !is_space(code) && !visible_unsafe(code) &&
            !looks_encoded(text, from)) {
            buf_add(out, text.data + from, at - from);
            continue;
        }
        for (; from < at; from++)
            buf_addf(out, "%%%02X", (unsigned char)text.data[from]);
    }
}

static void print_results(struct page *page, const struct ir_results *r)
{
    struct buf *out = page->out;

    for (size_t i = 0; i < r->count; i++) {
        const struct ir_hit *hit = r->hits[i];

        add_column(out, page->qid.size ? page->qid : TEXT("1"));
        buf_adds(out, " Q0 ");
        add_column(out, hit->article->id);
        if (!page->articles)
            buf_addf(out, "#%u-%u", hit->first, hit->last);
        buf_addf(out, " %zu ", hit->rank);
        json_put_exact(&(struct json){out, false}, hit->score);
        buf_addc(out, ' ');
        add_column(out, page->tag);
        buf_addc(out, '\n');
    }
}

const struct output output_trec = {
    .name = "trec",
    .results = print_results,
    .article = text_print_article,
    .info = text_print_info,
    .suggestions = text_print_suggestions,
    .verification = text_print_verification,
    .quotations = text_print_quotations,
    .error = text_print_error,
    .stats = text_print_stats,
};
