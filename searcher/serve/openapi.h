/*
 * openapi.h - openapi.json beside this file, compiled in.
 */
#ifndef SEARCHER_SERVE_OPENAPI_H
#define SEARCHER_SERVE_OPENAPI_H

extern const char openapi[];

#endif
