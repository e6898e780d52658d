/* Fields that may be HTML, by the tags in them. */
#include "indexer/formats/html/field_text.h"
#include "indexer/formats/html/markup.h"

#include <ctype.h>

#define TAG_MAX 12 /* bytes of a tag's name */

/* Tags that text in HTML has; the first begin a line. */
static const char blocks[] = " p br div li h1 h2 h3 h4 h5 h6 ul ol tr table "
                             "blockquote figure section article header pre ";
static const char inlines[] = " a b i u em strong span img sup sub small cite "
                              "iframe script style font q mark ";

enum markup { PLAIN, ENTITIES, INLINE, BLOCKS };

static enum markup tag_at(const char *at, const char *end)
{
    char word[TAG_MAX + 3] = " ";
    size_t size = 1;

    at += at < end && *at == '/';
    while (at < end && isalnum((unsigned char)*at) && size <= TAG_MAX)
        word[size++] = (char)tolower((unsigned char)*at++);
    if (size == 1 || at == end || !strchr(" \t\n>/", *at))
        return PLAIN;
    word[size] = ' ';
    word[size + 1] = '\0';
    if (strstr(blocks, word))
        return BLOCKS;
    return strstr(inlines, word) ? INLINE : PLAIN;
}

/* &amp; or &#8217; */
static bool is_entity(const char *at, const char *end)
{
    size_t size = 0;

    at += at < end && *at == '#';
    while (at + size < end && isalnum((unsigned char)at[size]) &&
           size <= TAG_MAX)
        size++;
    return size > 1 && at + size < end && at[size] == ';';
}

static enum markup markup_of(struct ir_text t)
{
    const char *at = t.data, *end = t.data + t.size;
    enum markup most = PLAIN;

    while (at < end && most < BLOCKS &&
           (at = memchr(at, '<', (size_t)(end - at)))) {
        enum markup found = tag_at(++at, end);

        if (found > most)
            most = found;
    }
    for (at = t.data;
         !most && at < end && (at = memchr(at, '&', (size_t)(end - at)));)
        if (is_entity(++at, end))
            return ENTITIES;
    return most;
}

/* Where no tag begins a line, the lines are those of the source. */
static void add_lines(struct ir_text t, struct buf *out)
{
    while (t.size) {
        const char *end = text_find(t, '\n');
        struct ir_text line = {t.data, end ? (size_t)(end - t.data) : t.size};

        markup_text(line, out);
        if (end)
            buf_addc(out, '\n');
        t.data += line.size + (end != NULL);
        t.size -= line.size + (end != NULL);
    }
}

bool field_is_html(struct ir_text value)
{
    return markup_of(value) != PLAIN;
}

void field_text(struct ir_text value, bool html, struct buf *out)
{
    const enum markup kind = html ? BLOCKS : markup_of(value);

    if (kind == BLOCKS)
        markup_text(value, out);
    else if (kind == PLAIN)
        buf_addt(out, value);
    else
        add_lines(value, out);
}
