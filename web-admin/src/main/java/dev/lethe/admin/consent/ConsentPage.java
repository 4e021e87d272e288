package dev.lethe.admin.consent;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.ListPage;
import dev.lethe.admin.shared.Paging;
import dev.lethe.consent.model.ConsentFilter;
import dev.lethe.consent.model.ConsentRecord;
import dev.lethe.consent.service.ConsentLedger;
import dev.lethe.policy.model.Purpose;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;

/** The ledger, narrowed by purpose, state or job. The address holds the filter. */
@Named
@RequestScoped
public class ConsentPage extends ListPage {

  static final List<String> STATES = List.of("active", "expired", "withdrawn");

  @Inject SignedIn signedIn;
  @Inject ConsentLedger ledger;
  @Inject PolicyService policy;

  private String purpose = "";
  private String state = "";
  private String job = "";
  private Paging<ConsentRecord> records = Paging.empty();
  private String problem = "";

  /** Reads the page that the address asks for. */
  public void load() {
    Caller caller = signedIn.caller();
    if (!isKnownFilter()) {
      problem = "This filter is not understood, so nothing is shown.";
      return;
    }
    ConsentFilter filter = new ConsentFilter(wanted(purpose), wanted(state), wanted(job));
    records =
        Paging.of(
            getPage(),
            ledger.count(caller, filter),
            (offset, limit) -> ledger.list(caller, filter, offset, limit));
  }

  private boolean isKnownFilter() {
    return (purpose.isEmpty() || purpose.matches("[a-z][a-z0-9_]{0,63}"))
        && (state.isEmpty() || STATES.contains(state))
        && (job.isEmpty() || job.matches("job_[0-9a-f]{32}"));
  }

  private static Optional<String> wanted(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }

  public List<String> getPurposes() {
    return policy.current().purposes().keySet().stream().map(Purpose::name).sorted().toList();
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
    return !purpose.isEmpty() || !state.isEmpty() || !job.isEmpty();
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
}
