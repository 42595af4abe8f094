/*
 * Kitemark: score a commissioner's profile against a charter, and explain every point.
 *
 * This file is made by cbindgen; it is changed in the sources of the crate kitemark-capi.
 *
 *   kitemark_error *error = NULL;
 *   kitemark_charter *charter = NULL;
 *   if (kitemark_charter_standard(&charter, &error) != KITEMARK_OK) {
 *       fprintf(stderr, "%s\n", kitemark_error_message(error).data);
 *       kitemark_error_free(error);
 *   }
 *   ...
 *   kitemark_charter_free(charter);
 *
 * Results. A function that can fail returns a status, writes its result to `out`, and the reason for a failure to `error`, which
 * may be NULL where nobody asks. `out` and `error` are written by every call, NULL or empty where there is nothing to give; what
 * they held before is not freed. A bad argument, be it a null handle or text that is no UTF-8, is a failure like any other.
 *
 * Text. It is UTF-8 with a length. A kitemark_text belongs to somebody else; a kitemark_string is the caller's, who frees it
 * with kitemark_string_free. A zero byte follows either where it comes from here; text may also hold zero bytes within.
 *
 * Handles. Each is freed once by the function of its name; the order is free, for none holds on to another.
 *
 * Threads. A handle never changes once it is made: any number of threads may use one at once, until one of them frees it. There
 * is no global state.
 *
 * Faults. Should Kitemark itself fail, the call ends with KITEMARK_INTERNAL and says why, and all handles stay usable. (Rust writes
 * the message to the standard error stream as well.) Memory that has run out ends the process, as everywhere in Rust.
 */

#ifndef KITEMARK_H
#define KITEMARK_H

#include <stddef.h>

// A charter, compiled.
typedef struct kitemark_charter kitemark_charter;

// Why a function did not do what it was asked.
typedef struct kitemark_error kitemark_error;

// A profile: a YAML or JSON text in which every value keeps its place.
typedef struct kitemark_profile kitemark_profile;

// A review of a profile, to score by.
typedef struct kitemark_review kitemark_review;

// The result of scoring one profile against one charter.
typedef struct kitemark_scorecard kitemark_scorecard;

// Text that belongs to somebody else: a pointer and its length in bytes, in UTF-8.
//
// What is passed to a function is read before it returns and not kept. A length of 0 is no text, whatever the pointer.
// Where a function returns one, a zero byte follows it, which is not counted.
typedef struct {
    // Its first byte; may be null where `len` is 0.
    const char *data;
    // Its length in bytes.
    size_t len;
} kitemark_text;

// What a function returns: `KITEMARK_OK`, or the number of the first error's code: 302 for K0302.
//
// There is one table of codes: `kitemark explain K0302` shows the page of one, `kitemark explain` lists all.
typedef int kitemark_status;

// One file of a charter, which the caller has read.
typedef struct {
    // What diagnostics call it, usually a path.
    kitemark_text name;
    // What it says.
    kitemark_text content;
} kitemark_file;

// Text that belongs to the caller, who frees it with `kitemark_string_free`. A zero byte follows it, which is not counted.
//
// `data` is null where there is nothing to say, such as the award of a scorecard without one.
typedef struct {
    // Its first byte, or null.
    char *data;
    // Its length in bytes.
    size_t len;
} kitemark_string;

// How to score. All zero bytes, or null in its place, are the usual way; so write `kitemark_options options = {0};`.
typedef struct {
    // A day such as `2026-06-30` that takes the place of the profile's `as_of`; no text for the profile's own.
    kitemark_text as_of;
    // What a reviewer decided on the profile's claims, or null.
    const kitemark_review *review;
} kitemark_options;

// How much of a profile or review is read. A limit of 0 is the usual one, and so are all where null takes its place.
typedef struct {
    // The most bytes; usually 16 MiB.
    size_t bytes;
    // The most lists and mappings within one another; usually 64, never above 512.
    size_t depth;
    // The most values, keys not counted; usually 500,000.
    size_t nodes;
} kitemark_limits;

// Done.
#define KITEMARK_OK 0

// K0903: the call makes no sense, such as one with a null handle or a day that is none.
#define KITEMARK_USAGE 903

