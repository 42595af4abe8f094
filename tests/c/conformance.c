/*
 * Runs the cases of the conformance corpus:
 *
 *     conformance JOBS RESULTS
 *
 * Both files are netstrings. A job is pairs of a key and a value, and ends with the key `do`; its result is `done` or `refused`,
 * and what came out. tests/conformance/in_c.rs writes the one and reads the other.
 */
#include "check.h"

#define MOST 64

struct named {
    kitemark_text name, content;
};

struct change {
    int is_proof;
    kitemark_text assignment;
};

struct job {
    int is_standard;
    kitemark_file charter[MOST];
    size_t charter_files;
    struct named profile, review;
    int has_profile, has_review;
    kitemark_limits limits;
    struct change changes[MOST];
    size_t change_count;
    kitemark_text as_of, to;
    size_t most;
    /* 0 for as many as usual. */
    size_t steps;
};

static int is(kitemark_text text, const char *word) {
    return text.len == strlen(word) && memcmp(text.data, word, text.len) == 0;
}

/* The next netstring, which is read past. */
static kitemark_text next(const char **at, const char *end) {
    kitemark_text text = {NULL, 0};
    while (*at < end && **at != ':') {
        CHECK(**at >= '0' && **at <= '9');
        text.len = text.len * 10 + (size_t)(**at - '0');
        ++*at;
    }
    CHECK(*at < end && (size_t)(end - *at) >= text.len + 2);
    text.data = *at + 1;
    *at += text.len + 1;
    CHECK(**at == ',');
    ++*at;
    return text;
}

static void write_next(FILE *results, const char *data, size_t len) {
    CHECK(fprintf(results, "%zu:", len) > 0);
    CHECK(fwrite(data, 1, len, results) == len);
    CHECK(fputc(',', results) != EOF);
}

static size_t number(kitemark_text digits) {
    size_t value = 0;
    for (size_t at = 0; at < digits.len; at++) {
        value = value * 10 + (size_t)(digits.data[at] - '0');
    }
    return value;
}

static void change(struct job *job, int is_proof, kitemark_text assignment) {
    CHECK(job->change_count < MOST);
    job->changes[job->change_count].is_proof = is_proof;
    job->changes[job->change_count++].assignment = assignment;
}

/* One pair of a job; `name` is the last name given, that of the next file. */
static void told(struct job *job, kitemark_text *name, kitemark_text key, kitemark_text value) {
    if (is(key, "standard")) {
        job->is_standard = 1;
    } else if (is(key, "name")) {
        *name = value;
    } else if (is(key, "charter")) {
        CHECK(job->charter_files < MOST);
        job->charter[job->charter_files].name = *name;
        job->charter[job->charter_files++].content = value;
    } else if (is(key, "profile")) {
        job->has_profile = 1;
        job->profile.name = *name;
        job->profile.content = value;
    } else if (is(key, "review")) {
        job->has_review = 1;
        job->review.name = *name;
        job->review.content = value;
    } else if (is(key, "bytes")) {
        job->limits.bytes = number(value);
    } else if (is(key, "depth")) {
        job->limits.depth = number(value);
    } else if (is(key, "nodes")) {
        job->limits.nodes = number(value);
    } else if (is(key, "steps")) {
        job->steps = number(value);
    } else if (is(key, "most")) {
        job->most = number(value);
    } else if (is(key, "set")) {
        change(job, 0, value);
    } else if (is(key, "prove")) {
        change(job, 1, value);
    } else if (is(key, "as_of")) {
        job->as_of = value;
    } else {
        CHECK(is(key, "to"));
        job->to = value;
    }
}

static kitemark_status changed(kitemark_profile **profile, const kitemark_charter *charter, struct change change,
                               kitemark_error **error) {
    kitemark_profile *before = *profile;
    kitemark_status status = change.is_proof ? kitemark_profile_prove(before, charter, change.assignment, profile, error)
                                             : kitemark_profile_set(before, charter, change.assignment, profile, error);
    kitemark_profile_free(before);
    return status;
}

