/*
 * gmime.h - GMime, which parses mail, loaded on demand.
 *
 * GMime depends on twenty libraries, and loading them takes half of irindex's
 * start time.  So the program is not linked with it: gmime_load() loads it when
 * the first mail is read.  After that, GMime is called as usual.
 */
#ifndef INDEXER_FORMATS_GMIME_H
#define INDEXER_FORMATS_GMIME_H

#include <gmime/gmime.h>

/* The functions called, directly or by GMime's macros. */
#define GMIME_FUNCTIONS(each)                                                           \
    each(g_mime_content_type_is_type) each(g_mime_data_wrapper_write_to_stream) each(   \
        g_mime_init) each(g_mime_message_get_from) each(g_mime_message_get_message_id)  \
        each(g_mime_message_get_mime_part) each(g_mime_message_get_subject) each(       \
            g_mime_message_part_get_message) each(g_mime_message_part_get_type)         \
            each(g_mime_multipart_get_count) each(g_mime_multipart_get_part) each(      \
                g_mime_multipart_get_type) each(g_mime_object_get_content_type)         \
                each(g_mime_object_get_content_type_parameter) each(                    \
                    g_mime_object_get_header) each(g_mime_object_get_type)              \
                    each(g_mime_parser_construct_message) each(                         \
                        g_mime_parser_new_with_stream)                                  \
                        each(g_mime_part_get_content) each(                             \
                            g_mime_part_get_type) each(g_mime_part_is_attachment)       \
                            each(g_mime_stream_mem_get_byte_array) each(                \
                                g_mime_stream_mem_get_type) each(g_mime_stream_mem_new) \
                                each(g_mime_stream_mem_new_with_buffer) each(           \
                                    g_object_unref)                                     \
                                    each(g_type_check_instance_cast) each(              \
                                        g_type_check_instance_is_a)                     \
                                        each(internet_address_get_name) each(           \
                                            internet_address_list_get_address)          \
                                            each(internet_address_list_length) each(    \
                                                internet_address_mailbox_get_addr)      \
                                                each(                                   \
                                                    internet_address_mailbox_get_type)

#define GMIME_MEMBER(name) __typeof__(&name) name;
extern struct gmime {
    GMIME_FUNCTIONS(GMIME_MEMBER)
} gmime;
#undef GMIME_MEMBER

/* Load and initialize GMime, if that has not been done; any thread may call
 * this.  Returns NULL, or why it failed (static). */
const char *gmime_load(void);

#define g_mime_content_type_is_type gmime.g_mime_content_type_is_type
#define g_mime_data_wrapper_write_to_stream \
    gmime.g_mime_data_wrapper_write_to_stream
#define g_mime_init gmime.g_mime_init
#define g_mime_message_get_from gmime.g_mime_message_get_from
#define g_mime_message_get_message_id gmime.g_mime_message_get_message_id
#define g_mime_message_get_mime_part gmime.g_mime_message_get_mime_part
#define g_mime_message_get_subject gmime.g_mime_message_get_subject
#define g_mime_message_part_get_message gmime.g_mime_message_part_get_message
#define g_mime_message_part_get_type gmime.g_mime_message_part_get_type
#define g_mime_multipart_get_count gmime.g_mime_multipart_get_count
#define g_mime_multipart_get_part gmime.g_mime_multipart_get_part
#define g_mime_multipart_get_type gmime.g_mime_multipart_get_type
#define g_mime_object_get_content_type gmime.g_mime_object_get_content_type
#define g_mime_object_get_content_type_parameter \
    gmime.g_mime_object_get_content_type_parameter
#define g_mime_object_get_header gmime.g_mime_object_get_header
#define g_mime_object_get_type gmime.g_mime_object_get_type
#define g_mime_parser_construct_message gmime.g_mime_parser_construct_message
#define g_mime_parser_new_with_stream gmime.g_mime_parser_new_with_stream
#define g_mime_part_get_content gmime.g_mime_part_get_content
#define g_mime_part_get_type gmime.g_mime_part_get_type
#define g_mime_part_is_attachment gmime.g_mime_part_is_attachment
#define g_mime_stream_mem_get_byte_array gmime.g_mime_stream_mem_get_byte_array
#define g_mime_stream_mem_get_type gmime.g_mime_stream_mem_get_type
#define g_mime_stream_mem_new gmime.g_mime_stream_mem_new
#define g_mime_stream_mem_new_with_buffer \
    gmime.g_mime_stream_mem_new_with_buffer
#define g_object_unref gmime.g_object_unref
#define g_type_check_instance_cast gmime.g_type_check_instance_cast
#define g_type_check_instance_is_a gmime.g_type_check_instance_is_a
#define internet_address_get_name gmime.internet_address_get_name
#define internet_address_list_get_address \
    gmime.internet_address_list_get_address
#define internet_address_list_length gmime.internet_address_list_length
#define internet_address_mailbox_get_addr \
    gmime.internet_address_mailbox_get_addr
#define internet_address_mailbox_get_type \
    gmime.internet_address_mailbox_get_type

#endif
