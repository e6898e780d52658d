/*
 * binary.h - detect files that are not text.
 */
#ifndef INDEXER_INPUT_BINARY_H
#define INDEXER_INPUT_BINARY_H

#include "indexer/document/parsed.h"

/*
 * What the bytes are, if that is not text in an encoding of bytes: "a PDF
 * document", "an image (PNG)", or just "binary data"; NULL for text, a few
 * bad bytes in it or not.  whole: these are all, not only the first.
 */
const char *binary_kind(struct ir_text bytes, bool whole);
/* The same of a zip that is a document of an office program, by its head. */
const char *binary_office(struct ir_text head);
/* The problem of such a file: IR_INVALID. */
enum ir_status binary_refuse(const char *kind, struct problem *p);

#endif
