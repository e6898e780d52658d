/*
 * wire.h - bylines, datelines and ids, shared by all formats of news agencies.
 */
#ifndef INDEXER_FORMATS_TEXT_WIRE_H
#define INDEXER_FORMATS_TEXT_WIRE_H

#include "base/buf.h"

/* The byline without a leading "By " and trailing commas. */
struct ir_text byline_name(struct ir_text byline);
/*
 * Append text, preceded by its dateline as wires do ("TOKYO (AP) - text"),
 * unless the text names the place itself or the dateline is not a place.
 */
void dateline_lead(struct ir_text dateline, struct ir_text text,
                   struct buf *out);
/*
 * Append a unique id: given_id if it looks globally unique (a URI), else the
 * file's name and given_id or, if that is empty, ordinal.
 */
void unique_id(const char *file, struct ir_text given_id, uint64_t ordinal,
               struct buf *out);

#endif
