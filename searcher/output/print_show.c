/* An article for people to read: its headline and facts, its text in paragraphs
 * with the words of a query marked, and what it can be asked for by. */
#include "searcher/output/print_text.h"
#include "text/date.h"
#include "text/sentences.h"

/* An article as it is being printed. */
struct reading {
    struct layout layout;
    const struct ir_hit *hit;
    size_t span; /* the next one */
};

/* at, moved over white space; sets *line if there is a line end in it. */
static size_t skip_blank(struct ir_text text, size_t at, bool *line)
{
    *line = false;
    for (; at < text.size && strchr(" \t\r\n", text.data[at]) && text.data[at];
         at++)
        *line = *line || text.data[at] == '\n';
    return at;
}

/* Where the text begins, without a headline that has been printed already. */
static size_t text_start(const struct ir_article *a)
{
    bool line;
    size_t at = skip_blank(a->text, 0, &line), end = at + a->title.size, next;

    if (!a->title.size || !text_equal(output_part(a->text, at, end), a->title))
        return at;
    next = skip_blank(a->text, end, &line);
    return line ? next : at;
}

/* Source, date and byline, in one line. */
static void add_facts(struct layout *l, const struct ir_article *a)
{
    struct buf facts = BUF_INIT, date = BUF_INIT;

    text_add_fact(&facts, TEXT_DOT, a->source);
    if (a->has_date)
        date_add(&date, a->date, a->utc_offset, true);
    text_add_fact(&facts, TEXT_DOT, buf_text(&date));
    text_add_fact(&facts, TEXT_DOT, a->byline);
    if (facts.size) {
        layout_line(l);
        layout_style(l, STYLE_FAINT);
        layout_add(l, buf_text(&facts));
        layout_style(l, STYLE_PLAIN);
    }
    buf_free(&facts);
    buf_free(&date);
}

/* An empty line before what follows, unless nothing has been printed. */
static void add_gap(struct layout *l)
{
    bool some = l->begun || l->word_columns;

    layout_line(l);
    if (some)
        buf_addc(l->out, '\n');
}

/* Add part [start, end) of the text.  Its spans are in order, and one that goes
 * on behind the part is marked there, too. */
static void add_part(struct reading *r, size_t start, size_t end)
{
    struct ir_text text = r->hit->article->text;

    for (; r->span < r->hit->span_count; r->span++) {
        const struct ir_span *span = &r->hit->spans[r->span];

        if (span->field != IR_FIELD_BODY || span->start >= end)
            break;
        if (span->end <= start)
            continue;
        layout_add(&r->layout, output_part(text, start, span->start));
        if (start < span->start)
            start = span->start;
        text_add_match(
            &r->layout,
            output_part(text, start, span->end < end ? span->end : end));
        start = span->end;
        if (span->end > end)
            return;
    }
    layout_add(&r->layout, output_part(text, start, end));
}

static void add_paragraphs(struct reading *r)
{
    struct sentences s = SENTENCES_INIT;
    size_t end;

    sentences_find(&s, r->hit->article->text, text_start(r->hit->article));
    for (size_t i = 0; i < s.count; i = end) {
        end = i + 1;
        while (end < s.count && !(s.items[end].marks & SENTENCE_PARAGRAPH))
            end++;
        add_gap(&r->layout);
        add_part(r, s.items[i].start, s.items[end - 1].end);
    }
    sentences_free(&s);
}

/* The handle, the id, and the index if there are several. */
static void add_names(struct layout *l, const struct ir_article *a)
{
    layout_style(l, STYLE_FAINT);
    if (a->handle.size) {
        layout_add_whole(l, a->handle);
        layout_aside(l, layout_columns(a->id));
    }
    layout_add_whole(l, a->id);
    if (a->index.size) {
        layout_aside(l, layout_columns(a->index));
        layout_add_whole(l, a->index);
    }
    layout_style(l, STYLE_PLAIN);
}

void print_show(struct page *page, const struct ir_hit *hit)
{
    struct reading r = {.hit = hit};
    struct layout *l = &r.layout;

    if (page->goes_on)
        buf_adds(page->out, "\n\n");
    layout_start(l, page->out, page->width ? page->width : OUTPUT_PIPE_WIDTH,
                 page_palette(page));
    text_add_marked(l, hit, IR_FIELD_TITLE, 0, hit->article->title.size,
                    STYLE_TITLE);
    add_facts(l, hit->article);
    add_paragraphs(&r);
    add_gap(l);
    add_names(l, hit->article);
    layout_end(l);
}
