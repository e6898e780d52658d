/* Copying the articles of other indexes into this one. */
#include "indexer/adding.h"

/* All of them, before an index is made or changed. */
static enum ir_status check_sources(const struct settings *s,
                                    struct stored_indexes *sources,
                                    struct ir_error *err)
{
    for (size_t i = 0; i < s->words.count; i++)
        if (!strcmp(s->words.items[i], s->db))
            return ir_fail(err, IR_INVALID, "%s: is the index itself", s->db);
    return stored_indexes_check(sources, err);
}

enum exit_status run_merge(const struct settings *s)
{
    struct report report = {.log = s->log};
    struct stored_indexes sources;
    struct walk walk = WALK_INIT;
    struct adding a = {
        .settings = s,
        .report = &report,
        .source = &sources,
        .started = clock_seconds(),
    };
    enum exit_status result;
    struct ir_error err;

    stored_indexes_start(&sources, &s->words);
    if (check_sources(s, &sources, &err) != IR_OK)
        return fatal(s, &err);
    result = adding_run(&a, &walk);
    stored_indexes_end(&sources);
    walk_free(&walk);
    return result;
}
