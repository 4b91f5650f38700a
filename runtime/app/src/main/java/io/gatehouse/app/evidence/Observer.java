package io.gatehouse.app.evidence;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.digest.StreamingDigests;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.state.PromotionState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Looks at recorded evidence again. The digests are those of the very bytes that the rules will
 * see; whatever cannot be read is an observation with a problem, never an exception.
 */
public final class Observer implements Sight {

    /** Larger files are digested but not loaded: rules read reports, not archives. */
    public static final int MOST_CONTENT = 16 * 1024 * 1024;

    private final WorkspaceFiles files;
    private final EvidenceArchive archive;

    public Observer(Workspace workspace) {
        this.files = new WorkspaceFiles(workspace.root());
        this.archive = new EvidenceArchive(workspace);
    }

    @Override
    public Observation recorded(PromotionState promotion, EvidenceItem item) {
        return observe(item);
    }

    @Override
    public Observation archived(PromotionState promotion, EvidenceItem item) {
        return observeArchived(promotion, item);
    }

    /** The item where it was recorded, as it is now. */
    public Observation observe(EvidenceItem item) {
        try {
            return read(item, files.regular(item.path()));
        } catch (EvidenceRefused e) {
            return unreadable(item, e.finding().observed());
        }
    }

    /**
     * The item as it was archived: for what was granted long ago, whose file has since moved on. A
     * secret has no copy, so it is looked at where it was.
     */
    public Observation observeArchived(PromotionState promotion, EvidenceItem item) {
        return item.secret()
                ? observe(item)
                : read(item, archive.file(promotion, item.digests().sha384()));
    }

    private static Observation read(EvidenceItem item, Path file) {
        try {
            if (item.secret()) {
                return new Observation(
                        item, Optional.of(StreamingDigests.of(file)), "", Optional.empty());
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return of(item, in);
            }
        } catch (IOException e) {
            return unreadable(item, "cannot be read");
        }
    }

    /**
     * What a stream of an item's bytes is to the rules; read to its end, not closed.
     *
     * @throws IOException when it cannot be read
     */
    public static Observation of(EvidenceItem item, InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST_CONTENT + 1);
        if (bytes.length > MOST_CONTENT) {
            return new Observation(
                    item,
                    Optional.of(
                            StreamingDigests.of(
                                    new SequenceInputStream(new ByteArrayInputStream(bytes), in))),
                    "larger than " + MOST_CONTENT + " bytes, not loaded",
                    Optional.empty());
        }
        return new Observation(
                item, Optional.of(DigestPair.of(bytes)), "", Optional.of(Content.of(bytes)));
    }

    private static Observation unreadable(EvidenceItem item, String problem) {
        return new Observation(item, Optional.empty(), problem, Optional.empty());
    }
}
