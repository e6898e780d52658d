/*
 * irsearch.h - search a news index from C; irsearch_writer.h writes one.
 *
 * The one public header: a request goes in, ranked passages come out.  The
 * irsearch program fills the same struct ir_request and prints the same struct
 * ir_results, so a program can do whatever irsearch can.
 *
 * For every function here:
 * 1. A function that can fail returns an ir_status and takes the ir_error
 *    last; it may be NULL.  Out parameters are written only on IR_OK.
 * 2. Text is UTF-8, given as pointer and size; it need not end in a NUL.
 * 3. Byte ranges are half open, [start, end), and count from 0.
 * 4. A handle may be used by one thread at a time; open one per thread.  Only
 *    ir_cancel() may be called meanwhile.
 * 5. Whatever a result points to is valid until ir_results_free().
 * 6. When memory runs out, the process is aborted with "out of memory" on
 *    standard error, or the status is IR_INTERNAL if it happened in Xapian.
 *    Memory is bounded by the limits below: a search holds up to 32 MiB of
 *    articles, the one it reads, and the numbers and scores of at most 131,072
 *    matches; its results hold the whole text of at most IR_HITS_MAX articles.
 *    A text may have 64 MiB.  If the index has long texts, ask for few hits at
 *    a time, or for bare ones.
 * 7. Any function that reads the index may also return IR_STALE (it kept
 *    changing meanwhile), IR_CORRUPT (a part of it is damaged), IR_IO (the
 *    system refused to read it) or IR_INTERNAL.
 *
 * Programs compiled with this header work with every later libirsearch.so.0.
 * Functions do not change; new members are added at the end of structs and new
 * values at the end of enums, so expect values that you do not know.  Therefore
 * ir_request begins with its size, and the library returns ir_results, ir_hit,
 * ir_article, ir_snippet, ir_warning, ir_index_info, ir_suggestions,
 * ir_coverage, ir_facet, ir_bucket, ir_timeline, ir_story and ir_copy by
 * pointer: never copy one or make an array of them.  ir_text, ir_error, ir_span,
 * ir_range, ir_part, ir_total, ir_suggestion and ir_value never change.
 */
#ifndef IRSEARCH_H
#define IRSEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IR_VERSION "0.1.0"     /* of this header; see ir_version() */
#define IR_SCHEMA "irsearch/1" /* of the JSON that irsearch prints */

#if defined(__GNUC__)
#    define IR_API __attribute__((visibility("default")))
#    define IR_MUST_CHECK __attribute__((warn_unused_result))
#    define IR_PRINTF(string, first) \
        __attribute__((format(printf, string, first)))
#else
#    define IR_API
#    define IR_MUST_CHECK
#    define IR_PRINTF(string, first)
#endif

/* A status tells what the caller can do about it, not where it arose. */
enum ir_status {
    IR_OK,
    IR_END,          /* no more items; not an error */
    IR_NOT_FOUND,    /* no such index, article or file */
    IR_LOCKED,       /* another writer has the index open; try again later */
    IR_STALE,        /* the index changed under the reader; search again */
    IR_CORRUPT,      /* stored data is damaged */
    IR_INCOMPATIBLE, /* made by another version or with other options */
    IR_INVALID,      /* the input is wrong */
    IR_LIMIT,        /* the input exceeds a limit below */
    IR_IO,           /* the system refused; the message says what */
    IR_INTERNAL,     /* a bug in this library or in one it uses */
    IR_CANCELLED,    /* by ir_cancel() */
    IR_ENDLESS,      /* stopped long after its time: see ir_use_signal() */
};

struct ir_error {
    enum ir_status status;
    char message[240]; /* one line, lower case, no full stop */
};

struct ir_text {
    const char *data; /* not NULL unless size is 0 */
    size_t size;      /* bytes */
};

#include "irsearch_copies.h"

/* Limits.  A request that exceeds one fails with IR_LIMIT; the message has
 * its value. */
