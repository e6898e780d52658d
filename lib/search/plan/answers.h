/*
 * answers.h - what a question asks for, and which sentences may say it.
 *
 * "how many people were injured" is answered by a sentence with a number,
 * "when did the talks begin" by one with a date.  Questions after who, where
 * and what are not told apart: nearly every sentence of news has names.
 */
#ifndef SEARCH_PLAN_ANSWERS_H
#define SEARCH_PLAN_ANSWERS_H

#include "base/base.h"

enum answer_kind { ANSWER_ANY, ANSWER_NUMBER, ANSWER_TIME };

/* What the query asks for, by its first words; in English only. */
enum answer_kind answer_asked(struct ir_text query);

/* May the text be an answer of this kind?  Always true of ANSWER_ANY. */
bool answer_given(enum answer_kind kind, struct ir_text text);

#endif
