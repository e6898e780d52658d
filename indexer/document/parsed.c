/* Parsed articles, and the names of their fields in other formats. */
#include "indexer/document/parsed.h"
#include "text/date.h"

#include <ctype.h>
#include <stdlib.h>

#define NAME_SIZE 32 /* longer names match none of these */
/* A buffer that grew over this for one article is not kept for the next. */
#define KEEP_ROOM ((size_t)1 << 18)

void parsed_start(struct parsed *parsed)
{
    static const struct buf none = BUF_INIT;

    memset(parsed, 0, sizeof(*parsed));
    for (int i = 0; i < PARSED_FIELDS; i++)
        parsed->fields[i] = none;
    parsed->origin = none;
}

void parsed_clear(struct parsed *parsed)
{
    for (int i = 0; i < PARSED_FIELDS; i++)
        if (parsed->fields[i].room > KEEP_ROOM)
            buf_free(&parsed->fields[i]);
        else
            buf_clear(&parsed->fields[i]);
    parsed->replaced = 0;
    parsed->converted = NULL;
    parsed->is_file = parsed->is_inside = false;
    parsed->title_in_text = false;
    buf_clear(&parsed->origin);
}

void parsed_free(struct parsed *parsed)
{
    for (int i = 0; i < PARSED_FIELDS; i++)
        buf_free(&parsed->fields[i]);
    buf_free(&parsed->origin);
}

void parsed_set(struct parsed *parsed, enum parsed_field field,
                struct ir_text value)
{
    buf_clear(&parsed->fields[field]);
    buf_addt(&parsed->fields[field], value);
}

void parsed_offer_date(struct parsed *parsed, struct ir_text value)
{
    struct date first, second;

    if (parsed->fields[PARSED_DATE].size) {
        date_read(buf_text(&parsed->fields[PARSED_DATE]), &first);
        date_read(value, &second);
        if (!date_improves(&first, &second))
            return;
    }
    parsed_set(parsed, PARSED_DATE, value);
}

/* Our own names first, then those of other formats, best first. */
static const struct field_name ours[] = {
    {"id", PARSED_ID},         {"title", PARSED_TITLE},
    {"text", PARSED_TEXT},     {"date", PARSED_DATE},
    {"source", PARSED_SOURCE}, {"section", PARSED_SECTION},
    {"byline", PARSED_BYLINE}, {"lang", PARSED_LANG},
    {"url", PARSED_URL},
};

/* Lower case without hyphens and underscores, as the table has names. */
static const struct field_name usual[] = {
    {"id", PARSED_ID},
    {"guid", PARSED_ID},
    {"uuid", PARSED_ID},
    {"docid", PARSED_ID},
    {"docno", PARSED_ID},
    {"articleid", PARSED_ID},
    {"newsid", PARSED_ID},
    {"identifier", PARSED_ID},
    {"title", PARSED_TITLE},
    {"headline", PARSED_TITLE},
    {"webtitle", PARSED_TITLE},
    {"articletitle", PARSED_TITLE},
    {"heading", PARSED_TITLE},
    {"headlines", PARSED_TITLE},
    {"name", PARSED_TITLE},
    {"text", PARSED_TEXT},
    {"body", PARSED_TEXT},
    {"content", PARSED_TEXT},
    {"articlebody", PARSED_TEXT},
    {"bodytext", PARSED_TEXT},
    {"fulltext", PARSED_TEXT},
    {"maintext", PARSED_TEXT},
    {"articletext", PARSED_TEXT},
    {"articlecontent", PARSED_TEXT},
    {"contenttext", PARSED_TEXT},
    {"plaintext", PARSED_TEXT},
    {"contenthtml", PARSED_TEXT},
    {"bodyxhtml", PARSED_TEXT},
    {"bodyhtml5", PARSED_TEXT},
    {"bodies", PARSED_TEXT},
    {"bodyhtml", PARSED_TEXT},
    {"html", PARSED_TEXT},
    {"article", PARSED_TEXT},
    {"story", PARSED_TEXT},
    {"contentelements", PARSED_TEXT},
    {"contents", PARSED_TEXT},
    {"selftext", PARSED_TEXT},
    {"storytext", PARSED_TEXT},
    {"extract", PARSED_TEXT},
    {"cleanedtext", PARSED_TEXT},
    {"pagecontent", PARSED_TEXT},
    {"dategmt", PARSED_DATE},
    {"date", PARSED_DATE},
    {"published", PARSED_DATE},
    {"datepublished", PARSED_DATE},
    {"publishedat", PARSED_DATE},
    {"pubdate", PARSED_DATE},
    {"publishdate", PARSED_DATE},
    {"publisheddate", PARSED_DATE},
    {"publicationdate", PARSED_DATE},
    {"webpublicationdate", PARSED_DATE},
    {"datetime", PARSED_DATE},
    {"datecreated", PARSED_DATE},
    {"createdat", PARSED_DATE},
    {"created", PARSED_DATE},
    {"createtimestamp", PARSED_DATE},
    {"timestamp", PARSED_DATE},
    {"datepublish", PARSED_DATE},
    {"publishtime", PARSED_DATE},
    {"publishedtime", PARSED_DATE},
    {"publishedon", PARSED_DATE},
    {"firstpublicationdate", PARSED_DATE},
    {"firstpublished", PARSED_DATE},
    {"firstcreated", PARSED_DATE},
    {"versioncreated", PARSED_DATE},
    {"displaydate", PARSED_DATE},
    {"firstpublishdate", PARSED_DATE},
    {"createdutc", PARSED_DATE},
    {"creationdate", PARSED_DATE},
    {"dateposted", PARSED_DATE},
    {"postdate", PARSED_DATE},
    {"@timestamp", PARSED_DATE},
    {"modifiedgmt", PARSED_DATE},
    {"updatedat", PARSED_DATE},
    {"datemodified", PARSED_DATE},
    {"modified", PARSED_DATE},
    {"updated", PARSED_DATE},
    {"source", PARSED_SOURCE},
    {"publisher", PARSED_SOURCE},
    {"publication", PARSED_SOURCE},
    {"newspaper", PARSED_SOURCE},
    {"sourcename", PARSED_SOURCE},
    {"outlet", PARSED_SOURCE},
    {"site", PARSED_SOURCE},
    {"domain", PARSED_SOURCE},
    {"sitename", PARSED_SOURCE},
    {"sourcedomain", PARSED_SOURCE},
    {"provider", PARSED_SOURCE},
    {"sourcehostname", PARSED_SOURCE},
    {"hostname", PARSED_SOURCE},
    {"section", PARSED_SECTION},
    {"articlesection", PARSED_SECTION},
    {"sectionname", PARSED_SECTION},
    {"category", PARSED_SECTION},
    {"categories", PARSED_SECTION},
    {"byline", PARSED_BYLINE},
    {"author", PARSED_BYLINE},
    {"authors", PARSED_BYLINE},
    {"creator", PARSED_BYLINE},
    {"bylines", PARSED_BYLINE},
    {"authorname", PARSED_BYLINE},
    {"by", PARSED_BYLINE},
    {"credits", PARSED_BYLINE},
    {"lang", PARSED_LANG},
    {"language", PARSED_LANG},
    {"inlanguage", PARSED_LANG},
    {"langcode", PARSED_LANG},
    {"humanlanguage", PARSED_LANG},
    {"url", PARSED_URL},
    {"weburl", PARSED_URL},
    {"link", PARSED_URL},
    {"permalink", PARSED_URL},
    {"canonicalurl", PARSED_URL},
    {"uri", PARSED_URL},
    {"pageurl", PARSED_URL},
};