#define IR_QUERY_MAX 65536          /* bytes of a query */
#define IR_QUERY_DEPTH_MAX 32       /* nested groups (AND, OR, lists) */
#define IR_QUERY_LEAVES_MAX 4096    /* words and phrases, and each of "a b"/1 */
#define IR_QUERY_WILD_MAX 500       /* wildcards and fuzzy words of a query */
#define IR_QUERY_NUMBER_MAX 1000    /* n of NEAR/n, atleastn() and the like */
#define IR_QUERY_WEIGHT_MAX 100     /* w of word^w */
#define IR_HITS_MAX 1000            /* hits in one answer */
#define IR_REACH_MAX 10000          /* offset + limit */
#define IR_CONTEXT_MAX 100          /* sentences of context on each side */
#define IR_PASSAGE_MAX 1000         /* target length of a passage in words */
#define IR_SNIPPET_MAX 4000         /* columns of a snippet */
#define IR_ID_MAX 4096              /* bytes of an article's id */
#define IR_TOPICS_MAX 16            /* topics of a request */
#define IR_TOPICS_BYTES_MAX 1048576 /* bytes that ir_add_topics() takes */
#define IR_FILTERS_MAX 16           /* sources, languages ... of it */
#define IR_FEEDBACK_MAX 100         /* passages, or terms, of feedback */
#define IR_SUGGESTIONS_MAX 100      /* words that ir_suggest() gives */
#define IR_SURVEY_MAX 100           /* values of a field in ir_survey() */
#define IR_FACETS_MAX 6             /* facets of a request */
#define IR_FACET_VALUES_MAX 10000   /* values of a facet in the results */
#define IR_BUCKETS_MAX 10000        /* of a timeline */
#define IR_ENDLESS_MAX 16           /* queries stopped so */
#define IR_ENDLESS_PAUSE 60         /* seconds until one more may be */

#define IR_FEEDBACK_PASSAGES 10 /* measured best */
#define IR_FEEDBACK_TERMS 40
#define IR_LIKE_WORDS 40

IR_API const char *ir_version(void); /* of the library: "0.1.0" */
IR_API const char *ir_status_name(enum ir_status status); /* "not_found", ... */

/* ---- searching ---- */

struct ir_searcher; /* an open index, or several searched as one */

/*
 * Open count index directories for reading.  Statuses:
 *   IR_NOT_FOUND     one is not there, or is empty
 *   IR_INVALID       count is 0; one is no index, but a file, a link or a
 *                    folder with other things in it
 *   IR_INCOMPATIBLE  one is of another version, or they were made with
 *                    different analysis options
 *   IR_CORRUPT       a part of one is missing or damaged
 *   IR_IO            the system refused to read one
 */
IR_API enum ir_status ir_open(const char *const *dirs, size_t count,
                              struct ir_searcher **out,
                              struct ir_error *err) IR_MUST_CHECK;
IR_API void ir_close(struct ir_searcher *s); /* NULL is fine */

/*
 * Whether the blocks of an index are compared with its seal, as they are read:
 * IR_CORRUPT then names one that is damaged, instead of an answer.
 */
enum ir_blocks {
    IR_BLOCKS_ONCE,   /* each block when this process first reads it */
    IR_BLOCKS_ALWAYS, /* whenever it is read */
    IR_BLOCKS_OFF,
};
/* Of all that this process opens and reads from now on; default
 * IR_BLOCKS_ONCE. */
IR_API void ir_verify_blocks(enum ir_blocks how);

/*
 * Add topics, in the format of topics.txt, to the built-in ones; a topic
 * replaces an earlier one of the same name.  On a syntax error IR_INVALID
 * names source and line, and on too many bytes or members IR_LIMIT; then
 * nothing is added.
 */
IR_API enum ir_status ir_add_topics(struct ir_searcher *s, struct ir_text text,
                                    const char *source,
                                    struct ir_error *err) IR_MUST_CHECK;
/* The name of the i-th topic, from 0, as topic:NAME takes it; empty: there are
 * no more.  Valid until topics are added or s is closed. */
IR_API struct ir_text ir_topic_name(const struct ir_searcher *s, size_t i);

enum ir_match {
    IR_MATCH_AUTO, /* all words; if fewer than ten articles have them all,
                      articles with some of them follow */
    IR_MATCH_ALL,
    IR_MATCH_ANY,
    IR_MATCH_PARTIAL, /* in results only: AUTO, and articles with some of the
                         words follow */
};

enum ir_sort {
    IR_SORT_RELEVANCE,
    IR_SORT_OLDEST, /* by date, over all matches; undated articles last */
    IR_SORT_NEWEST,
};

enum ir_interval {
    IR_INTERVAL_NONE,
    IR_INTERVAL_HOUR,
    IR_INTERVAL_DAY,
    IR_INTERVAL_WEEK, /* from Monday */
    IR_INTERVAL_MONTH,
    IR_INTERVAL_YEAR,
};

/* "hour", "day", ...; "none" for a value that is not known. */
IR_API const char *ir_interval_name(enum ir_interval interval);

