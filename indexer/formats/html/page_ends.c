/* What belongs to an article above and below its paragraphs. */
#include "indexer/formats/html/page_ends.h"
#include "indexer/formats/html/page_dates.h"
#include "indexer/formats/html/page_hints.h"
#include "indexer/formats/html/page_letters.h"
#include "indexer/formats/html/page_phrases.h"

enum {
    LEAD_BYTES = 25,      /* without spaces; a shorter line is a label */
    LEAD_BYTES_MAX = 900, /* a longer one is part of something else */
    LEAD_BLOCKS = 3,      /* at most so many without another sign */
    SAME_BYTES = 60,      /* lines that begin with these are the same */
    LABEL_BYTES = 100,    /* of a line with names and a date */
    LABEL_AROUND = 30,    /* of it that are no date */
    LABEL_BLOCKS = 5,     /* the first, which may be such lines */
    TITLE_BLOCKS = 3,     /* the first, which may repeat the title */
    NOTE_AFTER = 3,       /* blocks come before a note on the author */
    NAMED_WITHIN = 4      /* elements around the line that may name it */
};
static const double LEAD_LINKED = 0.33;

struct ends {
    const struct page *page;
    struct page_blocks *blocks;
    const unsigned *hints;
    struct buf line; /* scratch */
};

/* Do two lines begin with the same words, or is one the start of the other? */
static bool same_start(struct ir_text a, struct ir_text b)
{
    bool all;
    size_t same = letters_common(a, b, &all);

    return same >= SAME_BYTES || (all && same >= LEAD_BYTES);
}

static struct ir_text line_of(struct ends *l, size_t i)
{
    const struct page_block *block = &l->blocks->items[i];

    buf_clear(&l->line);
    for (size_t node = block->first; node < block->end; node++)
        if (l->page->nodes[node].tag == TAG_TEXT) {
            if (l->line.size) /* of what is apart only by its layout */
                buf_addc(&l->line, ' ');
            buf_addt(&l->line, page_bytes(l->page, node));
        }
    return text_trim_start(buf_text(&l->line), BYTES_BLANK);
}

static bool may_be(const struct ends *l, size_t i)
{
    const struct page_block *block = &l->blocks->items[i];
    enum page_tag tag = l->page->nodes[block->home].tag;

    return !block->keep && block->bytes >= LEAD_BYTES &&
           block->bytes <= LEAD_BYTES_MAX && block->words > 3 &&
           block->links <= LEAD_LINKED * block->bytes && tag != TAG_H1 &&
           tag != TAG_LI && tag != TAG_TIME;
}

static bool is_named(const struct ends *l, size_t i)
{
    size_t node = l->blocks->items[i].home;

    for (int up = 0; up < NAMED_WITHIN && node; up++) {
        if (l->hints[node] & HINT_LEAD)
            return true;
        node = l->page->nodes[node].parent;
    }
    return false;
}

/* The block of the title, the last before another; end if there is none. */
static size_t find_title(struct ends *l, size_t end, struct ir_text title)
{
    size_t heading = end;

    for (size_t i = end; i-- > 0;) {
        if (title.size && same_start(line_of(l, i), title))
            return i;
        if (heading == end &&
            l->page->nodes[l->blocks->items[i].home].tag == TAG_H1)
            heading = i;
    }
    return heading;
}

/* Is a line said again in the body? */
static bool is_repeated(struct ends *l, size_t first, struct ir_text line)
{
    struct buf copy = BUF_INIT;
    bool same = false;

    buf_addt(&copy, line);
    for (size_t i = first; i < l->blocks->count && !same; i++)
        same = l->blocks->items[i].keep &&
               same_start(line_of(l, i), buf_text(&copy));
    buf_free(&copy);
    return same;
}

/* A heading is a second title, unless it is long and a sentence. */
static bool is_subtitle(const struct ends *l, size_t i)
{
    const struct page_block *block = &l->blocks->items[i];

    return l->page->nodes[block->home].tag == TAG_HEADING &&
           !(block->stops && block->bytes >= SAME_BYTES);
}

