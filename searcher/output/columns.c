/* What each column of a table of hits has. */
#include "searcher/output/columns.h"
#include "searcher/output/json.h"
#include "searcher/output/output.h"
#include "text/citation.h"
#include "text/date.h"

#include <inttypes.h>

#define BETWEEN ", " /* words in one cell */

struct column {
    const char *name;
    void (*add)(const struct column *c, const struct row *row, struct buf *out);
    size_t member; /* offset in ir_hit or ir_article, or 0 */
};

static const void *member_of(const void *of, size_t offset)
{
    return (const char *)of + offset;
}

static void add_number(struct buf *out, uint64_t number)
{
    buf_addf(out, "%" PRIu64, number);
}

static void add_word(struct buf *out, struct ir_text word)
{
    buf_adds(out, out->size ? BETWEEN : "");
    buf_addt(out, word);
}

/* A text of the article. */
static void add_text(const struct column *c, const struct row *row,
                     struct buf *out)
{
    const struct ir_text *text = member_of(row->hit->article, c->member);

    buf_addt(out, *text);
}

/* A size of the hit. */
static void add_size(const struct column *c, const struct row *row,
                     struct buf *out)
{
    const size_t *size = member_of(row->hit, c->member);

    add_number(out, *size);
}

/* The number of a sentence, from 0. */
static void add_sentence(const struct column *c, const struct row *row,
                         struct buf *out)
{
    const uint32_t *sentence = member_of(row->hit, c->member);

    add_number(out, *sentence);
}

/* One end of what is shown. */
static void add_offset(const struct column *c, const struct row *row,
                       struct buf *out)
{
    struct units u = units_of(row->unit, row->hit->article->text);
    const size_t *byte = member_of(row, c->member);

    add_number(out, units_before(&u, *byte));
}

static void add_qid(const struct column *c, const struct row *row,
                    struct buf *out)
{
    (void)c;
    buf_addt(out, row->qid);
}

static void add_score(const struct column *c, const struct row *row,
                      struct buf *out)
{
    (void)c;
    json_put_exact(&(struct json){out, false}, row->hit->score);
}

static void add_words(const struct column *c, const struct row *row,
                      struct buf *out)
{
    (void)c;
    add_number(out, row->hit->article->words);
}

/* How many others tell the story; empty: not known. */
static void add_copies(const struct column *c, const struct row *row,
                       struct buf *out)
{
    (void)c;
    if (row->hit->story)
        add_number(out, row->hit->story->count);
}

static void add_copy_ids(const struct column *c, const struct row *row,
                         struct buf *out)
{
    const struct ir_story *story = row->hit->story;

    (void)c;
    for (size_t i = 0; story && i < story->copy_count; i++)
        add_word(out, story->copies[i]->id);
}

static void add_fingerprint(const struct column *c, const struct row *row,
                            struct buf *out)
{
    (void)c;
    buf_adds(out, row->hit->article->fingerprint);
}

static void add_date(const struct column *c, const struct row *row,
                     struct buf *out)
{
    const struct ir_article *a = row->hit->article;

    (void)c;
    if (a->has_date)
        date_add(out, a->date, a->utc_offset, a->date_only);
}

static void add_shown(const struct column *c, const struct row *row,
                      struct buf *out)
{
    (void)c;
    buf_addt(out, output_part(row->hit->article->text, row->start, row->end));
}

static void add_citation(const struct column *c, const struct row *row,
                         struct buf *out)
{
    const struct ir_article *a = row->hit->article;

    (void)c;
    citation_add(out, a->id, a->fingerprint, row->start, row->end);
}

static void add_missing(const struct column *c, const struct row *row,
                        struct buf *out)
{
    (void)c;
    for (size_t i = 0; i < row->hit->missing_count; i++)
        add_word(out, row->hit->missing[i]);
}

static struct ir_text match_text(const struct ir_hit *hit, size_t i)
{
    const struct ir_span *s = &hit->spans[i];
    const struct ir_article *a = hit->article;

    return output_part(s->field == IR_FIELD_TITLE ? a->title : a->text,
                       s->start, s->end);
}

