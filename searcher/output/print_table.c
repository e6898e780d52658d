/* The formats tsv and csv: a row for each hit, or for each value that is
 * counted, below a row of names. */
#include "searcher/output/columns.h"
#include "searcher/output/json.h"
#include "searcher/output/matching.h"
#include "searcher/output/print_text.h"
#include "text/visible.h"

#include <inttypes.h>

struct table {
    struct page *page;
    bool begun;  /* the row has a cell */
    size_t from; /* where it begins */
    struct buf cell, shown;
};

/* The text between separators, quoted where RFC 4180 has it. */
static void add_csv_cell(struct buf *out, struct ir_text cell)
{
    bool quoted =
        cell.size && (cell.data[0] == ' ' || cell.data[cell.size - 1] == ' ');

    for (size_t i = 0; i < cell.size && !quoted; i++)
        quoted = strchr(",\"\r\n", cell.data[i]) != NULL;
    buf_adds(out, quoted ? "\"" : "");
    for (size_t i = 0; i < cell.size; i++) {
        if (cell.data[i] == '"')
            buf_addc(out, '"');
        buf_addc(out, cell.data[i]);
    }
    buf_adds(out, quoted ? "\"" : "");
}

/* Tabs and line ends have no form of their own there: they become spaces. */
static void add_tsv_cell(struct buf *out, struct ir_text cell)
{
    for (size_t i = 0; i < cell.size; i++)
        buf_addc(out, strchr("\t\r\n", cell.data[i]) ? ' ' : cell.data[i]);
}

/* Add the cell that is in t->cell, and empty it.  People see no controls. */
static void add_cell(struct table *t)
{
    struct buf *out = t->page->out, *cell = &t->cell;

    if (!t->page->exact) {
        buf_clear(&t->shown);
        visible_add(&t->shown, buf_text(cell));
        cell = &t->shown;
    }
    if (t->begun)
        buf_addc(out, t->page->csv ? ',' : '\t');
    else
        t->from = out->size;
    if (t->page->csv)
        add_csv_cell(out, buf_text(cell));
    else
        add_tsv_cell(out, buf_text(cell));
    t->begun = true;
    buf_clear(&t->cell);
}

static void end_row(struct table *t)
{
    struct buf *out = t->page->out;

    if (!t->begun)
        return;
    /* Readers skip empty lines, which are no rows. */
    if (t->page->csv && out->size == t->from)
        buf_adds(out, "\"\"");
    buf_adds(out, t->page->csv ? "\r\n" : "\n");
    t->begun = false;
}

static void add_text_cell(struct table *t, struct ir_text value)
{
    buf_addt(&t->cell, value);
    add_cell(t);
}

static void add_number_cell(struct table *t, uint64_t value)
{
    buf_addf(&t->cell, "%" PRIu64, value);
    add_cell(t);
}

static void free_table(struct table *t)
{
    buf_free(&t->cell);
    buf_free(&t->shown);
}

/* ---- hits ---- */

static void choose(const struct page *page, struct columns *c)
{
    if (page->columns)
        *c = *page->columns;
    else
        columns_usual(c, page->qid.size != 0);
}

/* The names, once in a run. */
static void add_names(struct table *t, const struct columns *c)
{
    for (size_t i = 0; !t->page->headed && i < c->count; i++)
        add_text_cell(t, text_of(column_name(c, i)));
    end_row(t);
    t->page->headed = true;
}

static void add_row(struct table *t, const struct columns *c,
                    const struct row *row)
{
    for (size_t i = 0; i < c->count; i++) {
        column_add(c, i, row, &t->cell);
        add_cell(t);
    }
    end_row(t);
}

/* The rows of a hit: one, or one for each sentence that matches. */
static void add_hit(struct table *t, const struct columns *c,
                    const struct ir_hit *hit)
{
    const struct page *page = t->page;
    struct row row = {page->qid, hit, hit->start, hit->end, page->unit};
    struct matching m;

    if (!page->only) {
        add_row(t, c, &row);
        return;
    }
    matching_start(&m, hit);
    while (matching_next(&m, &row.start, &row.end))
        add_row(t, c, &row);
    matching_free(&m);
}

static void print_hits(struct table *t, const struct ir_results *r)
{
    struct columns c;

    choose(t->page, &c);
    add_names(t, &c);
    for (size_t i = 0; i < r->count; i++)
        add_hit(t, &c, r->hits[i]);
}

static void print_article(struct page *page, const struct ir_article *a)
{
    const struct ir_hit whole = {.article = a};
    const struct row row = {page->qid, &whole, 0, a->text.size, page->unit};
    struct table t = {.page = page};
    struct columns c;

    choose(page, &c);
    add_names(&t, &c);
    add_row(&t, &c, &row);
    free_table(&t);
}

/* ---- counts ---- */

