/*
 * edits.h - how many edits two words are apart.
 */
#ifndef SEARCH_PLAN_EDITS_H
#define SEARCH_PLAN_EDITS_H

#include "base/base.h"

/*
 * Edits from a to b (Damerau's, of which none overlap) if there are at most
 * most of them, else a greater number.
 */
unsigned edit_distance(struct ir_text a, struct ir_text b, unsigned most);

#endif
