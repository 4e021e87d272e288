package dev.lethe.tools;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The tools speak with the service as its callers do; they read policy bundles as it does. */
@AnalyzeClasses(packages = "dev.lethe.tools", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule toolsUseTheApiOnly =
      noClasses()
          .that()
          .resideOutsideOfPackages("dev.lethe.tools.policy..", "dev.lethe.tools.retention..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lethe.*.model..",
              "dev.lethe.*.service..",
              "dev.lethe.*.adapter..",
              "dev.lethe.engine..",
              "dev.lethe.api..");

  @ArchTest
  static final ArchRule policyToolUsesThePolicyOnly =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.tools.policy..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "dev.lethe.*.model..", "dev.lethe.*.service..", "dev.lethe.*.adapter..")
                  .and(
                      not(
                          resideInAnyPackage(
                              "dev.lethe.policy.model..",
                              "dev.lethe.policy.adapter..",
                              "dev.lethe.tenancy.model.."))));

  @ArchTest
  static final ArchRule certificateToolVerifiesAndNoMore =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.tools.retention..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                      "dev.lethe.*.model..", "dev.lethe.*.service..", "dev.lethe.*.adapter..")
                  .and(
                      not(
                          nameMatching(
                              "dev\\.lethe\\.(keys\\.adapter\\.(CompactJws.*|PemFile)"
                                  + "|keys\\.model\\.VerificationKey"
                                  + "|retention\\.model\\.(DeletionCertificate|CertificateId))"))));
}
