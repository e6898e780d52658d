/* Archives in SGML: TREC's collections and Reuters-21578. */
#include "indexer/formats/formats.h"
#include "indexer/formats/sgml.h"
#include "indexer/formats/sgml_fields.h"
#include "indexer/formats/text/paragraphs.h"
#include "indexer/formats/text/wire.h"
#include "indexer/formats/xml/xml_prolog.h"
#include "indexer/input/charset.h"
#include "text/utf8.h"

#include <inttypes.h>
#include <stdlib.h>
#include <strings.h>

#define AHEAD ((size_t)1 << 16)
#define JOINED_MAX 1000 /* bytes of sections */

static const char *const roots[] = {"DOC", "REUTERS"};

struct archive {
    uint64_t ordinal, line;
    struct sgml_fields fields;
    struct buf value, utf8;
    bool any;
};

static void archive_free(void *state)
{
    struct archive *a = state;

    sgml_fields_free(&a->fields);
    buf_free(&a->value);
    buf_free(&a->utf8);
    free(a);
}

static struct archive *archive_of(struct source *s)
{
    static const struct buf none = BUF_INIT;
    struct archive *a = s->state;

    if (a)
        return a;
    a = xcalloc(1, sizeof(*a));
    sgml_fields_start(&a->fields);
    a->value = a->utf8 = none;
    a->line = 1;
    s->state = a;
    s->free_state = archive_free;
    return a;
}

/* The root whose tag begins here, with mark before its name; or NULL. */
static const char *root_at(struct ir_text t, const char *mark)
{
    size_t begin = strlen(mark);

    if (t.size < begin || memcmp(t.data, mark, begin) != 0)
        return NULL;
    for (size_t i = 0; i < COUNT(roots); i++) {
        size_t end = begin + strlen(roots[i]);

        if (end < t.size && strchr("> \t\r\n", t.data[end]) && t.data[end] &&
            !strncasecmp(t.data + begin, roots[i], end - begin))
            return roots[i];
    }
    return NULL;
}

static uint64_t count_lines(struct ir_text t)
{
    uint64_t lines = 0;
    const char *at = t.data, *end = t.data + t.size;

    while (at < end && (at = memchr(at, '\n', (size_t)(end - at)))) {
        lines++;
        at++;
    }
    return lines;
}

static void skip_over(struct archive *a, struct source *s, struct ir_text t,
                      size_t size)
{
    t.size = size;
    a->line += count_lines(t);
    source_take(s, size);
}

/* Advance to the next root; IR_END if there is none. */
static enum ir_status find_root(struct archive *a, struct source *s,
                                struct problem *p)
{
    enum ir_status status;
    struct ir_text t;
    const char *at;

    for (;;) {
        size_t size, left;

        status = source_ahead(s, AHEAD, &t, p);
        if (status != IR_OK)
            return status;
        at = t.data;
        while ((at = memchr(at, '<', (size_t)(t.data + t.size - at)))) {
            if (root_at((struct ir_text){at, (size_t)(t.data + t.size - at)},
                        "<")) {
                skip_over(a, s, t, (size_t)(at - t.data));
                return IR_OK;
            }
            at++;
        }
        left = t.size < AHEAD ? 0 : SGML_TAG_MAX;
        size = t.size - left;
        if (!size)
            return IR_END;
        skip_over(a, s, t, size);
    }
}

/*
 * The size of the document at the start of t, without its end tag; *whole
 * includes the tag.  0 if t does not reach its end.  The next start tag of a
 * document also ends it: some have no end tag.
 */
static size_t document_size(struct ir_text t, size_t *scanned, size_t *whole)
{
    const char *at = t.data + *scanned, *end = t.data + t.size;

    while ((at = memchr(at, '<', (size_t)(end - at)))) {
        struct ir_text rest = {at, (size_t)(end - at)};
        const char *close;
        size_t size = (size_t)(at - t.data);

        if (rest.size < SGML_TAG_MAX)
            *scanned = size;
        if (root_at(rest, "<")) {
            *whole = size;
            return size;
        }
        close = root_at(rest, "</") ? memchr(at, '>', rest.size) : NULL;
        if (close) {
            *whole = (size_t)(close - t.data) + 1;
            return size;
        }
        at++;
    }
    return 0;
}

/* Where the word that begins at i ends. */
static size_t word_end(struct ir_text t, size_t i)
{
    while (i < t.size && strchr(" \t", t.data[i]))
        i++;
    while (i < t.size && !strchr(" \t", t.data[i]))
        i++;
    return i;
}

/*
 * "27-MAR-1987 11:51:33.23" without what operators wrote behind it, "January
 * 1, 1989" without the day of the week and the edition.
 */
static struct ir_text date_part(struct ir_text t)
{
    size_t i = 0, word = word_end(t, 0);
    int commas = 0;

    if (word > 4 && t.data[word - 5] == '-') {
        t.size = word_end(t, word);
        return t;
    }
    for (; i < t.size && t.data[i] != '\n'; i++) {
        commas += t.data[i] == ',';
        if (commas == 2)
            break;
    }
    return text_trim((struct ir_text){t.data, i}, BYTES_BLANK);
}

