/* Lines of an MCP client: the first byte says whether the rest is a line, or
 * the query of a search, the id of a fetch, or the address of a resource.  Each
 * request has one answer of valid JSON on one line; a tool's fits its budget. */
#include "searcher/mcp/lines.h"
#include "searcher/mcp/methods.h"
#include "tests/fuzz/small_index.h"

#include <unistd.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LINES_MOST 4096 /* of the splitter; small, so that it is reached */

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    small_indexes();
    return 0;
}

static void must(bool holds, const char *what, const struct buf *answer)
{
    if (holds)
        return;
    fprintf(stderr, "%s:\n%s\n", what, answer->data);
    abort();
}

/* The text of a result is the same JSON as its value; with the links it is
 * within the budget. */
static void check_content(const json_t *result, const struct buf *out)
{
    const json_t *content = json_object_get(result, "content");
    const json_t *value = json_object_get(result, "structuredContent");
    const char *text;
    size_t size, i;
    json_t *item, *again;

    text =
        json_string_value(json_object_get(json_array_get(content, 0), "text"));
    must(text && *text, "no text", out);
    size = strlen(text);
    json_array_foreach(content, i, item)
    {
        if (i)
            size += json_dumpb(item, NULL, 0, JSON_COMPACT);
    }
    must(size <= MCP_BUDGET, "over the budget", out);
    must(!value == json_is_true(json_object_get(result, "isError")), "value",
         out);
    if (!value)
        return;
    again = json_loads(text, JSON_ALLOW_NUL, NULL);
    must(json_equal(again, value), "text and value differ", out);
    json_decref(again);
}

static void check_answer(const struct mcp_request *r, const struct buf *out)
{
    json_t *answer = json_loadb(out->data, out->size,
                                JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
    const json_t *result = json_object_get(answer, "result");
    const json_t *code =
        json_object_get(json_object_get(answer, "error"), "code");

    must(answer, "the answer is not JSON", out);
    must(!memchr(out->data, '\n', out->size), "a newline", out);
    if (json_object_get(answer, "method")) {
        json_decref(answer);
        return;
    }
    must(!result != !code, "neither a result nor an error", out);
    if (r->id)
        must(json_equal(json_object_get(answer, "id"), r->id), "id", out);
    must(json_integer_value(code) != MCP_INTERNAL_ERROR, "internal", out);
    if (json_object_get(result, "content") && r->version <= MCP_2025_06_18)
        check_content(result, out);
    json_decref(answer);
}

static void ask(const json_t *message, enum mcp_version agreed, size_t index)
{
    struct mcp_service service = {.searcher = searchers[index],
                                  .limit = MCP_LIMIT};
    struct mcp_request r;
    struct buf out = BUF_INIT;

    ir_request_init(&service.defaults);
    service.defaults.now = SMALL_NOW;
    mcp_check(message, agreed, &r);
    if (r.kind == MCP_REQUEST) {
        mcp_answer(&service, &r, &out);
        check_answer(&r, &out);
    }
    buf_free(&out);
}

/* A line, or each message of a batch. */
static void take(struct ir_text line, enum mcp_version agreed, size_t index)
{
    struct mcp_problem problem;
    json_t *root = mcp_parse(line, &problem);
    json_t *message;
    size_t i;

    if (!root)
        return;
    if (!json_is_array(root))
        ask(root, agreed, index);
    json_array_foreach(root, i, message)
    {
        ask(message, agreed, index);
    }
    json_decref(root);
}

/* Through a pipe, as from a client. */
static void split(struct ir_text bytes, enum mcp_version agreed, size_t index)
{
    struct lines lines = {.most = LINES_MOST, .read = BUF_INIT};
    struct ir_text line;
    enum lines_got got;
    int ends[2];

    if (bytes.size > 32768 || pipe(ends))
        return;
    if (write(ends[1], bytes.data, bytes.size) != (ssize_t)bytes.size)
        abort();
    close(ends[1]);
    lines.fd = ends[0];
    while ((got = lines_next(&lines, -1, &line)) != LINES_END)
        if (got == LINES_LINE) {
            if (line.size > LINES_MOST || memchr(line.data, '\n', line.size))
                abort();
            take(line, agreed, index);
        }
    buf_free(&lines.read);
    close(ends[0]);
}

static void call(const char *method, const char *tool, const char *argument,
                 struct ir_text value, enum mcp_version agreed, size_t index)
{
    struct buf text = BUF_INIT;
    struct json j = {&text, false};

    json_open(&j, '{');
    json_key_string(&j, "jsonrpc", "2.0");
    json_key_number(&j, "id", 1);
    json_key_string(&j, "method", method);
    json_key(&j, "params");
    json_open(&j, '{');
    if (tool) {
        json_key_string(&j, "name", tool);
        json_key(&j, "arguments");
        json_open(&j, '{');
    }
    json_key_text(&j, argument, value);
    if (tool)
        json_close(&j, '}');
    json_close(&j, '}');
    json_close(&j, '}');
    take(buf_text(&text), agreed, index);
    buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const asked[] = {"search", "facets", "timeline",
                                        "search"};
    enum mcp_version agreed;
    struct ir_text rest = {(const char *)data + 1, size - 1};
    size_t index;

    if (!size)
        return 0;
    agreed = (enum mcp_version)(data[0] >> 2 & 7);
    if (agreed == MCP_2026_07_28 || agreed > MCP_VERSIONS)
        agreed = MCP_2025_11_25;
    index = data[0] >> 5 & 1;
    if ((data[0] & 3) == 0)
        split(rest, agreed, index);
    else if ((data[0] & 3) == 1)
        call("tools/call", asked[data[0] >> 6], "query", rest, agreed, index);
    else if ((data[0] & 3) == 2)
        call("tools/call", "fetch", "id", rest, agreed, index);
    else
        call("resources/read", NULL, "uri", rest, agreed, index);
    return 0;
}
