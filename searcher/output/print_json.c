/* The formats json, one document for each answer, and jsonl, one line for each
 * hit. */
#include "searcher/output/json.h"
#include "searcher/output/output.h"
#include "text/citation.h"
#include "text/date.h"

/* Add a range of text in the unit of the page. */
static void add_ends(struct json *j, struct units *u, size_t start, size_t end)
{
    json_key_number(j, "start", units_before(u, start));
    json_key_number(j, "end", units_before(u, end));
}

static void add_date(struct json *j, const struct ir_article *a)
{
    struct buf date = BUF_INIT;

    if (a->has_date)
        date_add(&date, a->date, a->utc_offset, a->date_only);
    json_key_text_or_null(j, "date", buf_text(&date));
    buf_free(&date);
}

static void add_sources(struct json *j, const struct ir_story *story)
{
    json_key(j, "sources");
    json_open(j, '[');
    for (size_t i = 0; i < story->copy_count; i++) {
        struct ir_text source = story->copies[i]->source;
        size_t before = 0;

        while (before < i && !text_equal(story->copies[before]->source, source))
            before++;
        if (source.size && before == i)
            json_put_text(j, source);
    }
    json_close(j, ']');
}

/* The copies of an article; story may be NULL: they are not known. */
static void add_copies(struct json *j, const struct ir_story *story)
{
    json_key(j, "copies");
    json_open(j, '{');
    if (story) {
        json_key_number(j, "count", story->count);
        json_key(j, "ids");
        json_open(j, '[');
        for (size_t i = 0; i < story->copy_count; i++)
            json_put_text(j, story->copies[i]->id);
        json_close(j, ']');
        add_sources(j, story);
        json_key_text_or_null(j, "first", story->first);
    } else {
        json_key_null(j, "count");
        json_key_null(j, "ids");
        json_key_null(j, "sources");
        json_key_null(j, "first");
    }
    json_close(j, '}');
}

/* Add the members of an article to an open object. */
static void add_article(struct json *j, const struct ir_article *a,
                        const struct ir_story *story)
{
    json_key_text(j, "id", a->id);
    json_key_text_or_null(j, "fingerprint", text_of(a->fingerprint));
    json_key_text_or_null(j, "handle", a->handle);
    json_key_text_or_null(j, "index", a->index);
    json_key_text_or_null(j, "title", a->title);
    json_key_text_or_null(j, "source", a->source);
    json_key_text_or_null(j, "section", a->section);
    json_key_text_or_null(j, "byline", a->byline);
    json_key_text_or_null(j, "lang", a->lang);
    add_date(j, a);
    json_key_text_or_null(j, "url", a->url);
    json_key_text_or_null(j, "path", a->path);
    json_key_number(j, "words", a->words);
    add_copies(j, story);
}

static void add_passage(struct json *j, const struct page *page,
                        const struct ir_hit *hit)
{
    struct ir_text text = hit->article->text;
    struct units u = units_of(page->unit, text);

    json_key(j, "passage");
    json_open(j, '{');
    json_key(j, "sentences");
    json_open(j, '[');
    json_put_number(j, hit->first);
    json_put_number(j, hit->last);
    json_close(j, ']');
    add_ends(j, &u, hit->start, hit->end);
    json_key_text(j, "text", output_part(text, hit->start, hit->end));
    json_key_text_or_null(j, "before",
                          output_part(text, hit->before, hit->start));
    json_key_text_or_null(j, "after", output_part(text, hit->end, hit->after));
    json_close(j, '}');
}