static struct ir_text slot(const struct archive *a, unsigned which)
{
    return text_trim(buf_text(&a->fields.slots[which]), BYTES_BLANK);
}

/* A text without a title has it in its first line. */
static struct ir_text take_first_line(struct ir_text text, struct parsed *out)
{
    const char *end = text_find(text, '\n');
    size_t size = end ? (size_t)(end - text.data) : text.size;

    squeeze((struct ir_text){text.data, size}, &out->fields[PARSED_TITLE]);
    return text_trim((struct ir_text){text.data + size, text.size - size},
                     BYTES_BLANK);
}

static enum ir_status fill(struct archive *a, const struct source *s,
                           struct parsed *out, struct problem *p)
{
    static const enum parsed_field plain[] = {
        PARSED_TITLE, PARSED_SOURCE, PARSED_SECTION, PARSED_LANG, PARSED_URL};
    struct ir_text text = slot(a, PARSED_TEXT), id = slot(a, PARSED_ID);

    for (size_t i = 0; i < COUNT(plain); i++)
        squeeze(slot(a, plain[i]), &out->fields[plain[i]]);
    if (out->fields[PARSED_SECTION].size > JOINED_MAX)
        buf_clear(&out->fields[PARSED_SECTION]);
    parsed_set(out, PARSED_DATE, date_part(slot(a, PARSED_DATE)));
    buf_clear(&a->value);
    squeeze(slot(a, PARSED_BYLINE), &a->value);
    parsed_set(out, PARSED_BYLINE, byline_name(buf_text(&a->value)));
    if (a->fields.brief)
        text.size = 0; /* "Blah blah blah." */
    else if (!text.size && !out->fields[PARSED_TITLE].size)
        text = slot(a, SGML_LOOSE);
    if (!out->fields[PARSED_TITLE].size && a->fields.ranks[PARSED_ID] == 1 &&
        !memcmp(id.data, "reuters-", id.size < 8 ? id.size : 8))
        text = take_first_line(text, out);
    buf_clear(&a->value);
    squeeze(slot(a, SGML_DATELINE), &a->value);
    dateline_lead(buf_text(&a->value), text, &out->fields[PARSED_TEXT]);
    if (id.size)
        parsed_set(out, PARSED_ID, id);
    else
        unique_id(s->name, id, a->ordinal, &out->fields[PARSED_ID]);
    if (s->is_file)
        parsed_set(out, PARSED_PATH, text_of(s->name));
    if (!out->fields[PARSED_TEXT].size && !out->fields[PARSED_TITLE].size)
        return problem_set(p, IR_INVALID, "empty",
                           "an article without headline and text");
    return IR_OK;
}

static enum ir_status too_large(struct archive *a, struct source *s,
                                struct problem *p)
{
    char limit[32];
    struct ir_text t;
    uint64_t line = p->line;
    enum ir_status status = source_ahead(s, AHEAD, &t, p);

    /* Past its root, so that the next search finds another. */
    if (status == IR_OK)
        skip_over(a, s, t, 1);
    p->line = line;
    return problem_set(p, IR_LIMIT, "too_large",
                       "an article over --max-size %s",
                       size_words(limit, s->max));
}

static enum ir_status next(struct source *s, struct parsed *out,
                           struct problem *p)
{
    struct archive *a = archive_of(s);
    size_t want = AHEAD, scanned = 1, size, whole = 0;
    enum ir_status status = find_root(a, s, p);
    struct ir_text t;

    p->line = a->line;
    if (status == IR_END && !a->any) {
        a->any = true;
        p->line = 0;
        return problem_set(p, IR_INVALID, "no_article", "no <DOC> in it");
    }
    if (status != IR_OK)
        return status;
    a->any = true;
    a->ordinal++;
    for (;;) {
        status = source_ahead(s, want, &t, p);
        if (status != IR_OK)
            return status;
        p->line = a->line;
        size = document_size(t, &scanned, &whole);
        if (size || t.size < want)
            break;
        if (want > s->max)
            return too_large(a, s, p);
        want *= 2;
    }
    if (!size) {
        skip_over(a, s, t, t.size);
        return problem_set(p, IR_INVALID, "truncated",
                           "the article does not end");
    }
    t.size = size;
    a->utf8.size = 0;
    if (!utf8_valid(t))
        charset_guess(t, s->encoding, &a->utf8, &out->replaced,
                      &out->converted);
    sgml_fields_read(&a->fields, a->utf8.size ? buf_text(&a->utf8) : t);
    skip_over(a, s, t, whole);
    return fill(a, s, out, p);
}

static bool claims(const struct source *s, struct ir_text head)
{
    struct ir_text root = xml_root(head);

    (void)s;
    for (size_t i = 0; i < COUNT(roots); i++)
        if (sgml_is(root, roots[i]))
            return true;
    return false;
}

const struct reader read_sgml = {"sgml", ".sgml .sgm .trec", claims, next};
