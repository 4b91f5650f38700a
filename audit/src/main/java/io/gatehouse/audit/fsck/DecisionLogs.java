package io.gatehouse.audit.fsck;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import java.io.IOException;
import java.io.InputStream;
import java.util.SortedSet;

/** Port: the decision-log files that are compared with the journal. */
public interface DecisionLogs {

    /** Names of the logs whose file or head exists. */
    SortedSet<LogName> names() throws IOException;

    /** The bytes of a log, empty when the file is not there; the caller closes the stream. */
    InputStream open(LogName log) throws IOException;

    /** What the log's own head says. */
    Head head(LogName log) throws IOException;

    /** A log's head. */
    sealed interface Head {

        /**
         * A head of the right form whose code is right, as far as that can be told.
         *
         * @param lines how many lines it vouches for
         * @param last digest of the last of them; ZERO for none
         * @param authenticated whether the code was checked; false without the key
         */
        record Known(long lines, Digest last, boolean authenticated) implements Head {}

        /** There is no head file. */
        record Missing() implements Head {}

        /** There is a file, but it cannot be trusted. */
        record Invalid(String reason) implements Head {}
    }
}
