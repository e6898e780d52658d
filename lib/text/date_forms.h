/*
 * date_forms.h - the forms of written dates; private to lib/text.
 */
#ifndef TEXT_DATE_FORMS_H
#define TEXT_DATE_FORMS_H

#include "text/date_time.h"

/*
 * Does all of s have this form?  If so m is the date, which need not exist.  If
 * two dates are written so, the answer is false and m->kind DATE_AMBIGUOUS.
 */
typedef bool date_form(struct scan s, struct moment *m);

/* All forms, ended by NULL.  No text has two of them. */
extern date_form *const date_forms[];

#endif
