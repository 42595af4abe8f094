/*
 * Tries every function of the C interface, as it is meant and as it is not:
 *
 *     abi PROFILE REVIEW FORMAT OUTPUT
 *
 * and writes to OUTPUT what the profile scores by the standard charter and the review.
 */
#include "check.h"

static kitemark_text text(const char *string) {
    return kitemark_text_of(string);
}

static const kitemark_text NONE = {NULL, 0};

static kitemark_string file_read(const char *path) {
    kitemark_string content = {NULL, 0};
    FILE *file = fopen(path, "rb");
    CHECK(file != NULL);
    CHECK(fseek(file, 0, SEEK_END) == 0);
    content.len = (size_t)ftell(file);
    rewind(file);
    content.data = malloc(content.len);
    CHECK(content.data != NULL);
    CHECK(fread(content.data, 1, content.len, file) == content.len);
    fclose(file);
    return content;
}

static kitemark_text viewed(kitemark_string string) {
    kitemark_text view = {string.data, string.len};
    return view;
}

static void is(kitemark_string string, const char *expected) {
    CHECK(string.data != NULL && string.len == strlen(expected));
    /* The zero byte after it is there as well. */
    CHECK(memcmp(string.data, expected, string.len + 1) == 0);
    kitemark_string_free(&string);
    CHECK(string.data == NULL && string.len == 0);
}

static void has(kitemark_string string, const char *part) {
    CHECK(string.data != NULL && string.data[string.len] == 0);
    if (strstr(string.data, part) == NULL) {
        fprintf(stderr, "no `%s` in:\n%s", part, string.data);
        exit(1);
    }
    kitemark_string_free(&string);
    kitemark_string_free(&string);
}

static kitemark_charter *charter_of(const char *content) {
    kitemark_error *error;
    kitemark_charter *charter;
    kitemark_file file;
    file.name = text("short.charter");
    file.content = text(content);
    DONE(kitemark_charter_compile(&file, 1, &charter, &error));
    return charter;
}

static kitemark_profile *profile_of(const char *content) {
    kitemark_error *error;
    kitemark_profile *profile;
    DONE(kitemark_profile_read(text("a.yaml"), text(content), NULL, &profile, &error));
    return profile;
}

/* A charter of one rule: 60 months are five years, which earns all; without a term, all is open. */
static void score_of_one_rule(void) {
    kitemark_error *error;
    kitemark_charter *charter = charter_of(SHORT), *hurried;
    kitemark_profile *met = profile_of("as_of: 2026-04-01\nterm: 60 months"), *open;
    kitemark_scorecard *scorecard;
    kitemark_string string;
    kitemark_options options = {0};

    DONE(kitemark_charter_diagnostics(charter, &string, &error));
    is(string, "[]\n");
    DONE(kitemark_charter_profile_schema(charter, &string, &error));
    has(string, "\"term\"");
    DONE(kitemark_charter_check(charter, met, &string, &error));
    is(string, "[]\n");

    DONE(kitemark_charter_score(charter, met, NULL, &scorecard, &error));
    DONE(kitemark_scorecard_award(scorecard, &string, &error));
    is(string, "mark");
    DONE(kitemark_scorecard_score_low(scorecard, &string, &error));
    is(string, "1.000000");
    DONE(kitemark_scorecard_diagnostics(scorecard, &string, &error));
    is(string, "[]\n");
    kitemark_scorecard_free(scorecard);

    DONE(kitemark_profile_set(met, charter, text("term=unanswered"), &open, &error));
    options.as_of = text("2027-05-06");
    DONE(kitemark_charter_score(charter, open, &options, &scorecard, &error));
    DONE(kitemark_scorecard_award(scorecard, &string, &error));
    CHECK(string.data == NULL && string.len == 0);
    DONE(kitemark_scorecard_score_low(scorecard, &string, &error));
    is(string, "0.000000");
    DONE(kitemark_scorecard_score_high(scorecard, &string, &error));
    is(string, "1.000000");
    DONE(kitemark_scorecard_json(scorecard, &string, &error));
    has(string, "\"as_of\": \"2027-05-06\"");
    DONE(kitemark_scorecard_text(scorecard, 0, &string, &error));
    has(string, "As of 2027-05-06");
    DONE(kitemark_charter_way(charter, open, NONE, text("mark"), &string, &error));
    has(string, "long-term");
    DONE(kitemark_charter_form(charter, open, text("2027-05-06"), 1, &string, &error));
    has(string, "\"set\": \"term=60 months\"");
    DONE(kitemark_charter_with_steps(charter, 1, &hurried, &error));
    DONE(kitemark_charter_check(hurried, open, &string, &error));
    is(string, "[]\n");
    kitemark_charter_free(hurried);
    kitemark_scorecard_free(scorecard);

    /* What was changed is another profile: the first has its term still. */
    DONE(kitemark_charter_way(charter, met, text("2026-04-02"), NONE, &string, &error));
    has(string, "\"to\": null");
    DONE(kitemark_charter_score(charter, met, NULL, &scorecard, &error));
    DONE(kitemark_scorecard_score_high(scorecard, &string, &error));
    is(string, "1.000000");
    kitemark_scorecard_free(scorecard);

    kitemark_profile_free(open);
    kitemark_profile_free(met);
    kitemark_charter_free(charter);
}

