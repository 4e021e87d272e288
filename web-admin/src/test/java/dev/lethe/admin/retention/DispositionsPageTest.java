package dev.lethe.admin.retention;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lethe.admin.identity.People;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.problem.model.LetheException;
import dev.lethe.problem.model.ProblemCode;
import dev.lethe.retention.model.Disposition;
import dev.lethe.retention.model.Disposition.State;
import dev.lethe.retention.model.DispositionFilter;
import dev.lethe.retention.model.DispositionId;
import dev.lethe.retention.model.DispositionReason;
import dev.lethe.retention.model.DispositionStep;
import dev.lethe.retention.model.DispositionStep.Action;
import dev.lethe.retention.service.DispositionService;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispositionsPageTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final DispositionId ID = DispositionId.random();

  private final FakeReviews reviews = new FakeReviews();
  private final DispositionsPage page = new DispositionsPage();

  private static DispositionService.View view(DispositionId id, boolean decidable) {
    return new DispositionService.View(
        new Disposition(
            id,
            "job_" + "0".repeat(32),
            ArtefactClass.FIELDS,
            "contract_management",
            "eu-central",
            Optional.of("contract"),
            "app-1",
            List.of(),
            NOW,
            NOW,
            Optional.of(Duration.ofDays(7)),
            Optional.empty(),
            false,
            Duration.ZERO,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            4),
        State.PENDING,
        2,
        Map.of(Sensitivity.PERSONAL, 3, Sensitivity.INTERNAL, 1),
        Duration.ofHours(36),
        Set.of(new DocumentClass("signature_page")),
        decidable,
        decidable);
  }

  /** Notes what was decided, or refuses it. */
  private static final class FakeReviews implements DispositionService {
    private final List<Wish> wishes = new ArrayList<>();
    private final List<DispositionFilter> filters = new ArrayList<>();
    private Optional<ProblemCode> refusal = Optional.empty();
    private int revision;
    private int there = 1;

    @Override
    public View decide(Caller caller, DispositionId id, int of, Wish wish) {
      refusal.ifPresent(
          code -> {
            throw new LetheException(code);
          });
      revision = of;
      wishes.add(wish);
      return view(id, true);
    }

    @Override
    public View get(Caller caller, DispositionId id) {
      if (!id.equals(ID)) {
        throw new LetheException(ProblemCode.NOT_FOUND);
      }
      return view(id, true);
    }

    @Override
    public List<DispositionStep> steps(Caller caller, DispositionId id) {
      return List.of();
    }

    @Override
    public List<View> list(
        Caller caller, DispositionFilter filter, Optional<DispositionId> after, int limit) {
      filters.add(filter);
      return IntStream.range(0, Math.min(there, limit))
          .mapToObj(i -> view(DispositionId.random(), false))
          .toList();
    }

    @Override
    public long pending(Caller caller) {
      return there;
    }
  }

  @BeforeEach
  void prepare() {
    page.signedIn = People.signedIn(Role.COMPLIANCE_OFFICER);
    page.dispositions = reviews;
    page.form = (name, otherwise) -> name.equals("revision") ? "4" : otherwise;
    page.setId(ID.value());
    assertThat(page.getChosen()).hasSize(1);
  }

  @Test
  void givenDecisions_whenTheirButtonsArePressed_thenEachIsWhatTheFormSays() {
    page.setDays(" 12 ");
    page.setLabel("signature_page");
    page.setReviewer("f2a1c0de");
    String target = "/dispositions?faces-redirect=true&id=" + ID.value();
    assertThat(page.approve()).isEqualTo(target);
    assertThat(page.extend()).isEqualTo(target);
    assertThat(page.relabel()).isEqualTo(target);
    assertThat(page.reassign()).isEqualTo(target);
    assertThat(reviews.wishes)
        .extracting(DispositionService.Wish::action)
        .containsExactly(Action.APPROVE, Action.EXTEND, Action.RELABEL, Action.REASSIGN);
    assertThat(reviews.wishes.get(1).more()).contains(Duration.ofDays(12));
    assertThat(reviews.revision).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1.5", "99999", "many"})
  void givenDaysThatAreNone_whenExtended_thenNothingIsDecided(String days) {
    page.setDays(days);
    assertThat(page.extend()).isEmpty();
    assertThat(page.getProblem()).startsWith("Please give");
    assertThat(reviews.wishes).isEmpty();
  }

  @Test
  void givenClassOrAccountThatIsNone_whenSent_thenNothingIsDecided() {
    page.setLabel("Signature Page");
    assertThat(page.relabel()).isEmpty();
    page.setReviewer("two words");
    assertThat(page.reassign()).isEmpty();
    page.setApproveReason("because");
    assertThat(page.approve()).isEmpty();
    assertThat(reviews.wishes).isEmpty();
  }

  @Test
  void givenRefusal_whenDecided_thenItIsSaidAndThePageStays() {
    reviews.refusal = Optional.of(ProblemCode.SECOND_PERSON_REQUIRED);
    assertThat(page.approve()).isEmpty();
    assertThat(page.getProblem()).isEqualTo(ProblemCode.SECOND_PERSON_REQUIRED.title() + ".");
    assertThat(page.getRows()).hasSize(1);
  }

  @Test
  void givenUnknownId_whenShown_thenThereIsNone() {
    DispositionsPage other = new DispositionsPage();
    other.signedIn = page.signedIn;
    other.dispositions = reviews;
    other.form = (name, otherwise) -> otherwise;
    other.setId(DispositionId.random().value());
    assertThat(other.getChosen()).isEmpty();
    other.setId("disp_1");
    assertThat(other.getChosen()).isEmpty();
    assertThat(other.approve()).isEmpty();
  }

  @Test
  void givenState_whenLoaded_thenTheListIsOfIt() {
    page.load();
    page.setState("deleted");
    page.load();
    page.setState("' or 1=1");
    page.load();
    assertThat(reviews.filters)
        .extracting(DispositionFilter::state)
        .containsExactly(Optional.of(State.PENDING), Optional.of(State.DELETED), Optional.empty());
    assertThat(page.getNext()).isEmpty();
    reviews.there = 26;
    page.load();
    assertThat(page.getRows()).hasSize(25);
    assertThat(page.getNext())
        .isEqualTo(
            "/dispositions?state=all&after=" + page.getRows().get(24).disposition().id().value());
  }

  @Test
  void givenView_whenShown_thenItSaysStageRiskAndCountsAndWhatMayBeDone() {
    DispositionService.View mine = page.getChosen().get(0);
    assertThat(page.stage(mine)).isEqualTo("1 of 2");
    assertThat(page.risk(mine)).isEqualTo("personal");
    assertThat(page.counts(mine)).isEqualTo("3 personal, 1 internal");
    assertThat(page.extensibleDays(mine)).isEqualTo(1);
    assertThat(page.mayExtend(mine)).isTrue();
    assertThat(page.mayRelabel(mine)).isTrue();
    DispositionService.View others = view(ID, false);
    assertThat(page.mayExtend(others)).isFalse();
    assertThat(page.mayRelabel(others)).isFalse();
    assertThat(page.getApproveReasons()).allMatch(one -> one.isFor(Action.APPROVE));
    assertThat(page.getExtendReasons()).contains(DispositionReason.MATTER_OPEN);
    assertThat(page.getRelabelReasons()).contains(DispositionReason.WRONG_CLASS);
    assertThat(page.getReassignReasons()).contains(DispositionReason.ABSENCE);
  }
}
