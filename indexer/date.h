/*
 * date.h - what the date field of an article means.
 */
#ifndef INDEXER_DATE_H
#define INDEXER_DATE_H

#include "base/base.h"

/*
 * Seconds since 1970-01-01 UTC for 2026-05-12T10:00:00Z (RFC 3339; without a
 * zone it is UTC), 2026-05-12, 2026-05, 20260512, or Tue, 12 May 2026
 * 10:00:00 +0200 (RFC 5322).  What is left out is taken as its beginning.
 * False for anything else: a date is never guessed.
 */
bool date_parse(struct ir_text text, int64_t *out);

#endif
