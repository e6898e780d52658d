/* The value of a column. */
#include "indexer/formats/csv_column.h"
#include "indexer/formats/html/field_text.h"
#include "indexer/input/charset.h"

#define NOTHING_MAX 4 /* bytes of a word for nothing */

/* What databases and programs write for nothing. */
static bool is_nothing(struct ir_text value)
{
    static const char *const words[] = {"NULL", "null", "nan", "NaN",
                                        "None", "\\N",  "N/A", "#N/A"};

    for (size_t i = 0; value.size <= NOTHING_MAX && i < COUNT(words); i++)
        if (text_equal(value, text_of(words[i])))
            return true;
    return false;
}

void csv_column(struct ir_text value, enum parsed_field field,
                const char *encoding, struct parsed *out)
{
    const bool may_be_html =
        field == PARSED_TEXT || field == PARSED_TITLE || field == PARSED_BYLINE;
    struct buf *to = &out->fields[field], plain = BUF_INIT;

    if (is_nothing(value))
        return;
    charset_guess(value, encoding, to, &out->replaced, &out->converted);
    if (!may_be_html || !field_is_html(buf_text(to)))
        return;
    field_text(buf_text(to), false, &plain);
    parsed_set(out, field, buf_text(&plain));
    buf_free(&plain);
}
