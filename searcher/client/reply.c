/* Read the head of a reply. */
#include "searcher/client/reply.h"

#define END "\r\n\r\n"
#define VERSION "http/1."
#define STATUS_AT 9      /* in "HTTP/1.1 200 OK" */
#define LENGTH_DIGITS 15 /* of a body: less than 2^53 */
#define STATUS_LAST 599

size_t reply_head_size(struct ir_text bytes)
{
    const char *end =
        bytes.size ? memmem(bytes.data, bytes.size, END, strlen(END)) : NULL;

    return end ? (size_t)(end - bytes.data) + strlen(END) : 0;
}

/* Cut off the first line, without its line end. */
static struct ir_text take_line(struct ir_text *rest)
{
    const char *end = memmem(rest->data, rest->size, "\r\n", 2);
    size_t size = end ? (size_t)(end - rest->data) : rest->size;
    struct ir_text line = text_slice(*rest, 0, size);

    *rest = text_slice(*rest, end ? size + 2 : size, rest->size);
    return line;
}

static bool read_status(struct ir_text line, struct reply_head *h)
{
    if (!text_begins(line, VERSION) || line.size < STATUS_AT + 3 ||
        line.data[STATUS_AT - 1] != ' ')
        return false;
    for (size_t i = STATUS_AT; i < STATUS_AT + 3; i++) {
        if (!ascii_digit(line.data[i]))
            return false;
        h->status = h->status * 10 + (unsigned)(line.data[i] - '0');
    }
    h->closes = line.data[STATUS_AT - 2] == '0';
    return h->status >= 100 && h->status <= STATUS_LAST &&
           (line.size == STATUS_AT + 3 || line.data[STATUS_AT + 3] == ' ');
}

static bool read_length(struct ir_text value, uint64_t *out)
{
    if (!value.size || value.size > LENGTH_DIGITS)
        return false;
    for (size_t i = 0; i < value.size; i++) {
        if (!ascii_digit(value.data[i]))
            return false;
        *out = *out * 10 + (uint64_t)(value.data[i] - '0');
    }
    return true;
}

static const char *read_field(struct ir_text name, struct ir_text value,
                              struct reply_head *h, bool *has_length)
{
    if (text_is(name, "content-length")) {
        if (*has_length || !read_length(value, &h->length))
            return "its Content-Length is wrong";
        *has_length = true;
    } else if (text_is(name, "transfer-encoding")) {
        return "its body comes in chunks, which are not read";
    } else if (text_is(name, "content-encoding")) {
        return "its body is compressed, although that was not asked for";
    } else if (text_is(name, "content-type")) {
        h->type = value;
    } else if (text_is(name, "connection")) {
        h->closes = h->closes || text_is(value, "close");
    }
    return NULL;
}

const char *reply_head_read(struct ir_text head, struct reply_head *h)
{
    bool has_length = false;
    const char *problem = NULL;

    memset(h, 0, sizeof(*h));
    if (!read_status(take_line(&head), h))
        return "it is not HTTP/1.1";
    while (head.size && !problem) {
        struct ir_text line = take_line(&head);
        const char *colon = text_find(line, ':');
        size_t size = colon ? (size_t)(colon - line.data) : 0;

        if (!line.size)
            break;
        if (!size)
            return "a header is malformed";
        problem = read_field(
            text_slice(line, 0, size),
            text_trim(text_slice(line, size + 1, line.size), BYTES_BLANK), h,
            &has_length);
    }
    return problem || has_length ? problem : "it has no Content-Length";
}
