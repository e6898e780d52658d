/*
 * irsearch.h - search a news index from C.
 *
 * The one public header: a request goes in, ranked passages come out.  The
 * command line fills the same struct ir_request and prints the same struct
 * ir_results, so whatever irsearch can find a program can find too.
 *
 * These hold for every function here:
 * 1. A function that can fail returns an ir_status and takes the ir_error
 *    last; it may be NULL.  Out parameters are written only on IR_OK.
 * 2. Text is UTF-8, given as pointer and size, and need not end in a NUL.
 * 3. Byte ranges are half open, [start, end), and count from 0.
 * 4. Handles belong to one thread at a time; open one for each thread.
 * 5. What a result points at lives until ir_results_free().
 */
#ifndef IRSEARCH_H
#define IRSEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define IR_VERSION "0.1.0"
#define IR_SCHEMA "irsearch/1" /* of the JSON that irsearch prints */

#if defined(__GNUC__)
#    define IR_MUST_CHECK __attribute__((warn_unused_result))
#    define IR_PRINTF(string, first) \
        __attribute__((format(printf, string, first)))
#else
#    define IR_MUST_CHECK
#    define IR_PRINTF(string, first)
#endif

/* What the caller can do about it decides the status, not where it arose. */
enum ir_status {
    IR_OK,
    IR_END,          /* nothing more to give; not an error */
    IR_NOT_FOUND,    /* no such index, article or file */
    IR_LOCKED,       /* another writer holds the index; try again later */
    IR_STALE,        /* the index changed under the reader; search again */
    IR_CORRUPT,      /* stored data is damaged */
    IR_INCOMPATIBLE, /* made by another version or with other options */
    IR_INVALID,      /* the input is wrong */
    IR_LIMIT,        /* the input is over a named limit */
    IR_IO,           /* the system refused; the message says what */
    IR_INTERNAL,     /* a fault of this program or of a library */
};

struct ir_error {
    enum ir_status status;
    char message[240]; /* one line, lower case, no final stop */
};

struct ir_text {
    const char *data; /* not NULL unless size is 0 */
    size_t size;      /* bytes */
};

/* Limits.  Over one of them a request answers IR_LIMIT and says it. */
#define IR_QUERY_MAX 65536       /* bytes of a query */
#define IR_QUERY_DEPTH_MAX 32    /* groups (AND, OR, lists) inside groups */
#define IR_QUERY_LEAVES_MAX 4096 /* words and phrases, and each of "a b"/1 */
#define IR_QUERY_WILD_MAX 500    /* wildcards and fuzzy words of a query */
#define IR_QUERY_NUMBER_MAX 1000 /* n of NEAR/n, atleastn() and the like */
#define IR_QUERY_WEIGHT_MAX 100  /* w of word^w */
#define IR_HITS_MAX 1000         /* hits in one answer */
#define IR_REACH_MAX 10000       /* offset + limit */
#define IR_CONTEXT_MAX 100       /* sentences of context on each side */
#define IR_PASSAGE_MAX 1000      /* words that a passage may aim at */
#define IR_ID_MAX 4096           /* bytes of an article's id */
#define IR_TOPICS_MAX 16         /* topics that a request asks for */
#define IR_FILTERS_MAX 16        /* sources, sections or languages of one */
#define IR_FEEDBACK_MAX 100      /* passages, or words, of feedback */

#define IR_FEEDBACK_PASSAGES 10 /* what measured best */
#define IR_FEEDBACK_TERMS 40
#define IR_LIKE_WORDS 40

const char *ir_status_name(enum ir_status status); /* "not_found", ... */

/* ---- searching ---- */

struct ir_searcher; /* an open index, or several seen as one */

/*
 * Open count index directories for reading.  IR_NOT_FOUND if there is no
 * index, IR_INCOMPATIBLE if it is of another version, or if the directories
 * were made with different analysis options.
 */
enum ir_status ir_open(const char *const *dirs, size_t count,
                       struct ir_searcher **out,
                       struct ir_error *err) IR_MUST_CHECK;
void ir_close(struct ir_searcher *s); /* NULL is fine */

/*
 * Add topics, in the format of topics.txt, to those that ship with irsearch;
 * of two with the same name the one that was added last holds.  IR_INVALID
 * names source and line, and nothing is added.
 */
enum ir_status ir_add_topics(struct ir_searcher *s, struct ir_text text,
                             const char *source,
                             struct ir_error *err) IR_MUST_CHECK;

enum ir_match {
    IR_MATCH_AUTO, /* all words; if fewer than ten articles hold them all, a
                      page goes on with those that hold some of them */
    IR_MATCH_ALL,
    IR_MATCH_ANY,
    IR_MATCH_PARTIAL, /* in results only: of AUTO, some hold only some */
};

enum ir_sort {
    IR_SORT_RELEVANCE,
    IR_SORT_OLDEST, /* by date, over all matches; those without one last */
    IR_SORT_NEWEST,
};

