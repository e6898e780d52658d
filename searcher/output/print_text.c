/* The format text: numbered passages, with matches in colour, or in brief. */
#include "searcher/output/print_text.h"
#include "text/date.h"
#include "text/visible.h"

#define INDENT 3       /* of the lines below a title */
#define VALUES_SHOWN 8 /* of a field, of an index */

/* Add the score, and the source and date if known. */
static void describe(const struct ir_hit *hit, struct buf *out)
{
    const struct ir_article *a = hit->article;
    struct buf date = BUF_INIT;

    text_add_fact(out, TEXT_DOT, a->source);
    if (a->has_date)
        date_add(&date, a->date, a->utc_offset, true);
    text_add_fact(out, TEXT_DOT, buf_text(&date));
    buf_free(&date);
    buf_adds(out, out->size ? TEXT_DOT : "");
    buf_addf(out, "%.2f", hit->score);
}

static void add_heading(struct layout *l, const struct page *page,
                        const struct ir_hit *hit)
{
    struct buf number = BUF_INIT;

    buf_addf(&number, "%zu. ", hit->rank);
    layout_add(l, buf_text(&number));
    buf_free(&number);
    text_add_title(l, page, hit);
}

/* Add the description right-aligned, or on its own line if it does not fit. */
static void add_description(struct layout *l, const struct ir_hit *hit)
{
    struct buf text = BUF_INIT;

    describe(hit, &text);
    layout_gap(l, layout_columns(buf_text(&text)));
    layout_style(l, STYLE_FAINT);
    layout_add(l, buf_text(&text));
    layout_style(l, STYLE_PLAIN);
    buf_free(&text);
}

static void add_passage(struct layout *l, const struct ir_hit *hit)
{
    struct ir_text text = hit->article->text;

    if (hit->before < hit->start) {
        layout_style(l, STYLE_FAINT);
        layout_add(l, output_part(text, hit->before, hit->start));
    }
    text_add_marked(l, hit, IR_FIELD_BODY, hit->start, hit->end, STYLE_PLAIN);
    if (hit->after > hit->end) {
        layout_style(l, STYLE_FAINT);
        layout_add(l, output_part(text, hit->end, hit->after));
    }
    layout_style(l, STYLE_PLAIN);
}

static void add_place(struct layout *l, const struct page *page,
                      const struct ir_hit *hit)
{
    struct units u = units_of(page->unit, hit->article->text);
    struct buf place = BUF_INIT;
    size_t start = units_before(&u, hit->start);

    buf_addf(&place, " [%zu,%zu)", start, units_before(&u, hit->end));
    layout_style(l, STYLE_FAINT);
    layout_add_whole(l, hit->article->id);
    layout_add(l, buf_text(&place));
    layout_style(l, STYLE_PLAIN);
    for (size_t i = 0; i < hit->missing_count; i++) {
        layout_add(l, i ? TEXT(", ") : TEXT(" + missing: "));
        layout_add(l, hit->missing[i]);
    }
    buf_free(&place);
}

static void print_hit(struct page *page, const struct ir_hit *hit)
{
    struct layout l;

    layout_start(&l, page->out, page->width, page_palette(page));
    l.indent = INDENT;
    add_heading(&l, page, hit);
    add_description(&l, hit);
    layout_line(&l);
    add_passage(&l, hit);
    layout_line(&l);
    add_place(&l, page, hit);
    text_add_parts(&l, hit);
    layout_end(&l);
}

static void print_line(struct page *page, enum style style, struct ir_text text)
{
    struct layout l;

    layout_start(&l, page->out, page->width, page_palette(page));
    layout_style(&l, style);
    layout_add(&l, text);
    layout_end(&l);
}

static void print_results(struct page *page, const struct ir_results *r)
{
    if (page->only) {
        print_sentences(page, r);
        return;
    }
    if (page->qid.size && !page->goes_on) {
        struct buf line = BUF_INIT;

        buf_adds(&line, "== ");
        buf_addt(&line, page->qid);
        buf_adds(&line, ": ");
        buf_addt(&line, r->query);
        print_line(page, STYLE_TITLE, buf_text(&line));
        buf_free(&line);
    }
    if (!page->lists)
        print_total(page, r);
    if (page->brief)
        print_brief(page, r);
    for (size_t i = 0; !page->brief && i < r->count; i++) {
        if (i)
            buf_addc(page->out, '\n');
        print_hit(page, r->hits[i]);
    }
    print_counts(page, r);
    if (page->qid.size)
        buf_addc(page->out, '\n');
}

static void add_stat(struct buf *out, const char *name, struct ir_text text)
{
    buf_addf(out, "irsearch: %-7s", name);
    visible_add(out, text);
    buf_addc(out, '\n');
}

void text_print_stats(struct page *page, const struct ir_results *r)
{
    struct buf *out = page->out;

    add_stat(out, "query:", r->query);
    add_stat(out, "read:", r->parsed);
    add_stat(out, "store:", r->store);
    buf_addf(out, "irsearch: took:  %.1f ms\n", r->took_ms);
}

