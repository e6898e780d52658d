/*
 * irsearch_survey.h - what there is to ask an index for: the values of its
 * fields, and its words.  irsearch.h includes this and says what holds for every
 * function.
 */
#ifndef IRSEARCH_SURVEY_H
#define IRSEARCH_SURVEY_H

#ifndef IRSEARCH_H
#    error "include irsearch.h, which includes this"
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- what matches have ---- */

/* The matches with one value of a field, or of one interval of time. */
struct ir_bucket {
    struct ir_text value; /* folded, as a filter takes it; of time the year, the
                             month "2026-05", the first day "2026-05-12" or the
                             hour "2026-05-12T10" */
    uint64_t articles;    /* that match the query */
    uint64_t baseline;    /* that match the baseline; 0 without one */
    uint64_t both;        /* that match both: both / baseline is the share */
    uint64_t stories;     /* of the articles, if copies are collapsed; else 0 */
};

/* The values of a field that matches have, most articles first. */
struct ir_facet {
    struct ir_text field;                   /* as in the request */
    const struct ir_bucket *const *buckets; /* facet_values at most */
    size_t count;
    uint64_t distinct; /* how many values there are */
    uint64_t without;  /* matches without a value */
};

/* Matches by time: every interval from the first that has a match, of the query
 * or of the baseline, to the last, those without any included. */
struct ir_timeline {
    enum ir_interval interval;
    struct ir_text zone; /* "UTC", "+03:30"; or "article": the day is that of
                            the place where the article was published */
    const struct ir_bucket *const *buckets;
    size_t count;
    uint64_t undated; /* matches without a date */
};

/*
 * Facets and timelines count the articles with all words of the query (with
 * ANY: with any of them), exactly, as articles does, which is then exact too;
 * hits of articles with some words only are not counted.  Filters apply to the
 * baseline as well.  After the timeout they are lower bounds.  The time of day
 * of an article is known only as it was published: one with no more than a day
 * counts in the first hour of that day, in any zone.
 */

/* ---- what the index has ---- */

/* A value of a field, folded, as a filter takes it. */
struct ir_value {
    struct ir_text name;
    uint64_t articles;
};

/* The values of a field, most articles first. */
struct ir_values {
    const struct ir_value *items;
    size_t count;      /* at most IR_SURVEY_MAX */
    uint64_t distinct; /* how many values there are */
    uint64_t without;  /* articles without a value */
};

struct ir_coverage {
    struct ir_text first, last; /* days of publication, "2026-05-12", local to
                                   the article; empty: no article has a date */
    uint64_t undated;           /* articles without a date */
    struct ir_values sources, sections, langs;
    uint64_t rejected; /* inputs that were rejected when their files were last
                          read; not those of pipes, nor of an irindex that
                          counted none */
    uint64_t stories;  /* see irsearch_copies.h; of an index that was made by an
                          older version, which does not know copies, 0 */
};

/*
 * Tell what the articles are about: when and where they were published, and in
 * which languages; and how many could not be read.  Free *out with ir_coverage_free().
 */
IR_API enum ir_status ir_survey(struct ir_searcher *s, struct ir_coverage **out,
                                struct ir_error *err) IR_MUST_CHECK;
IR_API void ir_coverage_free(struct ir_coverage *coverage); /* NULL is fine */

struct ir_suggestion {
    struct ir_text word; /* folded */
    uint64_t articles;   /* with the word in any of its forms */
};

struct ir_suggestions {
    size_t start, end; /* bytes of the text: the word that is completed */
    const struct ir_suggestion *items; /* most articles first */
    size_t count;
    bool cut; /* so many words begin so that not all were looked at */
};

/*
 * Complete the last word of a query that is being typed: at most limit words of
 * the index that begin as it does, each with another stem, no stop words.  None
 * if text does not end in a word, or in one of a field other than title: and
 * its like.  The time does not grow with the index beyond a bound.  Free *out
 * with ir_suggestions_free().  IR_LIMIT if text is over IR_QUERY_MAX or limit
 * over IR_SUGGESTIONS_MAX, IR_CANCELLED after ir_cancel().
 */
IR_API enum ir_status ir_suggest(struct ir_searcher *s, struct ir_text text,
                                 size_t limit, struct ir_suggestions **out,
                                 struct ir_error *err) IR_MUST_CHECK;
/* NULL is fine. */
IR_API void ir_suggestions_free(struct ir_suggestions *suggestions);

#ifdef __cplusplus
}
#endif
#endif
