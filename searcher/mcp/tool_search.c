/* The tool search: passages that answer a query, within the budget. */
#include "searcher/mcp/asked.h"

#include <stdlib.h>

#define TOKEN_ROOM 80 /* of a page token, with its quotes */

enum { LIMIT = ASKED_COUNT, UNIT, COPIES, AFTER };

/* clang-format off */
static const struct argument arguments[] = {
    ASKED_ARGUMENTS,
    [LIMIT] = {"limit", ARGUMENT_NUMBER, .min = 1, .max = MCP_LIMIT_MAX,
     .help = "how many passages to return at most"},
    [UNIT] = {"unit", ARGUMENT_CHOICE, .choices = {"passage", "article"},
     .help = "passage (default): best passages, up to three of an article; "
             "article: each article once, with its best passage"},
    [COPIES] = {"copies", ARGUMENT_CHOICE, .choices = {"collapse", "show"},
     .help = "collapse (default): of articles with the same text in the main, "
             "such as one story from several outlets, only the best, and "
             "copies says how many others there are; show: all of them"},
    [AFTER] = {"after", ARGUMENT_TEXT,
     .help = "the value of next of the page before, to get the next page; "
             "leave all other arguments as they were"},
};
/* clang-format on */

static const char help[] =
    "Search news articles for passages that answer a query. Each result has "
    "the text of a passage, its id for the tool fetch, and a citation with "
    "the exact bytes. total counts all matching articles. How to write a "
    "query:\n"
    "- gas waiver: all the words in any form; if fewer than ten articles have "
    "them all, others follow, and missing names what these lack\n"
    "- \"gas waiver\": exactly this phrase; =waiver: exactly this form\n"
    "- gas OR oil, gas -oil, (gas OR oil) waiver: either, without, groups; OR, "
    "AND and NOT in upper case\n"
    "- pipe*, w?iver: other endings, one letter; waivr~: similar spelling\n"
    "- gas w/5 waiver: at most 5 words apart; gas pre/5 waiver: in this order\n"
    "- gas /s waiver, gas /p waiver: in one sentence, in one paragraph\n"
    "- title:waiver, lead:waiver, byline:Marouf, dateline:Baghdad, "
    "source:\"Press Desk\", section:energy, lang:en\n"
    "- date:2026-05, date:2026-05-01..2026-05-12, date:30d.., "
    "date:yesterday\n"
    "- topic:sanctions, also gas, electricity, officials: any term of a "
    "topic; atleast3(gas): three times; words:>500: length; copies:ID: the "
    "article with this id and its copies in other outlets\n"
    "- *: every article, to be narrowed by date and other fields";

static const char schema[] =
    "{'type':'object','required':['query','total','results','truncated',"
    "'next','timed_out','revision'],'additionalProperties':false,'properties':{"
    "'query':" ASKED_SCHEMA ","
    "'total':{'type':'object','additionalProperties':false,"
    "'required':['articles','relation','partial','partial_relation'],"
    "'properties':{"
    "'articles':{'type':'integer','description':"
    "'that match the whole query'},"
    "'relation':{'type':'string','enum':['eq','ge','le']},"
    "'partial':{'type':'integer','description':"
    "'that have some of the words only'},"
    "'partial_relation':{'type':'string','enum':['eq','ge','le']}}},"
    "'results':{'type':'array','items':{'type':'object',"
    "'additionalProperties':false,'required':['rank','score','id','article',"
    "'title','url','citation','source','date','copies','missing','cut',"
    "'text'],"
    "'properties':{'rank':{'type':'integer'},'score':{'type':'number'},"
    "'id':{'type':['string','null'],'description':'for the tool fetch'},"
    "'article':{'type':['string','null'],'description':"
    "'id of the whole article, or its handle, for the tool fetch'},"
    "'title':{'type':'string'},'url':{'type':['string','null']},"
    "'citation':{'type':['string','null']},"
    "'source':{'type':['string','null']},'date':{'type':['string','null']},"
    "'copies':{'type':['integer','null'],'description':"
    "'other articles with this story; null: they are results, too'},"
    "'missing':{'type':'array','items':{'type':'string'},'description':"
    "'words of the query that the article lacks'},"
    "'cut':{'type':'boolean','description':"
    "'the text is a part of the passage'},"
    "'text':{'type':'string'}}}},"
    "'truncated':{'type':'boolean','description':"
    "'there is more than is shown'},"
    "'next':{'type':['string','null'],'description':"
    "'give it as after to get the next page'},"
    "'timed_out':{'type':'boolean'},'revision':{'type':'integer'}}}";

