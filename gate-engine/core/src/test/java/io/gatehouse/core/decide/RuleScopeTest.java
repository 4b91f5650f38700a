package io.gatehouse.core.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.port.MacVerifier;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.rule.RuleContext;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.testkit.World;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What rules are shown of the evidence of other steps. */
class RuleScopeTest {

    private final World world = World.founded(new PlainBox());
    private final Set<String> seen = new TreeSet<>();

    /** Notes of which steps it sees evidence, whatever it says that it looks at. */
    private final class Curious implements Rule {

        private final RuleId id;
        private final boolean beyond;

        Curious(RuleId id, boolean beyond) {
            this.id = id;
            this.beyond = beyond;
        }

        @Override
        public RuleId id() {
            return id;
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public String summary() {
            return "Looks around.";
        }

        @Override
        public boolean waivable() {
            return false;
        }

        @Override
        public boolean looksBeyond(GateDefinition gate, StepDefinition step) {
            return beyond;
        }

        @Override
        public List<String> lint(RuleReference reference, StepDefinition step) {
            return List.of();
        }

        @Override
        public RuleResult evaluate(RuleContext context) {
            context.snapshot().observations().forEach(o -> seen.add(o.item().step().value()));
            return new RuleResult(id, 1, Verdict.PASS, List.of(), List.of());
        }
    }

    /** A rule of any id, or none of any. */
    private record Book(Function<RuleId, Optional<Rule>> rules) implements RuleBook {

        @Override
        public Optional<Rule> find(RuleId id) {
            return rules.apply(id);
        }

        @Override
        public Collection<Rule> all() {
            return List.of();
        }
    }

    private RuleBook book(boolean beyond) {
        return new Book(id -> Optional.of(new Curious(id, beyond)));
    }

    /** Evidence of two steps, and the first of them judged. */
    private boolean judge(RuleBook rules) {
        PromotionId id = world.propose("demo", "p-1");
        PromotionState promotion = world.promotion(id);
        GateDefinition gate = world.state().definition(promotion.definition()).orElseThrow();
        assertThat(promotion.evidence().values().stream().map(i -> i.step().value()).distinct())
                .hasSizeGreaterThan(1);
        StepDefinition step = gate.step(new StepId("work")).orElseThrow();
        Snapshot snapshot = world.snapshot(new Command.Propose(id));
        RuleEvaluator evaluator = new RuleEvaluator(rules, MacVerifier.NONE);
        evaluator.evaluate(gate, step, promotion, world.state(), snapshot);
        return evaluator.looksBeyond(gate, step);
    }

    @Test
    void shouldShowTheStepAloneWhereNoRuleLooksBeyondIt() {
        assertThat(judge(book(false))).isFalse();
        assertThat(seen).containsExactly("work");
    }

    @Test
    void shouldShowAllEvidenceToARuleThatLooksBeyondItsStep() {
        assertThat(judge(book(true))).isTrue();
        assertThat(seen).contains("work").hasSizeGreaterThan(1);
    }

    @Test
    void shouldTakeARuleThatIsNotKnownForOneThatLooksBeyond() {
        assertThat(judge(new Book(id -> Optional.empty()))).isTrue();
    }
}
