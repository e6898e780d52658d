/*
 * url.h - addresses in pasted text.
 */
#ifndef SEARCH_PLAN_URL_H
#define SEARCH_PLAN_URL_H

#include "base/base.h"

/*
 * Where an address begins in a text without white space: at a scheme
 * ("https://..."), at "www.", or at a host that has a path
 * ("pic.twitter.com/x1").  The size of the text if there is none.  A pasted
 * post or headline is about its words; the parts of its address ("com") are
 * not what was asked for.
 */
size_t url_start(struct ir_text text);

#endif
