package dev.lethe.admin.home;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.Words;
import dev.lethe.metrics.model.HomeCounters;
import dev.lethe.metrics.service.HomeService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers that matter, each leading to its list where the role opens it. */
@Named
@RequestScoped
public class HomePage {

  @Inject SignedIn signedIn;
  @Inject HomeService home;

  Clock clock = Clock.systemUTC();

  private @Nullable HomeCounters counters;

  public HomeCounters getCounters() {
    if (counters == null) {
      counters = home.counters(signedIn.caller());
    }
    return counters;
  }

  /** What needs somebody, in sentences; empty when nothing does. */
  public List<String> getConcerns() {
    HomeCounters now = getCounters();
    List<String> concerns = new ArrayList<>();
    now.lateSince()
        .map(new Words()::time)
        .ifPresent(
            since -> concerns.add("Deletion does not keep to its bound since " + since + " UTC."));
    if (now.overdue() > 0) {
      concerns.add(
          counted(now.overdue(), "artefact is", "artefacts are") + " kept past the deadline.");
    }
    if (now.deadLetters() > 0) {
      concerns.add(
          counted(now.deadLetters(), "deletion has", "deletions have")
              + " failed too often: see Deletion runs.");
    }
    if (now.jobsFailedToday() > 0) {
      concerns.add(counted(now.jobsFailedToday(), "job has", "jobs have") + " failed today.");
    }
    if (!now.policyDrift().isEmpty()) {
      concerns.add(
          "The running policy is not the approved one, so no document is taken in: "
              + now.policyDrift().replace('-', ' ')
              + ".");
    }
    if (now.workersReady() == 0) {
      concerns.add("No worker is ready, so documents cannot be read at the moment.");
    }
    return concerns;
  }

  public List<Tile> getDeletion() {
    HomeCounters now = getCounters();
    long later = Math.max(0, now.artefactsKept() - now.dueToday() - now.overdue());
    return List.of(
        tile("Overdue", "kept past the deadline", now.overdue(), retention("OVERDUE")),
        tile("Due today", "due within a day", now.dueToday(), retention("DUE_TODAY")),
        tile("Due later", "kept, deadline ahead", later, retention("DUE_LATER")),
        tile("Deleted today", "gone, with a certificate", now.deletedToday(), retention("DELETED")),
        tile("Dead letters", "deletions that failed too often", now.deadLetters(), runs()),
        tile("Reviews waiting", "due, unless put off", now.reviewsWaiting(), reviews()));
  }

  public List<Tile> getProcessing() {
    HomeCounters now = getCounters();
    return List.of(
        tile("Consents active", "in the ledger", now.consentsActive(), consent()),
        tile("Jobs today", "admitted since 00:00 UTC", now.jobsToday(), audit("consent.verified")),
        tile("Jobs waiting", "for a worker", now.jobsWaiting(), ""),
        tile("Jobs failed today", "since 00:00 UTC", now.jobsFailedToday(), audit("job.failed")),
        tile(
            "Reveals today", "unmasked values shown", now.revealsToday(), audit("field.revealed")));
  }

  private static Tile tile(String label, String note, long value, String target) {
    return new Tile(label, note, value, target);
  }

  private String retention(String state) {
    return signedIn.isRetentionOpen() ? "/retention?state=" + state : "";
  }

  private String runs() {
    return signedIn.isRetentionOpen() ? "/runs" : "";
  }

  private String reviews() {
    return signedIn.isRetentionOpen() ? "/dispositions" : "";
  }

  private String consent() {
    return signedIn.isConsentOpen() ? "/consent?state=active" : "";
  }

  private String audit(String type) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    return signedIn.isAuditOpen() ? "/audit?type=" + type + "&from=" + today : "";
  }

  private static String counted(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }
}
