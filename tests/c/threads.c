/* One charter and one profile, scored by many threads at once: each gets the same bytes. */
#include "check.h"
#include <pthread.h>

#define THREADS 8

struct shared {
    const kitemark_charter *charter;
    const kitemark_profile *profile;
};

static void *score(void *argument) {
    const struct shared *shared = argument;
    kitemark_error *error;
    kitemark_scorecard *scorecard;
    kitemark_string *json = malloc(sizeof *json);
    CHECK(json != NULL);
    DONE(kitemark_charter_score(shared->charter, shared->profile, NULL, &scorecard, &error));
    DONE(kitemark_scorecard_json(scorecard, json, &error));
    kitemark_scorecard_free(scorecard);
    return json;
}

int main(void) {
    kitemark_error *error;
    kitemark_charter *charter;
    kitemark_profile *profile;
    kitemark_file file;
    struct shared shared;
    pthread_t threads[THREADS];
    kitemark_string *first = NULL;

    file.name = kitemark_text_of("short.charter");
    file.content = kitemark_text_of(SHORT);
    DONE(kitemark_charter_compile(&file, 1, &charter, &error));
    DONE(kitemark_profile_read(kitemark_text_of("a.yaml"), kitemark_text_of("as_of: 2026-04-01\nterm: 7 years"), NULL,
                               &profile, &error));
    shared.charter = charter;
    shared.profile = profile;
    for (int index = 0; index < THREADS; index++) {
        CHECK(pthread_create(&threads[index], NULL, score, &shared) == 0);
    }
    for (int index = 0; index < THREADS; index++) {
        void *result;
        kitemark_string *json;
        CHECK(pthread_join(threads[index], &result) == 0);
        json = result;
        if (first == NULL) {
            first = json;
            continue;
        }
        CHECK(json->len == first->len && memcmp(json->data, first->data, json->len) == 0);
        kitemark_string_free(json);
        free(json);
    }
    kitemark_string_free(first);
    free(first);
    kitemark_profile_free(profile);
    kitemark_charter_free(charter);
    printf("%d threads agree\n", THREADS);
    return 0;
}
