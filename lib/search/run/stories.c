/* Finds the stories of single articles, and keeps those that were found. */
#include "search/run/stories.h"
#include "article/terms.h"
#include "base/seen.h"
#include "search/run/sketched.h"
#include "search/run/story_set.h"

#include <stdlib.h>

#define KEPT_MAX (1u << 17) /* documents, unless all stories are known */

struct story {
    size_t first, count; /* of members */
};

struct stories {
    char uuid[40];
    uint64_t revision;
    bool whole;     /* all stories of several articles are known */
    struct seen of; /* from documents to their stories, plus one */
    struct story *items;
    size_t count, room;
    uint32_t *members;
    size_t member_count, member_room;
};

struct stories *stories_new(void)
{
    return xcalloc(1, sizeof(struct stories));
}

static void forget(struct stories *x)
{
    seen_free(&x->of);
    x->count = x->member_count = 0;
    x->whole = false;
}

void stories_free(struct stories *x)
{
    if (!x)
        return;
    forget(x);
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
    struct seen looked; /* documents that are not copies of the member */
    enum ir_status status;
    struct ir_error *err;
};

static void take_holder(void *closure, uint32_t document)
{
    struct finding *f = closure;
    uint64_t before;

    if (f->status != IR_OK || seen_get(&f->stories->of, document) ||
        seen_put(&f->looked, document, 1, &before))
        return;
    if (sketched_read(&f->other, f->store, document, &f->status, f->err) &&
        sketched_alike(&f->member, &f->other, f->store, &f->status, f->err))
        add_member(f->stories, document);
}

/* Add the copies of a member to its story. */
static enum ir_status add_copies(struct finding *f, uint32_t document,
                                 struct ir_error *err)
{
    struct buf term = BUF_INIT;

    f->status = IR_OK;
    if (!sketched_read(&f->member, f->store, document, &f->status, err))
        return f->status;
    for (size_t i = 0; f->status == IR_OK && i < SKETCH_BANDS; i++) {
        enum ir_status status;

        term_band(&term, sketch_band(f->member.sketch, i));
        status = store_holders(f->store, buf_text(&term), STORY_BAND_MAX,
                               take_holder, f, err);
        if (status != IR_OK)
            f->status = status;
    }
    seen_free(&f->looked);
    buf_free(&term);
    return f->status;
}

enum ir_status stories_of(struct stories *x, struct store *s, uint32_t document,
                          uint32_t *story, struct ir_error *err)
{
    uint64_t known = seen_get(&x->of, document);
    struct finding f = {.stories = x, .store = s, .err = err};
    enum ir_status status = IR_OK;

    if (known) {
        *story = (uint32_t)known - 1;
        return IR_OK;
    }
    *story = begin_story(x);
    add_member(x, document);
    for (size_t i = x->items[*story].first;
         status == IR_OK && !x->whole && i < x->member_count; i++)
        status = add_copies(&f, x->members[i], err);
    if (status != IR_OK)
        forget(x); /* the story may lack members */
    return status;
}

size_t stories_members(const struct stories *x, uint32_t story,
                       const uint32_t **out)
{
    *out = x->members + x->items[story].first;
    return x->items[story].count;
}

/* ---- all stories ---- */

enum ir_status stories_find(struct stories *x, struct store *s,
                            struct deadline *deadline, struct ir_error *err)
{
    struct story_set all = {0};
    enum ir_status status;

    if (x->whole)
        return IR_OK;
    status = story_set_find(&all, s, deadline, err);
    if (status == IR_OK && !deadline_passed(deadline)) {
        forget(x);
        for (size_t i = 0; i < all.count; i++) {
            if (!i || all.items[i].root != all.items[i - 1].root)
                begin_story(x);
            add_member(x, all.items[i].document);
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
