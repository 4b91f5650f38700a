package io.gatehouse.adapter.ci;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Content;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffAlgorithm;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.PathFilter;

/**
 * What changed in one file between two commits, in bytes that are the same on every machine.
 *
 * <p>Head lines name both commits in full, the path, and mode, size and SHA-384 of the file before
 * and after; then follow unified hunks. The digests bind both contents, so what the change is does
 * not rest on how a diff algorithm cuts it. The repository's and the user's settings (prefixes,
 * line ends, renames, abbreviations, drivers) have no influence; nothing of the repository is run.
 *
 * @param base full hash
 * @param head full hash
 * @param bytes what a person reviews and attaches as {@code *.diff}
 */
public record GitDiff(
        String base,
        String head,
        String path,
        Optional<Digest> before,
        Optional<Digest> after,
        Content bytes) {

    /** Greatest size of a compared file in bytes. */
    public static final int LARGEST = 16 * 1024 * 1024;

    private static final int CONTEXT_LINES = 3;
    private static final int FULL_HASH = 40;

    /** A file in a commit. */
    private record Side(Optional<ObjectId> blob, FileMode mode, Content content) {

        Optional<Digest> digest() {
            return blob.map(id -> Digest.sha384(content.bytes()));
        }

        String line(String name) {
            return name
                    + digest().map(d -> " " + mode + " " + content.size() + " " + d)
                            .orElse(" absent")
                    + "\n";
        }
    }

    /** SHA-384 of the bytes: {@code diff_sha384} of a pull-request report. */
    public Digest digest() {
        return Digest.sha384(bytes.bytes());
    }

    /**
     * The change of a file.
     *
     * @param repository the working tree or the bare repository
     * @param base a revision, such as a commit's hash or a tag
     * @param path in the repository, separated by {@code /}
     * @throws GitDiffException when a revision or the file is unknown, or nothing changed
     */
    public static GitDiff of(Path repository, String base, String head, String path)
            throws GitDiffException {
        FileRepositoryBuilder builder = new FileRepositoryBuilder().setMustExist(true);
        if (Files.isDirectory(repository.resolve(".git"))) {
            builder.setGitDir(repository.resolve(".git").toFile());
        } else {
            builder.setGitDir(repository.toFile());
        }
        try (Repository git = builder.build();
                RevWalk walk = new RevWalk(git)) {
            RevCommit from = commit(git, walk, base);
            RevCommit to = commit(git, walk, head);
            Side before = side(git, from, path);
            Side after = side(git, to, path);
            if (before.blob().isEmpty() && after.blob().isEmpty()) {
                throw new GitDiffException("neither commit has the file");
            }
            if (before.blob().equals(after.blob()) && before.mode().equals(after.mode())) {
                throw new GitDiffException("the file is the same in both commits");
            }
            byte[] bytes = bytes(git, from, to, path, before, after);
            return new GitDiff(
                    from.name(),
                    to.name(),
                    path,
                    before.digest(),
                    after.digest(),
                    Content.of(bytes));
        } catch (IOException | RuntimeException e) {
            throw new GitDiffException(
                    "the repository cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static RevCommit commit(Repository git, RevWalk walk, String revision)
            throws IOException, GitDiffException {
        ObjectId id = git.resolve(revision + "^{commit}");
        if (id == null) {
            throw new GitDiffException("the repository has no such commit");
        }
        return walk.parseCommit(id);
    }

    private static Side side(Repository git, RevCommit commit, String path)
            throws IOException, GitDiffException {
        try (TreeWalk walk = TreeWalk.forPath(git, path, commit.getTree())) {
            if (walk == null) {
                return new Side(Optional.empty(), FileMode.MISSING, Content.of(new byte[0]));
            }
            FileMode mode = walk.getFileMode(0);
            if (mode.getObjectType() != Constants.OBJ_BLOB) {
                throw new GitDiffException("the path is not a file");
            }
            ObjectLoader loader = git.open(walk.getObjectId(0));
            if (loader.getSize() > LARGEST) {
                throw new GitDiffException("the file is larger than " + LARGEST + " bytes");
            }
            return new Side(Optional.of(walk.getObjectId(0)), mode, Content.of(loader.getBytes()));
        }
    }

    private static byte[] bytes(
            Repository git, RevCommit from, RevCommit to, String path, Side before, Side after)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String head =
                "gatehouse-diff/1\nbase "
                        + from.name()
                        + "\nhead "
                        + to.name()
                        + "\npath "
                        + path
                        + "\n"
                        + before.line("before")
                        + after.line("after");
        out.write(head.getBytes(StandardCharsets.UTF_8));
        try (ObjectReader reader = git.newObjectReader();
                DiffFormatter formatter = new DiffFormatter(out)) {
            formatter.setReader(
                    reader, new Config()); // an empty configuration: nobody's preferences
            formatter.setDiffAlgorithm(
                    DiffAlgorithm.getAlgorithm(DiffAlgorithm.SupportedAlgorithm.HISTOGRAM));
            formatter.setDiffComparator(RawTextComparator.DEFAULT);
            formatter.setContext(CONTEXT_LINES);
            formatter.setAbbreviationLength(FULL_HASH);
            formatter.setBinaryFileThreshold(LARGEST);
            formatter.setDetectRenames(false);
            formatter.setPathFilter(PathFilter.create(path));
            List<DiffEntry> entries = formatter.scan(from.getTree(), to.getTree());
            formatter.format(entries);
            formatter.flush();
        }
        return out.toByteArray();
    }
}
