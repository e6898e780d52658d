/*
 * handle.h - short names of articles: the beginnings of their fingerprints.
 *
 * A handle has HANDLE_DIGITS hex digits or more, among them a letter, so that
 * an id that is a number is never taken for one.
 */
#ifndef ARTICLE_HANDLE_H
#define ARTICLE_HANDLE_H

#include "article/record.h"
#include "store/store.h"

#define HANDLE_DIGITS 6

/* Can the text be a handle, in upper or lower case? */
bool handle_is(struct ir_text text);

/*
 * Append the shortest handle that no other article has to out; nothing if the
 * text of another is the same, or if the index has no handles.  Fails as the
 * store does.
 */
enum ir_status handle_of(struct store *s, const char *fingerprint,
                         struct buf *out, struct ir_error *err) IR_MUST_CHECK;

/*
 * Replace id with that of the article with this handle.  IR_NOT_FOUND if there
 * is none; IR_INVALID, with a list of them, if there are several; or as the
 * store and record_decode() fail.
 */
enum ir_status handle_find(struct store *s, struct record_decoder *decoder,
                           struct ir_text handle, struct buf *id,
                           struct ir_error *err) IR_MUST_CHECK;

#endif
