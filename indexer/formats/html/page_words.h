/*
 * page_words.h - what words mean in the class or id of an element.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_WORDS_H
#define INDEXER_FORMATS_HTML_PAGE_WORDS_H

#include "base/base.h"

enum {
    PAGE_WORD_BYTES = 24, /* no known word is longer */
    PAGE_WORDS = 2048,    /* each known word has its own number below this */
};

/* Meanings of single words, in addition to enum page_hint. */
enum page_word_meaning {
    WORD_ARTICLE = 1 << 10, /* article-body: the text of an article */
    WORD_TEXT = 1 << 11,
    WORD_LAYOUT = 1 << 12,  /* sidebar-grid: how boxes are laid out */
    WORD_NOT = 1 << 13,     /* has-sidebar: speaks of something else */
    WORD_WEAK = 1 << 14,    /* HINT_SOFT if the name says more */
    WORD_CHANGED = 1 << 15, /* last-updated: not the first date */
    WORD_MEDIA = 1 << 16,   /* video-description: not a standfirst */
};

/*
 * The hints and meanings of a word in lower case; 0: unknown.  *number: which
 * word it is, if it is known.  Safe to call from several threads.
 */
unsigned page_word(const char *word, size_t size, size_t *number);

#endif
