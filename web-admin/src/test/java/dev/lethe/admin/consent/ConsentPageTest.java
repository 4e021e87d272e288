package dev.lethe.admin.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.admin.identity.People;
import dev.lethe.admin.shared.Words;
import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentId;
import dev.lethe.consent.model.ConsentMechanism;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentTerms;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.model.Notice;
import dev.lethe.consent.service.ConsentLedger;
import dev.lethe.policy.model.Purpose;
import dev.lethe.problem.model.LetheException;
import dev.lethe.tenancy.model.ActorId;
import dev.lethe.tenancy.model.Caller;
import dev.lethe.tenancy.model.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsentPageTest {

  private final FakeLedger ledger = new FakeLedger();
  private final ConsentPage page = new ConsentPage();

  private static final class FakeLedger implements ConsentLedger {
    private final List<ConsentRecord> records = new ArrayList<>();
    private int asked;

    @Override
    public List<ConsentRecord> list(Caller caller, ConsentFilter filter, int offset, int limit) {
      return matching(caller, filter).stream().skip(offset).limit(limit).toList();
    }

    @Override
    public long count(Caller caller, ConsentFilter filter) {
      return matching(caller, filter).size();
    }

    @Override
    public List<String> jobs(Caller caller, ConsentId id) {
      return List.of();
    }

    private List<ConsentRecord> matching(Caller caller, ConsentFilter filter) {
      asked++;
      caller.requireAny(Role.COMPLIANCE_OFFICER, Role.AUDITOR);
      return records.stream()
          .filter(one -> filter.state().map(one.state(Instant.now())::equals).orElse(true))
          .filter(one -> filter.purpose().map(one.terms().purpose().name()::equals).orElse(true))
          .toList();
    }
  }

  @BeforeEach
  void thirtyActiveAndTwoWithdrawn() {
    for (int i = 0; i < 32; i++) {
      ledger.records.add(record(i, i < 30));
    }
    page.ledger = ledger;
    page.signedIn = People.signedIn(Role.COMPLIANCE_OFFICER);
  }

  private static ConsentRecord record(int number, boolean active) {
    Instant given = Instant.parse("2026-11-24T09:00:00Z");
    return new ConsentRecord(
        new ConsentId("con_" + "%032x".formatted(number)),
        new ConsentTerms(
            new Purpose("invoice_processing"),
            "customer_authorized",
            Set.of(ConsentUse.PROCESSING, ConsentUse.MANUAL_REVIEW),
            Set.of(),
            Optional.of(new Notice("2026-02", "0".repeat(64), Optional.of("de"))),
            Optional.empty(),
            Optional.empty()),
        Optional.of("job_" + number),
        Optional.empty(),
        ConsentMechanism.WEB_FORM,
        new ActorId("app"),
        "2026-11-01",
        "0".repeat(64),
        given,
        given,
        Optional.empty(),
        active ? Optional.empty() : Optional.of(given));
  }

  @Test
  void givenARecord_whenShown_thenFlagsAndNoticeAreInWords() {
    page.words = new Words();
    ConsentRecord record = ledger.records.get(0);

    assertThat(page.given(record)).isEqualTo("Processing, Manual review");
    assertThat(page.withheld(record)).contains("Model improvement").doesNotContain("Manual");
    assertThat(page.notice(record)).isEqualTo("2026-02, de");
    assertThat(page.state(record)).isEqualTo("active");
  }

  @Test
  void givenNoFilter_whenLoaded_thenTheFirstPageIsShown() {
    page.load();

    assertThat(page.getRecords().getRange()).isEqualTo("1 to 25 of 32");
    assertThat(page.isFiltered()).isFalse();
  }

  @Test
  void givenAState_whenLoaded_thenOnlyItsRecordsAreShown() {
    page.setState("withdrawn");
    page.load();

    assertThat(page.getRecords().getRows()).hasSize(2).allMatch(one -> one.endedAt().isPresent());
  }

  @Test
  void givenAFilterThatIsNotUnderstood_whenLoaded_thenNothingIsShownAndNothingAsked() {
    page.setState("<script>");
    page.load();

    assertThat(page.getRecords().isEmpty()).isTrue();
    assertThat(page.getProblem()).isNotEmpty().doesNotContain("script");
    assertThat(ledger.asked).isZero();
  }

  @Test
  void givenAReviewer_whenLoaded_thenTheServiceRefuses() {
    page.signedIn = People.signedIn(Role.REVIEWER);

    assertThatThrownBy(page::load).isInstanceOf(LetheException.class).hasMessage("forbidden");
  }
}
