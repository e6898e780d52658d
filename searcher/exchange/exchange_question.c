/* Questions: options, what is known of the terminal, and a text. */
#include "searcher/exchange/exchange.h"

#define WIDTH_MIN 20 /* columns, as streams_width() */
#define WIDTH_MAX 1000
#define OPTIONS_MAX 200

enum page_flag {
    PAGE_COLOUR = 1,
    PAGE_EXACT = 2,
    PAGE_GOES_ON = 4,
    PAGE_HEADED = 8,
};

const char *const exchange_options[] = {
    "like",          "topic",          "since",    "until",     "source",
    "section",       "lang",           "in",       "all",       "any",
    "literal",       "strict",         "unit",     "as-typed",  "passage",
    "sort",          "recency",        "rank",     "limit",     "per-article",
    "feedback",      "offset",         "after",    "no-limit",  "timeout",
    "context",       "explain",        "stats",    "count",     "format",
    "tag",           "articles",       "null",     "quiet",     "verbose",
    "facets",        "facet-values",   "timeline", "time-zone", "baseline",
    "first",         "fields",         "offsets",  "colors",    "hyperlink",
    "only-matching", "since-revision", "copies",   "terms-of",  NULL,
};

static void put_text(struct buf *out, struct ir_text t)
{
    buf_add_varint(out, t.size);
    buf_addt(out, t);
}

static void put_options(const struct settings *s, struct buf *out)
{
    struct settings defaults;
    struct buf value = BUF_INIT;

    settings_init(&defaults);
    for (size_t i = 0; exchange_options[i]; i++)
        for (size_t at = 0;
             options_value(&settings_options, exchange_options[i], s, &defaults,
                           at, &value);
             at++) {
            put_text(out, text_of(exchange_options[i]));
            put_text(out, buf_text(&value));
            buf_clear(&value);
        }
    put_text(out, TEXT(""));
    buf_free(&value);
}

void exchange_put_question(const struct session *s,
                           const struct exchange_question *question,
                           struct buf *out)
{
    const struct page *page = &s->page;

    buf_add_varint(out, EXCHANGE_VERSION);
    buf_add_varint(out, question->kind);
    buf_add_varint(out, page->width);
    buf_add_varint(out, (uint64_t)(page->colour ? PAGE_COLOUR : 0) |
                            (uint64_t)(page->exact ? PAGE_EXACT : 0) |
                            (uint64_t)(page->goes_on ? PAGE_GOES_ON : 0) |
                            (uint64_t)(page->headed ? PAGE_HEADED : 0));
    put_text(out, page->qid);
    put_options(s->settings, out);
    put_text(out, question->text);
    if (exchange_has_query(question->kind))
        put_text(out, question->query);
}

static struct ir_text get_text(struct decoder *d)
{
    return decoder_bytes(d, decoder_varint(d));
}

static const char *known_option(struct ir_text name)
{
    for (size_t i = 0; exchange_options[i]; i++)
        if (text_equal(name, text_of(exchange_options[i])))
            return exchange_options[i];
    return NULL;
}

static enum ir_status get_options(struct decoder *d, struct arena *arena,
                                  struct settings *settings,
                                  struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t count = 0; status == IR_OK; count++) {
        struct ir_text name = get_text(d), value;
        const char *known = known_option(name);

        if (d->bad || !name.size)
            return IR_OK;
        if (!known)
            return ir_fail(err, IR_INVALID,
                           "option --%.*s cannot be used with this server",
                           (int)(name.size < 60 ? name.size : 60), name.data);
        if (count == OPTIONS_MAX)
            return ir_fail(err, IR_LIMIT, "a server takes at most %d options",
                           OPTIONS_MAX);
        value = arena_text(arena, get_text(d));
        status =
            options_set(&settings_options, known, value.data, settings, err);
    }
    return status;
}

static void get_page(struct decoder *d, struct page *page)
{
    uint64_t width = decoder_varint(d), flags = decoder_varint(d);

    memset(page, 0, sizeof(*page));
    page->width = width < WIDTH_MAX ? (size_t)width : WIDTH_MAX;
    if (page->width && page->width < WIDTH_MIN)
        page->width = WIDTH_MIN;
    page->colour = flags & PAGE_COLOUR;
    page->exact = flags & PAGE_EXACT;
    page->goes_on = flags & PAGE_GOES_ON;
    page->headed = flags & PAGE_HEADED;
    page->qid = get_text(d);
}

/* Check the options as on the command line.  There, that a batch has no query
 * is known only when it is answered: so nothing is said of it here. */
static enum ir_status check(struct settings *settings, enum exchange_kind kind,
                            struct ir_error *err)
{
    struct text_list words = {0};
    enum ir_status status;

    settings->get = kind == EXCHANGE_ARTICLE;
    settings->show = kind == EXCHANGE_SHOW;
    settings->verify = kind == EXCHANGE_VERIFY;
    settings->why = kind == EXCHANGE_WHY ? "" : NULL;
    settings->info = kind == EXCHANGE_INFO;
    settings->terms = kind == EXCHANGE_TERMS ? "" : NULL;
    if (!settings->info && !settings->terms && !settings->like)
        text_list_add(&words, "");
    status = settings_check(settings, &words, err);
    text_list_free(&words);
    return status;
}

enum ir_status exchange_get_question(struct ir_text bytes, struct arena *arena,
                                     struct settings *settings,
                                     struct page *page,
                                     struct exchange_question *question,
                                     struct ir_error *err)
{
    struct decoder d;
    uint64_t kind;
    enum ir_status status;

    settings_init(settings);
    decoder_start(&d, bytes);
    if (decoder_varint(&d) != EXCHANGE_VERSION)
        return ir_fail(err, IR_INVALID,
                       "the server answers irsearch of another version");
    kind = decoder_varint(&d);
    get_page(&d, page);
    status = get_options(&d, arena, settings, err);
    question->text = get_text(&d);
    question->query =
        kind < EXCHANGE_KINDS && exchange_has_query((enum exchange_kind)kind)
            ? get_text(&d)
            : TEXT("");
    if (status != IR_OK)
        return status;
    if (d.bad || d.at != d.end || kind >= EXCHANGE_KINDS)
        return ir_fail(err, IR_INVALID, "the question is damaged");
    question->kind = (enum exchange_kind)kind;
    return check(settings, question->kind, err);
}
