/*
 * stemmer.h - the stemmer for a new index.
 *
 * An index has one stemmer, since a query does not say in which language it
 * is and has to find the same stems.  It is that of the language most articles
 * are in; the others are stemmed by it as well, and so are their queries.
 */
#ifndef INDEXER_STEMMER_H
#define INDEXER_STEMMER_H

#include "indexer/articles.h"
#include "indexer/settings.h"

/*
 * The stemmer for the language that the settings give, or that more than half
 * of STEMMER_SAMPLE articles from all over the inputs are in.  NULL if that is
 * none, has no stemmer, or cannot be told (standard input is not looked at).
 * options are those for reading, without stamps.
 */
#define STEMMER_SAMPLE 60
const char *stemmer_choose(const struct settings *s, struct walk *walk,
                           const struct articles_options *options,
                           const struct parsed *fixed);

#endif