/* Everything null, and everything that is no text, no day, no award or too much. */
static void calls_that_make_no_sense(void) {
    kitemark_error *error;
    kitemark_charter *charter = charter_of(SHORT), *no_charter = charter;
    kitemark_profile *profile = profile_of("as_of: 2026-04-01"), *no_profile = profile;
    kitemark_review *no_review;
    kitemark_scorecard *no_scorecard;
    kitemark_string string = {NULL, 7};
    kitemark_options options = {0};
    kitemark_limits limits = {0};
    kitemark_text latin1 = {"caf\xe9", 4}, lost = {NULL, 3}, huge = {"x", (size_t)-1};
    kitemark_file file;

    FAILS(KITEMARK_USAGE, "`charter` is null", kitemark_charter_score(NULL, profile, NULL, &no_scorecard, &error));
    CHECK(no_scorecard == NULL);
    FAILS(KITEMARK_USAGE, "`profile` is null", kitemark_charter_score(charter, NULL, NULL, &no_scorecard, &error));
    FAILS(KITEMARK_USAGE, "`out` is null", kitemark_charter_score(charter, profile, NULL, NULL, &error));
    CHECK(kitemark_charter_score(NULL, NULL, NULL, NULL, NULL) == KITEMARK_USAGE);
    FAILS(KITEMARK_USAGE, "`out` is null", kitemark_charter_standard(NULL, &error));
    FAILS(KITEMARK_USAGE, "`charter` is null", kitemark_charter_diagnostics(NULL, &string, &error));
    CHECK(string.data == NULL && string.len == 0);
    FAILS(KITEMARK_USAGE, "`charter` is null", kitemark_charter_profile_schema(NULL, &string, &error));
    FAILS(KITEMARK_USAGE, "`charter` is null", kitemark_charter_check(NULL, profile, &string, &error));
    FAILS(KITEMARK_USAGE, "`profile` is null", kitemark_charter_way(charter, NULL, NONE, NONE, &string, &error));
    FAILS(KITEMARK_USAGE, "`profile` is null", kitemark_charter_form(charter, NULL, NONE, 1, &string, &error));
    FAILS(KITEMARK_USAGE, "`charter` is null", kitemark_charter_with_steps(NULL, 1, &no_charter, &error));
    FAILS(KITEMARK_USAGE, "`profile` is null", kitemark_profile_set(NULL, charter, NONE, &no_profile, &error));
    CHECK(no_profile == NULL);
    FAILS(KITEMARK_USAGE, "`charter` is null", kitemark_profile_prove(profile, NULL, NONE, &no_profile, &error));
    FAILS(KITEMARK_USAGE, "`scorecard` is null", kitemark_scorecard_award(NULL, &string, &error));
    FAILS(KITEMARK_USAGE, "`scorecard` is null", kitemark_scorecard_score_low(NULL, &string, &error));
    FAILS(KITEMARK_USAGE, "`scorecard` is null", kitemark_scorecard_score_high(NULL, &string, &error));
    FAILS(KITEMARK_USAGE, "`scorecard` is null", kitemark_scorecard_json(NULL, &string, &error));
    FAILS(KITEMARK_USAGE, "`scorecard` is null", kitemark_scorecard_text(NULL, 80, &string, &error));
    FAILS(KITEMARK_USAGE, "`scorecard` is null", kitemark_scorecard_markdown(NULL, &string, &error));
    FAILS(KITEMARK_USAGE, "`scorecard` is null", kitemark_scorecard_html(NULL, &string, &error));
    FAILS(KITEMARK_USAGE, "`scorecard` is null", kitemark_scorecard_diagnostics(NULL, &string, &error));
    FAILS(KITEMARK_USAGE, "`out` is null", kitemark_scorecard_schema(NULL, &error));
    CHECK(kitemark_error_message(NULL).len == 0 && kitemark_error_diagnostics(NULL).len == 0);
    CHECK(kitemark_text_of(NULL).data == NULL && kitemark_text_of(NULL).len == 0);
    kitemark_charter_free(NULL);
    kitemark_profile_free(NULL);
    kitemark_review_free(NULL);
    kitemark_scorecard_free(NULL);
    kitemark_error_free(NULL);
    kitemark_string_free(NULL);

    FAILS(105, "`name` is not UTF-8 text from byte 3", kitemark_profile_read(latin1, NONE, NULL, &no_profile, &error));
    FAILS(105, "a.yaml:1:4", kitemark_profile_read(text("a.yaml"), latin1, NULL, &no_profile, &error));
    FAILS(105, "`assignment`", kitemark_profile_set(profile, charter, latin1, &no_profile, &error));
    FAILS(KITEMARK_USAGE, "`name` is null", kitemark_profile_read(lost, NONE, NULL, &no_profile, &error));
    FAILS(KITEMARK_USAGE, "`content`", kitemark_profile_read(NONE, huge, NULL, &no_profile, &error));
    FAILS(KITEMARK_USAGE, "`files` is null", kitemark_charter_compile(NULL, 2, &no_charter, &error));
    CHECK(no_charter == NULL);
    FAILS(109, "the charter cannot be used", kitemark_charter_compile(NULL, 0, &no_charter, &error));
    file.name = text("latin1.charter");
    file.content = latin1;
    FAILS(105, "this is not UTF-8 text", kitemark_charter_compile(&file, 1, &no_charter, &error));
    FAILS(KITEMARK_USAGE, "`files`", kitemark_charter_compile(&file, (size_t)-1 / 8, &no_charter, &error));

    options.as_of = text("2026-02-30");
    FAILS(KITEMARK_USAGE, "`as_of`", kitemark_charter_score(charter, profile, &options, &no_scorecard, &error));
    FAILS(KITEMARK_USAGE, "no award `gold`", kitemark_charter_way(charter, profile, NONE, text("gold"), &string, &error));
    FAILS(709, "sets nothing", kitemark_profile_set(profile, charter, text("term"), &no_profile, &error));
    FAILS(709, "trem", kitemark_profile_set(profile, charter, text("trem=1 year"), &no_profile, &error));
    FAILS(709, "names no grade", kitemark_profile_prove(profile, charter, text("term"), &no_profile, &error));
    limits.bytes = 16;
    FAILS(607, "16", kitemark_profile_read(text("a"), text("as_of: 2026-04-01"), &limits, &no_profile, &error));
    limits.bytes = 17;
    DONE(kitemark_profile_read(text("a"), text("as_of: 2026-04-01"), &limits, &no_profile, &error));
    kitemark_profile_free(no_profile);
    limits.depth = 1;
    FAILS(607, "1", kitemark_profile_read(text("a"), text("{a: {b: {}}}"), &limits, &no_profile, &error));
    CHECK(kitemark_review_read(text("r"), text("review: no"), NULL, &no_review, NULL) != KITEMARK_OK);
    CHECK(no_review == NULL);

    kitemark_profile_free(profile);
    kitemark_charter_free(charter);
}

