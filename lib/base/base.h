/*
 * base.h - errors, memory and small helpers, for every file.
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <irsearch.h>

#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define TEXT(literal) ((struct ir_text){(literal), sizeof(literal) - 1})

/* Fill err, which may be NULL, and return status.  The message is cut to the
 * size of err->message, and control characters in it become ?, so it is one
 * line. */
enum ir_status ir_fail(struct ir_error *err, enum ir_status status,
                       const char *format, ...) IR_PRINTF(3, 4);

/* Print why and abort; or, in a program that wants that, call what it gave to
 * on_the_end(), which does not return.  For what no status can tell. */
__attribute__((noreturn)) void cannot_go_on(const char *why);
__attribute__((noreturn)) void out_of_memory(void); /* that is why */
void on_the_end(void (*end)(const char *why));

/* As malloc() and the like, but they call out_of_memory() instead of returning
 * NULL.  Free with free().  Callers limit the sizes that input can ask for. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *s);
/* Twice the room of an array that is full, or some for an empty one. */
void *xdouble(void *items, size_t *room, size_t item_size);
/* Return items, an array of count items with space for *room, with space for
 * at least one more: moved to an array of twice the size if it is full.  items
 * is NULL while *room is 0. */
static inline void *xgrow(void *items, size_t count, size_t *room,
                          size_t item_size)
{
    return count < *room ? items : xdouble(items, room, item_size);
}

/* Strings that it does not own and that must outlive it.  All zeros is an empty
 * list. */
struct text_list {
    const char **items;
    size_t count;
    size_t room; /* private */
    int layer;   /* private to lib/command: which source of options filled it */
};
void text_list_add(struct text_list *list, const char *text);
void text_list_free(struct text_list *list); /* leaves it empty and usable */

static inline struct ir_text text_of(const char *s)
{
    struct ir_text t = {s, strlen(s)};

    return t;
}

static inline bool ascii_letter(char c)
{
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

static inline bool ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool text_equal(struct ir_text a, struct ir_text b)
{
    return a.size == b.size && (!a.size || !memcmp(a.data, b.data, a.size));
}

static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* The length of word if t begins with it, else 0.  word is in lower case; ASCII
 * letters of t may be in either. */
static inline size_t text_begins(struct ir_text t, const char *word)
{
    size_t i = 0;

    while (i < t.size && word[i] && ascii_lower(t.data[i]) == word[i])
        i++;
    return word[i] ? 0 : i;
}

/* Is t the whole of word?  Cases are as in text_begins(). */
static inline bool text_is(struct ir_text t, const char *word)
{
    return text_begins(t, word) == t.size && (t.size || !*word);
}

/* The bytes [from, to) of t, which must be within it; not a copy. */
static inline struct ir_text text_slice(struct ir_text t, size_t from,
                                        size_t to)
{
    /* An empty text may have no data, to which even 0 must not be added. */
    return (struct ir_text){from ? t.data + from : t.data, to - from};
}

/* Where the first such byte of t is, or NULL; t may be empty, without data. */
static inline const char *text_find(struct ir_text t, char byte)
{
    return t.size ? (const char *)memchr(t.data, byte, t.size) : NULL;
}

/* Sets of bytes below 64, for byte_in() and text_trim(). */
#define BYTE(c) (UINT64_C(1) << (c))
#define BYTES_BLANK (BYTE(' ') | BYTE('\t') | BYTE('\r') | BYTE('\n'))
#define BYTES_SPACE (BYTES_BLANK | BYTE('\v') | BYTE('\f')) /* as isspace() */
#define BYTES_CONTROL (BYTE(' ') | (BYTE(' ') - 1)) /* controls and space */

static inline bool byte_in(char c, uint64_t set)
{
    return (unsigned char)c < 64 && (set >> c & 1);
}

static inline struct ir_text text_trim_start(struct ir_text t, uint64_t set)
{
    while (t.size && byte_in(*t.data, set)) {
        t.data++;
        t.size--;
    }
    return t;
}

/* t without the bytes of set at both ends; not a copy. */
static inline struct ir_text text_trim(struct ir_text t, uint64_t set)
{
    t = text_trim_start(t, set);
    while (t.size && byte_in(t.data[t.size - 1], set))
        t.size--;
    return t;
}

/* Compare bytes, in the order of Xapian's terms: <0, 0 or >0. */
int text_compare(struct ir_text a, struct ir_text b);

/* Seconds of the monotonic clock, whose zero is arbitrary: for differences. */
double clock_seconds(void);

#ifdef __cplusplus
}
#endif
#endif
