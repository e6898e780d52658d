/* irindex: build a news index from the command line. */
#include "base/file.h"
#include "command/allocator.h"
#include "command/current_folder.h"
#include "command/streams.h"
#include "indexer/input/filter.h"
#include "indexer/pipeline.h"
#include "indexer/settings.h"
#include "store/store.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#define NAMES_MAX ((size_t)256 << 20) /* bytes of a file of names */
#define SIZE_MOST ((uint64_t)1 << 40)
#define OTHER_THREADS 2 /* one reads files, and one writes positions */

#define ROW(n, l, k, m)                      \
    .name = (n), .letter = (l), .kind = (k), \
    .member = offsetof(struct settings, m)

/*
 * For jemalloc: each thread keeps freed pieces of up to 2^17 bytes.  Otherwise
 * it gives the 64 KB that libexttextcat takes for each text back to the kernel
 * to get clean ones, which takes a tenth of the time of indexing.
 */
__attribute__((visibility("default"))) const char *malloc_conf =
    "lg_tcache_max:17";

static const struct option rows[] = {
    {.kind = OPTION_HEADING, .help = "Instead of adding:"},
    {ROW("delete", 0, OPTION_FLAG, do_delete), .here_only = true,
     .help = "delete the articles with these ids or handles"},
    {ROW("check", 0, OPTION_FLAG, do_check), .here_only = true,
     .help = "check the whole index for damage, by its seal"},
    {ROW("full", 0, OPTION_FLAG, full), .here_only = true,
     .help =
         "with --check: also read every article, analyse some again, and see "
         "how the tables fit together"},
    {ROW("seal", 0, OPTION_FLAG, do_seal), .here_only = true,
     .help = "check the whole index and seal it, if it has no seal yet"},
    {ROW("compact", 0, OPTION_FLAG, do_compact), .here_only = true,
     .help = "rewrite the index to take the least space"},
    {ROW("backup", 0, OPTION_TEXT, backup), .metavar = "DIR", .here_only = true,
     .help = "copy the index to DIR, also while it is written, and check the "
             "copy"},
    {ROW("repair", 0, OPTION_TEXT, repair), .metavar = "NEW", .here_only = true,
     .help =
         "write what can be read of a damaged index to a new one, NEW, and "
         "what it has lost from its files or from INPUT; name what is lost"},
    {ROW("export", 0, OPTION_FLAG, do_export), .here_only = true,
     .help = "write every article as a line of JSON that can be indexed again"},
    {ROW("merge", 0, OPTION_FLAG, do_merge), .here_only = true,
     .help = "copy the articles of other indexes into this one"},
    {ROW("rebuild", 0, OPTION_FLAG, do_rebuild), .here_only = true,
     .help = "make the index anew from the articles in it, with the rules of "
             "this version and with --stem, --stopwords and --synonyms if they "
             "are given"},
    {ROW("info", 0, OPTION_FLAG, do_info), .here_only = true,
     .help = "print facts about the index"},
    {.kind = OPTION_HEADING, .help = "Options:"},
    {ROW("db", 'd', OPTION_TEXT, db), .metavar = "DIR", .variable = "IR_DB",
     .help = "index directory (default $IR_DB, else "
             "$XDG_DATA_HOME/irsearch/default)"},
    {ROW("format", 'f', OPTION_CHOICE, format), .metavar = "FMT",
     .choices = READER_FORMATS,
     .help = "input format (default auto: detected from the content, then from "
             "the file name)"},
    {ROW("map", 'm', OPTION_LIST, map), .metavar = "FIELD=NAME",
     .help = "name of a field in the input (default: the usual names)"},
    {ROW("encoding", 0, OPTION_TEXT, encoding), .metavar = "NAME",
     .help = "encoding of text that is not UTF-8 and declares none, such as "
             "windows-1252"},
    {ROW("set", 0, OPTION_LIST, set), .metavar = "FIELD=VALUE",
     .help = "set this field of every article: id, title, date, source, "
             "section, byline, lang or url"},
    {ROW("files-from", 'T', OPTION_TEXT, files_from), .metavar = "FILE",
     .here_only = true,
     .help = "read names of inputs, or ids, from FILE; - is standard input"},
    {ROW("null", '0', OPTION_FLAG, null), .here_only = true,
     .help = "names or ids read from a file end with a NUL"},
    {ROW("filter", 0, OPTION_LIST, filters), .metavar = "TYPE=CMD",
     .help =
         "for files that end in .TYPE read the output of CMD, run without a "
         "shell; %f is the file, which is also its standard input"},
    {ROW("filter-timeout", 0, OPTION_SECONDS, filter_timeout), .metavar = "SEC",
     .max = 86400,
     .help = "kill a filter that runs longer (default 60; 0: no limit)"},
    {ROW("prune", 0, OPTION_FLAG, prune),
     .help = "also delete the articles of files in the given folders that no "
             "longer exist"},
    {ROW("force-prune", 0, OPTION_FLAG, force_prune),
     .help = "prune even what looks like a folder that is not mounted"},
    {ROW("base", 0, OPTION_TEXT, base), .metavar = "DIR",
     .help =
         "folder that names of files in the index are relative to (default: "
         "the current one when the index is created)"},
    {ROW("reread", 0, OPTION_FLAG, reread),
     .help = "read all files, even unchanged ones"},
    {ROW("watch", 0, OPTION_FLAG, watch), .here_only = true,
     .help = "keep running and index files as they change, until interrupted"},
    {ROW("on-duplicate", 0, OPTION_CHOICE, on_duplicate), .metavar = "WHAT",
     .choices = "replace|skip|error",
     .help = "if the id is already in the index (default replace)"},
    {ROW("on-copy", 0, OPTION_CHOICE, on_copy), .metavar = "WHAT",
     .choices = "keep|skip",
     .help = "if title and text are those of another id (default keep)"},
    {ROW("lang", 'l', OPTION_TEXT, lang), .metavar = "LANG",
     .help =
         "language of articles that declare none; detect (default) or none"},
    {ROW("stem", 0, OPTION_TEXT, stem), .metavar = "LANG",
     .help = "stemmer, or none (default: of the articles' language, else "
             "english); fixed when the index is created"},
    {ROW("stopwords", 0, OPTION_TEXT, stopwords), .metavar = "FILE",
     .help =
         "stop words, one a line, or none; fixed when the index is created"},
    {ROW("synonyms", 0, OPTION_TEXT, synonyms), .metavar = "FILE",
     .help = "synonyms, separated by commas on a line; fixed when the index is "
             "created"},
    {ROW("jobs", 'j', OPTION_NUMBER, jobs), .metavar = "N", .min = 1, .max = 64,
     .help = "analysis threads (default: one per processor, at most 8)"},
    {ROW("memory", 0, OPTION_SIZE, memory), .metavar = "SIZE", .min = 1,
     .max = SIZE_MOST,
     .help = "memory for articles not yet committed (default 256M)"},
    {ROW("writer", 0, OPTION_CHOICE, writer), .metavar = "HOW",
     .choices = "auto|api",
     .help = "write many articles in one go, or through Xapian (default auto)"},
    {ROW("max-size", 0, OPTION_SIZE, max_size), .metavar = "SIZE", .min = 1,
     .max = 64 << 20, .help = "reject larger articles (default 16M)"},
    {ROW("lock-timeout", 0, OPTION_SECONDS, lock_timeout), .metavar = "SEC",
     .max = 86400, .help = "wait for another writer (default 10)"},
    {ROW("sync", 0, OPTION_CHOICE, no_sync), .metavar = "HOW",
     .choices = "full|off", .help = "fsync at commit (default full)"},
    {ROW("dry-run", 'n', OPTION_FLAG, dry_run),
     .help = "report what would be done, but change nothing; not with "
             "--watch, --compact, --rebuild, --seal, --backup or --repair"},
    {ROW("max-errors", 0, OPTION_NUMBER, max_errors), .metavar = "N", .min = 1,
     .help = "give up after N rejected inputs (default no limit)"},
    {ROW("report", 0, OPTION_TEXT, report), .metavar = "FILE",
     .help =
         "write a JSON line for each input that was rejected, was repaired, "
         "lost its date, or is a copy"},
    {ROW("verbose", 'v', OPTION_FLAG, verbose), .help = "report each commit"},
    {ROW("quiet", 'q', OPTION_FLAG, quiet), .help = "report errors only"},
    {ROW("progress", 0, OPTION_CHOICE, progress), .metavar = "WHEN",
     .choices = "auto|always|never",
     .help = "show progress (default auto: on a terminal)"},
    {ROW("config", 0, OPTION_TEXT, config), .metavar = "FILE",
     .here_only = true, .help = "read options from FILE first"},
    {ROW("no-config", 0, OPTION_FLAG, no_config), .here_only = true,
     .help = "read no config file"},
    {ROW("help", 'h', OPTION_FLAG, help), .here_only = true,
     .help = "print this help"},
    {ROW("version", 0, OPTION_FLAG, version), .here_only = true,
     .help = "print the version"},
};

