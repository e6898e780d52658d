/* Pieces of HTML as text. */
#include "indexer/formats/html/markup.h"
#include "indexer/formats/html/page_lines.h"
#include "indexer/input/binary.h"
#include "indexer/input/charset.h"
#include "text/utf8.h"

#include <ctype.h>
#include <strings.h>

enum {
    DECLARED_WITHIN = 4096,       /* bytes; browsers look at 1024 */
    MARKUP_FOREIGN_MAX = 8 << 20, /* bytes; as UTF-8 they may be three times */
};

static size_t skip(struct ir_text t, size_t at, const char *what)
{
    while (at < t.size && t.data[at] && strchr(what, t.data[at]))
        at++;
    return at;
}

/* charset=NAME of a meta element, or encoding="NAME" of an XML declaration. */
static struct ir_text declared(struct ir_text html)
{
    static const char *const keys[] = {"charset", "encoding"};
    size_t size = html.size < DECLARED_WITHIN ? html.size : DECLARED_WITHIN;

    for (size_t i = 0; i < size; i++)
        for (size_t k = 0; k < COUNT(keys); k++) {
            size_t at = i + strlen(keys[k]), end;

            if (at >= size || strncasecmp(html.data + i, keys[k], at - i))
                continue;
            at = skip(html, at, " \t\r\n");
            if (at >= size || html.data[at] != '=')
                continue;
            at = end = skip(html, at + 1, " \t\r\n\"'");
            while (end < size && (isalnum((unsigned char)html.data[end]) ||
                                  strchr("-_:.", html.data[end])))
                end++;
            if (end > at)
                return (struct ir_text){html.data + at, end - at};
        }
    return TEXT("");
}

/*
 * Valid UTF-8 is UTF-8, whatever the page declares: text in other encodings is
 * hardly ever valid UTF-8, unless they use escapes or NULs.
 */
static bool is_utf8(struct ir_text html)
{
    return utf8_valid(html) && !text_find(html, '\0') &&
           !text_find(html, '\033');
}

static enum ir_status decode(struct ir_text html, const char *charset,
                             struct buf *out, size_t *replaced,
                             struct problem *p)
{
    struct ir_text name = charset ? text_of(charset) : TEXT("");
    bool utf8 = is_utf8(html);
    const char *known = utf8 ? NULL : charset_find(name);
    const char *kind;
    char limit[32];
    size_t mark;
    bool marked = charset_of_mark(html, &mark) != NULL;

    if (!known && !utf8)
        known = charset_find(declared(html));
    if (!known && !utf8 && !marked)
        known = charset_find(TEXT("windows-1252"));
    if (!utf8 && !marked && !(known && charset_is_wide(known)) &&
        (kind = binary_kind(html, true)))
        return binary_refuse(kind, p);
    if (!utf8 && html.size > MARKUP_FOREIGN_MAX)
        return problem_set(p, IR_LIMIT, "markup",
                           "page that is not UTF-8 too large: at most %s",
                           size_words(limit, MARKUP_FOREIGN_MAX));
    if (utf8 && !marked) {
        buf_addt(out, html);
        return IR_OK;
    }
    charset_text(html, known, out, replaced);
    /* The parser stops at a NUL. */
    for (size_t i = 0; i < out->size; i++)
        if (!out->data[i])
            out->data[i] = ' ';
    return IR_OK;
}

enum ir_status markup_read(struct page *page, struct ir_text html,
                           const char *charset, size_t *replaced,
                           struct problem *p)
{
    struct buf text = BUF_INIT;
    enum ir_status status;

    status = decode(html, charset, &text, replaced, p);
    if (status == IR_OK)
        status = page_read(page, buf_text(&text), p);
    buf_free(&text);
    return status;
}

void markup_text(struct ir_text html, struct buf *out)
{
    struct page page = PAGE_INIT;
    struct problem p;
    size_t replaced = 0;

    if (markup_read(&page, html, "utf-8", &replaced, &p) == IR_OK || page.count)
        page_lines(&page, 0, out);
    page_free(&page);
}

static bool is_url(struct ir_text t)
{
    return t.size > 8 && (!strncasecmp(t.data, "http://", 7) ||
                          !strncasecmp(t.data, "https://", 8));
}

static void set(struct parsed *out, enum parsed_field field,
                struct ir_text line)
{
    static const struct ir_text by = {"By ", 3};

    if (field == PARSED_BYLINE && line.size > by.size &&
        !strncasecmp(line.data, by.data, by.size)) {
        line.data += by.size;
        line.size -= by.size;
    }
    if (line.size > MARKUP_FIELD_MAX) {
        line.size = MARKUP_FIELD_MAX;
        while (line.size && (line.data[line.size] & 0xc0) == 0x80)
            line.size--;
    }
    parsed_set(out, field, line);
}

/* The same spaces as in lines of text: one between two words. */
static void one_line(struct buf *line)
{
    size_t to = 0;

    for (size_t i = 0; i < line->size; i++) {
        char c = line->data[i];

        if (c != ' ' && (c < '\t' || c > '\r'))
            line->data[to++] = c;
        else if (to && line->data[to - 1] != ' ')
            line->data[to++] = ' ';
    }
    while (to && line->data[to - 1] == ' ')
        to--;
    line->size = to;
    if (line->room)
        line->data[to] = '\0';
}

void markup_field(struct parsed *out, enum parsed_field field,
                  struct ir_text value)
{
    struct buf line = BUF_INIT;

    if (field == PARSED_DATE && out->fields[field].size)
        parsed_offer_date(out, value);
    if (out->fields[field].size || !value.size)
        return;
    if (field == PARSED_BYLINE && is_url(value))
        return; /* of a profile */
    if (field == PARSED_URL && !is_url(value))
        return; /* relative: the base is unknown here */
    if (field != PARSED_URL && (text_find(value, '&') || text_find(value, '<')))
        markup_text(value, &line);
    else
        buf_addt(&line, value);
    one_line(&line);
    if (line.size)
        set(out, field, buf_text(&line));
    buf_free(&line);
}
