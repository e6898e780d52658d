/* NewsML-G2 and NewsML 1.2: news items, alone or in messages. */
#include "indexer/formats/xml/pick.h"
#include "indexer/formats/xml/xml_prolog.h"

#include <strings.h>

enum {
    PICK_PROVIDER = PICK_OWN, /* of NewsML 1: parts of the item's name */
    PICK_DAY = PICK_OWN2,
    PICK_NUMBER = PICK_LINK,
    PICK_LEAD = PICK_OWN3,
};

/* What a component of NewsML 1 holds. */
enum role { ROLE_NONE, ROLE_TITLE, ROLE_LEAD, ROLE_BODY, ROLE_CAPTION };

static const struct {
    const char *name;
    enum role role;
} roles[] = {
    {"title", ROLE_TITLE},     {"headline", ROLE_TITLE},
    {"lead", ROLE_LEAD},       {"abstract", ROLE_LEAD},
    {"summary", ROLE_LEAD},    {"standfirst", ROLE_LEAD},
    {"body", ROLE_BODY},       {"bodytext", ROLE_BODY},
    {"text", ROLE_BODY},       {"main text", ROLE_BODY},
    {"caption", ROLE_CAPTION},
};

static const struct pick_rule rules[] = {
    /* Lists of other items, and what is known about the world. */
    {"packageItem", NULL, PICK_PASS, 0, 0},
    {"conceptItem", NULL, PICK_PASS, 0, 0},
    {"knowledgeItem", NULL, PICK_PASS, 0, 0},
    {"planningItem", NULL, PICK_PASS, 0, 0},
    {"catalogItem", NULL, PICK_PASS, 0, 0},
    {"newsItem/assert", NULL, PICK_PASS, 0, 0},
    {"itemMeta/edNote", NULL, PICK_PASS, 0, 0},

    {"newsMessage/header/sent", NULL, PICK_ALL_DATE, 1, PICK_TEXT},
    {"NewsEnvelope/DateAndTime", NULL, PICK_ALL_DATE, 1, PICK_TEXT},
    {"newsItem", NULL, PICK_ARTICLE, 0, 0},
    {"newsItem", "guid", PARSED_ID, 1, 0},
    {"newsItem", "lang", PARSED_LANG, 2, 0},
    {"itemMeta/firstCreated", NULL, PARSED_DATE, 1, PICK_TEXT},
    {"contentMeta/contentCreated", NULL, PARSED_DATE, 2, PICK_TEXT},
    {"itemMeta/versionCreated", NULL, PARSED_DATE, 3, PICK_TEXT},
    {"itemMeta/provider", "literal", PARSED_SOURCE, 2, 0},
    {"itemMeta/provider", "qcode", PARSED_SOURCE, 3, 0},
    {"itemMeta/provider", "uri", PARSED_SOURCE, 4, 0},
    {"itemMeta/provider/name", NULL, PARSED_SOURCE, 1, PICK_TEXT},
    {"contentMeta/language", "tag", PARSED_LANG, 1, 0},
    {"contentMeta/headline", NULL, PARSED_TITLE, 1, PICK_TEXT},
    {"itemMeta/title", NULL, PARSED_TITLE, 4, PICK_TEXT},
    {"contentMeta/by", NULL, PARSED_BYLINE, 1, PICK_TEXT | PICK_JOIN},
    {"contentMeta/creator/name", NULL, PARSED_BYLINE, 3, PICK_TEXT | PICK_JOIN},
    {"contentMeta/creator", "literal", PARSED_BYLINE, 4, PICK_JOIN},
    {"contentMeta/dateline", NULL, PICK_DATELINE, 1, PICK_TEXT},
    {"contentMeta/subject", NULL, PICK_MARK, 0, 0},
    {"contentMeta/subject/name", NULL, PARSED_SECTION, 1,
     PICK_TEXT | PICK_JOIN},
    {"subject/mainConcept/name", NULL, PARSED_SECTION, 1,
     PICK_TEXT | PICK_JOIN},
    {"contentMeta/description", NULL, PICK_ABSTRACT, 1, PICK_BODY},
    {"contentSet/inlineXML", NULL, PARSED_TEXT, 1, PICK_BODY},
    {"contentSet/inlineData", NULL, PARSED_TEXT, 2, PICK_BODY},
    {"remoteContent/name", NULL, PICK_CAPTION, 1, PICK_TEXT},

    /* NITF in an item. */
    {"hedline/hl1", NULL, PARSED_TITLE, 2, PICK_TEXT},
    {"nitf/head/title", NULL, PARSED_TITLE, 3, PICK_TEXT},
    {"html/head/title", NULL, PARSED_TITLE, 3, PICK_TEXT},
    {"body.head/byline", NULL, PARSED_BYLINE, 2, PICK_TEXT | PICK_SPACED},
    {"byline/byttl", NULL, PARSED_BYLINE, 5, PICK_TEXT | PICK_HOLE},
    {"body.head/dateline", NULL, PICK_DATELINE, 2,
     PICK_TEXT | PICK_SPACED | PICK_COMMA},
    {"dateline/story.date", NULL, PICK_DATELINE, 3, PICK_TEXT | PICK_HOLE},
    {"media/media-caption", NULL, PICK_CAPTION, 2, PICK_TEXT},

    /* NewsML 1. */
    {"NewsItem", NULL, PICK_ARTICLE, 0, 0},
    {"NewsItem", "lang", PARSED_LANG, 3, 0},
    {"NewsIdentifier/PublicIdentifier", NULL, PARSED_ID, 2, PICK_TEXT},
    {"NewsIdentifier/ProviderId", NULL, PICK_PROVIDER, 1, PICK_TEXT},
    {"NewsIdentifier/DateId", NULL, PICK_DAY, 1, PICK_TEXT},
    {"NewsIdentifier/NewsItemId", NULL, PICK_NUMBER, 1, PICK_TEXT},
    {"NewsManagement/FirstCreated", NULL, PARSED_DATE, 1, PICK_TEXT},
    {"NewsManagement/ThisRevisionCreated", NULL, PARSED_DATE, 3, PICK_TEXT},
    {"NewsLines/HeadLine", NULL, PARSED_TITLE, 1, PICK_TEXT | PICK_HTML},
    {"NewsLines/ByLine", NULL, PARSED_BYLINE, 1,
     PICK_TEXT | PICK_HTML | PICK_JOIN},
    {"NewsLines/DateLine", NULL, PICK_DATELINE, 1, PICK_TEXT},
    {"NewsLines/SubHeadLine", NULL, PICK_ABSTRACT, 2, PICK_TEXT | PICK_HTML},
    {"Provider/Party", "FormalName", PARSED_SOURCE, 1, 0},
    {"Source/Party", "FormalName", PARSED_SOURCE, 2, 0},
    {"Creator/Party", "FormalName", PARSED_BYLINE, 3, PICK_JOIN},
    {"DescriptiveMetadata/Language", "FormalName", PARSED_LANG, 1, 0},
    {"TopicSet/Topic", NULL, PICK_MARK, 0, 0},
    {"Topic/Description", NULL, PARSED_SECTION, 1, PICK_TEXT | PICK_JOIN},
    {"NewsItem/Identification/NameLabel", NULL, PARSED_TITLE, 4, PICK_TEXT},
    {"NewsComponent", NULL, PICK_MARK, 0, 0},
    {"NewsComponent/Role", NULL, PICK_MARK, 0, 0},
    {"ContentItem/DataContent", NULL, PARSED_TITLE, 2, PICK_TEXT | PICK_SPACED},
    {"ContentItem/DataContent", NULL, PICK_LEAD, 1, PICK_BODY},
    {"ContentItem/DataContent", NULL, PICK_CAPTION, 2, PICK_BODY},
    {"ContentItem/DataContent", NULL, PARSED_TEXT, 1, PICK_BODY},
    {"ContentItem/DataContent", NULL, PARSED_TEXT, 2, PICK_BODY},
    {0},
};

