/*
 * arguments.h - the arguments of a tool: one table for its schema and for
 * reading them.
 */
#ifndef SEARCHER_MCP_ARGUMENTS_H
#define SEARCHER_MCP_ARGUMENTS_H

#include "searcher/mcp/message.h"

#define CHOICES_MAX 5

enum argument_kind { ARGUMENT_TEXT, ARGUMENT_NUMBER, ARGUMENT_CHOICE };

struct argument {
    const char *name;
    enum argument_kind kind;
    bool required;
    size_t min, max; /* of a number */
    const char *choices[CHOICES_MAX + 1];
    const char *help; /* for the model */
};

struct value {
    bool given;
    struct ir_text text; /* points into the message */
    size_t number;       /* of a choice: which, from 0 */
};

#define ARGUMENTS_MAX 12

/* Add "inputSchema": a JSON Schema.  fallback is the default of the argument
 * of that name, or NULL. */
void arguments_schema(struct json *j, const struct argument *arguments,
                      size_t count, const char *name, size_t fallback);

/*
 * Read them into values, one for each argument; null and "" are as good as none
 * for an optional one.  False with a problem, which names the argument and what
 * it may be.
 */
bool arguments_read(const json_t *given, const struct argument *arguments,
                    size_t count, struct value *values, struct buf *problem);

#endif
