/*
 * evidence.h - every match of a plan in one article, and whether the article
 * satisfies the plan.
 *
 * This is the one place that decides what matches; the store only proposes
 * candidates.  `any' says how to read the plan's CLAUSE_LISTs: true, one part
 * is enough (OR); false, all parts are required (AND).
 *
 * None of these functions fails: when memory runs out the process aborts, as
 * everywhere in lib/.
 */
#ifndef SEARCH_MATCH_EVIDENCE_H
#define SEARCH_MATCH_EVIDENCE_H

#include "article/record.h"
#include "search/match/spans.h"
#include "search/plan/plan.h"

struct match {
    uint32_t position;   /* of its first word, from 0 in body or title */
    uint32_t start, end; /* bytes [start, end) of the text or the title */
    uint32_t sentence;   /* index in the body; 0 in the title */
    uint32_t term;       /* index in plan.terms */
    uint32_t form;       /* index in plan.forms if the word is spelt as typed,
                           else PLAN_NONE */
    uint32_t flags;      /* enum word_flag */
    uint32_t expansion;  /* the expansion that matched for term: index in
                           plan.expansions; PLAN_NONE: the term itself */
    double weight; /* of one occurrence: 1, or that of the expansion or edit
                      distance; 0: overlaps a match of the same
                      pattern, which is counted instead */
};

struct matches {
    struct match *items; /* in order of position */
    size_t count, room;
};

/* A clause's answer, memoised for one article and one value of `any'. */
struct clause_answer {
    uint32_t asked;   /* the article that yes is about; 0: none */
    uint32_t located; /* the article that spans are about; 0: none */
    bool yes;
    struct spans spans[2]; /* by enum ir_field */
};

/* Finds the matches of a term: items[starts[t]] to items[starts[t + 1] - 1]. */
struct match_index {
    uint32_t *starts; /* by term, one more than there are terms */
    uint32_t *items;  /* indices of matches, by term, then by position */
    size_t start_room, item_room;
};

/* What one pass over an article found.  Reused from article to article. */
struct evidence {
    struct matches body, title;
    /* Title and body as one text: the title is sentence 0, the sentences of
     * the body count from 1, and EVIDENCE_GAP positions separate the two. */
    struct matches whole;
    uint32_t title_words;     /* word count of the title */
    uint32_t *sentence_words; /* position of the first word of each sentence,
                                 then `words' */
    size_t sentence_count, sentence_room;
    uint32_t *paragraph_words; /* position of each paragraph's first word */
    size_t paragraph_count;
    uint32_t words; /* word count of the body, or of what was read of it */
    bool *fits;     /* by filter of the plan: does the article pass it? */
    size_t filter_room;
    struct match_index index[2];   /* by enum ir_field */
    struct clause_answer *answers; /* at 2 * clause id + any */
    size_t answer_room;
    uint32_t article; /* sequence number, from 1, that dates the answers */
    struct buf scratch;
    uint32_t *body_counts, *title_counts; /* number of matches, by term */
    size_t term_count, term_room;
    struct matches found; /* scratch */
    bool *keep;           /* scratch */
    size_t keep_room;
};

#define LEAD_WORDS 60  /* words at the start of the body that are its lead */
#define EVIDENCE_GAP 8 /* WINDOW_SPAN of pairs.h: no pair spans the gap */
#define EVIDENCE_INIT       \
    {                       \
        .scratch = BUF_INIT \
    }
/* Frees the lists and resets e to EVIDENCE_INIT. */
void evidence_free(struct evidence *e);
/* Approximate heap size of e, in bytes. */
size_t evidence_bytes(const struct evidence *e);

/*
 * Find all matches in the title and in the first `sentences' sentences of the
 * text (SIZE_MAX: all), and replace what e held before.  stems must be those
 * that the plan was made with; walk is used during the call only.  Matches
 * are offsets and indices: e does not point into r.
 */
void evidence_gather(struct evidence *e, const struct plan *p,
                     const struct record *r, size_t sentences,
                     struct words *walk, struct stems *stems);

/*
 * Does the article satisfy the clause?  The answer is memoised, so one given
 * before evidence_trim() stays valid after it.
 */
bool evidence_satisfies(struct evidence *e, const struct plan *p,
                        const struct clause *c, bool any);

/*
 * Drop the matches in body and title that do not contribute to satisfying the
 * plan, which leaves what is highlighted and scored.  What remains of
 *
 *   a phrase               words of its complete occurrences; if it has none
 *                          and need not match, the words that score anyway
 *   NEAR, ADJ, scopes      matches inside a span of the clause
 *   SENTENCE, PARAGRAPH    every match of a part, in each unit that has all
 *
 * `whole' and `index' are not updated.
 */
void evidence_trim(struct evidence *e, const struct plan *p, bool any);

/* ---- shared by evidence.c, evidence_answers.c and evidence_trim.c ---- */

/* Is m a match of item i of c, a WORD, RUN or PHRASE? */
bool match_stands(const struct match *m, const struct clause *c, size_t i);
/*
 * Does an occurrence of the whole of c begin at match `at', its items at
 * successive positions?  If so *last is the index of its last match, and
 * keep[i], unless keep is NULL, is set for each match i in it.
 */
bool matches_run(const struct matches *m, size_t at, const struct clause *c,
                 bool *keep, size_t *last);
/* Is the second part of the clause excluded (NOT NEAR and the like)?  Lists
 * in it are read as AND whatever `any' says, as inside NOT. */
static inline bool clause_refuses(const struct clause *c)
{
    return c->kind >= CLAUSE_NOT_NEAR && c->kind <= CLAUSE_NOT_PARAGRAPH;
}
/* Sentence or paragraph boundaries of a field; a title is a single unit.
 * Points into e. */
struct breaks evidence_breaks(const struct evidence *e, bool paragraphs,
                              enum ir_field field);
/* The spans of a clause in one field, sorted; memoised, valid until the next
 * evidence_gather(). */
const struct spans *evidence_spans(struct evidence *e, const struct plan *p,
                                   const struct clause *c, bool any,
                                   enum ir_field field);

#endif
