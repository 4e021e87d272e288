/**
 * Reads the policy bundle from YAML files and refuses what is not exactly of the described form.
 */
@NullMarked
package dev.lethe.policy.adapter;

import org.jspecify.annotations.NullMarked;
