/*
 * language_tag.h - the names of languages, as BCP 47 has them.
 */
#ifndef TEXT_LANGUAGE_TAG_H
#define TEXT_LANGUAGE_TAG_H

#include "base/buf.h"

/*
 * Append the usual form of the first tag in text: "de-DE" for "de_DE.UTF-8",
 * "DE-de" and "de-DE, en"; "de" for "DE", "deu" and "German".  False, adding
 * nothing, if text names no language: "utf-8", "und", "x-default".
 */
bool language_tag_add(struct ir_text text, struct buf *out);

/* The language of a tag in its usual form: "de" of "de-DE". */
struct ir_text language_tag_base(struct ir_text tag);

#endif
