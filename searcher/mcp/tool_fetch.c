/* The tool fetch: an article in parts, or a passage with what is around it. */
#include "searcher/mcp/found.h"
#include "searcher/mcp/tool.h"
#include "text/citation.h"

#define CONTEXT 3 /* sentences around a passage */

/* clang-format off */
static const struct argument arguments[] = {
    {"id", ARGUMENT_TEXT, .required = true,
     .help = "id or article of a search result, the handle of an article, a "
             "citation, an irsearch:// address, or the value of next of an "
             "earlier fetch"},
};
/* clang-format on */

static const char help[] =
    "Get the text of a search result. The id of a passage gives the passage "
    "with the sentences around it; the id of an article, or of a citation, "
    "gives the text from its beginning. What does not fit is cut: then next "
    "is the id that gives the text from there.";

static const char schema[] =
    "{'type':'object','required':['id','title','text','url','citation',"
    "'metadata','truncated','next'],'additionalProperties':false,"
    "'properties':{'id':{'type':['string','null'],'description':"
    "'of the whole article; its handle if the id is too long'},"
    "'title':{'type':'string'},'text':{'type':'string'},"
    "'url':{'type':['string','null']},"
    "'citation':{'type':['string','null'],'description':"
    "'of exactly this text'},"
    "'metadata':{'type':'object','additionalProperties':false,"
    "'required':['source','section','byline','lang','date','words','bytes',"
    "'start','end','passage_start','passage_end','fingerprint'],'properties':{"
    "'source':{'type':['string','null']},'section':{'type':['string','null']},"
    "'byline':{'type':['string','null']},'lang':{'type':['string','null']},"
    "'date':{'type':['string','null']},'words':{'type':'integer'},"
    "'bytes':{'type':'integer','description':'of the whole text'},"
    "'start':{'type':'integer','description':'first byte of this text'},"
    "'end':{'type':'integer'},"
    "'passage_start':{'type':['integer','null'],'description':"
    "'first byte of the passage that was asked for'},"
    "'passage_end':{'type':['integer','null']},"
    "'fingerprint':{'type':'string'}}},"
    "'truncated':{'type':'boolean'},"
    "'next':{'type':['string','null'],'description':"
    "'the id to fetch the text that follows'}}}";

static void add_place(struct json *j, const char *key, bool known, size_t at)
{
    if (known)
        json_key_number(j, key, at);
    else
        json_key_null(j, key);
}

static void add_metadata(struct json *j, const struct found *f, size_t end)
{
    const struct ir_article *a = f->article;
    bool passage = f->part == CITATION_SENTENCES;

    json_key(j, "metadata");
    json_open(j, '{');
    fit_key(j, "source", a->source);
    fit_key(j, "section", a->section);
    fit_key(j, "byline", a->byline);
    fit_key(j, "lang", a->lang);
    tool_add_date(j, "date", a);
    json_key_number(j, "words", a->words);
    json_key_number(j, "bytes", a->text.size);
    json_key_number(j, "start", f->start);
    json_key_number(j, "end", end);
    add_place(j, "passage_start", passage, f->passage_start);
    add_place(j, "passage_end", passage, f->passage_end);
    json_key_string(j, "fingerprint", a->fingerprint);
    json_close(j, '}');
}

/* Add the text from start to end, and where the rest of what was asked for
 * is. */
static void add_value(struct buf *out, const struct found *f, size_t end)
{
    const struct ir_article *a = f->article;
    struct ir_text name = tool_name(a, MCP_NAME_MAX);
    struct json j = {out, false};
    struct buf next = BUF_INIT;

    json_open(&j, '{');
    json_key_text_or_null(&j, "id", name);
    tool_add_names(&j, a, f->uuid, f->start, end);
    add_metadata(&j, f, end);
    json_key(&j, "truncated");
    json_put_bool(&j, end < f->end);
    if (end < f->end && name.size) {
        buf_addt(&next, name);
        buf_addf(&next, "[%zu,%zu)", end, f->end);
    }
    json_key_text_or_null(&j, "next", buf_text(&next));
    json_key_text(&j, "text", text_slice(a->text, f->start, end));
    json_close(&j, '}');
    buf_free(&next);
}

/* The bytes of the value without its text, at most. */
static size_t size_without_text(const struct found *f)
{
    struct ir_text name = tool_name(f->article, MCP_NAME_MAX);
    struct found empty = *f;
    struct buf out = BUF_INIT;
    size_t size;

    /* The longest numbers, and the longest name of a next part. */
    empty.start = empty.end;
    add_value(&out, &empty, empty.end);
    size = out.size + json_text_size(name, MCP_NAME_MAX) + 64;
    buf_free(&out);
    tool_add_link(&out, f->article, f->uuid, f->start, f->end);
    size += out.size;
    buf_free(&out);
    return size;
}

/* Room for a passage comes before room for what is around it. */
static void drop_context(struct found *f, size_t room)
{
    struct ir_text text = text_slice(f->article->text, f->start, f->end);

    if (f->part != CITATION_SENTENCES || json_text_size(text, room) <= room)
        return;
    f->start = f->passage_start;
    f->end = f->passage_end;
}

static void call(const struct mcp_service *service, const struct value *values,
                 struct tool_result *result)
{
    struct ir_text text;
    struct found f;
    struct ir_error err;
    size_t room;

    if (found_open(service->searcher, values[0].text, CONTEXT, &f, &err) !=
        IR_OK) {
        tool_fail(service, &err, result);
        return;
    }
    room = MCP_BUDGET - size_without_text(&f);
    drop_context(&f, room);
    text = fit_text(text_slice(f.article->text, f.start, f.end), room);
    add_value(&result->value, &f, f.start + text.size);
    tool_add_link(&result->links, f.article, f.uuid, f.start,
                  f.start + text.size);
    found_close(&f);
}

const struct tool tool_fetch = {
    .name = "fetch",
    .title = "Read an article or a passage",
    .help = help,
    .arguments = arguments,
    .argument_count = COUNT(arguments),
    .schema = schema,
    .call = call,
};
