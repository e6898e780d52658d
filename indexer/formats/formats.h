/*
 * formats.h - the kinds of input, and which one an input is.
 *
 * A kind of input is one row of the table in formats.c and one file,
 * read_KIND.c; nothing else knows the kinds.
 */
#ifndef INDEXER_FORMATS_FORMATS_H
#define INDEXER_FORMATS_FORMATS_H

#include "indexer/input/reader.h"

extern const struct reader read_warc, read_sgml, read_mail, read_csv, read_tsv,
    read_text;

/*
 * For --format: 0 is auto, which asks the kinds in this order, first by the
 * content and then, if none is sure, by the name; text takes everything.
 */
#define READER_FORMATS \
    "auto|warc|feed|nitf|newsml|sgml|html|mail|jsonl|json|csv|tsv|text"

/* Does a file of this name hold articles?  One without an ending may. */
bool reader_wants(const char *name);
/* The format of that name in READER_FORMATS; 0 if there is none. */
int reader_format(const char *name);
const struct reader *reader_of(int format); /* not of 0 */
/*
 * The kind of this input, by its first bytes and its name.  NULL if it is one
 * of many in a folder, and its name alone says that it might hold articles.
 */
const struct reader *reader_guess(const struct source *s, struct ir_text head,
                                  bool one_of_many);

#endif