static void add_snippet(struct json *j, const struct page *page,
                        const struct ir_snippet *snippet)
{
    static const struct ir_snippet none;
    struct units u;

    if (!snippet)
        snippet = &none;
    u = units_of(page->unit, snippet->text);
    json_key(j, "snippet");
    json_open(j, '{');
    json_key_text(j, "text", snippet->text);
    json_key(j, "highlights");
    json_open(j, '[');
    for (size_t i = 0; i < snippet->mark_count; i++) {
        json_open(j, '{');
        add_ends(j, &u, snippet->marks[i].start, snippet->marks[i].end);
        json_key_number(j, "match", snippet->spans[i]);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void add_match(struct json *j, struct units *u,
                      const struct ir_span *span)
{
    bool title = span->field == IR_FIELD_TITLE;

    json_open(j, '{');
    add_ends(j, u, span->start, span->end);
    json_key_text(j, "text", output_part(u->text, span->start, span->end));
    json_key_text(j, "term", span->term);
    json_key_string(j, "field", title ? "title" : "body");
    json_key_string(j, "how", ir_how_name(span->how));
    json_close(j, '}');
}

static void add_matches(struct json *j, const struct page *page,
                        const struct ir_hit *hit)
{
    struct units body = units_of(page->unit, hit->article->text);
    struct units title = units_of(page->unit, hit->article->title);

    json_key(j, "matches");
    json_open(j, '[');
    for (size_t i = 0; i < hit->span_count; i++)
        add_match(j, hit->spans[i].field == IR_FIELD_TITLE ? &title : &body,
                  &hit->spans[i]);
    json_close(j, ']');
}

static void add_names(struct json *j, const struct ir_hit *hit)
{
    const struct ir_article *a = hit->article;
    struct buf name = BUF_INIT;

    buf_addt(&name, a->id);
    buf_addf(&name, "#%u-%u", hit->first, hit->last);
    json_key_text(j, "id", buf_text(&name));
    buf_clear(&name);
    citation_add(&name, a->id, a->fingerprint, hit->start, hit->end);
    json_key_text(j, "citation", buf_text(&name));
    buf_free(&name);
}

static void add_parts(struct json *j, const struct ir_hit *hit)
{
    if (!hit->part_count) {
        json_key_null(j, "explain");
        return;
    }
    json_key(j, "explain");
    json_open(j, '{');
    json_key(j, "parts");
    json_open(j, '[');
    for (size_t i = 0; i < hit->part_count; i++) {
        const struct ir_part *part = &hit->parts[i];

        json_open(j, '{');
        json_key_string(j, "feature", part->feature);
        json_key_text_or_null(j, "term", part->term);
        json_key(j, "value");
        json_put_exact(j, part->value);
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static void add_hit(struct json *j, const struct page *page,
                    const struct ir_hit *hit)
{
    json_open(j, '{');
    if (page->qid.size)
        json_key_text(j, "qid", page->qid);
    json_key_number(j, "rank", hit->rank);
    json_key(j, "score");
    json_put_exact(j, hit->score);
    add_names(j, hit);
    json_key(j, "article");
    json_open(j, '{');
    add_article(j, hit->article, hit->story);
    json_close(j, '}');
    add_passage(j, page, hit);
    json_key_number(j, "passages", hit->passages);
    add_snippet(j, page, hit->snippet);
    add_matches(j, page, hit);
    json_key(j, "missing");
    json_open(j, '[');
    for (size_t i = 0; i < hit->missing_count; i++)
        json_put_text(j, hit->missing[i]);
    json_close(j, ']');
    add_parts(j, hit);
    json_close(j, '}');
}

/* Add all members of a document but its schema, qid and hits. */
static void add_envelope(struct json *j, const struct page *page,
                         const struct ir_results *r)
{
    json_key_query(j, page, r);
    json_key_index(j, r->index);
    json_key(j, "total");
    json_open(j, '{');
    json_key_total(j, "articles", &r->articles);
    json_key_total(j, "partial", &r->partial);
    if (r->stories.relation == IR_EQ)
        json_key_total(j, "stories", &r->stories);
    else
        json_key_null(j, "stories");
    json_close(j, '}');
    json_key_number(j, "offset", r->offset);
    json_key_number(j, "limit", r->limit);
    json_key_text_or_null(j, "next", r->next);
    json_key(j, "took_ms");
    json_put_decimal(j, r->took_ms);
    json_key(j, "timed_out");
    json_put_bool(j, r->timed_out);
    json_key(j, "truncated");
    json_put_bool(j, false);
    json_key_string(j, "offset_unit", unit_name(page->unit));
    json_key_counts(j, r);
}

static struct json start(struct page *page)
{
    struct json j = {page->out, false};

    json_open(&j, '{');
    return j;
}

static void finish(struct json *j)
{
    json_close(j, '}');
    buf_addc(j->out, '\n');
}

static void print_document(struct page *page, const struct ir_results *r)
{
    struct json j = start(page);

    json_key_string(&j, "schema", IR_SCHEMA);
    if (page->qid.size)
        json_key_text(&j, "qid", page->qid);
    add_envelope(&j, page, r);
    json_key(&j, "hits");
    json_open(&j, '[');
    for (size_t i = 0; i < r->count; i++) {
        struct page inner = {.out = page->out, .unit = page->unit};

        add_hit(&j, &inner, r->hits[i]);
    }
    json_close(&j, ']');
    finish(&j);
}

/* One line for each hit; with --limit 0 or --count, one with the totals. */
static void print_lines(struct page *page, const struct ir_results *r)
{
    if (!r->limit)
        print_document(page, r);
    for (size_t i = 0; i < r->count; i++) {
        struct json j = {page->out, false};

        add_hit(&j, page, r->hits[i]);
        buf_addc(page->out, '\n');
    }
}

/* jsonl prints only hits, so --stats prints the rest of the document. */
static void print_stats(struct page *page, const struct ir_results *r)
{
    struct json j = start(page);

    json_key_string(&j, "schema", IR_SCHEMA);
    if (page->qid.size)
        json_key_text(&j, "qid", page->qid);
    add_envelope(&j, page, r);
    finish(&j);
}

static void print_article(struct page *page, const struct ir_article *a)
{
    struct json j = start(page);

    add_article(&j, a, NULL);
    json_key_text(&j, "text", a->text);
    finish(&j);
}

static const char *verdict_name(enum ir_verdict verdict)
{
    static const char *const names[] = {[IR_VERDICT_HOLDS] = "holds",
                                        [IR_VERDICT_GONE] = "gone",
                                        [IR_VERDICT_CHANGED] = "changed",
                                        [IR_VERDICT_OUTSIDE] = "outside",
                                        [IR_VERDICT_OTHER] = "other"};

    return (size_t)verdict < COUNT(names) ? names[verdict] : "other";
}

static void add_range(struct json *j, const char *key, struct units *u,
                      struct ir_range range)
{
    if (!u) {
        json_key_null(j, key);
        return;
    }
    json_key(j, key);
    json_open(j, '{');
    add_ends(j, u, range.start, range.end);
    json_close(j, '}');
}

static void print_verification(struct page *page, struct ir_text citation,
                               const struct ir_verification *v)
{
    struct json j = start(page);
    const struct ir_article *a = v->article;
    struct units u = units_of(page->unit, a ? a->text : TEXT(""));
    bool in_text =
        v->verdict == IR_VERDICT_HOLDS || v->verdict == IR_VERDICT_OTHER;

    json_key_string(&j, "schema", IR_SCHEMA);
    json_key_text(&j, "citation", citation);
    json_key_string(&j, "verdict", verdict_name(v->verdict));
    json_key_text_or_null(&j, "id", a ? a->id : TEXT(""));
    json_key_text_or_null(&j, "fingerprint",
                          a ? text_of(a->fingerprint) : TEXT(""));
    json_key_text_or_null(
        &j, "text",
        in_text ? output_part(a->text, v->range.start, v->range.end)
                : TEXT(""));
    add_range(&j, "quotation", v->found ? &u : NULL, v->quotation);
    finish(&j);
}

static void print_error(struct page *page, const struct ir_error *error)
{
    struct json j = start(page);

    json_key_string(&j, "schema", IR_SCHEMA);
    json_key(&j, "error");
    json_open(&j, '{');
    json_key_string(&j, "code", ir_status_name(error->status));
    json_key_string(&j, "message", error->message);
    json_key(&j, "detail");
    json_open(&j, '{');
    if (page->refused) {
        json_key_string(&j, "warning", page->refused->code);
        json_key_number(&j, "start", page->refused->start);
        json_key_number(&j, "end", page->refused->end);
    }
    json_close(&j, '}');
    json_close(&j, '}');
    finish(&j);
}

const struct output output_json = {
    .name = "json",
    .machine = true,
    .results = print_document,
    .article = print_article,
    .info = json_print_info,
    .suggestions = json_print_suggestions,
    .verification = print_verification,
    .quotations = json_print_quotations,
    .why = json_print_why,
    .terms = json_print_terms,
    .error = print_error,
};

const struct output output_jsonl = {
    .name = "jsonl",
    .machine = true,
    .results = print_lines,
    .article = print_article,
    .info = json_print_info,
    .suggestions = json_print_suggestions,
    .verification = print_verification,
    .quotations = json_print_quotations,
    .why = json_print_why,
    .terms = json_print_terms,
    .error = print_error,
    .stats = print_stats,
};
