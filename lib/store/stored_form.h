/*
 * stored_form.h - what the data of a document is stored as.
 */
#ifndef STORE_STORED_FORM_H
#define STORE_STORED_FORM_H

#include "base/base.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Set *out to the data, a part of what is stored.  NULL, or what is wrong. */
const char *stored_form_read(struct ir_text stored, struct ir_text *out);

#ifdef __cplusplus
}
#endif
#endif
