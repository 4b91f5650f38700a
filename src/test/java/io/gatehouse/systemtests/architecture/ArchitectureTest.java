package io.gatehouse.systemtests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Random;

/** The house's walls (architecture, section 2). */
@AnalyzeClasses(packages = "io.gatehouse", importOptions = ArchitectureTest.OnlyTheProduct.class)
class ArchitectureTest {

    /** Leaves tests out, those that come in a test jar too. */
    static final class OnlyTheProduct implements ImportOption {
        @Override
        public boolean includes(com.tngtech.archunit.core.importer.Location location) {
            return !location.contains("/test-classes/")
                    && !location.contains("-tests.jar")
                    && !location.contains("/systemtests/");
        }
    }

    @ArchTest
    static final ArchRule CORE_IS_PLAIN_JAVA =
            classes()
                    .that()
                    .resideInAPackage("io.gatehouse.core..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("io.gatehouse.core..", "java..");

    @ArchTest
    static final ArchRule AUDIT_KNOWS_NO_SPRING_AND_NO_SQL =
            noClasses()
                    .that()
                    .resideInAPackage("io.gatehouse.audit..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework..", "java.sql..", "javax.sql..", "org.h2..");

    @ArchTest
    static final ArchRule SPRING_STATEMACHINE_STAYS_IN_ITS_BOX =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.gatehouse.statemachine..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.springframework.statemachine..");

    @ArchTest
    static final ArchRule ADAPTERS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("io.gatehouse.adapter.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule RULES_AND_CHECKS_KNOW_NO_ADAPTER =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.gatehouse.definitions..",
                            "io.gatehouse.configuration..",
                            "io.gatehouse.checklist..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.gatehouse.adapter..");

    /** Two readers of a form could disagree about what was ticked (ADR 0042). */
    @ArchTest
    static final ArchRule ONE_READER_OF_CHECKLISTS =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.gatehouse.checklist..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.commonmark..");

    @ArchTest
    static final ArchRule THE_COMMAND_LINE_KNOWS_NO_SPRING =
            noClasses()
                    .that()
                    .resideInAPackage("io.gatehouse.cli..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.springframework..");

    @ArchTest
    static final ArchRule ONLY_THE_SERVER_KNOWS_THE_WEB =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("io.gatehouse.server..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "org.springframework.web..",
                            "org.springframework.boot..",
                            "jakarta.servlet..",
                            "org.apache.catalina..",
                            "io.micrometer..");

    /** Others start and stop it, and speak HTTP with it. */
    @ArchTest
    static final ArchRule NOBODY_LOOKS_INTO_THE_SERVER =
            classes()
                    .that()
                    .resideInAPackage("io.gatehouse.server..")
                    .and()
                    .doNotHaveSimpleName("GatehouseServer")
                    .and()
                    .doNotHaveSimpleName("RunningServer")
                    .and()
                    .doNotHaveSimpleName("ServerSettings")
                    .and()
                    .doNotHaveSimpleName("StartFault")
                    .and()
                    .areTopLevelClasses()
                    .should()
                    .notBePublic();

    /** What is sent to a server is a signed command; it decides through the same application. */
    @ArchTest
    static final ArchRule ENDPOINTS_DO_NOT_DECIDE =
            noClasses()
                    .that()
                    .resideInAPackage("io.gatehouse.server..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("io.gatehouse.core.decide.Decider");

    @ArchTest
    static final ArchRule NO_WEBSOCKETS =
            noClasses().should().dependOnClassesThat().haveNameMatching("(?i).*websocket.*");

    @ArchTest
    static final ArchRule VIEWS_DO_NOT_DECIDE =
            noClasses()
                    .that()
                    .resideInAnyPackage("io.gatehouse.cli..", "io.gatehouse.demo..")
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("io.gatehouse.core.decide.Decider");

    @ArchTest
    static final ArchRule GUARDS_ARE_PURE =
            noClasses()
                    .that()
                    .resideInAnyPackage(
                            "io.gatehouse.definitions.rule..",
                            "io.gatehouse.configuration..",
                            "io.gatehouse.checklist..",
                            "io.gatehouse.core.decide..",
                            "io.gatehouse.core.apply..",
                            "io.gatehouse.core.machine..",
                            "io.gatehouse.core.rule..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("java.net..", "java.nio.file..", "java.util.concurrent..")
                    .orShould()
                    .dependOnClassesThat()
                    // streams over bytes in memory are no input from outside
                    .haveNameMatching("java\\.io\\.(File.*|RandomAccessFile|Console)")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(java.time.InstantSource.class)
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Random.class)
                    .orShould()
                    .callMethod(java.time.Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "getenv", String.class);

    /** Tests of the engine walk through small gates; an installation is held to every row. */
    @ArchTest
    static final ArchRule NO_LESS_THAN_THE_WHOLE_FLOOR =
            noClasses()
                    .that()
                    .doNotHaveFullyQualifiedName("io.gatehouse.definitions.load.Floor")
                    .should()
                    .callMethod(
                            io.gatehouse.definitions.load.Floor.class,
                            "general",
                            io.gatehouse.core.definition.GateDefinition.class);

    /** The existing verifier's yes sees no forgery that matters: no guard may build on it. */
    @ArchTest
    static final ArchRule COMPAT_ANSWERS_REACH_NO_GUARD =
            noClasses()
                    .that()
                    .resideOutsideOfPackages("io.gatehouse.audit.compat..", "io.gatehouse.cli..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.gatehouse.audit.compat..");

    /** What is read so leniently stays where it was read: only the answer is public. */
    @ArchTest
    static final ArchRule COMPAT_VALUES_STAY_IN_THEIR_PACKAGE =
            classes()
                    .that()
                    .resideInAPackage("io.gatehouse.audit.compat..")
                    .and()
                    .doNotHaveSimpleName("CompatVerification")
                    .and()
                    .doNotHaveSimpleName("CompatInputs")
                    .and()
                    .doNotHaveSimpleName("CompatResult")
                    .and()
                    .doNotHaveSimpleName("CompatReason")
                    .and()
                    .areTopLevelClasses()
                    .should()
                    .notBePublic();

    @ArchTest
    static final ArchRule STATE_CHANGES_ONLY_IN_APPLY =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "io.gatehouse.core.apply..", "io.gatehouse.core.state..")
                    .should()
                    .callConstructorWhere(
                            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates
                                            .With.<JavaClass>owner(aggregates())));

    private static com.tngtech.archunit.base.DescribedPredicate<JavaClass> aggregates() {
        return com.tngtech.archunit.base.DescribedPredicate.describe(
                "an aggregate's state",
                type ->
                        Arrays.asList(
                                                "GovernanceState",
                                                "LedgerState",
                                                "EnvironmentState",
                                                "PromotionState",
                                                "LogState",
                                                "StepState")
                                        .contains(type.getSimpleName())
                                && type.getPackageName().equals("io.gatehouse.core.state")
                                // decide reckons ahead with log positions when one group holds two
                                // lines
                                && !type.getSimpleName().equals("LogState"));
    }

    @ArchTest
    static final ArchRule SECRETS_COMPARE_IN_CONSTANT_TIME =
            noClasses()
                    .that()
                    .resideInAPackage("io.gatehouse.audit.key..")
                    .should()
                    .callMethod(Arrays.class, "equals", byte[].class, byte[].class);
}
