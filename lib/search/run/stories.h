/*
 * stories.h - which articles are copies of each other.
 *
 * A story is all articles that are connected as copies (see sketched.h), or an
 * article that has none.  More than IR_STORY_MAX articles that are connected are no
 * story, but a chain of forms that were filled in: each is alone.  This depends on nothing but the articles that are in the
 * index now, so nothing has to be kept up to date: the stories of the articles
 * that a search meets are found by the terms of the bands, and all stories of an
 * index, for counting, by a pass over all sketches.  They are kept for one
 * revision.
 */
#ifndef SEARCH_RUN_STORIES_H
#define SEARCH_RUN_STORIES_H

#include "search/index/deadline.h"
#include "store/store.h"

struct stories;
struct stories *stories_new(void);
void stories_free(struct stories *x); /* x may be NULL */

/* Forget what was found on another revision of the index, or is too much. */
void stories_begin(struct stories *x, const struct ir_index_info *now);
/*
 * Set *story to the number of the document's story, which copies of it have,
 * too, until another revision begins.  Fails as the store does.
 */
enum ir_status stories_of(struct stories *x, struct store *s, uint32_t document,
                          uint32_t *story, struct ir_error *err) IR_MUST_CHECK;
/* Set *common to whether the document has a part in common with too many to find
 * all that are like it (see sharing.h).  Fails as the store does. */
enum ir_status stories_common(struct stories *x, struct store *s,
                              uint32_t document, bool *common,
                              struct ir_error *err) IR_MUST_CHECK;
/* The documents of a story; valid until the next call of stories_of(). */
size_t stories_members(const struct stories *x, uint32_t story,
                       const uint32_t **out);
/*
 * Find all stories of several articles, unless that has been done.  After the
 * deadline, which is noted in it, they are not all known.  Fails as the store
 * does.
 */
enum ir_status stories_find(struct stories *x, struct store *s,
                            struct deadline *deadline,
                            struct ir_error *err) IR_MUST_CHECK;
/* After that: add the documents that have copies to the set. */
void stories_copied(const struct stories *x, struct store_set *set);
/* After that: how many more articles than stories there are. */
uint64_t stories_surplus(const struct stories *x);
/* Is the document alone because it is in a chain that is no story?  Known after
 * stories_of() or stories_find(). */
bool stories_chained(const struct stories *x, uint32_t document);
/* After that: the story of a document that has copies, plus one; else 0. */
uint64_t stories_known(const struct stories *x, uint32_t document);

#endif
