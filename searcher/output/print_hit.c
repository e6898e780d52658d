/* What whole passages, brief text and articles to be read have in common. */
#include "searcher/output/link.h"
#include "searcher/output/print_text.h"
#include "text/visible.h"

#define OPEN "\xc2\xab" /* around a match where there is no colour */
#define CLOSE "\xc2\xbb"

void text_add_fact(struct buf *out, const char *between, struct ir_text fact)
{
    if (!fact.size)
        return;
    buf_adds(out, out->size ? between : "");
    buf_addt(out, fact);
}

void text_add_match(struct layout *l, struct ir_text match)
{
    layout_style(l, STYLE_MATCH);
    layout_add(l, l->palette ? TEXT("") : TEXT(OPEN));
    layout_add(l, match);
    layout_add(l, l->palette ? TEXT("") : TEXT(CLOSE));
    layout_style(l, STYLE_PLAIN);
}

void text_add_marked(struct layout *l, const struct ir_hit *hit,
                     enum ir_field field, size_t start, size_t end,
                     enum style style)
{
    struct ir_text text =
        field == IR_FIELD_TITLE ? hit->article->title : hit->article->text;

    for (size_t i = 0; i < hit->span_count; i++) {
        const struct ir_span *span = &hit->spans[i];

        if (span->field != field || span->start < start || span->end > end ||
            span->start > span->end)
            continue;
        layout_style(l, style);
        layout_add(l, output_part(text, start, span->start));
        layout_style(l, STYLE_MATCH);
        layout_add(l, output_part(text, span->start, span->end));
        start = span->end;
    }
    layout_style(l, style);
    layout_add(l, output_part(text, start, end));
}

void text_add_title(struct layout *l, const struct page *page,
                    const struct ir_hit *hit)
{
    const struct ir_article *a = hit->article;
    struct buf url = BUF_INIT;

    if (page->link && l->palette)
        link_add(&url, page->link, a);
    if (url.size)
        layout_link(l, buf_text(&url));
    layout_style(l, STYLE_TITLE);
    if (a->title.size)
        text_add_marked(l, hit, IR_FIELD_TITLE, 0, a->title.size, STYLE_TITLE);
    else
        layout_add_whole(l, a->id);
    layout_style(l, STYLE_PLAIN);
    if (url.size)
        layout_link(l, TEXT(""));
    buf_free(&url);
}

void text_add_parts(struct layout *l, const struct ir_hit *hit)
{
    struct buf line = BUF_INIT;

    for (size_t i = 0; i < hit->part_count; i++) {
        const struct ir_part *part = &hit->parts[i];

        buf_clear(&line);
        buf_addf(&line, "%8.4f  %s ", part->value, part->feature);
        visible_add(&line, part->term);
        layout_line(l);
        layout_add(l, buf_text(&line));
    }
    buf_free(&line);
}
