/* Which elements and attributes a page is read by. */
#include "indexer/formats/html/page_names.h"
#include "indexer/formats/html/page.h"

#include <stdlib.h>

struct name {
    const char *name;
    int value;
};

/* Both tables are in the order of strcmp(). */
static const struct name tags[] = {
    {"a", TAG_A},
    {"address", TAG_DIV},
    {"amp-sidebar", TAG_SILENT},
    {"applet", TAG_SILENT},
    {"article", TAG_ARTICLE},
    {"aside", TAG_ASIDE},
    {"audio", TAG_SILENT},
    {"b", TAG_EMPHASIS},
    {"blockquote", TAG_BLOCKQUOTE},
    {"body", TAG_BODY},
    {"br", TAG_BR},
    {"button", TAG_BUTTON},
    {"canvas", TAG_SILENT},
    {"caption", TAG_ROW},
    {"center", TAG_DIV},
    {"datalist", TAG_SILENT},
    {"dd", TAG_LI},
    {"details", TAG_DIV},
    {"dialog", TAG_SILENT},
    {"dir", TAG_LIST},
    {"div", TAG_DIV},
    {"dl", TAG_LIST},
    {"dt", TAG_LI},
    {"fieldset", TAG_FORM},
    {"figcaption", TAG_FIGCAPTION},
    {"figure", TAG_FIGURE},
    {"footer", TAG_FOOTER},
    {"form", TAG_FORM},
    {"h1", TAG_H1},
    {"h2", TAG_HEADING},
    {"h3", TAG_HEADING},
    {"h4", TAG_HEADING},
    {"h5", TAG_HEADING},
    {"h6", TAG_HEADING},
    {"head", TAG_HEAD},
    {"header", TAG_HEADER},
    {"hgroup", TAG_HEADER},
    {"hr", TAG_HR},
    {"html", TAG_HTML},
    {"iframe", TAG_SILENT},
    {"img", TAG_IMG},
    {"input", TAG_SILENT},
    {"li", TAG_LI},
    {"link", TAG_LINK},
    {"main", TAG_MAIN},
    {"map", TAG_SILENT},
    {"math", TAG_SILENT},
    {"menu", TAG_NAV},
    {"meta", TAG_META},
    {"nav", TAG_NAV},
    {"noframes", TAG_SILENT},
    {"noscript", TAG_NOSCRIPT},
    {"object", TAG_SILENT},
    {"ol", TAG_LIST},
    {"option", TAG_SILENT},
    {"p", TAG_P},
    {"pre", TAG_PRE},
    {"relative-time", TAG_TIME},
    {"script", TAG_SCRIPT},
    {"section", TAG_SECTION},
    {"select", TAG_SILENT},
    {"strong", TAG_EMPHASIS},
    {"style", TAG_SILENT},
    {"summary", TAG_DIV},
    {"svg", TAG_SILENT},
    {"table", TAG_TABLE},
    {"td", TAG_CELL},
    {"template", TAG_SILENT},
    {"textarea", TAG_SILENT},
    {"th", TAG_CELL},
    {"time", TAG_TIME},
    {"title", TAG_TITLE},
    {"tr", TAG_ROW},
    {"ul", TAG_LIST},
    {"video", TAG_SILENT},
};

static const struct name attrs[] = {
    {"aria-hidden", ATTR_HIDDEN},
    {"charset", ATTR_CHARSET},
    {"class", ATTR_CLASS},
    {"content", ATTR_CONTENT},
    {"data-date", ATTR_DATETIME},
    {"data-datetime", ATTR_DATETIME},
    {"data-published", ATTR_DATETIME},
    {"data-time", ATTR_DATETIME},
    {"data-timestamp", ATTR_DATETIME},
    {"datetime", ATTR_DATETIME},
    {"hidden", ATTR_HIDDEN},
    {"href", ATTR_HREF},
    {"http-equiv", ATTR_NAME},
    {"id", ATTR_ID},
    {"itemprop", ATTR_ITEMPROP},
    {"itemtype", ATTR_ITEMTYPE},
    {"lang", ATTR_LANG},
    {"name", ATTR_NAME},
    {"property", ATTR_PROPERTY},
    {"rel", ATTR_REL},
    {"role", ATTR_ROLE},
    {"style", ATTR_STYLE},
    {"title", ATTR_TITLE},
    {"type", ATTR_TYPE},
    {"xml:lang", ATTR_LANG},
};

static int compare(const void *key, const void *item)
{
    return strcmp(key, ((const struct name *)item)->name);
}

int page_tag_of(const char *name)
{
    const struct name *found =
        bsearch(name, tags, COUNT(tags), sizeof(tags[0]), compare);

    return found ? found->value : (int)TAG_NONE;
}

int page_attr_of(const char *name)
{
    const struct name *found =
        bsearch(name, attrs, COUNT(attrs), sizeof(attrs[0]), compare);

    return found ? found->value : (int)ATTRS;
}
