/* irsearch: search a news index from the command line. */
#include "command/allocator.h"
#include "command/current_folder.h"
#include "searcher/client/client.h"
#include "searcher/mcp/mcp.h"
#include "searcher/serve/serve.h"
#include "searcher/session/session.h"

#include <signal.h>
#include <unistd.h>

/* The options about what to find are the defaults of the tools. */
static enum ir_status run_mcp(struct session *s, struct ir_error *err)
{
    size_t limit = s->settings->limit;
    const struct mcp_service service = {
        .searcher = s->searcher,
        .defaults = s->settings->request,
        .limit = limit == SIZE_MAX ? MCP_LIMIT : limit,
    };

    if (service.limit < 1 || service.limit > MCP_LIMIT_MAX)
        return ir_fail(err, IR_INVALID, "--mcp: --limit is from 1 to %d",
                       MCP_LIMIT_MAX);
    s->found = true;
    return mcp_serve(&service, err);
}

static enum ir_status run(struct session *s, const struct text_list *words,
                          struct ir_error *err)
{
    bool client = client_is(s->settings);
    enum ir_status status;

    if (client && s->settings->mcp)
        return ir_fail(err, IR_INVALID,
                       "--mcp reads an index itself: --db must be a directory");
    status = client ? client_start(s, err)
                    : session_open(s->settings, &s->searcher, err);
    if (status != IR_OK)
        return status;
    if (!client && s->settings->verbose)
        session_tell_unverified(s);
    return s->settings->mcp ? run_mcp(s, err) : session_run(s, words, err);
}

/* Ends searches that Xapian would not end, on systems where that can be done. */
static void bound_searches(void)
{
    sigset_t own;

    sigemptyset(&own);
    sigaddset(&own, SIGVTALRM);
    if (ir_use_signal(SIGVTALRM, NULL) == IR_OK)
        sigprocmask(SIG_UNBLOCK, &own, NULL);
}

/* Let queries of the command line name saved ones: also the baseline. */
static enum ir_status use_saved(struct session *s, struct settings *settings,
                                struct buf *baseline, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    saved_start(s->saved, settings->saved_file);
    if (settings->baseline && !settings->request.literal) {
        status =
            saved_expand(s->saved, text_of(settings->baseline), baseline, err);
        if (status == IR_OK && baseline->size)
            settings->baseline = baseline->data;
    }
    return status;
}

/* Print the saved queries; what is wrong with others is a warning. */
static enum ir_status list_saved(struct session *s, struct ir_error *err)
{
    struct buf wrong = BUF_INIT;
    enum ir_status status = saved_list(s->saved, &s->out, &wrong, err);

    s->found = s->out.size > 0;
    if (wrong.size)
        s->sink->notice(s->sink, buf_text(&wrong));
    if (s->settings->quiet)
        buf_clear(&s->out);
    buf_free(&wrong);
    return status == IR_OK ? session_flush(s, err) : status;
}

static enum ir_status describe(struct session *s, struct ir_error *err)
{
    if (s->settings->help)
        options_help(&settings_options, &s->out);
    else
        buf_adds(&s->out, "irsearch " IR_VERSION "\n");
    s->found = true;
    return session_flush(s, err);
}

/* Do what the settings ask for, once the arguments have been read. */
static enum ir_status start(struct session *s, struct settings *settings,
                            const struct text_list *words, struct buf *baseline,
                            struct ir_error *err)
{
    enum ir_status status;

    if (settings->help || settings->version)
        return describe(s, err);
    status = use_saved(s, settings, baseline, err);
    if (status == IR_OK)
        status = settings_check(settings, words, err);
    if (status == IR_OK && settings->queries)
        status = ir_request_check(&settings->request, err);
    if (status != IR_OK && !s->output->machine)
        options_hint(&settings_options, err);
    if (status != IR_OK || settings->saved)
        return status == IR_OK ? list_saved(s, err) : status;
    bound_searches();
    ir_verify_blocks((enum ir_blocks)settings->verify_blocks);
    if (settings->mcp)
        allocator_expect_threads(1); /* which answers */
    if (settings->serve.address) {
        s->found = true;
        return serve_run(settings, err);
    }
    s->page.width = streams_width();
    s->page.colour = streams_colour(settings->colour);
    s->page.exact = !isatty(STDOUT_FILENO);
    status = run(s, words, err);
    return status == IR_OK ? streams_finish(err) : status;
}

int main(int argc, char **argv)
{
    struct settings settings;
    struct session s;
    struct arguments arguments;
    struct saved saved = SAVED_INIT;
    struct buf baseline = BUF_INIT;
    struct ir_error err;
    enum ir_status status;

    allocator_start();
    streams_start();
    current_folder_start();
    settings_init(&settings);
    status = options_read(&settings_options, argc, argv, &settings, &arguments,
                          &err);
    session_init(&s, &settings, &sink_streams);
    s.saved = &saved;
    if (status == IR_OK)
        status = start(&s, &settings, &arguments.words, &baseline, &err);
    else if (!s.output->machine)
        options_hint(&settings_options, &err);
    if (status != IR_OK)
        session_complain(&s, &err);
    client_stop(&s);
    ir_close(s.searcher);
    session_free(&s);
    saved_free(&saved);
    buf_free(&baseline);
    options_free(&settings_options, &settings, &arguments);
    if (status != IR_OK || s.failed)
        return 2;
    return s.found ? 0 : 1;
}