static size_t count_prose(const struct ends *l, size_t from, size_t end)
{
    size_t count = 0;

    for (size_t i = from; i < end; i++)
        count += may_be(l, i) && page_block_good(l->page, &l->blocks->items[i]);
    return count;
}

static size_t first_kept(const struct page_blocks *blocks)
{
    size_t first = 0;

    while (first < blocks->count && !blocks->items[first].keep)
        first++;
    return first;
}

static void keep_lead(struct ends *l, const struct page_told *told)
{
    struct page_block *items = l->blocks->items;
    size_t first = first_kept(l->blocks);
    size_t from = find_title(l, first, told->title);
    bool titled = from < first, prose;

    from = titled ? from + 1 : 0;
    prose = titled && count_prose(l, from, first) <= LEAD_BLOCKS;
    for (size_t i = from; i < first; i++) {
        bool lead;

        if (!may_be(l, i))
            continue;
        lead = titled && is_named(l, i) &&
               (items[i].stops || items[i].bytes >= SAME_BYTES);
        if (!is_subtitle(l, i))
            lead |= same_start(line_of(l, i), told->description) ||
                    (prose && page_block_good(l->page, &items[i]));
        if (lead && !is_repeated(l, first, line_of(l, i)))
            items[i].keep = items[i].lead = true;
    }
}

void page_ends_title(const struct page *page, struct page_blocks *blocks,
                     struct ir_text title)
{
    struct ends l = {page, blocks, NULL, BUF_INIT};
    struct page_block *items = blocks->items;
    size_t i = first_kept(blocks), others = 0;

    for (size_t j = i + 1; j < blocks->count && !others; j++)
        others += items[j].keep;
    for (int n = 0; others && n < TITLE_BLOCKS && i < blocks->count; i++)
        if (items[i].keep) {
            items[i].keep = !letters_equal(line_of(&l, i), title);
            n++;
        }
    buf_free(&l.line);
}

/* "By Ada Quill", "Published: 22 August", which stand among the first lines. */
static bool is_label(struct ir_text line, struct ir_text byline)
{
    const char *comma = memchr(byline.data, ',', byline.size);
    struct ir_text date;

    if (line.size > LABEL_BYTES)
        return false;
    if (comma)
        byline.size = (size_t)(comma - byline.data);
    return letters_contain(line, byline) ||
           (page_date_in(line, true, &date) &&
            line.size <= date.size + LABEL_AROUND);
}

static void drop_labels(struct ends *l, struct ir_text byline)
{
    struct page_block *items = l->blocks->items;
    size_t i = first_kept(l->blocks);

    for (int n = 0; n < LABEL_BLOCKS && i < l->blocks->count; i++) {
        if (!items[i].keep)
            continue;
        n++;
        items[i].keep = items[i].stops || !is_label(line_of(l, i), byline);
    }
}

/* Does a line begin with one of the names? */
static bool begins_with_name(struct ir_text line, struct ir_text names)
{
    while (names.size) {
        const char *comma = memchr(names.data, ',', names.size);
        size_t size = comma ? (size_t)(comma - names.data) : names.size;

        if (letters_begin(line, text_slice(names, 0, size)))
            return true;
        names = text_slice(names, comma ? size + 1 : size, names.size);
    }
    return false;
}

/* "Ada Quill is our correspondent at sea.", "Follow us." */
static void drop_notes(struct ends *l, struct ir_text byline)
{
    struct page_block *items = l->blocks->items;
    size_t count = 0;

    for (size_t i = 0; i < l->blocks->count; i++)
        count += items[i].keep;
    for (size_t i = l->blocks->count; count > NOTE_AFTER && i-- > 0;) {
        if (!items[i].keep)
            continue;
        if (!begins_with_name(line_of(l, i), byline) &&
            !page_line_is_ending(line_of(l, i)))
            return;
        items[i].keep = false;
        count--;
    }
}

void page_ends(const struct page *page, struct page_blocks *blocks,
               const unsigned *hints, const struct page_told *told)
{
    struct ends l = {page, blocks, hints, BUF_INIT};

    page_ends_title(page, blocks, told->title);
    keep_lead(&l, told);
    drop_labels(&l, told->byline);
    drop_notes(&l, told->byline);
    buf_free(&l.line);
}
