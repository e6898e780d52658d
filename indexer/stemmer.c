/* Choose a stemmer by a sample of the articles. */
#include "indexer/stemmer.h"
#include "indexer/document/language.h"
#include "text/language_tag.h"
#include "text/utf8.h"

/* The number of articles for each stemmer. */
struct votes {
    struct {
        const char *stemmer; /* NULL: it has none */
        size_t count;
    } rows[STEMMER_SAMPLE];
    size_t rows_used, articles;
};

static void vote(struct votes *v, const char *stemmer)
{
    size_t i = 0;

    while (i < v->rows_used && v->rows[i].stemmer != stemmer)
        i++;
    if (i == v->rows_used)
        v->rows[v->rows_used++].stemmer = stemmer;
    v->rows[i].count++;
    v->articles++;
}

/* Count the article, unless its language is unknown. */
static void ask(struct votes *v, struct language *language,
                const struct parsed *parsed)
{
    struct buf text = BUF_INIT, tag = BUF_INIT;
    const char *code = NULL;

    if (language_tag_add(buf_text(&parsed->fields[PARSED_LANG]), &tag))
        code = tag.data;
    else if (language) {
        utf8_repair(buf_text(&parsed->fields[PARSED_TEXT]), &text);
        code = language_find(language, buf_text(&text));
    }
    if (code)
        vote(v, language_stemmer(code));
    buf_free(&text);
    buf_free(&tag);
}

/* Sample up to `most` articles of the i-th input. */
static void look(struct votes *v, struct walk *walk,
                 const struct articles_options *options, size_t i, size_t most,
                 struct language *language)
{
    const size_t skipped = walk->skipped;
    const uint64_t parts = walk->parts;
    enum ir_status status = IR_OK;
    struct problem p;
    struct articles articles;
    struct parsed parsed;

    parsed_start(&parsed);
    articles_start(&articles, walk, options);
    articles.at = i;
    while (most-- && status != IR_END && articles.at == i) {
        status = articles_next(&articles, &parsed, &p);
        if (status == IR_OK && articles.file == walk_id(walk, i))
            ask(v, language, &parsed);
    }
    articles_free(&articles);
    walk->skipped = skipped; /* counted when the input is read again */
    walk->parts = parts;
    parsed_free(&parsed);
}

static bool has_stdin(const struct walk *walk)
{
    for (size_t i = 0; i < walk->count; i++)
        if (walk_is_stdin(walk, i))
            return true;
    return false;
}

const char *stemmer_choose(const struct settings *s, struct walk *walk,
                           const struct articles_options *options,
                           const struct parsed *fixed)
{
    const size_t inputs = walk->count, step = inputs / STEMMER_SAMPLE + 1;
    const char *lang = settings_lang(s);
    struct votes v = {.articles = 0};
    struct language *language;

    if (fixed && fixed->fields[PARSED_LANG].size)
        lang = fixed->fields[PARSED_LANG].data;
    if (lang || !inputs || has_stdin(walk))
        return lang ? language_stemmer(lang) : NULL;
    language = settings_detects(s) ? language_new() : NULL;
    for (size_t i = 0; i < inputs; i += step)
        look(&v, walk, options, i,
             STEMMER_SAMPLE / ((inputs + step - 1) / step), language);
    language_free(language);
    for (size_t i = 0; i < v.rows_used; i++)
        if (v.rows[i].count * 2 > v.articles)
            return v.rows[i].stemmer;
    return NULL;
}
