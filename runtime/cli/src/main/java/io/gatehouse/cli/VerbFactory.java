package io.gatehouse.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes verbs and hands them what is around the process. */
final class VerbFactory implements IFactory {

    private final Surroundings surroundings;

    VerbFactory(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        K made = CommandLine.defaultFactory().create(type);
        if (made instanceof Verb verb) {
            verb.surround(surroundings);
        }
        return made;
    }
}
