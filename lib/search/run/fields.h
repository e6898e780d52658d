/*
 * fields.h - the fields that are counted over all matches, and whether a
 * request that asks for them makes sense.
 */
#ifndef SEARCH_RUN_FIELDS_H
#define SEARCH_RUN_FIELDS_H

#include "base/base.h"

struct facet_field {
    const char *name, *prefix; /* the prefix of the terms with its values */
};
/* NULL if there is no such field. */
const struct facet_field *facet_field(struct ir_text name);
/* Does the request ask for counts over all matches: facets, a timeline, or how
 * many have no date? */
bool facets_wanted(const struct ir_request *r);
/* IR_INVALID for a field, zone or interval that there is none of, or a field
 * that is asked for twice; IR_LIMIT for too many. */
enum ir_status facets_check(const struct ir_request *r,
                            struct ir_error *err) IR_MUST_CHECK;
/* Does the text name a time zone, "UTC" or "+03:30", or is it empty?  Then
 * *offset is in seconds east of UTC. */
bool zone_read(struct ir_text zone, int64_t *offset);

#endif
