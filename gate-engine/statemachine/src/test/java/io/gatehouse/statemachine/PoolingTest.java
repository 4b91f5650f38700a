package io.gatehouse.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.machine.Admission;
import io.gatehouse.core.machine.EnvironmentMachine;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.machine.Transition;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PoolingTest {

    private static final MachineDefinition TABLE = EnvironmentMachine.definition();

    private static <T> List<T> inParallel(int threads, Callable<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(executor.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : running) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void shouldAdmitTheSameTriggerOfTwoPromotionsFromTwoThreadsOnceEach() throws Exception {
        SpringAdmissionBox box = new SpringAdmissionBox();
        MachineDefinition table = GateFixtures.gateMachine(2, 3);
        int rounds = 2_000;
        CyclicBarrier together = new CyclicBarrier(2);
        AtomicInteger asked = new AtomicInteger();

        List<Integer> admitted =
                inParallel(
                        2,
                        () -> {
                            int count = 0;
                            for (int round = 0; round < rounds; round++) {
                                together.await();
                                Admission admission =
                                        box.offer(
                                                table,
                                                "step-0:READY",
                                                "RUN:step-0",
                                                () -> {
                                                    asked.incrementAndGet();
                                                    return List.of();
                                                });
                                count += admission instanceof Admission.Admitted ? 1 : 0;
                            }
                            return count;
                        });

        assertThat(admitted).containsExactly(rounds, rounds);
        assertThat(asked.get()).as("each offer asked its own guard, once").isEqualTo(2 * rounds);
    }

    @Test
    void shouldAnswerRightWhenManyThreadsHammerSeveralTables() throws Exception {
        SpringAdmissionBox box = new SpringAdmissionBox();
        PlainBox reference = new PlainBox();
        List<MachineDefinition> tables =
                List.of(TABLE, GateFixtures.gateMachine(2, 1), GateFixtures.gateMachine(3, 5));
        long seed = 20261120;
        AtomicInteger thread = new AtomicInteger();

        List<Integer> compared =
                inParallel(
                        8,
                        () -> {
                            Random random = new Random(seed + thread.getAndIncrement());
                            for (int i = 0; i < 1_500; i++) {
                                MachineDefinition table = tables.get(random.nextInt(tables.size()));
                                String state = pick(random, table.states());
                                String trigger =
                                        random.nextInt(3) > 0 && !table.triggersOf(state).isEmpty()
                                                ? pick(random, table.triggersOf(state))
                                                : pick(random, table.triggers());
                                int kind = random.nextInt(3);
                                String own = "own-" + random.nextInt();
                                Guard guard =
                                        () -> {
                                            if (kind == 2) {
                                                throw new IllegalStateException();
                                            }
                                            return kind == 0
                                                    ? List.of()
                                                    : List.of(
                                                            Finding.of(
                                                                    "some-rule",
                                                                    "fault",
                                                                    own,
                                                                    "e",
                                                                    "o",
                                                                    "r"));
                                        };
                                assertThat(box.offer(table, state, trigger, guard))
                                        .as("seed %d: %s in %s", seed, trigger, state)
                                        .isEqualTo(reference.offer(table, state, trigger, guard));
                            }
                            return 1_500;
                        });

        assertThat(compared.stream().mapToInt(Integer::intValue).sum()).isEqualTo(12_000);
        assertThat(box.idle())
                .isLessThanOrEqualTo(3 * (Runtime.getRuntime().availableProcessors() + 2));
    }

    /** A machine that says where it stands, and takes no event. */
    private record Standing(String stands) implements EventMachine {
        @Override
        public Answer fire(String state, String trigger, Attempt attempt) {
            throw new MachineFault("not asked here");
        }
    }

    @Test
    void shouldLendTheMachineThatStandsInTheState() {
        MachinePool pool = new MachinePool(() -> new Standing("new"), 4);
        pool.giveBack(new Standing("first"));
        pool.giveBack(new Standing("second"));

        assertThat(pool.take("first").stands()).isEqualTo("first");
        assertThat(pool.take("first").stands()).as("any other will do").isEqualTo("second");
        assertThat(pool.take("first").stands()).isEqualTo("new");
    }

    private static String pick(Random random, Set<String> names) {
        return List.copyOf(names).get(random.nextInt(names.size()));
    }

    @Test
    void shouldReuseMachinesAndKeepNoMoreThanTheBound() throws Exception {
        AtomicInteger built = new AtomicInteger();
        SpringAdmissionBox box =
                new SpringAdmissionBox(
                        definition -> {
                            built.incrementAndGet();
                            return new SpringMachine(definition);
                        },
                        3);
        for (int i = 0; i < 500; i++) {
            box.offer(TABLE, "NONE", "PROMOTE:DEMO", Guard.OPEN);
        }
        assertThat(built.get()).as("one thread, one machine").isEqualTo(1);

        // Eight offers at once, each held in its guard until all are there.
        CyclicBarrier all = new CyclicBarrier(8);
        List<Admission> admissions =
                inParallel(
                        8,
                        () ->
                                box.offer(
                                        TABLE,
                                        "NONE",
                                        "PROMOTE:DEMO",
                                        () -> {
                                            awaitAll(all);
                                            return List.of();
                                        }));

        assertThat(admissions).hasSize(8).allMatch(Admission.Admitted.class::isInstance);
        assertThat(built.get()).isEqualTo(8);
        assertThat(box.idle()).as("the rest is left to the collector").isEqualTo(3);
    }

    private static void awaitAll(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void shouldLetAGuardMakeAnOfferOfItsOwn() {
        SpringAdmissionBox box = new SpringAdmissionBox(SpringMachine::new, 1);

        Admission admission =
                box.offer(
                        TABLE,
                        "NONE",
                        "PROMOTE:DEMO",
                        () ->
                                box.offer(TABLE, "LIVE", "PROMOTE:DEMO", Guard.OPEN)
                                                instanceof Admission.Refused refused
                                        ? refused.findings()
                                        : List.of());

        assertThat(admission.toString()).contains("not-in-this-state");
    }

    @Test
    void shouldForgetTheTablesThatWereNotUsedForLongest() {
        SpringAdmissionBox box = new SpringAdmissionBox();
        for (int i = 0; i < SpringAdmissionBox.TABLES * 2; i++) {
            MachineDefinition table = table("m-" + i, "B");
            assertThat(box.offer(table, "A", "GO", Guard.OPEN))
                    .isEqualTo(new Admission.Admitted("B", ""));
        }
        assertThat(box.tables()).isEqualTo(SpringAdmissionBox.TABLES);
        assertThat(box.idle()).isLessThanOrEqualTo(SpringAdmissionBox.TABLES);
    }

    @Test
    void shouldNotAdmitByTheRowsOfAnotherTableUnderTheSameId() {
        SpringAdmissionBox box = new SpringAdmissionBox();
        MachineDefinition first = table("same", "B");
        MachineDefinition second = table("same", "C");

        for (int i = 0; i < 20; i++) {
            assertThat(box.offer(first, "A", "GO", Guard.OPEN))
                    .isEqualTo(new Admission.Admitted("B", ""));
            assertThat(box.offer(second, "A", "GO", Guard.OPEN))
                    .isEqualTo(new Admission.Admitted("C", ""));
        }
        assertThat(box.tables()).isEqualTo(2);

        // An equal table made anew shares the machines of the first.
        box.offer(table("same", "B"), "A", "GO", Guard.OPEN);
        assertThat(box.tables()).isEqualTo(2);
    }

    @Test
    void shouldNotRememberWhereAnotherPromotionStood() {
        SpringAdmissionBox box = new SpringAdmissionBox(SpringMachine::new, 1);
        box.offer(TABLE, "PAPER", "PROMOTE:LIVE", Guard.OPEN);

        assertThat(box.offer(TABLE, "NONE", "DEMOTE:PAPER", Guard.OPEN))
                .as("the machine stood in LIVE, from where it would be allowed")
                .isInstanceOf(Admission.Refused.class);
        assertThat(box.offer(TABLE, "HALTED:LIVE", "RESUME:PAPER", Guard.OPEN))
                .isEqualTo(new Admission.Admitted("PAPER", "ISSUE_PERMIT"));
    }

    private static MachineDefinition table(String id, String to) {
        String other = to.equals("B") ? "C" : "B";
        return new MachineDefinition(
                id,
                "A",
                List.of("A", "B", "C"),
                Set.of("B", "C"),
                List.of(new Transition("A", "GO", to, ""), new Transition("A", "ELSE", other, "")));
    }
}
