package io.gatehouse.server;

import io.gatehouse.app.engine.EngineStopped;
import io.gatehouse.app.engine.RequestRefused;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Writes answers: canonical JSON, never stored by anybody on the way. Thread-safe. */
final class Replies {

    static final String JSON = "application/json";

    private final ServerLog log;

    Replies(ServerLog log) {
        this.log = log;
    }

    void write(HttpServletResponse response, JsonObject body) throws IOException {
        write(response, 200, JSON, CanonicalJson.bytes(body));
    }

    void write(HttpServletResponse response, HttpServletRequest request, Problem problem)
            throws IOException {
        log.turnedAway(problem.type().code(), problem.type().status());
        if (problem.type().status() == 503) {
            response.setHeader("Retry-After", "5");
        }
        write(
                response,
                problem.type().status(),
                Problem.MEDIA_TYPE,
                CanonicalJson.bytes(problem.toJson(language(request))));
    }

    void write(HttpServletResponse response, int status, String type, byte[] body)
            throws IOException {
        response.setStatus(status);
        response.setContentType(type);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** What an exception is to the caller; no text of it that could quote anything. */
    Problem problem(Exception fault) {
        if (fault instanceof Problem.Thrown thrown) {
            return thrown.problem();
        }
        if (fault instanceof RequestRefused refused) {
            return new Problem(
                    ProblemType.of(refused.reason()),
                    refused.getMessage(),
                    refused.findings(),
                    JsonObject.EMPTY);
        }
        if (fault instanceof EngineStopped stopped) {
            return Problem.of(ProblemType.ENGINE_STOPPED, stopped.getMessage());
        }
        log.fault("request", fault);
        return Problem.of(ProblemType.FAULT, "");
    }

    /** Polish where it is preferred to English, English for everybody else. */
    static String language(HttpServletRequest request) {
        String accepted = request.getHeader("Accept-Language");
        if (accepted == null || accepted.length() > 200) {
            return "en";
        }
        try {
            Locale best =
                    Locale.lookup(
                            Locale.LanguageRange.parse(accepted),
                            List.of(Locale.ENGLISH, new Locale("pl")));
            return best == null ? "en" : best.getLanguage();
        } catch (IllegalArgumentException e) {
            return "en";
        }
    }
}