static bool among(struct ir_text value, const char *const *words)
{
    if (!value.data)
        return false;
    for (; *words; words++)
        if (memmem(value.data, value.size, *words, strlen(*words)))
            return true;
    return false;
}

/* People, places and other things are no sections. */
static bool is_thing(struct ir_text type)
{
    static const char *const things[] = {
        "person", "geoArea", "poi",  "organisation", "event",  "object",
        "team",   "season",  "conf", "league",       "player", NULL};

    return among(type, things);
}

/* Other lines than the headline, and names only machines use. */
static bool is_lesser(struct ir_text role)
{
    static const char *const lesser[] = {"subtitle", "subhead",  "mnemonic",
                                         "short",    "headline", "teaser",
                                         "public",   "slug",     NULL};

    return among(role, lesser);
}

static bool is_text(const struct xml_attributes *with)
{
    struct ir_text type = xml_attribute(with, "contenttype");

    if (xml_attribute(with, "encoding").data)
        return false;
    return !type.data || (type.size >= 5 && !memcmp(type.data, "text/", 5));
}

static bool is_secondary(struct ir_text rank)
{
    return rank.size && !text_equal(rank, TEXT("1"));
}

/* One name of each subject: the others are the same in other words. */
static bool passes_name(struct pick *p, const struct xml_attributes *with)
{
    struct ir_text variant = xml_attribute(with, "Variant");

    if (p->flag || is_lesser(xml_attribute(with, "role")) ||
        (variant.data && !text_equal(variant, TEXT("Name"))))
        return true;
    p->flag = true;
    return false;
}

