package dev.lethe.testing;

import dev.lethe.policy.adapter.PolicyDocuments;
import dev.lethe.policy.model.Cell;
import dev.lethe.policy.model.PolicyBundle;
import dev.lethe.policy.model.PolicyBundle.IntakeLimits;
import java.nio.file.Path;
import java.util.Set;

/** The policy bundle that the product ships. */
public final class DefaultPolicy {

  public static final Path FOLDER =
      Path.of("..", "liberty-config", "src", "main", "liberty", "config", "policy");

  public static final PolicyBundle BUNDLE = PolicyDocuments.read(FOLDER).bundle();

  /** A cell that is fit for all of it. */
  public static final Cell CELL =
      new Cell(BUNDLE.defaultRegion(), BUNDLE.trustZones().keySet(), Set.of("local"));

  private DefaultPolicy() {}

  /** The bundle with other bounds of intake. */
  public static PolicyBundle with(IntakeLimits intake) {
    return new PolicyBundle(
        BUNDLE.version(),
        BUNDLE.purposes(),
        BUNDLE.legalBases(),
        BUNDLE.documentClasses(),
        BUNDLE.trustZones(),
        BUNDLE.fields(),
        BUNDLE.retention(),
        BUNDLE.overrides(),
        BUNDLE.dispositions(),
        BUNDLE.regions(),
        BUNDLE.defaultRegion(),
        intake,
        BUNDLE.redaction(),
        BUNDLE.access(),
        BUNDLE.subprocessors(),
        BUNDLE.tenants());
  }
}
