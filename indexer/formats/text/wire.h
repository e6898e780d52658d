/*
 * wire.h - what news agencies write the same way in all their formats.
 */
#ifndef INDEXER_FORMATS_TEXT_WIRE_H
#define INDEXER_FORMATS_TEXT_WIRE_H

#include "base/buf.h"

/* Without "By " at its beginning and a comma at its end. */
struct ir_text byline_name(struct ir_text byline);
/*
 * Append text, led in by its dateline as wires do ("TOKYO (AP) - text"),
 * unless the text tells the place itself or the dateline is no place.
 */
void dateline_lead(struct ir_text dateline, struct ir_text text,
                   struct buf *out);
/*
 * Append an id that is the same in no other file: given_id, if it reads like one
 * that is unique in the world, or file and given_id or ordinal.
 */
void unique_id(const char *file, struct ir_text given_id, uint64_t ordinal,
               struct buf *out);

#endif