// K0904: a fault of Kitemark, caught; its message says where. Please report it.
#define KITEMARK_INTERNAL 904

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The version of the library, such as `0.1.0`. Never freed.
kitemark_text kitemark_version(void);

// The standard charter for commissioning drug and alcohol treatment, built in.
kitemark_status kitemark_charter_standard(kitemark_charter **out,
                                          kitemark_error **error);

// Compiles a charter from its `count` files, in the order of their names. Where it has errors, all of them are reported.
//
// # Safety
//
// There are `count` files at `files`.
kitemark_status kitemark_charter_compile(const kitemark_file *files,
                                         size_t count,
                                         kitemark_charter **out,
                                         kitemark_error **error);

// The warnings that came of compiling, as JSON: a list of diagnostics, empty where there are none.
kitemark_status kitemark_charter_diagnostics(const kitemark_charter *charter,
                                             kitemark_string *out,
                                             kitemark_error **error);

// The JSON Schema of this charter's profiles, by which editors and forms complete and validate them.
kitemark_status kitemark_charter_profile_schema(const kitemark_charter *charter,
                                                kitemark_string *out,
                                                kitemark_error **error);

// What is wrong with a profile, as JSON: a list of diagnostics, empty where nothing is.
kitemark_status kitemark_charter_check(const kitemark_charter *charter,
                                       const kitemark_profile *profile,
                                       kitemark_string *out,
                                       kitemark_error **error);

// Scores a profile. `options` may be null.
//
// A profile without a day cannot be scored, nor one by a review of another state of it. All else that is wrong with a profile
// comes with the scorecard.
kitemark_status kitemark_charter_score(const kitemark_charter *charter,
                                       const kitemark_profile *profile,
                                       const kitemark_options *options,
                                       kitemark_scorecard **out,
                                       kitemark_error **error);

// The way to an award as JSON: the smallest sets of criteria to bring to full credit, what each would gain, what to change
// for it, and the open questions by how far they can move the result.
//
// `as_of` is a day that takes the place of the profile's own, `to` the id of an award; no text for the profile's day and for
// the next award.
kitemark_status kitemark_charter_way(const kitemark_charter *charter,
                                     const kitemark_profile *profile,
                                     kitemark_text as_of,
                                     kitemark_text to,
                                     kitemark_string *out,
                                     kitemark_error **error);

// What to ask next as JSON: the open questions of a profile, `most` of them, the one that can move the result furthest first,
// each with its text, type and unit, and with what every possible answer would bring about. An answer goes into the profile by
// `kitemark_profile_set`, with the outcome's `set`.
//
// `as_of` is a day that takes the place of the profile's own; no text for that.
kitemark_status kitemark_charter_form(const kitemark_charter *charter,
                                      const kitemark_profile *profile,
                                      kitemark_text as_of,
                                      size_t most,
                                      kitemark_string *out,
                                      kitemark_error **error);

// The charter with another limit to the steps that one rule may take for one profile. Unless it is set, the rules of a charter
// share 20,000,000 alike, and none has more than 2,000,000. A criterion whose rule takes more has the verdict `error`, on every
// machine. The charter itself stays as it is; both have to be freed.
kitemark_status kitemark_charter_with_steps(const kitemark_charter *charter,
                                            size_t steps,
                                            kitemark_charter **out,
                                            kitemark_error **error);

// Frees a charter. Null is let be.
void kitemark_charter_free(kitemark_charter *charter);

// The first error in a line, with its place and how many more there are; control characters of texts that were
// passed in are made visible. It lives as long as the error.
kitemark_text kitemark_error_message(const kitemark_error *error);

// Every diagnostic as JSON: a list of objects with `code`, `severity`, `message`, `labels` and `help`. It lives as long as
// the error.
kitemark_text kitemark_error_diagnostics(const kitemark_error *error);

// Frees an error. Null is let be.
void kitemark_error_free(kitemark_error *error);

// Reads a profile. `name` is what diagnostics call it, usually a path. `limits` may be null.
//
// Text that cannot be scored at all is refused with everything that is wrong with it: what is not UTF-8 or not YAML, a key given
// twice, anchors, tags, a second document, a limit exceeded.
kitemark_status kitemark_profile_read(kitemark_text name,
                                      kitemark_text content,
                                      const kitemark_limits *limits,
                                      kitemark_profile **out,
                                      kitemark_error **error);

