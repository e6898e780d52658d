/*
 * page_blocks.h - the text of a page as blocks: what stands on lines of its
 * own, with what is counted to tell an article from what stands around it.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_BLOCKS_H
#define INDEXER_FORMATS_HTML_PAGE_BLOCKS_H

#include "indexer/formats/html/page.h"

struct page_block {
    uint32_t first, end; /* its text nodes lie in nodes[first, end) */
    uint32_t home;       /* the nearest element that begins a line */
    uint32_t bytes;      /* of its text without spaces */
    uint32_t links;      /* of these in links */
    uint32_t words;
    bool stops; /* ends as a sentence does */
    bool keep;  /* for those who choose */
};

struct page_blocks {
    struct page_block *items; /* in order */
    size_t count, room;
    uint64_t *good;  /* bytes of prose before each node, and at the end */
    uint32_t *bytes; /* the same of all text */
    uint32_t *links;
};

/* All that is neither silent nor dropped; replaces what b held. */
void page_blocks_find(struct page_blocks *b, const struct page *page);
void page_blocks_free(struct page_blocks *b);

/* How much of this a block has that reads like prose; 0 for none. */
uint32_t page_block_good(const struct page *page, const struct page_block *b);

/* Counts of all that a node holds. */
uint64_t page_good(const struct page *page, const struct page_blocks *b,
                   size_t node);
uint32_t page_size(const struct page *page, const struct page_blocks *b,
                   size_t node);
/* Which part of it is in links, 0 to 1; 1 if there is nothing. */
double page_linked(const struct page *page, const struct page_blocks *b,
                   size_t node);

#endif
