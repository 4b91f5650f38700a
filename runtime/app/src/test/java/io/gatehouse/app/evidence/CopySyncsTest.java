package io.gatehouse.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.app.evidence.CopySyncs.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CopySyncsTest {

    @TempDir private Path directory;
    private final CopySyncs syncs = new CopySyncs();

    @AfterEach
    void close() {
        syncs.close();
    }

    private IncomingCopies copies(String... names) throws IOException {
        IncomingCopies copies = new IncomingCopies();
        for (String name : names) {
            copies.add(IncomingCopy.write(directory.resolve(name), name.getBytes("US-ASCII")));
        }
        return copies;
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void spoil() throws IOException {
        for (String name : names()) {
            Files.delete(directory.resolve(name));
        }
    }

    @Test
    void shouldHaveEveryRequiredCopyInItsPlaceWhenTheWaitIsOver() throws IOException {
        syncs.require(syncs.begin(copies("a", "b")));
        syncs.require(syncs.begin(copies("c")));
        syncs.await();
        assertThat(names()).containsExactly("a", "b", "c");
        assertThat(directory.resolve("b")).hasContent("b");
    }

    @Test
    void shouldShowNoCopyUnderItsNameBeforeItIsSynced() throws IOException {
        IncomingCopies copies = copies("a");
        assertThat(names()).singleElement().asString().startsWith("incoming-").endsWith(".tmp");
        copies.sync();
        assertThat(names()).containsExactly("a");
    }

    @Test
    void shouldRefuseEveryWriteAfterACopyThatCouldNotBeSynced() throws IOException {
        IncomingCopies lost = copies("a");
        spoil();
        syncs.require(syncs.begin(lost));
        for (int write = 0; write < 3; write++) {
            assertThatThrownBy(syncs::await).isInstanceOf(IOException.class);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void shouldLetOthersWriteWhenALostCopyWasNeverRecorded() throws IOException {
        IncomingCopies lost = copies("a");
        spoil();
        syncs.begin(lost);
        syncs.require(syncs.begin(copies("b")));
        syncs.require(Ticket.NOTHING);
        syncs.await();
        assertThat(names()).containsExactly("b");
    }

    @Test
    void shouldLeaveNothingOfCopiesThatAreDiscarded() throws IOException {
        copies("a", "b").discard();
        assertThat(names()).isEmpty();
        assertThat(syncs.begin(new IncomingCopies())).isSameAs(Ticket.NOTHING);
    }

    @Test
    void shouldNotTakeACopyForDurableThatCameAfterTheEnd() throws IOException {
        syncs.close();
        syncs.require(syncs.begin(copies("a")));
        assertThatThrownBy(syncs::await).isInstanceOf(IOException.class);
        assertThat(names()).isEmpty();
    }
}
