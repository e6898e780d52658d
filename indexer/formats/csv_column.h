/*
 * csv_column.h - the value of a column as a field.
 */
#ifndef INDEXER_FORMATS_CSV_COLUMN_H
#define INDEXER_FORMATS_CSV_COLUMN_H

#include "indexer/document/parsed.h"

/*
 * Set a field of out to value, in UTF-8 or encoding (NULL: what it looks like):
 * empty if it says that it is nothing, such as NULL; HTML in a text, title or
 * byline becomes plain text.
 */
void csv_column(struct ir_text value, enum parsed_field field,
                const char *encoding, struct parsed *out);

#endif
