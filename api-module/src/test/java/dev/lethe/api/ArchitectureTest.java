package dev.lethe.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may import whom, as the style guide has it. */
@AnalyzeClasses(packages = "dev.lethe", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_API_KNOWS_SERVICES_AND_MODELS_ONLY =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.api..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lethe..adapter..",
              "dev.lethe.admin..",
              "dev.lethe.batch..",
              "dev.lethe.engine..",
              "jakarta.persistence..",
              "org.hibernate..");

  @ArchTest
  static final ArchRule RESOURCES_OPEN_NO_TRANSACTION =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.api..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jakarta.transaction..");

  @ArchTest
  static final ArchRule NOTHING_TOUCHES_A_DISK =
      noClasses()
          .that()
          .resideInAPackage("dev.lethe.api..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.io\\.File(OutputStream|Writer)?|java\\.nio\\.file\\..*|.*\\.DiskFileItem.*");

  @ArchTest
  static final ArchRule FEATURES_FORM_NO_CYCLE =
      slices().matching("dev.lethe.api.(*)..").should().beFreeOfCycles();
}
