/* Options: the text of --help. */
#include "command/options.h"

#define HELP_COLUMNS 80
#define HELP_INDENT 28 /* the column of the descriptions */

/* Append s, which begins in this column, and wrap it between words; further
 * lines are indented. */
static void add_wrapped(struct buf *out, const char *s, size_t column)
{
    bool first = true;

    while (*s) {
        size_t size = strcspn(s, " ");

        if (!first && column + 1 + size > HELP_COLUMNS) {
            buf_addf(out, "\n%*s", HELP_INDENT, "");
            column = HELP_INDENT;
        } else if (!first) {
            buf_addc(out, ' ');
            column++;
        }
        buf_add(out, s, size);
        column += size;
        s += size;
        s += *s == ' ';
        first = false;
    }
}

static void add_row(struct buf *out, const struct option *row)
{
    size_t start = out->size;
    size_t width;

    if (row->letter)
        buf_addf(out, "  -%c, --%s", row->letter, row->name);
    else
        buf_addf(out, "      --%s", row->name);
    if (row->kind == OPTION_OPTIONAL)
        buf_adds(out, row->metavar);
    else if (row->metavar && option_takes_value(row))
        buf_addf(out, " %s", row->metavar);
    width = out->size - start;
    if (width + 2 > HELP_INDENT) {
        buf_addc(out, '\n');
        width = 0;
    }
    buf_addf(out, "%*s", (int)(HELP_INDENT - width), "");
    add_wrapped(out, row->help, HELP_INDENT);
    buf_addc(out, '\n');
}

void options_help(const struct options *o, struct buf *out)
{
    buf_adds(out, o->usage);
    for (size_t i = 0; i < o->count; i++) {
        const struct option *row = &o->rows[i];

        if (row->kind == OPTION_HEADING)
            buf_addf(out, "\n%s\n", row->help);
        else if (row->help)
            add_row(out, row);
    }
    if (o->notes)
        buf_addf(out, "\n%s", o->notes);
}
