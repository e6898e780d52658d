/* Groups of words, found by the stem of any single-word member. */
#include "searcher/synonyms.h"
#include "base/buf.h"

#include <stdlib.h>

struct key {
    struct ir_text stem; /* at offset data of stems, while it grows */
    size_t first, count; /* its group, in members */
};

struct synonyms {
    char *text;
    struct ir_text *members; /* group after group */
    size_t member_count, member_room;
    struct key *keys; /* by stem, then by group */
    size_t key_count, key_room;
    struct buf stems; /* what the keys point at */
};

static struct ir_text trim(const char *from, const char *to)
{
    while (from < to && (unsigned char)*from <= ' ')
        from++;
    while (to > from && (unsigned char)to[-1] <= ' ')
        to--;
    return (struct ir_text){from, (size_t)(to - from)};
}

/* Note the stem of a member that is a single word. */
static void add_key(struct synonyms *s, struct ir_text member, size_t first,
                    struct stems *stems, struct words *walk)
{
    struct key key = {{NULL, 0}, first, 0};
    struct word word;
    const struct lexeme *lexeme;

    words_start(walk, member, 0, 0, NULL);
    if (!words_next(walk, &word) || !word.form.size)
        return;
    lexeme = stems_get(stems, word.form);
    if (words_next(walk, &word))
        return;
    key.stem.size = lexeme->stem->form.size;
    buf_addt(&s->stems, lexeme->stem->form);
    s->keys = xgrow(s->keys, s->key_count, &s->key_room, sizeof(key));
    s->keys[s->key_count++] = key;
}

static void add_line(struct synonyms *s, const char *line, const char *end,
                     struct stems *stems, struct words *walk)
{
    size_t first = s->member_count, first_key = s->key_count;

    while (line <= end) {
        const char *comma = memchr(line, ',', (size_t)(end - line));
        struct ir_text member = trim(line, comma ? comma : end);

        line = comma ? comma + 1 : end + 1;
        if (!member.size)
            continue;
        s->members =
            xgrow(s->members, s->member_count, &s->member_room, sizeof(member));
        s->members[s->member_count++] = member;
        add_key(s, member, first, stems, walk);
    }
    for (size_t i = first_key; i < s->key_count; i++)
        s->keys[i].count = s->member_count - first;
}

static int compare(const void *a, const void *b)
{
    const struct key *l = a, *r = b;
    int order = text_compare(l->stem, r->stem);

    if (order)
        return order;
    return (l->first > r->first) - (l->first < r->first);
}

struct synonyms *synonyms_new(const char *text, struct stems *stems)
{
    struct synonyms *s = xcalloc(1, sizeof(*s));
    struct words *walk = words_new();
    size_t at = 0;

    s->stems = (struct buf)BUF_INIT;
    s->text = xstrdup(text);
    for (const char *line = s->text; *line;) {
        const char *end = line + strcspn(line, "\n");

        if (*line != '#')
            add_line(s, line, end, stems, walk);
        line = *end ? end + 1 : end;
    }
    for (size_t i = 0; i < s->key_count; i++) {
        s->keys[i].stem.data = s->stems.data + at;
        at += s->keys[i].stem.size;
    }
    if (s->key_count)
        qsort(s->keys, s->key_count, sizeof(*s->keys), compare);
    words_free(walk);
    return s;
}

void synonyms_free(struct synonyms *s)
{
    if (!s)
        return;
    free(s->text);
    free(s->members);
    free(s->keys);
    buf_free(&s->stems);
    free(s);
}

size_t synonyms_find(const struct synonyms *s, struct ir_text stem,
                     const struct ir_text **members)
{
    size_t low = 0, high = s ? s->key_count : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (text_compare(s->keys[middle].stem, stem) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (!s || low == s->key_count || !text_equal(s->keys[low].stem, stem))
        return 0;
    *members = s->members + s->keys[low].first;
    return s->keys[low].count;
}
