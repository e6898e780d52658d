/* The options of irsearch. */
#include "searcher/session/settings.h"

#define TIMEOUT_MAX 86400 /* seconds */
#define CLIENTS_MAX 65536
#define QUEUE_MAX 4096
#define WORKERS_MAX 256
#define AT(member) offsetof(struct settings, member)
/* clang-format off */
static const struct option rows[] = {
    {.kind = OPTION_HEADING, .help = "Where to search:"},
    {"db", 'd', OPTION_LIST, .member = AT(db), .metavar = "DIR",
     .variable = "IR_DB",
     .help = "index directory; repeatable, to search several together (default "
             "$IR_DB, else $XDG_DATA_HOME/irsearch/default); or a server, "
             "unix:PATH or http://HOST:PORT/NAME"},

    {.kind = OPTION_HEADING, .help = "What to find:"},
    {"query", 'e', OPTION_LIST, .here_only = true, .member = AT(query),
     .metavar = "QUERY", .help = "the query, if it begins with -"},
    {"queries", 'f', OPTION_TEXT, .here_only = true, .member = AT(queries),
     .metavar = "FILE",
     .help = "read queries from FILE, one a line, plain or qid<TAB>query, or "
             "TREC topics; - is standard input"},
    {"saved-file", 0, OPTION_TEXT, .member = AT(saved_file),
     .metavar = "FILE", .variable = "IR_SAVED",
     .help = "file of saved queries, a name and a query in each line: @NAME in "
             "a query stands for that (default $IR_SAVED, else "
             "$XDG_CONFIG_HOME/irsearch/queries)"},
    {"topic-part", 0, OPTION_CHOICE, .member = AT(part), .metavar = "PART",
     .choices = BATCH_PARTS,
     .help = "part of a TREC topic to use as query: title (default), desc, "
             "title+desc or all"},
    {"all", 'a', OPTION_CONSTANT, .member = AT(request.match),
     .min = IR_MATCH_ALL, .help = "all words must occur: no partial matches"},
    {"any", 0, OPTION_CONSTANT, .member = AT(request.match),
     .min = IR_MATCH_ANY,
     .help = "one word is enough (default: all; if fewer than ten articles "
             "have them all, articles with some of them follow)"},
    {"literal", 0, OPTION_FLAG, .member = AT(request.literal),
     .help = "no query syntax: every character is text"},
    {"strict", 0, OPTION_FLAG, .member = AT(request.strict),
     .help = "refuse a query that has an error, and show where"},
    {"topic", 0, OPTION_LIST, .here_only = true, .member = AT(topic), .metavar = "NAME",
     .help = "a term of the topic NAME must occur too; repeatable"},
    {"topics", 0, OPTION_TEXT, .member = AT(topics), .metavar = "FILE",
     .variable = "IR_TOPICS",
     .help = "add the topics in FILE to the built-in ones (default $IR_TOPICS, "
             "else $XDG_CONFIG_HOME/irsearch/topics.txt)"},
    {"since", 0, OPTION_TEXT, .member = AT(since), .metavar = "DATE",
     .help = "published on DATE or later: 2026-05, 2026-05-12, yesterday, 30d"},
    {"until", 0, OPTION_TEXT, .member = AT(until), .metavar = "DATE",
     .help = "published on DATE or before"},
    {"source", 0, OPTION_LIST, .member = AT(source), .metavar = "NAME",
     .help = "only from this source; repeatable, any of them"},
    {"section", 0, OPTION_LIST, .member = AT(section), .metavar = "NAME",
     .help = "only from this section; repeatable, any of them"},
    {"lang", 0, OPTION_LIST, .member = AT(lang), .metavar = "LANG",
     .help = "only in this language; repeatable, any of them"},
    {"in", 0, OPTION_LIST, .here_only = true, .member = AT(in), .metavar = "ID",
     .help = "only in the article with this id or handle; repeatable, any of "
             "them"},
    {"since-revision", 0, OPTION_NUMBER, .member = AT(since_revision),
     .metavar = "N", .max = INT32_MAX,
     .help = "only in articles that came or changed after revision N of the "
             "index"},
    {"as-typed", 0, OPTION_FLAG, .member = AT(request.as_typed),
     .help = "do not correct the spelling; -c, -l and -q never do"},
    {"unit", 'u', OPTION_CHOICE, .member = AT(unit),
     .metavar = "UNIT", .choices = "passage|article",
     .help = "what to rank: article, or passage (default for JSON and TREC)"},
    {"passage", 0, OPTION_NUMBER, .member = AT(passage),
     .metavar = "N", .min = 1, .max = IR_PASSAGE_MAX,
     .help = "show passages, and aim for N words in whole sentences (default "
             "120)"},
    {"per-article", 0, OPTION_NUMBER, .member = AT(per_article),
     .metavar = "N", .max = IR_HITS_MAX,
     .help = "show at most N passages per article; 0: no limit (default 3, with "
             "--in 0)"},
    {"sort", 'S', OPTION_CHOICE, .member = AT(request.sort),
     .metavar = "ORDER", .choices = "relevance|date|-date",
     .help = "relevance (default), date (oldest first) or -date (newest "
             "first); undated articles last"},
    {"copies", 0, OPTION_CHOICE, .member = AT(copies), .metavar = "HOW",
     .choices = "auto|show|collapse",
     .help = "of articles with the same story show only the best (collapse; "
             "default), or all (show; default for TREC runs, -c, -l, --no-limit "
             "and --in); -c --copies collapse counts stories"},
    {"recency", 0, OPTION_TEXT, .member = AT(recency), .metavar = "AGE",
     .help = "prefer newer articles: half-life of a score, 12h, 30d, 2w or 1y"},
    {"rank", 0, OPTION_TEXT, .member = AT(rank), .metavar = "MODEL[:k=v,...]",
     .help = "ranking model: bm25 (default), or best, which compares whole "
             "articles; both take k1, b and smooth"},
    {"feedback", 0, OPTION_OPTIONAL, .member = AT(feedback),
     .metavar = "[=DOCS,TERMS]",
     .help = "pseudo-relevance feedback: search again with TERMS words of the "
             "DOCS best passages (default 10,40)"},
    {"limit", 'n', OPTION_NUMBER, .member = AT(limit),
     .metavar = "N", .max = IR_HITS_MAX, .help = "show N hits (default 10)"},
    {"offset", 0, OPTION_NUMBER, .member = AT(request.offset),
     .metavar = "N", .max = IR_REACH_MAX,
     .help = "skip the first N hits (default 0)"},
    {"after", 0, OPTION_TEXT, .here_only = true, .member = AT(after),
     .metavar = "TOKEN",
     .help = "next page: the page token \"next\" of the page before"},
    {"no-limit", 0, OPTION_FLAG, .member = AT(no_limit),
     .help = "show every match, in index order, as text or jsonl"},
    {"timeout", 0, OPTION_SECONDS, .member = AT(timeout), .metavar = "SEC",
     .max = TIMEOUT_MAX,
     .help = "stop after SEC seconds with what was found; 0: no limit (default "
             "2; 10 for -c and -q, 60 for -l and --no-limit, none for TREC "
             "runs)"},
    {"verify-blocks", 0, OPTION_CHOICE, .member = AT(verify_blocks),
     .metavar = "WHEN", .choices = "once|always|off",
     .variable = "IR_VERIFY_BLOCKS",
     .help = "compare each block of the index with its seal: once when it is "
             "first read (default), always, or never"},

    {.kind = OPTION_HEADING, .help = "What to count over all matches:"},
    {"facets", 0, OPTION_TEXT, .member = AT(facets), .metavar = "LIST",
     .help = "the values of these fields: source, section, lang, byline, year, "
             "month; as --facets source,year"},
    {"facet-values", 0, OPTION_NUMBER, .member = AT(request.facet_values),
     .metavar = "N", .max = IR_FACET_VALUES_MAX,
     .help = "the N most frequent values of each (default 20)"},
    {"timeline", 0, OPTION_CHOICE, .member = AT(request.timeline),
     .metavar = "INTERVAL", .choices = "none|hour|day|week|month|year",
     .help = "articles by time of publication, without gaps: hour, day, week, "
             "month or year"},
    {"time-zone", 0, OPTION_TEXT, .member = AT(zone), .metavar = "ZONE",
     .help = "of the timeline: UTC or +03:30 (default: each article's own day; "
             "of hours UTC)"},
    {"baseline", 0, OPTION_TEXT, .member = AT(baseline), .metavar = "QUERY",
     .help = "count the articles that match QUERY too, and print what share of "
             "them match; * is all articles"},
    {"first", 0, OPTION_FLAG, .member = AT(request.first),
     .help = "the earliest matches, as --sort date; warn if some have no date"},

    {.kind = OPTION_HEADING, .help = "How to show it:"},
    {"verbose", 'v', OPTION_FLAG, .member = AT(verbose),
     .help = "show whole passages, with scores, ids and byte ranges; so do "
             "--passage, --per-article, --context and -u passage"},
    {"context", 'C', OPTION_NUMBER, .member = AT(request.context),
     .metavar = "N", .max = IR_CONTEXT_MAX,
     .help = "show N sentences around each passage"},
    {"only-matching", 'o', OPTION_FLAG, .member = AT(only),
     .help = "show only the sentences that match, each in a line or row of its "
             "own"},
    {"format", 0, OPTION_CHOICE, .member = AT(format), .metavar = "FORMAT",
     .choices = OUTPUT_NAMES,
     .help = "text (default), json (one document per query), jsonl (one line "
             "per hit), tsv or csv (a row per hit, below names), trec (a TREC "
             "run) or citation (one line per hit)"},
    {"json", 0, OPTION_CONSTANT, .member = AT(format), .min = OUTPUT_JSON,
     .help = "same as --format json"},
    {"jsonl", 0, OPTION_CONSTANT, .member = AT(format), .min = OUTPUT_JSONL,
     .help = "same as --format jsonl"},
    {"fields", 0, OPTION_TEXT, .member = AT(fields), .metavar = "LIST",
     .help = "the columns of tsv and csv, as --fields id,date,title; another "
             "name prints which there are"},
    {"offsets", 0, OPTION_CHOICE, .member = AT(offsets), .metavar = "UNIT",
     .choices = UNIT_NAMES,
     .help = "what start and end count in JSON, tsv and csv: byte (default), "
             "char or utf16"},
    {"format-version", 0, OPTION_NUMBER, .member = AT(format_version),
     .metavar = "N", .min = 1, .max = 1000,
     .help = "fail unless the formats are those of version N; today 1"},
    {"tag", 0, OPTION_TEXT, .member = AT(tag), .metavar = "NAME",
     .help = "name of the TREC run (default irsearch)"},
    {"count", 'c', OPTION_FLAG, .member = AT(count),
     .help = "print only the number of articles with all the words"},
    {"articles", 'l', OPTION_FLAG, .member = AT(articles),
     .help = "print only the ids of articles with all the words: all, in index "
             "order, or with --limit the best, best first"},
    {"files-with-matches", 0, OPTION_FLAG, .member = AT(articles),
     .help = "same as --articles"},
    {"null", '0', OPTION_FLAG, .member = AT(null),
     .help = "end each id with a NUL instead of a newline"},
    {"quiet", 'q', OPTION_FLAG, .member = AT(quiet),
     .help = "print nothing; only the exit status counts"},
    {"explain", 0, OPTION_FLAG, .member = AT(request.explain),
     .help = "show the parts of each score"},
    {"stats", 0, OPTION_FLAG, .member = AT(request.stats),
     .help = "report on standard error how the query was understood, what the "
             "index was asked, and the time; with --json in the document"},
    {"color", 0, OPTION_CHOICE, .member = AT(colour), .metavar = "WHEN",
     .choices = "auto|always|never",
     .help = "mark matches in colour: auto (default), always or never"},
    {"colors", 0, OPTION_TEXT, .member = AT(colours), .metavar = "LIST",
     .variable = "IR_COLORS",
     .help = "colours as in GREP_COLORS, of matches, titles and facts (default "
             "$IR_COLORS, else mt=1;31:ti=1:fa=2)"},
    {"hyperlink", 0, OPTION_TEXT, .member = AT(hyperlink), .metavar = "URL",
     .help = "make titles links where there is colour: to URL, with {url}, "
             "{path}, {id} or {handle} in it, auto, or none (default)"},

    {.kind = OPTION_HEADING, .help = "Instead of a query:"},
    {"like", 0, OPTION_TEXT, .here_only = true, .member = AT(like),
     .metavar = "ID", .help = "find articles similar to the one with this id or handle"},

    {.kind = OPTION_HEADING, .help = "Instead of a search:"},
    {"get", 0, OPTION_FLAG, .here_only = true, .member = AT(get),
     .help = "print the articles with the given ids or handles, or what the "
             "given citations name, byte for byte"},
    {"show", 0, OPTION_FLAG, .here_only = true, .member = AT(show),
     .help = "print the articles with the given ids or handles to be read, with "
             "the words of -e marked"},
    {"verify", 0, OPTION_FLAG, .here_only = true, .member = AT(verify),
     .help = "say whether the given citations hold; each may be followed, in "
             "the same argument, by what it quotes; or where the given "
             "sentences stand, word for word or nearly"},
    {"why", 0, OPTION_TEXT, .here_only = true, .member = AT(why),
     .metavar = "ID",
     .help = "say why the article with this id or handle is in the answer to "
             "QUERY, or why not"},
    {"saved", 0, OPTION_FLAG, .here_only = true, .member = AT(saved),
     .help = "print the saved queries, each after its name and a tab"},
    {"info", 0, OPTION_FLAG, .here_only = true, .member = AT(info),
     .help = "describe the index: its size, dates, languages and sources"},
    {"terms", 0, OPTION_TEXT, .here_only = true, .member = AT(terms),
     .metavar = "TEXT",
     .help = "print the words of the index that begin as the last word of TEXT "
             "does, and how many articles have them; -n limits them"},
    {"terms-of", 0, OPTION_FLAG, .here_only = true, .member = AT(terms_of),
     .help = "print the words that the articles with all the words of QUERY "
             "have more often than the others, and how many have each; -n "
             "limits them"},
    {"mcp", 0, OPTION_FLAG, .here_only = true, .member = AT(mcp),
     .help = "serve an assistant: the Model Context Protocol on standard input "
             "and output"},
    {"help", 'h', OPTION_FLAG, .here_only = true, .member = AT(help),
     .help = "print this text"},
    {"version", 0, OPTION_FLAG, .here_only = true, .member = AT(version),
     .help = "print the version"},

    {.kind = OPTION_HEADING, .help = "As a server:"},
    {"serve", 0, OPTION_TEXT, .here_only = true, .member = AT(serve.address),
     .metavar = "ADDR",
     .help = "answer requests over HTTP at ADDR: unix:PATH, HOST:PORT or "
             "systemd; unix: alone is $XDG_RUNTIME_DIR/irsearch.sock. With "
             "--db NAME=DIR there may be several indexes"},
    {"token-file", 0, OPTION_TEXT, .member = AT(serve.token_file),
     .metavar = "FILE",
     .help = "requests must have the token in FILE: Authorization: Bearer; "
             "also that of the server in --db"},
    {"listen-public", 0, OPTION_FLAG, .member = AT(serve.public),
     .help = "ADDR need not be a loopback address"},
    {"allow-host", 0, OPTION_LIST, .member = AT(serve.hosts),
     .metavar = "NAME",
     .help = "requests may be for NAME too; localhost always; repeatable"},
    {"max-clients", 0, OPTION_NUMBER, .member = AT(serve.clients),
     .metavar = "N", .min = 1, .max = CLIENTS_MAX,
     .help = "connections at a time (default 256)"},
    {"max-per-client", 0, OPTION_NUMBER, .member = AT(serve.clients_each),
     .metavar = "N", .min = 1, .max = CLIENTS_MAX,
     .help = "connections from one address at a time (default 64)"},
    {"queue", 0, OPTION_NUMBER, .member = AT(serve.queue), .metavar = "N",
     .min = 1, .max = QUEUE_MAX,
     .help = "requests that may wait for a processor (default 64)"},
    {"workers", 0, OPTION_NUMBER, .member = AT(serve.workers), .metavar = "N",
     .min = 1, .max = WORKERS_MAX,
     .help = "short searches at a time, and as many long ones (default: one "
             "for each processor)"},
    {"max-time", 0, OPTION_NUMBER, .member = AT(serve.time_max),
     .metavar = "SEC", .min = 1, .max = TIMEOUT_MAX,
     .help = "seconds that a search may take (default 10)"},
    {"log-queries", 0, OPTION_FLAG, .member = AT(serve.log_queries),
     .help = "write queries, too, to standard error"},

    {.kind = OPTION_HEADING, .help = "Options from a file:"},
    {"config", 0, OPTION_TEXT, .here_only = true, .member = AT(config),
     .metavar = "FILE",
     .help = "read options from FILE (default $IR_CONFIG, else "
             "$XDG_CONFIG_HOME/irsearch/config)"},
    {"no-config", 0, OPTION_FLAG, .here_only = true, .member = AT(no_config),
     .help = "read no config file"},
};
/* clang-format on */

