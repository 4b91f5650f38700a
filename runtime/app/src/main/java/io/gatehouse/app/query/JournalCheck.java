package io.gatehouse.app.query;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** stub until fsck lands. */
public final class JournalCheck {
    public JournalCheck(Workspace workspace, Instant now) {}
    public record Replayed(long events, long groups, Digest root, long unauthenticated, List<Finding> findings) {}
    public record Checked(boolean sound, long events, JournalPosition position, List<Finding> findings, List<String> unchecked) {}
    public Replayed replay() throws IOException { throw new IOException("not in this build"); }
    public Checked fsck(List<JournalPosition> expected, Optional<Path> mirror) throws IOException { throw new IOException("not in this build"); }
}
