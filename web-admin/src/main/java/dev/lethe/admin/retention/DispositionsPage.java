package dev.lethe.admin.retention;

import dev.lethe.admin.identity.SignedIn;
import dev.lethe.policy.model.DocumentClass;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.problem.model.LetheException;
import dev.lethe.retention.model.Disposition.State;
import dev.lethe.retention.model.DispositionFilter;
import dev.lethe.retention.model.DispositionId;
import dev.lethe.retention.model.DispositionReason;
import dev.lethe.retention.model.DispositionStep;
import dev.lethe.retention.model.DispositionStep.Action;
import dev.lethe.retention.service.DispositionService;
import dev.lethe.retention.service.DispositionService.View;
import dev.lethe.retention.service.DispositionService.Wish;
import dev.lethe.tenancy.model.ActorId;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is due and waits for a decision, by ids, codes and counts, and the decision. */
@Named
@RequestScoped
public class DispositionsPage {

  private static final int SIZE = 25;
  private static final String ID = "disp_[0-9a-f]{32}";

  @Inject SignedIn signedIn;
  @Inject DispositionService dispositions;

  /** What the form says that was sent: it names what was looked at, whatever came since. */
  BinaryOperator<String> form = DispositionsPage::sent;

  private String id = "";
  private String state = State.PENDING.apiName();
  private String after = "";
  private String approveReason = DispositionReason.TIME_OVER.apiName();
  private String extendReason = DispositionReason.MATTER_OPEN.apiName();
  private String relabelReason = DispositionReason.WRONG_CLASS.apiName();
  private String reassignReason = DispositionReason.ABSENCE.apiName();
  private String days = "";
  private String label = "";
  private String reviewer = "";
  private String problem = "";
  private List<View> rows = List.of();
  private boolean more;
  private @Nullable View chosen;

  /** Reads the part of the list that the address asks for. */
  public void load() {
    List<View> found =
        dispositions.list(
            signedIn.caller(),
            new DispositionFilter(
                stateAsked(), Optional.empty(), Optional.empty(), Optional.empty()),
            Optional.of(after).filter(text -> text.matches(ID)).map(DispositionId::new),
            SIZE + 1);
    more = found.size() > SIZE;
    rows = found.subList(0, Math.min(SIZE, found.size()));
  }

  /** Whatever else the address holds stands for all. */
  private Optional<State> stateAsked() {
    return Arrays.stream(State.values()).filter(one -> one.apiName().equals(state)).findFirst();
  }

  public String approve() {
    return attempt(
        () ->
            new Wish(
                Action.APPROVE,
                DispositionReason.ofApiName(approveReason),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  public String extend() {
    return attempt(
        () ->
            new Wish(
                Action.EXTEND,
                DispositionReason.ofApiName(extendReason),
                Optional.of(Duration.ofDays(wholeDays())),
                Optional.empty(),
                Optional.empty()));
  }

  public String relabel() {
    return attempt(
        () ->
            new Wish(
                Action.RELABEL,
                DispositionReason.ofApiName(relabelReason),
                Optional.empty(),
                Optional.of(new DocumentClass(label)),
                Optional.empty()));
  }

  public String reassign() {
    return attempt(
        () ->
            new Wish(
                Action.REASSIGN,
                DispositionReason.ofApiName(reassignReason),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ActorId(reviewer))));
  }

  private long wholeDays() {
    if (!days.matches("[1-9][0-9]{0,3}")) {
      throw new IllegalArgumentException("not a number of days");
    }
    return Long.parseLong(days);
  }

  private String attempt(Supplier<Wish> wish) {
    try {
      DispositionId asked = new DispositionId(form.apply("disposition", id));
      dispositions.decide(signedIn.caller(), asked, revision(), wish.get());
      return "/dispositions?faces-redirect=true&id=" + asked.value();
    } catch (LetheException refused) {
      problem = refused.code().title() + ".";
    } catch (IllegalArgumentException malformed) {
      problem = "Please give what the decision needs: whole days, a class, or an account.";
    }
    load();
    return "";
  }

  private int revision() {
    String text = form.apply("revision", "");
    return text.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(text) : 0;
  }

  private static String sent(String name, String otherwise) {
    FacesContext faces = FacesContext.getCurrentInstance();
    return faces == null
        ? otherwise
        : faces.getExternalContext().getRequestParameterMap().getOrDefault(name, otherwise);
  }

  /** The one that is shown whole; none, or a list of one. */
  public List<View> getChosen() {
    String asked = form.apply("disposition", id);
    if (chosen == null && asked.matches(ID)) {
      try {
        chosen = dispositions.get(signedIn.caller(), new DispositionId(asked));
      } catch (LetheException notThere) {
        return List.of();
      }
    }
    return chosen == null ? List.of() : List.of(chosen);
  }

  /** What was decided of it, oldest first. */
  public List<DispositionStep> steps(View view) {
    return dispositions.steps(signedIn.caller(), view.disposition().id());
  }

  /** In which of its stages it is. */
  public String stage(View view) {
    return view.stages() == 0
        ? "–"
        : Math.min(view.disposition().stage(), view.stages()) + " of " + view.stages();
  }

  /** The highest sensitivity of what is kept. */
  public String risk(View view) {
    return view.risk().map(DispositionsPage::name).orElse("–");
  }

  /** How many fields of which sensitivity, the most sensitive first. */
  public String counts(View view) {
    return view.classified().entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getKey().ordinal()))
        .map(entry -> entry.getValue() + " " + name(entry.getKey()))
        .reduce((one, other) -> one + ", " + other)
        .orElse("none");
  }