/* Which numbers each row has besides that of articles. */
struct numbers {
    bool baseline, stories;
};

static void add_count_names(struct table *t, struct numbers n)
{
    static const char *const names[] = {"field",    "value", "articles",
                                        "baseline", "both",  "stories"};

    if (t->page->headed)
        return;
    if (t->page->qid.size)
        add_text_cell(t, TEXT("qid"));
    for (size_t i = 0; i < COUNT(names); i++)
        if (i < 3 || (i < 5 ? n.baseline : n.stories))
            add_text_cell(t, text_of(names[i]));
    end_row(t);
    t->page->headed = true;
}

static void add_bucket(struct table *t, struct ir_text field,
                       const struct ir_bucket *b, struct numbers n)
{
    if (t->page->qid.size)
        add_text_cell(t, t->page->qid);
    add_text_cell(t, field);
    add_text_cell(t, b->value);
    add_number_cell(t, b->articles);
    if (n.baseline) {
        add_number_cell(t, b->baseline);
        add_number_cell(t, b->both);
    }
    if (n.stories)
        add_number_cell(t, b->stories);
    end_row(t);
}

/* The matches that have no value are a row whose value is empty; how many of
 * these are in the baseline, and how many stories, is not known. */
static void add_without(struct table *t, struct ir_text field, uint64_t count,
                        struct numbers n)
{
    if (!count)
        return;
    if (t->page->qid.size)
        add_text_cell(t, t->page->qid);
    add_text_cell(t, field);
    add_text_cell(t, TEXT(""));
    add_number_cell(t, count);
    for (int i = (n.baseline ? 2 : 0) + n.stories; i; i--)
        add_text_cell(t, TEXT(""));
    end_row(t);
}

static void print_counts_table(struct table *t, const struct ir_results *r)
{
    const struct ir_timeline *line = r->timeline;
    const struct numbers n = {r->has_baseline, r->stories.relation == IR_EQ};

    add_count_names(t, n);
    for (size_t i = 0; i < r->facet_count; i++) {
        const struct ir_facet *f = r->facets[i];

        for (size_t j = 0; j < f->count; j++)
            add_bucket(t, f->field, f->buckets[j], n);
        add_without(t, f->field, f->without, n);
    }
    if (!line)
        return;
    for (size_t i = 0; i < line->count; i++)
        add_bucket(t, text_of(ir_interval_name(line->interval)),
                   line->buckets[i], n);
    add_without(t, text_of(ir_interval_name(line->interval)), line->undated, n);
}

static void print_results(struct page *page, const struct ir_results *r)
{
    struct table t = {.page = page};

    if (r->facet_count || r->timeline)
        print_counts_table(&t, r);
    else
        print_hits(&t, r);
    free_table(&t);
}

/* ---- words ---- */

static void print_suggestions(struct page *page, struct ir_text text,
                              const struct ir_suggestions *s)
{
    struct table t = {.page = page};

    (void)text;
    add_text_cell(&t, TEXT("word"));
    add_text_cell(&t, TEXT("articles"));
    end_row(&t);
    for (size_t i = 0; i < s->count; i++) {
        add_text_cell(&t, s->items[i].word);
        add_number_cell(&t, s->items[i].articles);
        end_row(&t);
    }
    free_table(&t);
}

static void print_terms(struct page *page, const struct ir_terms *terms)
{
    static const char *const names[] = {"word", "articles", "all", "score"};
    struct table t = {.page = page};

    for (size_t i = page->qid.size ? 0 : 1; !page->headed && i <= COUNT(names);
         i++)
        add_text_cell(&t, text_of(i ? names[i - 1] : "qid"));
    end_row(&t);
    page->headed = true;
    for (size_t i = 0; i < terms->count; i++) {
        if (page->qid.size)
            add_text_cell(&t, page->qid);
        add_text_cell(&t, terms->items[i]->word);
        add_number_cell(&t, terms->items[i]->articles);
        add_number_cell(&t, terms->items[i]->all);
        json_put_exact(&(struct json){&t.cell, false}, terms->items[i]->score);
        add_cell(&t);
        end_row(&t);
    }
    free_table(&t);
}

const struct output output_tsv = {
    .name = "tsv",
    .results = print_results,
    .article = print_article,
    .info = text_print_info,
    .suggestions = print_suggestions,
    .terms = print_terms,
    .verification = text_print_verification,
    .quotations = text_print_quotations,
    .error = text_print_error,
    .stats = text_print_stats,
};

const struct output output_csv = {
    .name = "csv",
    .results = print_results,
    .article = print_article,
    .info = text_print_info,
    .suggestions = print_suggestions,
    .terms = print_terms,
    .verification = text_print_verification,
    .quotations = text_print_quotations,
    .error = text_print_error,
    .stats = text_print_stats,
};
