/* Finds the stories of single articles, and keeps those that were found. */
#include "search/run/stories.h"
#include "base/seen.h"
#include "search/run/sharing.h"
#include "search/run/story_set.h"

#include <stdlib.h>

#define KEPT_MAX (1u << 17) /* documents, unless all stories are known */

struct story {
    size_t first, count; /* of members */
};

struct stories {
    char uuid[40];
    uint64_t revision;
    uint64_t articles;
    bool whole;          /* all stories of several articles are known */
    struct seen of;      /* from documents to their stories, plus one */
    struct seen chained; /* documents in chains of more than IR_STORY_MAX */
    struct story *items;
    size_t count, room;
    uint32_t *members;
    size_t member_count, member_room;
    struct sharing sharing;
};

struct stories *stories_new(void)
{
    return xcalloc(1, sizeof(struct stories));
}

static void forget(struct stories *x)
{
    seen_free(&x->of);
    seen_free(&x->chained);
    x->count = x->member_count = 0;
    x->whole = false;
}

void stories_free(struct stories *x)
{
    if (!x)
        return;
    forget(x);
    sharing_free(&x->sharing);
    free(x->items);
    free(x->members);
    free(x);
}

void stories_begin(struct stories *x, const struct ir_index_info *now)
{
    const bool full = !x->whole && x->member_count > KEPT_MAX;

    if (!full && x->revision == now->revision &&
        !memcmp(x->uuid, now->uuid, sizeof(x->uuid)))
        return;
    forget(x);
    x->revision = now->revision;
    x->articles = now->articles;
    memcpy(x->uuid, now->uuid, sizeof(x->uuid));
}

/* ---- building ---- */

static uint32_t begin_story(struct stories *x)
{
    x->items = xgrow(x->items, x->count, &x->room, sizeof(*x->items));
    x->items[x->count] = (struct story){x->member_count, 0};
    return (uint32_t)x->count++;
}

/* Add a document to the story that was begun last. */
static void add_member(struct stories *x, uint32_t document)
{
    uint64_t before;

    x->members = xgrow(x->members, x->member_count, &x->member_room,
                       sizeof(*x->members));
    x->members[x->member_count++] = document;
    x->items[x->count - 1].count++;
    seen_put(&x->of, document, x->count, &before);
}

/* ---- the story of one document ---- */

/* The story that is being found, and its member whose copies are looked for. */
struct finding {
    struct stories *stories;
    struct store *store;
    struct sketched member, other;
    bool chained; /* it is connected with more than IR_STORY_MAX */
};

/* Add a document that shares a band with the member, if it is a copy. */
static enum ir_status add_copy(struct finding *f, uint32_t document,
                               struct ir_error *err)
{
    struct stories *x = f->stories;
    const bool chained = stories_chained(x, document);
    enum ir_status status;

    if ((!chained && seen_get(&x->of, document)) ||
        !sketched_read(&f->other, f->store, document, &status, err) ||
        !sketched_alike(&f->member, &f->other, f->store, &status, err))
        return IR_OK;
    if (chained)
        f->chained = true;
    else
        add_member(x, document);
    return IR_OK;
}

/* Add the copies of a member to its story. */
static enum ir_status add_copies(struct finding *f, uint32_t document,
                                 struct ir_error *err)
{
    struct sharing *sharing = &f->stories->sharing;
    enum ir_status status;

    if (!sketched_read(&f->member, f->store, document, &status, err))
        return status;
    status = sharing_find(sharing, f->store, f->member.sketch,
                          f->stories->articles, err);
    for (size_t i = 0; status == IR_OK && !f->chained && i < sharing->count;
         i++)
        status = add_copy(f, sharing->items[i], err);
    return status;
}

/* The story that was begun last is none: note that of its members. */
static void give_up(struct stories *x)
{
    const struct story *story = &x->items[x->count - 1];
    uint64_t before;

    for (size_t i = story->first; i < x->member_count; i++) {
        seen_put(&x->chained, x->members[i], 1, &before);
        seen_put(&x->of, x->members[i], 0, &before);
    }
    x->member_count = story->first;
    x->count--;
}

/* Begin the story of a document and find its other members. */
static enum ir_status find_story(struct stories *x, struct store *s,
                                 uint32_t document, struct ir_error *err)
{
    struct finding f = {.stories = x, .store = s};
    const size_t first = x->member_count;
    enum ir_status status = IR_OK;

    begin_story(x);
    add_member(x, document);
    if (x->whole || stories_chained(x, document))
        return IR_OK;
    for (size_t i = first; status == IR_OK && !f.chained && i < x->member_count;
         i++) {
        status = add_copies(&f, x->members[i], err);
        f.chained = f.chained || x->member_count - first > IR_STORY_MAX;
    }
    if (status != IR_OK || !f.chained)
        return status;
    give_up(x);
    return find_story(x, s, document, err); /* it is alone */
}

enum ir_status stories_of(struct stories *x, struct store *s, uint32_t document,
                          uint32_t *story, struct ir_error *err)
{
    enum ir_status status = IR_OK;

    if (!seen_get(&x->of, document))
        status = find_story(x, s, document, err);
    if (status == IR_OK)
        *story = (uint32_t)seen_get(&x->of, document) - 1;
    else
        forget(x); /* the story may lack members */
    return status;
}

enum ir_status stories_common(struct stories *x, struct store *s,
                              uint32_t document, bool *common,
                              struct ir_error *err)
{
    struct sketched one;
    enum ir_status status;

    *common = false;
    if (!sketched_read(&one, s, document, &status, err))
        return status;
    status = sharing_find(&x->sharing, s, one.sketch, x->articles, err);
    *common = x->sharing.common;
    return status;
}

bool stories_chained(const struct stories *x, uint32_t document)
{
    return seen_get(&x->chained, document);
}

size_t stories_members(const struct stories *x, uint32_t story,
                       const uint32_t **out)
{
    *out = x->members + x->items[story].first;
    return x->items[story].count;
}

/* ---- all stories ---- */

/* Add the next items of the set, of which count are connected. */
static void add_items(struct stories *x, const struct story_item *items,
                      size_t count)
{
    uint64_t before;

    if (count <= IR_STORY_MAX)
        begin_story(x);
    for (size_t i = 0; i < count; i++)
        if (count <= IR_STORY_MAX)
            add_member(x, items[i].document);
        else
            seen_put(&x->chained, items[i].document, 1, &before);
}

enum ir_status stories_find(struct stories *x, struct store *s,
                            struct deadline *deadline, struct ir_error *err)
{
    struct story_set all = {0};
    enum ir_status status;

    if (x->whole)
        return IR_OK;
    status = story_set_find(&all, s, x->articles, deadline, err);
    if (status == IR_OK && !deadline_passed(deadline)) {
        forget(x);
        for (size_t i = 0, end; i < all.count; i = end) {
            for (end = i; end < all.count; end++)
                if (all.items[end].root != all.items[i].root)
                    break;
            add_items(x, all.items + i, end - i);
        }
        x->whole = true;
    }
    story_set_free(&all);
    return status;
}

void stories_copied(const struct stories *x, struct store_set *set)
{
    for (size_t i = 0; i < x->count; i++)
        for (size_t j = 0; x->items[i].count > 1 && j < x->items[i].count; j++)
            store_set_add(set, x->members[x->items[i].first + j]);
}

uint64_t stories_surplus(const struct stories *x)
{
    return x->member_count - x->count;
}

uint64_t stories_known(const struct stories *x, uint32_t document)
{
    uint64_t story = seen_get(&x->of, document);

    return story && x->items[story - 1].count > 1 ? story : 0;
}
