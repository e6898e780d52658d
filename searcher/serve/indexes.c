/* The indexes that a server offers, and their names. */
#include "searcher/serve/indexes.h"

#include <stdlib.h>

/* The length of NAME in "NAME=DIR"; 0 if it is only a folder. */
static size_t name_size(const char *value)
{
    size_t size = 0;

    while (ascii_letter(value[size]) || ascii_digit(value[size]) ||
           value[size] == '-' || value[size] == '_')
        size++;
    return value[size] == '=' ? size : 0;
}

static struct served *find_or_add(struct server *s, struct ir_text name)
{
    struct served *served;

    for (size_t i = 0; i < s->index_count; i++)
        if (text_equal(s->indexes[i].name, name))
            return &s->indexes[i];
    served = &s->indexes[s->index_count++];
    served->name = name;
    settings_init(&served->settings);
    served->settings.topics = s->settings->topics;
    return served;
}

enum ir_status indexes_read(struct server *s, struct ir_error *err)
{
    const struct text_list *db = &s->settings->db;

    s->indexes = xcalloc(INDEXES_MAX, sizeof(*s->indexes));
    if (!db->count)
        find_or_add(s, TEXT(""));
    for (size_t i = 0; i < db->count; i++) {
        struct ir_text name = {db->items[i], name_size(db->items[i])};
        const char *dir = db->items[i] + name.size + (name.size > 0);

        if (name.size > INDEX_NAME_MAX || text_equal(name, TEXT("v1")))
            return ir_fail(err, IR_INVALID,
                           "option --db: the name of an index has at most %d "
                           "bytes and is not v1",
                           INDEX_NAME_MAX);
        if (s->index_count == INDEXES_MAX)
            return ir_fail(err, IR_LIMIT, "a server has at most %d indexes",
                           INDEXES_MAX);
        text_list_add(&find_or_add(s, name)->settings.db, dir);
    }
    return IR_OK;
}

void indexes_free(struct server *s)
{
    for (size_t i = 0; i < s->index_count; i++)
        text_list_free(&s->indexes[i].settings.db);
    free(s->indexes);
}

size_t indexes_find(const struct server *s, struct ir_text name)
{
    if (!name.size)
        return 0;
    for (size_t i = 0; i < s->index_count; i++)
        if (text_equal(s->indexes[i].name, name))
            return i;
    return SIZE_MAX;
}
