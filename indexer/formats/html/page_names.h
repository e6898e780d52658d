/*
 * page_names.h - the tags and attributes that matter, by name.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_NAMES_H
#define INDEXER_FORMATS_HTML_PAGE_NAMES_H

#include "indexer/formats/html/page.h"

enum page_tag page_tag_of(const char *name);
/* ATTRS if it does not matter. */
enum page_attr page_attr_of(const char *name);

#endif
