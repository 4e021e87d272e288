package dev.lethe.admin.audit;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.Words;
import dev.lethe.jobs.model.JobEvidence;
import dev.lethe.jobs.model.JobEvidence.Stage;
import dev.lethe.jobs.model.JobEvidence.Touch;
import dev.lethe.jobs.model.JobId;
import dev.lethe.jobs.service.EvidenceService;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.problem.model.LetheException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The stages of the job that the address names, and who handled it. */
@Named
@RequestScoped
public class EvidencePage {

  @Inject SignedIn signedIn;
  @Inject EvidenceService evidence;
  @Inject Words words;

  private String job = "";
  private String problem = "";
  private Optional<JobEvidence> found = Optional.empty();

  /** Reads the evidence of the job. */
  public void load() {
    if (!job.matches("job_[0-9a-f]{32}")) {
      problem = "Job is the whole id: job_ and 32 digits from 0 to f.";
      return;
    }
    try {
      found = Optional.of(evidence.of(signedIn.caller(), new JobId(job)));
    } catch (LetheException e) {
      problem =
          switch (e.code()) {
            case NOT_FOUND -> "There is no such job.";
            case JOB_GONE -> "The time of this job's audit trail is over.";
            default -> throw e;
          };
    }
  }

  /** For instance {@code Consent verification}. */
  public String name(Stage stage) {
    return words.plain(code(stage.stage()));
  }

  /** For instance {@code Not reached}. */
  public String standing(Stage stage) {
    return words.plain(code(stage.standing()));
  }

  /** For instance {@code fields, source}. */
  public String artefacts(Touch touch) {
    return touch.artefacts().stream()
        .sorted()
        .map(ArtefactClass::apiName)
        .collect(Collectors.joining(", "));
  }

  /** Codes and numbers in a fixed order. */
  public String details(Map<String, String> facts) {
    return new TreeMap<>(facts)
        .entrySet().stream()
            .map(fact -> fact.getKey() + "=" + fact.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  public @Nullable JobEvidence getFound() {
    return found.orElse(null);
  }

  public List<Stage> getStages() {
    return found.map(JobEvidence::stages).orElse(List.of());
  }

  public List<Touch> getTouches() {
    return found.map(JobEvidence::touches).orElse(List.of());
  }

  public String getProblem() {
    return problem;
  }

  public String getJob() {
    return job;
  }

  public void setJob(String job) {
    this.job = job.strip();
  }
}
