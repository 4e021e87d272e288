package dev.lethe.policy.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.audit.model.EventCatalogue;
import dev.lethe.policy.model.ArtefactClass;
import dev.lethe.policy.model.Egress;
import dev.lethe.policy.model.Exposure.Declaration;
import dev.lethe.policy.model.Exposure.Kind;
import dev.lethe.policy.model.GovernanceChecklist;
import dev.lethe.policy.model.InvalidPolicyException;
import dev.lethe.policy.model.Permission;
import dev.lethe.policy.model.PolicyChange;
import dev.lethe.policy.model.PolicyComparison;
import dev.lethe.policy.model.PolicyRule;
import dev.lethe.policy.model.Sensitivity;
import dev.lethe.tenancy.model.Role;
import dev.lethe.testing.DefaultPolicy;
import dev.lethe.testing.FixedKeyPlaces;
import dev.lethe.worker.Hello;
import dev.lethe.worker.Request;
import dev.lethe.worker.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The gate of safe defaults. Operations are held against their declarations in api-module, pages in
 * web-admin.
 */
class ExposureFileTest {

  private static final Path FOLDER = Path.of("..", "liberty-config", "src", "main", "policy");
  private static final String TEXT = read("exposure.yaml");
  private static final ExposureFile DECLARED = ExposureFile.of("exposure.yaml", TEXT);

  /** The gate of the build. */
  @Test
  void givenDeclarations_whenHeldAgainstTheBaseline_thenNothingExposesMore() {
    List<PolicyRule> baseline =
        PolicyBaseline.read("exposure-baseline.txt", read("exposure-baseline.txt"));
    assertThat(PolicyComparison.weakenings(baseline, DECLARED.rules()))
        .as("exposes more than the baseline; have the lines reviewed: ./lethe policy baseline")
        .isEmpty();
    assertThat(PolicyComparison.of(baseline, DECLARED.rules()))
        .as("what exposes less belongs into the baseline as well")
        .isEmpty();
  }

