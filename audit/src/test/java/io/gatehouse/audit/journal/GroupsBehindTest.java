package io.gatehouse.audit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** Groups that are taken while the next ones are read. */
class GroupsBehindTest {

    private static final int GROUPS = 2_000;

    private static JournalGroup group(int n) {
        CommitRecord commit =
                new CommitRecord(
                        1,
                        n,
                        Digest.ZERO,
                        Digest.ZERO,
                        Digest.ZERO,
                        Instant.EPOCH,
                        new KeyId("k"),
                        "A".repeat(64));
        return new JournalGroup("segment", 10L * n, 10L * n + 10, List.of(), commit, true);
    }

    @Test
    void shouldHandOnEveryGroupInOrder() {
        List<Long> taken = new ArrayList<>();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (GroupsBehind behind =
                new GroupsBehind(
                        group -> {
                            threads.add(Thread.currentThread().getName());
                            taken.add(group.commit().seq());
                        })) {
            for (int n = 1; n <= GROUPS; n++) {
                behind.accept(group(n));
            }
            behind.finish();
        }
        assertThat(taken).hasSize(GROUPS).isSorted();
        assertThat(threads).hasSizeBetween(1, 2);
    }

    @Test
    void shouldThrowWhatTheConsumerThrewAndHandOnNothingMore() {
        for (int bad : new int[] {5, 777, GROUPS}) {
            List<Long> taken = new ArrayList<>();
            try (GroupsBehind behind =
                    new GroupsBehind(
                            group -> {
                                if (group.commit().seq() == bad) {
                                    throw new IllegalStateException("group " + bad);
                                }
                                taken.add(group.commit().seq());
                            })) {
                assertThatThrownBy(
                                () -> {
                                    for (int n = 1; n <= GROUPS; n++) {
                                        behind.accept(group(n));
                                    }
                                    behind.finish();
                                })
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("group " + bad);
            }
            assertThat(taken).hasSize(bad - 1).isSorted();
        }
    }

    @Test
    void shouldGiveUpWhatWasNotTakenWhenItIsClosedEarly() {
        List<Long> taken = new ArrayList<>();
        try (GroupsBehind behind = new GroupsBehind(group -> taken.add(group.commit().seq()))) {
            for (int n = 1; n <= GROUPS; n++) {
                behind.accept(group(n));
            }
        }
        int count = taken.size();
        assertThat(taken).hasSizeBetween(200, GROUPS).isSorted();
        assertThat(taken).hasSize(count);
    }
}
