/* Which options exclude each other. */
#include "searcher/session/settings.h"

#define TASKS 6

/* Something that may be wanted instead of a search. */
struct task {
    bool wanted;
    const char *asks, *counts; /* messages: it takes no query, no counts */
};

static void find_tasks(const struct settings *s, struct task tasks[TASKS])
{
    const struct task all[TASKS] = {
        {s->get, "--get takes ids, not a query",
         "--get prints articles: no --count, --articles or --no-limit"},
        {s->show, "--show takes ids, and what to mark by --query or --topic",
         "--show prints articles: no --count, --articles or --no-limit"},
        {s->verify, "--verify takes citations, not a query",
         "--verify answers for citations: no --count, --articles or "
         "--no-limit"},
        {s->saved, "--saved takes no query",
         "--saved prints queries: no --count, --articles or --no-limit"},
        {s->info, "--info takes no query",
         "--info describes the index: no --count, --articles or --no-limit"},
        {s->terms, "--terms takes no query",
         "--terms prints words: no --count, --articles or --no-limit"},
    };

    memcpy(tasks, all, sizeof(all));
}

/* Are the words names of articles? */
static bool takes_names(const struct settings *s)
{
    return s->get || s->show || s->verify;
}

static bool is_task(const struct settings *s)
{
    return takes_names(s) || s->info || s->terms || s->saved;
}

/* What contradicts such a task: a message, or NULL. */
static const char *task_contradiction(const struct settings *s, size_t words,
                                      bool asks)
{
    struct task tasks[TASKS];
    const struct task *task = NULL;

    find_tasks(s, tasks);
    for (size_t i = 0; i < TASKS; i++) {
        if (tasks[i].wanted && task)
            return "--get, --show, --verify, --info, --terms and --saved "
                   "exclude each other";
        if (tasks[i].wanted)
            task = &tasks[i];
    }
    if (!task)
        return NULL;
    if (s->why || s->terms_of)
        return s->why ? "--why takes no other task"
                      : "--terms-of takes no other task";
    if (asks)
        return task->asks;
    if (takes_names(s) && !words)
        return s->get    ? "--get needs the id of an article"
               : s->show ? "--show needs the id of an article"
                         : "--verify needs a citation";
    if (s->count || s->articles || s->no_limit)
        return task->counts;
    if (s->format == OUTPUT_TREC)
        return "a TREC run holds hits and nothing else";
    if (s->show && s->format != OUTPUT_TEXT &&
        (s->query.count || s->topic.count))
        return "--show marks words in text: no --query or --topic with --json "
               "or --jsonl";
    return NULL;
}

static bool is_table(const struct settings *s)
{
    return s->format == OUTPUT_TSV || s->format == OUTPUT_CSV;
}

/* What contradicts the options of how to show it: a message, or NULL. */
static const char *output_contradiction(const struct settings *s)
{
    const char *problem = NULL;

    if (s->fields && !is_table(s))
        problem = "--fields are columns: --format tsv or csv";
    else if (s->only && (is_task(s) || s->articles || s->count ||
                         s->format == OUTPUT_JSON ||
                         s->format == OUTPUT_JSONL || s->format == OUTPUT_TREC))
        problem = "--only-matching prints sentences of hits: as text, tsv, csv "
                  "or citation, and with no --articles or --count";
    else if (s->only && s->request.context)
        problem = "--only-matching and --context exclude each other";
    else if (s->only && (s->facets || s->request.timeline))
        problem = "--only-matching prints sentences: no --facets or --timeline";
    else if (s->saved && s->format != OUTPUT_TEXT)
        problem = "--saved prints text";
    else if (is_table(s) && s->info)
        problem = "--info is no table: text or --json";
    else if (is_table(s) && s->verify)
        problem = "--verify makes no table: text or --json";
    return problem;
}

/* What contradicts --why, which is about one search for hits: a message, or
 * NULL. */
static const char *why_contradiction(const struct settings *s)
{
    if (s->like || s->queries)
        return "--why takes one query: no --like or --queries";
    if (s->count || s->articles || s->no_limit || s->facets ||
        s->request.timeline || s->baseline || s->after)
        return "--why explains hits: no --count, --articles, --no-limit, "
               "--facets, --timeline, --baseline or --after";
    if (s->only || s->request.context)
        return "--why explains hits: no --only-matching or --context";
    if (s->format != OUTPUT_TEXT && s->format != OUTPUT_JSON &&
        s->format != OUTPUT_JSONL)
        return "--why answers as text or JSON";
    return NULL;
}