const struct options settings_options = {
    .program = "irsearch",
    .usage = "usage: irsearch [OPTION]... QUERY...\n"
             "       irsearch [OPTION]... -f FILE\n"
             "       irsearch [OPTION]... --like ID\n"
             "       irsearch [OPTION]... --get ID...\n"
             "       irsearch [OPTION]... --show ID... [-e QUERY]\n"
             "       irsearch [OPTION]... --verify CITATION|SENTENCE...\n"
             "       irsearch [OPTION]... --why ID QUERY...\n"
             "       irsearch [OPTION]... --saved\n"
             "       irsearch [OPTION]... --info\n"
             "       irsearch [OPTION]... --terms TEXT\n"
             "       irsearch [OPTION]... --terms-of QUERY...\n"
             "       irsearch [OPTION]... --serve ADDR\n"
             "       irsearch [OPTION]... --mcp\n"
             "Search a news index and print the articles that best match.\n",
    .notes =
        "Query: word \"exact phrase\" =form  wild*  fuzzy~  topic:name\n"
        "       a OR b  a AND b  NOT a  -a  +a  ( )  a^2  \"a b c\"/2\n"
        "       a w/5 b  a pre/5 b  a /s b  a /p b  a NOT w/5 b  atleast3(a)\n"
        "       title: lead: hlead: source: section: byline: dateline: lang:\n"
        "       id: url: date: words:  @name of a saved query\n"
        "irsearch-query(7) describes all of it.\n"
        "Exit status: 0 something matched (for -c, -l, -q, --no-limit: all\n"
        "words of the query), 1 nothing did, 2 an error.\n",
    .rows = rows,
    .count = COUNT(rows),
};
