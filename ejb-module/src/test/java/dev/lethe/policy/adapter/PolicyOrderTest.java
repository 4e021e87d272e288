package dev.lethe.policy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.policy.model.Direction;
import dev.lethe.policy.model.Direction.Absence;
import dev.lethe.policy.model.Direction.Kind;
import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.PolicyChange;
import dev.lethe.policy.model.PolicyComparison;
import dev.lethe.policy.model.PolicyDocument;
import dev.lethe.policy.model.PolicyRule;
import dev.lethe.policy.model.Verdict;
import dev.lethe.testing.DefaultPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Weaker and stronger. The cases are made from the bundle and its schemas, so that a new rule
 * cannot be forgotten.
 */
class PolicyOrderTest {

  private static final Path BASELINE =
      Path.of("..", "liberty-config", "src", "main", "policy", "baseline.txt");
  private static final PolicyDocument SHIPPED = PolicyDocuments.read(DefaultPolicy.FOLDER);
  private static final List<PolicyRule> RULES = SHIPPED.rules();

  /** The gate of the build. */
  @Test
  void givenShippedBundle_whenHeldAgainstTheBaseline_thenNothingIsWeakerUnlessRegistered()
      throws IOException {
    List<PolicyRule> baseline = PolicyBaseline.read("baseline.txt", Files.readString(BASELINE));
    assertThat(SHIPPED.uncovered(PolicyComparison.weakenings(baseline, RULES), LocalDate.now()))
        .as("weaker than the baseline; register an exception or run ./lethe policy baseline")
        .isEmpty();
  }

  @Test
  void givenBaseline_whenWrittenAndRead_thenNothingDiffers() {
    List<PolicyRule> read = PolicyBaseline.read("baseline.txt", PolicyBaseline.write(RULES));
    assertThat(PolicyComparison.of(read, RULES)).isEmpty();
    assertThat(read).hasSameSizeAs(RULES);
    RULES.forEach(
        rule ->
            assertThat(PolicySchema.directionOf(rule.path(), rule.value()))
                .as(rule.path())
                .isEqualTo(rule.direction()));
  }

  @Test
  void givenEveryRule_whenLoosened_thenTheComparisonNamesItWithItsPlace() {
    int loosened = 0;
    Set<String> cannot = new HashSet<>();
    for (PolicyRule rule : RULES) {
      List<Optional<PolicyRule>> looser = looser(rule);
      if (looser.isEmpty()) {
        cannot.add(rule.path());
      }
      for (Optional<PolicyRule> changed : looser) {
        List<PolicyChange> weakenings = PolicyComparison.weakenings(RULES, with(rule, changed));
        assertThat(weakenings)
            .as(rule + " -> " + changed)
            .extracting(PolicyChange::path)
            .containsExactly(changed.map(PolicyRule::path).orElse(rule.path()));
        assertThat(weakenings.get(0).place()).matches("[a-z-]+\\.yaml:[1-9][0-9]*");
        loosened++;
      }
    }
    assertThat(loosened).isGreaterThan(400);
    // what is as weak as it can be, or decides nothing by itself
    assertThat(cannot)
        .allMatch(
            path ->
                path.endsWith(".description")
                    || path.matches("(fields|document_classes|legal_bases|trust_zones)\\.[^.]*")
                    || path.matches("fields\\.[^.]*\\.mask") // none already
                    || path.matches("fields\\.[^.]*\\.sensitivity") // public already
                    || path.matches("trust_zones\\.[^.]*\\.(isolation|max_sensitivity)")
                    || path.matches("purposes\\.[^.]*\\.(reveal|manual_review|full_text)"));
  }

  @Test
  void givenEveryRule_whenTightened_thenNothingIsWeaker() {
    int tightened = 0;
    for (PolicyRule rule : RULES) {
      for (Optional<PolicyRule> changed : tighter(rule)) {
        assertThat(PolicyComparison.of(RULES, with(rule, changed)))
            .as(rule + " -> " + changed)
            .extracting(PolicyChange::verdict)
            .containsExactly(Verdict.STRONGER);
        tightened++;
      }
    }
    assertThat(tightened).isGreaterThan(300);
  }

  @Test
  void givenEveryWeakening_whenTurnedRound_thenItIsNoWeakeningUnlessBothAre() {
    for (PolicyRule rule : RULES) {
      Direction direction = rule.direction();
      looser(rule).stream()
          .flatMap(Optional::stream)
          .filter(changed -> changed.path().equals(rule.path()))
          .forEach(
              changed -> {
                assertThat(direction.compare(rule.value(), changed.value()))
                    .isEqualTo(Verdict.WEAKER);
                if (direction.kind() != Kind.ANY && !isUncompared(rule, changed)) {
                  assertThat(direction.compare(changed.value(), rule.value()))
                      .isEqualTo(Verdict.STRONGER);
                }
              });
    }
  }

