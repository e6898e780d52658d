/* Articles and leaves of a query as words. */
#include "tests/oracle.h"
#include "text/utf8.h"

#include <stdlib.h>

/* ---- articles ---- */

/* The word as it stands in the text, folded by ourselves; of compounds and
 * acronyms only the parts are read so. */
static const struct lexeme *read_form(struct ir_text text, const struct word *w,
                                      struct stems *stems)
{
    struct ir_text source = {text.data + w->start, w->end - w->start};
    struct buf folded = BUF_INIT;
    const struct lexeme *form;

    if (w->flags & (WORD_JOINED | WORD_ACRONYM))
        return stems_get(stems, w->form);
    oracle_fold(source, w->flags & WORD_SPELLING, &folded);
    form = stems_get(stems, buf_text(&folded));
    buf_free(&folded);
    return form;
}

static void add_word(struct oracle_article *a, struct ir_text text,
                     const struct word *w, enum ir_field field,
                     struct stems *stems)
{
    struct oracle_word word = {.field = field,
                               .position = w->position,
                               .last = w->position,
                               .flags = w->flags,
                               .start = w->start,
                               .end = w->end};

    if (w->form.size)
        word.form = read_form(text, w, stems);
    a->words = xgrow(a->words, a->count, &a->room, sizeof(word));
    a->words[a->count++] = word;
}

/* The sentence that holds a byte, and the paragraph of that. */
static struct oracle_unit unit_of(const struct sentences *s, size_t at)
{
    struct oracle_unit unit = {0, 0};

    for (size_t i = 1; i < s->count && s->items[i].start <= at; i++) {
        unit.sentence++;
        unit.paragraph += (s->items[i].marks & SENTENCE_PARAGRAPH) != 0;
    }
    return unit;
}

static void read_text(struct oracle_article *a, struct ir_text text,
                      enum ir_field field, const struct sentences *s,
                      struct stems *stems)
{
    struct words *walk = words_new();
    size_t from = a->count;
    struct word word;

    words_start(walk, text, s->count ? s->items[0].start : 0, 0, NULL);
    while (words_next(walk, &word))
        add_word(a, text, &word, field, stems);
    a->positions[field] = words_position(walk);
    a->units[field] = xcalloc(a->positions[field] + 1, sizeof(**a->units));
    for (size_t i = from; i < a->count; i++) {
        struct oracle_word *w = &a->words[i];

        if (!(w->flags & WORD_JOINED))
            a->units[field][w->position] = unit_of(s, w->start);
        for (size_t j = from; w->flags & WORD_JOINED && j < a->count; j++)
            if (a->words[j].start >= w->start && a->words[j].end <= w->end &&
                a->words[j].position > w->last)
                w->last = a->words[j].position;
    }
    words_free(walk);
}

void oracle_read(struct oracle_article *out, size_t number,
                 const struct ir_article *article, struct stems *stems)
{
    struct sentences none = SENTENCES_INIT, s = SENTENCES_INIT;

    memset(out, 0, sizeof(*out));
    out->article = article;
    out->number = number;
    read_text(out, article->title, IR_FIELD_TITLE, &none, stems);
    sentences_find(&s, article->text, 0);
    read_text(out, article->text, IR_FIELD_BODY, &s, stems);
    sentences_free(&s);
}

void oracle_article_free(struct oracle_article *a)
{
    free(a->words);
    free(a->units[0]);
    free(a->units[1]);
}

/* ---- leaves ---- */

/*
 * The words of a leaf, an acronym for the word that looks like it; whether it
 * is one depends on capitals, so it is read as a part of a sentence.
 */
static void read_leaf(const struct question *q, struct oracle_leaf *leaf,
                      struct ir_text text, struct stems *stems)
{
    struct words *walk = words_new();
    struct buf sentence = BUF_INIT;
    size_t from = 0, to = 0;
    bool whole = true;
    uint32_t at = UINT32_MAX;
    const struct lexeme *tail = NULL;
    struct word word;

