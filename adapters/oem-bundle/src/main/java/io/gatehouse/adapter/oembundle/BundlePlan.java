package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which input goes where, with everything that speaks against it. Confined to one thread. */
final class BundlePlan {

    private static final Pattern NAME = Pattern.compile("[^/\\\\]{1,120}");
    private static final Set<String> OWN = Set.of("daemon", "ui", "config", "bootstrap");
    private static final int DEEPEST = 32;

    private final List<Finding> findings = new ArrayList<>();
    private final SortedMap<String, Planned> files = new TreeMap<>(PathRules.ORDER);
    private final PathSet paths = new PathSet();

    /** A file to be read. */
    record Planned(Path source, int mode) {}

    BundlePlan(BundleRequest request) {
        folder("daemon", request.daemon());
        folder("ui", request.ui());
        folder("bootstrap", request.bootstrap());
        if (request.config().isEmpty()) {
            findings.add(BuildCode.FOLDER_EMPTY.at("config", "at least one file", "none"));
        }
        request.config().forEach(this::config);
        request.resources().forEach(this::resource);
        paths.add(FingerprintDocument.PATH);
        if (files.size() + request.config().size() + 1 > BundleLimits.FILES) {
            findings.add(BuildCode.TOO_MANY.at("bundle", "at most " + BundleLimits.FILES, "more"));
        }
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** The files by their path in the bundle, in order of components. */
    SortedMap<String, Planned> files() {
        return files;
    }

    private void folder(String name, List<Path> inputs) {
        int before = files.size();
        for (Path input : inputs) {
            add(name + "/" + fileName(input), input, 0);
        }
        if (files.size() == before && findings.isEmpty()) {
            findings.add(BuildCode.FOLDER_EMPTY.at(name, "at least one file", "none"));
        }
    }

    private void config(String name, Path file) {
        String path = "config/" + name;
        boolean reserved =
                name.endsWith(".sig")
                        || PathRules.fold(name).equals("fingerprint.expected.json")
                        || PathRules.fold(name).equals("fingerprint.expected.json.sig");
        if (reserved || !NAME.matcher(name).matches() || name.equals("..")) {
            findings.add(
                    BuildCode.CONFIG_NAME_REFUSED.at(path, "a plain name, not reserved", name));
        } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            findings.add(BuildCode.INPUT_SPECIAL.at(path, "a file", "a folder"));
        } else {
            add(path, file, 0);
            paths.add(path + ".sig");
        }
    }

    private void resource(String name, Path input) {
        if (OWN.contains(PathRules.fold(name))
                || !NAME.matcher(name).matches()
                || PathRules.fault(name).isPresent()
                || PathRules.fold(name).startsWith("manifest.")) {
            findings.add(BuildCode.RESOURCE_NAME_REFUSED.at(name, "a name of its own", name));
        } else {
            add(name + "/" + fileName(input), input, 0);
        }
    }

    private static String fileName(Path input) {
        return String.valueOf(input.toAbsolutePath().normalize().getFileName());
    }

    private void add(String path, Path input, int depth) {
        if (files.size() > BundleLimits.FILES || depth > DEEPEST) {
            findings.add(
                    BuildCode.TOO_MANY.at(
                            path, BundleLimits.FILES + " files, " + DEEPEST + " deep", "more"));
            return;
        }
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(
                            input, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isSymbolicLink()) {
                // it could be made to lead to a key after the inputs were looked through
                findings.add(BuildCode.INPUT_SYMLINK.at(path, "a file or folder", "a link"));
            } else if (attributes.isDirectory()) {
                children(path, input, depth);
            } else if (attributes.isRegularFile()) {
                file(path, input);
            } else {
                findings.add(BuildCode.INPUT_SPECIAL.at(path, "a file or folder", "neither"));
            }
        } catch (IOException e) {
            findings.add(BuildCode.INPUT_MISSING.at(path, "a file that can be read", "none"));
        }
    }

    private void children(String path, Path folder, int depth) throws IOException {
        List<Path> children = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path child : stream) {
                if (children.size() > BundleLimits.FILES) {
                    break; // the next file that is added says that they are too many
                }
                children.add(child);
            }
        }
        children.sort(null);
        for (Path child : children) {
            add(path + "/" + fileName(child), child, depth + 1);
        }
    }

    private void file(String path, Path input) throws IOException {
        Optional<BundleCode> fault = PathRules.fault(path);
        if (fault.isPresent()) {
            findings.add(
                    BuildCode.PATH_REFUSED.at(
                            path, "a plain path, the same everywhere", fault.get().code()));
            return;
        }
        Optional<PathSet.Clash> clash = paths.add(path);
        if (clash.isPresent()) {
            findings.add(BuildCode.PATH_COLLIDES.at(path, "each file once", clash.get().other()));
            return;
        }
        files.put(path, new Planned(input, mode(path, input)));
    }

    /** 0755 for what its owner may execute and for the bootstrap's shell scripts, else 0644. */
    private static int mode(String path, Path input) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(
                        input, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        boolean program =
                view != null
                        && view.readAttributes()
                                .permissions()
                                .contains(PosixFilePermission.OWNER_EXECUTE);
        boolean script = path.startsWith("bootstrap/") && path.endsWith(".sh");
        return program || script ? BundleFile.PROGRAM : BundleFile.PLAIN;
    }
}
