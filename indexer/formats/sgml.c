/* A tokenizer for SGML without a DTD: it accepts any bytes. */
#include "indexer/formats/sgml.h"
#include "indexer/formats/xml/xml_clean.h"
#include "text/utf8.h"

#include <ctype.h>
#include <strings.h>

#define INDENT 3 /* spaces that begin a paragraph */

/* Entities of the Federal Register that HTML does not have. */
static const struct {
    const char *name, *text;
} references[] = {
    {"&blank;", " "},       {"&hyph;", "-"},   {"&cir;", "\xe2\x97\x8b"},
    {"&sect;", "\xc2\xa7"}, {"&racute;", "r"},
};

static struct ir_text from(struct ir_text t, size_t at)
{
    return (struct ir_text){t.data + at, t.size - at};
}

bool sgml_is(struct ir_text name, const char *other)
{
    return strlen(other) == name.size &&
           !strncasecmp(name.data, other, name.size);
}

/* The size of the tag, comment or declaration at t; 0 if there is none. */
static size_t markup_size(struct ir_text t)
{
    const char *end;
    size_t close = t.size > 1 && t.data[1] == '/';
    size_t most = t.size < SGML_TAG_MAX ? t.size : SGML_TAG_MAX;

    if (t.size < 3)
        return 0;
    if (!memcmp(t.data + 1, "!--", t.size < 4 ? t.size - 1 : 3)) {
        end = memmem(t.data, t.size, "-->", 3);
        return end ? (size_t)(end - t.data) + 3 : 0;
    }
    if (t.data[1] != '!' && t.data[1] != '?' &&
        !isalpha((unsigned char)t.data[1 + close]))
        return 0;
    end = memchr(t.data, '>', most);
    return end ? (size_t)(end - t.data) + 1 : 0;
}

static void read_tag(struct ir_text tag, struct sgml_token *out)
{
    bool close = tag.data[1] == '/';
    size_t i = close ? 2 : 1, begin = i;

    while (i < tag.size - 1 && !isspace((unsigned char)tag.data[i]) &&
           (tag.data[i] != '/' || i + 2 < tag.size))
        i++;
    out->kind = close ? SGML_CLOSE : SGML_OPEN;
    out->name = (struct ir_text){tag.data + begin, i - begin};
    out->text = (struct ir_text){tag.data + i, tag.size - 1 - i};
}

void sgml_next(struct ir_text *rest, struct sgml_token *out)
{
    struct ir_text t = *rest;
    size_t i = 0, size = 0;

    memset(out, 0, sizeof(*out));
    while (i < t.size) {
        const char *at = memchr(t.data + i, '<', t.size - i);

        i = at ? (size_t)(at - t.data) : t.size;
        size = at ? markup_size(from(t, i)) : 0;
        if (!at || (size && i))
            break;
        if (!size) {
            i++;
            continue;
        }
        if (t.data[1] != '!' && t.data[1] != '?')
            break;
        t = from(t, size);
        i = 0;
    }
    if (i || !t.size) {
        out->kind = i ? SGML_TEXT : SGML_END;
        out->text = (struct ir_text){t.data, i};
        *rest = from(t, i);
        return;
    }
    read_tag((struct ir_text){t.data, size}, out);
    *rest = from(t, size);
}

struct ir_text sgml_attribute(struct ir_text tag, const char *name)
{
    size_t size = strlen(name), i = 0;

    for (; i + size < tag.size; i++) {
        struct ir_text value;
        size_t at = i + size, end;
        char quote;

        if (strncasecmp(tag.data + i, name, size) != 0 ||
            (i && !isspace((unsigned char)tag.data[i - 1])))
            continue;
        while (at < tag.size && isspace((unsigned char)tag.data[at]))
            at++;
        if (at >= tag.size || tag.data[at] != '=')
            continue;
        for (at++; at < tag.size && isspace((unsigned char)tag.data[at]);)
            at++;
        value = from(tag, at);
        quote = value.size ? value.data[0] : 0;
        if (quote == '"' || quote == '\'')
            value = from(value, 1);
        else
            quote = 0;
        for (end = 0; end < value.size; end++)
            if (quote ? value.data[end] == quote
                      : isspace((unsigned char)value.data[end]))
                break;
        value.size = end;
        return value;
    }
    return (struct ir_text){"", 0};
}

/* What begins with &; how many bytes of it were used. */
static size_t reference(struct ir_text t, struct buf *out)
{
    size_t size;
    int32_t code = entity_read(t, &size);

    if (code >= 0) {
        if (code > 0x10ffff || code >> 11 == 0xd800 >> 11)
            code = 0xfffd;
        if (code >= 0xa0 || (code >= ' ' && code < 0x7f) || code == '\n')
            utf8_add(out, (uint32_t)code);
        else
            buf_addc(out, ' ');
        return size;
    }
    for (size_t i = 0; i < COUNT(references); i++) {
        size = strlen(references[i].name);
        if (t.size >= size && !memcmp(t.data, references[i].name, size)) {
            buf_adds(out, references[i].text);
            return size;
        }
    }
    buf_addc(out, '&');
    return 1;
}

/* A line end and the white space behind it. */
static size_t line_end(struct ir_text t, struct buf *out)
{
    size_t i = 0, lines = 0, begin = 0;

    for (; i < t.size && strchr(" \t\r\n", t.data[i]) && t.data[i]; i++)
        if (t.data[i] == '\n') {
            lines++;
            begin = i + 1;
        }
    while (out->size && out->data[out->size - 1] == ' ')
        out->size--;
    if (out->size && i < t.size)
        buf_adds(out, lines > 1 || i - begin >= INDENT ? "\n\n" : "\n");
    return i;
}

void sgml_text(struct ir_text t, struct buf *out)
{
    size_t i = 0;

    while (i < t.size) {
        size_t begin = i;
        unsigned char c = 0;

        while (i < t.size && (c = (unsigned char)t.data[i]) != '&' &&
               (c >= ' ' || c == '\t') && c != 0x7f)
            i++;
        buf_add(out, t.data + begin, i - begin);
        if (i == t.size)
            break;
        if (c == '&')
            i += reference(from(t, i), out);
        else if (c == '\n')
            i += line_end(from(t, i), out);
        else
            i++;
    }
}
