/*
 * web_address.h - addresses that begin at another one.
 */
#ifndef INDEXER_FORMATS_TEXT_WEB_ADDRESS_H
#define INDEXER_FORMATS_TEXT_WEB_ADDRESS_H

#include "base/buf.h"

/* Append an address as seen from base (RFC 3986); base may be empty if it is
 * absolute.  False, adding nothing: that is none. */
bool address_resolve(struct ir_text address, struct ir_text base,
                     struct buf *out);

#endif