struct ir_request {
    struct ir_text query; /* need not be valid UTF-8 */
    struct ir_text like;  /* an article's id: instead of a query, find more
                             like it; by its IR_LIKE_WORDS rarest words and
                             those of its title, any of them */
    enum ir_match match;  /* default IR_MATCH_AUTO */
    size_t offset;        /* hits to skip, default 0 */
    size_t limit;         /* hits wanted, default 10; 0: only count */
    size_t per_article;   /* most passages of one article, default 3; 0: any */
    size_t passage_words; /* aim for passages this long, default 120 */
    size_t context;       /* sentences around each passage, default 0 */
    bool articles;        /* rank articles: one hit each, its best passage */
    bool bare;            /* no more in a hit than its rank, score and
                             article->id; with articles much faster */
    bool exact_total;     /* count and verify every matching article */
    bool explain;         /* say what each score is made of */
    bool literal;         /* no query syntax: every character is text */
    bool strict;          /* a warning about the query is IR_INVALID instead */
    bool stats;           /* fill results->store */
    struct ir_text rank;  /* "MODEL[:k=v,...]": bm25 (k1, b), bm25plus (k1, b,
                             delta), pl2 (c), dph, inl2 (c), or best (k1, b):
                             bm25 smoothed by similarity; "": the default */
    enum ir_sort sort;
    int64_t recency;          /* halve the score every so many seconds that an
                                 article is older than the newest of the best
                                 fifty, as the index alone scores them; without
                                 a date it counts as the oldest of these;
                                 partial hits by their own; default 0: never */
    size_t feedback_passages; /* ask again with words of the best so many
                                 passages; default 0: do not */
    size_t feedback_terms;    /* so many words, default IR_FEEDBACK_TERMS */
    int64_t now;   /* in seconds: what "yesterday" is about; default 0: now */
    bool as_typed; /* never look for a word in another spelling */
    const struct ir_text *topics; /* names: all must match as well */
    size_t topic_count;
    struct ir_text since, until; /* published from the first moment of one date
                                    to the last of the other: "2026-05",
                                    "yesterday", "30d"; empty: no bound */
    const struct ir_text *sources;          /* from one of these, folded */
    const struct ir_text *sections, *langs; /* the same */
    size_t source_count, section_count, lang_count;
    struct ir_text after; /* a cursor, the next of an answer to the same request
                             on the same revision; instead of offset */
    double timeout;       /* stop looking after so many seconds and answer with
                             what was found; default 0: never */
};

/* Fill with the defaults named above. */
void ir_request_init(struct ir_request *request);

/* What an article says of itself.  A field that is not known is empty. */
struct ir_article {
    struct ir_text id, title, source, section, byline, lang, url, path;
    struct ir_text text;  /* the stored text, whole */
    bool has_date;        /* the next one is known */
    int64_t date;         /* published, seconds since 1970-01-01 UTC */
    int utc_offset;       /* minutes that clocks there were ahead of UTC, as the
                             date was written: its day is that of date plus so
                             much */
    bool date_only;       /* it has no time of day: date is its midnight UTC */
    uint32_t words;       /* length of the body */
    uint32_t sentences;   /* in the body */
    char fingerprint[72]; /* "sha256:" and 64 hex digits, of the text */
};

enum ir_field { IR_FIELD_BODY, IR_FIELD_TITLE };
enum ir_how {
    IR_HOW_EXACT,
    IR_HOW_STEM,
    IR_HOW_FOLD,
    IR_HOW_SYNONYM,
    IR_HOW_TOPIC,  /* a member of the topic that was asked for */
    IR_HOW_FUZZY,  /* the query's word was taken for another: suggestion; or
                     it was asked for with ~ */
    IR_HOW_PREFIX, /* what a wildcard stands for */
};

const char *ir_how_name(enum ir_how how); /* "exact", "stem", ... */

/* One place where the query matched, as bytes of the text or the title. */
struct ir_span {
    size_t start, end;
    struct ir_text term; /* the word of the query that it answers */
    enum ir_field field; /* which text start and end count in */
    enum ir_how how;
};

/* One part of a hit's score. */
struct ir_part {
    const char *feature; /* "term", "adjacent", "article.title", ... */
    struct ir_text term; /* the word it is about; empty if about none */
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
    const struct ir_part *parts; /* with explain: add up to score, in order */
    size_t part_count;
    const struct ir_text *missing; /* query words the article lacks */
    size_t missing_count;
};

struct ir_warning {
    const char *code; /* a stable word: "unbalanced_quote" */
    char message[240];
    size_t start, end; /* bytes of the query */
};

enum ir_relation {
    IR_EQ, /* exactly so many */
    IR_GE, /* at least */
    IR_LE, /* at most: some may not stand up to verification */
};

struct ir_total {
    uint64_t value;
    enum ir_relation relation;
};

