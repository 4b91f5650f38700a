package io.gatehouse.adapter.oembundle;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Paths that were taken already, so that a second one that unpacks over the first is found; linear
 * in the number of components. Confined to one thread.
 */
final class PathSet {

    private final Map<String, String> files = new HashMap<>();
    private final Map<String, String> folders = new HashMap<>();

    /** What is wrong with a further file, with the path that it meets. */
    record Clash(BundleCode code, String other) {}

    /** Takes a file's path, or says what it clashes with. */
    Optional<Clash> add(String path) {
        String folded = PathRules.fold(path);
        String before = files.putIfAbsent(folded, path);
        if (before != null) {
            BundleCode code =
                    before.equals(path) ? BundleCode.PATH_DUPLICATE : BundleCode.PATH_COLLIDES;
            return Optional.of(new Clash(code, before));
        }
        if (folders.containsKey(folded)) {
            return Optional.of(new Clash(BundleCode.PATH_COLLIDES, folders.get(folded)));
        }
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            String folder = path.substring(0, slash);
            String key = PathRules.fold(folder);
            if (files.containsKey(key)) {
                return Optional.of(new Clash(BundleCode.PATH_COLLIDES, files.get(key)));
            }
            // Folders that differ in case become one: their files would be mixed.
            String same = folders.putIfAbsent(key, folder);
            if (same != null && !same.equals(folder)) {
                return Optional.of(new Clash(BundleCode.PATH_COLLIDES, same));
            }
        }
        return Optional.empty();
    }

    /** Whether some file lies below that folder. */
    boolean hasFolder(String folder) {
        return folder.equals(folders.get(PathRules.fold(folder)));
    }
}
