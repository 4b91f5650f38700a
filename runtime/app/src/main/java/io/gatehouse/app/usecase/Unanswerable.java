package io.gatehouse.app.usecase;

import io.gatehouse.app.engine.RequestRefused;
import io.gatehouse.core.decide.Decision.Reason;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Optional;

/**
 * A request that could not even be put as a command: it names something that is not there, or a
 * file that cannot be read. Nothing was journalled.
 */
public final class Unanswerable extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Wording> wording;
    private final transient Optional<Reason> reason;
    private final transient List<Finding> findings;

    private Unanswerable(String message, Optional<Reason> reason, List<Finding> findings) {
        super(message, null, false, false);
        this.wording = Optional.empty();
        this.reason = reason;
        this.findings = List.copyOf(findings);
    }

    private Unanswerable(Wording wording, Optional<Reason> reason, List<Finding> findings) {
        super(wording.toString(), null, false, false);
        this.wording = Optional.of(wording);
        this.reason = reason;
        this.findings = List.copyOf(findings);
    }

    /** Something that is not there, or not in this state. */
    public static Unanswerable conflict(String message) {
        return new Unanswerable(message, Optional.of(Reason.CONFLICT), List.of());
    }

    /** As {@link #conflict(String)}, in words that the shell has. */
    public static Unanswerable conflict(Wording wording) {
        return new Unanswerable(wording, Optional.of(Reason.CONFLICT), List.of());
    }

    /** The request itself lacks something. */
    public static Unanswerable usage(String message) {
        return new Unanswerable(message, Optional.empty(), List.of());
    }

    /** As {@link #usage(String)}, in words that the shell has. */
    public static Unanswerable usage(Wording wording) {
        return new Unanswerable(wording, Optional.empty(), List.of());
    }

    /** A file or key that cannot be used. */
    public static Unanswerable undecided(String message, List<Finding> findings) {
        return new Unanswerable(message, Optional.of(Reason.UNDECIDED), findings);
    }

    /** As {@link #undecided(String, List)}, in words that the shell has. */
    public static Unanswerable undecided(Wording wording, List<Finding> findings) {
        return new Unanswerable(wording, Optional.of(Reason.UNDECIDED), findings);
    }

    /** The person or key has no right to it. */
    public static Unanswerable notPermitted(String message, List<Finding> findings) {
        return new Unanswerable(message, Optional.of(Reason.NOT_PERMITTED), findings);
    }

    /** As {@link #notPermitted(String, List)}, in words that the shell has. */
    public static Unanswerable notPermitted(Wording wording, List<Finding> findings) {
        return new Unanswerable(wording, Optional.of(Reason.NOT_PERMITTED), findings);
    }

    /** A file that is refused as evidence, with its finding. */
    public static Unanswerable refused(String message, List<Finding> findings) {
        return new Unanswerable(message, Optional.of(Reason.REFUSED), findings);
    }

    /** As {@link #refused(String, List)}, in words that the shell has. */
    public static Unanswerable refused(Wording wording, List<Finding> findings) {
        return new Unanswerable(wording, Optional.of(Reason.REFUSED), findings);
    }

    /** A request that was not put to the engine; what its findings do not say, its message does. */
    static Unanswerable of(RequestRefused refused) {
        Optional<Reason> reason = Optional.of(refused.reason());
        return refused.findings().isEmpty()
                ? new Unanswerable(refused.getMessage(), reason, List.of())
                : new Unanswerable(Wording.of("not-put"), reason, refused.findings());
    }

    /** What to say to a person; empty where the message is in that person's language already. */
    public Optional<Wording> wording() {
        return wording;
    }

    /** Empty when the request itself was malformed. */
    public Optional<Reason> reason() {
        return reason;
    }

    public List<Finding> findings() {
        return findings;
    }
}
