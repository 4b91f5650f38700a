package io.gatehouse.app.review;

import io.gatehouse.app.evidence.EvidenceArchive;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.fsck.DecisionLogDirectory;
import io.gatehouse.audit.fsck.DecisionLogs;
import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalFiles;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.state.PromotionState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The history of a workspace; needs no lock, and writes nothing. */
public final class WorkspaceHistory implements History {

    private final Workspace workspace;
    private final JournalFiles journal;
    private final OpenKeyRing keys;
    private final EvidenceArchive archive;

    private WorkspaceHistory(Workspace workspace, JournalFiles journal, OpenKeyRing keys) {
        this.workspace = workspace;
        this.journal = journal;
        this.keys = keys;
        this.archive = new EvidenceArchive(workspace);
    }

    /** With the secrets where the journal's can be had, as {@link EngineKeys#readable}. */
    public static WorkspaceHistory open(Workspace workspace, Instant now) throws IOException {
        return new WorkspaceHistory(
                workspace,
                DirectoryFiles.existing(workspace.journal()),
                EngineKeys.readable(workspace, now));
    }

    @Override
    public JournalFiles journal() {
        return journal;
    }

    @Override
    public DecisionLogs logs() {
        return new DecisionLogDirectory(workspace.decisionLogs(), Optional.of(keys));
    }

    @Override
    public OpenKeyRing keys() {
        return keys;
    }

    @Override
    public Optional<InputStream> archived(PromotionState promotion, EvidenceItem item)
            throws IOException {
        if (item.secret()) {
            return Optional.empty();
        }
        Path file = archive.file(promotion, item.digests().sha384());
        // a link could lead to other bytes tomorrow
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS))
                : Optional.empty();
    }

    @Override
    public void close() {
        keys.close();
    }
}
