/* What all tasks of irindex do alike. */
#include "indexer/settings.h"
#include "indexer/say.h"

atomic_bool settings_stop;

enum exit_status fatal(const struct ir_error *err)
{
    say("%s", err->message);
    return err->status == IR_LOCKED ? EXIT_LOCKED : EXIT_FATAL;
}

const char *settings_lang(const struct settings *s)
{
    if (!s->lang || !strcmp(s->lang, "none") || !strcmp(s->lang, "detect"))
        return NULL;
    return s->lang;
}

bool settings_detects(const struct settings *s)
{
    return !s->lang || !strcmp(s->lang, "detect");
}

void settings_warn(const struct settings *s)
{
    static bool warned; /* --watch writes again and again */
    const char *how = warned || s->quiet ? NULL : store_exposed(s->db);

    if (!how)
        return;
    warned = true;
    say("warning: index %s %s", s->db, how);
}

enum ir_status settings_writer(const struct settings *s, bool create,
                               struct store_writer **out, struct ir_error *err)
{
    const struct store_writer_options options = {
        .lock_timeout = s->lock_timeout,
        .sync = !s->no_sync,
        .create = create,
    };
    enum ir_status status = store_writer_open(s->db, &options, out, err);

    if (status == IR_OK)
        settings_warn(s);
    return status;
}

uint64_t last_revision(struct store_writer *w)
{
    struct store_info info;

    if (store_info(store_writer_store(w), &info, NULL) != IR_OK)
        return 0;
    return info.revision;
}
