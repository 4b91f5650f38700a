package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code audit rebuild} and the database that it makes anew. */
class RebuildTest {

    @TempDir private Path home;

    @Test
    void shouldSayWhatItMadeAnewFromTheJournal() throws Exception {
        // given
        Bench bench = Bench.founded(home);
        Bench.require(bench.open(), 0);
        Bench.Said before = bench.run("audit", "rebuild", "--format", "json");
        Files.delete(bench.workspace().resolve("var/gatehouse/h2/store.mv.db"));

        // when
        Bench.Said after = bench.run("audit", "rebuild", "--format", "json");

        // then
        assertThat(after.exit()).as(after.err()).isZero();
        assertThat(after.out())
                .isEqualTo(before.out())
                .contains("\"promotions\":1")
                .contains("\"events\":");
        assertThat(after.err()).isEmpty();
        assertThat(bench.run("audit", "rebuild").out())
                .contains("  events: ")
                .contains("  promotions: 1");
    }

    @Test
    void shouldTellThatTheDatabaseWasMadeAnewAndAnswerAllTheSame() throws Exception {
        // given
        Bench bench = Bench.founded(home);
        Files.writeString(bench.workspace().resolve("var/gatehouse/h2/store.mv.db"), "no database");

        // when
        Bench.Said said = bench.open();

        // then
        assertThat(said.exit()).isZero();
        assertThat(said.err()).contains("made anew from the journal").doesNotContain("Exception");
    }

    @Test
    void shouldOpenNoDatabaseForAVerbThatOnlyReads() throws Exception {
        // given
        Bench bench = Bench.founded(home);
        Path database = bench.workspace().resolve("var/gatehouse/h2/store.mv.db");
        Files.delete(database);

        // when
        Bench.require(bench.run("status"), 0);
        bench.run("next");

        // then
        assertThat(database).doesNotExist();
    }
}
