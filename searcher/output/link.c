/* Hyperlinks from a form such as "https://archive.example/{id}". */
#include "searcher/output/link.h"

#include <ctype.h>

enum part { PART_URL, PART_PATH, PART_ID, PART_HANDLE, PARTS };
static const char *const names[PARTS] = {"{url}", "{path}", "{id}", "{handle}"};

/* The part whose name begins here, or PARTS. */
static enum part part_at(struct ir_text form, size_t at)
{
    size_t part = 0;

    while (part < PARTS &&
           !text_begins(text_slice(form, at, form.size), names[part]))
        part++;
    return (enum part)part;
}

bool link_form_is_valid(const char *form)
{
    struct ir_text text = text_of(form);
    size_t scheme = 0;
    bool part = false;

    if (!strcmp(form, "auto"))
        return true;
    while (isalnum((unsigned char)form[scheme]) ||
           (scheme && strchr("+-.", form[scheme]) && form[scheme]))
        scheme++;
    for (size_t i = 0; i < text.size; i++) {
        if (form[i] <= ' ' || form[i] > '~')
            return false;
        part = part || part_at(text, i) != PARTS;
    }
    return part &&
           (part_at(text, 0) == PART_URL || (scheme && form[scheme] == ':'));
}

/* Does it stand for itself in a URL?  A whole URL has been encoded. */
static bool is_plain(unsigned char c, enum part part)
{
    if (part == PART_URL)
        return c > ' ' && c <= '~';
    return (c < 0x80 && isalnum(c)) || strchr("-._~/", c);
}

static bool add_part(struct buf *out, enum part part,
                     const struct ir_article *a)
{
    const struct ir_text values[] = {a->url, a->path, a->id, a->handle};
    struct ir_text value = values[part];

    if (part == PART_URL && !text_begins(value, "http://") &&
        !text_begins(value, "https://"))
        return false;
    for (size_t i = 0; i < value.size; i++) {
        unsigned char c = (unsigned char)value.data[i];

        if (c && is_plain(c, part))
            buf_addc(out, (char)c);
        else
            buf_addf(out, "%%%02X", c);
    }
    return value.size != 0;
}

/* The link, or nothing. */
static void add_form(struct buf *out, const char *form,
                     const struct ir_article *a)
{
    struct ir_text text = text_of(form);
    struct buf link = BUF_INIT;
    bool known = true;

    for (size_t at = 0; known && at < text.size;) {
        enum part part = part_at(text, at);

        known = part == PARTS || add_part(&link, part, a);
        if (part == PARTS)
            buf_addc(&link, text.data[at++]);
        else
            at += strlen(names[part]);
    }
    if (known)
        buf_addt(out, buf_text(&link));
    buf_free(&link);
}

void link_add(struct buf *out, const char *form, const struct ir_article *a)
{
    const size_t before = out->size;

    if (strcmp(form, "auto") != 0) {
        add_form(out, form, a);
        return;
    }
    add_form(out, "{url}", a);
    if (out->size == before && a->path.size && *a->path.data == '/')
        add_form(out, "file://{path}", a);
}
