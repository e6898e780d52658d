/* What the meta elements of a page tell of its article. */
#include "indexer/formats/html/page_metas.h"
#include "indexer/formats/html/markup.h"

#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>

enum { NAME_BYTES = 48, SORTED_MAX = 128 };

/* Names are compared by their letters: "og:title", "og.title", "ogTitle". */
static const struct meta {
    const char *name;
    enum parsed_field field;
} metas[] = {
    /* The best of each field come first. */
    {"ogtitle", PARSED_TITLE},
    {"twittertitle", PARSED_TITLE},
    {"headline", PARSED_TITLE},
    {"dctitle", PARSED_TITLE},
    {"dctermstitle", PARSED_TITLE},
    {"articlepublishedtime", PARSED_DATE},
    {"ogarticlepublishedtime", PARSED_DATE},
    {"datepublished", PARSED_DATE},
    {"parselypubdate", PARSED_DATE},
    {"dcdateissued", PARSED_DATE},
    {"dctermsissued", PARSED_DATE},
    {"dctermscreated", PARSED_DATE},
    {"dcdatecreated", PARSED_DATE},
    {"dcdate", PARSED_DATE},
    {"sailthrudate", PARSED_DATE},
    {"cxenseparserecspublishtime", PARSED_DATE},
    {"articlepublished", PARSED_DATE},
    {"articledateoriginal", PARSED_DATE},
    {"originalpublicationdate", PARSED_DATE},
    {"citationpublicationdate", PARSED_DATE},
    {"citationdate", PARSED_DATE},
    {"publicationdate", PARSED_DATE},
    {"publishedtime", PARSED_DATE},
    {"publisheddate", PARSED_DATE},
    {"publishdate", PARSED_DATE},
    {"pubdate", PARSED_DATE},
    {"pdate", PARSED_DATE},
    {"ptime", PARSED_DATE},
    {"date", PARSED_DATE},
    {"dctermsdate", PARSED_DATE},
    {"dccreated", PARSED_DATE},
    {"created", PARSED_DATE},
    {"sortdate", PARSED_DATE},
    {"eprintsdate", PARSED_DATE},
    {"parselyauthor", PARSED_BYLINE},
    {"sailthruauthor", PARSED_BYLINE},
    {"author", PARSED_BYLINE},
    {"articleauthor", PARSED_BYLINE},
    {"byl", PARSED_BYLINE},
    {"dccreator", PARSED_BYLINE},
    {"dctermscreator", PARSED_BYLINE},
    {"citationauthor", PARSED_BYLINE},
    {"articlesection", PARSED_SECTION},
    {"ogarticlesection", PARSED_SECTION},
    {"parselysection", PARSED_SECTION},
    {"section", PARSED_SECTION},
    {"ogsitename", PARSED_SOURCE},
    {"dcpublisher", PARSED_SOURCE},
    {"applicationname", PARSED_SOURCE},
    {"ogurl", PARSED_URL},
    {"oglocale", PARSED_LANG},
    {"contentlanguage", PARSED_LANG},
    {"dclanguage", PARSED_LANG},
};

/* Ends of names that every system makes its own way. */
static const struct meta ends[] = {
    {"publishedtime", PARSED_DATE},   {"publisheddate", PARSED_DATE},
    {"publishedat", PARSED_DATE},     {"publishdate", PARSED_DATE},
    {"publishtime", PARSED_DATE},     {"published", PARSED_DATE},
    {"publicationdate", PARSED_DATE}, {"publicationtime", PARSED_DATE},
    {"pubdate", PARSED_DATE},         {"datepublished", PARSED_DATE},
    {"dateissued", PARSED_DATE},      {"dateissue", PARSED_DATE},
    {"dateposted", PARSED_DATE},      {"datecreated", PARSED_DATE},
    {"creationdate", PARSED_DATE},    {"createdate", PARSED_DATE},
    {"createdat", PARSED_DATE},       {"createat", PARSED_DATE},
    {"articledate", PARSED_DATE},     {"newsdate", PARSED_DATE},
    {"releasedate", PARSED_DATE},     {"displaydate", PARSED_DATE},
    {"onlinedate", PARSED_DATE},      {"postdate", PARSED_DATE},
    {"author", PARSED_BYLINE},        {"authors", PARSED_BYLINE},
    {"authorname", PARSED_BYLINE},    {"byline", PARSED_BYLINE},
};

/* These make a date another one. */
static const char *const others[] = {"modif", "updat",   "expir",
                                     "event", "comment", "video"};

static unsigned char sorted[SORTED_MAX]; /* numbers of metas, by name */

static int compare(const void *a, const void *b)
{
    return strcmp(metas[*(const unsigned char *)a].name,
                  metas[*(const unsigned char *)b].name);
}

