package dev.lethe.batch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** This door of the domain sees its services and models, and no other door. */
@AnalyzeClasses(packages = "dev.lethe.batch", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule noAdapters =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("dev.lethe.*.adapter..");

  @ArchTest
  static final ArchRule noOtherDoor =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.lethe.api..", "dev.lethe.admin..", "jakarta.ws.rs..");

  /** Rules and transactions belong to the services. */
  @ArchTest
  static final ArchRule noDatabaseAndNoEngine =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.lethe.engine..",
              "jakarta.persistence..",
              "java.sql..",
              "javax.sql..",
              "org.hibernate..",
              "org.apache.pdfbox..");
}