    buf_addt(&sentence, text);
    buf_adds(&sentence, q->capitals_mean ? " in lower case" : " IN CAPITALS");
    words_start(walk, buf_text(&sentence), 0, 0, NULL);
    while (words_next(walk, &word) && word.start < text.size) {
        if (word.flags & WORD_UNIT && word.position != at)
            tail = read_form(buf_text(&sentence), &word, stems);
        if (!word.form.size || word.flags & WORD_BESIDE)
            continue;
        if (tail) /* a character that has a position for itself */
            leaf->forms[leaf->count++] = tail;
        tail = NULL;
        if (word.flags & WORD_JOINED) {
            whole = whole && leaf->count <= 1;
            leaf->joined = stems_get(stems, word.form);
            from = word.start;
            to = word.end;
            continue;
        }
        leaf->count -= word.flags & WORD_ACRONYM && at == word.position;
        leaf->forms[leaf->count++] =
            read_form(buf_text(&sentence), &word, stems);
        at = word.position;
        whole = whole && (!to || (word.start >= from && word.end <= to));
    }
    if (!whole || (leaf->node->kind != QUERY_WORD && !leaf->part))
        leaf->joined = NULL;
    words_free(walk);
    buf_free(&sentence);
}

/* Patterns fold like words, which hold no apostrophes. */
static void read_pattern(struct ir_text text, struct buf *out)
{
    struct buf folded = BUF_INIT;

    oracle_fold(text, false, &folded);
    for (size_t i = 0; i < folded.size; i++)
        if (!strchr("'-,", folded.data[i]))
            buf_addc(out, folded.data[i]);
    buf_free(&folded);
}

static void add_leaf(struct question *q, struct oracle_leaf *leaf)
{
    leaf->known = oracle_known(q->memory, leaf);
    q->leaves = xgrow(q->leaves, q->count, &q->room, sizeof(*leaf));
    q->leaves[q->count++] = *leaf;
}

/* The words of a minimum are separated by spaces. */
static void read_min_match(struct question *q, const struct query_node *node,
                           struct stems *stems)
{
    struct ir_text left = node->text;
    size_t part = 0;

    while (left.size) {
        const char *space = text_find(left, ' ');
        size_t size = space ? (size_t)(space - left.data) : left.size;
        struct oracle_leaf leaf = {.node = node, .text = BUF_INIT};

        leaf.part = part + 1;
        read_leaf(q, &leaf, (struct ir_text){left.data, size}, stems);
        if (leaf.count) {
            add_leaf(q, &leaf);
            part++;
        }
        size += space != NULL;
        left = (struct ir_text){left.data + size, left.size - size};
    }
}

/* Patterns among words that spaces or hyphens part. */
static void read_wild(const struct question *q, struct oracle_leaf *leaf,
                      struct stems *stems)
{
    struct ir_text text = leaf->node->text;
    bool joined = !text_find(text, ' ');

    for (size_t i = 0; i < ORACLE_WORDS; i++)
        leaf->patterns[i] = (struct buf)BUF_INIT;
    for (size_t from = 0, to; from < text.size; from = to + 1) {
        struct ir_text word = {text.data + from, 0};

        for (to = from; to < text.size && !strchr(" -", text.data[to]);)
            to++;
        word.size = to - from;
        if (text_find(word, '*') || text_find(word, '?'))
            read_pattern(word, &leaf->patterns[leaf->count++]);
        else if (word.size)
            read_leaf(q, leaf, word, stems);
    }
    leaf->joined = NULL;
    if (joined && leaf->node->kind == QUERY_WORD)
        read_pattern(text, &leaf->text);
}

static void read_leaves(struct question *q, const struct query_node *node,
                        struct stems *stems)
{
    struct oracle_leaf leaf = {.node = node, .text = BUF_INIT};

