/* Show a query with carets below a part of it. */
#include "searcher/output/caret.h"

#include "text/utf8.h"
#include "text/visible.h"

#define BEFORE (CARET_COLUMNS / 2) /* columns kept before the range */

struct marks {
    size_t first, last; /* columns of the range */
};

static size_t column_of(struct ir_text text, size_t end)
{
    struct buf scratch = BUF_INIT;
    size_t at = 0, column = 0;

    while (at < text.size && at < end)
        column += visible_next(text, &at, 0, &scratch);
    buf_free(&scratch);
    return column;
}

/* Add columns [from, from + CARET_COLUMNS) of text, and carets below. */
static void add_lines(struct buf *out, struct ir_text text, size_t from,
                      const struct marks *marks)
{
    size_t at = 0, column = 0, shown = 0;
    struct buf carets = BUF_INIT, skipped = BUF_INIT;

    while (at < text.size && column < from + CARET_COLUMNS) {
        bool inside = column >= from;
        size_t columns = visible_next(text, &at, 0, inside ? out : &skipped);

        for (size_t i = column; inside && i < column + columns; i++) {
            bool marked = i >= marks->first && i < marks->last;

            buf_addc(&carets, marked ? '^' : ' ');
            shown += marked;
        }
        column += columns;
    }
    while (carets.size && carets.data[carets.size - 1] == ' ' && shown)
        carets.data[--carets.size] = '\0';
    buf_adds(out, "\n  ");
    buf_addt(out, buf_text(&carets));
    buf_adds(out, shown ? "\n" : "^\n");
    buf_free(&carets);
    buf_free(&skipped);
}

size_t caret_column(struct ir_text query, size_t at)
{
    struct buf text = BUF_INIT;
    size_t column;

    utf8_repair(query, &text);
    column = column_of(buf_text(&text), at);
    buf_free(&text);
    return column;
}

void caret_add(struct buf *out, struct ir_text query, size_t start, size_t end)
{
    struct buf text = BUF_INIT;
    struct marks marks;

    utf8_repair(query, &text);
    marks.first = column_of(buf_text(&text), start);
    marks.last = column_of(buf_text(&text), end);
    buf_adds(out, "  ");
    add_lines(out, buf_text(&text),
              marks.first > BEFORE ? marks.first - BEFORE : 0, &marks);
    buf_free(&text);
}
