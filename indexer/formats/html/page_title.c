/* The title of an article, without the site and other additions. */
#include "indexer/formats/html/page_title.h"
#include "indexer/formats/html/markup.h"
#include "indexer/formats/html/page_letters.h"
#include "indexer/formats/html/page_lines.h"
#include "text/date.h"

#include <ctype.h>

enum {
    HEADINGS_MAX = 10, /* looked at, per page */
    PARTS_MAX = 3,     /* cut from a title */
    SURE_BYTES = 15,   /* of a heading that is more than a section */
    FIRST_BYTES = 8    /* of a line, which tell most others from a title */
};

/* The sign between two parts of a title at t[at], with its blanks; 0: none. */
static size_t sign(struct ir_text t, size_t at)
{
    static const char *const signs[] = {"|",
                                        "::",
                                        "\xe2\x80\x93",
                                        "\xe2\x80\x94",
                                        "\xe2\x80\xa2",
                                        "\xc2\xb7",
                                        "\xc2\xbb",
                                        "\xc2\xab",
                                        "-",
                                        ":",
                                        "/"};
    size_t from = at;

    while (at < t.size && byte_in(t.data[at], BYTES_SPACE))
        at++;
    if (at < t.size && isalnum((unsigned char)t.data[at]))
        return 0;
    for (size_t i = 0; i < COUNT(signs); i++) {
        size_t size = strlen(signs[i]);
        bool blank;

        if (t.size - at < size || memcmp(t.data + at, signs[i], size) != 0)
            continue;
        blank = at + size < t.size && byte_in(t.data[at + size], BYTES_SPACE);
        if (*signs[i] != '|' && (!blank || (at == from && *signs[i] != ':')))
            return 0;
        at += size;
        while (at < t.size && byte_in(t.data[at], BYTES_SPACE))
            at++;
        return at - from;
    }
    return 0;
}

/* Closing quotes and full stops belong to what is before them. */
static size_t past_end(struct ir_text t, size_t at)
{
    while (at < t.size && strchr("\"').!?", t.data[at]))
        at++;
    if (at + 2 < t.size && !memcmp(t.data + at, "\xe2\x80", 2) &&
        (unsigned char)t.data[at + 2] >= 0x99 &&
        (unsigned char)t.data[at + 2] <= 0x9d)
        at += 3;
    return at;
}

/* Is a line the title, or what it has before a sign? */
static bool begins_title(struct ir_text title, struct ir_text line)
{
    size_t at = line.size >= SURE_BYTES ? letters_begin(title, line) : 0;

    at = at ? past_end(title, at) : 0;
    return at && (at == title.size || sign(title, at));
}

/* Is it the name of the site, which leads to its front page? */
static bool leads_home(const struct page *page, size_t heading)
{
    for (size_t i = heading; i < page->nodes[heading].end; i++) {
        struct ir_text href = page_attr(page, i, ATTR_HREF);
        const char *host = page->nodes[i].tag == TAG_A && href.size
                               ? memmem(href.data, href.size, "://", 3)
                               : NULL;

        if (page->nodes[i].tag == TAG_A && text_is(href, "/"))
            return true;
        if (!host)
            continue;
        host += 3;
        host = memchr(host, '/', (size_t)(href.data + href.size - host));
        if (!host || host + 1 == href.data + href.size)
            return true;
    }
    return false;
}

/* The h1 that the title begins with, or else the first; *sure: it does. */
static size_t find_h1(const struct page *page, struct ir_text title,
                      struct buf *out, bool *sure)
{
    struct buf line = BUF_INIT;
    size_t found = 0, count = 0, next;

    *sure = false;
    for (size_t i = 0; i < page->count && count < HEADINGS_MAX; i = next) {
        next = i + 1;
        if (page->nodes[i].tag != TAG_H1)
            continue;
        next = page->nodes[i].end;
        count++;
        buf_clear(&line);
        page_line(page, i, &line);
        if (line.size > MARKUP_FIELD_MAX || leads_home(page, i))
            line.size = 0;
        *sure = letters_common(title, buf_text(&line), sure) && *sure;
        if (!line.size || (found && !*sure))
            continue;
        found = i;
        buf_clear(out);
        buf_addt(out, buf_text(&line));
        if (*sure)
            break;
    }
    buf_free(&line);
    return found;
}

/* The title, and what follows its signs, "Site - Title". */
struct starts {
    struct ir_text items[1 + PARTS_MAX];
    size_t count;
};

/* A colon is a sign only where no h1 has the whole title. */
static struct starts starts_of(struct ir_text title, bool colon)
{
    struct starts s = {.items = {title}, .count = 1};

    for (size_t i = 1; i < title.size && s.count < COUNT(s.items); i++) {
        const size_t skip = title.data[i] == ':' && !colon ? 0 : sign(title, i);

        if (!skip || title.size - (i + skip) < SURE_BYTES)
            continue;
        s.items[s.count++] = text_slice(title, i + skip, title.size);
        i += skip - 1;
    }
    return s;
}

/* Does a line begin one of them, and if whole, end where it or a sign does? */
static bool begins_one(const struct starts *s, struct ir_text line, bool whole)
{
    for (size_t i = 0; i < s->count; i++)
        if (whole ? begins_title(s->items[i], line)
                  : letters_begin(s->items[i], line) > 0)
            return true;
    return false;
}

