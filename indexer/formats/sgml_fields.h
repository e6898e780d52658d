/*
 * sgml_fields.h - map the elements of TREC collections and Reuters-21578 to
 * fields.
 */
#ifndef INDEXER_FORMATS_SGML_FIELDS_H
#define INDEXER_FORMATS_SGML_FIELDS_H

#include "indexer/document/parsed.h"

/* Slots in addition to the fields of an article. */
enum {
    SGML_DATELINE = PARSED_FIELDS,
    SGML_LOOSE, /* between the elements: text of last resort */
    SGML_PARAGRAPH,
    SGML_NOTHING,
    SGML_SLOTS = SGML_PARAGRAPH,
};

#define SGML_OPEN_MAX 16 /* known elements within known elements */

struct sgml_row;

struct sgml_fields {
    struct buf slots[SGML_SLOTS];
    unsigned ranks[SGML_SLOTS];
    const struct sgml_row *open[SGML_OPEN_MAX];
    int depth;
    bool brief; /* the text is marked as brief */
    bool paragraph;
};

void sgml_fields_start(struct sgml_fields *f);
void sgml_fields_free(struct sgml_fields *f);
/* Fill the slots from a document, which begins with its root. */
void sgml_fields_read(struct sgml_fields *f, struct ir_text document);

#endif
