package io.gatehouse.adapter.liverouter.simulation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Draws a fault, or none, for each call; the same seed and calls give the same faults. */
final class FaultScript {

    private static final Map<FaultKind.At, List<FaultKind>> KINDS =
            new EnumMap<>(FaultKind.At.class);

    static {
        for (FaultKind.At at : FaultKind.At.values()) {
            KINDS.put(at, Arrays.stream(FaultKind.values()).filter(k -> k.at == at).toList());
        }
    }

    private final SplittableRandom random;
    private final boolean kills;
    private final long[] injected;
    private boolean on = true;

    FaultScript(long seed, boolean kills, long[] injected) {
        this.random = new SplittableRandom(seed);
        this.kills = kills;
        this.injected = injected;
    }

    SplittableRandom random() {
        return random;
    }

    void off() {
        on = false;
    }

    boolean isOn() {
        return on;
    }

    Optional<FaultKind> draw(FaultKind.At at) {
        int percent =
                switch (at) {
                    case PLACE -> 65;
                    case FIND -> 35;
                    case CANCEL -> 50;
                    case LIST -> 15;
                    case APPEND -> 3;
                };
        if (!on || random.nextInt(100) >= percent) {
            return Optional.empty();
        }
        List<FaultKind> kinds = KINDS.get(at);
        FaultKind kind = kinds.get(random.nextInt(kinds.size()));
        if (kind.kills() && !kills) {
            return Optional.empty();
        }
        injected[kind.ordinal()]++;
        return Optional.of(kind);
    }
}
