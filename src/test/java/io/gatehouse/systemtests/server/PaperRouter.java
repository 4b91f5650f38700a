package io.gatehouse.systemtests.server;

import static io.gatehouse.systemtests.server.RouterRunProcess.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** {@code gatehouse router run --environment paper}: no venue, no secret, no server. */
final class PaperRouter {

    /** Below every price of the demo's market, and within the collar. */
    private final String resting;

    private final ServedLive paper;
    private final Path said;

    PaperRouter(ServedLive paper, Path said) throws Exception {
        this.paper = paper;
        this.said = said;
        double least =
                Files.readAllLines(paper.path("data/smoke/binance_spot.BTCUSDT.csv")).stream()
                        .skip(1)
                        .mapToDouble(line -> Double.parseDouble(line.split(",")[3]))
                        .min()
                        .orElseThrow();
        this.resting = Long.toString((long) (least * 0.95));
    }

    /** Fills and rests orders, is killed from outside, and ends; live is left alone. */
    void trade() throws Exception {
        try (RouterRunProcess router = RouterRunProcess.start(paper, "--environment", "paper")) {
            awaitRisk(router);
            assertThat(router.said())
                    .contains("PAPER: nothing leaves this machine", "paper_spot", "permit: ")
                    .doesNotContain("LIVE: orders go to");
            JsonObject filled = router.ask("f-1", market("f-1"));
            assertThat(filled.text("state")).as(filled + "").contains("done");
            assertThat(filled.text("filled")).contains("0.00100");
            router.ask("r-1", order("r-1", "buy", resting, false));

            assertThat(verb("kill", "--environment", "paper", "--reason", "a drill"))
                    .as(Files.readString(said))
                    .isZero();
            assertThat(router.ask("n-1", market("n-1")).text("state")).contains("refused");
            router.signal("TERM");
            assertThat(router.exit()).as(router.said()).isZero();
        }
        assertThat(verb("status", "--environment", "paper")).isEqualTo(1);
        assertThat(Files.readString(said)).contains("HALTED", "holds 0.001 BTCUSDT");
        assertThat(paper.path("var/gatehouse/router-paper/fills.jsonl")).isNotEmptyFile();
        assertThat(paper.path("var/gatehouse/router/journal")).doesNotExist();
    }

    /** What fills whatever the price is now. */
    private static String market(String id) {
        return "{\"id\":\""
                + id
                + "\",\"symbol\":\"BTCUSDT\",\"profile\":\"conservative\",\"strategy\":\"trend\","
                + "\"side\":\"buy\",\"type\":\"market\",\"quantity\":\"0.001\"}";
    }

    /** An installation at LIVE has no router on paper. */
    void refuse() throws Exception {
        assertThat(verb("run", "--environment", "paper")).isEqualTo(1);
        assertThat(Files.readString(said)).contains("other-environment");
        assertThat(paper.path("var/gatehouse/router-paper")).doesNotExist();
    }

    private void awaitRisk(RouterRunProcess router) throws Exception {
        for (int i = 0; ; i++) {
            String id = "w-" + i;
            JsonObject answer = router.ask(id, order(id, "buy", resting, false));
            if (answer.text("state").equals(Optional.of("working"))) {
                router.ask(id, "{\"cancel\":\"" + id + "\"}");
                router.settled(id, "done");
                return;
            }
            assertThat(i).as(answer + " " + router.said()).isLessThan(300);
            Thread.sleep(100);
        }
    }

    private int verb(String... words) throws Exception {
        return RouterRunProcess.verb(paper.workspace().root(), said, words);
    }
}
