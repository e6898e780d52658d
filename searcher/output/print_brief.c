/* Text for people who look for an article: one hit an article, with a snippet
 * of at most two lines. */
#include "searcher/output/print_text.h"
#include "text/date.h"
#include "text/visible.h"

#define BETWEEN "  " /* facts */
#define ELLIPSIS "\xe2\x80\xa6"
#define LINES 2   /* of a snippet */
#define INDENT 4  /* of a snippet, and the width of a number and a space */
#define SOURCES 3 /* of copies that are named */
#define UNUSED 6  /* columns at the end of a line, where no word fits */
#define ASIDE 14  /* columns of "+2 passages" */
#define MARKS 8   /* columns of marks, where there is no colour */
#define COLUMNS_LEAST 40 /* of a snippet, however narrow the page */

size_t output_snippet_columns(const struct page *page)
{
    size_t line = page->width ? page->width : OUTPUT_PIPE_WIDTH;
    size_t unused = UNUSED + ASIDE + (page->colour ? 0 : MARKS), all;

    line -= line > INDENT ? INDENT : 0;
    all = LINES * line > unused ? LINES * line - unused : 0;
    all = all > COLUMNS_LEAST ? all : COLUMNS_LEAST;
    return all < IR_SNIPPET_MAX ? all : IR_SNIPPET_MAX;
}

/* ---- the first line ---- */

/* The score if it is to be explained, source, date, handle. */
static void add_facts(struct layout *l, const struct ir_hit *hit)
{
    const struct ir_article *a = hit->article;
    struct buf facts = BUF_INIT, one = BUF_INIT;

    if (hit->part_count)
        buf_addf(&facts, "%.2f", hit->score);
    text_add_fact(&facts, BETWEEN, a->source);
    if (a->has_date)
        date_add(&one, a->date, a->utc_offset, true);
    text_add_fact(&facts, BETWEEN, buf_text(&one));
    text_add_fact(&facts, BETWEEN, a->handle);
    if (facts.size) {
        layout_gap(l, layout_columns(buf_text(&facts)));
        layout_style(l, STYLE_FAINT);
        layout_add_whole(l, buf_text(&facts));
        layout_style(l, STYLE_PLAIN);
    }
    buf_free(&facts);
    buf_free(&one);
}

/* ---- what else there is ---- */

static void add_aside(struct layout *l, struct ir_text text)
{
    layout_aside(l, layout_columns(text));
    layout_style(l, STYLE_FAINT);
    layout_add_whole(l, text);
    layout_style(l, STYLE_PLAIN);
}

static void add_passages(struct layout *l, const struct ir_hit *hit)
{
    struct buf text = BUF_INIT;

    if (hit->passages < 2)
        return;
    buf_addf(&text, "+%zu passage%s", hit->passages - 1,
             hit->passages > 2 ? "s" : "");
    add_aside(l, buf_text(&text));
    buf_free(&text);
}

/* "3 copies: Reuters, AFP" */
static void add_copies(struct layout *l, const struct ir_story *story)
{
    struct buf text = BUF_INIT;
    size_t named = 0;

    if (!story || !story->count)
        return;
    buf_addf(&text, "%llu cop%s", (unsigned long long)story->count,
             story->count > 1 ? "ies" : "y");
    for (size_t i = 0; i < story->copy_count && named < SOURCES; i++) {
        struct ir_text source = story->copies[i]->source;
        size_t before = 0;

        while (before < i && !text_equal(story->copies[before]->source, source))
            before++;
        if (!source.size || before < i)
            continue;
        buf_adds(&text, named++ ? ", " : ": ");
        visible_add(&text, source);
    }
    add_aside(l, buf_text(&text));
    buf_free(&text);
}

/* partial: say what is missing, which is no news where any word is enough. */
static void add_others(struct layout *l, const struct ir_hit *hit, bool partial)
{
    const struct ir_article *a = hit->article;
    struct buf text = BUF_INIT;

    add_copies(l, hit->story);
    for (size_t i = 0; partial && i < hit->missing_count; i++) {
        buf_adds(&text, i ? ", " : "without: ");
        buf_addt(&text, hit->missing[i]);
    }
    if (text.size)
        add_aside(l, buf_text(&text));
    if (a->index.size)
        add_aside(l, a->index);
    if (!a->handle.size && a->title.size)
        add_aside(l, a->id);
    buf_free(&text);
}

/* ---- the snippet ---- */