static const struct options table = {
    .program = "irindex",
    .usage =
        "Usage: irindex [OPTION]... [INPUT]...\n"
        "       irindex --watch [OPTION]... INPUT...\n"
        "       irindex --delete [OPTION]... [ID]...\n"
        "       irindex --check | --seal | --compact | --rebuild [OPTION]...\n"
        "       irindex --export | --info [OPTION]...\n"
        "       irindex --backup DIR [OPTION]...\n"
        "       irindex --repair NEW [OPTION]... [INPUT]...\n"
        "       irindex --merge [OPTION]... SRC...\n"
        "Add or update articles: files of many kinds, folders and archives "
        "of them, or\nstandard input when there is no INPUT or it is -.\n",
    .notes = "Exit status: 0 all indexed, 1 some rejected, 2 usage or fatal "
             "error, 75\nanother process is writing the index.\n",
    .rows = rows,
    .count = COUNT(rows),
};

static atomic_bool stop; /* set by a signal, polled by long tasks */

static void stop_soon(int number)
{
    (void)number;
    atomic_store(&stop, true);
}

/*
 * A task that changes the index stops cleanly at a signal.  One that only reads
 * it is ended by signals, SIGPIPE too, as programs usually are.
 */
static void set_signals(const struct settings *s)
{
    struct sigaction soon = {.sa_handler = stop_soon,
                             .sa_flags = SA_RESTART | (int)SA_RESETHAND};

    if (s->do_check || s->do_info || s->do_export || s->backup)
        return;
    signal(SIGPIPE, SIG_IGN); /* messages are less important than the index */
    sigaction(SIGINT, &soon, NULL);
    sigaction(SIGTERM, &soon, NULL);
}