static void add_total(struct json *j, const struct ir_results *r)
{
    json_key(j, "total");
    json_open(j, '{');
    json_key_number(j, "articles", r->articles.value);
    json_key_string(j, "relation", asked_relation(r->articles.relation));
    json_key_number(j, "partial", r->partial.value);
    json_key_string(j, "partial_relation", asked_relation(r->partial.relation));
    json_close(j, '}');
}

/* The part of a passage that is shown. */
struct excerpt {
    size_t start, end;
    bool cut;
};

/* Where to begin with a passage that is too long: where its snippet does, as
 * the matches are thickest there, or some words before if there is room. */
static size_t excerpt_start(const struct ir_hit *hit, size_t room)
{
    struct ir_text text = hit->article->text;
    size_t start = hit->snippet ? hit->snippet->start : 0, size, at;

    if (start <= hit->start || start >= hit->end)
        return hit->start;
    size = json_text_size(text_slice(text, start, hit->end), room);
    if (size >= room || room - size >= start - hit->start)
        return start;
    at = start - (room - size);
    while (at < start && !byte_in(text.data[at - 1], BYTES_SPACE))
        at++;
    size = json_text_size(text_slice(text, at, hit->end), room);
    return size > room ? start : at;
}

static struct excerpt excerpt_of(const struct ir_hit *hit, size_t room)
{
    struct ir_text text = hit->article->text;
    struct excerpt e = {hit->start, hit->end, false};

    if (json_text_size(text_slice(text, e.start, e.end), room) <= room)
        return e;
    e.start = excerpt_start(hit, room);
    e.end = e.start + fit_text(text_slice(text, e.start, e.end), room).size;
    e.cut = true;
    return e;
}

static void add_ids(struct json *j, const struct ir_hit *hit, bool articles)
{
    struct ir_text article = tool_name(hit->article, MCP_NAME_SHORT);
    struct buf name = BUF_INIT;

    buf_addt(&name, article);
    if (article.size && !articles)
        buf_addf(&name, "#%u-%u", hit->first, hit->last);
    json_key_text_or_null(j, "id", buf_text(&name));
    json_key_text_or_null(j, "article", article);
    buf_free(&name);
}

static void add_missing(struct json *j, const struct ir_hit *hit)
{
    json_key(j, "missing");
    json_open(j, '[');
    for (size_t i = 0; i < hit->missing_count && i < MCP_MISSING_MAX; i++)
        fit_put(j, hit->missing[i], MCP_FIELD_MAX / MCP_MISSING_MAX);
    json_close(j, ']');
}

struct page {
    const struct ir_results *results;
    bool articles;
    size_t count; /* hits that fit */
    size_t share; /* bytes that the text of each may have */
};

static void add_hit(struct json *j, const struct page *page,
                    const struct ir_hit *hit, const struct excerpt *e)
{
    json_open(j, '{');
    json_key_number(j, "rank", hit->rank);
    json_key(j, "score");
    json_put_decimal(j, hit->score);
    add_ids(j, hit, page->articles);
    tool_add_names(j, hit->article, page->results->index->uuid, e->start,
                   e->end);
    fit_key(j, "source", hit->article->source);
    tool_add_date(j, "date", hit->article);
    json_key(j, "copies");
    if (hit->story)
        json_put_number(j, hit->story->count);
    else
        json_put_null(j);
    add_missing(j, hit);
    json_key(j, "cut");
    json_put_bool(j, e->cut);
    json_key_text(j, "text", text_slice(hit->article->text, e->start, e->end));
    json_close(j, '}');
}

