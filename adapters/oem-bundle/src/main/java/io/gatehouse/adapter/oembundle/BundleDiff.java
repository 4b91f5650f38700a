package io.gatehouse.adapter.oembundle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What differs between two bundles, in order of paths.
 *
 * @param platformDiffers whether they are for different platforms
 * @param versionDiffers whether their versions differ
 */
public record BundleDiff(boolean platformDiffers, boolean versionDiffers, List<Change> changes) {

    /** What became of a file. */
    public enum Kind {
        ADDED,
        REMOVED,
        CONTENT,
        MODE
    }

    /** One difference; a file with other content and another mode has two. */
    public record Change(Kind kind, String path) {}

    public BundleDiff {
        changes = List.copyOf(changes);
    }

    /** Compares two manifests, from the older to the newer. */
    public static BundleDiff of(BundleManifest before, BundleManifest after) {
        Map<String, BundleFile> old = new TreeMap<>(PathRules.ORDER);
        before.files().forEach(f -> old.put(f.path(), f));
        Map<String, List<Change>> changes = new TreeMap<>(PathRules.ORDER);
        for (BundleFile file : after.files()) {
            BundleFile was = old.remove(file.path());
            List<Change> found = new ArrayList<>();
            if (was == null) {
                found.add(new Change(Kind.ADDED, file.path()));
            } else {
                if (!was.sha384().equals(file.sha384())) {
                    found.add(new Change(Kind.CONTENT, file.path()));
                }
                if (!was.mode().equals(file.mode())) {
                    found.add(new Change(Kind.MODE, file.path()));
                }
            }
            changes.put(file.path(), found);
        }
        old.keySet().forEach(p -> changes.put(p, List.of(new Change(Kind.REMOVED, p))));
        return new BundleDiff(
                before.platform() != after.platform(),
                !before.version().equals(after.version()),
                changes.values().stream().flatMap(List::stream).toList());
    }

    /** Whether the two hold the same files for the same platform, whatever their versions. */
    public boolean isSameContent() {
        return !platformDiffers && changes.isEmpty();
    }
}
