/* Do what the settings ask for, once the index is open. */
#include "searcher/session/session.h"
#include "searcher/session/batch.h"
#include "text/citation.h"
#include "text/utf8.h"

/* Answer a query with the saved ones that it names; in literal text nothing is
 * named. */
static enum ir_status expand(struct session *s, struct ir_text query,
                             struct buf *out, struct ir_error *err)
{
    buf_clear(out);
    if (s->saved && !s->settings->request.literal)
        return saved_expand(s->saved, query, out, err);
    buf_addt(out, query);
    return IR_OK;
}

static enum ir_status answer(struct session *s, struct ir_text query,
                             struct ir_error *err)
{
    struct buf whole = BUF_INIT;
    enum ir_status status = expand(s, query, &whole, err);

    if (status == IR_OK && s->settings->why)
        status = s->answerer->why(s, text_of(s->settings->why),
                                  buf_text(&whole), err);
    else if (status == IR_OK)
        status = s->answerer->query(s, buf_text(&whole), err);
    buf_free(&whole);
    return status;
}

/* A query with an error is reported, and the batch continues. */
static enum ir_status run_batch(struct session *s, struct ir_error *err)
{
    struct ir_text query;
    struct ir_error why, told;
    struct batch batch;
    enum ir_status status =
        batch_open(&batch, s->settings->queries, s->settings->part, err);

    while (status == IR_OK) {
        status = batch_next(&batch, &s->page.qid, &query, err);
        if (status != IR_OK)
            break;
        status = answer(s, query, &why);
        s->page.headed = s->page.headed || status == IR_OK;
        if (status == IR_OK && s->settings->quiet && s->found)
            break;
        if (status == IR_OK)
            continue;
        ir_fail(&told, status, "query %.*s: %.180s",
                (int)(s->page.qid.size < 40 ? s->page.qid.size : 40),
                s->page.qid.data, why.message);
        if (status != IR_INVALID && status != IR_LIMIT &&
            status != IR_ENDLESS && status != IR_CORRUPT) {
            *err = told;
            break;
        }
        session_complain(s, &told);
        s->failed = true;
        status = IR_OK;
    }
    batch_close(&batch);
    return status == IR_END ? IR_OK : status;
}

/* Join two lists with spaces. */
static void join(const struct text_list *first, const struct text_list *second,
                 struct buf *out)
{
    for (size_t i = 0; i < first->count + second->count; i++) {
        buf_adds(out, i ? " " : "");
        buf_adds(out, i < first->count ? first->items[i]
                                       : second->items[i - first->count]);
    }
}

static enum ir_status run_query(struct session *s,
                                const struct text_list *words,
                                struct ir_error *err)
{
    struct buf query = BUF_INIT;
    enum ir_status status;

    join(&s->settings->query, words, &query);
    status = answer(s, buf_text(&query), err);
    buf_free(&query);
    return status;
}

/* Print one article: to be read, or as it is. */
static enum ir_status run_article(struct session *s, struct ir_text id,
                                  struct ir_text query, struct ir_error *err)
{
    if (s->settings->verify)
        return s->answerer->verify(s, id, err);
    if (s->settings->show && s->output->show)
        return s->answerer->show(s, id, query, err);
    return s->answerer->article(s, id, err);
}

static enum ir_status run_articles(struct session *s,
                                   const struct text_list *ids,
                                   struct ir_error *err)
{
    static const struct text_list none;
    struct buf query = BUF_INIT, typed = BUF_INIT;
    bool missing = false;
    enum ir_status status;

    join(&s->settings->query, &none, &typed);
    status = expand(s, buf_text(&typed), &query, err);
    for (size_t i = 0; status == IR_OK && i < ids->count; i++) {
        s->found = false;
        status = run_article(s, text_of(ids->items[i]), buf_text(&query), err);
        if (s->settings->verify && !s->found)
            missing = true;
        if (status == IR_NOT_FOUND) {
            session_complain(s, err);
            missing = true;
            status = IR_OK;
        } else if (status == IR_OK) {
            s->page.goes_on = s->page.headed = true;
        }
    }
    s->found = status == IR_OK && !missing;
    buf_free(&typed);
    buf_free(&query);
    return status;
}

