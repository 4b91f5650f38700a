package io.gatehouse.app.evidence;

import io.gatehouse.core.definition.ArtefactDefinition;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Paths inside a workspace. A symbolic link is refused wherever it stands below the workspace: what
 * it points to can be exchanged between two readings, and can lie outside.
 */
public final class WorkspaceFiles {

    /** More matches than this are a wrong pattern, not evidence. */
    public static final int MOST_MATCHES = 10_000;

    private final Path root;

    public WorkspaceFiles(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /**
     * The regular file at a path relative to the workspace.
     *
     * @throws EvidenceRefused when it is missing, outside, no regular file or behind a link
     */
    public Path regular(String relative) throws EvidenceRefused {
        Path file;
        try {
            file = root.resolve(relative).normalize();
        } catch (InvalidPathException e) {
            throw new EvidenceRefused(
                    "not-a-path", "?", "a path", "not a path", "name a file of the workspace");
        }
        if (!file.startsWith(root) || file.equals(root)) {
            throw new EvidenceRefused(
                    "outside-workspace",
                    relative,
                    "a file inside the workspace",
                    "outside of it",
                    "copy the file into the workspace");
        }
        Optional<BasicFileAttributes> found = attributes(file);
        if (found.filter(BasicFileAttributes::isSymbolicLink).isPresent()) {
            throw link(file, relative);
        }
        for (Path part = file.getParent(); !part.equals(root); part = part.getParent()) {
            if (Files.isSymbolicLink(part)) {
                throw link(part, relative);
            }
        }
        if (found.filter(BasicFileAttributes::isRegularFile).isEmpty()) {
            throw new EvidenceRefused(
                    found.isPresent() ? "not-a-file" : "missing",
                    relative,
                    "a regular file",
                    found.isPresent() ? "something else" : "nothing there",
                    "put the file there, or name another one");
        }
        return file;
    }

    /** Of what has the name itself; empty when nothing has, or it cannot be asked. */
    private static Optional<BasicFileAttributes> attributes(Path file) {
        try {
            return Optional.of(
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private EvidenceRefused link(Path at, String relative) {
        return new EvidenceRefused(
                "symbolic-link",
                relative,
                "a regular file",
                "a symbolic link at " + relativeText(at),
                "put the file itself in the link's place");
    }

    /** The path as it stands in evidence: relative, with {@code /}. */
    public String relativeText(Path file) {
        return root.relativize(file.toAbsolutePath().normalize())
                .toString()
                .replace(java.io.File.separatorChar, '/');
    }

    /** Whether a relative path is one that the artefact's pattern means. */
    public boolean matches(ArtefactDefinition artefact, String relative) {
        if (!hasWildcard(artefact.path())) {
            // most patterns mean one file; a matcher would be made for one comparison
            return artefact.path().equals(Path.of(relative).toString());
        }
        return root.getFileSystem()
                .getPathMatcher("glob:" + artefact.path())
                .matches(Path.of(relative));
    }

    /**
     * All regular files that an artefact's pattern matches now, in order of their paths;
     * directories behind links are not entered.
     *
     * @throws IOException when a directory cannot be read, or there are more than {@link
     *     #MOST_MATCHES}
     */
    public List<Path> matching(ArtefactDefinition artefact) throws IOException {
        PathMatcher matcher = root.getFileSystem().getPathMatcher("glob:" + artefact.path());
        Path start = literalPart(artefact.path());
        List<Path> found = new ArrayList<>();
        if (!Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
            return found;
        }
        Files.walkFileTree(
                start,
                EnumSet.noneOf(FileVisitOption.class),
                32,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (!attributes.isDirectory() && matcher.matches(root.relativize(file))) {
                            found.add(file);
                        }
                        if (found.size() > MOST_MATCHES) {
                            throw new IOException("the pattern matches too many files");
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        Collections.sort(found);
        return found;
    }

    private static boolean hasWildcard(String pattern) {
        return pattern.chars().anyMatch(c -> "*?[{\\".indexOf(c) >= 0);
    }

    /** The deepest directory that the pattern names without a wildcard: where walking begins. */
    private Path literalPart(String pattern) {
        Path at = root;
        for (String part : pattern.split("/", -1)) {
            if (hasWildcard(part)) {
                return at;
            }
            at = at.resolve(part);
        }
        return at;
    }
}