struct ir_request {
    size_t size;          /* of the struct: ir_request_init() sets it */
    struct ir_text query; /* need not be valid UTF-8 */
    struct ir_text like;  /* instead of a query: the id of an article, to find
                             articles with a word of its title or any of its
                             IR_LIKE_WORDS most distinctive words */
    enum ir_match match;  /* default IR_MATCH_AUTO */
    size_t offset;        /* hits to skip, default 0 */
    size_t limit;         /* hits to return, default 10; 0: only count */
    size_t per_article;   /* passages per article, default 3; 0: no limit */
    size_t passage_words; /* target length of a passage, default 120 */
    size_t context;       /* sentences around each passage, default 0 */
    bool articles;        /* one hit per article: its best passage */
    bool bare;            /* fill only rank, score and article->id of a hit;
                             much faster together with articles */
    bool exact_total;     /* verify every candidate, so that totals are exact */
    bool explain;         /* fill the parts of each hit's score */
    bool literal;         /* no query syntax: every character is text */
    bool strict;          /* fail with IR_INVALID where there is a warning */
    bool stats;           /* fill results->store */
    struct ir_text rank;  /* "MODEL[:NAME=NUMBER,...]": bm25, smoothed by the
                             similarity of openings, or best, by that of whole
                             texts; k1, b, smooth; "": bm25 */
    enum ir_sort sort;
    int64_t recency;          /* half-life of scores in seconds: an article's
                                 age counts from the newest of the best fifty
                                 by the index's own scores (partial hits have
                                 their own fifty); one without a date is as old
                                 as the oldest of these; default 0: off */
    size_t feedback_passages; /* relevance feedback: search again with words
                                 of this many best passages; default 0: off;
                                 with IR_MATCH_ANY these words find, too */
    size_t feedback_terms;    /* words to add, default IR_FEEDBACK_TERMS */
    int64_t now;   /* Unix time that "yesterday" refers to; default 0: now */
    bool as_typed; /* do not correct the spelling */
    const struct ir_text *topics; /* names of topics; each must match too */
    size_t topic_count;
    struct ir_text since, until;   /* published between these dates, both
                                    included: "2026-05", "yesterday", "30d";
                                    empty: no bound */
    const struct ir_text *sources; /* from one of these, folded */
    const struct ir_text *sections, *langs; /* the same */
    size_t source_count, section_count, lang_count;
    struct ir_text after; /* page token, instead of offset: next of the results
                             of the same request on the same revision */
    double timeout;       /* stop after this many seconds and return what was
                             found; default 0: never */
    size_t snippet;       /* terminal columns of a snippet, default 150; 0: fill
                             no snippets */
    const struct ir_text *facets; /* fields whose values are counted over all
                                     matches: source, section, lang, byline,
                                     year or month */
    size_t facet_count;           /* at most IR_FACETS_MAX, each once */
    size_t facet_values;          /* of each facet, default 20 */
    enum ir_interval timeline;    /* count matches by time too; default none */
    struct ir_text zone;      /* of the timeline: "UTC" or "+03:30"; empty: of
                                hours UTC, else each article's own day */
    bool first;               /* sort oldest first, and warn if matches have no
                                date, so that an earlier one may be unknown */
    struct ir_text baseline;  /* another query: its matches are counted beside
                                these; "*": all articles.  Empty: none */
    const struct ir_text *in; /* only in these articles, by id or handle */
    size_t in_count;
    uint64_t since_revision; /* only what came after it, of one index; or 0 */
    enum ir_copies copies;   /* default IR_COPIES_SHOW */
};

/*
 * Fill with the defaults given above.  size is the caller's sizeof(struct
 * ir_request).  If the library's is larger, its further members have their
 * defaults; if it is smaller, members it does not know must stay 0.
 */
IR_API void ir_request_init_size(struct ir_request *request, size_t size);
static inline void ir_request_init(struct ir_request *request)
{
    ir_request_init_size(request, sizeof(*request));
}
/* Would a search take all of it, whatever the query and the index?  IR_INVALID
 * and IR_LIMIT as ir_search(). */
IR_API enum ir_status ir_request_check(const struct ir_request *request,
                                       struct ir_error *err) IR_MUST_CHECK;

