/* Which options exclude each other. */
#include "searcher/session/settings.h"

/* Is something else wanted than a search? */
static bool is_task(const struct settings *s)
{
    return s->get || s->info || s->terms;
}

/* What contradicts such a task: a message, or NULL. */
static const char *task_contradiction(const struct settings *s, size_t words,
                                      bool asks)
{
    const char *problem = NULL;

    if (s->get + s->info + (s->terms != NULL) > 1)
        problem = "--get, --info and --terms exclude each other";
    else if (asks)
        problem = s->get    ? "--get takes ids, not a query"
                  : s->info ? "--info takes no query"
                            : "--terms takes no query";
    else if (s->get && !words)
        problem = "--get needs the id of an article";
    else if (s->count || s->articles || s->no_limit)
        problem = s->get    ? "--get prints articles: no --count, --articles "
                              "or --no-limit"
                  : s->info ? "--info describes the index: no --count, "
                              "--articles or --no-limit"
                            : "--terms prints words: no --count, --articles "
                              "or --no-limit";
    else if (s->format == OUTPUT_TREC)
        problem = "a TREC run holds hits and nothing else";
    return problem;
}

/* What contradicts --mcp, whose client asks and pages, in its own format: a
 * message, or NULL. */
static const char *mcp_contradiction(const struct settings *s, bool asks)
{
    const char *problem = NULL;

    if (asks || is_task(s))
        problem = "--mcp takes no query and no other task: its client asks";
    else if (s->format != OUTPUT_TEXT || s->request.explain ||
             s->request.stats || s->request.context)
        problem = "--mcp has one format: no --format, --explain, --stats or "
                  "--context";
    else if (s->count || s->articles || s->null || s->quiet || s->no_limit)
        problem = "--mcp answers searches: no --count, --articles, --null, "
                  "--quiet or --no-limit";
    else if (s->request.offset || s->after)
        problem = "--mcp gives its client pages: no --offset or --after";
    return problem;
}

const char *settings_conflict(const struct settings *s, size_t words)
{
    bool query = s->query.count || (words && !s->get);
    bool asks = query || s->topic.count || s->queries || s->like;
    const char *task = is_task(s) ? task_contradiction(s, words, asks) : NULL;
    const char *problem = NULL;

    if (s->source.count > IR_FILTERS_MAX || s->section.count > IR_FILTERS_MAX ||
        s->lang.count > IR_FILTERS_MAX)
        problem = "--source, --section and --lang may be given 16 times each";
    else if (s->serve.address)
        problem = asks || words || is_task(s) || s->mcp
                      ? "--serve takes no query and no --get, --info, --terms "
                        "or --mcp"
                      : NULL;
    else if (s->mcp)
        problem = mcp_contradiction(s, asks || words);
    else if (task)
        problem = task;
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
    else if (s->no_limit &&
             (s->format == OUTPUT_JSON || s->format == OUTPUT_TREC))
        problem = "--no-limit streams hits: as text or jsonl only";
    else if (s->no_limit && (s->limit != SIZE_MAX || s->request.offset ||
                             s->after || s->count))
        problem = "--no-limit excludes every other limit, page or count";
    else if (s->after && s->request.offset)
        problem = "--after and --offset exclude each other";
    else if (!*s->tag)
        problem = "--tag needs a name";
    else if (s->topic.count > IR_TOPICS_MAX)
        problem = "--topic may be given 16 times";
    else if (!asks && !is_task(s))
        problem = "no query";
    return problem;
}
