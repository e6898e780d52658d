/*
 * counts.h - what the tools that count have in common: a page of buckets, and
 * what stands around them.
 */
#ifndef SEARCHER_MCP_COUNTS_H
#define SEARCHER_MCP_COUNTS_H

#include "searcher/mcp/asked.h"

#define COUNTS_BASELINE                                                            \
    {                                                                              \
        "baseline", ARGUMENT_TEXT,                                                 \
            .help =                                                                \
                "another query to compare with, such as * for all articles: each " \
                "count then has baseline (articles that match it) and both "       \
                "(that match both), so both / baseline is the share"               \
    }

#define COUNTS_COPIES                                                            \
    {                                                                            \
        "copies", ARGUMENT_CHOICE,                                               \
            .choices = {"show", "collapse"},                                     \
            .help =                                                              \
                "show (default): count articles; collapse: each count also has " \
                "stories, where articles with the same text in the main are one" \
    }

/* Members of a schema, each with a comma after it: before the buckets, and of
 * each bucket with the rest of what must be there. */
#define COUNTS_SCHEMA                                                  \
    "'query':" ASKED_SCHEMA ",'total':{'type':'object',"               \
    "'additionalProperties':false,'required':['articles','relation']," \
    "'properties':{'articles':{'type':'integer','description':"        \
    "'that match the whole query: these are counted'},"                \
    "'relation':{'type':'string','enum':['eq','ge','le']},"            \
    "'stories':{'type':'integer'}}},"                                  \
    "'timed_out':{'type':'boolean','description':"                     \
    "'the counts are lower bounds'},'revision':{'type':'integer'},"    \
    "'truncated':{'type':'boolean','description':"                     \
    "'there is more than is shown'},"
#define COUNTS_REQUIRED \
    "'query','total','timed_out','revision','truncated','next'"
#define BUCKET_SCHEMA                                                        \
    "'stories':{'type':'integer','description':'copies counted once'},"      \
    "'baseline':{'type':'integer','description':'that match the baseline'}," \
    "'both':{'type':'integer','description':'that match both'}"

/* A page of counts: of what stands in the results, from the first on. */
struct counts {
    const struct ir_results *results;
    size_t first;
    /* Adds the buckets, count from the first on, and members of its own. */
    void (*add)(struct json *j, const struct counts *c, size_t count);
    /* Whether there are more than count, and where these begin. */
    bool (*add_next)(struct json *j, const struct counts *c, size_t count);
};

/* Search for the request, which counts, and stories too if copies, an argument
 * that is COUNTS_COPIES, says so; NULL with the problem in result. */
struct ir_results *counts_find(const struct mcp_service *service,
                               struct ir_request *request,
                               const struct value *copies,
                               struct tool_result *result);
/* Add as many as fit, of most at most. */
void counts_answer(const struct counts *c, size_t most,
                   struct tool_result *result);
/* Add a bucket, whose value and count have these keys. */
void counts_add_bucket(struct json *j, const struct counts *c,
                       const struct ir_bucket *b, const char *value_key,
                       const char *count_key);

#endif