  @Test
  void givenWhatTheDomainHas_whenHeldAgainstTheDeclarations_thenEachHasOneAndEachIsBehindOne() {
    real()
        .forEach(
            (kind, names) ->
                assertThat(GovernanceChecklist.gaps(DECLARED.exposure(), kind, open(names)))
                    .isEmpty());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"ARTEFACTS", "MESSAGES", "EVENTS", "CONNECTIONS", "ROLES"})
  void givenNewOrLostWay_whenHeldAgainstTheDeclarations_thenItIsNamed(Kind kind) {
    Set<String> more = new HashSet<>(real().getOrDefault(kind, Set.of()));
    String lost = more.iterator().next();
    more.remove(lost);
    more.add("brand_new");
    assertThat(GovernanceChecklist.gaps(DECLARED.exposure(), kind, open(more)))
        .containsExactlyInAnyOrder(
            kind.fileName() + " brand_new is not declared in exposure.yaml",
            kind.fileName() + " " + lost + " is declared and nothing is behind it");
  }

  @Test
  void givenOtherAudienceThanDeclared_whenChecked_thenBothAreNamed() {
    Map<String, Set<String>> real =
        DECLARED.exposure().of(Kind.OPERATIONS).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().to()));
    assertThat(GovernanceChecklist.gaps(DECLARED.exposure(), Kind.OPERATIONS, real)).isEmpty();
    real.put("revealFields", Set.of("submitter"));
    assertThat(GovernanceChecklist.gaps(DECLARED.exposure(), Kind.OPERATIONS, real))
        .containsExactly(
            "operations revealFields is declared for [privileged-reveal] and open to [submitter]");
  }

  @Test
  void givenDefaultOnWithoutReason_whenChecked_thenItIsNamed() {
    ExposureFile file =
        changed(
            "revealFields: {shows: [content, metadata], to: [privileged-reveal], lasts: PT0S,"
                + " default: off}",
            "revealFields: {shows: [content, metadata], to: [privileged-reveal], lasts: PT0S,"
                + " default: on}");
    Map<String, Set<String>> real = open(file.exposure().of(Kind.OPERATIONS).keySet());
    assertThat(GovernanceChecklist.gaps(file.exposure(), Kind.OPERATIONS, real))
        .containsExactly("operations revealFields is on by default without a reason");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "to: [privileged-reveal], lasts: PT0S, default: off | to: [privileged-reveal], lasts: PT0S, default: on, why: \"because of it\" | operations.revealFields.default",
        "revealFields: {shows: [content, metadata], to: [privileged-reveal] | revealFields: {shows: [content, metadata], to: [privileged-reveal, reviewer] | operations.revealFields.to.reviewer",
        "{shows: [sealed], to: [database], lasts: P30D | {shows: [sealed], to: [database], lasts: P31D | artefacts.fields.lasts",
        "{shows: [sealed], to: [database], lasts: P30D | {shows: [sealed, content], to: [database], lasts: P30D | artefacts.fields.shows.content",
        "auditor: {shows: [metadata] | auditor: {shows: [masked, metadata] | roles.auditor.shows.masked",
        "revealFields: { | openDoor: {shows: [content], to: [anyone], lasts: PT0S, default: off}@    revealFields: { | operations.openDoor",
        "types: [viewed] | types: [viewed, printed] | events.result.types.printed",
      })
  void givenMoreExposure_whenHeldAgainstTheBaseline_thenTheRuleIsNamed(
      String before, String after, String rule) {
    List<PolicyChange> weakenings =
        PolicyComparison.weakenings(
            DECLARED.rules(), changed(before, after.replace("@", "\n")).rules());
    assertThat(weakenings).extracting(PolicyChange::path).containsExactly("exposure." + rule);
  }

  @Test
  void givenLessExposure_whenHeldAgainstTheBaseline_thenItPasses() {
    ExposureFile file = changed("lasts: P30D", "lasts: P7D");
    assertThat(PolicyComparison.weakenings(DECLARED.rules(), file.rules())).isEmpty();
    assertThat(PolicyComparison.weakenings(file.rules(), DECLARED.rules())).hasSize(1);
  }

  @Test
  void givenBaseline_whenWrittenAndRead_thenNothingDiffers() {
    List<PolicyRule> read = PolicyBaseline.read("b", PolicyBaseline.write(DECLARED.rules()));
    assertThat(PolicyComparison.of(read, DECLARED.rules())).isEmpty();
    assertThat(read).hasSameSizeAs(DECLARED.rules());
  }

  @Test
  void givenUnknownWordOrMissingPart_whenRead_thenItIsRefusedWithItsLine() {
    assertThatThrownBy(() -> changed("lasts: P30D", "lasts: forever"))
        .isInstanceOf(InvalidPolicyException.class)
        .hasMessageContaining("exposure.yaml:");
    assertThatThrownBy(() -> changed("default: off}", "}"))
        .isInstanceOf(InvalidPolicyException.class);
    assertThatThrownBy(() -> changed("shows: [nothing]", "shows: [everything]"))
        .isInstanceOf(InvalidPolicyException.class);
  }

  /** The declarations do not only exist, they are true of the policy that ships. */
  @Test
  void givenArtefacts_whenDeclared_thenTheyLastAsLongAsPolicyAllows() {
    for (ArtefactClass artefact : ArtefactClass.values()) {
      Duration cap = DefaultPolicy.BUNDLE.retention().get(artefact).cap();
      assertThat(declaration(Kind.ARTEFACTS, artefact.apiName()).lasts())
          .as(artefact.apiName())
          .isEqualTo(cap);
    }
    assertThat(DECLARED.exposure().of(Kind.MESSAGES).values())
        .allMatch(one -> one.lasts().equals(DefaultPolicy.BUNDLE.intake().maxProcessing()));
  }

  @Test
  void givenRoles_whenDeclared_thenTheyShowWhatTheirPermissionsOpen() {
    for (Role role : Role.values()) {
      Set<String> shown = new HashSet<>(Set.of("metadata"));
      if (may(role, Permission.READ_RESULT)) {
        shown.add("masked");
      }
      if (may(role, Permission.PREVIEW)) {
        shown.add("redacted");
      }
      boolean opens =
          Arrays.stream(Sensitivity.values())
              .anyMatch(
                  level ->
                      DefaultPolicy.BUNDLE
                          .access()
                          .reveal()
                          .getOrDefault(level, Set.of())
                          .contains(role));
      if (opens || may(role, Permission.REVEAL)) {
        shown.add("content");
      }
      assertThat(declaration(Kind.ROLES, role.claim()).shows()).as(role.claim()).isEqualTo(shown);
    }
  }

  private static boolean may(Role role, Permission permission) {
    return DefaultPolicy.BUNDLE
        .access()
        .permissions()
        .getOrDefault(permission, Set.of())
        .contains(role);
  }

  private static Declaration declaration(Kind kind, String name) {
    return DECLARED.exposure().of(kind).get(name);
  }

  private static Map<Kind, Set<String>> real() {
    EgressSettings settings = new EgressSettings();
    settings.databaseHost = "h";
    settings.databasePort = "1";
    settings.issuer = "i";
    settings.keys =
        FixedKeyPlaces.with(new Egress.Connection("key-service", "https://kms.example", "keys"));
    settings.store =
        () -> List.of(new Egress.Connection("document-store", "https://s3.example", "sealed"));
    return Map.of(
        Kind.ARTEFACTS,
        names(Arrays.stream(ArtefactClass.values()).map(ArtefactClass::apiName)),
        Kind.ROLES,
        names(Arrays.stream(Role.values()).map(Role::claim)),
        Kind.EVENTS,
        EventCatalogue.types(),
        Kind.CONNECTIONS,
        names(settings.egress().connections().stream().map(Egress.Connection::name)),
        Kind.MESSAGES,
        names(
            Stream.of(
                    List.<Class<?>>of(Hello.class),
                    List.of(Request.class.getPermittedSubclasses()),
                    List.of(Response.class.getPermittedSubclasses()))
                .flatMap(Collection::stream)
                .map(Class::getSimpleName)));
  }

  private static Set<String> names(Stream<String> names) {
    return names.collect(Collectors.toSet());
  }

  private static Map<String, Set<String>> open(Set<String> names) {
    return names.stream().collect(Collectors.toMap(name -> name, name -> Set.of()));
  }

  private static ExposureFile changed(String before, String after) {
    assertThat(TEXT).contains(before);
    int at = TEXT.indexOf(before);
    return ExposureFile.of(
        "exposure.yaml", TEXT.substring(0, at) + after + TEXT.substring(at + before.length()));
  }

  private static String read(String file) {
    try {
      return Files.readString(FOLDER.resolve(file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
