package io.gatehouse.configuration.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/configuration-findings.md} is what the list of checks says. */
class ReferencePageTest {

    private static final Path ROOT = Path.of(System.getProperty("gatehouse.root"));

    @Test
    void shouldSayInTheReferenceWhatTheChecksSay() throws IOException {
        String page = page();
        Path made = ROOT.resolve("gate-engine/configuration/target/configuration-findings.md");
        Files.createDirectories(made.getParent());
        Files.writeString(made, page);

        assertThat(Files.readString(ROOT.resolve("docs/reference/configuration-findings.md")))
                .as("the page made from the list of checks is %s: put it in its place", made)
                .isEqualTo(page);
    }

    private static String page() {
        StringBuilder page =
                new StringBuilder(
                        """
                        # What the validation of the configuration finds

                        `gatehouse config validate [FILE] --profile demo|paper|live` judges `config/core.yaml`; the gates judge the recorded file by the same checks (rule `config-valid`, [ADR 0033](../adr/0033-native-configuration-validation.md)).
                        This page is made from the list of checks, and a test compares the two.

                        - An error keeps the file from being used; a warning does not.
                        - *existing*: the existing tool calls the file invalid, warns or breaks off for it too. *ours*: only Gatehouse does.
                        - *waivable*: owner and compliance together may let the error stand for at most 30 days; every other error stands in the way of everybody.
                        - A profile narrows the checks of environments to those of its kind; `demo` is no kind and narrows nothing.
                        - Paths to files count from the folder of the configuration.

                        """);
        int codes = 0;
        for (ConfigChecks.Described check : ConfigChecks.described()) {
            page.append("## ").append(check.name()).append("\n\n");
            page.append("| code | | meaning | remedy |\n|---|---|---|---|\n");
            for (ConfigCode code : check.codes()) {
                page.append("| `").append(code.id()).append("` | ");
                page.append(code.severity().code()).append(", ").append(code.origin().code());
                page.append(code.waivable() ? ", waivable" : "").append(" | ");
                page.append(code.meaning()).append(" | ").append(code.remedy()).append(" |\n");
                codes++;
            }
            page.append('\n');
        }
        return page.append(codes).append(" codes.\n").toString();
    }
}