/* Add the first size bytes of the snippet, with its matches marked. */
static void add_snippet(struct layout *l, const struct ir_snippet *s,
                        size_t size)
{
    size_t at = 0;

    for (size_t i = 0; i < s->mark_count && s->marks[i].end <= size; i++) {
        layout_add(l, output_part(s->text, at, s->marks[i].start));
        at = s->marks[i].end;
        text_add_match(l, output_part(s->text, s->marks[i].start, at));
    }
    layout_add(l, output_part(s->text, at, size));
    if (size < s->text.size)
        layout_add(l, TEXT(" " ELLIPSIS));
}

/* A hit, and which asides its lines are to have. */
struct brief {
    const struct page *page;
    const struct ir_hit *hit;
    bool partial, others;
};

/* Of the first size bytes of the snippet, and of what follows it. */
static size_t lines_of(const struct brief *b, size_t size)
{
    struct buf text = BUF_INIT;
    struct layout l;
    size_t lines = 0;

    layout_start(&l, &text, b->page->width, page_palette(b->page));
    l.indent = l.column = INDENT;
    add_snippet(&l, b->hit->snippet, size);
    add_passages(&l, b->hit);
    if (b->others)
        add_others(&l, b->hit, b->partial);
    layout_end(&l);
    for (size_t i = 0; i < text.size; i++)
        lines += text.data[i] == '\n';
    buf_free(&text);
    return lines;
}

/* The last place before `at' where a line may end: at a space or beside a wide
 * character; 0: none. */
static size_t break_before(struct ir_text text, size_t at)
{
    size_t end = at;

    while (at) {
        at--;
        if (((unsigned char)text.data[at] & 0xc0) == 0x80)
            continue;
        if (text.data[at] == ' ' ||
            layout_columns(text_slice(text, at, end)) == 2)
            break;
        end = at;
    }
    return at;
}

/* The most of it that fits: wrapping and marks may take more than expected. */
static size_t most_beside(const struct brief *b)
{
    size_t size = b->hit->snippet->text.size;

    while (size && lines_of(b, size) > LINES)
        size = break_before(b->hit->snippet->text, size);
    return size;
}

/* Where all asides would take a third of it, only the number of passages is beside
 * it, and the others follow. */
static size_t fitting(const struct page *page, const struct ir_hit *hit,
                      bool partial)
{
    struct brief b = {page, hit, partial, true};
    size_t whole = hit->snippet->text.size, size = most_beside(&b);

    if (size > whole / 3 * 2)
        return size;
    b.others = false;
    size = most_beside(&b);
    return size ? size : whole;
}

/* Instead of a snippet that has been read already. */
static void add_same(struct layout *l, const struct ir_hit *same)
{
    struct buf text = BUF_INIT;

    buf_addf(&text, "the same words as %zu", same->rank);
    layout_style(l, STYLE_FAINT);
    layout_add(l, buf_text(&text));
    layout_style(l, STYLE_PLAIN);
    buf_free(&text);
}

/* The hit before this one whose snippet has the same words, or NULL. */
static const struct ir_hit *same_before(const struct ir_results *r, size_t at)
{
    const struct ir_snippet *s = r->hits[at]->snippet;

    for (size_t i = 0; s && s->text.size && i < at; i++)
        if (r->hits[i]->snippet &&
            text_equal(r->hits[i]->snippet->text, s->text))
            return r->hits[i];
    return NULL;
}

static void print_hit(struct page *page, const struct ir_results *r, size_t at)
{
    const struct ir_hit *hit = r->hits[at], *same = same_before(r, at);
    const struct ir_snippet *s = hit->snippet;
    bool partial = r->match == IR_MATCH_PARTIAL;
    struct buf number = BUF_INIT;
    struct layout l;

    layout_start(&l, page->out, page->width, page_palette(page));
    l.indent = INDENT;
    buf_addf(&number, "%*zu ", INDENT - 1, hit->rank);
    layout_add_whole(&l, buf_text(&number));
    buf_free(&number);
    text_add_title(&l, page, hit);
    add_facts(&l, hit);
    layout_line(&l);
    if (same)
        add_same(&l, same);
    else if (s)
        add_snippet(&l, s, fitting(page, hit, partial));
    add_passages(&l, hit);
    add_others(&l, hit, partial);
    text_add_parts(&l, hit);
    layout_end(&l);
}

void print_brief(struct page *page, const struct ir_results *r)
{
    struct page own = *page;

    if (!own.width)
        own.width = OUTPUT_PIPE_WIDTH;
    for (size_t i = 0; i < r->count; i++) {
        if (i)
            buf_addc(page->out, '\n');
        print_hit(&own, r, i);
    }
}
