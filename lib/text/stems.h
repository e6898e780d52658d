/*
 * stems.h - stems of words, each computed once.
 */
#ifndef TEXT_STEMS_H
#define TEXT_STEMS_H

#include "base/base.h"

struct stems; /* a cache over one Snowball stemmer; for one thread */

struct lexeme {
    struct ir_text form;       /* the folded word */
    const struct lexeme *stem; /* itself when the word is its own stem */
    uint32_t id;               /* from 0, dense; forms and stems share them */
};

/*
 * language is a Snowball name or code ("english", "en"), or "none" for no
 * stemming.  IR_INVALID names the languages there are.
 */
enum ir_status stems_new(const char *language, struct stems **out,
                         struct ir_error *err) IR_MUST_CHECK;
void stems_free(struct stems *s);

/*
 * Look up a folded word.  The lexeme lives until stems_trim().  Only words of
 * letters are stemmed: 1990s, c++ and u.s are their own stems.
 */
const struct lexeme *stems_get(struct stems *s, struct ir_text form);
size_t stems_count(const struct stems *s); /* ids in use are below it */

/*
 * Forget everything if more than STEMS_MAX words are cached.  Call between
 * articles.
 */
#define STEMS_MAX 500000
void stems_trim(struct stems *s);

/*
 * Add to the filter the two-byte beginnings that words with this stem can
 * have; false, adding nothing, when the language gives no such bound and no
 * filter can be used.
 */
struct word_filter;
bool stems_filter(const struct stems *s, struct ir_text stem,
                  struct word_filter *filter);

#endif
