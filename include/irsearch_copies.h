/*
 * irsearch_copies.h - one story from several outlets.  irsearch.h includes this
 * and says what holds for every function.
 *
 * Copies are articles with the same text in the main: cut at the end, with
 * another headline, dateline, lead or line of credit, or with some sentences
 * changed.  A story is all articles that are copies of each other, directly or
 * through others, or an article without copies.  More than IR_STORY_MAX articles
 * that are copies through others are no story, but forms that were filled in, such
 * as weather reports: they are no copies.
 */
#ifndef IRSEARCH_COPIES_H
#define IRSEARCH_COPIES_H

#ifndef IRSEARCH_H
#    error "include irsearch.h, which includes this"
#endif

#define IR_COPIES_MAX 100 /* copies of a hit that are named */
#define IR_STORY_MAX 1000 /* articles of a story */

/* What a search does with copies. */
enum ir_copies {
    IR_COPIES_SHOW,     /* they are hits like others */
    IR_COPIES_COLLAPSE, /* of each story only the best hit's article is shown,
                           and no passage twice that is word for word the same;
                           but all of them if copies:ID asks for copies */
};

struct ir_copy {
    struct ir_text id, source;
    bool has_date;
    int64_t date; /* as in ir_article */
};

/* The other articles of a hit's story, whether they match or not. */
struct ir_story {
    uint64_t count;                      /* 0: the article has no copies */
    const struct ir_copy *const *copies; /* the earliest first, then those
                                            without a date; at most
                                            IR_COPIES_MAX */
    size_t copy_count;
    struct ir_text first; /* the id of the earliest article of the story, the
                             hit's own included; empty: none has a date */
};

#endif
