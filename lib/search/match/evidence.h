/*
 * evidence.h - every match of the query in one article.
 */
#ifndef SEARCH_MATCH_EVIDENCE_H
#define SEARCH_MATCH_EVIDENCE_H

#include "article/record.h"
#include "search/match/spans.h"
#include "search/plan/plan.h"

struct match {
    uint32_t position;   /* of the word, from 0 in body or title */
    uint32_t start, end; /* bytes of the text or the title */
    uint32_t sentence;   /* of the body */
    uint32_t term;
    uint32_t form;      /* the very form that was typed, or PLAN_NONE */
    uint32_t flags;     /* enum word_flag */
    uint32_t expansion; /* of the plan, that matched for term; or PLAN_NONE */
    double weight; /* 1, or the expansion's; 0: it stands where another of the
                      same pattern does that counts */
};

struct matches {
    struct match *items; /* by position */
    size_t count, room;
};

/* What was found out about a clause, of the two ways to read its lists. */
struct clause_answer {
    uint32_t asked, located; /* the article it is about, 0: none */
    bool yes;
    struct spans spans[2]; /* by enum ir_field */
};

/* Where the matches of each term are. */
struct match_index {
    uint32_t *starts; /* by term, and one more: into items */
    uint32_t *items;  /* matches, by term, then by position */
    size_t start_room, item_room;
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
    uint32_t *paragraph_words; /* the same of paragraphs */
    size_t paragraph_count;
    uint32_t words; /* of the body: the position after the last word */
    bool *fits;     /* by filter of the plan */
    size_t filter_room;
    struct match_index index[2];   /* by enum ir_field */
    struct clause_answer *answers; /* by clause, twice: all and any */
    size_t answer_room;
    uint32_t article; /* a number for each, from 1 */
    struct buf scratch;
    uint32_t *body_counts, *title_counts; /* matches by term */
    size_t term_count, term_room;
    struct matches found; /* scratch */
    bool *keep;           /* scratch */
    size_t keep_room;
};

/* The words of the body that its lead is. */
#define LEAD_WORDS 60
#define EVIDENCE_GAP 8 /* no pair of words is this far apart */
#define EVIDENCE_INIT       \
    {                       \
        .scratch = BUF_INIT \
    }
void evidence_free(struct evidence *e);
/* Memory that its lists take, about. */
size_t evidence_bytes(const struct evidence *e);

/*
 * One pass over title and text, or so many sentences of it.  stems must be
 * those of the plan; walk is only lent.
 */
void evidence_gather(struct evidence *e, const struct plan *p,
                     const struct record *r, size_t sentences,
                     struct words *walk, struct stems *stems);

/*
 * Does the article satisfy the clause?  any: lists ask for one part only.  What
 * was answered before evidence_trim() stays so.
 */
bool evidence_satisfies(struct evidence *e, const struct plan *p,
                        const struct clause *c, bool any);

/*
 * Forget the matches that took no part in satisfying the plan, its lists read
 * as any says.  Of a phrase those stay where it stands whole; of what asks for
 * spans those that lie in one; of a sentence or paragraph with all its parts
 * all matches of these.
 */
void evidence_trim(struct evidence *e, const struct plan *p, bool any);

/* For the files of evidence.h: does item i of a run stand at this match? */
bool match_stands(const struct match *m, const struct clause *c, size_t i);
/*
 * Do the matches from at on make up the whole run, one a position?  last is the
 * index of the last of them; keep, if given, marks them.
 */
bool matches_run(const struct matches *m, size_t at, const struct clause *c,
                 bool *keep, size_t *last);
/* Does the clause refuse its second part?  Lists in that are read as all, as
 * they are in NOT. */
static inline bool clause_refuses(const struct clause *c)
{
    return c->kind >= CLAUSE_NOT_NEAR && c->kind <= CLAUSE_NOT_PARAGRAPH;
}
/* Where sentences, or paragraphs, of the field begin; a title is one. */
struct breaks evidence_breaks(const struct evidence *e, bool paragraphs,
                              enum ir_field field);
/* The spans of a clause in one field. */
const struct spans *evidence_spans(struct evidence *e, const struct plan *p,
                                   const struct clause *c, bool any,
                                   enum ir_field field);

#endif
