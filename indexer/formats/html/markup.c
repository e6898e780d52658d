/* Text and articles out of HTML. */
#include "indexer/formats/html/markup.h"
#include "indexer/formats/html/page_body.h"
#include "indexer/formats/html/page_facts.h"
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
 * What is valid as UTF-8 is that, whatever it says: other encodings hardly
 * ever are, unless they use escapes or NULs.
 */
static bool is_utf8(struct ir_text html)
{
    return utf8_valid(html) && !memchr(html.data, '\0', html.size) &&
           !memchr(html.data, '\033', html.size);
}

static enum ir_status decode(struct ir_text html, const char *charset,
                             struct buf *out, size_t *replaced,
                             struct problem *p)
{
    struct ir_text name = charset ? text_of(charset) : TEXT("");
    const char *known = charset_find(name);
    const char *kind;
    char limit[32];
    size_t mark;

    if (!known)
        known = charset_find(declared(html));
    if (!known && !charset_of_mark(html, &mark))
        known = charset_find(TEXT("windows-1252"));
    if (is_utf8(html))
        known = NULL;
    else if (!charset_of_mark(html, &mark) &&
             !(known && charset_is_wide(known)) &&
             (kind = binary_kind(html, true)))
        return binary_refuse(kind, p);
    else if (html.size > MARKUP_FOREIGN_MAX)
        return problem_set(p, IR_LIMIT, "markup",
                           "page that is not UTF-8 too large: at most %s",
                           size_words(limit, MARKUP_FOREIGN_MAX));
    charset_text(html, known, out, replaced);
    /* The parser stops at a NUL. */
    for (char *at = out->data;
         (at = memchr(at, '\0', out->size - (size_t)(at - out->data)));)
        *at = ' ';
    return IR_OK;
}

static enum ir_status read(struct page *page, struct ir_text html,
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

    if (read(&page, html, "utf-8", &replaced, &p) == IR_OK || page.count)
        page_lines(&page, 0, out);
    page_free(&page);
}

enum ir_status markup_article(struct ir_text html, const char *charset,
                              const char *url, struct raw *out,
                              struct problem *p)
{
    struct page page = PAGE_INIT;
    struct buf told = BUF_INIT;
    enum ir_status status = read(&page, html, charset, &out->replaced, p);

    if (status == IR_OK) {
        page_facts(&page, out, &told);
        if (url && !out->fields[RAW_URL].size)
            raw_set(out, RAW_URL, text_of(url));
        page_body(&page, buf_text(&told), &out->fields[RAW_TEXT]);
        if (!out->fields[RAW_TEXT].size)
            status = problem_set(p, IR_INVALID, "empty", "no text in the page");
    }
    buf_free(&told);
    page_free(&page);
    return status;
}