/* The title in a line of its own, in whatever element; 0 if there is none. */
static size_t find_line(const struct page *page, struct ir_text title,
                        bool colon, struct buf *out)
{
    const struct starts starts = starts_of(title, colon);
    struct buf line = BUF_INIT;
    size_t found = 0;

    for (size_t i = 0; i < page->count && !found; i++) {
        const struct page_node *n = &page->nodes[i];
        const struct page_node *up = &page->nodes[n->parent];

        if (n->tag != TAG_TEXT || n->size < SURE_BYTES ||
            up->tag == TAG_TITLE ||
            (up->tag == TAG_A && page->nodes[up->parent].tag != TAG_HEADING))
            continue;
        if (!begins_one(&starts,
                        text_slice(page_bytes(page, i), 0, FIRST_BYTES), false))
            continue;
        buf_clear(&line);
        page_line(page, n->parent, &line);
        if (begins_one(&starts, buf_text(&line), true))
            found = n->parent;
    }
    if (found) {
        buf_clear(out);
        buf_addt(out, buf_text(&line));
    }
    buf_free(&line);
    return found;
}

size_t page_heading(const struct page *page, struct ir_text title,
                    struct buf *out)
{
    bool sure;
    size_t h1 = find_h1(page, title, out, &sure);
    size_t line = sure ? 0 : find_line(page, title, !h1, out);

    return line ? line : h1;
}

bool page_title_holds(struct ir_text title, struct ir_text heading)
{
    return letters_begin(title, heading) ||
           (2 * heading.size >= title.size && letters_contain(title, heading));
}

static void keep(struct buf *title, size_t from, size_t end)
{
    struct ir_text t =
        text_trim(text_slice(buf_text(title), from, end), BYTES_SPACE);

    memmove(title->data, t.data, t.size);
    title->size = t.size;
    title->data[t.size] = '\0';
}

/* The heading, and then or before it a sign and anything. */
static bool cut_by_heading(struct buf *title, struct ir_text heading)
{
    struct ir_text t = buf_text(title);
    size_t at = heading.size >= SURE_BYTES ? letters_begin(t, heading) : 0;

    if (at) {
        at = past_end(t, at);
        if (at < t.size && sign(t, at))
            keep(title, 0, at);
        return true;
    }
    for (size_t i = 1; heading.size >= SURE_BYTES && i < t.size; i++) {
        const size_t skip = sign(t, i);
        const struct ir_text rest = text_slice(t, i + skip, t.size);

        if (skip && rest.size && begins_title(rest, heading)) {
            keep(title, i + skip,
                 i + skip + past_end(rest, letters_begin(rest, heading)));
            return true;
        }
    }
    return false;
}

/* A title that was cut short, where the heading is not. */
static bool complete(struct buf *title, struct ir_text heading)
{
    struct ir_text t = buf_text(title);
    size_t dots = t.size;

    if (t.size > 3 && !memcmp(t.data + t.size - 3, "...", 3))
        dots = t.size - 3;
    else if (t.size > 3 && !memcmp(t.data + t.size - 3, "\xe2\x80\xa6", 3))
        dots = t.size - 3;
    if (dots == t.size || !letters_begin(heading, text_slice(t, 0, dots)))
        return false;
    buf_clear(title);
    buf_addt(title, heading);
    return true;
}

/* Has a heading a part of a title, and behind a sign another: the title's rest in
 * other words? */
static bool goes_on(struct ir_text heading, struct ir_text part)
{
    size_t at = letters_begin(heading, part);

    at = at ? past_end(heading, at) : 0;
    return at && at < heading.size && sign(heading, at);
}

/* A heading has a kicker too, the title has the site: cut that. */
static bool cut_by_part(struct buf *title, struct ir_text heading)
{
    struct ir_text t = buf_text(title);

    for (size_t i = t.size; i-- > SURE_BYTES;) {
        const struct ir_text part = text_slice(t, 0, i);

        if (sign(t, i) && letters_contain(heading, part) &&
            !goes_on(heading, part)) {
            keep(title, 0, i);
            return true;
        }
    }
    return false;
}

static bool is_addition(struct ir_text part, struct ir_text site,
                        struct ir_text host)
{
    struct date date;

    return letters_equal(part, site) || letters_equal(part, host) ||
           (host.size > 3 && letters_begin(part, host)) ||
           date_read(part, &date) >= DATE_DAY;
}

/* One part from either end; false if there is none. */
static bool cut_part(struct buf *title, struct ir_text site,
                     struct ir_text host)
{
    struct ir_text t = buf_text(title);

    for (size_t i = t.size; i-- > 1;) {
        size_t skip = sign(t, i);

        if (skip && i + skip < t.size &&
            is_addition(text_slice(t, i + skip, t.size), site, host)) {
            keep(title, 0, i);
            return true;
        }
    }
    for (size_t i = 1; i < t.size; i++) {
        size_t skip = sign(t, i);

        if (skip && i + skip < t.size && t.data[i] != ':' &&
            (letters_equal(text_slice(t, 0, i), site) ||
             letters_equal(text_slice(t, 0, i), host))) {
            keep(title, i + skip, t.size);
            return true;
        }
    }
    return false;
}

void page_title_cut(struct buf *title, struct ir_text heading,
                    struct ir_text site, struct ir_text host)
{
    if (heading.size && (letters_equal(buf_text(title), site) ||
                         letters_equal(buf_text(title), host))) {
        buf_clear(title);
        buf_addt(title, heading);
    }
    if (complete(title, heading) || cut_by_heading(title, heading) ||
        cut_by_part(title, heading))
        return;
    for (int i = 0; i < PARTS_MAX && cut_part(title, site, host); i++)
        ;
}
