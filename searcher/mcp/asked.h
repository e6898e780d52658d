/*
 * asked.h - the arguments that searches and counts share: a query, and what
 * restricts it; and how an answer tells how the query was read.
 */
#ifndef SEARCHER_MCP_ASKED_H
#define SEARCHER_MCP_ASKED_H

#include "searcher/mcp/tool.h"

/* The places of these arguments, before those of a tool's own. */
enum {
    ASKED_QUERY,
    ASKED_SINCE,
    ASKED_UNTIL,
    ASKED_SOURCE,
    ASKED_SECTION,
    ASKED_LANG,
    ASKED_REVISION,
    ASKED_COUNT
};

/* clang-format off */
#define ASKED_ARGUMENTS                                                        \
    [ASKED_QUERY] = {"query", ARGUMENT_TEXT, .required = true,                 \
     .help = "what to search for, in the query language that the "             \
             "description of the tool search teaches"},                        \
    [ASKED_SINCE] = {"since", ARGUMENT_TEXT,                                   \
     .help = "published on this date or later: 2026, 2026-05, 2026-05-12, "    \
             "yesterday, 30d (30 days ago)"},                                  \
    [ASKED_UNTIL] = {"until", ARGUMENT_TEXT,                                   \
     .help = "published on this date or before, written in the same ways"},    \
    [ASKED_SOURCE] = {"source", ARGUMENT_TEXT,                                 \
     .help = "only from this source, such as Reuters; for several write "      \
             "source:(a OR b) in the query"},                                  \
    [ASKED_SECTION] = {"section", ARGUMENT_TEXT,                               \
     .help = "only from this section"},                                        \
    [ASKED_LANG] = {"lang", ARGUMENT_TEXT,                                     \
     .help = "only in this language, such as en or fa"},                       \
    [ASKED_REVISION] = {"since_revision", ARGUMENT_NUMBER, .min = 1,           \
     .max = INT32_MAX,                                                         \
     .help = "only what came or changed after this revision of the index, as " \
             "an earlier answer has it: what is new since then"}
/* clang-format on */

/* The request that they make, with the defaults of the service; it points into
 * the values. */
struct ir_request asked_request(const struct mcp_service *service,
                                const struct value *values);

/* The schema of what asked_add() adds. */
#define ASKED_SCHEMA                                                     \
    "{'type':'object','additionalProperties':false,"                     \
    "'required':['text','parsed','match','suggestion','warnings'],"      \
    "'properties':{"                                                     \
    "'text':{'type':'string','description':'as given'},"                 \
    "'parsed':{'type':'string','description':'as understood'},"          \
    "'match':{'type':'string','enum':['all','any','partial']},"          \
    "'suggestion':{'type':['string','null'],'description':"              \
    "'the corrected query that was searched instead'},"                  \
    "'warnings':{'type':'array','items':{'type':'object',"               \
    "'additionalProperties':false,'required':['code','message','start'," \
    "'end'],'properties':{'code':{'type':'string'},"                     \
    "'message':{'type':'string'},'start':{'type':'integer'},"            \
    "'end':{'type':'integer'}}}}}}"

/* Add how the query was read, and its warnings. */
void asked_add(struct json *j, const struct ir_results *r);
const char *asked_relation(enum ir_relation relation);

#endif
