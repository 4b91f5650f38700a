package io.gatehouse.configuration.alerts;

/** What became of the text of an expression. */
public sealed interface PromParsing {

    record Parsed(PromExpression expression) implements PromParsing {}

    /**
     * It is no PromQL, or PromQL outside of the part that is understood here.
     *
     * @param at from 0
     */
    record NotUnderstood(int at, String reason) implements PromParsing {}
}
