/*
 * formats.h - the input formats, and how one is detected.
 *
 * A format is a row of the table in formats.c and a file, read_FORMAT.c; no
 * other code depends on it.
 */
#ifndef INDEXER_FORMATS_FORMATS_H
#define INDEXER_FORMATS_FORMATS_H

#include "indexer/input/reader.h"

extern const struct reader read_warc, read_sgml, read_mail, read_csv, read_tsv,
    read_text;

/*
 * For --format.  0 is auto, which detects the format from the content, then
 * from the file name, trying formats in this order; text accepts everything.
 */
#define READER_FORMATS \
    "auto|warc|feed|nitf|newsml|sgml|html|mail|jsonl|json|csv|tsv|text"

/* May a file of this name contain articles?  True without an extension. */
bool reader_wants(const char *name);
/* The format of that name in READER_FORMATS; 0 if there is none. */
int reader_format(const char *name);
const struct reader *reader_of(int format); /* format is not 0 */
/*
 * Detect the format of an input from its first bytes and its name.  NULL: it
 * is one_of_many files in a folder, and only its name suggests a table.
 */
const struct reader *reader_guess(const struct source *s, struct ir_text head,
                                  bool one_of_many);

#endif
