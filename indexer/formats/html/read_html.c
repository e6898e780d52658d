/* A page of HTML: one article an input. */
#include "indexer/formats/html/markup.h"

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

static enum ir_status next(struct source *s, struct raw *out, struct problem *p)
{
    struct ir_text page;
    enum ir_status status;

    p->line = 0;
    if (s->line++)
        return IR_END;
    status = source_rest(s, &page, p);
    if (status != IR_OK)
        return status;
    raw_set(out, RAW_ID, text_of(s->name));
    if (s->is_file)
        raw_set(out, RAW_PATH, text_of(s->name));
    return markup_article(page, NULL, NULL, out, p);
}

const struct reader read_html = {"html", ".html .htm .xhtml", claims, next};
