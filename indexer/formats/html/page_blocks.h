/*
 * page_blocks.h - the text of a page as blocks (paragraphs, headings, items),
 * with the counts that distinguish an article from the rest of the page.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_BLOCKS_H
#define INDEXER_FORMATS_HTML_PAGE_BLOCKS_H

#include "indexer/formats/html/page.h"

struct page_block {
    uint32_t first, end; /* its text nodes are in nodes[first, end) */
    uint32_t home;       /* the nearest element that begins a line */
    uint32_t bytes;      /* of its text without spaces */
    uint32_t links;      /* of these in links */
    uint32_t words;
    bool stops;                                    /* ends like a sentence */
    bool keep;                                     /* it is in the article */
    bool lead; /* as what stands above its body */ /* for the caller */
};

struct page_blocks {
    struct page_block *items; /* in order */
    size_t count, room;
    uint64_t *good;  /* bytes of prose before each node, and at the end */
    uint32_t *bytes; /* the same of all text */
    uint32_t *links;
    uint32_t *titles; /* blocks that are links before each node */
};

/* Set b to the blocks of page, without silent and dropped nodes. */
void page_blocks_find(struct page_blocks *b, const struct page *page);
void page_blocks_free(struct page_blocks *b);

/* How many bytes of a block read like prose. */
uint32_t page_block_good(const struct page *page, const struct page_block *b);

/* Bytes of prose, and of all text, in a node and its descendants. */
uint64_t page_good(const struct page *page, const struct page_blocks *b,
                   size_t node);
uint32_t page_size(const struct page *page, const struct page_blocks *b,
                   size_t node);
/* The share of its text that is in links, 0 to 1; 1 if it has no text. */
double page_linked(const struct page *page, const struct page_blocks *b,
                   size_t node);
/* How many of its blocks are links of several words: titles of articles. */
uint32_t page_titles(const struct page *page, const struct page_blocks *b,
                     size_t node);
/* Is a block hardly more than links? */
bool page_block_linked(const struct page_block *b);

#endif