enum parsed_field parsed_field_of(struct ir_text name)
{
    for (size_t i = 0; i < COUNT(ours); i++)
        if (text_equal(name, text_of(ours[i].name)))
            return ours[i].field;
    return PARSED_FIELDS;
}

bool field_map_add(struct field_map *map, const char *text)
{
    const char *equals = strchr(text, '=');
    enum parsed_field field;

    if (!equals || !equals[1])
        return false;
    field = parsed_field_of((struct ir_text){text, (size_t)(equals - text)});
    if (field == PARSED_FIELDS)
        return false;
    map->items = xgrow(map->items, map->count, &map->room, sizeof(*map->items));
    map->items[map->count++] = (struct field_name){equals + 1, field};
    return true;
}

void field_map_free(struct field_map *map)
{
    free(map->items);
    memset(map, 0, sizeof(*map));
}

static bool is_mapped(const struct field_map *map, enum parsed_field field)
{
    for (size_t i = 0; map && i < map->count; i++)
        if (map->items[i].field == field)
            return true;
    return false;
}

/* Normalize a name as those in the table are. */
static size_t simplify(struct ir_text name, char out[NAME_SIZE])
{
    size_t size = 0;

    for (size_t i = 0; i < name.size; i++) {
        if (strchr("-_ ", name.data[i]))
            continue;
        if (size + 1 == NAME_SIZE)
            return 0;
        out[size++] = (char)tolower((unsigned char)name.data[i]);
    }
    out[size] = '\0';
    return size;
}

/* Solr names types by endings: title_txt_en, date_dt.  Empty if it has none. */
static struct ir_text without_type(struct ir_text name)
{
    static const char *const types[] = {"_s",   "_ss", "_t",
                                        "_txt", "_dt", "_dts"};
    const char *end = text_find(name, '_');

    for (size_t i = 0; end && i < COUNT(types); i++) {
        struct ir_text ending = {end, name.size - (size_t)(end - name.data)};

        if (text_is(ending, types[i]) || text_begins(ending, "_txt_"))
            return (struct ir_text){name.data, (size_t)(end - name.data)};
    }
    return TEXT("");
}

static size_t find_usual(const char *word)
{
    size_t i = 0;

    /* Most differ in their first letter. */
    while (i < COUNT(usual) &&
           (*usual[i].name != *word || strcmp(usual[i].name, word) != 0))
        i++;
    return i;
}

enum parsed_field parsed_field_named(const struct field_map *map,
                                     struct ir_text name, size_t *rank)
{
    const struct ir_text typed = without_type(name);
    char word[NAME_SIZE];
    size_t at;

    for (size_t i = 0; map && i < map->count; i++)
        if (text_equal(name, text_of(map->items[i].name))) {
            *rank = i;
            return map->items[i].field;
        }
    if (!simplify(name, word))
        return PARSED_FIELDS;
    at = find_usual(word);
    if (at == COUNT(usual) && typed.size && simplify(typed, word))
        at = find_usual(word);
    *rank = at;
    return at == COUNT(usual) || is_mapped(map, usual[at].field)
               ? PARSED_FIELDS
               : usual[at].field;
}
