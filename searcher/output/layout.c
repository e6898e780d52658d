/* Wrap text into lines, word by word. */
#include "searcher/output/layout.h"
#include "text/utf8.h"
#include "text/visible.h"

#define ASIDE 3 /* spaces */

void layout_start(struct layout *l, struct buf *out, size_t width,
                  const struct palette *palette)
{
    memset(l, 0, sizeof(*l));
    l->out = out;
    l->width = width;
    l->palette = palette;
    l->word = (struct buf)BUF_INIT;
}

static void new_line(struct layout *l)
{
    buf_addf(l->out, "\n%*s", (int)l->indent, "");
    l->column = l->indent;
    l->begun = false;
}

static void flush(struct layout *l)
{
    size_t need = l->word_columns + l->space;

    if (l->width && l->word_columns && l->begun &&
        l->column + need > l->width) {
        new_line(l);
    } else if (l->word_columns && l->space && l->begun) {
        buf_addc(l->out, ' ');
        l->column++;
    }
    l->begun = l->begun || l->word_columns;
    l->space = l->space && !l->word_columns;
    buf_addt(l->out, buf_text(&l->word));
    l->column += l->word_columns;
    l->word_columns = 0;
    buf_clear(&l->word);
}

void layout_style(struct layout *l, enum style style)
{
    if (l->style == style)
        return;
    l->style = style;
    if (!l->palette)
        return;
    buf_adds(&l->word, "\033[m");
    if (*l->palette->sgr[style])
        buf_addf(&l->word, "\033[%sm", l->palette->sgr[style]);
}

void layout_link(struct layout *l, struct ir_text url)
{
    buf_adds(&l->word, "\033]8;;");
    buf_addt(&l->word, url);
    buf_adds(&l->word, "\033\\");
}

static bool blank(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') || code == 0x85 ||
           code == 0x2028 || code == 0x2029;
}

/* The columns that the word can grow by before it has to be broken. */
static size_t room(const struct layout *l)
{
    size_t taken = l->indent + l->word_columns + 8;

    if (!l->width)
        return SIZE_MAX;
    return taken < l->width ? l->width - taken : 0;
}

/* Add a run of ASCII at once, which is much faster than by character. */
static void add_plain(struct layout *l, struct ir_text text, size_t *at)
{
    size_t from = *at, most = room(l), n = 0;

    while (n < most && from + n < text.size && text.data[from + n] > ' ' &&
           text.data[from + n] < 0x7f)
        n++;
    if (!n)
        return;
    buf_add(&l->word, text.data + from, n);
    l->word_columns += n;
    l->previous = (unsigned char)text.data[from + n - 1];
    *at = from + n;
}

void layout_add(struct layout *l, struct ir_text text)
{
    for (size_t at = 0; at < text.size;) {
        size_t next, columns;
        uint32_t code;

        add_plain(l, text, &at);
        if (at == text.size)
            break;
        next = at;
        code = utf8_next(text.data, text.size, &next);
        if (blank(code)) {
            flush(l);
            l->space = true;
            at = next;
            l->previous = 0;
            continue;
        }
        columns = visible_next(text, &at, l->previous, &l->word);
        l->word_columns += columns;
        l->previous = code;
        /* Lines may break after any wide character, and in overlong words. */
        if (columns == 2 ||
            (l->width && l->indent + l->word_columns + 8 > l->width))
            flush(l);
    }
}

void layout_add_whole(struct layout *l, struct ir_text text)
{
    for (size_t at = 0, here = 0; at < text.size; here = at) {
        l->word_columns += visible_next(text, &at, l->previous, &l->word);
        l->previous = utf8_next(text.data, text.size, &here);
    }
}

size_t layout_columns(struct ir_text text)
{
    struct buf scratch = BUF_INIT;
    struct layout l = {.word = scratch};

    layout_add_whole(&l, text);
    buf_free(&l.word);
    return l.word_columns;
}

void layout_aside(struct layout *l, size_t columns)
{
    flush(l);
    l->space = false;
    l->previous = 0;
    if (l->width && l->column + ASIDE + columns > l->width) {
        layout_line(l);
    } else if (l->begun) {
        buf_addf(l->out, "%*s", ASIDE, "");
        l->column += ASIDE;
    }
}

void layout_gap(struct layout *l, size_t columns)
{
    size_t gap = 2;

    flush(l);
    l->space = false;
    l->previous = 0;
    if (l->width && l->column + 2 + columns > l->width) {
        new_line(l);
        return;
    }
    if (l->width)
        gap = l->width - l->column - columns;
    buf_addf(l->out, "%*s", (int)gap, "");
    l->column += gap;
}

void layout_line(struct layout *l)
{
    flush(l);
    l->space = false;
    l->previous = 0;
    if (l->begun)
        new_line(l);
}

void layout_end(struct layout *l)
{
    layout_style(l, STYLE_PLAIN);
    flush(l);
    buf_addc(l->out, '\n');
    buf_free(&l->word);
}