  private static String name(Sensitivity sensitivity) {
    return sensitivity.name().toLowerCase(Locale.ROOT);
  }

  /** By how many whole days it can be put off. */
  public long extensibleDays(View view) {
    return view.extensible().toDays();
  }

  public boolean mayExtend(View view) {
    return view.decidable() && extensibleDays(view) > 0;
  }

  public boolean mayRelabel(View view) {
    return view.decidable() && !view.labels().isEmpty();
  }

  /** Classes that it may be found to be of. */
  public List<String> labels(View view) {
    return view.labels().stream().map(DocumentClass::name).sorted().toList();
  }

  public List<DispositionReason> getApproveReasons() {
    return reasons(Action.APPROVE);
  }

  public List<DispositionReason> getExtendReasons() {
    return reasons(Action.EXTEND);
  }

  public List<DispositionReason> getRelabelReasons() {
    return reasons(Action.RELABEL);
  }

  public List<DispositionReason> getReassignReasons() {
    return reasons(Action.REASSIGN);
  }

  private static List<DispositionReason> reasons(Action action) {
    return Arrays.stream(DispositionReason.values()).filter(one -> one.isFor(action)).toList();
  }

  public List<String> getStates() {
    return Arrays.stream(State.values()).map(State::apiName).toList();
  }

  public List<View> getRows() {
    return rows;
  }

  /** Address of what follows, or empty. */
  public String getNext() {
    return more
        ? "/dispositions?state="
            + state
            + "&after="
            + rows.get(rows.size() - 1).disposition().id().value()
        : "";
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

  public String getState() {
    return state;
  }

  /** A name of a state, or all. */
  public void setState(String state) {
    this.state = state.matches("[a-z]{1,20}") ? state : "all";
  }

  public String getAfter() {
    return after;
  }

  public void setAfter(String after) {
    this.after = after.strip();
  }

  public String getApproveReason() {
    return approveReason;
  }

  public void setApproveReason(String approveReason) {
    this.approveReason = approveReason;
  }

  public String getExtendReason() {
    return extendReason;
  }

  public void setExtendReason(String extendReason) {
    this.extendReason = extendReason;
  }

  public String getRelabelReason() {
    return relabelReason;
  }

  public void setRelabelReason(String relabelReason) {
    this.relabelReason = relabelReason;
  }

  public String getReassignReason() {
    return reassignReason;
  }

  public void setReassignReason(String reassignReason) {
    this.reassignReason = reassignReason;
  }

  public String getDays() {
    return days;
  }

  public void setDays(String days) {
    this.days = days.strip();
  }

  public String getLabel() {
    return label;
  }

  public void setLabel(String label) {
    this.label = label.strip();
  }

  public String getReviewer() {
    return reviewer;
  }

  public void setReviewer(String reviewer) {
    this.reviewer = reviewer.strip();
  }
}
