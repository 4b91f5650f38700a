package io.gatehouse.app.rules;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.util.List;

/** Port: what is adopted of a configured program, so that another one is noticed. */
@FunctionalInterface
public interface ProgramDigests {

    /**
     * @param prefix executable and fixed arguments
     * @throws IOException when it cannot be found or read
     */
    Digest of(String name, List<String> prefix) throws IOException;
}
