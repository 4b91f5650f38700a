package io.gatehouse.adapter.risklabs.grid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThreadGridRunnerTest {

    private static final List<Integer> CELLS = IntStream.range(0, 200).boxed().toList();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void shouldHandBackResultsInTheOrderOfTheCellsAndTellProgressOnce(int threads) {
        List<Integer> told = Collections.synchronizedList(new ArrayList<>());
        List<String> results =
                new ThreadGridRunner(threads)
                        .run(
                                CELLS,
                                cell -> "cell " + cell,
                                (done, total) -> {
                                    assertThat(total).isEqualTo(200);
                                    told.add(done);
                                });
        assertThat(results)
                .containsExactlyElementsOf(CELLS.stream().map(cell -> "cell " + cell).toList());
        assertThat(told).containsExactlyElementsOf(IntStream.rangeClosed(1, 200).boxed().toList());
    }

    @Test
    void shouldOrderResultsThatAreReadyInAnotherOrder() {
        CountDownLatch second = new CountDownLatch(1);
        List<Integer> results =
                new ThreadGridRunner(2)
                        .run(
                                List.of(1, 2),
                                cell -> {
                                    if (cell == 2) {
                                        second.countDown();
                                    } else {
                                        await(second);
                                    }
                                    return cell * 10;
                                },
                                GridRunner.Progress.NONE);
        assertThat(results).containsExactly(10, 20);
    }

    @Test
    void shouldFailTheRunWithTheCauseOfTheFirstCellThatFails() {
        AtomicInteger begun = new AtomicInteger();
        IllegalArgumentException cause = new IllegalArgumentException("bad cell");
        assertThatThrownBy(
                        () ->
                                new ThreadGridRunner(1)
                                        .run(
                                                CELLS,
                                                cell -> {
                                                    begun.incrementAndGet();
                                                    if (cell == 3) {
                                                        throw cause;
                                                    }
                                                    await(cell > 3);
                                                    return cell;
                                                },
                                                GridRunner.Progress.NONE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3")
                .hasCause(cause);
        assertThat(begun.get()).isBetween(4, 5);
    }

    @Test
    void shouldRefuseAResultThatIsNothing() {
        assertThatThrownBy(
                        () ->
                                new ThreadGridRunner(2)
                                        .run(CELLS, cell -> null, GridRunner.Progress.NONE))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldStopWhenItsCallerIsInterrupted() throws InterruptedException {
        CountDownLatch computing = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicReference<Boolean> still = new AtomicReference<>();
        Thread caller =
                new Thread(
                        () -> {
                            try {
                                new ThreadGridRunner(1)
                                        .run(
                                                CELLS,
                                                cell -> {
                                                    computing.countDown();
                                                    try {
                                                        new CountDownLatch(1).await();
                                                    } catch (InterruptedException e) {
                                                        stopped.countDown();
                                                        Thread.currentThread().interrupt();
                                                    }
                                                    return cell;
                                                },
                                                GridRunner.Progress.NONE);
                            } catch (RuntimeException e) {
                                thrown.set(e);
                                still.set(Thread.currentThread().isInterrupted());
                            }
                        });
        caller.start();
        computing.await();
        caller.interrupt();
        caller.join();
        stopped.await();
        assertThat(thrown.get()).isInstanceOf(CancellationException.class);
        assertThat(still.get()).isTrue();
    }

    @Test
    void shouldRefuseSillyNumbersOfThreads() {
        assertThatThrownBy(() -> new ThreadGridRunner(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ThreadGridRunner(257))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new ThreadGridRunner(1).run(List.of(), cell -> cell, GridRunner.Progress.NONE))
                .isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Waits until the run ends this thread, so that no further cell can be begun. */
    private static void await(boolean forEver) {
        if (forEver) {
            await(new CountDownLatch(1));
        }
    }
}
