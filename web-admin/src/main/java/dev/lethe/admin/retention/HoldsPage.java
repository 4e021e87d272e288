package dev.lethe.admin.retention;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.admin.shared.ListPage;
import dev.lethe.admin.shared.Paging;
import dev.lethe.consent.model.DataSubject;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.service.PolicyService;
import dev.lethe.problem.model.LetheException;
import dev.lethe.retention.model.HoldId;
import dev.lethe.retention.model.HoldReason;
import dev.lethe.retention.model.HoldScope;
import dev.lethe.retention.model.LegalHold;
import dev.lethe.retention.service.HoldService;
import dev.lethe.retention.service.HoldService.View;
import dev.lethe.tenancy.model.Caller;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Legal holds, a form to place one, and what the second person decides. */
@Named
@RequestScoped
public class HoldsPage extends ListPage {

  private static final Duration USUAL_REVIEW = Duration.ofDays(90);
  private static final String JOB = "job_[0-9a-f]{32}";

  /** As much of an id as tells it from others in a list. */
  private static final int SHORT = 12;

  private static final String PURPOSE = "[a-z][a-z0-9_]{0,63}";

  @Inject SignedIn signedIn;
  @Inject HoldService holds;
  @Inject PolicyService policy;

  Clock clock = Clock.systemUTC();

  private String id = "";
  private String caseReference = "";
  private String reason = HoldReason.LITIGATION.apiName();
  private String jobs = "";
  private String subject = "";
  private String documentClass = "";
  private String purpose = "";
  private String from = "";
  private String until = "";
  private String review = "";
  private String problem = "";
  private Paging<View> rows = Paging.empty();
  private @Nullable View chosen;

  /** Reads the page that the address asks for. */
  public void load() {
    Caller caller = signedIn.caller();
    rows = Paging.uncounted(getPage(), (offset, limit) -> holds.list(caller, offset, limit));
  }

  /** Places the hold that the form describes. */
  public String place() {
    Caller caller = signedIn.caller();
    String person = subject;
    // it is in no answer, not even in that to a form that was refused
    subject = "";
    return attempt(
        () -> {
          HoldScope scope =
              new HoldScope(
                  jobIds(),
                  Optional.empty(),
                  Optional.of(documentClass)
                      .filter(text -> !text.isEmpty())
                      .map(DocumentClass::new),
                  Optional.of(purpose).filter(text -> !text.isEmpty()).map(HoldsPage::purpose),
                  Optional.empty(),
                  day(from),
                  day(until),
                  EnumSet.allOf(ArtefactClass.class));
          return holds.place(
              caller,
              new HoldService.Wanted(
                  caseReference,
                  HoldReason.ofApiName(reason),
                  scope,
                  Optional.of(person)
                      .filter(text -> !text.isEmpty())
                      .map(text -> DataSubject.named(text).reference()),
                  day(review).orElseThrow(IllegalArgumentException::new)));
        });
  }

  public String approve() {
    return attempt(() -> holds.decide(signedIn.caller(), new HoldId(asked()), true));
  }

  public String reject() {
    return attempt(() -> holds.decide(signedIn.caller(), new HoldId(asked()), false));
  }

  public String release() {
    return attempt(() -> holds.requestRelease(signedIn.caller(), new HoldId(asked())));
  }

  /** Notes that the hold is still needed; the next review is in 90 days. */
  public String keep() {
    return attempt(
        () ->
            holds.review(
                signedIn.caller(), new HoldId(asked()), clock.instant().plus(USUAL_REVIEW)));
  }

  /**
   * The hold that is meant: of the address, or of the form that was sent. The form names it, since
   * a place in a list may be another's by the time it is sent.
   */
  private String asked() {
    FacesContext faces = FacesContext.getCurrentInstance();
    if (!id.isEmpty() || faces == null) {
      return id;
    }
    return faces.getExternalContext().getRequestParameterMap().getOrDefault("hold", "");
  }

  /** The one hold that is shown whole; none, or a list of one. */
  public List<View> getChosen() {
    if (chosen == null && asked().matches("hold_[0-9a-f]{32}")) {
      try {
        chosen = holds.get(signedIn.caller(), new HoldId(asked()));
      } catch (LetheException notThere) {
        return List.of();
      }
    }
    return chosen == null ? List.of() : List.of(chosen);
  }

  private String attempt(Supplier<View> step) {
    try {
      return "/holds?faces-redirect=true&id=" + step.get().hold().id().value();
    } catch (LetheException refused) {
      problem = refused.code().title() + ".";
    } catch (IllegalArgumentException malformed) {
      problem =
          "Please give a case (letters, digits, . _ / -), a day of review, and jobs, a person, a"
              + " class of documents, a purpose or days to restrict the hold.";
    }
    load();
    return "";
  }