// The profile with a value changed, as a new one: `PATH=VALUE`, such as `contracts[adult-system].initial_term=60 months`.
//
// The value is written as in a profile; `unanswered` takes the field out, `empty` makes a list or set empty, and the values of
// a set stand between commas. A `+` before the name of a record adds it.
kitemark_status kitemark_profile_set(const kitemark_profile *profile,
                                     const kitemark_charter *charter,
                                     kitemark_text assignment,
                                     kitemark_profile **out,
                                     kitemark_error **error);

// The profile with a claim taken as proven, as a new one: `PATH=GRADE`, such as `funding.ring_fenced=official`, adds a document
// of that grade which covers the path.
kitemark_status kitemark_profile_prove(const kitemark_profile *profile,
                                       const kitemark_charter *charter,
                                       kitemark_text assignment,
                                       kitemark_profile **out,
                                       kitemark_error **error);

// Frees a profile. Null is let be.
void kitemark_profile_free(kitemark_profile *profile);

// Reads a review, as `kitemark review start` begins one. `name` is what diagnostics call it, usually a path. `limits` may be
// null. A review with a mistake is refused with all of them.
kitemark_status kitemark_review_read(kitemark_text name,
                                     kitemark_text content,
                                     const kitemark_limits *limits,
                                     kitemark_review **out,
                                     kitemark_error **error);

// Frees a review. Null is let be.
void kitemark_review_free(kitemark_review *review);

// The id of the award that is sure; `data` is null where there is none.
kitemark_status kitemark_scorecard_award(const kitemark_scorecard *scorecard,
                                         kitemark_string *out,
                                         kitemark_error **error);

// The lower end of the score, with what is open or not proven taken as not satisfied: a fraction of 1 in six decimals, cut
// towards zero, such as `0.569045`. `data` is null where nothing could be scored.
kitemark_status kitemark_scorecard_score_low(const kitemark_scorecard *scorecard,
                                             kitemark_string *out,
                                             kitemark_error **error);

// The upper end of the score, with what is open or not proven taken as satisfied, written as the lower end is.
kitemark_status kitemark_scorecard_score_high(const kitemark_scorecard *scorecard,
                                              kitemark_string *out,
                                              kitemark_error **error);

// All of it as JSON, as `kitemark_scorecard_schema` says; the same bytes as from the command and from Rust.
kitemark_status kitemark_scorecard_json(const kitemark_scorecard *scorecard,
                                        kitemark_string *out,
                                        kitemark_error **error);

// As plain text without colour, so many columns wide; 0 for 80, and 40 are the least.
kitemark_status kitemark_scorecard_text(const kitemark_scorecard *scorecard,
                                        size_t columns,
                                        kitemark_string *out,
                                        kitemark_error **error);

// As Markdown.
kitemark_status kitemark_scorecard_markdown(const kitemark_scorecard *scorecard,
                                            kitemark_string *out,
                                            kitemark_error **error);

// As a page of HTML that explains the award, whole in itself.
kitemark_status kitemark_scorecard_html(const kitemark_scorecard *scorecard,
                                        kitemark_string *out,
                                        kitemark_error **error);

// What is wrong with the profile scored, as JSON: a list of diagnostics, empty where nothing is.
kitemark_status kitemark_scorecard_diagnostics(const kitemark_scorecard *scorecard,
                                               kitemark_string *out,
                                               kitemark_error **error);

// The JSON Schema of a scorecard's JSON.
kitemark_status kitemark_scorecard_schema(kitemark_string *out,
                                          kitemark_error **error);

// Frees a scorecard. Null is let be.
void kitemark_scorecard_free(kitemark_scorecard *scorecard);

// The text of a C string, which ends with a zero byte. It is not copied. Null is no text.
//
// # Safety
//
// A zero byte follows what is at `string`.
kitemark_text kitemark_text_of(const char *string);

// Frees a string and makes it empty, so that it may be freed again. Null is let be.
void kitemark_string_free(kitemark_string *string);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* KITEMARK_H */
