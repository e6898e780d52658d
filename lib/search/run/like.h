/*
 * like.h - an article as a query, to find more like it.
 *
 * Its words are the IR_LIKE_WORDS stems with the largest weight in its vector
 * (vocabulary.h), and those of its title; each asks for its share
 * tf / (tf + 0.9 * (0.6 + 0.4 * length)), any of them will do.  The article
 * itself does not match.
 */
#ifndef SEARCH_RUN_LIKE_H
#define SEARCH_RUN_LIKE_H

#include "search/run/searcher.h"

/*
 * Parse into x->query and plan into x->plan what the article that the request
 * names says.  IR_NOT_FOUND if there is none, IR_INVALID if it holds no word
 * to search for.
 */
enum ir_status like_begin(struct search *x, struct ir_error *err) IR_MUST_CHECK;

#endif
