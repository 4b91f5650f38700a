package io.gatehouse.adapter.command;

import io.gatehouse.core.rule.Finding;

/** The findings of this adapter, in one place; rule id {@code action-command}. */
final class CommandFindings {

    static final String RULE = "action-command";

    private static final String ADOPT =
            "let owner and compliance adopt the program's digest, after they have read what changed";

    private CommandFindings() {}

    static Finding badParameters(String fault) {
        return finding(
                "bad-parameters",
                "parameters",
                "parameters that the linter accepts",
                fault,
                "correct the action in the gate definition");
    }

    static Finding unknownProgram(String program) {
        return finding(
                "unknown-program",
                program,
                "a program of the command configuration",
                "none of that name",
                "add the program to the command configuration and adopt it");
    }

    static Finding badSlot(String slot) {
        return finding(
                "bad-slot",
                Printable.line(slot),
                "a step id or activate-<n>",
                "another form",
                "report this: the engine asked for an impossible slot");
    }

    static Finding ownVerdict() {
        return finding(
                "own-verdict",
                OutcomeRecord.FILE,
                "a folder of the attempt in which the engine alone writes the outcome",
                "the program has put a file of that name there",
                "find out what the program does, and mend or replace it");
    }

    static Finding missing(String program, String path) {
        return finding(
                "program-missing",
                program,
                "a regular file",
                path + " is none",
                "install the program or correct its path in the command configuration");
    }

    static Finding unreadable(String program, String path) {
        return finding(
                "program-unreadable",
                program,
                "a file that can be read and digested",
                path + " cannot",
                "correct the permissions of the file");
    }

    static Finding outside(String program, String path) {
        return finding(
                "program-outside-workspace",
                program,
                "a relative path that stays in the workspace, links followed",
                path,
                "name the program by its absolute path, or move it into the workspace");
    }

    static Finding notExecutable(String program, String path) {
        return finding(
                "program-not-executable",
                program,
                "a file with the executable bit",
                path + " has none",
                "set the executable bit, or put the interpreter first in the command configuration");
    }

    static Finding notAProgram(String program, String path) {
        return finding(
                "program-format",
                program,
                "a binary, or a script that starts with #!",
                path + " is neither",
                "add the #! line, or put the interpreter first in the command configuration");
    }

    static Finding writableByOthers(String program, String path) {
        return finding(
                "program-writable-by-others",
                program,
                "a file and directories that only their owners write",
                path + " may be written by every account",
                "take the permission away: chmod o-w");
    }

    static Finding notAdopted(String program, String observed) {
        return finding(
                "program-not-adopted",
                program,
                "an adopted digest",
                "none; the files have " + observed,
                ADOPT);
    }

    static Finding changed(String program, String adopted, String observed) {
        return finding("program-changed", program, adopted, observed, ADOPT);
    }

    static Finding changedMeanwhile(String program, String adopted, String observed) {
        return finding(
                "program-changed-while-running",
                program,
                adopted,
                observed,
                "do not trust this run; find out who replaced the file, then run the step again");
    }

    static Finding workspace(String subject, String observed) {
        return finding(
                "workspace",
                subject,
                "a directory of the workspace that can be written",
                observed,
                "correct the workspace, then run the step again");
    }

    static Finding notStarted(String program) {
        return finding(
                "not-started",
                program,
                "a program that the system can start",
                "the system refused to start it",
                "run the program by hand as the same user and correct what it reports");
    }

    static Finding exit(String program, int code, String lastLines) {
        return finding(
                "exit-code",
                program,
                "exit 0",
                "exit "
                        + code
                        + (lastLines.isEmpty() ? "" : "; last lines of stderr: " + lastLines),
                "read stderr.log of this attempt, mend the cause, then run the step again");
    }

    static Finding outputTooLarge(String program, String stream, long bytes, long cap) {
        return finding(
                "output-too-large",
                program,
                "at most " + cap + " bytes of " + stream,
                bytes + " bytes; the log holds the first " + cap,
                "make the program print less, or write its report to a file");
    }

    static Finding outputLost(String program, String stream) {
        return finding(
                "output-lost",
                program,
                "a complete log of " + stream,
                "the log could not be written",
                "make room on the disk, then run the step again");
    }

    static Finding leftProcesses(String program) {
        return finding(
                "processes-left",
                program,
                "no process left when the program ends",
                "processes were left and have been killed",
                "let the program wait for what it starts; long-lived services do not belong in an action");
    }

    private static Finding finding(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(RULE, code, subject, expected, observed, remedy);
    }
}
