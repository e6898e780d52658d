/* The names that fields go by. */
#include "indexer/document/parsed.h"

#include <ctype.h>
#include <stdlib.h>

#define NAME_SIZE 32 /* longer ones are none of these */

/* Ours first, then those of others, the best names of a field first. */
static const struct raw_name ours[] = {
    {"id", RAW_ID},         {"title", RAW_TITLE},   {"text", RAW_TEXT},
    {"date", RAW_DATE},     {"source", RAW_SOURCE}, {"section", RAW_SECTION},
    {"byline", RAW_BYLINE}, {"lang", RAW_LANG},     {"url", RAW_URL},
};

/* In small letters and without - and _. */
static const struct raw_name usual[] = {
    {"id", RAW_ID},
    {"guid", RAW_ID},
    {"uuid", RAW_ID},
    {"docid", RAW_ID},
    {"docno", RAW_ID},
    {"articleid", RAW_ID},
    {"newsid", RAW_ID},
    {"identifier", RAW_ID},
    {"title", RAW_TITLE},
    {"headline", RAW_TITLE},
    {"webtitle", RAW_TITLE},
    {"articletitle", RAW_TITLE},
    {"heading", RAW_TITLE},
    {"text", RAW_TEXT},
    {"body", RAW_TEXT},
    {"content", RAW_TEXT},
    {"articlebody", RAW_TEXT},
    {"bodytext", RAW_TEXT},
    {"fulltext", RAW_TEXT},
    {"maintext", RAW_TEXT},
    {"articletext", RAW_TEXT},
    {"articlecontent", RAW_TEXT},
    {"contenttext", RAW_TEXT},
    {"plaintext", RAW_TEXT},
    {"contenthtml", RAW_TEXT},
    {"bodyhtml", RAW_TEXT},
    {"html", RAW_TEXT},
    {"article", RAW_TEXT},
    {"story", RAW_TEXT},
    {"date", RAW_DATE},
    {"published", RAW_DATE},
    {"datepublished", RAW_DATE},
    {"publishedat", RAW_DATE},
    {"pubdate", RAW_DATE},
    {"publishdate", RAW_DATE},
    {"publisheddate", RAW_DATE},
    {"publicationdate", RAW_DATE},
    {"webpublicationdate", RAW_DATE},
    {"datetime", RAW_DATE},
    {"datecreated", RAW_DATE},
    {"createdat", RAW_DATE},
    {"created", RAW_DATE},
    {"timestamp", RAW_DATE},
    {"source", RAW_SOURCE},
    {"publisher", RAW_SOURCE},
    {"publication", RAW_SOURCE},
    {"newspaper", RAW_SOURCE},
    {"sourcename", RAW_SOURCE},
    {"outlet", RAW_SOURCE},
    {"site", RAW_SOURCE},
    {"domain", RAW_SOURCE},
    {"section", RAW_SECTION},
    {"articlesection", RAW_SECTION},
    {"sectionname", RAW_SECTION},
    {"category", RAW_SECTION},
    {"byline", RAW_BYLINE},
    {"author", RAW_BYLINE},
    {"authors", RAW_BYLINE},
    {"creator", RAW_BYLINE},
    {"lang", RAW_LANG},
    {"language", RAW_LANG},
    {"inlanguage", RAW_LANG},
    {"url", RAW_URL},
    {"weburl", RAW_URL},
    {"link", RAW_URL},
    {"permalink", RAW_URL},
    {"canonicalurl", RAW_URL},
    {"uri", RAW_URL},
};

enum raw_field raw_field_of(struct ir_text name)
{
    for (size_t i = 0; i < COUNT(ours); i++)
        if (text_equal(name, text_of(ours[i].name)))
            return ours[i].field;
    return RAW_FIELDS;
}

bool raw_map_add(struct raw_map *map, const char *text)
{
    const char *equals = strchr(text, '=');
    enum raw_field field;

    if (!equals || !equals[1])
        return false;
    field = raw_field_of((struct ir_text){text, (size_t)(equals - text)});
    if (field == RAW_FIELDS)
        return false;
    map->items = xgrow(map->items, map->count, &map->room, sizeof(*map->items));
    map->items[map->count++] = (struct raw_name){equals + 1, field};
    return true;
}

void raw_map_free(struct raw_map *map)
{
    free(map->items);
    memset(map, 0, sizeof(*map));
}

static bool is_mapped(const struct raw_map *map, enum raw_field field)
{
    for (size_t i = 0; map && i < map->count; i++)
        if (map->items[i].field == field)
            return true;
    return false;
}

/* As the names of the table are written. */
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

enum raw_field raw_field_named(const struct raw_map *map, struct ir_text name,
                               size_t *rank)
{
    char word[NAME_SIZE];

    for (size_t i = 0; map && i < map->count; i++)
        if (text_equal(name, text_of(map->items[i].name))) {
            *rank = i;
            return map->items[i].field;
        }
    if (!simplify(name, word))
        return RAW_FIELDS;
    for (size_t i = 0; i < COUNT(usual); i++)
        if (!strcmp(usual[i].name, word)) {
            *rank = i;
            return is_mapped(map, usual[i].field) ? RAW_FIELDS : usual[i].field;
        }
    return RAW_FIELDS;
}
