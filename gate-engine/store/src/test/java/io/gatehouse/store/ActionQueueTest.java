package io.gatehouse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.id.PromotionId;
import io.gatehouse.store.ActionQueue.Drained;
import io.gatehouse.store.Job.Outcome;
import io.gatehouse.store.Job.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActionQueueTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir Path directory;
    private volatile Instant now = History.START;
    private final InstantSource clock = () -> now;
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

    private Store open() {
        return Store.open(directory, clock);
    }

    private static Job job(String key) {
        return new Job(key, new PromotionId("p-1"), "labs");
    }

    private Outcome done(Job job) {
        ran.add(job.key());
        return new Outcome.Done("exit 0");
    }

    @Test
    void shouldRunAJobOncePerKeyHoweverOftenItIsEnqueued() {
        try (Store store = open()) {
            ActionQueue queue = store.queue();
            assertThat(queue.enqueue(job("k-1"))).isTrue();
            assertThat(queue.enqueue(job("k-1"))).isFalse();
            assertThat(queue.enqueue(job("k-2"))).isTrue();

            assertThat(queue.drain(this::done, MINUTE)).isEqualTo(new Drained(2, 0));
            assertThat(queue.enqueue(job("k-1"))).as("done").isFalse();
            assertThat(queue.drain(this::done, MINUTE)).isEqualTo(new Drained(0, 0));

            assertThat(ran).containsExactlyInAnyOrder("k-1", "k-2");
            assertThat(queue.find("k-1").orElseThrow().status()).isEqualTo(Status.DONE);
            assertThat(queue.find("k-1").orElseThrow().note()).isEqualTo("exit 0");
            assertThat(queue.find("k-1").orElseThrow().job()).isEqualTo(job("k-1"));
            assertThat(queue.find("k-9")).isEmpty();
            assertThat(queue.entries(Page.Request.FIRST).total()).isEqualTo(2);
        }
    }

    @Test
    void shouldKeepJobsFromOneOpeningToTheNext() {
        try (Store store = open()) {
            store.queue().enqueue(job("k-1"));
        }
        try (Store store = open()) {
            assertThat(store.queue().enqueue(job("k-1"))).isFalse();
            assertThat(store.queue().drain(this::done, MINUTE).run()).isEqualTo(1);
        }
        try (Store store = open()) {
            assertThat(store.queue().drain(this::done, MINUTE).run()).isZero();
            assertThat(store.queue().enqueue(job("k-1"))).isFalse();
        }
        assertThat(ran).containsExactly("k-1");
    }

    @Test
    void shouldRunMoreJobsThanOneBatchOfThePoller() {
        try (Store store = open()) {
            for (int i = 0; i < 150; i++) {
                store.queue().enqueue(job("k-" + i));
            }
            assertThat(store.queue().drain(this::done, MINUTE)).isEqualTo(new Drained(150, 0));
        }
        assertThat(ran).hasSize(150).doesNotHaveDuplicates();
    }

    @Test
    void shouldRetryOnlyWhenTheHandlerSaysSoAndOnlyWhenItIsTime() {
        AtomicInteger calls = new AtomicInteger();
        Job.Handler busy =
                job ->
                        calls.incrementAndGet() < 3
                                ? new Outcome.Retry(Duration.ofMinutes(5), "busy")
                                : new Outcome.Done("at last");
        try (Store store = open()) {
            store.queue().enqueue(job("k-1"));

            assertThat(store.queue().drain(busy, MINUTE)).isEqualTo(new Drained(1, 0));
            assertThat(store.queue().find("k-1").orElseThrow().status()).isEqualTo(Status.QUEUED);
            assertThat(store.queue().drain(busy, MINUTE)).isEqualTo(new Drained(0, 0));
            now = now.plus(Duration.ofMinutes(5));
            assertThat(store.queue().drain(busy, MINUTE).run()).isEqualTo(1);
        }
        now = now.plus(Duration.ofMinutes(5));
        try (Store store = open()) {
            assertThat(store.queue().drain(busy, MINUTE).run()).isEqualTo(1);
            assertThat(store.queue().find("k-1").orElseThrow().runs()).isEqualTo(3);
            assertThat(store.queue().find("k-1").orElseThrow().status()).isEqualTo(Status.DONE);
        }
    }

    @Test
    void shouldRetryAtOnceWithinTheSameDrain() {
        AtomicInteger calls = new AtomicInteger();
        try (Store store = open()) {
            store.queue().enqueue(job("k-1"));
            Drained drained =
                    store.queue()
                            .drain(
                                    job ->
                                            calls.incrementAndGet() < 4
                                                    ? new Outcome.Retry(Duration.ZERO, "again")
                                                    : new Outcome.Done(""),
                                    MINUTE);
            assertThat(drained).isEqualTo(new Drained(4, 0));
        }
    }

    @Test
    void shouldKeepAJobWhoseHandlerThrewAndNotRunItAgainByItself() {
        try (Store store = open()) {
            ActionQueue queue = store.queue();
            queue.enqueue(job("k-1"));
            queue.enqueue(job("k-2"));
            queue.enqueue(job("k-3"));
            queue.enqueue(job("k-4"));
            Drained drained =
                    queue.drain(
                            job ->
                                    switch (job.key()) {
                                        case "k-1" ->
                                                throw new IllegalStateException(
                                                        "secret-in-message");
                                        case "k-2" -> throw new StackOverflowError();
                                        case "k-3" -> null;
                                        default -> done(job);
                                    },
                            MINUTE);

            assertThat(drained).isEqualTo(new Drained(4, 0));
            assertThat(ran).containsExactly("k-4");
            assertThat(queue.unresolved())
                    .extracting(entry -> entry.job().key(), Job.Entry::status, Job.Entry::note)
                    .containsExactlyInAnyOrder(
                            org.assertj.core.groups.Tuple.tuple(
                                    "k-1", Status.BROKEN, "IllegalStateException"),
                            org.assertj.core.groups.Tuple.tuple(
                                    "k-2", Status.BROKEN, "StackOverflowError"),
                            org.assertj.core.groups.Tuple.tuple(
                                    "k-3", Status.BROKEN, "NullPointerException"));
            assertThat(queue.drain(this::done, MINUTE).run()).isZero();

            assertThat(queue.enqueue(job("k-1"))).as("asked for anew").isTrue();
            assertThat(queue.drain(this::done, MINUTE).run()).isEqualTo(1);
            assertThat(queue.find("k-1").orElseThrow().status()).isEqualTo(Status.DONE);
        }
    }

    @Test
    void shouldThrowOutOfMemoryAgainAfterNotingIt() {
        OutOfMemoryError cause = new OutOfMemoryError("simulated");
        try (Store store = open()) {
            store.queue().enqueue(job("k-1"));

            assertThatThrownBy(
                            () ->
                                    store.queue()
                                            .drain(
                                                    job -> {
                                                        throw cause;
                                                    },
                                                    MINUTE))
                    .isSameAs(cause);

            assertThat(store.queue().find("k-1").orElseThrow().status()).isEqualTo(Status.BROKEN);
        }
    }

    @Test
    void shouldBeginNoFurtherJobWhenTheTimeIsUp() {
        try (Store store = open()) {
            for (int i = 0; i < 5; i++) {
                store.queue().enqueue(job("k-" + i));
            }
            Drained drained =
                    store.queue()
                            .drain(
                                    job -> {
                                        now = now.plusSeconds(40);
                                        return done(job);
                                    },
                                    MINUTE);

            assertThat(drained).isEqualTo(new Drained(2, 3));
            assertThat(store.queue().drain(this::done, MINUTE)).isEqualTo(new Drained(3, 0));
        }
        assertThat(ran).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void shouldCallAJobLostThatWasRunningWhenTheProcessEnded() throws Exception {
        try (Store store = open()) {
            store.queue().enqueue(job("k-1"));
            store.queue().enqueue(job("k-2"));
            store.queue().enqueue(job("k-3"));
        }
        // As a killed process leaves them: one begun, one picked but not begun, one without its
        // row.
        StoreFixture.tamper(
                directory,
                "UPDATE jobs SET status = 'RUNNING', runs = 1 WHERE job_key = 'k-1'",
                "UPDATE scheduled_tasks SET picked = TRUE, picked_by = 'x',"
                        + " last_heartbeat = CURRENT_TIMESTAMP WHERE task_instance IN ('k-1','k-2')",
                "DELETE FROM scheduled_tasks WHERE task_instance = 'k-3'");

        try (Store store = open()) {
            assertThat(store.queue().unresolved())
                    .extracting(e -> e.job().key())
                    .containsExactly("k-1");
            assertThat(store.queue().find("k-1").orElseThrow().status()).isEqualTo(Status.LOST);
            assertThat(store.queue().drain(this::done, MINUTE)).isEqualTo(new Drained(2, 0));
            assertThat(ran).containsExactlyInAnyOrder("k-2", "k-3");
            assertThat(store.queue().enqueue(job("k-1"))).isTrue();
        }
    }

    @Test
    void shouldLetOneOfManyThreadsEnqueueAKey() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try (Store store = open()) {
            List<Future<Integer>> running = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                running.add(
                        threads.submit(
                                () -> {
                                    int won = 0;
                                    for (int i = 0; i < 20; i++) {
                                        won += store.queue().enqueue(job("k-" + i)) ? 1 : 0;
                                    }
                                    return won;
                                }));
            }
            int won = 0;
            for (Future<Integer> future : running) {
                won += future.get();
            }
            assertThat(won).isEqualTo(20);
            assertThat(store.queue().drain(this::done, MINUTE).run()).isEqualTo(20);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void shouldWorkJobsOffInTheBackgroundAndWaitForThemWhenItCloses() throws Exception {
        now = Instant.now().minusSeconds(10);
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch go = new CountDownLatch(1);
        try (Store store = open()) {
            ActionQueue.Worker worker =
                    store.queue()
                            .start(
                                    job -> {
                                        begun.countDown();
                                        awaitQuietly(go);
                                        return done(job);
                                    },
                                    2);
            store.queue().enqueue(job("k-1"));
            store.queue().enqueue(job("k-2"));
            worker.wake();
            assertThat(begun.await(60, TimeUnit.SECONDS)).as("both run at once").isTrue();
            go.countDown();
            worker.close();

            assertThat(ran).containsExactlyInAnyOrder("k-1", "k-2");
            assertThat(store.queue().find("k-1").orElseThrow().status()).isEqualTo(Status.DONE);
            assertThat(store.readModel().position().seq())
                    .as("no interrupt has closed the database")
                    .isZero();
            assertThat(store.queue().enqueue(job("k-3"))).isTrue();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldCarryNoDataThatCouldBeDeserialised() {
        assertThat(new NoData().serialize(null)).isEmpty();
        Object read = new NoData().deserialize(Object.class, new byte[] {(byte) 0xAC, (byte) 0xED});
        assertThat(read).isNull();
        assertThatIllegalArgumentException().isThrownBy(() -> new NoData().serialize("x"));
    }

    @Test
    void shouldRefuseAJobWithoutKeyOrSlotAndARetryInThePast() {
        assertThatIllegalArgumentException().isThrownBy(() -> job(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> job("k".repeat(129)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Job("k", new PromotionId("p"), ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outcome.Retry(Duration.ofSeconds(-1), ""));
    }
}
