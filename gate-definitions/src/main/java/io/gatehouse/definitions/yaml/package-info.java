/** YAML without its traps; start with {@link io.gatehouse.definitions.yaml.StrictYaml}. */
package io.gatehouse.definitions.yaml;