/* Print an article without marks: to be read, or as it is. */
static enum ir_status print_plain(struct session *s, struct ir_text id,
                                  bool to_read, struct ir_error *err)
{
    struct ir_article *article;
    enum ir_status status = ir_get(s->searcher, id, &article, err);

    if (status != IR_OK)
        return status;
    if (to_read && !s->settings->quiet)
        s->output->show(&s->page, &(struct ir_hit){.article = article});
    else if (!s->settings->quiet)
        s->output->article(&s->page, article);
    ir_article_free(article);
    return session_flush(s, err);
}

/* Print the bytes that a citation names; IR_NOT_FOUND unless it holds. */
static enum ir_status print_cited(struct session *s, struct ir_text citation,
                                  struct ir_error *err)
{
    struct ir_verification *v;
    struct ir_error why;
    enum ir_status status = IR_NOT_FOUND;

    if (ir_verify(s->searcher, citation, TEXT(""), &v, &why) != IR_OK)
        return IR_NOT_FOUND;
    if (v->verdict == IR_VERDICT_HOLDS) {
        if (s->output->machine && !s->settings->quiet)
            s->output->verification(&s->page, citation, v);
        else if (!s->settings->quiet)
            buf_addt(&s->out, text_slice(v->article->text, v->range.start,
                                         v->range.end));
        status = session_flush(s, err);
    } else if (v->verdict != IR_VERDICT_GONE) {
        ir_fail(err, IR_NOT_FOUND, "%.*s: %s",
                (int)(citation.size < 150 ? citation.size : 150), citation.data,
                v->verdict == IR_VERDICT_CHANGED
                    ? "the article has another text now"
                    : "the text has no such range");
    }
    ir_verification_free(v);
    return status;
}

/* An article, by its id or handle, or else the part of one that is cited. */
static enum ir_status print_article(struct session *s, struct ir_text id,
                                    struct ir_error *err)
{
    enum ir_status status = print_plain(s, id, false, err);

    return status == IR_NOT_FOUND ? print_cited(s, id, err) : status;
}

/* Can the text be a quotation alone: has it white space, or other letters than
 * ASCII, and no range or fingerprint? */
static bool is_quotation(struct ir_text text)
{
    struct citation c;
    bool spaced = false;

    if (citation_end(text) < text.size || citation_split(text, &c))
        return false;
    c = (struct citation){.id = text};
    citation_take_fingerprint(&c.id, &c);
    text = text_trim(text, BYTES_SPACE);
    for (size_t i = 0; i < text.size; i++)
        spaced = spaced || byte_in(text.data[i], BYTES_SPACE) ||
                 (unsigned char)text.data[i] >= 0x80;
    return spaced && !c.fingerprint.size;
}

/* Where does a quotation stand? */
static enum ir_status find_quotation(struct session *s, struct ir_text text,
                                     struct ir_error *err)
{
    struct ir_quotations *q;
    enum ir_status status = ir_find_quotation(s->searcher, text, &q, err);

    if (status != IR_OK)
        return status;
    s->found = q->count && q->places[0]->likeness != IR_LIKENESS_CLOSEST;
    if (!s->settings->quiet)
        s->output->quotations(&s->page, q);
    ir_quotations_free(q);
    return session_flush(s, err);
}

/* A citation, and behind it what it was given for; or a quotation, unless an
 * article has it as its id. */
static enum ir_status verify(struct session *s, struct ir_text text,
                             struct ir_error *err)
{
    size_t end = citation_end(text);
    struct ir_text citation = text_slice(text, 0, end);
    struct ir_verification *v;
    bool quotation = is_quotation(text);
    enum ir_status status;

