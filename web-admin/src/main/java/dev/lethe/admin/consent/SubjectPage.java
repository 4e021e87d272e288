package dev.lethe.admin.consent;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.Words;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.jobs.model.SubjectReport;
import dev.lethe.jobs.model.SubjectReport.SubjectJob;
import dev.lethe.jobs.service.SubjectService;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is kept about a data subject, looked up by the tenant's name for them. The name comes in a
 * form and is in no address and no answer.
 */
@Named
@RequestScoped
public class SubjectPage {

  @Inject SignedIn signedIn;
  @Inject SubjectService subjects;
  @Inject Words words;

  private String reference = "";
  private String problem = "";
  private Optional<SubjectReport> report = Optional.empty();

  public String lookUp() {
    String wanted = reference;
    reference = "";
    try {
      report = Optional.of(subjects.lookUp(signedIn.caller(), DataSubject.named(wanted)));
    } catch (IllegalArgumentException malformed) {
      problem = "Please give a name of 1 to 200 characters.";
    }
    return "";
  }

  public boolean isAsked() {
    return report.isPresent();
  }

  public boolean isKnown() {
    return report.flatMap(SubjectReport::subject).isPresent();
  }

  public String getSubject() {
    return report.flatMap(SubjectReport::subject).orElse("");
  }

  public int getConsents() {
    return report.map(found -> found.consents().size()).orElse(0);
  }

  public List<SubjectJob> getJobs() {
    return report.map(SubjectReport::jobs).orElse(List.of());
  }

  public String documentClass(SubjectJob job) {
    return words.plain(job.documentClass().map(DocumentClass::name).orElse("unknown"));
  }

  /** What is still kept, for instance {@code Source, fields}. */
  public String kept(SubjectJob job) {
    String kept =
        job.retention().artefacts().stream()
            .filter(deadline -> deadline.deletedAt().isEmpty())
            .map(deadline -> deadline.artefact().apiName())
            .collect(Collectors.joining(", "));
    return kept.isEmpty() ? "Nothing" : words.plain(kept);
  }

  public String held(SubjectJob job) {
    String held =
        job.held().stream().map(ArtefactClass::apiName).sorted().collect(Collectors.joining(", "));
    return held.isEmpty() ? "–" : words.plain(held);
  }

  public String getProblem() {
    return problem;
  }

  public String getReference() {
    return reference;
  }

  public void setReference(String reference) {
    this.reference = reference.strip();
  }
}
