/* Any query and request against a small index: the first bytes are flags. */
#include "article/options.h"
#include "base/buf.h"
#include "indexer/document.h"

#include <irsearch.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FLAGS 6

static struct ir_searcher *searchers[2], *searcher;
static char dirs[2][64], root[] = "/tmp/irsearch-fuzz-XXXXXX";

static const char *const texts[][2] = {
    {"Iran-Iraq gas", "Natural gas flows from Iran to Iraq. The U.S. objects."},
    {"",
     "Ale-Es\xe2\x80\x99haq said: \xe2\x80\x9cGas, gas, gas.\xe2\x80\x9d A b c d e."},
    {"Caf\xc3\xa9s in US towns", "They told us. It is IT. IT IS.\n\nWHO SAID?"},
    {"\xe4\xbc\x8a\xe6\x9c\x97",
     "\xe4\xbc\x8a\xe6\x9c\x97\xe5\xa4\xa9\xe7\x84\xb6\xe3\x80\x82"
     "\xd8\xba\xd8\xa7\xd8\xb2 na\xc3\xafve \xf0\x9f\x94\xa5 elec\xc2\xadtric."},
    {"Only a title: the gas", "..."},
    {"", "To be or not to be, of the. a a a a. a-b-c-d a.b.c C++ R&D 10.5%"},
};

static void die(const char *what, const struct ir_error *err)
{
    fprintf(stderr, "%s: %s\n", what, err ? err->message : "");
    abort();
}

static void clean(void)
{
    char command[128];

    ir_close(searchers[0]);
    ir_close(searchers[1]);
    snprintf(command, sizeof(command), "rm -rf '%s'", root);
    if (system(command))
        fprintf(stderr, "%s stays\n", root);
}

static void add(struct store_writer *w, struct document_builder *b, size_t i)
{
    struct document_notes notes;
    struct problem p;
    struct raw raw;
    struct doc *d;
    char id[16];

    snprintf(id, sizeof(id), "a%zu", i);
    raw_start(&raw);
    raw_set(&raw, RAW_ID, text_of(id));
    raw_set(&raw, RAW_TITLE, text_of(texts[i % COUNT(texts)][0]));
    raw_set(&raw, RAW_TEXT, text_of(texts[i % COUNT(texts)][1]));
    if (document_build(b, &raw, &d, &notes, &p) != IR_OK)
        die("build", &p.err);
    if (store_put(w, d, NULL, &p.err) != IR_OK)
        die("put", &p.err);
    raw_free(&raw);
}

/* Index i, without stop words or with those of English. */
static void make_index(size_t i)
{
    const struct store_writer_options how = {1, false, true};
    const char *dir = dirs[i];
    struct index_options options;
    struct document_builder *b;
    struct store_writer *w;
    struct ir_error err;

    snprintf(dirs[i], sizeof(dirs[i]), "%s/%zu", root, i);
    if (store_writer_open(dir, &how, &w, &err) != IR_OK)
        die("open", &err);
    index_options_init(&options);
    free(options.stopwords);
    options.stopwords = xstrdup(i ? "" : "none");
    if (index_options_save(&options, w, &err) != IR_OK ||
        document_builder_new("english", &b, &err) != IR_OK)
        die("options", &err);
    for (size_t k = 0; k < 30; k++)
        add(w, b, k);
    if (store_commit(w, NULL, NULL, &err) != IR_OK)
        die("commit", &err);
    index_options_free(&options);
    document_builder_free(b);
    store_writer_close(w);
    if (ir_open(&dir, 1, &searchers[i], &err) != IR_OK)
        die("open", &err);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    if (!mkdtemp(root))
        die("mkdtemp", NULL);
    make_index(0);
    make_index(1);
    atexit(clean);
    return 0;
}

static void must(bool yes, const char *what)
{
    if (!yes)
        die(what, NULL);
}

static bool boundary(struct ir_text t, size_t at)
{
    return at == t.size ||
           (at < t.size && ((unsigned char)t.data[at] & 0xc0) != 0x80);
}

static void check_hit(const struct ir_hit *h)
{
    struct ir_text text = h->article->text;
    size_t last = 0;

    must(h->score >= 0, "score");
    must(h->before <= h->start && h->start <= h->end && h->end <= h->after,
         "order");
    must(boundary(text, h->start) && boundary(text, h->end), "boundary");
    must(boundary(text, h->before) && boundary(text, h->after), "context");
    for (size_t i = 0; i < h->span_count; i++) {
        const struct ir_span *s = &h->spans[i];
        bool body = s->field == IR_FIELD_BODY;

        if (i && h->spans[i - 1].field != s->field)
            last = 0;
        must(s->start >= last && s->start < s->end, "span order");
        must(!body || (s->start >= h->start && s->end <= h->end), "span");
        must(boundary(body ? text : h->article->title, s->end), "span end");
        last = s->end;
    }
}

/* What was printed parses again, and means the same; but a + before a stop
 * word is lost. */
static void check_parsed(const struct ir_results *r, uint64_t total)
{
    struct ir_request request;
    struct ir_results *again;
    struct ir_error err;

    ir_request_init(&request);
    request.query = r->parsed;
    request.exact_total = request.as_typed = true;
    request.match = r->match == IR_MATCH_ALL ? IR_MATCH_ALL : IR_MATCH_ANY;
    if (r->parsed.size > IR_QUERY_MAX)
        return;
    if (ir_search(searcher, &request, &again, &err) != IR_OK)
        die("parsed", &err);
    must(again->articles.relation == IR_EQ, "exact total");
    must(searcher != searchers[0] || again->articles.value == total,
         "total of the parsed query");
    ir_results_free(again);
}

static uint64_t count_list(const struct ir_request *r)
{
    struct ir_list *list;
    struct ir_error err;
    struct ir_text id;
    uint64_t count = 0;
    enum ir_status status = ir_list_start(searcher, r, &list, &err);

    if (status != IR_OK)
        die("list", &err);
    while ((status = ir_list_next(list, &id, &err)) == IR_OK)
        count++;
    must(status == IR_END, "end of list");
    ir_list_free(list);
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ir_request r;
    struct ir_results *results;
    struct ir_error err;
    enum ir_status status;

    if (size < FLAGS)
        return 0;
    searcher = searchers[data[0] >> 5 & 1];
    ir_request_init(&r);
    r.query = (struct ir_text){(const char *)data + FLAGS, size - FLAGS};
    r.match = (enum ir_match)(data[0] % 3);
    r.literal = data[0] & 4;
    r.articles = data[0] & 8;
    r.exact_total = data[0] & 16;
    /* A list never answers another spelling. */
    r.as_typed = r.exact_total || data[0] & 64;
    r.offset = (size_t)(data[1] & 15) << (data[1] >> 4);
    r.limit = (size_t)(data[2] & 15) << (data[2] >> 4);
    r.per_article = data[3] & 7;
    r.passage_words = (size_t)(data[4] & 15) << (data[4] >> 4);
    r.context = data[5];
    status = ir_search(searcher, &r, &results, &err);
    must(status == IR_OK || status == IR_INVALID || status == IR_LIMIT,
         err.message);
    if (status != IR_OK)
        return 0;
    for (size_t i = 0; i < results->count; i++)
        check_hit(&results->hits[i]);
    if (r.exact_total) {
        must(results->articles.relation == IR_EQ, "exact");
        must(results->articles.value == count_list(&r), "list");
        if (!r.literal)
            check_parsed(results, results->articles.value);
    }
    ir_results_free(results);
    return 0;
}