  @Test
  void givenEverySchema_whenWalked_thenEveryRuleHasADirection() {
    PolicySchema.all()
        .forEach(
            (file, schema) -> {
              if (!file.equals("overlays.yaml")) {
                requireDirections(file, schema.tree());
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "none,last4,STRONGER",
    "last4,full,STRONGER",
    "full,initials,WEAKER",
    "initials,none,WEAKER",
    "last4,initials,WEAKER",
    "initials,last4,WEAKER",
    "year,year,NEUTRAL",
  })
  void givenMasks_whenCompared_thenTheyFormALattice(String before, String after, Verdict verdict) {
    Direction mask = PolicySchema.directionOf("fields.iban.mask", "full");
    assertThat(mask.compare(before, after)).isEqualTo(verdict);
  }

  @Test
  void givenTimesInOtherUnits_whenCompared_thenTheyAreAlike() {
    Direction cap = PolicySchema.directionOf("retention.fields.cap", "P1D");
    assertThat(cap.compare("P1D", "PT24H")).isEqualTo(Verdict.NEUTRAL);
    assertThat(cap.compare("P1D", "PT24H1S")).isEqualTo(Verdict.WEAKER);
  }

  @Test
  void givenNewPurpose_whenCompared_thenItIsOneWeakeningAndNotOneForEachOfItsFields() {
    PolicyFolder folder = new PolicyFolder();
    String purposes = folder.files().texts().get("purposes.yaml");
    int at = purposes.indexOf("  tax_processing:");
    int end = purposes.indexOf("  contract_management:");
    folder.put(
        "purposes.yaml",
        purposes.substring(0, end)
            + purposes.substring(at, end).replace("tax_processing", "tax_research")
            + purposes.substring(end));
    assertThat(PolicyComparison.weakenings(RULES, folder.read().rules()))
        .extracting(PolicyChange::path)
        .containsExactly("purposes.tax_research");
  }

  @Test
  void givenPurposeThatAsksConsentsToNameSomething_whenItNoLongerDoes_thenItIsWeaker() {
    PolicyFolder folder =
        new PolicyFolder()
            .replace(
                "purposes.yaml",
                "consent_life: P90D",
                "consent_life: P90D\n    consent_names: [notice, document_classes]");
    List<PolicyRule> asking = folder.read().rules();
    assertThat(PolicyComparison.weakenings(RULES, asking)).isEmpty();
    assertThat(PolicyComparison.of(RULES, asking))
        .isNotEmpty()
        .extracting(PolicyChange::verdict)
        .containsOnly(Verdict.STRONGER);
    assertThat(PolicyComparison.weakenings(asking, RULES))
        .extracting(PolicyChange::path)
        .containsExactly("purposes.identity_verification.consent_names");
    List<PolicyRule> less =
        asking.stream().filter(rule -> !rule.path().endsWith("consent_names.notice")).toList();
    assertThat(PolicyComparison.weakenings(asking, less))
        .extracting(PolicyChange::path)
        .containsExactly("purposes.identity_verification.consent_names.notice");
    assertThat(PolicyBaseline.read("b", PolicyBaseline.write(asking))).hasSameSizeAs(asking);
  }

  @Test
  void givenOverlayThatIsTakenAway_whenCompared_thenEachOfItsRulesIsWeaker() {
    PolicyFolder folder =
        new PolicyFolder()
            .replace(
                "overlays.yaml",
                "overlays: {}",
                "overlays: {contoso: {regions: [eu-central], retention: {fields: {cap: P14D}},"
                    + " purposes: {tax_processing: null, invoice_processing: {reveal: false}}}}");
    List<PolicyRule> before = folder.read().rules();
    List<PolicyRule> written = PolicyBaseline.read("b", PolicyBaseline.write(before));
    assertThat(PolicyComparison.of(written, before)).isEmpty();
    assertThat(PolicyComparison.weakenings(written, RULES))
        .extracting(PolicyChange::path)
        .containsExactlyInAnyOrder(
            "overlays.contoso.regions",
            "overlays.contoso.retention.fields.cap",
            "overlays.contoso.purposes.tax_processing",
            "overlays.contoso.purposes.invoice_processing.reveal");
    assertThat(PolicyComparison.weakenings(RULES, before)).isEmpty();
  }

  @Test
  void givenException_whenItCoversTheRuleAndHolds_thenTheWeakeningPasses() {
    PolicyFolder folder =
        new PolicyFolder()
            .replace("retention.yaml", "cap: P30D", "cap: P60D")
            .replace(
                "exceptions.yaml",
                "exceptions: {}",
                "exceptions: {trial: {rule: retention.fields.cap, owner: Ada, reason: r,"
                    + " compensating_control: c, approver: Bo, expires: \"2026-06-30\"}}");
    PolicyDocument document = folder.read();
    List<PolicyChange> weakenings = PolicyComparison.weakenings(RULES, document.rules());
    assertThat(weakenings).hasSize(1);
    assertThat(weakenings.get(0))
        .hasToString("retention.yaml:12: retention.fields.cap is weaker: P30D -> P60D");
    assertThat(document.uncovered(weakenings, LocalDate.of(2026, 6, 30))).isEmpty();
    assertThat(document.uncovered(weakenings, LocalDate.of(2026, 7, 1))).hasSize(1);
    assertThat(SHIPPED.uncovered(weakenings, LocalDate.of(2026, 6, 30))).hasSize(1);
  }

  @Test
  void givenBaselineWithARuleThatNoSchemaKnows_whenRead_thenItIsRefused() {
    assertThatThrownBy(() -> PolicyBaseline.read("b", "weather.tomorrow sunny\n"))
        .isInstanceOf(InvalidPolicyException.class);
    assertThatThrownBy(() -> PolicyBaseline.read("b", "retention.fields.cap\n"))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining("b:1");
  }

  private static void requireDirections(String place, PolicyNode schema) {
    Optional<PolicyNode> properties = schema.find("properties");
    properties.ifPresent(
        all -> {
          Set<String> required = new HashSet<>();
          schema.find("required").ifPresent(names -> required.addAll(names.set(name -> name)));
          all.entries()
              .forEach(
                  (name, property) -> {
                    requireDirections(place + "." + name, property);
                    boolean leaf =
                        property.find("x-weaker").isPresent()
                            && property.find("additionalProperties").isEmpty();
                    if (leaf && !required.contains(name)) {
                      assertThat(PolicySchema.direction(property).absence())
                          .as(place + "." + name)
                          .isNotEqualTo(Absence.NONE);
                    }
                  });
        });
    Optional<PolicyNode> entry =
        schema.find("additionalProperties").filter(form -> !form.entries().isEmpty());
    entry.ifPresent(form -> requireDirections(place + ".*", form));
    if (properties.isEmpty() || entry.isPresent()) {
      assertThat(PolicySchema.direction(schema)).as(place).isNotNull();
    }
    if (schema.find("description").isEmpty() && properties.isEmpty()) {
      throw new AssertionError(place + " has no description");
    }
  }

  private static boolean isUncompared(PolicyRule rule, PolicyRule changed) {
    return rule.direction().kind() == Kind.EARLIER
        && rule.direction().chains().stream()
            .noneMatch(chain -> chain.containsAll(List.of(rule.value(), changed.value())));
  }

  /** The rules with one in another form, with one more, or without it. */
  private static List<PolicyRule> with(PolicyRule rule, Optional<PolicyRule> changed) {
    List<PolicyRule> rules = new ArrayList<>(RULES);
    if (changed.isEmpty() || changed.get().path().equals(rule.path())) {
      rules.remove(rule);
    }
    if (changed.isEmpty()) {
      rules.removeIf(other -> other.path().startsWith(rule.path() + "."));
    }
    changed.ifPresent(rules::add);
    return rules;
  }

  private static List<Optional<PolicyRule>> looser(PolicyRule rule) {
    return switch (rule.direction().kind()) {
      case GREATER -> List.of(valued(rule, shifted(rule.value(), 1)));
      case SMALLER -> List.of(valued(rule, shifted(rule.value(), -1)));
      case TRUE -> rule.value().equals("false") ? List.of(valued(rule, "true")) : List.of();
      case EARLIER -> others(rule, Verdict.WEAKER);
      case ADDED -> List.of(beside(rule));
      case REMOVED -> List.of(Optional.empty());
      case ANY ->
          rule.value().equals(PolicyRule.PRESENT)
              ? List.of(beside(rule), Optional.empty())
              : List.of(valued(rule, rule.value() + "0"));
      case NEVER -> List.of();
    };
  }

  private static List<Optional<PolicyRule>> tighter(PolicyRule rule) {
    return switch (rule.direction().kind()) {
      case GREATER -> List.of(valued(rule, shifted(rule.value(), -1)));
      case SMALLER -> List.of(valued(rule, shifted(rule.value(), 1)));
      case TRUE -> rule.value().equals("true") ? List.of(valued(rule, "false")) : List.of();
      case EARLIER -> others(rule, Verdict.STRONGER);
      case ADDED -> List.of(Optional.empty());
      case REMOVED -> List.of(beside(rule));
      case ANY, NEVER -> List.of();
    };
  }

  private static List<Optional<PolicyRule>> others(PolicyRule rule, Verdict verdict) {
    Stream<String> values = rule.direction().chains().stream().flatMap(List::stream).distinct();
    return values
        .filter(value -> rule.direction().compare(rule.value(), value) == verdict)
        .map(value -> valued(rule, value))
        .toList();
  }

  private static Optional<PolicyRule> valued(PolicyRule rule, String value) {
    return Optional.of(
        new PolicyRule(rule.path(), value, rule.direction(), rule.file(), rule.line()));
  }

  private static Optional<PolicyRule> beside(PolicyRule rule) {
    return Optional.of(
        new PolicyRule(
            rule.path() + "x", rule.value(), rule.direction(), rule.file(), rule.line()));
  }

  private static String shifted(String value, int by) {
    return value.startsWith("P")
        ? Duration.parse(value).plusSeconds(by).toString()
        : Long.toString(Long.parseLong(value) + by);
  }
}
