package io.gatehouse.cli.command;

import io.gatehouse.core.definition.Role;
import java.util.Arrays;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Role codes such as {@code oem-operator}. */
public final class RoleConverter implements ITypeConverter<Role> {

    @Override
    public Role convert(String code) {
        return Role.ofCode(code)
                .orElseThrow(
                        () ->
                                new TypeConversionException(
                                        "unknown role; one of "
                                                + Arrays.stream(Role.values())
                                                        .map(Role::code)
                                                        .toList()));
    }
}
