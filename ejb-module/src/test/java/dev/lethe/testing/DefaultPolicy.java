package dev.lethe.testing;

import dev.lethe.policy.adapter.YamlPolicyReader;
import dev.lethe.policy.model.PolicyBundle;
import java.nio.file.Path;

/** The policy bundle that the product ships. */
public final class DefaultPolicy {

  public static final Path FOLDER =
      Path.of("..", "liberty-config", "src", "main", "liberty", "config", "policy");

  public static final PolicyBundle BUNDLE = YamlPolicyReader.read(FOLDER);

  private DefaultPolicy() {}
}