/* Add the whole value; the links go to result too. */
static void add_page(struct tool_result *result, const struct page *page)
{
    const struct ir_results *r = page->results;
    struct json j = {&result->value, false};
    bool more = r->next.size || r->timed_out;

    json_open(&j, '{');
    asked_add(&j, r);
    add_total(&j, r);
    json_key(&j, "results");
    json_open(&j, '[');
    for (size_t i = 0; i < page->count; i++) {
        struct excerpt e = excerpt_of(r->hits[i], page->share);

        add_hit(&j, page, r->hits[i], &e);
        tool_add_link(&result->links, r->hits[i]->article, r->index->uuid,
                      e.start, e.end);
        more = more || e.cut;
    }
    json_close(&j, ']');
    json_key(&j, "truncated");
    json_put_bool(&j, more);
    json_key_text_or_null(&j, "next", r->next);
    json_key(&j, "timed_out");
    json_put_bool(&j, r->timed_out);
    json_key_number(&j, "revision", r->index->revision);
    json_close(&j, '}');
}

/* The bytes that a hit takes without its text, at most: the end of its passage
 * has as many digits as any place in it. */
static size_t size_without_text(const struct page *page,
                                const struct ir_hit *hit)
{
    struct excerpt e = {hit->end, hit->end, false};
    struct buf out = BUF_INIT;
    struct json j = {&out, true};
    size_t size;

    add_hit(&j, page, hit, &e);
    tool_add_link(&out, hit->article, page->results->index->uuid,
                  hit->end ? hit->end - 1 : 0, hit->end);
    size = out.size;
    buf_free(&out);
    return size + sizeof("99999");
}

static size_t size_without_hits(const struct page *page)
{
    struct page empty = *page;
    struct tool_result result = {BUF_INIT, BUF_INIT, BUF_INIT};
    size_t size;

    empty.count = 0;
    add_page(&result, &empty);
    size = result.value.size + TOKEN_ROOM;
    buf_free(&result.value);
    buf_free(&result.links);
    return size;
}

/* Find how many hits fit, from the first, and how much text of each. */
static void fit_page(struct page *page)
{
    const struct ir_results *r = page->results;
    size_t *sizes = xcalloc(r->count + 1, sizeof(*sizes));
    size_t used = size_without_hits(page), least = 0, fixed, text;

    page->share = MCP_BUDGET;
    for (page->count = 0; page->count < r->count; page->count++) {
        const struct ir_hit *hit = r->hits[page->count];

        text = json_text_size(
            text_slice(hit->article->text, hit->start, hit->end), MCP_BUDGET);
        fixed = size_without_text(page, hit);
        least += text < MCP_TEXT_MIN ? text : MCP_TEXT_MIN;
        if (used + fixed + least > MCP_BUDGET)
            break;
        used += fixed;
        sizes[page->count] = text;
    }
    page->share = fit_share(sizes, page->count, MCP_BUDGET - used);
    free(sizes);
}

static struct ir_request request_of(const struct mcp_service *service,
                                    const struct value *values)
{
    struct ir_request r = asked_request(service, values);

    r.limit = values[LIMIT].given ? values[LIMIT].number : service->limit;
    if (values[UNIT].given)
        r.articles = values[UNIT].number;
    if (values[COPIES].given)
        r.copies = values[COPIES].number ? IR_COPIES_SHOW : IR_COPIES_COLLAPSE;
    r.after = values[AFTER].text;
    return r;
}

/* If not all hits fit, search again for those that do, so that next goes on
 * after them. */
static void call(const struct mcp_service *service, const struct value *values,
                 struct tool_result *result)
{
    struct ir_request request = request_of(service, values);
    struct page page = {.articles = request.articles};
    struct ir_results *r;
    struct ir_error err;

    for (;;) {
        if (ir_search(service->searcher, &request, &r, &err) != IR_OK) {
            tool_fail(service, &err, result);
            return;
        }
        page.results = r;
        fit_page(&page);
        if (page.count == r->count)
            break;
        request.limit = page.count;
        ir_results_free(r);
    }
    add_page(result, &page);
    ir_results_free(r);
}

const struct tool tool_search = {
    .name = "search",
    .title = "Search news articles",
    .help = help,
    .arguments = arguments,
    .argument_count = COUNT(arguments),
    .schema = schema,
    .call = call,
};
