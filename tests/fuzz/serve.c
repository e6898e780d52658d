/* Any bytes as a URL and a JSON body: a fault or settings, and the fault as
 * valid JSON; words to suggest; then as the list of a header. */
#include "searcher/serve/head.h"
#include "searcher/serve/parameters.h"
#include "tests/fuzz/small_index.h"
#include "text/utf8.h"

#include <jansson.h>

#define SUGGESTIONS 5

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    small_indexes();
    return 0;
}

static void need(bool holds)
{
    if (!holds)
        abort();
}

static void check_fault(const struct fault *f)
{
    struct buf out = BUF_INIT;
    json_t *root;

    need(f->status >= 400 && f->status < 600 && f->code && *f->detail);
    fault_print(f, &out);
    root = json_loadb(out.data, out.size, 0, NULL);
    need(root != NULL);
    json_decref(root);
    buf_free(&out);
}

/* Every completion is a word, and most articles come first. */
static void suggest(struct ir_text text)
{
    struct ir_suggestions *s;
    struct ir_error err;

    for (size_t i = 0; i < COUNT(searchers); i++) {
        if (ir_suggest(searchers[i], text, SUGGESTIONS, &s, &err) != IR_OK)
            die("suggest", &err);
        need(s->count <= SUGGESTIONS && s->start <= s->end &&
             s->end == text.size && !s->cut);
        for (size_t k = 0; k < s->count; k++)
            need(s->items[k].word.size && utf8_valid(s->items[k].word) &&
                 s->items[k].articles > 0 &&
                 s->items[k].articles <= SMALL_ARTICLES &&
                 (!k || s->items[k].articles <= s->items[k - 1].articles));
        ir_suggestions_free(s);
    }
}

/* The URL is all before the first LF, the body what follows. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    const char *end = size ? memchr(bytes, '\n', size) : NULL;
    size_t url = end ? (size_t)(end - bytes) : size;
    struct ir_text raw = {bytes, url};
    struct ir_text body = {bytes + url, size - url};
    struct target t;
    struct parameters p;
    struct fault f = {0};

    head_lists((struct ir_text){bytes, size}, "gzip");
    if (!target_read(&t, raw, &f)) {
        check_fault(&f);
        target_free(&t);
        return 0;
    }
    for (size_t i = 0; i < t.count; i++)
        if (t.pairs[i].value)
            suggest(text_of(t.pairs[i].value));
    if (parameters_read(&p, &t, body, t.id.size ? t.id.data : NULL, OUTPUT_JSON,
                        10, &f))
        need(p.settings.request.timeout > 0 &&
             p.settings.request.timeout <= 10 &&
             p.settings.request.limit <= IR_HITS_MAX && !p.settings.db.count &&
             !p.settings.queries && !p.settings.topics && !p.settings.get);
    else
        check_fault(&f);
    parameters_free(&p);
    target_free(&t);
    return 0;
}