/* A stored article.  Unknown fields are empty. */
struct ir_article {
    struct ir_text id, title, source, section, byline, lang, url, path;
    struct ir_text text;   /* the stored text, whole */
    bool has_date;         /* the next three are known */
    int64_t date;          /* published, seconds since 1970-01-01 UTC */
    int utc_offset;        /* of the date as written, in minutes east of UTC:
                             the local day is that of date + utc_offset * 60 */
    bool date_only;        /* no time of day: date is midnight UTC */
    uint32_t words;        /* length of the body */
    uint32_t sentences;    /* in the body */
    char fingerprint[72];  /* "sha256:" and 64 hex digits, of the text */
    struct ir_text handle; /* the shortest beginning of these digits, of 6 or
                              more, that no other article of the index has; the
                              library takes it as an id.  Empty: there is none,
                              as the text of another is the same, or the index
                              was made by an older version */
    struct ir_text index;  /* the directory that has it, as given to ir_open(),
                              if that was given several; else empty */
};

enum ir_field { IR_FIELD_BODY, IR_FIELD_TITLE };
enum ir_how {
    IR_HOW_EXACT,
    IR_HOW_STEM,
    IR_HOW_FOLD,
    IR_HOW_SYNONYM,
    IR_HOW_TOPIC,  /* an expansion term of a topic in the query */
    IR_HOW_FUZZY,  /* another spelling: by suggestion, or asked for with ~ */
    IR_HOW_PREFIX, /* an expansion of a wildcard */
};

IR_API const char *ir_how_name(enum ir_how how); /* "exact", "stem", ... */

/* One match, as bytes of the text or the title. */
struct ir_span {
    size_t start, end;
    struct ir_text term; /* the word of the query that it matches */
    enum ir_field field; /* the text that start and end refer to */
    enum ir_how how;
};

struct ir_range {
    size_t start, end; /* bytes */
};

/* The words around the matches of a passage, for people to read: whole words,
 * with U+2026 where a sentence is cut and between two parts, and one space for
 * any white space.  Cite the passage, not this. */
struct ir_snippet {
    struct ir_text text;
    const struct ir_range *marks; /* matches, as bytes of text; in order */
    size_t mark_count;
    size_t start, end; /* the bytes of article->text that it is of; of two parts
                          with what is between them */
    const size_t *spans; /* by mark: the match that it is of, in hit->spans */
};

/* One part of a hit's score. */
struct ir_part {
    const char *feature; /* "term", "adjacent", "article.title", ... */
    struct ir_text term; /* the word of the query it is about, or empty */
    double value;
};

struct ir_hit {
    size_t rank;  /* from 1 */
    double score; /* >= 0, comparable within one answer only */
    const struct ir_article *article;
    uint32_t first, last; /* sentences of the passage, from 0 */
    size_t start, end;    /* its bytes in article->text */
    size_t before, after; /* with context: [before, start), [end, after) */
    const struct ir_span *spans; /* matches in the passage, then the title */
    size_t span_count;
    const struct ir_part *parts; /* with explain: their sum, in order, is
                                    score */
    size_t part_count;
    const struct ir_text *missing; /* words of the query the article lacks */
    size_t missing_count;
    const struct ir_snippet *snippet; /* NULL: not asked for, or bare */
    size_t passages; /* that the article has for the query, this one included,
                        whatever per_article; 0: bare */
    const struct ir_story *story; /* its article's copies; NULL: they are shown,
                                     or bare, or the index was made by an older
                                     version that does not know them */
};

struct ir_warning {
    const char *code; /* a stable name: "unbalanced_quote" */
    char message[240];
    size_t start, end; /* bytes of the query */
};

enum ir_relation {
    IR_EQ, /* exact */
    IR_GE, /* a lower bound */
    IR_LE, /* an upper bound; unverified candidates are included */
};

struct ir_total {
    uint64_t value;
    enum ir_relation relation;
};

struct ir_index_info {
    char uuid[40];
    uint64_t revision;
    uint64_t articles, sentences, words, text_bytes;
    const char *unverified; /* why blocks are not verified as they are read, or
                               not all, as a phrase; NULL: they are */
};

struct ir_results {
    struct ir_text query;      /* as given, bad bytes replaced; or "like:ID" */
    struct ir_text parsed;     /* canonical form, itself a valid query */
    struct ir_text suggestion; /* the query searched instead, or empty */
    struct ir_text store;      /* with stats: the query to the index */
    enum ir_match match;       /* ALL, ANY or PARTIAL */
    const struct ir_warning *const *warnings;
    size_t warning_count;
    const struct ir_index_info *index;
    struct ir_total articles; /* with all words; with ANY: with any word */
    struct ir_total partial;  /* with some words only; their hits follow */
    size_t offset, limit;
    struct ir_text next; /* page token for the next page; empty: none */
    double took_ms;
    bool timed_out; /* stopped early: there may be more hits, or better ones */
    const struct ir_hit *const *hits; /* best first */
    size_t count;
    const struct ir_facet *const *facets; /* in the order of the request */
    size_t facet_count;
    const struct ir_timeline *timeline; /* NULL: not asked for */
    bool has_baseline;                  /* buckets have baseline and both */
    struct ir_total stories; /* of articles, if copies are collapsed and totals
                                are exact, or there are facets; else 0, GE */
};

