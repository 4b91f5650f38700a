package io.gatehouse.bench.load;

import io.gatehouse.app.engine.Engine;
import io.gatehouse.app.engine.StateLoader;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.Ed25519Verifier;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.machine.Admission;
import io.gatehouse.core.machine.AdmissionBox;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.machine.Transition;
import io.gatehouse.core.state.InstallationState;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.statemachine.SpringAdmissionBox;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;

/**
 * Parts of a command apart: the box, its plain reference, the digest of a promotion, signatures.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecideBench {

    private final AdmissionBox box = new SpringAdmissionBox();
    private final AdmissionBox plain = new PlainBox();
    private final byte[] message = new byte[600];
    private Path directory;
    private MachineDefinition machine;
    private Transition row;
    private PromotionState promotion;
    private Ed25519Signer signer;
    private byte[] signature;

    /** One granted promotion, whose gate and state are taken. */
    @Setup
    public void promote() throws Exception {
        directory = Files.createTempDirectory("gatehouse-micro-");
        BenchInstallation installation = BenchInstallation.found(directory, 1);
        try (Engine engine = installation.open()) {
            new Promoter(installation, engine, 1).run();
        }
        StateLoader loader = new StateLoader(people -> {});
        SegmentJournals.read(installation.workspace(), CommitKeys.NONE, loader);
        InstallationState state = loader.state();
        promotion = state.promotions().iterator().next();
        GateDefinition gate = state.definition(promotion.definition()).orElseThrow();
        machine = state.machineOf(gate.digest());
        row = machine.transitions().get(machine.transitions().size() / 4);
        signer = Ed25519Signer.generate(new SecureRandom());
        signature = signer.sign(message);
    }

    @TearDown
    public void clean() throws Exception {
        signer.close();
        Scratch.delete(directory);
    }

    @Benchmark
    public Admission springBox() {
        return box.offer(machine, row.from(), row.trigger(), Guard.OPEN);
    }

    @Benchmark
    public Admission plainBox() {
        return plain.offer(machine, row.from(), row.trigger(), Guard.OPEN);
    }

    @Benchmark
    public Digest digestOfAPromotion() {
        return Digest.of(RecordCodec.encode(promotion));
    }

    @Benchmark
    public byte[] sign600Bytes() {
        return signer.sign(message);
    }

    @Benchmark
    public boolean verify600Bytes() {
        return Ed25519Verifier.verify(signer.publicKey(), message, signature);
    }
}
