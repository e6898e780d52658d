/*
 * parameters.h - the parameters of a search, which are options of irsearch.
 *
 * A parameter has the name of the long option, with _ for -, and its values are
 * checked by the same table; only --query is called q.
 */
#ifndef SEARCHER_SERVE_PARAMETERS_H
#define SEARCHER_SERVE_PARAMETERS_H

#include "searcher/serve/target.h"
#include "searcher/session/settings.h"

#define PARAMETERS_QUERY_MAX 8192 /* bytes of q */

/* The long options that are parameters of a search; the last is NULL. */
extern const char *const parameter_options[];

struct parameters {
    struct settings settings; /* complete and checked */
    struct arena arena;       /* owns the texts of a JSON body */
};

/*
 * Read the parameters of a search from the URL and, if body is not empty, from
 * a JSON object; lists are repeated parameters, or arrays.  Results are as
 * format says, and the search stops after at most time_max seconds.  like is
 * the id of an article that the path names, or NULL.  False with a fault that
 * names the parameter: it is not one, is given twice, or has a bad value.  Free
 * it in any case.  The texts of t and like must outlive p.
 */
bool parameters_read(struct parameters *p, const struct target *t,
                     struct ir_text body, const char *like,
                     enum output_format format, double time_max,
                     struct fault *f);
void parameters_free(struct parameters *p);

/* False, with a fault, if a parameter of t is none of these names. */
bool parameters_only(const struct target *t, const char *const *names,
                     size_t count, struct fault *f);
/* The value of a parameter of t, or NULL. */
const char *parameter_value(const struct target *t, const char *name);

/*
 * The value of the only parameter there is: of the URL, or if body is not
 * empty, of a JSON object.  NULL with a fault if there is another, or none but
 * white space; else it is valid as long as t and a.
 */
const char *parameter_only(const struct target *t, struct ir_text body,
                           const char *name, struct arena *a, struct fault *f);

#endif
