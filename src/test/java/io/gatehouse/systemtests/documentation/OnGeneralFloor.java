package io.gatehouse.systemtests.documentation;

import io.gatehouse.cli.Main;
import io.gatehouse.cli.Surroundings;
import io.gatehouse.definitions.load.Floor;

/**
 * The command line for gates of a step or two, which an installation could not adopt: the part of
 * the floor that is the same for every row, and no more (ADR 0043).
 */
final class OnGeneralFloor {

    private OnGeneralFloor() {}

    public static void main(String[] arguments) {
        Surroundings system = Surroundings.system();
        System.exit(
                Main.run(
                        new Surroundings(
                                system.out(),
                                system.err(),
                                system.terminal(),
                                system.clock(),
                                system.random(),
                                system.directory(),
                                system.credentialCost(),
                                Floor::general),
                        arguments));
    }
}
