/*
 * evidence.h - every place where one article answers the query.
 */
#ifndef SEARCHER_EVIDENCE_H
#define SEARCHER_EVIDENCE_H

#include "article/record.h"
#include "searcher/plan.h"

struct match {
    uint32_t position;   /* of the word, from 0 in body or title */
    uint32_t start, end; /* bytes of the text or the title */
    uint32_t sentence;   /* of the body */
    uint32_t term;
    uint32_t form;   /* the very form that was typed, or PLAN_NONE */
    uint32_t flags;  /* enum word_flag */
    uint32_t member; /* of the plan, that stands for term here; or PLAN_NONE */
    double weight;   /* 1, or the member's */
};

struct matches {
    struct match *items; /* by position */
    size_t count, room;
};

/* What one pass over an article found.  Reused from article to article. */
struct evidence {
    struct matches body, title;
    /* Both as one text: the title is its sentence 0, the body's sentences count
     * from 1, and EVIDENCE_GAP positions lie between the two. */
    struct matches whole;
    uint32_t title_words;
    uint32_t *sentence_words; /* position at which each sentence begins */
    size_t sentence_count, sentence_room;
    uint32_t words; /* of the body: the position after the last word */
    uint32_t *body_counts, *title_counts; /* matches by term */
    size_t term_count;
    struct matches found; /* scratch */
    bool *keep;           /* scratch */
    size_t keep_room;
};

#define EVIDENCE_GAP 8 /* no pair of words is this far apart */
#define EVIDENCE_INIT          \
    {                          \
        .sentence_words = NULL \
    }
void evidence_free(struct evidence *e);

/*
 * One pass over title and text.  stems must be those of the plan; walk is
 * only lent.
 */
void evidence_gather(struct evidence *e, const struct plan *p,
                     const struct record *r, struct words *walk,
                     struct stems *stems);

/* Does the article satisfy the clause?  any: lists ask for one part only. */
bool evidence_satisfies(const struct evidence *e, const struct plan *p,
                        const struct clause *c, bool any);

/*
 * Forget the matches that took no part in satisfying the plan.  What stays is
 * those of loose terms, and those of phrases that stand there whole.
 */
void evidence_trim(struct evidence *e, const struct plan *p);

#endif
