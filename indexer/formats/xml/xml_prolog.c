/* Reads what is before the root element, without a parser. */
#include "indexer/formats/xml/xml_prolog.h"
#include "indexer/formats/xml/xml_clean.h"

#include <strings.h>

#define ENTITIES_MAX 100 /* declarations that are looked at */
#define NAME_SIZE 64     /* bytes of an entity's name */
#define TAG_MAX 65536    /* bytes of a tag that is used again */
#define JUNK_MAX 4096    /* bytes before the document */
#define JUNK_SHORT 8     /* of those that nothing tells to be junk */

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

/* The end of what begins with a quote, or with a comment; 1 if neither does. */
static size_t quoted_size(struct ir_text t)
{
    const char *end;

    if (starts_with(t, "<!--"))
        return end_of(t, "-->");
    if (t.data[0] != '"' && t.data[0] != '\'')
        return 1;
    end = memchr(t.data + 1, t.data[0], t.size - 1);
    return end ? (size_t)(end - t.data) + 1 : t.size;
}

/*
 * Bytes of the DOCTYPE, with the declarations between its brackets: a > in
 * quotes or brackets does not end it.  subset: those brackets, or empty.
 */
static size_t doctype_size(struct ir_text t, struct ir_text *subset)
{
    size_t open = 0;

    *subset = from(t, t.size);
    for (size_t i = 0; i < t.size; i += quoted_size(from(t, i)))
        if (t.data[i] == '[' && !open)
            open = i;
        else if (t.data[i] == ']' && open && !subset->size)
            *subset = (struct ir_text){t.data + open, i - open + 1};
        else if (t.data[i] == '>' && (!open || subset->size))
            return i + 1;
    return t.size;
}

static bool is_name(char c)
{
    return c && !strchr(" \t\r\n/><=\"'&", c);
}

/* Are these bytes what a program wrote before the document? */
static bool is_junk(struct ir_text t)
{
    static const char *const begins[] = {
        "<!--", "<br",   "<b>",     "<p>",     "<div",   "<table",
        "<pre", "<font", "<script", "http/1.", "http/2",
    };
    static const char *const words[] = {"Warning: ", "Notice: ", "Deprecated: ",
                                        " error: ", "Strict Standards: "};

    for (size_t i = 0; i < COUNT(begins); i++)
        if (text_begins(t, begins[i]))
            return true;
    for (size_t i = 0; i < COUNT(words); i++)
        if (memmem(t.data, t.size, words[i], strlen(words[i])) &&
            memmem(t.data, t.size, " on line ", 9))
            return true;
    return t.size <= JUNK_SHORT;
}

/* Where a document opens, after junk or at once; t.size: nowhere. */
static size_t document_at(struct ir_text t)
{
    static const char *const opens[] = {"?xml", "rss", "feed", "rdf:RDF"};
    const char *at = t.data, *end = t.data + t.size;

    while (at < end && (at = memchr(at, '<', (size_t)(end - at)))) {
        at++;
        for (size_t i = 0; i < COUNT(opens) && at < end; i++)
            if (*at == *opens[i] &&
                starts_with(from(t, (size_t)(at - t.data)), opens[i]))
                return (size_t)(at - t.data) - 1;
    }
    return t.size;
}

struct ir_text xml_prolog_start(struct ir_text t)
{
    struct ir_text head;
    size_t at;

    t = after_blanks(starts_with(t, "\xef\xbb\xbf") ? from(t, 3) : t);
    head = (struct ir_text){t.data, t.size < JUNK_MAX ? t.size : JUNK_MAX};
    at = document_at(head);
    if (!at || at == head.size)
        return t;
    head.size = at;
    return is_junk(head) ? from(t, at) : t;
}

/* Does text refer to the entity whose declaration begins here? */
static bool refers_to(struct ir_text text, struct ir_text declaration)
{
    char reference[NAME_SIZE + 3] = "&";
    size_t size = 1, known;

    declaration = after_blanks(declaration);
    while (size <= NAME_SIZE && size <= declaration.size &&
           is_name(declaration.data[size - 1])) {
        reference[size] = declaration.data[size - 1];
        size++;
    }
    if (size > NAME_SIZE)
        return true; /* so long a name is not looked for */
    reference[size] = ';';
    reference[size + 1] = '\0';
    return size > 1 && entity_read(text_of(reference), &known) < 0 &&
           memmem(text.data, text.size, reference, size + 1);
}

