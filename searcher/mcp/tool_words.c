/* The tool words: what matching articles are about. */
#include "searcher/mcp/asked.h"

#define WORDS 15     /* by default */
#define WORDS_MAX 50 /* that may be asked for: all fit */
#define WORD_MAX (MCP_FIELD_MAX / 4)

enum { LIMIT = ASKED_COUNT };

/* clang-format off */
static const struct argument arguments[] = {
    ASKED_ARGUMENTS,
    [LIMIT] = {"limit", ARGUMENT_NUMBER, .min = 1, .max = WORDS_MAX,
     .help = "how many words to return at most (default 15)"},
};
/* clang-format on */

static const char help[] =
    "Tell what the articles that match a query are about: the words that they "
    "have more often than the other articles of the index, most telling first "
    "(log-likelihood ratio), with how many have each. For what a period or a "
    "source was about, or to find words for a better query. Examples: query "
    "date:2026-05; query *, source reuters, since 30d.";

static const char schema[] =
    "{'type':'object','required':['query','total','words','looked','timed_out',"
    "'revision'],'additionalProperties':false,'properties':{"
    "'query':" ASKED_SCHEMA ",'total':{'type':'object',"
    "'additionalProperties':false,'required':['articles','relation'],"
    "'properties':{'articles':{'type':'integer'},"
    "'relation':{'type':'string','enum':['eq','ge','le']}}},"
    "'words':{'type':'array','items':{'type':'object',"
    "'additionalProperties':false,'required':['word','articles','all'],"
    "'properties':{'word':{'type':'string'},"
    "'articles':{'type':'integer','description':'matches that have it'},"
    "'all':{'type':'integer','description':"
    "'articles of the index that have it'}}}},"
    "'looked':{'type':'integer','description':"
    "'matches that were looked at to choose the words; counts are of all'},"
    "'timed_out':{'type':'boolean'},'revision':{'type':'integer'}}}";

static void add(struct tool_result *result, const struct ir_terms *terms)
{
    const struct ir_results *r = terms->results;
    struct json j = {&result->value, false};

    json_open(&j, '{');
    asked_add(&j, r);
    json_key(&j, "total");
    json_open(&j, '{');
    json_key_number(&j, "articles", r->articles.value);
    json_key_string(&j, "relation", asked_relation(r->articles.relation));
    json_close(&j, '}');
    json_key(&j, "words");
    json_open(&j, '[');
    for (size_t i = 0; i < terms->count; i++) {
        json_open(&j, '{');
        json_key(&j, "word");
        fit_put(&j, terms->items[i]->word, WORD_MAX);
        json_key_number(&j, "articles", terms->items[i]->articles);
        json_key_number(&j, "all", terms->items[i]->all);
        json_close(&j, '}');
    }
    json_close(&j, ']');
    json_key_number(&j, "looked", terms->looked);
    json_key(&j, "timed_out");
    json_put_bool(&j, terms->timed_out);
    json_key_number(&j, "revision", r->index->revision);
    json_close(&j, '}');
}

static void call(const struct mcp_service *service, const struct value *values,
                 struct tool_result *result)
{
    struct ir_request request = asked_request(service, values);
    struct ir_terms *terms;
    struct ir_error err;

    request.limit = values[LIMIT].given ? values[LIMIT].number : WORDS;
    if (ir_terms_of(service->searcher, &request, &terms, &err) != IR_OK) {
        tool_fail(service, &err, result);
        return;
    }
    add(result, terms);
    ir_terms_free(terms);
}

const struct tool tool_words = {
    .name = "words",
    .title = "What articles are about",
    .help = help,
    .arguments = arguments,
    .argument_count = COUNT(arguments),
    .schema = schema,
    .call = call,
};