static kitemark_status read(const struct job *job, kitemark_charter **charter, kitemark_profile **profile,
                            kitemark_review **review, kitemark_error **error) {
    kitemark_status status = job->is_standard
                                 ? kitemark_charter_standard(charter, error)
                                 : kitemark_charter_compile(job->charter, job->charter_files, charter, error);
    if (status == KITEMARK_OK && job->steps > 0) {
        kitemark_charter *unhurried = *charter;
        status = kitemark_charter_with_steps(unhurried, job->steps, charter, error);
        kitemark_charter_free(unhurried);
    }
    if (status == KITEMARK_OK && job->has_profile) {
        status = kitemark_profile_read(job->profile.name, job->profile.content, &job->limits, profile, error);
    }
    for (size_t at = 0; status == KITEMARK_OK && at < job->change_count; at++) {
        status = changed(profile, *charter, job->changes[at], error);
    }
    if (status == KITEMARK_OK && job->has_review) {
        status = kitemark_review_read(job->review.name, job->review.content, &job->limits, review, error);
    }
    return status;
}

static kitemark_status score(const struct job *job, const kitemark_charter *charter, const kitemark_profile *profile,
                             const kitemark_review *review, kitemark_string output[2], kitemark_error **error) {
    kitemark_options options = {0};
    kitemark_scorecard *scorecard;
    kitemark_status status;
    options.as_of = job->as_of;
    options.review = review;
    status = kitemark_charter_score(charter, profile, &options, &scorecard, error);
    if (status == KITEMARK_OK) {
        status = kitemark_scorecard_json(scorecard, &output[0], error);
    }
    if (status == KITEMARK_OK) {
        status = kitemark_scorecard_diagnostics(scorecard, &output[1], error);
    }
    kitemark_scorecard_free(scorecard);
    return status;
}

static kitemark_status done(const struct job *job, kitemark_text work, kitemark_string output[2], kitemark_error **error) {
    kitemark_charter *charter = NULL;
    kitemark_profile *profile = NULL;
    kitemark_review *review = NULL;
    kitemark_status status = read(job, &charter, &profile, &review, error);
    if (status != KITEMARK_OK) {
        /* There is nothing to do it with. */
    } else if (is(work, "compile")) {
        status = kitemark_charter_diagnostics(charter, &output[0], error);
    } else if (is(work, "schema")) {
        status = kitemark_charter_profile_schema(charter, &output[0], error);
    } else if (is(work, "check")) {
        status = kitemark_charter_check(charter, profile, &output[0], error);
    } else if (is(work, "way")) {
        status = kitemark_charter_way(charter, profile, job->as_of, job->to, &output[0], error);
    } else if (is(work, "form")) {
        status = kitemark_charter_form(charter, profile, job->as_of, job->most, &output[0], error);
    } else {
        CHECK(is(work, "score"));
        status = score(job, charter, profile, review, output, error);
    }
    kitemark_review_free(review);
    kitemark_profile_free(profile);
    kitemark_charter_free(charter);
    return status;
}

static void run(const struct job *job, kitemark_text work, FILE *results) {
    kitemark_string output[2] = {{NULL, 0}, {NULL, 0}};
    kitemark_error *error = NULL;
    if (done(job, work, output, &error) == KITEMARK_OK) {
        size_t len = output[0].len + output[1].len;
        char *all = malloc(len);
        CHECK(all != NULL && output[0].data != NULL && error == NULL);
        memcpy(all, output[0].data, output[0].len);
        if (output[1].data != NULL) {
            memcpy(all + output[0].len, output[1].data, output[1].len);
        }
        write_next(results, "done", 4);
        write_next(results, all, len);
        free(all);
    } else {
        kitemark_text diagnostics = kitemark_error_diagnostics(error);
        write_next(results, "refused", 7);
        write_next(results, diagnostics.data, diagnostics.len);
    }
    kitemark_error_free(error);
    kitemark_string_free(&output[0]);
    kitemark_string_free(&output[1]);
}

int main(int count, char **arguments) {
    static struct job nothing, job;
    FILE *jobs, *results;
    char *content;
    const char *at;
    size_t len;
    kitemark_text name = {NULL, 0};
    CHECK(count == 3);
    jobs = fopen(arguments[1], "rb");
    results = fopen(arguments[2], "wb");
    CHECK(jobs != NULL && results != NULL);
    CHECK(fseek(jobs, 0, SEEK_END) == 0);
    len = (size_t)ftell(jobs);
    rewind(jobs);
    content = malloc(len);
    CHECK(content != NULL && fread(content, 1, len, jobs) == len);
    fclose(jobs);
    for (at = content; at < content + len;) {
        kitemark_text key = next(&at, content + len), value = next(&at, content + len);
        if (is(key, "do")) {
            run(&job, value, results);
            job = nothing;
        } else {
            told(&job, &name, key, value);
        }
    }
    CHECK(fclose(results) == 0);
    free(content);
    return 0;
}
