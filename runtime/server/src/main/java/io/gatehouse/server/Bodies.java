package io.gatehouse.server;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Reads what is sent, strictly and no further than the limit. */
final class Bodies {

    /** A signed command names files by their digests and holds none; 1 MiB is plenty. */
    static final int LONGEST = 1024 * 1024;

    private Bodies() {}

    static JsonObject read(HttpServletRequest request) throws IOException {
        String type = request.getContentType();
        if (type == null
                || !type.toLowerCase(Locale.ROOT)
                        .replace(" ", "")
                        .matches("application/json(;charset=\"?utf-8\"?)?")) {
            throw Problem.of(ProblemType.MEDIA_TYPE, "").thrown();
        }
        if (request.getContentLengthLong() > LONGEST) {
            throw tooLarge();
        }
        byte[] bytes;
        try (InputStream in = request.getInputStream()) {
            bytes = in.readNBytes(LONGEST + 1);
        }
        if (bytes.length > LONGEST) {
            throw tooLarge();
        }
        try {
            return StrictJson.readSigned(bytes).objectOrThrow();
        } catch (JsonFaultException e) {
            throw Problem.of(
                            ProblemType.MALFORMED,
                            e.fault().message() + " (byte " + e.fault().offset() + ")")
                    .thrown();
        }
    }

    private static Problem.Thrown tooLarge() {
        return Problem.of(ProblemType.TOO_LARGE, "at most " + LONGEST + " bytes").thrown();
    }
}
