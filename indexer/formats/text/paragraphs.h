/*
 * paragraphs.h - the text of marked-up articles (NITF, XHTML) by paragraphs.
 */
#ifndef INDEXER_FORMATS_TEXT_PARAGRAPHS_H
#define INDEXER_FORMATS_TEXT_PARAGRAPHS_H

#include "base/buf.h"

/* What an element does to the text around it. */
enum paragraph_kind {
    PARAGRAPH_INLINE,
    PARAGRAPH_BLOCK, /* a paragraph */
    PARAGRAPH_LINE,  /* begins a line */
    PARAGRAPH_CELL,  /* separate from its neighbours in the line */
    PARAGRAPH_SILENT /* not text, with its descendants */
};

enum paragraph_kind paragraph_kind(const char *name);

struct paragraphs {
    struct buf *out;
    unsigned gap;   /* to be written before the next word */
    size_t started; /* of out, where this text begins */
};

void paragraphs_start(struct paragraphs *p, struct buf *out);
void paragraphs_text(struct paragraphs *p, struct ir_text text);
/* Call at the beginning and at the end of an element. */
void paragraphs_edge(struct paragraphs *p, enum paragraph_kind kind);

/* Append t on one line, with single spaces and trimmed. */
void squeeze(struct ir_text t, struct buf *out);

#endif
