/* The counts over all matches, as text: a line with a bar for each value. */
#include "searcher/output/print_text.h"
#include "text/visible.h"

#define BLOCK "\xe2\x96\x88" /* U+2588; its eighths are before it */
#define EIGHTHS 8
#define NUMBER_COLUMNS 9
#define SHARE_COLUMNS 8
#define VALUE_COLUMNS_MAX 40
#define BAR_COLUMNS_MAX 50
#define BAR_COLUMNS_MIN 10

/* How the lines of one facet are laid out. */
struct chart {
    struct page *page;
    size_t value_columns, bar_columns;
    uint64_t most; /* of all lines */
    bool shares;   /* there is a baseline */
    bool stories;  /* they are counted too */
};

static void add_spaces(struct buf *out, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_addc(out, ' ');
}

/* A bar as long as value is to most, in eighths of a column; at least one. */
static void add_bar(struct buf *out, uint64_t value, const struct chart *c)
{
    size_t room = c->bar_columns * EIGHTHS, eighths;

    if (!value || !c->most)
        return;
    eighths = (size_t)((double)value / (double)c->most * (double)room + 0.5);
    if (!eighths)
        eighths = 1;
    for (; eighths >= EIGHTHS; eighths -= EIGHTHS)
        buf_adds(out, BLOCK);
    if (eighths) {
        buf_addc(out, '\xe2');
        buf_addc(out, '\x96');
        buf_addc(out, (char)(0x90 - eighths)); /* U+258F is one eighth */
    }
}

/* "12.5 %" of the articles of the baseline. */
static void add_share(struct buf *out, const struct ir_bucket *b)
{
    struct buf share = BUF_INIT;

    if (b->baseline)
        buf_addf(&share, "%.1f %%",
                 100 * (double)b->both / (double)b->baseline);
    else
        buf_adds(&share, "-");
    add_spaces(out,
               share.size < SHARE_COLUMNS ? SHARE_COLUMNS - share.size : 1);
    buf_addt(out, buf_text(&share));
    buf_free(&share);
}

static void add_line(const struct chart *c, const struct ir_bucket *b)
{
    struct buf *out = c->page->out, value = BUF_INIT;
    size_t columns;

    visible_add(&value, b->value);
    columns = layout_columns(buf_text(&value));
    buf_adds(out, "  ");
    buf_addt(out, buf_text(&value));
    add_spaces(out,
               columns < c->value_columns ? c->value_columns - columns : 0);
    buf_addf(out, "%*llu", NUMBER_COLUMNS, (unsigned long long)b->articles);
    if (c->stories)
        buf_addf(out, "%*llu", NUMBER_COLUMNS, (unsigned long long)b->stories);
    if (c->shares)
        add_share(out, b);
    if (b->articles)
        buf_adds(out, "  ");
    add_bar(out, b->articles, c);
    buf_addc(out, '\n');
    buf_free(&value);
}

/* Are there fewer stories than articles in any of them? */
static bool have_copies(const struct ir_bucket *const *buckets, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (buckets[i]->stories && buckets[i]->stories < buckets[i]->articles)
            return true;
    return false;
}

static void add_lines(struct page *page, const struct ir_bucket *const *buckets,
                      size_t count)
{
    struct chart c = {.page = page, .stories = have_copies(buckets, count)};
    size_t width = page->width ? page->width : OUTPUT_PIPE_WIDTH, used;

    for (size_t i = 0; i < count; i++) {
        size_t columns = layout_columns(buckets[i]->value);

        if (columns > c.value_columns)
            c.value_columns = columns;
        if (buckets[i]->articles > c.most)
            c.most = buckets[i]->articles;
        c.shares = c.shares || buckets[i]->baseline;
    }
    if (c.value_columns > VALUE_COLUMNS_MAX)
        c.value_columns = VALUE_COLUMNS_MAX;
    used = 4 + c.value_columns + NUMBER_COLUMNS +
           (c.stories ? NUMBER_COLUMNS : 0) + (c.shares ? SHARE_COLUMNS : 0);
    c.bar_columns =
        width > used + BAR_COLUMNS_MIN ? width - used : BAR_COLUMNS_MIN;
    if (c.bar_columns > BAR_COLUMNS_MAX)
        c.bar_columns = BAR_COLUMNS_MAX;
    for (size_t i = 0; i < count; i++)
        add_line(&c, buckets[i]);
}

/* The line above: what is counted, and what is not in the lines below. */
static void add_heading(struct page *page, struct ir_text heading)
{
    struct layout l;

    layout_start(&l, page->out, page->width, page_palette(page));
    layout_style(&l, STYLE_TITLE);
    layout_add(&l, heading);
    layout_end(&l);
}

static void add_facet(struct page *page, const struct ir_facet *f)
{
    struct buf heading = BUF_INIT;

    buf_addt(&heading, f->field);
    if (have_copies(f->buckets, f->count))
        buf_adds(&heading, " (articles, stories)");
    if (f->distinct > f->count)
        buf_addf(&heading, ": %zu of %llu values", f->count,
                 (unsigned long long)f->distinct);
    if (f->without)
        buf_addf(&heading, "%s %llu without",
                 f->distinct > f->count ? ";" : ":",
                 (unsigned long long)f->without);
    add_heading(page, buf_text(&heading));
    add_lines(page, f->buckets, f->count);
    buf_free(&heading);
}

static void add_timeline(struct page *page, const struct ir_timeline *t)
{
    struct buf heading = BUF_INIT;

    buf_addf(&heading, "articles%s by %s",
             have_copies(t->buckets, t->count) ? " and stories" : "",
             ir_interval_name(t->interval));
    if (!text_equal(t->zone, TEXT("article"))) {
        buf_adds(&heading, " in ");
        buf_addt(&heading, t->zone);
    }
    if (t->undated)
        buf_addf(&heading, ": %llu undated", (unsigned long long)t->undated);
    add_heading(page, buf_text(&heading));
    add_lines(page, t->buckets, t->count);
    buf_free(&heading);
}

void print_counts(struct page *page, const struct ir_results *r)
{
    bool after = r->count != 0;

    for (size_t i = 0; i < r->facet_count; i++) {
        buf_adds(page->out, after ? "\n" : "");
        add_facet(page, r->facets[i]);
        after = true;
    }
    if (!r->timeline)
        return;
    buf_adds(page->out, after ? "\n" : "");
    add_timeline(page, r->timeline);
}
