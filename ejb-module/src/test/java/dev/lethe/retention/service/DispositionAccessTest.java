package dev.lethe.retention.service;

import static dev.lethe.retention.service.RealReviews.TWO_STAGES;
import static dev.lethe.retention.service.RealReviews.all;
import static dev.lethe.retention.service.RealReviews.approve;
import static dev.lethe.retention.service.RealReviews.reassign;
import static dev.lethe.testing.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.Disposition.State;
import dev.lethe.retention.model.DispositionId;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import dev.lethe.tenancy.model.Sql;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may decide on a review, and who has to leave it to somebody else. */
class DispositionAccessTest {

  private final RealReviews real = new RealReviews();
  private final Caller olivia = real.olivia;
  private final Caller otto = real.otto;
  private final Caller tara = real.tara;

  @Test
  void givenTwoStages_whenApproved_thenTwoPeopleAreNeededAndRolesAreOfTheStage() {
    real.bundle = TWO_STAGES;
    String job = real.job();
    assertRefused(() -> real.decide(tara, job, approve()), ProblemCode.FORBIDDEN);
    assertThat(real.decide(olivia, job, approve()).disposition().stage()).isEqualTo(2);
    real.sweep(job);
    assertThat(real.receipts()).isEmpty();
    assertRefused(() -> real.decide(otto, job, approve()), ProblemCode.FORBIDDEN);
    Caller both = real.person("olivia", Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN);
    assertRefused(() -> real.decide(both, job, approve()), ProblemCode.SECOND_PERSON_REQUIRED);
    assertThat(real.decide(tara, job, approve()).state()).isEqualTo(State.APPROVED);
    real.sweep(job);
    assertThat(real.receipts()).hasSize(1);
  }

  @Test
  void givenWhoAskedForTheJob_whenDeciding_thenSomebodyElseHasTo() {
    String job = real.job();
    Caller submitter = real.person("app-1", Role.COMPLIANCE_OFFICER);
    assertRefused(() -> real.decide(submitter, job, approve()), ProblemCode.SECOND_PERSON_REQUIRED);
    assertRefused(
        () -> real.decide(olivia, job, reassign(submitter)), ProblemCode.SECOND_PERSON_REQUIRED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      names = {"SUBMITTER", "REVIEWER", "PRIVILEGED_REVEAL"})
  void givenOfficerWhoCouldSeeContent_whenDeciding_thenItIsRefused(Role content) {
    String job = real.job();
    Caller seeing = real.person("olivia", Role.COMPLIANCE_OFFICER, content);
    assertRefused(() -> real.decide(seeing, job, approve()), ProblemCode.FORBIDDEN);
  }

  @ParameterizedTest
  @EnumSource(
      value = Role.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"COMPLIANCE_OFFICER", "TENANT_ADMIN"})
  void givenOtherRole_whenDeciding_thenItIsRefused(Role role) {
    String job = real.job();
    assertRefused(() -> real.decide(real.person("x", role), job, approve()), ProblemCode.FORBIDDEN);
  }

  @Test
  void givenDecisionOnWhatHasChanged_whenMade_thenItIsRefused() {
    String job = real.job();
    DispositionId id = real.of(job).disposition().id();
    real.decide(olivia, job, reassign(otto));
    assertRefused(
        () -> real.reviews.decide(olivia, id, 1, approve()), ProblemCode.PRECONDITION_FAILED);
    assertRefused(() -> real.decide(olivia, job, approve()), ProblemCode.REVIEW_ASSIGNED);
    assertThat(real.of(job).decidable()).isFalse();
    assertThat(real.of(job).assignable()).isTrue();
    assertThat(real.reviews.get(otto, id).decidable()).isTrue();
    assertThat(real.reviews.get(real.person("adam", Role.AUDITOR), id).assignable()).isFalse();
    assertThat(real.decide(otto, job, approve()).state()).isEqualTo(State.APPROVED);
  }

  @Test
  void givenReviewOfAnotherTenant_whenLookedForOrDecided_thenThereIsNone() {
    DispositionId id = real.of(real.job()).disposition().id();
    Caller stranger =
        new Caller(
            real.transactions.newTenant(), new ActorId("eve"), Set.of(Role.COMPLIANCE_OFFICER));
    assertRefused(() -> real.reviews.get(stranger, id), ProblemCode.NOT_FOUND);
    assertRefused(() -> real.reviews.decide(stranger, id, 1, approve()), ProblemCode.NOT_FOUND);
    assertThat(real.reviews.list(stranger, all(), Optional.empty(), 10)).isEmpty();
    assertThat(real.reviews.pending(stranger)).isZero();
    // the tables keep it apart by themselves
    List<String> seen =
        real.transactions.with(
            stranger.tenant(),
            connection ->
                Sql.list(
                    connection,
                    rows -> rows.getString(1),
                    "select id from disposition union all"
                        + " select disposition_id from disposition_step"));
    assertThat(seen).isEmpty();
  }
}