void text_print_article(struct page *page, const struct ir_article *a)
{
    buf_addt(page->out, a->text);
}

/* "en 21, fa 3 and 2 more; 4 without" */
static void add_values(struct buf *out, const char *name,
                       const struct ir_values *values)
{
    size_t shown = values->count < VALUES_SHOWN ? values->count : VALUES_SHOWN;

    buf_addf(out, "%-10s", name);
    for (size_t i = 0; i < shown; i++) {
        buf_adds(out, i ? ", " : " ");
        visible_add(out, values->items[i].name);
        buf_addf(out, " %llu", (unsigned long long)values->items[i].articles);
    }
    if (values->distinct > shown)
        buf_addf(out, " and %llu more",
                 (unsigned long long)(values->distinct - shown));
    if (!shown)
        buf_adds(out, " none known");
    else if (values->without)
        buf_addf(out, "; %llu without", (unsigned long long)values->without);
    buf_addc(out, '\n');
}

static void add_dates(struct buf *out, const struct ir_coverage *coverage)
{
    buf_adds(out, "published  ");
    visible_add(out,
                coverage->first.size ? coverage->first : TEXT("no date known"));
    if (coverage->first.size && !text_equal(coverage->first, coverage->last)) {
        buf_adds(out, " to ");
        visible_add(out, coverage->last);
    }
    if (coverage->first.size && coverage->undated)
        buf_addf(out, "; %llu undated", (unsigned long long)coverage->undated);
    buf_addc(out, '\n');
}

void text_print_info(struct page *page, const struct ir_index_info *info,
                     const struct ir_coverage *coverage)
{
    buf_adds(page->out, "uuid       ");
    visible_add(page->out, text_of(info->uuid));
    buf_addf(page->out, "\nrevision   %llu\narticles   %llu\n",
             (unsigned long long)info->revision,
             (unsigned long long)info->articles);
    if (coverage->stories)
        buf_addf(page->out, "stories    %llu\n",
                 (unsigned long long)coverage->stories);
    buf_addf(page->out, "sentences  %llu\nwords      %llu\ntext bytes %llu\n",
             (unsigned long long)info->sentences,
             (unsigned long long)info->words,
             (unsigned long long)info->text_bytes);
    add_dates(page->out, coverage);
    add_values(page->out, "languages", &coverage->langs);
    add_values(page->out, "sources", &coverage->sources);
    add_values(page->out, "sections", &coverage->sections);
    if (info->unverified)
        buf_addf(page->out, "not verified as it is read: %s\n",
                 info->unverified);
    if (coverage->rejected)
        buf_addf(page->out, "rejected   %llu in files as last read\n",
                 (unsigned long long)coverage->rejected);
}

/* As uniq -c prints them. */
void text_print_suggestions(struct page *page, struct ir_text text,
                            const struct ir_suggestions *suggestions)
{
    (void)text;
    for (size_t i = 0; i < suggestions->count; i++) {
        buf_addf(page->out, "%7llu ",
                 (unsigned long long)suggestions->items[i].articles);
        visible_add(page->out, suggestions->items[i].word);
        buf_addc(page->out, '\n');
    }
}

static void add_found(struct buf *out, const struct ir_verification *v)
{
    if (v->found)
        buf_addf(out, "; the quotation stands at [%zu,%zu)", v->quotation.start,
                 v->quotation.end);
    else if (v->quoted)
        buf_adds(out, "; the quotation does not stand in it");
}

void text_print_verification(struct page *page, struct ir_text citation,
                             const struct ir_verification *v)
{
    struct buf *out = page->out;

    visible_add(out, citation);
    switch (v->verdict) {
    case IR_VERDICT_HOLDS: buf_adds(out, ": holds"); break;
    case IR_VERDICT_GONE: buf_adds(out, ": there is no such article"); break;
    case IR_VERDICT_CHANGED:
        buf_adds(out, ": the article is another now, ");
        buf_adds(out, v->article->fingerprint);
        add_found(out, v);
        break;
    case IR_VERDICT_OUTSIDE:
        buf_addf(out, ": the text of %zu bytes has no such range",
                 v->article->text.size);
        add_found(out, v);
        break;
    case IR_VERDICT_OTHER:
        buf_adds(out, ": the text there is another");
        add_found(out, v);
        break;
    }
    buf_addc(out, '\n');
}

void text_print_error(struct page *page, const struct ir_error *error)
{
    buf_adds(page->out, "irsearch: ");
    visible_add(page->out, text_of(error->message));
    buf_addc(page->out, '\n');
}

const struct output output_text = {
    .name = "text",
    .results = print_results,
    .article = text_print_article,
    .show = print_show,
    .info = text_print_info,
    .suggestions = text_print_suggestions,
    .verification = text_print_verification,
    .quotations = text_print_quotations,
    .why = text_print_why,
    .terms = text_print_terms,
    .error = text_print_error,
    .stats = text_print_stats,
};
