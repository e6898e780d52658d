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
