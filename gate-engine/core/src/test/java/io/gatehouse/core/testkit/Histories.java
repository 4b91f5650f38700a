package io.gatehouse.core.testkit;

import io.gatehouse.core.decide.Decision;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.machine.AdmissionBox;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.state.InstallationState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Random histories: likely moves and absurd ones, time that passes, files that change. After each
 * event a second state, built from the journal form of the events alone, must have the same
 * digests.
 */
public final class Histories {

    private static final int MOVES = 40;
    private static final int A_PART = 1_000;

    private Histories() {}

    /** What a history came to. */
    public record Outcome(int events, int admitted, int refused, Digest root) {}

    /**
     * Plays one history.
     *
     * @throws IllegalStateException naming seed and event when live and rebuilt state differ
     */
    public static Outcome play(long seed, int moves, AdmissionBox box) {
        Random random = new Random(seed);
        World world = World.founded(box);
        InstallationState rebuilt = InstallationState.empty();
        int compared = compare(seed, world, rebuilt, 0);
        int admitted = 0;
        int refused = 0;
        String[] gates = {"demo", "paper", "live"};
        int level = 0;
        int serial = 0;
        String id = "p-" + serial;
        for (int n = 0; n < moves; n++) {
            if (random.nextInt(12) == 0) {
                // A whole promotion at once, so that histories reach the higher environments.
                level = world.state().environment().current().ordinal();
                id = "p-" + ++serial;
                if (level < 3 && !world.state().environment().isHalted()) {
                    world.grant(gates[level], id);
                }
            } else {
                disturb(random, world);
                String gate = gates[Math.min(2, world.state().environment().current().ordinal())];
                if (random.nextInt(6) == 0) {
                    id = "p-" + ++serial;
                }
                Map<String, Function<World, Decision>> all = Moves.all(gate, id);
                Decision decision = all.get(pick(random, all, world)).apply(world);
                if (decision instanceof Decision.Admitted) {
                    admitted++;
                } else {
                    refused++;
                }
            }
            compared = compare(seed, world, rebuilt, compared);
        }
        return new Outcome(compared, admitted, refused, world.state().root());
    }

    private static final Set<String> ENDINGS =
            Set.of(
                    "halt",
                    "demote",
                    "reject",
                    "withdraw",
                    "abort",
                    "reopen-work",
                    "void",
                    "revoke-permit");

    /** Mostly something that is admitted and leads onwards, sometimes anything. */
    private static String pick(
            Random random, Map<String, Function<World, Decision>> all, World world) {
        List<String> names = new ArrayList<>(all.keySet());
        String name = names.get(random.nextInt(names.size()));
        boolean anything = random.nextInt(5) == 0;
        for (int tries = 0; tries < 25 && !anything; tries++) {
            boolean ends = ENDINGS.contains(name) && random.nextInt(20) > 0;
            if (!ends && world.attempt(all.get(name)) instanceof Decision.Admitted) {
                return name;
            }
            name = names.get(random.nextInt(names.size()));
        }
        return name;
    }

    private static void disturb(Random random, World world) {
        if (random.nextInt(20) == 0) {
            world.pass(Duration.ofMinutes(random.nextInt(2000)));
        }
        if (random.nextInt(30) == 0) {
            world.pass(Duration.ofSeconds(-random.nextInt(8)));
        }
        if (random.nextInt(40) == 0) {
            world.write("config/core.yaml", "risk: " + random.nextInt(3));
        }
    }

    private static int compare(long seed, World world, InstallationState rebuilt, int from) {
        for (int i = from; i < world.history().size(); i++) {
            Event event = world.history().get(i);
            rebuilt.apply(
                    EventCodec.decode(
                            EventCodec.typeOf(event),
                            EventCodec.VERSION,
                            EventCodec.encode(event)));
            if (!rebuilt.root().equals(world.roots().get(i))) {
                throw new IllegalStateException(
                        "seed "
                                + seed
                                + ": rebuilt state differs after event "
                                + (i + 1)
                                + " "
                                + event);
            }
        }
        return world.history().size();
    }

    /** What many histories came to, with one digest over all of their outcomes in order. */
    public static final class Total {

        private final MessageDigest all = Digest.newSha384();
        private int count;
        private long events;
        private long admitted;
        private long refused;

        /** Adds the next one. */
        public void add(Outcome outcome) {
            all.update(outcome.toString().getBytes(StandardCharsets.UTF_8));
            count++;
            events += outcome.events();
            admitted += outcome.admitted();
            refused += outcome.refused();
        }

        public int count() {
            return count;
        }

        public long events() {
            return events;
        }

        public long admitted() {
            return admitted;
        }

        @Override
        public String toString() {
            return String.format(
                    "%d, %d events compared, %d admitted, %d refused, %s",
                    count, events, admitted, refused, digest());
        }

        private String digest() {
            try {
                return HexFormat.of().formatHex(((MessageDigest) all.clone()).digest());
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("a digest of the platform can be cloned", e);
            }
        }
    }

    /**
     * Plays the histories of the seeds from 1 on.
     *
     * @param said gets what they came to, after every thousand and at the end
     */
    public static Total playAll(int count, AdmissionBox box, Consumer<Total> said) {
        Total all = new Total();
        for (long seed = 1; seed <= count; seed++) {
            all.add(play(seed, MOVES, box));
            if (seed % A_PART == 0 && seed < count) {
                said.accept(all);
            }
        }
        said.accept(all);
        return all;
    }

    /**
     * Prints the number of its Java runtime, then what so many histories came to, one line after
     * every thousand: equal on every Java runtime.
     */
    public static void main(String[] arguments) {
        System.out.println(Runtime.version().feature());
        playAll(Integer.parseInt(arguments[0]), new PlainBox(), System.out::println);
    }
}