/* What contradicts --terms-of, which is about all matches: a message, or NULL. */
static const char *terms_of_contradiction(const struct settings *s)
{
    if (s->why)
        return "--why takes no other task";
    if (s->count || s->articles || s->no_limit || s->facets ||
        s->request.timeline || s->baseline || s->request.first)
        return "--terms-of prints words: no --count, --articles, --no-limit, "
               "--facets, --timeline, --baseline or --first";
    if (s->only || s->fields || s->request.context)
        return "--terms-of prints words: no --only-matching, --fields or "
               "--context";
    if (s->request.offset || s->after)
        return "--terms-of prints the first words: no --offset or --after";
    if (s->format == OUTPUT_TREC || s->format == OUTPUT_CITATION)
        return "--terms-of prints text, JSON or a table";
    return NULL;
}

/* What contradicts another answer to a query than its hits. */
static const char *other_contradiction(const struct settings *s)
{
    if (s->why)
        return why_contradiction(s);
    return s->terms_of ? terms_of_contradiction(s) : NULL;
}

/* What contradicts --mcp, whose client asks and pages, in its own format: a
 * message, or NULL. */
static const char *mcp_contradiction(const struct settings *s, bool asks)
{
    const char *problem = NULL;

    if (asks || s->why || s->terms_of || is_task(s))
        problem = "--mcp takes no query and no other task: its client asks";
    else if (s->format != OUTPUT_TEXT || s->request.explain ||
             s->request.stats || s->request.context)
        problem = "--mcp has one format: no --format, --explain, --stats or "
                  "--context";
    else if (s->count || s->articles || s->null || s->quiet || s->no_limit)
        problem = "--mcp answers searches: no --count, --articles, --null, "
                  "--quiet or --no-limit";
    else if (s->facets || s->request.timeline || s->baseline)
        problem = "--mcp has tools that count: no --facets, --timeline or "
                  "--baseline";
    else if (s->request.offset || s->after)
        problem = "--mcp gives its client pages: no --offset or --after";
    return problem;
}

const char *settings_conflict(const struct settings *s, size_t words)
{
    bool query = (s->query.count && !s->show) || (words && !takes_names(s));
    bool asks = query || (s->topic.count && !s->show) || s->queries || s->like;
    const char *task = task_contradiction(s, words, asks);
    const char *problem = NULL;

    if (s->source.count > IR_FILTERS_MAX || s->section.count > IR_FILTERS_MAX ||
        s->lang.count > IR_FILTERS_MAX || s->in.count > IR_FILTERS_MAX)
        problem =
            "--source, --section, --lang and --in may be given 16 times each";
    else if (s->serve.address)
        problem =
            asks || words || is_task(s) || s->mcp || s->why || s->terms_of
                ? "--serve takes no query and no --get, --show, --verify, "
                  "--why, --info, --terms, --terms-of, --saved or --mcp"
                : NULL;
    else if (s->mcp)
        problem = mcp_contradiction(s, asks || words);
    else if (task)
        problem = task;
    else if (is_task(s))
        problem = output_contradiction(s);
    else if (other_contradiction(s))
        problem = other_contradiction(s);
    else if (s->queries && query)
        problem = "--queries and a query exclude each other";
    else if (s->like && (query || s->topic.count || s->queries))
        problem = "--like takes no query";
    else if (s->count && s->articles)
        problem = "--count and --articles exclude each other";
    else if (s->request.stats && (s->articles || s->quiet || s->no_limit))
        problem = "--stats prints nothing with --articles, --quiet or "
                  "--no-limit";
    else if (s->articles && s->format != OUTPUT_TEXT)
        problem = "--articles prints ids; it has no other format";
    else if (s->format == OUTPUT_TREC && s->count)
        problem = "a TREC run holds hits and nothing else";
    else if ((s->facets || s->request.timeline) &&
             (s->articles || s->quiet || s->no_limit || s->count ||
              s->format == OUTPUT_TREC))
        problem =
            "--facets and --timeline come after hits as text or JSON, and "
            "instead of them in tables: no --articles, --count, --quiet "
            "or --no-limit; --limit 0 prints nothing else";
    else if (s->no_limit &&
             (s->format == OUTPUT_JSON || s->format == OUTPUT_TREC))
        problem = "--no-limit streams hits: as text, jsonl, tsv or csv only";
    else if (s->no_limit && (s->limit != SIZE_MAX || s->request.offset ||
                             s->after || s->count))
        problem = "--no-limit excludes every other limit, page or count";
    else if (s->after && s->request.offset)
        problem = "--after and --offset exclude each other";
    else if (!*s->tag)
        problem = "--tag needs a name";
    else if (output_contradiction(s))
        problem = output_contradiction(s);
    else if (s->topic.count > IR_TOPICS_MAX)
        problem = "--topic may be given 16 times";
    else if (!asks && !is_task(s))
        problem = "no query";
    return problem;
}
