package dev.lethe.admin.consent;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.ListPage;
import dev.lethe.admin.shared.Paging;
import dev.lethe.admin.shared.Words;
import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.model.ConsentState;
import dev.lethe.consent.model.ConsentUse;
import dev.lethe.consent.service.ConsentLedger;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ledger, narrowed by purpose, state or job. The address holds the filter. */
@Named
@RequestScoped
public class ConsentPage extends ListPage {

  static final List<String> STATES =
      Arrays.stream(ConsentState.values()).map(ConsentState::apiName).toList();
  private static final Duration SOON = Duration.ofDays(30);

  @Inject SignedIn signedIn;
  @Inject ConsentLedger ledger;
  @Inject PolicyService policy;
  @Inject Words words;

  Clock clock = Clock.systemUTC();

  private String purpose = "";
  private String state = "";
  private String job = "";
  private String subject = "";
  private String expiring = "";
  private Paging<ConsentRecord> records = Paging.empty();
  private String problem = "";

  /** Reads the page that the address asks for. */
  public void load() {
    Caller caller = signedIn.caller();
    if (!isKnownFilter()) {
      problem = "This filter is not understood, so nothing is shown.";
      return;
    }
    ConsentFilter filter = filter();
    records =
        Paging.of(
            getPage(),
            ledger.count(caller, filter),
            (offset, limit) -> ledger.list(caller, filter, offset, limit));
  }

  private ConsentFilter filter() {
    return ConsentFilter.ALL
        .withPurpose(wanted(purpose))
        .withState(wanted(state).map(name -> ConsentState.valueOf(name.toUpperCase(Locale.ROOT))))
        .withJob(wanted(job))
        .withSubject(wanted(subject))
        .withExpiresBefore(wanted(expiring).map(yes -> clock.instant().plus(SOON)));
  }

  /** The flags that are on, in words. */
  public String given(ConsentRecord record) {
    return Arrays.stream(ConsentUse.values())
        .filter(record.terms()::permits)
        .map(use -> words.plain(use.apiName()))
        .collect(Collectors.joining(", "));
  }

  /** The flags that are off, in words. */
  public String withheld(ConsentRecord record) {
    return Arrays.stream(ConsentUse.values())
        .filter(use -> !record.terms().permits(use))
        .map(use -> words.plain(use.apiName()))
        .collect(Collectors.joining(", "));
  }

  public String state(ConsentRecord record) {
    return record.state(clock.instant()).apiName();
  }

  /** For instance {@code 2026-02, de}; a dash if no notice was shown. */
  public String notice(ConsentRecord record) {
    return record
        .terms()
        .notice()
        .map(notice -> notice.version() + notice.language().map(code -> ", " + code).orElse(""))
        .orElse("–");
  }

  private boolean isKnownFilter() {
    return (purpose.isEmpty() || purpose.matches("[a-z][a-z0-9_]{0,63}"))
        && (state.isEmpty() || STATES.contains(state))
        && (job.isEmpty() || job.matches("job_[0-9a-f]{32}"))
        && (subject.isEmpty() || subject.matches("sub_[0-9a-f]{32}"))
        && (expiring.isEmpty() || expiring.equals("soon"));
  }

  private static Optional<String> wanted(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  public List<String> getPurposes() {
    return policy.current().of(signedIn.caller().tenant()).purposes().keySet().stream()
        .map(Purpose::name)
        .sorted()
        .toList();
  }

  public List<String> getStates() {
    return STATES;
  }

  public Paging<ConsentRecord> getRecords() {
    return records;
  }

  public String getProblem() {
    return problem;
  }

  public boolean isFiltered() {
    return !purpose.isEmpty()
        || !state.isEmpty()
        || !job.isEmpty()
        || !subject.isEmpty()
        || !expiring.isEmpty();
  }

  public String getPurpose() {
    return purpose;
  }

  public void setPurpose(String purpose) {
    this.purpose = purpose.strip();
  }

  public String getState() {
    return state;
  }

  public void setState(String state) {
    this.state = state.strip();
  }

  public String getJob() {
    return job;
  }

  public void setJob(String job) {
    this.job = job.strip();
  }

  public String getSubject() {
    return subject;
  }

  public void setSubject(String subject) {
    this.subject = subject.strip();
  }

  public String getExpiring() {
    return expiring;
  }

  public void setExpiring(String expiring) {
    this.expiring = expiring.strip();
  }
}