/* Text may hold bytes that would cut a message short or paint a terminal; errors make them visible. */
static void control_characters(void) {
    kitemark_error *error = NULL;
    kitemark_profile *profile = NULL;
    kitemark_text content = {"a: b\0c: d", 9};
    CHECK(kitemark_profile_read(text("\033[31mred.yaml"), content, NULL, &profile, &error) != KITEMARK_OK);
    CHECK(profile == NULL && strstr(kitemark_error_message(error).data, "red.yaml:1:5") != NULL);
    CHECK(strchr(kitemark_error_message(error).data, '\033') == NULL);
    CHECK(kitemark_error_message(error).len == strlen(kitemark_error_message(error).data));
    kitemark_error_free(error);
}

/* What the command shows for the same, to be compared with it. */
static void standard_charter(char **arguments) {
    kitemark_error *error;
    kitemark_charter *charter;
    kitemark_profile *profile, *proven, *none;
    kitemark_review *review;
    kitemark_scorecard *scorecard;
    kitemark_string string, profile_text = file_read(arguments[1]), review_text = file_read(arguments[2]);
    kitemark_options options = {0};
    const char *format = arguments[3];
    FILE *output = fopen(arguments[4], "wb");

    DONE(kitemark_charter_standard(&charter, &error));
    DONE(kitemark_profile_read(text(arguments[1]), viewed(profile_text), NULL, &profile, &error));
    DONE(kitemark_review_read(text(arguments[2]), viewed(review_text), NULL, &review, &error));
    options.review = review;
    DONE(kitemark_charter_score(charter, profile, &options, &scorecard, &error));
    DONE(kitemark_profile_prove(profile, charter, text("funding.ring_fenced=official"), &proven, &error));
    FAILS(709, "no grade of evidence", kitemark_profile_prove(proven, charter, text("nation=gospel"), &none, &error));
    CHECK(none == NULL);

    /* No handle holds on to another. */
    kitemark_review_free(review);
    kitemark_profile_free(proven);
    kitemark_profile_free(profile);
    kitemark_charter_free(charter);
    free(profile_text.data);
    free(review_text.data);
    if (strcmp(format, "json") == 0) {
        DONE(kitemark_scorecard_json(scorecard, &string, &error));
    } else if (strcmp(format, "text") == 0) {
        DONE(kitemark_scorecard_text(scorecard, 80, &string, &error));
    } else if (strcmp(format, "markdown") == 0) {
        DONE(kitemark_scorecard_markdown(scorecard, &string, &error));
    } else {
        DONE(kitemark_scorecard_html(scorecard, &string, &error));
    }
    CHECK(output != NULL && fwrite(string.data, 1, string.len, output) == string.len && fclose(output) == 0);
    kitemark_string_free(&string);
    kitemark_scorecard_free(scorecard);
}

int main(int count, char **arguments) {
    kitemark_error *error;
    kitemark_string schema;
    CHECK(count == 5);
    CHECK(strchr(kitemark_version().data, '.') != NULL && kitemark_version().len == strlen(kitemark_version().data));
    DONE(kitemark_scorecard_schema(&schema, &error));
    has(schema, "\"schema_version\"");
    score_of_one_rule();
    calls_that_make_no_sense();
    control_characters();
    standard_charter(arguments);
    return 0;
}
