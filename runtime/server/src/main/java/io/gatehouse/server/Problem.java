package io.gatehouse.server;

import io.gatehouse.app.remote.Wire;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * A request that is not answered with a yes, as RFC 9457 has it.
 *
 * @param detail in English, without anything that was sent; may be empty
 * @param more further members, such as the outcome of a command that was refused on record
 */
record Problem(ProblemType type, String detail, List<Finding> findings, JsonObject more) {

    static final String MEDIA_TYPE = "application/problem+json";

    Problem {
        findings = List.copyOf(findings);
    }

    static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), JsonObject.EMPTY);
    }

    /** Thrown where a request cannot go on. */
    static final class Thrown extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        private Thrown(Problem problem) {
            super(problem.type().code(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }

    Thrown thrown() {
        return new Thrown(this);
    }

    /**
     * @param language {@code pl} or {@code en}, of the title
     */
    JsonObject toJson(String language) {
        JsonObject.Builder json =
                JsonObject.builder()
                        .putAll(more)
                        .put("type", type.urn())
                        .put("title", title(language))
                        .put("status", type.status())
                        .put("findings", Wire.findings(findings));
        if (!detail.isEmpty()) {
            json.put("detail", detail);
        }
        return json.build();
    }

    private String title(String language) {
        return ResourceBundle.getBundle(
                        "io.gatehouse.server.problems",
                        new Locale(language),
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES))
                .getString(type.code());
    }
}
