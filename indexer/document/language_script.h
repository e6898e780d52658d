/*
 * language_script.h - tell languages by the script they are written in, and
 * those that share one by their words.
 */
#ifndef INDEXER_DOCUMENT_LANGUAGE_SCRIPT_H
#define INDEXER_DOCUMENT_LANGUAGE_SCRIPT_H

#include "base/base.h"

/* The code of the language in whose script most of text is; NULL if several
 * languages are written in it, or it is not one of South or East Asia. */
const char *language_by_script(struct ir_text text);

/* Danish, or Norwegian in either form, by the words that only one of them has;
 * otherwise if there are none. */
const char *language_by_words(struct ir_text text, const char *otherwise);

#endif
