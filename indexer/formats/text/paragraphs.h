/*
 * paragraphs.h - the text of marked-up articles (NITF, XHTML) by paragraphs.
 */
#ifndef INDEXER_FORMATS_TEXT_PARAGRAPHS_H
#define INDEXER_FORMATS_TEXT_PARAGRAPHS_H

#include "base/buf.h"

/* What an element does to the text around it. */
enum paragraph_kind {
    PARAGRAPH_INLINE,
    PARAGRAPH_BLOCK, /* stands alone */
    PARAGRAPH_LINE,  /* begins a line */
    PARAGRAPH_CELL,  /* stands apart in its line */
    PARAGRAPH_SILENT /* is no text of the article, nor is what it holds */
};

enum paragraph_kind paragraph_kind(const char *name);

struct paragraphs {
    struct buf *out;
    unsigned gap;   /* owed before the next word */
    size_t started; /* of out, where this text begins */
};

void paragraphs_start(struct paragraphs *p, struct buf *out);
void paragraphs_text(struct paragraphs *p, struct ir_text text);
/* At the beginning and at the end of an element. */
void paragraphs_edge(struct paragraphs *p, enum paragraph_kind kind);

/* Append t on one line, spaces made one and none at its ends. */
void squeeze(struct ir_text t, struct buf *out);

#endif