/* Add the names in the file to the words; they point into text. */
static enum ir_status read_names(struct settings *s, struct buf *text,
                                 struct ir_error *err)
{
    const char separator = s->null ? '\0' : '\n';
    enum ir_status status = file_read(s->files_from, NAMES_MAX, text, err);
    char *name, *end;

    if (status != IR_OK)
        return status;
    buf_addc(text, separator);
    for (name = text->data; name < text->data + text->size; name = end + 1) {
        end = memchr(name, separator, text->size - (size_t)(name - text->data));
        *end = '\0';
        if (memchr(name, '\0', (size_t)(end - name)))
            return ir_fail(err, IR_INVALID, "%s: contains a NUL byte; try -0",
                           s->files_from);
        if (*name)
            text_list_add(&s->words, name);
    }
    return IR_OK;
}

/* The default index; its folder is made if articles are to be added. */
static enum ir_status default_db(struct settings *s, struct buf *path,
                                 struct ir_error *err)
{
    bool adds = !(s->do_delete || s->do_check || s->do_compact || s->do_info ||
                  s->do_export || s->backup || s->do_seal || s->do_rebuild ||
                  s->repair);
    enum ir_status status = IR_OK;
    char *slash;

    if (s->db)
        return IR_OK;
    if (!options_path("XDG_DATA_HOME", ".local/share", "irsearch/default",
                      path))
        return ir_fail(err, IR_INVALID, "no index given: say --db DIR");
    s->db = path->data;
    slash = strrchr(path->data, '/');
    *slash = '\0';
    if (adds && !s->dry_run)
        status = file_make_folders(path->data, err);
    *slash = '/';
    return status;
}

/* Check that --watch can work with these inputs. */
static enum ir_status check_watch(const struct settings *s,
                                  struct ir_error *err)
{
    if (s->dry_run)
        return ir_fail(err, IR_INVALID, "--watch: not with --dry-run");
    if (s->files_from)
        return ir_fail(err, IR_INVALID, "--watch: not with --files-from");
    if (!s->words.count)
        return ir_fail(err, IR_INVALID, "--watch: no files or folders given");
    for (size_t i = 0; i < s->words.count; i++)
        if (!strcmp(s->words.items[i], "-"))
            return ir_fail(err, IR_INVALID,
                           "--watch: standard input cannot be watched");
    return IR_OK;
}

static enum ir_status check_usage(const struct settings *s,
                                  struct ir_error *err)
{
    int tasks = s->do_delete + s->do_check + s->do_compact + s->do_info +
                s->do_export + s->do_merge + s->do_rebuild + s->do_seal +
                (s->backup != NULL) + (s->repair != NULL);
    bool inputs = s->words.count || s->files_from;