    if (quotation && text.size > IR_ID_MAX)
        return find_quotation(s, text, err);
    status = ir_verify(s->searcher, citation, text_slice(text, end, text.size),
                       &v, err);
    if (status != IR_OK)
        return status;
    if (quotation && v->verdict == IR_VERDICT_GONE) {
        ir_verification_free(v);
        return find_quotation(s, text, err);
    }
    s->found = v->verdict == IR_VERDICT_HOLDS;
    if (!s->settings->quiet)
        s->output->verification(&s->page, citation, v);
    ir_verification_free(v);
    return session_flush(s, err);
}

static enum ir_status show_article(struct session *s, struct ir_text id,
                                   struct ir_text query, struct ir_error *err)
{
    if (query.size || s->settings->topic.count)
        return session_show(s, id, query, err);
    return print_plain(s, id, true, err);
}

static enum ir_status print_info(struct session *s, struct ir_error *err)
{
    const struct ir_index_info *info;
    struct ir_coverage *coverage;
    enum ir_status status = ir_survey(s->searcher, &coverage, err);

    if (status != IR_OK)
        return status;
    status = ir_info(s->searcher, &info, err);
    if (status == IR_OK && !s->settings->quiet)
        s->output->info(&s->page, info, coverage);
    ir_coverage_free(coverage);
    if (status != IR_OK)
        return status;
    s->found = true;
    return session_flush(s, err);
}

static enum ir_status print_terms(struct session *s, struct ir_text text,
                                  struct ir_error *err)
{
    struct ir_suggestions *suggestions;
    struct buf valid = BUF_INIT;
    enum ir_status status;

    utf8_repair(text, &valid);
    status = ir_suggest(s->searcher, buf_text(&valid),
                        s->settings->request.limit, &suggestions, err);
    if (status == IR_OK) {
        s->found = suggestions->count > 0;
        if (!s->settings->quiet)
            s->output->suggestions(&s->page, buf_text(&valid), suggestions);
        ir_suggestions_free(suggestions);
        status = session_flush(s, err);
    }
    buf_free(&valid);
    return status;
}

const struct answerer answerer_here = {
    .query = session_answer,
    .article = print_article,
    .show = show_article,
    .verify = verify,
    .why = session_why,
    .info = print_info,
    .terms = print_terms,
};

void session_init(struct session *s, const struct settings *settings,
                  struct sink *sink)
{
    memset(s, 0, sizeof(*s));
    s->settings = settings;
    s->output = output_of(settings->format);
    s->answerer = &answerer_here;
    s->sink = sink;
    s->query = s->out = (struct buf)BUF_INIT;
    s->page.out = &s->out;
    s->page.exact = true;
}

void session_free(struct session *s)
{
    buf_free(&s->query);
    buf_free(&s->out);
}

void session_start(struct session *s)
{
    s->page.tag = text_of(s->settings->tag);
    s->page.articles = s->settings->request.articles;
    s->page.brief = settings_is_brief(s->settings);
    s->page.only = s->settings->only;
    s->page.csv = s->settings->format == OUTPUT_CSV;
    s->page.columns = s->settings->fields ? &s->settings->columns : NULL;
    s->page.unit = s->settings->offsets;
    s->page.palette = &s->settings->palette;
    s->page.link = s->settings->hyperlink;
}

enum ir_status session_run(struct session *s, const struct text_list *words,
                           struct ir_error *err)
{
    enum ir_status status;

    session_start(s);
    if (s->settings->info)
        status = s->answerer->info(s, err);
    else if (s->settings->terms)
        status = s->answerer->terms(s, text_of(s->settings->terms), err);
    else if (s->settings->get || s->settings->show || s->settings->verify)
        status = run_articles(s, words, err);
    else if (s->settings->queries)
        status = run_batch(s, err);
    else
        status = run_query(s, words, err);
    return status;
}
