/* Adding the articles of inputs. */
#include "indexer/adding.h"
#include "indexer/charset.h"
#include "indexer/say.h"

/* FIELD=VALUE of --set, and the language, as an article's fields. */
static enum ir_status read_same(const struct settings *s, struct raw *same,
                                struct ir_error *err)
{
    for (size_t i = 0; i < s->same.count; i++) {
        const char *text = s->same.items[i], *equals = strchr(text, '=');
        struct ir_text name = {text, equals ? (size_t)(equals - text) : 0};
        enum raw_field field = raw_field_of(name);

        if (!equals || field == RAW_FIELDS || field == RAW_TEXT)
            return ir_fail(err, IR_INVALID,
                           "--set %s: not FIELD=VALUE, with one of the fields "
                           "id title date source section byline lang url",
                           text);
        raw_set(same, field, text_of(equals + 1));
    }
    return IR_OK;
}

/* What --map and --encoding say. */
static enum ir_status read_names(const struct settings *s, struct raw_map *map,
                                 struct ir_error *err)
{
    if (s->encoding && !charset_find(text_of(s->encoding)))
        return ir_fail(err, IR_INVALID, "--encoding %s: not known",
                       s->encoding);
    for (size_t i = 0; i < s->map.count; i++)
        if (!raw_map_add(map, s->map.items[i]))
            return ir_fail(err, IR_INVALID,
                           "--map %s: not FIELD=NAME, with one of the fields "
                           "id title text date source section byline lang url",
                           s->map.items[i]);
    return IR_OK;
}

/* True if nothing that was asked for exists: then no index is made either. */
static bool all_missing(const struct settings *s, const struct walk *walk)
{
    if (!s->words.count || walk->missing < s->words.count)
        return false;
    for (size_t i = 0; i < s->words.count; i++)
        say("%s: no such file or folder", s->words.items[i]);
    return true;
}

enum exit_status run_add(const struct settings *s)
{
    struct raw_map map = {0};
    struct adding a = {.settings = s, .map = &map, .started = clock_seconds()};
    struct walk walk = WALK_INIT;
    enum exit_status result = EXIT_FATAL;
    struct ir_error err;
    struct raw same;

    if (filter_check(&s->filters, &err) != IR_OK)
        return fatal(&err);
    if (!s->format)
        walk.wants = reader_wants;
    walk.filters = &s->filters;
    raw_start(&same);
    for (size_t i = 0; i < s->words.count; i++)
        walk_add(&walk, s->words.items[i]);
    if (!s->words.count && !s->files_from)
        walk_add(&walk, "-");
    if (read_same(s, &same, &err) != IR_OK ||
        read_names(s, &map, &err) != IR_OK)
        result = fatal(&err);
    else if (!all_missing(s, &walk))
        result = adding_run(&a, &walk, &same);
    adding_tell_passed(s, &walk);
    raw_free(&same);
    raw_map_free(&map);
    walk_free(&walk);
    return result;
}
