package io.gatehouse.configuration.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.configuration.alerts.PromExpression.Aggregation;
import io.gatehouse.configuration.alerts.PromExpression.Arithmetic;
import io.gatehouse.configuration.alerts.PromExpression.Comparison;
import io.gatehouse.configuration.alerts.PromExpression.NumberLiteral;
import io.gatehouse.configuration.alerts.PromExpression.SetOperation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromParserTest {

    private static PromExpression read(String text) {
        PromParsing parsing = PromParser.parse(text);
        assertThat(parsing).as(text).isInstanceOf(PromParsing.Parsed.class);
        return ((PromParsing.Parsed) parsing).expression();
    }

    @Test
    void shouldReadTheWholeUnderstoodPart() {
        for (String text :
                List.of(
                        "a > 1",
                        "a{b=\"c\",d!='e',f=~`g.*|h`,i!~\"j.+\",} >= .5",
                        "rate(a[5m]) > 1e-3",
                        "increase(a:b[1h30m]) * 60 != +2",
                        "sum(a) by (b, c) < 3",
                        "avg by(b)(a) <= -3",
                        "max(a) == 1",
                        "histogram_quantile(0.95, sum by (le) (rate(a_bucket[1m]))) > 1",
                        "a > 1 and b < 2 or c == 3 unless d > 4",
                        "(a + b) / (c - 2 * d) % 3 > 0",
                        "sum > 1",
                        "a AND b")) {
            read(text);
        }
    }

    @Test
    void shouldBindAsPrometheusBinds() {
        SetOperation or = (SetOperation) read("a or b and c");
        assertThat(or.operator()).isEqualTo(SetOperation.Operator.OR);
        Comparison comparison = (Comparison) read("1 + 2 * 3 - 4 < a");
        Arithmetic minus = (Arithmetic) comparison.left();
        assertThat(minus.operator()).isEqualTo(Arithmetic.Operator.SUBTRACT);
        assertThat(((Arithmetic) minus.left()).operator()).isEqualTo(Arithmetic.Operator.ADD);
        assertThat(((Comparison) read("a > -1")).right()).isEqualTo(new NumberLiteral(-1));
        assertThat(((Aggregation) ((Comparison) read("sum(a) by (x) > 1")).left()).by())
                .containsExactly("x");
    }

    @Test
    void shouldSayWhatIsNotUnderstoodAndWhere() {
        for (String text :
                List.of(
                        "",
                        "a >",
                        "a > bool 1",
                        "a offset 5m > 1",
                        "a[5m] > 1",
                        "rate(a) > 1",
                        "rate(sum(a)[5m]) > 1",
                        "rate(a[5m:1m]) > 1",
                        "rate(a[soon]) > 1",
                        "absent(a)",
                        "a / on (b) c > 1",
                        "sum without (b) (a) > 1",
                        "a ^ 2 > 1",
                        "1 > 2",
                        "a and 1",
                        "sum(1) > 0",
                        "a{b=\"c\" > 1",
                        "a{b=c} > 1",
                        "a{b=~\"(x+)+\"} > 1",
                        "a{b=\"\\x41\"} > 1",
                        "{b=\"c\"} > 1",
                        "a > 0x10",
                        "a > inf",
                        "a > 1 # all",
                        "a > \u00e9",
                        "histogram_quantile(a, b) > 1",
                        "a b",
                        "(".repeat(200) + "a" + ")".repeat(200) + " > 1",
                        "-".repeat(200) + "a > 1",
                        "a or ".repeat(1_000) + "a",
                        "a > " + "1".repeat(PromParser.LONGEST))) {
            PromParsing parsing = PromParser.parse(text);
            assertThat(parsing).as(text).isInstanceOf(PromParsing.NotUnderstood.class);
            assertThat(((PromParsing.NotUnderstood) parsing).reason()).isNotBlank();
            assertThat(((PromParsing.NotUnderstood) parsing).at()).isBetween(0, text.length());
        }
    }

    @Test
    void shouldReadDurations() {
        assertThat(PromDuration.parse("1h30m")).contains(Duration.ofMinutes(90));
        assertThat(PromDuration.parse("0s")).contains(Duration.ZERO);
        assertThat(PromDuration.parse("250ms")).contains(Duration.ofMillis(250));
        for (String other : List.of("", "5", "m", "5m1h", "-5m", "5 m", "5x")) {
            assertThat(PromDuration.parse(other)).as(other).isEmpty();
        }
    }
}
