/*
 * date_forms.h - the ways in which dates are written.
 */
#ifndef TEXT_DATE_FORMS_H
#define TEXT_DATE_FORMS_H

#include "text/date_scan.h"

/*
 * Does the text have this form?  Whether there is such a day is not asked.  If
 * it has, but may be either of two dates, that is false and m->kind
 * DATE_AMBIGUOUS.
 */
typedef bool date_form(struct scan s, struct moment *m);

/* Ends with NULL.  No text has two of these forms. */
extern date_form *const date_forms[];

#endif
