/* A page of HTML: one article an input. */
#include "indexer/formats/html/read_html.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/html/page_body.h"
#include "indexer/formats/html/page_facts.h"
#include "indexer/formats/html/page_hints.h"
#include "indexer/formats/html/page_letters.h"

#include <stdlib.h>
#include <strings.h>

/* Where an XML or text declaration ends and markup begins. */
static struct ir_text skip_prolog(struct ir_text head)
{
    static const char *const before[] = {"\xef\xbb\xbf", " ", "\t", "\r", "\n"};
    size_t at = 0, i;

    do {
        if (head.size - at >= 4 && !memcmp(head.data + at, "<!--", 4)) {
            const char *end = memmem(head.data + at, head.size - at, "-->", 3);

            at = end ? (size_t)(end - head.data) + 3 : head.size;
        }
        for (i = 0; i < COUNT(before); i++) {
            size_t size = strlen(before[i]);

            if (head.size - at >= size &&
                !memcmp(head.data + at, before[i], size))
                break;
        }
        if (i < COUNT(before))
            at += strlen(before[i]);
    } while (i < COUNT(before));
    return (struct ir_text){head.data + at, head.size - at};
}

static bool holds(struct ir_text t, const char *what)
{
    size_t size = strlen(what);

    for (size_t i = 0; i + size <= t.size; i++)
        if (!strncasecmp(t.data + i, what, size))
            return true;
    return false;
}

static bool starts(struct ir_text t, const char *what)
{
    size_t size = strlen(what);

    return t.size >= size && !strncasecmp(t.data, what, size);
}

static bool claims(const struct source *s, struct ir_text head)
{
    static const char *const openings[] = {"<!doctype html", "<html", "<head",
                                           "<body",          "<meta", "<title"};

    (void)s;
    head = skip_prolog(head);
    for (size_t i = 0; i < COUNT(openings); i++)
        if (starts(head, openings[i]))
            return true;
    return starts(head, "<?xml") && holds(head, "<html");
}

enum ir_status html_article(struct ir_text html, const char *charset,
                            const char *url, struct parsed *out,
                            struct problem *p)
{
    struct page page = PAGE_INIT;
    struct page_facts facts = PAGE_FACTS_INIT;
    unsigned *hints = NULL;
    enum ir_status status =
        markup_read(&page, html, charset, &out->replaced, p);

    if (status == IR_OK) {
        hints = page_hints(&page);
        page_facts(&page, hints, out, &facts);
        if (url && !out->fields[PARSED_URL].size)
            parsed_set(out, PARSED_URL, text_of(url));
        page_body(&page, hints,
                  &(struct page_told){buf_text(&facts.reference),
                                      buf_text(&facts.description),
                                      buf_text(&out->fields[PARSED_TITLE]),
                                      buf_text(&out->fields[PARSED_BYLINE])},
                  &out->fields[PARSED_TEXT]);
        if (!out->fields[PARSED_TEXT].size)
            status = problem_set(p, IR_INVALID, "empty", "no text in the page");
        else if (letters_contain(buf_text(&out->fields[PARSED_TITLE]),
                                 buf_text(&out->fields[PARSED_TEXT])))
            status = problem_set(p, IR_INVALID, "empty",
                                 "no text in the page but its title");
    }
    free(hints);
    page_facts_free(&facts);
    page_free(&page);
    return status;
}

static enum ir_status next(struct source *s, struct parsed *out,
                           struct problem *p)
{
    struct ir_text page;
    enum ir_status status;

    p->line = 0;
    if (s->line++)
        return IR_END;
    status = source_rest(s, &page, p);
    if (status != IR_OK)
        return status;
    parsed_set(out, PARSED_ID, text_of(s->name));
    if (s->is_file)
        parsed_set(out, PARSED_PATH, text_of(s->name));
    return html_article(page, NULL, NULL, out, p);
}

const struct reader read_html = {"html", ".html .htm .xhtml", claims, next};
