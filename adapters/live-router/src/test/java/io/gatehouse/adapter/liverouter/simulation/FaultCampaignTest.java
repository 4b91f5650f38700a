package io.gatehouse.adapter.liverouter.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * 50,000 faults in virtual time, with {@code -Dgatehouse.campaign=true} 1,000,000; each world is
 * made again from the campaign's seed and its own number.
 */
class FaultCampaignTest {

    private static final long SEED = 0x9E3779B97F4A7C15L;
    private static final long FAULTS =
            Boolean.getBoolean("gatehouse.campaign") ? 1_000_000 : 50_000;

    @Test
    void shouldNeitherFillTwiceNorLoseAnOrderUnderFaults() {
        long[] injected = new long[FaultKind.values().length];
        long worlds = 0;
        long orders = 0;
        while (sum(injected) < FAULTS) {
            World world = new World(SEED + worlds, true, injected);
            world.live(world.router(Mutation.NONE));
            assertThat(Oracle.faults(world)).as("seed %d + %d", SEED, worlds).isEmpty();
            orders += world.given.size();
            worlds++;
        }
        System.out.printf(
                Locale.ROOT,
                "router: seed %d, %d worlds, %d orders, %d faults, 0 double fills, 0 lost%n%s%n",
                SEED,
                worlds,
                orders,
                sum(injected),
                table(injected));
        assertThat(sum(injected)).isGreaterThanOrEqualTo(FAULTS);
        for (FaultKind kind : FaultKind.values()) {
            assertThat(injected[kind.ordinal()]).as(kind.name()).isGreaterThan(FAULTS / 500);
        }
    }

    @Test
    void shouldFindThatTheUsualWayFillsTwiceAndLosesOrders() {
        long[] injected = new long[FaultKind.values().length];
        long worlds = 0;
        long doubled = 0;
        long lost = 0;
        while (sum(injected) < FAULTS) {
            World world = new World(SEED + worlds, false, injected);
            NaiveTrader naive = new NaiveTrader(world.venues, world.time);
            world.live(naive);
            doubled += Oracle.doubleFills(world).size();
            for (FaultyVenue venue : world.venues) {
                lost +=
                        venue.truth().orders().stream()
                                .filter(o -> o.id.of("naive") && !naive.knows(o.id))
                                .count();
            }
            worlds++;
        }
        System.out.printf(
                Locale.ROOT,
                "retry and fallback: seed %d, %d worlds, %d faults, %d double fills, %d lost%n",
                SEED,
                worlds,
                sum(injected),
                doubled,
                lost);
        assertThat(doubled).isGreaterThan(FAULTS / 500);
        assertThat(lost).isGreaterThan(FAULTS / 100);
    }

    @ParameterizedTest
    @EnumSource(value = Mutation.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldCatchARouterWithOneMistake(Mutation mutation) {
        long[] injected = new long[FaultKind.values().length];
        List<String> caught = new ArrayList<>();
        int worlds = 0;
        while (caught.isEmpty() && worlds < 2_000) {
            World world = new World(SEED + worlds, true, injected);
            world.live(world.router(mutation));
            // What the router itself noticed does not count: the oracle must see the harm.
            Oracle.faults(world).stream()
                    .filter(fault -> !fault.startsWith("halted"))
                    .forEach(caught::add);
            worlds++;
        }
        System.out.printf(Locale.ROOT, "%s: caught in world %d: %s%n", mutation, worlds, caught);
        assertThat(caught).isNotEmpty();
    }

    @Test
    void shouldInjectTheSameFaultsFromTheSameSeed() {
        long[] first = new long[FaultKind.values().length];
        long[] second = new long[FaultKind.values().length];
        for (long[] injected : List.of(first, second)) {
            for (int i = 0; i < 50; i++) {
                World world = new World(SEED + i, true, injected);
                world.live(world.router(Mutation.NONE));
            }
        }
        assertThat(first).isEqualTo(second);
        assertThat(sum(first)).isPositive();
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    private static String table(long[] injected) {
        StringBuilder text = new StringBuilder();
        for (FaultKind kind : FaultKind.values()) {
            text.append(String.format(Locale.ROOT, "%8d ", injected[kind.ordinal()]))
                    .append(kind)
                    .append('\n');
        }
        return text.toString();
    }
}
