package dev.lethe.tools;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The tools speak with the service as its callers do. */
@AnalyzeClasses(packages = "dev.lethe.tools", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule toolsUseTheApiOnly =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lethe.*.model..",
              "dev.lethe.*.service..",
              "dev.lethe.*.adapter..",
              "dev.lethe.engine..",
              "dev.lethe.api..");
}
