package io.gatehouse.adapter.ci;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitDiffTest {

    private static final String FILE = "config/core.yaml";

    @TempDir Path directory;
    private Git git;

    @BeforeEach
    void prepare() throws Exception {
        git = Git.init().setDirectory(directory.toFile()).setInitialBranch("main").call();
        StoredConfig config = git.getRepository().getConfig();
        config.setBoolean("commit", null, "gpgsign", false);
        config.save();
    }

    @AfterEach
    void close() {
        git.close();
    }

    @Test
    void shouldDescribeTheChangeOfOneFileBetweenTwoCommits() throws Exception {
        RevCommit base = commit("a: 1\nb: 2\n", "x");
        RevCommit head = commit("a: 1\nb: 3\n", "y");

        GitDiff diff = GitDiff.of(directory, base.name(), head.name(), FILE);

        String text = diff.bytes().text();
        assertThat(text)
                .startsWith(
                        "gatehouse-diff/1\nbase "
                                + base.name()
                                + "\nhead "
                                + head.name()
                                + "\npath "
                                + FILE
                                + "\n"
                                + "before 100644 10 "
                                + sha384("a: 1\nb: 2\n")
                                + "\nafter 100644 10 "
                                + sha384("a: 1\nb: 3\n")
                                + "\n")
                .contains(
                        "--- a/config/core.yaml\n+++ b/config/core.yaml\n@@ -1,2 +1,2 @@\n a: 1\n-b: 2\n+b: 3\n")
                .doesNotContain("other.txt");
        assertThat(diff.after()).contains(Digest.parse(sha384("a: 1\nb: 3\n")));
        assertThat(diff.digest()).isEqualTo(Digest.sha384(diff.bytes().bytes()));
    }

    @Test
    void shouldGiveTheSameBytesWhateverTheSettingsOfTheRepository() throws Exception {
        RevCommit base = commit("a: 1\nb: 2\n", "x");
        RevCommit head = commit("a: 1\r\nb: 3\r\n", "y");
        GitDiff plain = GitDiff.of(directory, base.name(), head.name(), FILE);

        StoredConfig config = git.getRepository().getConfig();
        config.setBoolean("diff", null, "noprefix", true);
        config.setBoolean("diff", null, "mnemonicPrefix", true);
        config.setString("diff", null, "renames", "copies");
        config.setString("diff", null, "algorithm", "myers");
        config.setString("core", null, "autocrlf", "true");
        config.setString("core", null, "abbrev", "7");
        config.save();

        assertThat(GitDiff.of(directory, base.name(), head.name(), FILE).digest())
                .isEqualTo(plain.digest());
        assertThat(GitDiff.of(directory.resolve(".git"), "HEAD~1", "HEAD", FILE).digest())
                .isEqualTo(plain.digest());
    }

    @Test
    void shouldDescribeAFileThatAppearsOrVanishes() throws Exception {
        RevCommit without = commit(null, "x");
        RevCommit with = commit("a: 1\n", "x");

        assertThat(GitDiff.of(directory, without.name(), with.name(), FILE).bytes().text())
                .contains("\nbefore absent\n");
        assertThat(GitDiff.of(directory, with.name(), without.name(), FILE).bytes().text())
                .contains("\nafter absent\n");
    }

    @Test
    void shouldBindTheContentOfABinaryFile() throws Exception {
        RevCommit base = commit("\0\1", "x");
        RevCommit head = commit("\0\2", "x");

        assertThat(GitDiff.of(directory, base.name(), head.name(), FILE).bytes().text())
                .contains(sha384("\0\2"));
    }

    @Test
    void shouldDifferForOtherCommitsWithTheSameChange() throws Exception {
        RevCommit first = commit("a: 1\n", "x");
        RevCommit second = commit("a: 2\n", "x");
        commit("a: 1\n", "y");
        RevCommit fourth = commit("a: 2\n", "y");

        assertThat(GitDiff.of(directory, first.name(), second.name(), FILE).digest())
                .isNotEqualTo(GitDiff.of(directory, first.name(), fourth.name(), FILE).digest());
    }

    @Test
    void shouldRefuseWhatCannotBeCompared(@TempDir Path empty) throws Exception {
        RevCommit base = commit("a: 1\n", "x");
        RevCommit head = commit("a: 1\n", "y");

        assertThatThrownBy(() -> GitDiff.of(directory, base.name(), head.name(), FILE))
                .isInstanceOf(GitDiffException.class)
                .hasMessageContaining("same in both");
        assertThatThrownBy(() -> GitDiff.of(directory, base.name(), "f".repeat(40), FILE))
                .isInstanceOf(GitDiffException.class);
        assertThatThrownBy(() -> GitDiff.of(directory, base.name(), "no-such-branch", FILE))
                .isInstanceOf(GitDiffException.class);
        assertThatThrownBy(() -> GitDiff.of(directory, base.name(), head.name(), "config"))
                .isInstanceOf(GitDiffException.class)
                .hasMessageContaining("not a file");
        assertThatThrownBy(() -> GitDiff.of(directory, base.name(), head.name(), "../etc/passwd"))
                .isInstanceOf(GitDiffException.class);
        assertThatThrownBy(() -> GitDiff.of(empty, "a", "b", FILE))
                .isInstanceOf(GitDiffException.class);
    }

    private RevCommit commit(String content, String other) throws Exception {
        Path file = directory.resolve(FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(directory.resolve("other.txt"), other);
        if (content == null) {
            Files.deleteIfExists(file);
        } else {
            Files.writeString(file, content);
        }
        git.add().addFilepattern(".").call();
        git.add().setUpdate(true).addFilepattern(".").call();
        PersonIdent person =
                new PersonIdent(
                        "ann",
                        "ann@example.invalid",
                        Instant.parse("2026-11-20T10:00:00Z"),
                        ZoneOffset.UTC);
        return git.commit()
                .setMessage("change")
                .setAuthor(person)
                .setCommitter(person)
                .setSign(false)
                .call();
    }

    private static String sha384(String text) {
        return Digest.sha384(text.getBytes(StandardCharsets.UTF_8)).value();
    }
}
