package dev.lethe.admin.audit;

import dev.lethe.admin.shared.Moment;
import dev.lethe.audit.model.AuditFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A filter as somebody wrote it, and what was wrong with it. A filter with a problem selects
 * nothing: it must not pass for one that selects everything.
 *
 * @param problems field by field, without what was written
 */
public record AuditQuery(Optional<AuditFilter> filter, List<String> problems) {

  public AuditQuery {
    problems = List.copyOf(problems);
  }

  public static AuditQuery of(String from, String until, String type, String job) {
    List<String> problems = new ArrayList<>();
    Optional<Instant> start = moment(from, "From", problems);
    Optional<Instant> end = moment(until, "Until", problems);
    if (start.isPresent() && end.isPresent() && !start.get().isBefore(end.get())) {
      problems.add("From must be earlier than Until.");
    }
    if (!type.matches("[a-z0-9._-]{0,64}")) {
      problems.add("Event type holds small letters, digits, dots and hyphens only.");
    }
    if (!job.matches("(job_[0-9a-f]{32})?")) {
      problems.add("Job is the whole id: job_ and 32 digits from 0 to f.");
    }
    return problems.isEmpty()
        ? new AuditQuery(
            Optional.of(new AuditFilter(start, end, present(type), present(job))), problems)
        : new AuditQuery(Optional.empty(), problems);
  }

  private static Optional<Instant> moment(String text, String label, List<String> problems) {
    try {
      return Moment.parse(text);
    } catch (Moment.NotUnderstood e) {
      problems.add(label + " is a UTC date, or date and time: 2026-11-24 or 2026-11-24 09:30.");
      return Optional.empty();
    }
  }

  private static Optional<String> present(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
