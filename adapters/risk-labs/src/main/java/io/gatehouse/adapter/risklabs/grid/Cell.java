package io.gatehouse.adapter.risklabs.grid;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One cell of the grid: a profile, a scenario and a portfolio by name, and the seed of the run.
 *
 * <p>A plain value: it can be written as canonical JSON, sent elsewhere and read there. Whoever
 * computes it looks the names up in what the run's data and configuration digests fix.
 *
 * @param profile name of a risk profile
 * @param scenario name of a scenario
 * @param portfolio name of a portfolio
 * @param runSeed the seed of the whole run
 */
public record Cell(String profile, String scenario, String portfolio, long runSeed)
        implements Comparable<Cell> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}");
    private static final Set<String> MEMBERS =
            Set.of("profile", "scenario", "portfolio", "run_seed");

    public Cell {
        for (String name : new String[] {profile, scenario, portfolio}) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("not a name of a cell's axis");
            }
        }
    }

    /** {@code profile/scenario/portfolio/seed}: unique within a run and fit to sort by. */
    public String name() {
        return profile + "/" + scenario + "/" + portfolio + "/" + runSeed;
    }

    /**
     * The seed of this cell's own random numbers.
     *
     * <p>The first eight bytes, most significant first, of the SHA-384 of the canonical JSON {@code
     * {"cell":<name>,"purpose":"risk-labs-cell","run_seed":<decimal text>}}. So cells draw
     * independent numbers, and the same ones whichever thread or machine computes them and
     * whichever other cells the run has.
     */
    public long seed() {
        JsonObject identity =
                JsonObject.builder()
                        .put("cell", name())
                        .put("purpose", "risk-labs-cell")
                        .put("run_seed", Long.toString(runSeed))
                        .build();
        MessageDigest hash = Digest.newSha384();
        return ByteBuffer.wrap(hash.digest(CanonicalJson.bytes(identity))).getLong();
    }

    /** The cell as a value that can be sent; the seed as text, since JSON keeps 53 bits only. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("profile", profile)
                .put("scenario", scenario)
                .put("portfolio", portfolio)
                .put("run_seed", Long.toString(runSeed))
                .build();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Cell fromJson(JsonObject json) {
        if (!json.names().equals(MEMBERS)) {
            throw new IllegalArgumentException("not the members of a cell");
        }
        String seed = json.requireText("run_seed");
        if (!seed.matches("0|-?[1-9][0-9]{0,18}")) {
            throw new IllegalArgumentException("not the seed of a cell");
        }
        return new Cell(
                json.requireText("profile"),
                json.requireText("scenario"),
                json.requireText("portfolio"),
                Long.parseLong(seed));
    }

    @Override
    public int compareTo(Cell other) {
        return name().compareTo(other.name());
    }
}