static enum role role_of(struct ir_text name)
{
    for (size_t i = 0; i < COUNT(roles); i++)
        if (name.size == strlen(roles[i].name) &&
            !strncasecmp(name.data, roles[i].name, name.size))
            return roles[i].role;
    return ROLE_NONE;
}

/* Is the content of this component for another field? */
static bool passes_content(const struct pick *p, const struct pick_rule *rule)
{
    switch (p->role) {
    case ROLE_TITLE: return rule->slot != PARSED_TITLE;
    case ROLE_LEAD: return rule->slot != PICK_LEAD;
    case ROLE_CAPTION: return rule->slot != PICK_CAPTION;
    case ROLE_BODY: return rule->slot != PARSED_TEXT || rule->rank != 1;
    default: return rule->slot != PARSED_TEXT || rule->rank != 2;
    }
}

static bool passes(struct pick *p, const struct pick_rule *rule,
                   const struct xml_attributes *with)
{
    const bool one = *rule->path <= 'Z'; /* of NewsML 1 */

    if (one && !strcmp(rule->path, "ContentItem/DataContent"))
        return passes_content(p, rule);
    if (one && !strcmp(rule->path, "NewsComponent"))
        p->role = ROLE_NONE;
    else if (one && !strcmp(rule->path, "NewsComponent/Role"))
        p->role = role_of(xml_attribute(with, "FormalName"));
    else if (rule->slot == PICK_MARK)
        p->flag = is_thing(xml_attribute(with, "type"));
    else if (rule->slot == PARSED_SECTION)
        return passes_name(p, with);
    else if (!strcmp(rule->path, "contentMeta/headline"))
        return is_lesser(xml_attribute(with, "role")) ||
               is_secondary(xml_attribute(with, "rank"));
    else if (!strcmp(rule->path, "contentSet/inlineData"))
        return !is_text(with) || is_lesser(xml_attribute(with, "rendition"));
    else if (rule->slot == PARSED_SOURCE && !rule->attribute)
        return is_lesser(xml_attribute(with, "role"));
    return false;
}

/* Without the scheme of a code: "nprov:AFP". */
static void strip_scheme(struct pick_value *source)
{
    struct ir_text value = buf_text(&source->text);
    const char *colon = text_find(value, ':');
    struct buf name = BUF_INIT;

    if (source->rank != 3 || !colon || colon[1] == '/' || !colon[1])
        return;
    buf_adds(&name, colon + 1);
    buf_free(&source->text);
    source->text = name;
}

/* Revisions of an item of NewsML 1 have one id. */
static void name_item(struct pick *p)
{
    struct ir_text number = pick_value(p, PICK_NUMBER);
    struct buf id = BUF_INIT;

    if (!number.size || !pick_has(p, PICK_PROVIDER, 1))
        return;
    buf_adds(&id, "urn:newsml:");
    buf_addt(&id, pick_value(p, PICK_PROVIDER));
    buf_addc(&id, ':');
    buf_addt(&id, pick_value(p, PICK_DAY));
    buf_addc(&id, ':');
    buf_addt(&id, number);
    pick_put(p, PARSED_ID, 1, 0, buf_text(&id));
    buf_free(&id);
}

