package io.gatehouse.bench.router;

/**
 * Takes the figures of the order router: {@code
 * decisions|throughput|http|kill|cancels|load|failover [NUMBER]}.
 */
public final class RouterBench {

    private RouterBench() {}

    /** Arguments: name of the figure, and its length where it has one. */
    public static void main(String[] arguments) throws Exception {
        String name = arguments.length > 0 ? arguments[0] : "";
        System.out.println("Java " + Runtime.version() + ", options " + options());
        try (Scratch scratch = new Scratch()) {
            switch (name) {
                case "decisions" -> new DecisionFigures(scratch).print(number(arguments, 10));
                case "throughput" -> new DecisionFigures(scratch).throughput(number(arguments, 5));
                case "http" -> new HttpFigures(scratch).print(number(arguments, 10));
                case "kill" -> new KillFigures(scratch).print(number(arguments, 10_000));
                case "cancels" -> new CancelFigures(scratch).print(number(arguments, 7));
                case "load" -> new LoadFigures(scratch).print(number(arguments, 10));
                case "failover" -> new FailoverFigures(scratch).print(number(arguments, 100));
                default -> {
                    System.err.println(
                            "usage: gatehouse bench router decisions [SECONDS] | throughput [ROUNDS] | http [ROUNDS] |"
                                    + " kill [TIMES] | cancels [TIMES] | load [MINUTES] | failover [TIMES]");
                    System.exit(2);
                }
            }
        }
    }

    private static int number(String[] arguments, int otherwise) {
        return arguments.length > 1 ? Integer.parseInt(arguments[1]) : otherwise;
    }

    private static String options() {
        return String.join(
                " ", java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
    }
}