    for (const struct query_node *p = node->parts; p; p = p->next)
        read_leaves(q, p, stems);
    if (node->parts)
        return;
    if (node->kind == QUERY_WILD || node->kind == QUERY_FUZZY)
        read_pattern(node->text, &leaf.text);
    else if (node->wild)
        read_wild(q, &leaf, stems);
    else if (node->kind == QUERY_MIN_MATCH)
        read_min_match(q, node, stems);
    else if (node->kind == QUERY_WORD || node->kind == QUERY_PHRASE ||
             node->kind == QUERY_EXACT)
        read_leaf(q, &leaf, node->text, stems);
    else if (node->kind == QUERY_TOPIC) {
        read_leaf(q, &leaf, text_of(ORACLE_TOPIC_WORDS), stems);
        leaf.terms = leaf.count;
        leaf.count = 0;
    }
    add_leaf(q, &leaf);
}

/* As typed: in AND as a word there is none. */
static bool has_small(const struct query *q, const struct query_node *node)
{
    if (query_is_filter(node->kind))
        return false;
    for (const struct query_node *p = node->parts; p; p = p->next)
        if (has_small(q, p))
            return true;
    if (node->parts)
        return false;
    for (const char *at = q->text.data + node->start;
         at < q->text.data + node->end; at++)
        if (*at >= 'a' && *at <= 'z')
            return true;
    return false;
}

bool question_only_stops(const struct question *q,
                         const struct query_node *node)
{
    const struct oracle_leaf *leaf = question_leaf(q, node);

    if (leaf->joined)
        return false;
    for (size_t i = 0; i < leaf->count; i++)
        if (!leaf->forms[i] || !stopwords_has(q->stop, leaf->forms[i]->form))
            return false;
    return true;
}

/* Where spans are needed stop words are words like others. */
bool question_has_content(const struct question *q,
                          const struct query_node *node)
{
    if (node->kind == QUERY_NOT || query_is_filter(node->kind))
        return false;
    if (node->kind == QUERY_WORD)
        return !question_only_stops(q, node);
    if (!node->parts || node->kind >= QUERY_NEAR)
        return true;
    for (const struct query_node *p = node->parts; p; p = p->next)
        if (question_has_content(q, p))
            return true;
    return false;
}

static size_t count_leaves(const struct query_node *node)
{
    size_t count = !node->parts;

    if (query_is_filter(node->kind))
        return 0;
    for (const struct query_node *p = node->parts; p; p = p->next)
        count += count_leaves(p);
    return count;
}

void question_start(struct question *q, const struct query *query,
                    struct oracle_memory *memory, struct stems *stems,
                    struct stopwords *stop)
{
    memset(q, 0, sizeof(*q));
    q->query = query;
    q->stop = stop;
    q->memory = memory;
    q->capitals_mean =
        count_leaves(query->root) <= 1 || has_small(query, query->root);
    read_leaves(q, query->root, stems);
}

void question_end(struct question *q)
{
    for (size_t i = 0; i < q->count; i++) {
        struct oracle_leaf *leaf = &q->leaves[i];

        buf_free(&leaf->text);
        for (size_t j = 0; leaf->node->wild && j < ORACLE_WORDS; j++)
            buf_free(&leaf->patterns[j]);
    }
    free(q->leaves);
}

const struct oracle_leaf *question_leaf(const struct question *q,
                                        const struct query_node *node)
{
    for (size_t i = 0; i < q->count; i++)
        if (q->leaves[i].node == node && !q->leaves[i].part)
            return &q->leaves[i];
    return NULL;
}

const struct oracle_leaf *question_word(const struct question *q,
                                        const struct query_node *node, size_t i)
{
    for (size_t j = 0; j < q->count; j++)
        if (q->leaves[j].node == node && q->leaves[j].part == i + 1)
            return &q->leaves[j];
    return NULL;
}
