package io.gatehouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabsApproveTest {

    @TempDir private Path home;

    /** A portfolio of one day of made-up bars is enough to be refused or not by its limits. */
    private static Bench.Said labs(Bench bench) {
        return bench.run(
                "labs",
                "run",
                "--manual",
                "config/manual.yaml",
                "--profile",
                "manual",
                "--scenario",
                "flash_crash",
                "--synthetic-fallback",
                "--max-bars",
                "600",
                "--paths",
                "1000",
                "--steps",
                "10");
    }

    private static Bench bench(Path home) throws IOException {
        Bench bench = Bench.founded(home);
        bench.write(
                "config/core.yaml",
                "risk_profiles:\n"
                        + profile("conservative", "0.05", "0.03", "0.07", "2.0", "1.0", 3)
                        + profile("balanced", "0.10", "0.05", "0.11", "3.0", "1.5", 5)
                        + profile("aggressive", "0.20", "0.10", "0.19", "5.0", "2.0", 10));
        bench.write(
                "config/manual.yaml",
                "risk_profiles:\n" + profile("manual", "0.25", "0.10", "0.19", "5.0", "2.0", 10));
        return bench;
    }

    private static String profile(
            String name,
            String drawdown,
            String position,
            String volatility,
            String leverage,
            String atr,
            int positions) {
        return ("  NAME:\n"
                        + "    max_daily_loss_pct: 0.03\n"
                        + "    max_position_pct: POSITION\n"
                        + "    target_volatility: VOLATILITY\n"
                        + "    max_leverage: LEVERAGE\n"
                        + "    stop_loss_atr_multiple: ATR\n"
                        + "    max_open_positions: COUNT\n"
                        + "    hard_drawdown_pct: DRAWDOWN\n"
                        + "    limit_owner: risk\n"
                        + "    limit_version: \"2026-11\"\n"
                        + "    limit_rationale: test\n")
                .replace("NAME", name)
                .replace("POSITION", position)
                .replace("VOLATILITY", volatility)
                .replace("LEVERAGE", leverage)
                .replace("ATR", atr)
                .replace("COUNT", Integer.toString(positions))
                .replace("DRAWDOWN", drawdown);
    }

    @Test
    void shouldLetTwoPersonsLoosenTheManualLimitsOfTheFileTheySigned() throws IOException {
        Bench bench = bench(home);
        Path manual = bench.workspace().resolve("config/manual.yaml");
        String digest = Digest.sha384(Files.readAllBytes(manual)).value();
        assertThat(labs(bench).out()).contains("manual-looser");

        Bench.require(
                bench.as(
                        "olga",
                        "labs",
                        "approve",
                        "config/manual.yaml",
                        "--yes",
                        "--digest",
                        digest),
                0);
        Bench.Said operator =
                bench.as(
                        "otto",
                        "labs",
                        "approve",
                        "config/manual.yaml",
                        "--yes",
                        "--digest",
                        digest);
        assertThat(operator.exit()).isEqualTo(ExitCodes.NOT_PERMITTED);
        assertThat(operator.err()).contains("otto");
        // one person is not two, however often
        Bench.require(
                bench.asked("olga", List.of("sign"), "labs", "approve", "config/manual.yaml"), 0);
        assertThat(labs(bench).out()).contains("manual-looser").contains("signatures of 1");

        Bench.Said second =
                bench.as(
                        "carl",
                        "labs",
                        "approve",
                        "config/manual.yaml",
                        "--yes",
                        "--digest",
                        digest);
        Bench.require(second, 0);
        assertThat(second.out()).contains("[carl, olga]");
        Bench.require(labs(bench), 0);

        Files.writeString(manual, Files.readString(manual).replace("0.25", "0.26"));
        assertThat(labs(bench).out()).contains("manual-looser").contains("signatures of 0");
    }

    @Test
    void shouldSignNothingBlindlyAndNothingElse() throws IOException {
        Bench bench = bench(home);
        Path approvals = bench.workspace().resolve("config/manual.yaml.approvals.json");
        String other = Digest.sha384(new byte[1]).value();

        assertThat(bench.as("olga", "labs", "approve", "config/manual.yaml", "--yes").exit())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(
                        bench.as(
                                        "olga",
                                        "labs",
                                        "approve",
                                        "config/manual.yaml",
                                        "--yes",
                                        "--digest",
                                        other)
                                .exit())
                .isEqualTo(ExitCodes.REFUSED);
        assertThat(
                        bench.asked("olga", List.of("yes"), "labs", "approve", "config/manual.yaml")
                                .exit())
                .isEqualTo(ExitCodes.PENDING);
        assertThat(bench.as("olga", "labs", "approve", "config/none.yaml").exit())
                .isEqualTo(ExitCodes.UNDECIDED);
        assertThat(approvals).doesNotExist();

        Files.writeString(approvals, "{}");
        assertThat(
                        bench.asked(
                                        "olga",
                                        List.of("sign"),
                                        "labs",
                                        "approve",
                                        "config/manual.yaml")
                                .exit())
                .isEqualTo(ExitCodes.UNDECIDED);
        assertThat(approvals).hasContent("{}");
    }
}
