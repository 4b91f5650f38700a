package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigTree;
import java.util.List;

/** The file as a whole: it says something, and says it once (ADR 0006, ADR 0023). */
final class DocumentCheck implements ConfigCheck {

    static final ConfigCode EMPTY =
            ConfigCode.ours(
                    "file_empty",
                    "The file holds no setting, and nothing would be checked.",
                    "give the file that the system loads");

    static final ConfigCode DUPLICATE =
            ConfigCode.ours(
                            "key_duplicate",
                            "A key occurs twice in its mapping: one reader takes the first value, another the last.",
                            "keep one of them; the trading system takes the last and ignores the others")
                    .orWaived();

    /** Any fault of the reading itself; its {@code observed} tells which. */
    static final ConfigCode UNREADABLE =
            ConfigCode.ours(
                    "yaml_refused",
                    "The file is not one YAML mapping within the limits that every reader sees alike:"
                            + " UTF-8, one document, no anchors, aliases, merge keys or tags, at most"
                            + " 16 MiB, 64 levels and 200000 nodes.",
                    "correct the file at that line");

    @Override
    public String name() {
        return "document";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(EMPTY, UNREADABLE, DUPLICATE, Examination.TYPE);
    }

    @Override
    public void run(Examination file) {
        if (file.root().members().isEmpty()) {
            file.find(EMPTY, file.root(), "file", "no setting");
        }
        for (ConfigTree.Duplicate duplicate : file.tree().duplicates()) {
            file.find(
                    DUPLICATE,
                    duplicate.path(),
                    duplicate.line(),
                    duplicate.column(),
                    duplicate.path(),
                    "again at line " + duplicate.line());
        }
    }
}
