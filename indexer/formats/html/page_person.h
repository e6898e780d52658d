/*
 * page_person.h - the words of a byline: which are a person's name; private to
 * page_people.c.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_PERSON_H
#define INDEXER_FORMATS_HTML_PAGE_PERSON_H

#include "base/base.h"

size_t person_words(struct ir_text t);
/* Does it begin with "By", "Text:" or the like, in any language, and go on? */
bool person_is_label(struct ir_text t);
/* What is behind all of these. */
struct ir_text person_without_labels(struct ir_text t);
/* What is before a digit, a date, a role, a place; dated: the line has a date. */
struct ir_text person_without_end(struct ir_text t, bool dated);
/* How long is the blank and the word "and" that t begins with?  0: it does not.
 */
size_t person_joint(struct ir_text t);

/* The name of a person, not of the publication (its name, its host) or another
 * group. */
bool person_is(struct ir_text t, struct ir_text site, struct ir_text host);
/* Two names, of letters, as most people have: titles of films have more. */
bool person_is_plain(struct ir_text t);
/* An address of mail or of a page. */
bool person_is_address(struct ir_text t);
/* Does it have a word of an office: "Senior Reporter"? */
bool person_has_role(struct ir_text t);
/* Does it have a word of what may be done with a page: "Share This"? */
bool person_is_control(struct ir_text t);
/* "Admin" */
bool person_is_nobody(struct ir_text t);

#endif
