package dev.lethe.admin.audit;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.ListPage;
import dev.lethe.admin.shared.Paging;
import dev.lethe.audit.model.AuditEntry;
import dev.lethe.audit.model.AuditFilter;
import dev.lethe.audit.service.AuditTrail;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The trail, narrowed by time, type and job. The address holds the filter. */
@Named
@RequestScoped
public class AuditPage extends ListPage {

  @Inject SignedIn signedIn;
  @Inject AuditTrail trail;

  private String from = "";
  private String until = "";
  private String type = "";
  private String job = "";
  private List<String> problems = List.of();
  private Paging<AuditEntry> entries = Paging.empty();

  /** Reads the page that the address asks for. */
  public void load() {
    AuditQuery query = query();
    problems = query.problems();
    query.filter().ifPresent(this::read);
  }

  private void read(AuditFilter filter) {
    Caller caller = signedIn.caller();
    entries =
        Paging.of(
            getPage(),
            trail.count(caller, filter),
            (offset, limit) -> trail.list(caller, filter, offset, limit));
  }

  AuditQuery query() {
    return AuditQuery.of(from, until, type, job);
  }

  /** Facts in a fixed order, for instance {@code fields=3, purpose=invoice_processing}. */
  public String facts(AuditEntry entry) {
    return new TreeMap<>(entry.facts())
        .entrySet().stream()
            .map(fact -> fact.getKey() + "=" + fact.getValue())
            .collect(Collectors.joining(", "));
  }

  public Paging<AuditEntry> getEntries() {
    return entries;
  }

  public List<String> getProblems() {
    return problems;
  }

  public boolean isFiltered() {
    return !(from + until + type + job).isEmpty();
  }

  public String getFrom() {
    return from;
  }

  public void setFrom(String from) {
    this.from = from.strip();
  }

  public String getUntil() {
    return until;
  }

  public void setUntil(String until) {
    this.until = until.strip();
  }

  public String getType() {
    return type;
  }

  public void setType(String type) {
    this.type = type.strip();
  }

  public String getJob() {
    return job;
  }

  public void setJob(String job) {
    this.job = job.strip();
  }
}