/* Each text that matches in what is shown, or in the title, once. */
static void add_matches(const struct column *c, const struct row *row,
                        struct buf *out)
{
    const struct ir_hit *hit = row->hit;

    (void)c;
    for (size_t i = 0; i < hit->span_count; i++) {
        const struct ir_span *s = &hit->spans[i];
        bool known = s->field == IR_FIELD_BODY &&
                     (s->start < row->start || s->end > row->end);

        for (size_t j = 0; j < i && !known; j++)
            known = text_equal(match_text(hit, j), match_text(hit, i));
        if (!known)
            add_word(out, match_text(hit, i));
    }
}

#define OF_ARTICLE(name) offsetof(struct ir_article, name)
#define OF_HIT(name) offsetof(struct ir_hit, name)
#define OF_ROW(name) offsetof(struct row, name)
static const struct column columns[] = {
    {"qid", add_qid, 0},
    {"rank", add_size, OF_HIT(rank)},
    {"score", add_score, 0},
    {"id", add_text, OF_ARTICLE(id)},
    {"handle", add_text, OF_ARTICLE(handle)},
    {"date", add_date, 0},
    {"source", add_text, OF_ARTICLE(source)},
    {"section", add_text, OF_ARTICLE(section)},
    {"byline", add_text, OF_ARTICLE(byline)},
    {"lang", add_text, OF_ARTICLE(lang)},
    {"title", add_text, OF_ARTICLE(title)},
    {"url", add_text, OF_ARTICLE(url)},
    {"path", add_text, OF_ARTICLE(path)},
    {"index", add_text, OF_ARTICLE(index)},
    {"words", add_words, 0},
    {"fingerprint", add_fingerprint, 0},
    {"passages", add_size, OF_HIT(passages)},
    {"copies", add_copies, 0},
    {"copy_ids", add_copy_ids, 0},
    {"first", add_sentence, OF_HIT(first)},
    {"last", add_sentence, OF_HIT(last)},
    {"start", add_offset, OF_ROW(start)},
    {"end", add_offset, OF_ROW(end)},
    {"text", add_shown, 0},
    {"matches", add_matches, 0},
    {"missing", add_missing, 0},
    {"citation", add_citation, 0},
};

static size_t find(struct ir_text name)
{
    size_t i = 0;

    while (i < COUNT(columns) && !text_equal(name, text_of(columns[i].name)))
        i++;
    return i;
}

static enum ir_status unknown(struct ir_text name, struct ir_error *err)
{
    struct buf all = BUF_INIT;

    for (size_t i = 0; i < COUNT(columns); i++)
        buf_addf(&all, "%s%s", i ? " " : "", columns[i].name);
    ir_fail(err, IR_INVALID, "option --fields: \"%.*s\" is none of %s",
            (int)(name.size < 24 ? name.size : 24), name.data, all.data);
    buf_free(&all);
    return IR_INVALID;
}

enum ir_status columns_read(const char *list, struct columns *out,
                            struct ir_error *err)
{
    out->count = 0;
    for (;; list++) {
        struct ir_text whole = {list, strcspn(list, ",")};
        struct ir_text name = text_trim(whole, BYTES_BLANK);
        size_t known = find(name);

        if (known == COUNT(columns))
            return unknown(name, err);
        if (out->count == COLUMNS_MAX)
            return ir_fail(err, IR_LIMIT, "option --fields: at most %d columns",
                           COLUMNS_MAX);
        out->items[out->count++] = (unsigned char)known;
        list += whole.size;
        if (!*list)
            return IR_OK;
    }
}

void columns_usual(struct columns *out, bool batch)
{
    static const char *const names[] = {"qid",  "rank",   "score", "id",
                                        "date", "source", "title", "start",
                                        "end",  "text"};

    out->count = 0;
    for (size_t i = batch ? 0 : 1; i < COUNT(names); i++)
        out->items[out->count++] = (unsigned char)find(text_of(names[i]));
}

const char *column_name(const struct columns *c, size_t i)
{
    return columns[c->items[i]].name;
}

void column_add(const struct columns *all, size_t i, const struct row *row,
                struct buf *out)
{
    const struct column *c = &columns[all->items[i]];

    c->add(c, row, out);
}
