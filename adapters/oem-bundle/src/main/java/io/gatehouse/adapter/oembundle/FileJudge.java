package io.gatehouse.adapter.oembundle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the files that are there with the files of the manifest. Pure. */
final class FileJudge {

    private FileJudge() {}

    static void judge(
            BundleManifest manifest, Map<String, MeasuredFile> files, FindingList findings) {
        Map<String, MeasuredFile> extra = new LinkedHashMap<>(files);
        extra.remove(BundleManifest.FILE);
        extra.remove(BundleManifest.SIGNATURE);
        List<BundleFile> missing = new ArrayList<>();
        for (BundleFile stated : manifest.files()) {
            MeasuredFile found = extra.remove(stated.path());
            if (found == null) {
                missing.add(stated);
            } else {
                compare(stated, found, findings);
            }
        }
        missing(missing, extra.values(), findings);
    }

    private static void compare(BundleFile stated, MeasuredFile found, FindingList findings) {
        if (stated.size().isPresent() && stated.size().getAsLong() != found.size()) {
            findings.add(
                    BundleCode.SIZE_DIFFERS,
                    stated.path(),
                    stated.size().getAsLong() + " bytes",
                    found.size() + " bytes");
        }
        if (!stated.sha384().equals(found.sha384())) {
            findings.add(BundleCode.DIGEST_DIFFERS, stated.path(), stated.sha384(), found.sha384());
        }
        if (stated.mode().isPresent() && stated.mode().getAsInt() != found.mode()) {
            findings.add(
                    BundleCode.MODE_DIFFERS,
                    stated.path(),
                    BundleFile.modeText(stated.mode().getAsInt()),
                    BundleFile.modeText(found.mode()));
        }
    }

    /**
     * One that is missing and one that is too many, of the same bytes, are one that was renamed.
     */
    private static void missing(
            List<BundleFile> missing, Collection<MeasuredFile> extra, FindingList findings) {
        Map<String, List<MeasuredFile>> byDigest = new HashMap<>();
        for (MeasuredFile file : extra) {
            byDigest.computeIfAbsent(file.sha384(), d -> new ArrayList<>()).add(file);
        }
        for (BundleFile stated : missing) {
            List<MeasuredFile> same = byDigest.getOrDefault(stated.sha384(), List.of());
            if (same.isEmpty()) {
                findings.add(BundleCode.FILE_MISSING, stated.path(), "the file", "none");
            } else {
                MeasuredFile renamed = same.remove(same.size() - 1);
                findings.add(BundleCode.FILE_RENAMED, stated.path(), stated.path(), renamed.path());
            }
        }
        byDigest.values().stream()
                .flatMap(List::stream)
                .map(MeasuredFile::path)
                .sorted(PathRules.ORDER)
                .forEach(
                        path ->
                                findings.add(
                                        BundleCode.FILE_EXTRA,
                                        path,
                                        "only files of the manifest",
                                        "one that is not in it"));
    }
}
