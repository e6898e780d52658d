/*
 * page_names.h - which elements and attributes a page is read by.
 */
#ifndef INDEXER_FORMATS_HTML_PAGE_NAMES_H
#define INDEXER_FORMATS_HTML_PAGE_NAMES_H

/* The enum page_tag of an element in small letters; TAG_NONE for any other. */
int page_tag_of(const char *name);
/* The enum page_attr of an attribute; ATTRS for any other. */
int page_attr_of(const char *name);

#endif
