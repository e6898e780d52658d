/* Texts of mails: flowed lines, HTML that says it is plain, lost boundaries. */
#include "indexer/formats/mail_text.h"

#define BOUNDARY_MAX 200 /* bytes */

static struct ir_text cut_line(struct ir_text *rest)
{
    const char *end = text_find(*rest, '\n');
    struct ir_text line =
        text_slice(*rest, 0, end ? (size_t)(end - rest->data) : rest->size);

    *rest = text_slice(*rest, line.size + (end != NULL), rest->size);
    if (line.size && line.data[line.size - 1] == '\r')
        line.size--;
    return line;
}

/* A line in format=flowed. */
struct flowed {
    struct ir_text text;
    size_t quotes; /* ">" before it */
    bool goes_on;
};

static struct flowed read_flowed(struct ir_text line)
{
    struct flowed f = {line, 0, false};

    while (f.quotes < line.size && line.data[f.quotes] == '>')
        f.quotes++;
    f.text = text_slice(line, f.quotes, line.size);
    if (f.text.size && *f.text.data == ' ')
        f.text = text_slice(f.text, 1, f.text.size);
    f.goes_on = f.text.size && f.text.data[f.text.size - 1] == ' ' &&
                !text_equal(f.text, TEXT("-- "));
    return f;
}

void mail_unflow(struct ir_text text, bool delete_space, struct buf *out)
{
    struct flowed last = {TEXT(""), 0, false};

    while (text.size) {
        struct flowed f = read_flowed(cut_line(&text));
        /* A signature begins a paragraph, whatever stands before it. */
        const bool joins = last.goes_on && last.quotes == f.quotes &&
                           !text_equal(f.text, TEXT("-- "));

        if (last.goes_on && !joins)
            buf_addc(out, '\n');
        for (size_t i = 0; !joins && i < f.quotes; i++)
            buf_addc(out, '>');
        if (!joins && f.quotes)
            buf_addc(out, ' ');
        last = f;
        f.text.size -= f.goes_on && delete_space;
        buf_addt(out, f.text);
        if (!last.goes_on)
            buf_addc(out, '\n');
    }
}

bool mail_is_html(struct ir_text text)
{
    static const char *const pages[] = {"<!doctype html", "<html", "<head>",
                                        "<body"};
    static const char *const pieces[] = {"<p>",    "<p ",     "<div", "<table",
                                         "<span ", "<center", "<font"};

    text = text_trim(text, BYTES_BLANK);
    for (size_t i = 0; i < COUNT(pages); i++)
        if (text_begins(text, pages[i]))
            return true;
    for (size_t i = 0; i < COUNT(pieces); i++)
        if (text_begins(text, pieces[i]))
            return text.data[text.size - 1] == '>';
    return false;
}

struct ir_text mail_body(struct ir_text message, struct ir_text *boundary)
{
    struct ir_text rest, body;

    *boundary = TEXT("");
    while (message.size && cut_line(&message).size)
        ;
    body = rest = message;
    while (rest.size && !boundary->size) {
        struct ir_text line = cut_line(&rest), next = rest;

        line = text_trim(line, BYTES_SPACE);
        if (line.size > 2 && line.size <= BOUNDARY_MAX &&
            text_begins(line, "--") && !text_find(line, '"') &&
            text_begins(cut_line(&next), "content-"))
            *boundary = text_slice(line, 2, line.size);
    }
    return body;
}
