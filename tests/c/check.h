/* What the tests in C share. A check that fails says where and ends the program. */
#ifndef CHECK_H
#define CHECK_H

#include <kitemark.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                          \
    do {                                                                          \
        if (!(condition)) {                                                       \
            fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
            exit(1);                                                              \
        }                                                                         \
    } while (0)

/* A call that has to succeed; `error` is a variable of the caller. */
#define DONE(call)                                                                                   \
    do {                                                                                             \
        error = NULL;                                                                                \
        if ((call) != KITEMARK_OK) {                                                                 \
            fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, kitemark_error_message(error).data); \
            exit(1);                                                                                 \
        }                                                                                            \
        CHECK(error == NULL);                                                                        \
    } while (0)

/* A call that has to fail with this status, and with this in its message. */
#define FAILS(status, said, call)                                                                  \
    do {                                                                                           \
        error = NULL;                                                                              \
        CHECK((call) == (status));                                                                 \
        CHECK(error != NULL);                                                                      \
        if (strstr(kitemark_error_message(error).data, said) == NULL) {                            \
            fprintf(stderr, "%s:%d: it says: %s\n", __FILE__, __LINE__, kitemark_error_message(error).data); \
            exit(1);                                                                               \
        }                                                                                          \
        CHECK(kitemark_error_message(error).len == strlen(kitemark_error_message(error).data));    \
        CHECK(strstr(kitemark_error_diagnostics(error).data, "\"code\": \"K") != NULL);            \
        kitemark_error_free(error);                                                                \
        error = NULL;                                                                              \
    } while (0)

static const char SHORT[] =
    "charter short \"A charter of one rule\"\n"
    "  edition 1\n"
    "profile\n"
    "  as_of  date\n"
    "  term   duration\n"
    "principle length \"Length\"\n"
    "  criterion long-term \"The term is five years or more\"\n"
    "    should term is at least 5 years\n"
    "award mark \"The mark\"\n"
    "  needs score is at least 100%\n";

#endif
