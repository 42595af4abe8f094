/*
 * Scores a profile against the standard charter.
 *
 *     cc score.c $(pkg-config --cflags --libs kitemark) -o score
 *     ./score northmere.yaml
 */
#include <kitemark.h>
#include <stdio.h>
#include <stdlib.h>

/* Everything in a file; `data` is NULL where it cannot be read. */
static kitemark_string file_read(const char *path) {
    kitemark_string content = {NULL, 0};
    FILE *file = fopen(path, "rb");
    size_t room = 0, count = 0;
    if (file == NULL) {
        return content;
    }
    do {
        if (content.len == room) {
            char *more = realloc(content.data, room = 2 * room + 4096);
            if (more == NULL) {
                break;
            }
            content.data = more;
        }
        count = fread(content.data + content.len, 1, room - content.len, file);
        content.len += count;
    } while (count > 0);
    if (count > 0 || ferror(file)) {
        free(content.data);
        content.data = NULL;
    }
    fclose(file);
    return content;
}

/* Shows why something failed, and frees that. */
static int failed(kitemark_error *error) {
    fprintf(stderr, "%s\n%s", kitemark_error_message(error).data, kitemark_error_diagnostics(error).data);
    kitemark_error_free(error);
    return EXIT_FAILURE;
}

/* Shows a scorecard in three lines. */
static int show(const kitemark_scorecard *scorecard) {
    kitemark_error *error = NULL;
    kitemark_string award = {NULL, 0}, low = {NULL, 0}, high = {NULL, 0}, wrong = {NULL, 0};
    int result = EXIT_SUCCESS;
    if (kitemark_scorecard_award(scorecard, &award, &error) != KITEMARK_OK ||
        kitemark_scorecard_score_low(scorecard, &low, &error) != KITEMARK_OK ||
        kitemark_scorecard_score_high(scorecard, &high, &error) != KITEMARK_OK ||
        kitemark_scorecard_diagnostics(scorecard, &wrong, &error) != KITEMARK_OK) {
        result = failed(error);
    } else {
        printf("award     %s\n", award.data != NULL ? award.data : "none");
        printf("score     %s to %s\n", low.data != NULL ? low.data : "?", high.data != NULL ? high.data : "?");
        printf("mistakes  %s", wrong.data);
    }
    kitemark_string_free(&award);
    kitemark_string_free(&low);
    kitemark_string_free(&high);
    kitemark_string_free(&wrong);
    return result;
}

int main(int count, char **arguments) {
    kitemark_error *error = NULL;
    kitemark_charter *charter = NULL;
    kitemark_profile *profile = NULL;
    kitemark_scorecard *scorecard = NULL;
    kitemark_string content;
    kitemark_text text;
    int result;

    if (count != 2) {
        fprintf(stderr, "usage: score PROFILE\n");
        return 2;
    }
    content = file_read(arguments[1]);
    if (content.data == NULL) {
        perror(arguments[1]);
        return 2;
    }
    text.data = content.data;
    text.len = content.len;
    if (kitemark_charter_standard(&charter, &error) != KITEMARK_OK ||
        kitemark_profile_read(kitemark_text_of(arguments[1]), text, NULL, &profile, &error) != KITEMARK_OK ||
        kitemark_charter_score(charter, profile, NULL, &scorecard, &error) != KITEMARK_OK) {
        result = failed(error);
    } else {
        result = show(scorecard);
    }
    /* What was not made is NULL, which is let be. */
    kitemark_scorecard_free(scorecard);
    kitemark_profile_free(profile);
    kitemark_charter_free(charter);
    free(content.data);
    return result;
}
