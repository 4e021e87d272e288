package dev.lethe.jobs.model;

import static dev.lethe.jobs.model.Admissions.SHIPPED;
import static dev.lethe.jobs.model.Admissions.assertPolicyRefuses;
import static dev.lethe.jobs.model.Admissions.changed;
import static dev.lethe.jobs.model.JobRequests.permitted;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.policy.model.Cell;
import dev.lethe.policy.model.ResidencyRegion;
import dev.lethe.policy.model.TrustZone;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.testing.DefaultPolicy;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where a request may be read: regions, trust zones, and what a cell is fit for. */
class AdmissionPlaceTest {

  private final AdmissionPolicy policy = SHIPPED;

  @Test
  void givenRegionThatIsNotServed_whenChecked_thenItIsRefused() {
    assertPolicyRefuses(
        permitted().residency("us-east"), ProblemCode.REGION_NOT_ALLOWED, "/region");
  }

  @Test
  void givenNoRegion_whenAsked_thenItIsTheInstallations() {
    assertThat(policy.region(permitted().make()).name()).isEqualTo("eu-central");
  }

  @Test
  void givenAllowedRegionOfAnotherCell_whenChecked_thenThatCellIsTheOneToAsk() {
    assertPolicyRefuses(permitted().residency("eu-west"), ProblemCode.REGION_NOT_SERVED, "/region");
  }

  @Test
  void givenDefaultRegionOfAnotherCell_whenChecked_thenItIsRefusedToo() {
    AdmissionPolicy west =
        in(new Cell(new ResidencyRegion("eu-west"), DefaultPolicy.CELL.zones(), Set.of("local")));
    assertRefused(() -> west.checkPolicy(permitted().make()), ProblemCode.REGION_NOT_SERVED);
  }

  @Test
  void givenCellThatIsNotFitForTheZone_whenChecked_thenItIsRefused() {
    AdmissionPolicy business =
        in(
            new Cell(
                new ResidencyRegion("eu-central"),
                Set.of(new TrustZone("business")),
                Set.of("local")));
    JobRequests claim = permitted().purpose("claims_processing").output("patient_name");
    assertRefused(() -> business.checkPolicy(claim.make()), ProblemCode.ZONE_MISMATCH);
    business.checkPolicy(permitted().make());
  }

  @Test
  void givenZoneWithAnotherKeyProvider_whenChecked_thenItIsRefused() {
    AdmissionPolicy other = changed("trust-zones.yaml", "key_provider: local", "key_provider: hsm");
    assertRefused(() -> other.checkPolicy(permitted().make()), ProblemCode.ZONE_MISMATCH);
  }

  @Test
  void givenZoneThatIsNotForTheRegion_whenChecked_thenItIsRefused() {
    AdmissionPolicy other =
        changed("trust-zones.yaml", "regions: [eu-central, eu-west]", "regions: [eu-west]");
    assertRefused(() -> other.checkPolicy(permitted().make()), ProblemCode.ZONE_MISMATCH);
  }

  @Test
  void givenPurposeWithClassesOfSeveralZones_whenNoClassIsNamed_thenTheStrictestCounts() {
    JobRequests loan = permitted().purpose("loan_processing").output("borrower_name");
    assertThat(policy.zone(loan.make()).name()).isEqualTo("identity");
    assertThat(policy.zone(loan.documentClass("payslip").make()).name()).isEqualTo("financial");
  }

  private static AdmissionPolicy in(Cell cell) {
    return new AdmissionPolicy(DefaultPolicy.BUNDLE, cell);
  }
}