/*
 * Search.  Hits of articles with all words of the query come first, in every
 * sort order; their missing is empty.  With AUTO, and if fewer than ten
 * articles have all words, hits of articles with some of them follow, with
 * lower scores.  articles counts the former and partial the latter; offset and
 * page tokens go through both.  With limit 0 only articles is counted.
 *
 * If no article has all words of the query (with ANY: any word) and some of
 * them do not occur in the index, the most similar words that do are searched
 * instead, unless as_typed; suggestion is then the corrected query.  An unknown
 * topic is searched as a word, with a warning.
 *
 * When timeout has passed, timed_out is true, hits are the best found so far,
 * and articles is a bound.  What is quick as a rule is not interrupted, so the
 * answer may come a bit later than that; see ir_use_signal() for damage.
 *
 * Up to 16 articles that cannot be read, since the index is damaged, are left out
 * and named in the first warning, "unread"; with more of them, or with damage
 * elsewhere, the search fails with IR_CORRUPT.
 *
 * Finding nothing is IR_OK with count 0.  Other statuses:
 *   IR_INVALID    the query has no word; strict, and there is a warning (see
 *                 ir_refused); since or until is not a date; after is of
 *                 another request or revision; timeout is negative; rank names
 *                 no model; like is combined with a query or topics; the
 *                 request was not filled by ir_request_init(), or sets a
 *                 member that only a later version of the library has
 *   IR_NOT_FOUND  there is no article like
 *   IR_LIMIT      the request exceeds a limit
 *   IR_CANCELLED  another thread called ir_cancel() meanwhile
 *
 * The same request to the same index has the same answer; ties are ordered by
 * id.
 */
IR_API enum ir_status ir_search(struct ir_searcher *s,
                                const struct ir_request *request,
                                struct ir_results **out,
                                struct ir_error *err) IR_MUST_CHECK;
IR_API void ir_results_free(struct ir_results *results); /* NULL is fine */

/*
 * The same without structs, for languages that call C but cannot read this
 * header; README.md has a caller in Python.
 *
 * ir_search_text() takes a query that ends in a NUL and returns at most limit
 * hits; all else has its default.  Its statuses are those of ir_search().
 *
 * The others read results, of ir_search() too: i counts hits from 0.  A text
 * does not end in a NUL: the pointer is to its first byte, and *size is set to
 * the number of bytes.  It is empty, and the pointer may be NULL, where nothing
 * is known or there is no i-th hit; the score is then 0.
 *
 * struct ir_error is a buffer of 244 bytes: a status of four, then the message,
 * which ends in a NUL.
 */
IR_API enum ir_status ir_search_text(struct ir_searcher *s, const char *query,
                                     size_t limit, struct ir_results **out,
                                     struct ir_error *err) IR_MUST_CHECK;
IR_API size_t ir_hit_count(const struct ir_results *results);
IR_API const char *ir_hit_id(const struct ir_results *results, size_t i,
                             size_t *size);
IR_API const char *ir_hit_title(const struct ir_results *results, size_t i,
                                size_t *size);
IR_API const char *ir_hit_passage(const struct ir_results *results, size_t i,
                                  size_t *size);
IR_API double ir_hit_score(const struct ir_results *results, size_t i);

/*
 * Cancel the search that is running on s and the lists that are open on it;
 * may be called from any thread and from a signal handler.  They return
 * IR_CANCELLED where they would notice a timeout.  Searches that are complete
 * or begin later are not affected.  s must not be closed meanwhile.
 */
IR_API void ir_cancel(struct ir_searcher *s);

/*
 * Let the library interrupt itself by this signal, which then must not be used
 * for anything else in the process, and SIGVTALRM seldom is.  On some damaged
 * indexes Xapian never comes back.  From then on a function that reads an index returns IR_ENDLESS if a single
 * query to it takes 1 to 2 seconds of processor time after the timeout, or 30
 * to 60 where there is none.  s can be used further; memory that the query had
 * is not freed, so after IR_ENDLESS_MAX of them s returns IR_CORRUPT, but tries
 * again every IR_ENDLESS_PAUSE seconds.  IR_INVALID if the signal cannot be
 * caught, or where a query cannot be interrupted: on processors other than
 * x86-64 and AArch64, or if Xapian is linked statically.
 */
