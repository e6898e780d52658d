/* How a query was understood, and how many match, as JSON. */
#include "searcher/output/json.h"
#include "searcher/output/output.h"

static const char *match_name(enum ir_match match)
{
    static const char *const names[] = {
        [IR_MATCH_AUTO] = "all",
        [IR_MATCH_ALL] = "all",
        [IR_MATCH_ANY] = "any",
        [IR_MATCH_PARTIAL] = "partial",
    };

    return (size_t)match < COUNT(names) ? names[match] : "all";
}

void json_key_query(struct json *j, const struct page *page,
                    const struct ir_results *r)
{
    struct units u = units_of(page->unit, r->query);

    json_key(j, "query");
    json_open(j, '{');
    json_key_text(j, "text", r->query);
    json_key_text(j, "parsed", r->parsed);
    json_key_text_or_null(j, "store", r->store);
    json_key_string(j, "match", match_name(r->match));
    json_key_text_or_null(j, "suggestion", r->suggestion);
    json_key(j, "warnings");
    json_open(j, '[');
    for (size_t i = 0; i < r->warning_count; i++) {
        json_open(j, '{');
        json_key_string(j, "code", r->warnings[i]->code);
        json_key_string(j, "message", r->warnings[i]->message);
        json_key_number(j, "start", units_before(&u, r->warnings[i]->start));
        json_key_number(j, "end", units_before(&u, r->warnings[i]->end));
        json_close(j, '}');
    }
    json_close(j, ']');
    json_close(j, '}');
}

static const char *relation_name(enum ir_relation relation)
{
    static const char *const names[] = {
        [IR_EQ] = "eq", [IR_GE] = "ge", [IR_LE] = "le"};

    return (size_t)relation < COUNT(names) ? names[relation] : "ge";
}

void json_key_total(struct json *j, const char *name,
                    const struct ir_total *total)
{
    json_key(j, name);
    json_open(j, '{');
    json_key_number(j, "value", total->value);
    json_key_string(j, "relation", relation_name(total->relation));
    json_close(j, '}');
}
