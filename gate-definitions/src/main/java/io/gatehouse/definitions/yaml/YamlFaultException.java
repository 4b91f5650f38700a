package io.gatehouse.definitions.yaml;

/** A YAML document was refused. */
public final class YamlFaultException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient YamlFault fault;

    public YamlFaultException(YamlFault fault) {
        super(fault.toString());
        this.fault = fault;
    }

    public YamlFault fault() {
        return fault;
    }
}
