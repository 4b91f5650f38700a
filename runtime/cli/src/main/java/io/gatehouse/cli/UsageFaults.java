package io.gatehouse.cli;

import java.util.List;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/**
 * A command line that could not be understood: one line what, one line where help is; exit 2. Who
 * asked for a document gets one.
 */
final class UsageFaults implements IParameterExceptionHandler {

    private final Surroundings surroundings;
    private final Asked asked;

    UsageFaults(Surroundings surroundings, Asked asked) {
        this.surroundings = surroundings;
        this.asked = asked;
    }

    @Override
    public int handleParseException(ParameterException fault, String[] arguments) {
        Output output = asked.output(surroundings);
        String words = new UsageWords(output.messages(), asked).of(fault);
        int code =
                Faults.answer(output, ExitCodes.USAGE, "usage.error", List.of(), shortened(words));
        output.note("usage.hint", fault.getCommandLine().getCommandSpec().qualifiedName());
        return code;
    }

    /** A value as long as a file would hide what is said about it. */
    private static String shortened(String words) {
        return words.length() <= LONGEST ? words : words.substring(0, LONGEST) + "...";
    }

    private static final int LONGEST = 1_000;
}
