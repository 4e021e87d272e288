package dev.lethe.admin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class DependenciesTest {

  private static final JavaClasses CONSOLE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.lethe.admin");

  @Test
  void givenTheConsole_thenItKnowsServicesAndModelsOnly() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.lethe..adapter..", "dev.lethe.api..", "dev.lethe.batch..", "dev.lethe.engine..")
        .check(CONSOLE);
  }

  @Test
  void givenTheConsole_thenItHoldsNoPersonalText() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("dev.lethe.worker.PersonalText")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("dev.lethe.worker.RevealPermit")
        .check(CONSOLE);
  }
}
