package dev.lethe.consent;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import dev.lethe.consent.model.HeldArtefacts;
import dev.lethe.consent.model.PendingForwards;
import dev.lethe.consent.model.ReviewPermit;
import dev.lethe.consent.service.Consents;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Features that are not there yet cannot forget consent when they come: review asks for permits,
 * forwarding asks for the consent and lets itself be dropped, and holds tell withdrawals what they
 * hold.
 */
@AnalyzeClasses(packages = "dev.lethe", importOptions = DoNotIncludeTests.class)
class PortsOfConsentTest {

  @ArchTest
  static void givenTheProduct_whenLookedAt_thenNoFeatureForgetsConsent(JavaClasses product) {
    assertThat(forgotten(product)).isEmpty();
  }

  @Test
  void givenFeaturesThatForgetIt_whenLookedAt_thenEachIsNamed() {
    JavaClasses planted =
        new ClassFileImporter()
            .withImportOption(new OnlyIncludeTests())
            .importPackages("dev.lethe.review", "dev.lethe.forwarding");
    assertThat(forgotten(planted))
        .containsExactly(
            "review takes fields to people without a ReviewPermit",
            "forwarding sends without asking whether the consent holds",
            "forwarding does not let a withdrawal drop what is pending",
            "legal holds do not tell withdrawals what they hold");
  }

  private static List<String> forgotten(JavaClasses classes) {
    List<String> forgotten = new ArrayList<>();
    Predicate<JavaClass> review = in("review");
    Predicate<JavaClass> forwarding = in("forwarding");
    Predicate<JavaClass> holds = one -> one.getSimpleName().startsWith("LegalHold");
    unless(classes, review, uses(ReviewPermit.class))
        .ifPresent(none -> forgotten.add("review takes fields to people without a ReviewPermit"));
    unless(classes, forwarding, uses(Consents.class))
        .ifPresent(
            none -> forgotten.add("forwarding sends without asking whether the consent holds"));
    unless(classes, forwarding, one -> one.isAssignableTo(PendingForwards.class))
        .ifPresent(
            none -> forgotten.add("forwarding does not let a withdrawal drop what is pending"));
    if (classes.stream().anyMatch(holds)
        && classes.stream()
            .filter(one -> !one.isInterface())
            .noneMatch(one -> one.isAssignableTo(HeldArtefacts.class))) {
      forgotten.add("legal holds do not tell withdrawals what they hold");
    }
    return forgotten;
  }

  /** Some class of the feature, if there are any and none of them does it. */
  private static java.util.Optional<JavaClass> unless(
      JavaClasses classes, Predicate<JavaClass> feature, Predicate<JavaClass> does) {
    List<JavaClass> ofFeature = classes.stream().filter(feature).toList();
    return ofFeature.stream().anyMatch(does)
        ? java.util.Optional.empty()
        : ofFeature.stream().findFirst();
  }

  private static Predicate<JavaClass> in(String feature) {
    return one ->
        one.getPackageName().matches("dev\\.lethe\\." + feature + "(\\..*)?")
            && !one.getSimpleName().equals("package-info");
  }

  private static Predicate<JavaClass> uses(Class<?> type) {
    return one ->
        one.getDirectDependenciesFromSelf().stream()
            .anyMatch(dependency -> dependency.getTargetClass().isEquivalentTo(type));
  }
}
