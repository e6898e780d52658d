/* Reads what is before the root element, without a parser. */
#include "indexer/formats/xml/xml_prolog.h"

#include <strings.h>

static bool starts_with(struct ir_text t, const char *with)
{
    size_t size = strlen(with);

    return t.size >= size && !memcmp(t.data, with, size);
}

static struct ir_text from(struct ir_text t, size_t at)
{
    at = at < t.size ? at : t.size;
    return (struct ir_text){t.data + at, t.size - at};
}

static struct ir_text after_blanks(struct ir_text t)
{
    size_t i = 0;

    while (i < t.size && memchr(" \t\r\n", t.data[i], 4))
        i++;
    return from(t, i);
}

static size_t end_of(struct ir_text t, const char *mark)
{
    const char *at = memmem(t.data, t.size, mark, strlen(mark));

    return at ? (size_t)(at - t.data) + strlen(mark) : t.size;
}

/* Bytes of the DOCTYPE: a > in quotes or brackets does not end it. */
static size_t doctype_size(struct ir_text t)
{
    char quote = 0;

    for (size_t i = 0; i < t.size; i++)
        if (quote)
            quote = t.data[i] == quote ? 0 : quote;
        else if (t.data[i] == '"' || t.data[i] == '\'')
            quote = t.data[i];
        else if (t.data[i] == '>')
            return i + 1;
        else if (t.data[i] == '[')
            i += end_of(from(t, i), "]") - 1;
    return t.size;
}

static bool is_name(char c)
{
    return c && !strchr(" \t\r\n/><=\"'&", c);
}

struct ir_text xml_prolog_start(struct ir_text t)
{
    return after_blanks(starts_with(t, "\xef\xbb\xbf") ? from(t, 3) : t);
}

struct ir_text xml_root(struct ir_text t)
{
    struct ir_text none = {"", 0};
    size_t end = 1, colon = 0;

    for (t = xml_prolog_start(t); t.size > 1; t = after_blanks(t)) {
        if (t.data[0] != '<')
            return none;
        if (t.data[1] == '?')
            t = from(t, end_of(t, "?>"));
        else if (starts_with(t, "<!--"))
            t = from(t, end_of(t, "-->"));
        else if (t.data[1] == '!')
            t = from(t, doctype_size(t));
        else
            break;
    }
    while (end < t.size && is_name(t.data[end])) {
        if (t.data[end] == ':')
            colon = end;
        end++;
    }
    if (end >= t.size)
        return none;
    return (struct ir_text){t.data + (colon ? colon + 1 : 1),
                            end - (colon ? colon + 1 : 1)};
}

void xml_prolog_encoding(struct ir_text bytes, char name[XML_ENCODING_SIZE])
{
    struct ir_text head = bytes;
    size_t size = 0, at;

    name[0] = '\0';
    if (starts_with(head, "\xef\xbb\xbf"))
        return; /* a byte order mark overrides it */
    head = after_blanks(head);
    if (!starts_with(head, "<?xml"))
        return;
    head.size = end_of(head, "?>");
    at = end_of(head, "encoding");
    head = after_blanks(from(head, at));
    if (!starts_with(head, "="))
        return;
    head = after_blanks(from(head, 1));
    if (!head.size || (head.data[0] != '"' && head.data[0] != '\''))
        return;
    while (size + 1 < head.size && head.data[size + 1] != head.data[0])
        size++;
    if (size < XML_ENCODING_SIZE && size + 1 < head.size) {
        memcpy(name, head.data + 1, size);
        name[size] = '\0';
    }
}

/* Such a name is wrong: the declaration could be read byte by byte. */
static bool is_wide(const char *name)
{
    return !strncasecmp(name, "utf-16", 6) || !strncasecmp(name, "utf16", 5) ||
           !strncasecmp(name, "utf-32", 6) || !strncasecmp(name, "ucs-", 4) ||
           !strncasecmp(name, "iso-10646", 9);
}

bool xml_prolog_is_foreign(const char *name)
{
    return *name && strcasecmp(name, "utf-8") && !is_wide(name);
}
