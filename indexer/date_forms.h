/*
 * date_forms.h - the ways in which dates are written.
 */
#ifndef INDEXER_DATE_FORMS_H
#define INDEXER_DATE_FORMS_H

#include "indexer/date_scan.h"

/* Does the text have this form?  Whether there is such a day is not asked. */
typedef bool date_form(struct scan s, struct moment *m);

/* Ends with NULL.  No text has two of these forms. */
extern date_form *const date_forms[];
/*
 * 13/05/2026: day and month in an order that only their numbers tell.
 * *ambiguous is set, and the answer is false, when they do not.
 */
bool date_slashes(struct scan s, struct moment *m, bool *ambiguous);

#endif
