/*
 * csv_header.h - what the first lines of a table tell: whether it is one of
 * articles, what stands between its fields, and whether quotes mean anything.
 */
#ifndef INDEXER_FORMATS_CSV_HEADER_H
#define INDEXER_FORMATS_CSV_HEADER_H

#include "indexer/input/source.h"

#define QUOTE '"'

/* Does a text that begins with head have a header that names the fields of an
 * article, with tabs, or else with another delimiter, between the names? */
bool header_claims(const struct source *s, struct ir_text head, bool tabs);
/* What a line such as "sep=;", which Excel writes before the header, names as
 * delimiter; NUL: it is another line. */
char header_separator(struct ir_text line);
/* The delimiter: the one so named, or that of , ; tab and | which the first line
 * has most often. */
char header_delimiter(struct ir_text head);
/* With tabs between the fields, a quote at the beginning of a field may be part
 * of the text: are fields in quotes here? */
bool header_quotes(struct ir_text head);
/* How many of these bytes are in a line? */
size_t header_count(struct ir_text line, char c);

/* Is a quote within quotes written with a backslash before it, as Spark and MySQL
 * do, by the first bytes of the table? */
bool header_escapes(struct ir_text head);

#endif
