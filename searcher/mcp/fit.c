/* Cut texts to the budget of a result, between characters. */
#include "searcher/mcp/fit.h"
#include "text/utf8.h"

#include <utf8proc.h>

#define MARKS_MAX 32 /* combining marks to step back over */
#define ELLIPSIS "\xe2\x80\xa6"

static bool continues(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

size_t fit_back(struct ir_text text, size_t at)
{
    if (at >= text.size)
        return text.size;
    while (at && continues(text.data[at]))
        at--;
    return at;
}

size_t fit_forward(struct ir_text text, size_t at)
{
    while (at < text.size && continues(text.data[at]))
        at++;
    return at < text.size ? at : text.size;
}

/* Does the character at this place belong to the one before it? */
static bool joins(struct ir_text text, size_t at)
{
    utf8proc_category_t category;
    uint32_t code;

    if (at >= text.size)
        return false;
    code = utf8_next(text.data, text.size, &at);
    category = utf8proc_category((utf8proc_int32_t)code);
    return code == 0x200d || category == UTF8PROC_CATEGORY_MN ||
           category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME;
}

static size_t before_marks(struct ir_text text, size_t at)
{
    size_t start = at;

    for (int i = 0; i < MARKS_MAX && at && joins(text, at); i++)
        at = fit_back(text, at - 1);
    return at && !joins(text, at) ? at : start;
}

struct ir_text fit_text(struct ir_text text, size_t room)
{
    size_t end = json_text_fit(text, room), space;

    if (end == text.size)
        return text;
    for (space = end; space > end - end / 4; space--)
        if (byte_in(text.data[space], BYTES_SPACE))
            break;
    if (space > end - end / 4)
        end = space;
    else
        end = before_marks(text, end);
    return text_slice(text, 0, end);
}

void fit_put(struct json *j, struct ir_text text, size_t room)
{
    struct buf shown = BUF_INIT;
    struct ir_text start = fit_text(text, room);

    if (start.size < text.size)
        start = fit_text(text, room - (sizeof(ELLIPSIS) - 1));
    buf_addt(&shown, start);
    if (start.size < text.size)
        buf_adds(&shown, ELLIPSIS);
    json_put_text(j, buf_text(&shown));
    buf_free(&shown);
}

void fit_key(struct json *j, const char *key, struct ir_text text)
{
    json_key(j, key);
    if (text.size)
        fit_put(j, text, MCP_FIELD_MAX);
    else
        json_put_null(j);
}

static size_t taken(const size_t *sizes, size_t count, size_t most)
{
    size_t total = 0;

    for (size_t i = 0; i < count; i++)
        total += sizes[i] < most ? sizes[i] : most;
    return total;
}

size_t fit_share(const size_t *sizes, size_t count, size_t room)
{
    size_t low = 0, high = room;

    while (low < high) {
        size_t middle = high - (high - low) / 2;

        if (taken(sizes, count, middle) <= room)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}