static void sort(void)
{
    _Static_assert(COUNT(metas) <= SORTED_MAX, "room for all");
    for (size_t i = 0; i < COUNT(metas); i++)
        sorted[i] = (unsigned char)i;
    qsort(sorted, COUNT(metas), sizeof(*sorted), compare);
}

static int compare_name(const void *name, const void *at)
{
    return strcmp(name, metas[*(const unsigned char *)at].name);
}

/* The letters and digits of a name, in lower case; 0: it is longer. */
static size_t simplify(struct ir_text name, char out[NAME_BYTES])
{
    size_t size = 0;

    for (size_t i = 0; i < name.size; i++) {
        unsigned char c = (unsigned char)name.data[i];

        if (!isalnum(c))
            continue;
        if (size + 1 == NAME_BYTES)
            return 0;
        out[size++] = (char)tolower(c);
    }
    out[size] = '\0';
    return size;
}

/* The meta that has this end; NULL if none has. */
static const struct meta *by_end(const char *name, size_t size)
{
    for (size_t i = 0; i < COUNT(others); i++)
        if (strstr(name, others[i]))
            return NULL;
    for (size_t i = 0; i < COUNT(ends); i++) {
        size_t end = strlen(ends[i].name);

        if (size >= end && !memcmp(name + size - end, ends[i].name, end))
            return &ends[i];
    }
    return NULL;
}

static struct ir_text meta_name(const struct page *page, size_t node)
{
    static const enum page_attr names[] = {ATTR_PROPERTY, ATTR_NAME,
                                           ATTR_ITEMPROP};
    struct ir_text name = TEXT("");

    for (size_t i = 0; i < COUNT(names) && !name.size; i++)
        name = page_attr(page, node, names[i]);
    return name;
}

/* What a page tells Twitter to print beside its title: of an article by
 * WordPress its author, and in how many minutes it is read. */
struct printed {
    struct ir_text first, second;
};

static void take_printed(const char *name, struct ir_text content,
                         struct printed *out)
{
    if (!strcmp(name, "twitterdata1"))
        out->first = content;
    else if (!strcmp(name, "twitterdata2"))
        out->second = content;
}

static bool begins_with_digit(struct ir_text t)
{
    return t.size && ascii_digit(*t.data);
}

static void take(const struct page *page, size_t node,
                 struct ir_text best[COUNT(metas)], struct printed *printed,
                 struct candidates *found)
{
    struct ir_text content = page_attr(page, node, ATTR_CONTENT);
    char name[NAME_BYTES];
    size_t size = simplify(meta_name(page, node), name);
    unsigned source = SOURCE_META + COUNT(metas);
    const unsigned char *at;
    const struct meta *meta;

    if (!size || !content.size)
        return;
    take_printed(name, content, printed);
    at = bsearch(name, sorted, COUNT(metas), sizeof(*sorted), compare_name);
    meta = at ? &metas[*at] : by_end(name, size);
    if (!meta)
        return;
    if (at)
        source = SOURCE_META + *at;
    if (meta->field == PARSED_DATE || meta->field == PARSED_BYLINE)
        candidates_add(found, meta->field, source, content, false);
    else if (at && !best[*at].size)
        best[*at] = content;
}

void page_metas(const struct page *page, struct parsed *out,
                struct candidates *found)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    struct ir_text best[COUNT(metas)] = {{NULL, 0}};
    struct printed printed = {TEXT(""), TEXT("")};

    _Static_assert(COUNT(metas) < SOURCE_METAS, "one source each");
    pthread_once(&once, sort);
    for (size_t i = 0; i < page->count; i++)
        if (page->nodes[i].tag == TAG_META)
            take(page, i, best, &printed, found);
    if (begins_with_digit(printed.second) && !begins_with_digit(printed.first))
        candidates_add(found, PARSED_BYLINE, SOURCE_META + COUNT(metas),
                       printed.first, false);
    for (size_t i = 0; i < COUNT(metas); i++)
        markup_field(out, metas[i].field, best[i]);
}

void page_description(const struct page *page, struct buf *out)
{
    static const char *const names[] = {"ogdescription", "description",
                                        "twitterdescription"};
    struct ir_text found[COUNT(names)] = {{NULL, 0}};
    char name[NAME_BYTES];
    size_t best = 0;

    for (size_t i = 0; i < page->count; i++) {
        if (page->nodes[i].tag != TAG_META ||
            !simplify(meta_name(page, i), name))
            continue;
        for (size_t j = 0; j < COUNT(names); j++)
            if (!strcmp(name, names[j]) && !found[j].size)
                found[j] = page_attr(page, i, ATTR_CONTENT);
    }
    while (best + 1 < COUNT(names) && !found[best].size)
        best++;
    markup_text(found[best], out);
}