static bool needs(struct ir_text text, struct ir_text subset)
{
    size_t count = 0;

    for (;;) {
        subset = from(subset, end_of(subset, "<!ENTITY"));
        if (!subset.size)
            return false;
        if (++count > ENTITIES_MAX || refers_to(text, subset))
            return true;
    }
}

size_t xml_prolog_declared(struct ir_text text, bool *needed)
{
    struct ir_text t = text, subset;

    *needed = false;
    for (t = xml_prolog_start(t); t.size > 1; t = after_blanks(t)) {
        if (starts_with(t, "<?"))
            t = from(t, end_of(t, "?>"));
        else if (starts_with(t, "<!--"))
            t = from(t, end_of(t, "-->"));
        else if (starts_with(t, "<!")) {
            t = from(t, doctype_size(t, &subset));
            if (!subset.size || !t.size)
                return 0;
            *needed = needs(t, subset);
            return (size_t)(t.data - text.data);
        } else
            break;
    }
    return 0;
}

bool xml_is_name(struct ir_text t, const char *name)
{
    return t.size == strlen(name) && !strncasecmp(t.data, name, t.size);
}

struct ir_text xml_root(struct ir_text t)
{
    struct ir_text none = {"", 0}, subset;
    size_t end = 1, colon = 0;

    for (t = xml_prolog_start(t); t.size > 1; t = after_blanks(t)) {
        if (t.data[0] != '<')
            return none;
        if (t.data[1] == '?')
            t = from(t, end_of(t, "?>"));
        else if (starts_with(t, "<!--"))
            t = from(t, end_of(t, "-->"));
        else if (t.data[1] == '!')
            t = from(t, doctype_size(t, &subset));
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
    head = xml_prolog_start(head);
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

static bool is_tag_of(struct ir_text t, const char *const *names)
{
    size_t end = 1, from = 1;

    while (end < t.size && is_name(t.data[end])) {
        if (t.data[end] == ':')
            from = end + 1;
        end++;
    }
    for (; *names; names++)
        if (xml_is_name(text_slice(t, from, end), *names))
            return true;
    return false;
}

/* The next such tag from *at on, to *at. */
static bool find_tag(struct ir_text text, const char *const *names, size_t *at)
{
    const char *next;

    while (*at < text.size &&
           (next = memchr(text.data + *at, '<', text.size - *at))) {
        struct ir_text rest;

        *at = (size_t)(next - text.data);
        rest = from(text, *at);
        if (is_tag_of(rest, names))
            return true;
        /* A section without end is one of the faults that are passed over. */
        if (starts_with(rest, "<![CDATA[") &&
            memmem(rest.data, rest.size, "]]>", 3))
            *at += end_of(rest, "]]>");
        else
            ++*at;
    }
    return false;
}

/* The start tag there, with its brackets; empty if it has no end, or is an
 * empty element. */
static struct ir_text start_tag(struct ir_text text, size_t at)
{
    const struct ir_text none = {"", 0};
    struct ir_text t = from(text, at);

    for (size_t i = 0; i < t.size && i < TAG_MAX; i += quoted_size(from(t, i)))
        if (t.data[i] == '>')
            return t.data[i - 1] == '/' ? none
                                        : (struct ir_text){t.data, i + 1};
    return none;
}

bool xml_prolog_next(struct ir_text text, const char *const *names,
                     size_t count, size_t *at)
{
    for (; count; count--, ++*at)
        if (!find_tag(text, names, at))
            return false;
    return find_tag(text, names, at);
}

bool xml_prolog_heads(struct ir_text text, const char *const *names,
                      struct ir_text heads[2])
{
    static const char *const channel[] = {"channel", NULL};
    size_t root = 0, at, first = 0;

    while (root + 1 < text.size &&
           (text.data[root] != '<' || strchr("?!", text.data[root + 1])))
        root++;
    heads[0] = start_tag(text, root);
    heads[1] = (struct ir_text){"", 0};
    at = root + 1;
    if (!heads[0].size || !find_tag(text, names, &first))
        return false;
    if (xml_is_name(xml_root(text), "rss") && find_tag(text, channel, &at) &&
        at < first)
        heads[1] = start_tag(text, at);
    return root < first;
}