  private List<String> jobIds() {
    return Arrays.stream(jobs.split("[\\s,]+"))
        .filter(text -> !text.isEmpty())
        .map(
            text -> {
              if (!text.matches(JOB)) {
                throw new IllegalArgumentException("not a job");
              }
              return text;
            })
        .distinct()
        .toList();
  }

  private static String purpose(String text) {
    if (!text.matches(PURPOSE)) {
      throw new IllegalArgumentException("not a purpose");
    }
    return text;
  }

  private static Optional<Instant> day(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("not a day", e);
    }
  }

  /** Whether they may ask for a hold and for its release. */
  public boolean isOpenToPlace() {
    return may(Permission.PLACE_HOLD);
  }

  /** Whether they may decide on this one: somebody else asked, and it waits. */
  public boolean mayDecide(View view) {
    String asker =
        switch (view.hold().state()) {
          case REQUESTED -> view.hold().requestedBy();
          case RELEASE_REQUESTED ->
              view.hold().releaseRequest().map(LegalHold.Decision::by).orElse("");
          default -> signedIn.caller().actor().value();
        };
    return may(Permission.APPROVE_HOLD) && !asker.equals(signedIn.caller().actor().value());
  }

  /** What the second person would agree to. */
  public String question(View view) {
    return view.hold().state() == LegalHold.State.REQUESTED ? "Confirm" : "Release";
  }

  public boolean mayRelease(View view) {
    return isOpenToPlace() && view.hold().state() == LegalHold.State.ACTIVE;
  }

  public boolean mayKeep(View view) {
    return isOpenToPlace() && view.reviewDue();
  }

  private boolean may(Permission permission) {
    Caller caller = signedIn.caller();
    return policy
        .current()
        .of(caller.tenant())
        .access()
        .permissions()
        .getOrDefault(permission, java.util.Set.of())
        .stream()
        .anyMatch(caller::has);
  }

  /** Its scope in words. */
  public String scope(View view) {
    HoldScope scope = view.hold().scope();
    StringBuilder words = new StringBuilder();
    if (!scope.jobs().isEmpty()) {
      words.append(scope.jobs().size()).append(scope.jobs().size() == 1 ? " job" : " jobs");
    } else {
      words.append("all jobs");
    }
    scope.subject().ifPresent(id -> words.append(" of person ").append(id, 0, SHORT));
    scope
        .documentClass()
        .ifPresent(name -> words.append(" with ").append(plain(name)).append(" documents"));
    scope.purpose().ifPresent(name -> words.append(" for ").append(name.replace('_', ' ')));
    scope.region().ifPresent(name -> words.append(" in ").append(name));
    scope.createdFrom().ifPresent(at -> words.append(" from ").append(date(at)));
    scope.createdUntil().ifPresent(at -> words.append(" before ").append(date(at)));
    return words.toString();
  }

  private static String plain(DocumentClass name) {
    return name.name().replace('_', ' ');
  }

  private static LocalDate date(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** Who has agreed or ended it. */
  public String second(View view) {
    return view.hold().end().or(view.hold()::approval).map(LegalHold.Decision::by).orElse("–");
  }

  /** How many artefacts it keeps because they may be of its class; a dash if it names none. */
  public String unclassified(View view) {
    return view.hold().scope().documentClass().isEmpty()
        ? "–"
        : Long.toString(view.extent().unclassified());
  }

  public List<HoldReason> getReasons() {
    return List.of(HoldReason.values());
  }

  public Paging<View> getRows() {
    return rows;
  }

  public String getProblem() {
    return problem;
  }

  public String getId() {
    return id;
  }

  public void setId(String id) {
    this.id = id.strip();
  }

  public String getCaseReference() {
    return caseReference;
  }

  public void setCaseReference(String caseReference) {
    this.caseReference = caseReference.strip();
  }

  public String getReason() {
    return reason;
  }

  public void setReason(String reason) {
    this.reason = reason.strip();
  }

  public String getJobs() {
    return jobs;
  }

  public void setJobs(String jobs) {
    this.jobs = jobs.strip();
  }

  public String getSubject() {
    return subject;
  }

  public void setSubject(String subject) {
    this.subject = subject.strip();
  }

  public String getDocumentClass() {
    return documentClass;
  }

  public void setDocumentClass(String documentClass) {
    this.documentClass = documentClass.strip();
  }

  public String getPurpose() {
    return purpose;
  }

  public void setPurpose(String purpose) {
    this.purpose = purpose.strip();
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

  public String getReview() {
    return review;
  }

  public void setReview(String review) {
    this.review = review.strip();
  }
}
