/*
 * date_words.h - dates in which the month is a word; private to lib/text.
 */
#ifndef TEXT_DATE_WORDS_H
#define TEXT_DATE_WORDS_H

#include "text/date_time.h"

/* A date_form of date_forms.h. */
bool date_words(struct scan s, struct moment *m);

#endif