struct ir_index_info {
    char uuid[40];
    uint64_t revision;
    uint64_t articles, sentences, words, text_bytes;
};

struct ir_results {
    struct ir_text query;      /* as given, bad bytes replaced; or "like:ID" */
    struct ir_text parsed;     /* canonical form, itself a valid query */
    struct ir_text suggestion; /* what was searched instead, or empty */
    struct ir_text store;      /* with stats: what the index was asked */
    enum ir_match match;       /* ALL, ANY or PARTIAL: what was done */
    const struct ir_warning *warnings;
    size_t warning_count;
    struct ir_index_info index;
    struct ir_total articles; /* that match: with all words, unless ANY */
    struct ir_total partial;  /* that hold only some; their hits follow */
    size_t offset, limit;
    struct ir_text next; /* a cursor for the hits after these; empty: none */
    double took_ms;
    bool timed_out; /* the time was over: there may be more hits, or better */
    const struct ir_hit *hits; /* best first */
    size_t count;
};

/*
 * Search.  Hits of articles that hold all words of the query come first, in
 * every order; missing is empty for them.  With AUTO, and if fewer than ten
 * articles hold all, hits of those that hold only some follow, with lower
 * scores, and articles counts the former, partial the latter.  Offset and
 * cursors go through both.  With limit 0 only the former are counted.
 *
 * When nothing holds all words of the query (with ANY: any) and some
 * of them stand nowhere in the index, the most similar words that do are
 * searched for, unless as_typed; suggestion then says so.  A topic that is not
 * known is searched for as a word, with a warning.
 *
 * When timeout has passed, timed_out is true, the hits are the best of what was
 * looked at, and articles says no more than is known.  One question to the
 * index is never interrupted, so an answer may come later than that.
 *
 * Finding nothing is IR_OK with count 0.  IR_INVALID if the query holds no
 * word, if timeout is below 0, if strict and there is a warning (see ir_refused), if since or until is
 * no date, if after is of another request or revision, if there are an article
 * to be like and a query or topics, or if rank
 * names no model; IR_NOT_FOUND if there is no article to be like; IR_LIMIT if
 * the request is over a limit, IR_CORRUPT if an article's record is damaged.
 * Same index and request: same answer, ties by id.
 */
enum ir_status ir_search(struct ir_searcher *s,
                         const struct ir_request *request,
                         struct ir_results **out,
                         struct ir_error *err) IR_MUST_CHECK;
void ir_results_free(struct ir_results *results); /* NULL is fine */
/* The warning for which the last search or list of s was IR_INVALID: strict
 * refused it, or it left nothing to search for.  NULL if there is none; lives
 * until the next search or list. */
const struct ir_warning *ir_refused(const struct ir_searcher *s);

/*
 * Walk the articles that match, all of them, in the order of the index: the
 * set that exact_total counts as articles, with as_typed.  AUTO means ALL
 * here; offset and limit mean nothing
 * here, and the names of topics must outlive the list.
 *
 *     ok = ir_list_start(s, &request, &list, &err);
 *     while (ok == IR_OK && (ok = ir_list_next(list, &id, &err)) == IR_OK)
 *         puts_text(id);
 *     ir_list_free(list);
 *
 * Start answers as ir_search() does.  Next answers IR_END after the last, and
 * when the timeout has passed since start, which ir_list_timed_out() tells; id
 * lives until the next call.  A list must not outlive its searcher.
 */
struct ir_list;
enum ir_status ir_list_start(struct ir_searcher *s,
                             const struct ir_request *request,
                             struct ir_list **out,
                             struct ir_error *err) IR_MUST_CHECK;
enum ir_status ir_list_next(struct ir_list *list, struct ir_text *id,
                            struct ir_error *err) IR_MUST_CHECK;
/*
 * The hits of the article that ir_list_next() gave last, as a search for it
 * alone would show them; their scores are those of the text.  Ranks go on from
 * article to article.
 */
enum ir_status ir_list_hits(struct ir_list *list, struct ir_results **out,
                            struct ir_error *err) IR_MUST_CHECK;
/* What is odd about the query; count of them, which live as long as list. */
const struct ir_warning *ir_list_warnings(const struct ir_list *list,
                                          size_t *count);
bool ir_list_timed_out(const struct ir_list *list);
void ir_list_free(struct ir_list *list); /* NULL is fine */

/* Fetch one stored article by its id; free with ir_article_free(). */
enum ir_status ir_get(struct ir_searcher *s, struct ir_text id,
                      struct ir_article **out,
                      struct ir_error *err) IR_MUST_CHECK;
void ir_article_free(struct ir_article *article);

/* Describe the index as it is now. */
enum ir_status ir_info(struct ir_searcher *s, struct ir_index_info *out,
                       struct ir_error *err) IR_MUST_CHECK;

#ifdef __cplusplus
}
#endif
#endif