/* A text that begins by repeating the headline goes on after it. */
static void drop_headline(struct pick *p)
{
    struct ir_text text = pick_value(p, PARSED_TEXT);
    struct ir_text title = pick_value(p, PARSED_TITLE);
    struct buf rest = BUF_INIT;

    if (!title.size || text.size < title.size ||
        memcmp(text.data, title.data, title.size) != 0 ||
        (text.size > title.size && text.data[title.size] != '\n'))
        return;
    text.data += title.size;
    text.size -= title.size;
    buf_addt(&rest, text_trim(text, BYTES_BLANK));
    buf_free(&p->slots[PARSED_TEXT].text);
    p->slots[PARSED_TEXT].text = rest;
}

/* The lead stands before the body, unless the body begins with it. */
static void add_lead(struct pick *p)
{
    struct ir_text lead = pick_value(p, PICK_LEAD);
    struct ir_text body = pick_value(p, PARSED_TEXT);
    struct buf text = BUF_INIT;

    if (!lead.size ||
        (body.size >= lead.size && !memcmp(body.data, lead.data, lead.size)))
        return;
    buf_addt(&text, lead);
    if (body.size)
        buf_adds(&text, "\n\n");
    buf_addt(&text, body);
    buf_free(&p->slots[PARSED_TEXT].text);
    p->slots[PARSED_TEXT].text = text;
}

static enum ir_status finish(struct pick *p, struct parsed *out,
                             struct problem *problem)
{
    strip_scheme(&p->slots[PARSED_SOURCE]);
    name_item(p);
    drop_headline(p);
    add_lead(p);
    pick_put(p, PARSED_SOURCE, 5, 0, pick_value(p, PICK_PROVIDER));
    pick_put(p, PARSED_DATE, 9, 0, pick_value(p, PICK_ALL_DATE));
    return pick_finish(p, out, problem);
}

static const struct pick_format format = {
    .rules = rules,
    .passes = passes,
    .finish = finish,
    .none = "no news item in it",
    .many = true,
};

/* XML that has no articles, or none that can be read. */
static const struct {
    const char *root, *kind;
} foreign[] = {
    {"mediawiki",
     "a MediaWiki dump, whose texts are wikitext; irindex reads the dumps for "
     "CirrusSearch, and what WikiExtractor --json makes of this one"},
    {"urlset", "a sitemap, which has addresses and no articles"},
    {"sitemapindex", "a list of sitemaps"},
    {"opml", "a list of feeds (OPML)"},
    {"svg", "an image (SVG)"},
    {"tt", "subtitles (TTML)"},
    {"plist", "a property list"},
    {"kml", "a map (KML)"},
    {"gpx", "a track (GPX)"},
};

static const char *foreign_kind(struct ir_text head)
{
    const struct ir_text root = xml_root(head);

    for (size_t i = 0; i < COUNT(foreign); i++)
        if (text_equal(root, text_of(foreign[i].root)))
            return foreign[i].kind;
    return NULL;
}

static bool claims(const struct source *s, struct ir_text head)
{
    static const char *const roots[] = {
        "newsMessage", "newsItem",    "NewsML",      "NewsItem",
        "packageItem", "conceptItem", "planningItem"};
    struct ir_text root = xml_root(head);

    (void)s;
    for (size_t i = 0; i < COUNT(roots); i++)
        if (text_equal(root, text_of(roots[i])))
            return true;
    return foreign_kind(head) != NULL;
}

static enum ir_status next(struct source *s, struct parsed *out,
                           struct problem *p)
{
    struct ir_text head;
    const char *kind;

    if (!s->state) {
        p->line = 0;
        if (s->line++)
            return IR_END;
        if (source_head(s, &head, p) != IR_OK)
            return p->err.status;
        kind = foreign_kind(head);
        if (kind)
            return problem_set(p, IR_INVALID, "format", "not news, but %s",
                               kind);
    }
    return pick_next(&format, s, out, p);
}

const struct reader read_newsml = {"newsml", ".newsml .xml", claims, next};
