package io.gatehouse.core.testkit;

import io.gatehouse.core.command.Command;
import io.gatehouse.core.decide.Decision;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.RestoredFile;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Everything that anybody can try with one promotion: the right persons and the wrong ones, in the
 * right order and in every other.
 */
public final class Moves {

    private Moves() {}

    /** The moves by name, in a fixed order. */
    public static Map<String, Function<World, Decision>> all(String gate, String id) {
        PromotionId p = new PromotionId(id);
        StepId work = new StepId("work");
        StepId byHand = new StepId("by-hand");
        RuleId rule = new RuleId("switch");
        Role first = gate.equals("demo") ? Role.RUNTIME : Role.COMPLIANCE;
        String firstPerson = gate.equals("demo") ? "remek" : "celina";
        Map<String, Function<World, Decision>> moves = new LinkedHashMap<>();
        moves.put(
                "open",
                w ->
                        w.as(
                                "ola",
                                new Command.OpenPromotion(
                                        p, new io.gatehouse.core.id.GateId(gate), World.RELEASE)));
        moves.put("run", w -> w.run(p));
        moves.put("run-by-risk", w -> w.as("rita", new Command.RunStep(p, work)));
        moves.put("start", w -> w.start(p, "work"));
        moves.put("finish-pass", w -> w.finish(p, "work", true, "coded report"));
        moves.put("finish-fail", w -> w.finish(p, "work", true, "fail"));
        moves.put("finish-error", w -> w.finish(p, "work", true, "error"));
        moves.put("finish-not", w -> w.finish(p, "work", false, ""));
        moves.put("lose", w -> w.engine(new Command.LoseAction(p, "work", w.key(p, "work"), "?")));
        moves.put(
                "resolve-done",
                w -> w.as("ola", new Command.ResolveAction(p, "work", true, "seen")));
        moves.put(
                "resolve-not",
                w -> w.as("ola", new Command.ResolveAction(p, "work", false, "seen")));
        moves.put("retry", w -> w.as("ola", new Command.RetryStep(p, work, "again")));
        moves.put("assess-work", w -> w.assess(p, "work"));
        moves.put("attach", w -> w.attach(p, "rita"));
        moves.put("attach-by-all", w -> w.attach(p, "wszystek"));
        moves.put("submit-work", w -> w.as("ola", new Command.SubmitStep(p, work)));
        moves.put("sign-off", w -> w.signOff(p, "cezary"));
        moves.put("sign-off-by-risk", w -> w.signOff(p, "rita"));
        moves.put("assess-by-hand", w -> w.assess(p, "by-hand"));
        moves.put("reopen-work", w -> w.as("ola", new Command.ReopenStep(p, work, "again")));
        moves.put("reopen-by-hand", w -> w.as("rita", new Command.ReopenStep(p, byHand, "again")));
        moves.put("waive-owner", w -> w.as("olga", waiver(p, work, rule, Role.OWNER)));
        moves.put("waive-compliance", w -> w.as("cezary", waiver(p, work, rule, Role.COMPLIANCE)));
        moves.put("propose", w -> w.engine(new Command.Propose(p)));
        moves.put("void", w -> w.engine(new Command.VoidProposal(p, "again")));
        moves.put("approve-owner", w -> w.approve(p, "olga", Role.OWNER));
        moves.put("approve-first", w -> w.approve(p, firstPerson, first));
        moves.put("approve-all-as-owner", w -> w.approve(p, "wszystek", Role.OWNER));
        moves.put("approve-all-as-first", w -> w.approve(p, "wszystek", first));
        moves.put("approve-by-requester", w -> w.approve(p, "ola", Role.OWNER));
        moves.put("seal", w -> w.as("ola", new Command.Seal(p)));
        moves.put("seal-by-risk", w -> w.as("rita", new Command.Seal(p)));
        moves.put("activate", w -> w.engine(new Command.Activate(p)));
        moves.put("start-arming", w -> w.start(p, "activate-1"));
        moves.put("armed", w -> w.finish(p, "activate-1", true, ""));
        moves.put("not-armed", w -> w.finish(p, "activate-1", false, ""));
        moves.put("grant", w -> w.engine(new Command.GrantPromotion(p)));
        moves.put("abort", w -> w.engine(new Command.AbortPromotion(p, "router")));
        moves.put("expire", w -> w.engine(new Command.ExpirePromotion(p)));
        moves.put("reject", w -> w.as("cezary", new Command.Reject(p, "no")));
        moves.put("withdraw", w -> w.as("ola", new Command.Withdraw(p, "later")));
        moves.put("halt", w -> w.as("rita", new Command.Halt("losses")));
        moves.put("demote", w -> w.as("rita", new Command.Demote(Environment.NONE, "losses")));
        moves.put(
                "resume-owner",
                w -> w.as("olga", new Command.Resume(Environment.NONE, Role.OWNER)));
        moves.put(
                "resume-compliance",
                w -> w.as("cezary", new Command.Resume(Environment.NONE, Role.COMPLIANCE)));
        moves.put("renew", w -> w.engine(new Command.RenewPermit()));
        moves.put("reverify", w -> w.engine(new Command.Reverify()));
        moves.put("revoke-permit", w -> w.as("olga", new Command.RevokePermit("doubt")));
        moves.putAll(outsideOfPromotions(gate));
        return moves;
    }

    /** What persons write into the log or have restored, whatever a promotion is at. */
    private static Map<String, Function<World, Decision>> outsideOfPromotions(String gate) {
        LogName log = new LogName(gate.equals("live") ? "live_execution" : gate);
        Command.Recover recovery =
                new Command.Recover(
                        List.of(new RestoredFile("audit/x", "journal", Digest.ZERO, "")), "damage");
        Map<String, Function<World, Decision>> moves = new LinkedHashMap<>();
        moves.put("append-fact", w -> w.as("olga", fact(log, "licence_received")));
        moves.put("append-fact-as-grant", w -> w.as("olga", fact(log, log + "_ready")));
        moves.put("append-fact-by-auditor", w -> w.as("ada", fact(log, "licence_received")));
        moves.put("supersede", w -> w.as("olga", correction(w, log)));
        moves.put("supersede-by-auditor", w -> w.as("ada", correction(w, log)));
        moves.put("recover", w -> w.as("cezary", recovery));
        moves.put("recover-by-operator", w -> w.as("ola", recovery));
        return moves;
    }

    private static Command fact(LogName log, String status) {
        return new Command.AppendFact(
                log, status, new TreeMap<>(Map.of("licence", "lic-7")), new TreeMap<>(), "");
    }

    /** Of the last line; where there is none, of one that does not exist. */
    private static Command correction(World world, LogName log) {
        List<JsonObject> lines = world.log(log.value());
        Digest last = lines.isEmpty() ? Digest.ZERO : Digest.of(lines.get(lines.size() - 1));
        return new Command.SupersedeLine(
                log,
                Math.max(1, lines.size()),
                last,
                new TreeMap<>(Map.of("note", "seen")),
                new TreeMap<>(),
                "a mistake");
    }

    private static Command.Waive waiver(PromotionId p, StepId step, RuleId rule, Role role) {
        // One end for both, or they would not waive the same.
        Instant end = Instant.parse("2026-03-20T08:00:00Z");
        return new Command.Waive(p, step, rule, "known", end, role);
    }
}