    if (tasks > 1)
        return ir_fail(err, IR_INVALID,
                       "only one of --delete --check --compact --backup "
                       "--export --info --merge --rebuild --repair --seal");
    if (s->full && !s->do_check)
        return ir_fail(err, IR_INVALID, "--full: only with --check");
    if (tasks && !s->do_delete && !s->do_merge && !s->repair && inputs)
        return ir_fail(err, IR_INVALID, "%s: takes no INPUT",
                       s->words.count ? s->words.items[0] : s->files_from);
    if (s->do_delete && !inputs)
        return ir_fail(err, IR_INVALID, "--delete: no ids given");
    if (s->do_merge && !inputs)
        return ir_fail(err, IR_INVALID, "--merge: no indexes given");
    if (s->db && !*s->db)
        return ir_fail(err, IR_INVALID, "--db: an empty name");
    if (tasks && s->watch)
        return ir_fail(err, IR_INVALID, "--watch: only to add articles");
    if (s->do_compact && s->dry_run)
        return ir_fail(err, IR_INVALID, "--compact: not with --dry-run");
    if (s->repair && s->dry_run)
        return ir_fail(err, IR_INVALID, "--repair: not with --dry-run");
    if (s->repair && !*s->repair)
        return ir_fail(err, IR_INVALID, "--repair: an empty name");
    if (s->do_rebuild && s->dry_run)
        return ir_fail(err, IR_INVALID, "--rebuild: not with --dry-run");
    if (s->do_seal && s->dry_run)
        return ir_fail(err, IR_INVALID, "--seal: not with --dry-run");
    if (s->backup && s->dry_run)
        return ir_fail(err, IR_INVALID, "--backup: not with --dry-run");
    if (s->backup && !*s->backup)
        return ir_fail(err, IR_INVALID, "--backup: an empty name");
    if (s->watch)
        return check_watch(s, err);
    if (!tasks && !inputs && isatty(STDIN_FILENO))
        return ir_fail(err, IR_INVALID,
                       "no INPUT, and standard input is a terminal");
    return IR_OK;
}

static enum exit_status print(const struct settings *s)
{
    struct buf text = BUF_INIT;
    enum ir_status status;
    struct ir_error err;

    if (s->help)
        options_help(&table, &text);
    else
        buf_adds(&text, "irindex " IR_VERSION "\n");
    status = streams_write(buf_text(&text), &err);
    buf_free(&text);
    return status == IR_OK ? EXIT_DONE : fatal(s, &err);
}

static enum exit_status misused(const struct settings *s, struct ir_error *err)
{
    options_hint(&table, err);
    return fatal(s, err);
}

/* auto: show progress only on a terminal that can overwrite a line. */
static int progress_of(const struct settings *s)
{
    const char *term = getenv("TERM");
    bool can = isatty(STDERR_FILENO) && term && strcmp(term, "dumb");

    if (s->progress == PROGRESS_AUTO)
        return can ? PROGRESS_ALWAYS : PROGRESS_NEVER;
    return s->progress;
}

static enum exit_status run_task(const struct settings *s)
{
    set_signals(s);
    if (s->do_delete)
        return run_delete(s);
    if (s->do_check)
        return run_check(s);
    if (s->do_seal)
        return run_seal(s);
    if (s->do_compact)
        return run_compact(s);
    if (s->backup)
        return run_backup(s);
    if (s->do_info)
        return run_info(s);
    if (s->do_export)
        return run_export(s);
    if (s->do_merge)
        return run_merge(s);
    if (s->do_rebuild)
        return run_rebuild(s);
    if (s->repair)
        return run_repair(s);
    return run_add(s);
}

static enum exit_status run(struct settings *s)
{
    struct buf path = BUF_INIT, names = BUF_INIT;
    enum exit_status result;
    struct ir_error err;

    if (check_usage(s, &err) != IR_OK)
        result = misused(s, &err);
    else if (default_db(s, &path, &err) != IR_OK ||
             (s->files_from && read_names(s, &names, &err) != IR_OK))
        result = fatal(s, &err);
    else {
        allocator_expect_threads(settings_jobs(s) + OTHER_THREADS);
        result = run_task(s);
    }
    buf_free(&path);
    buf_free(&names);
    return result;
}

int main(int argc, char **argv)
{
    struct log log = {0};
    struct settings s = {
        .log = &log,
        .stop = &stop,
        .memory = (size_t)256 << 20,
        .max_size = (size_t)16 << 20,
        .lock_timeout = 10,
        .filter_timeout = FILTER_SECONDS,
    };
    struct arguments arguments = {0};
    enum exit_status result;
    struct ir_error err;

    allocator_start();
    store_without_memory();
    streams_start();
    current_folder_start();
    if (options_read(&table, argc, argv, &s, &arguments, &err) != IR_OK)
        result = misused(&s, &err);
    else if (s.help || s.version)
        result = print(&s);
    else {
        for (size_t i = 0; i < arguments.words.count; i++)
            text_list_add(&s.words, arguments.words.items[i]);
        s.prune |= s.force_prune;
        s.progress = progress_of(&s);
        result = run(&s);
    }
    text_list_free(&s.words);
    options_free(&table, &s, &arguments);
    return (int)result;
}
