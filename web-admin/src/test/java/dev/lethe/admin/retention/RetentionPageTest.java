package dev.lethe.admin.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.admin.identity.People;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.DeadLetter;
import dev.lethe.retention.model.DeletionRun;
import dev.lethe.retention.model.PlannedDeletion;
import dev.lethe.retention.model.RetentionItem;
import dev.lethe.retention.model.RetentionItem.State;
import dev.lethe.retention.model.RetentionOverview;
import dev.lethe.retention.model.RetentionPlace;
import dev.lethe.retention.service.RetentionService;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionPageTest {

  private static final RetentionPlace PLACE =
      new RetentionPlace("eu-central", "business", new RetentionPlace.Counts(10, 3, 1, 0, 5));

  private record FakeRetention(long overdue) implements RetentionService {
    @Override
    public RetentionOverview overview(Caller caller) {
      caller.requireAny(Role.COMPLIANCE_OFFICER, Role.TENANT_ADMIN, Role.AUDITOR);
      return new RetentionOverview(10, 3, overdue, 0, 5, 0, 0, Map.of(), List.of());
    }

    @Override
    public List<RetentionPlace> places(Caller caller) {
      return List.of(PLACE);
    }

    @Override
    public List<RetentionItem> items(Caller caller, State state, int offset, int limit) {
      return List.of();
    }

    @Override
    public List<PlannedDeletion> planned(
        Caller caller, PlannedDeletion.Which which, int offset, int limit) {
      return List.of();
    }

    @Override
    public List<PlannedDeletion> dryRun(Caller caller, Instant until, int offset, int limit) {
      return List.of();
    }

    @Override
    public long count(Caller caller, State state) {
      return 0;
    }

    @Override
    public List<DeadLetter> deadLetters(Caller caller, int offset, int limit) {
      return List.of();
    }

    @Override
    public DeadLetter requeue(Caller caller, String letter) {
      throw new LetheException(ProblemCode.NOT_FOUND);
    }

    @Override
    public List<DeletionRun> runs(Caller caller, int offset, int limit) {
      return List.of();
    }
  }

  private static RetentionPage page(long overdue, Role role) {
    RetentionPage page = new RetentionPage();
    page.signedIn = People.signedIn(role);
    page.retention = new FakeRetention(overdue);
    return page;
  }

  @Test
  void givenSomethingOverdue_whenOpened_thenItIsListedFirst() {
    RetentionPage page = page(1, Role.AUDITOR);
    page.load();

    assertThat(page.getTitle()).isEqualTo("Overdue");
  }

  @Test
  void givenNothingOverdue_whenOpened_thenWhatIsDueTodayIsListed() {
    RetentionPage page = page(0, Role.TENANT_ADMIN);
    page.load();

    assertThat(page.getTitle()).isEqualTo("Due today");
    assertThat(page.getChoices()).filteredOn(RetentionPage.Choice::current).hasSize(1);
  }

  @Test
  void givenAState_whenOpened_thenItIsListed() {
    RetentionPage page = page(1, Role.COMPLIANCE_OFFICER);
    page.setState("DELETED");
    page.load();

    assertThat(page.isDeletedListed()).isTrue();
  }

  @Test
  void givenAnUnknownState_whenOpened_thenItIsLikeNone() {
    RetentionPage page = page(0, Role.AUDITOR);
    page.setState("everything");
    page.load();

    assertThat(page.getListed()).isEqualTo("DUE_TODAY");
  }

  @Test
  void givenCounts_thenWhatIsDueLaterIsTheRest() {
    assertThat(page(1, Role.AUDITOR).getChoices())
        .extracting(RetentionPage.Choice::count)
        .containsExactly(1L, 3L, 6L, 0L, 5L);
  }

  @Test
  void givenPlaces_whenOpened_thenTheyAreAskedForOnce() {
    RetentionPage page = page(1, Role.AUDITOR);
    assertThat(page.getPlaces()).containsExactly(PLACE);
    assertThat(page.getPlaces()).isSameAs(page.getPlaces());
  }

  @Test
  void givenAReviewer_whenOpened_thenTheServiceRefuses() {
    assertThatThrownBy(() -> page(0, Role.REVIEWER).load()).isInstanceOf(LetheException.class);
  }
}
