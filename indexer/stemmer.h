/*
 * stemmer.h - choose the stemmer of a new index.
 *
 * An index has one stemmer, for articles and queries alike, because a query
 * does not declare its language.  It is the stemmer for the language of most
 * articles.
 */
#ifndef INDEXER_STEMMER_H
#define INDEXER_STEMMER_H

#include "indexer/articles.h"
#include "indexer/settings.h"

/*
 * The name of the stemmer for the language of the settings or else of more
 * than half of STEMMER_SAMPLE articles, sampled across the inputs except
 * standard input.  NULL if there is no such language or no stemmer for it.
 * options are those for reading, without stamps.
 */
#define STEMMER_SAMPLE 60
const char *stemmer_choose(const struct settings *s, struct walk *walk,
                           const struct articles_options *options,
                           const struct parsed *fixed);

#endif
