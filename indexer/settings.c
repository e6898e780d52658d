/* Check the values of options and convert them. */
#include "indexer/settings.h"
#include "indexer/document/document.h"
#include "indexer/input/charset.h"
#include "text/utf8.h"

#include <unistd.h>

#define JOBS_MAX 8          /* by default */
#define SHOWN_MAX 60        /* bytes of a value shown in a message */
#define LANGUAGE_PART_MAX 8 /* letters and digits between two hyphens */
#define LANGUAGE_WANTED "not a language, such as en or pt-BR"

/* A language tag: letters, then groups of letters and digits after - or _. */
static bool is_language(struct ir_text t)
{
    size_t letters = 0, group = 0;

    for (size_t i = 0; i < t.size; i++) {
        bool joins = t.data[i] == '-' || t.data[i] == '_';

        if (joins && !group)
            return false;
        letters += ascii_letter(t.data[i]) && letters == i;
        group = joins ? 0 : group + 1;
        if (group > LANGUAGE_PART_MAX ||
            !(joins || ascii_letter(t.data[i]) ||
              (letters < i && t.data[i] >= '0' && t.data[i] <= '9')))
            return false;
    }
    return letters >= 2 && group;
}

/* A URL: a scheme, a colon and more, without spaces. */
static bool is_address(struct ir_text t)
{
    size_t scheme = 0;

    while (scheme < t.size && (ascii_letter(t.data[scheme]) ||
                               (scheme && t.data[scheme] &&
                                strchr("0123456789+-.", t.data[scheme]))))
        scheme++;
    if (!scheme || scheme + 1 >= t.size || t.data[scheme] != ':')
        return false;
    for (size_t i = 0; i < t.size; i++)
        if ((unsigned char)t.data[i] <= ' ' || t.data[i] == 0x7f)
            return false;
    return true;
}

static enum ir_status wrong(const char *option, const char *given,
                            const char *why, struct ir_error *err)
{
    return ir_fail(err, IR_INVALID, "%s %.*s: %s", option, SHOWN_MAX, given,
                   why);
}

static enum ir_status check_date(const char *given, struct ir_text value,
                                 struct ir_error *err)
{
    struct date date;
    const char *why;

    if (document_date(value, &date, &why))
        return IR_OK;
    return ir_fail(err, IR_INVALID,
                   "--set %.*s: no date: %s; write 2026-05-12 or "
                   "2026-05-12T10:00:00Z",
                   SHOWN_MAX, given, why);
}

static enum ir_status check(enum parsed_field field, const char *given,
                            struct ir_text value, struct ir_error *err)
{
    if (!value.size)
        return wrong("--set", given, "the value is empty", err);
    if (!utf8_valid(value))
        return wrong("--set", given, "the value is not UTF-8", err);
    if (field == PARSED_DATE)
        return check_date(given, value, err);
    if (field == PARSED_LANG && !is_language(value))
        return wrong("--set", given, LANGUAGE_WANTED, err);
    if (field == PARSED_URL && !is_address(value))
        return wrong("--set", given, "not a URL, such as https://example.org/1",
                     err);
    if (field == PARSED_ID && value.size > IR_ID_MAX)
        return ir_fail(err, IR_INVALID,
                       "--set %.*s...: an id of %zu bytes: at most %d",
                       SHOWN_MAX, given, value.size, IR_ID_MAX);
    return IR_OK;
}

enum ir_status settings_fields(const struct settings *s, struct parsed *out,
                               struct ir_error *err)
{
    enum ir_status status = IR_OK;

    for (size_t i = 0; i < s->set.count && status == IR_OK; i++) {
        const char *text = s->set.items[i], *equals = strchr(text, '=');
        struct ir_text name = {text, equals ? (size_t)(equals - text) : 0};
        enum parsed_field field = parsed_field_of(name);

        if (!equals || field == PARSED_FIELDS || field == PARSED_TEXT)
            return ir_fail(err, IR_INVALID,
                           "--set %s: not FIELD=VALUE, with one of the fields "
                           "id title date source section byline lang url",
                           text);
        status = check(field, text, text_of(equals + 1), err);
        parsed_set(out, field, text_of(equals + 1));
    }
    if (status == IR_OK && settings_lang(s) &&
        !is_language(text_of(settings_lang(s))))
        status = wrong("--lang", s->lang, LANGUAGE_WANTED, err);
    return status;
}

enum ir_status settings_names(const struct settings *s, struct field_map *out,
                              struct ir_error *err)
{
    if (s->encoding && !charset_find(text_of(s->encoding)))
        return ir_fail(err, IR_INVALID, "--encoding %s: not known",
                       s->encoding);
    for (size_t i = 0; i < s->map.count; i++)
        if (!field_map_add(out, s->map.items[i]))
            return ir_fail(err, IR_INVALID,
                           "--map %s: not FIELD=NAME, with one of the fields "
                           "id title text date source section byline lang url",
                           s->map.items[i]);
    return IR_OK;
}

bool settings_stopped(const struct settings *s)
{
    return s->stop && atomic_load(s->stop);
}

unsigned settings_jobs(const struct settings *s)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (s->jobs)
        return (unsigned)s->jobs;
    if (processors < 1)
        return 1;
    return processors < JOBS_MAX ? (unsigned)processors : JOBS_MAX;
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

enum exit_status fatal(const struct settings *s, const struct ir_error *err)
{
    log_line(s->log, "%s", err->message);
    return err->status == IR_LOCKED ? EXIT_LOCKED : EXIT_FATAL;
}