IR_API enum ir_status ir_use_signal(int signal,
                                    struct ir_error *err) IR_MUST_CHECK;

/* The warning that made the last search or list of s fail with IR_INVALID:
 * because of strict, or because nothing was left to search for.  NULL if there
 * is none; valid until the next search or list. */
IR_API const struct ir_warning *ir_refused(const struct ir_searcher *s);

/*
 * Iterate over all articles that match, in index order: the same that a search
 * with exact_total and as_typed, and without feedback, counts.  AUTO means ALL,
 * offset and limit are ignored, and the names of topics must outlive the list.
 *
 *     ok = ir_list_start(s, &request, &list, &err);
 *     while (ok == IR_OK && (ok = ir_list_next(list, &id, &err)) == IR_OK)
 *         puts_text(id);
 *     ir_list_free(list);
 *
 * ir_list_start() has the statuses of ir_search().  ir_list_next() returns
 * IR_END after the last article, and when the timeout has passed since the
 * start: then ir_list_timed_out() is true.  It returns IR_STALE if another
 * search or list of s has moved on to a later revision of the index, and
 * IR_CANCELLED after ir_cancel().  id is valid until the next call.  A list has
 * to be freed before its searcher is closed.
 */
struct ir_list;
IR_API enum ir_status ir_list_start(struct ir_searcher *s,
                                    const struct ir_request *request,
                                    struct ir_list **out,
                                    struct ir_error *err) IR_MUST_CHECK;
IR_API enum ir_status ir_list_next(struct ir_list *list, struct ir_text *id,
                                   struct ir_error *err) IR_MUST_CHECK;
/*
 * The hits of the article that ir_list_next() returned last, as a search in it
 * alone would show them, scored by its text only.  Ranks continue from article
 * to article.  IR_INVALID before the first; IR_STALE as for ir_list_next().
 */
IR_API enum ir_status ir_list_hits(struct ir_list *list,
                                   struct ir_results **out,
                                   struct ir_error *err) IR_MUST_CHECK;
/* The i-th warning about the query, from 0, or NULL if there are not so many;
 * valid until the list is freed, or ir_list_next() returns IR_END: then "unread"
 * may have come before them. */
IR_API const struct ir_warning *ir_list_warning(const struct ir_list *list,
                                                size_t i);
IR_API bool ir_list_timed_out(const struct ir_list *list);
IR_API void ir_list_free(struct ir_list *list); /* NULL is fine */

/*
 * Fetch a stored article by its id; free it with ir_article_free().
 * IR_NOT_FOUND if there is none.
 */
IR_API enum ir_status ir_get(struct ir_searcher *s, struct ir_text id,
                             struct ir_article **out,
                             struct ir_error *err) IR_MUST_CHECK;
IR_API void ir_article_free(struct ir_article *article); /* NULL is fine */

/*
 * Find the words of a query in the article with this id, for a person who reads
 * it: the results have one hit, the whole article, with all spans that are
 * matches in it.  If it does not match, which articles then says by 0, its spans
 * are of those words of the query that it has, and missing has the others.
 *
 * Of the request only what is about the query counts: query, match, literal,
 * strict, topics, as_typed, now, stats and timeout.  Statuses are those of ir_search()
 * and ir_get(); free *out with ir_results_free().
 */
IR_API enum ir_status ir_mark(struct ir_searcher *s, struct ir_text id,
                              const struct ir_request *request,
                              struct ir_results **out,
                              struct ir_error *err) IR_MUST_CHECK;

/*
 * The bytes of sentences first to last of an article that ir_get() gave, both
 * included: those of a hit that has the same first and last, as long as the
 * article is the same.  False, and nothing is written, if it has no such
 * sentences.
 */
IR_API bool ir_article_passage(const struct ir_article *article, uint32_t first,
                               uint32_t last, size_t *start, size_t *end);

/* Counts and revision of the index as it is now, valid until the next call or
 * until s is closed. */
IR_API enum ir_status ir_info(struct ir_searcher *s,
                              const struct ir_index_info **out,
                              struct ir_error *err) IR_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#include "irsearch_citation.h"
#include "irsearch_survey.h"
#include "irsearch_terms.h"
#include "irsearch_why.h"
#endif
