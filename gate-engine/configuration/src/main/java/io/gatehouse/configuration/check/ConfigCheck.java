package io.gatehouse.configuration.check;

import java.util.List;

/** Looks at one section. Stateless and pure. */
interface ConfigCheck {

    /** Name in reports and in the reference, such as {@code risk-profiles}. */
    String name();

    /** Everything that it can find, in the order of the reference. */
    List<ConfigCode> codes();

    /** Reports what it finds; a section that is absent is no fault unless a code says so. */
    void run(Examination file);
}
