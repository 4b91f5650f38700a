package io.gatehouse.systemtests.documentation;

import java.io.PrintWriter;
import java.util.Arrays;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A program that runs the test classes named in its arguments; exit 0 when all of some passed. */
final class ChosenTests {

    private ChosenTests() {}

    public static void main(String[] names) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(
                                        Arrays.stream(names)
                                                .map(DiscoverySelectors::selectClass)
                                                .toList())
                                .build(),
                        listener);
        PrintWriter out = new PrintWriter(System.out, true);
        listener.getSummary().printFailuresTo(out);
        out.println("passed " + listener.getSummary().getTestsSucceededCount());
        boolean passed =
                listener.getSummary().getTotalFailureCount() == 0
                        && listener.getSummary().getTestsSucceededCount() > 0;
        System.exit(passed ? 0 : 1);
    }
}
