package dev.lethe.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The engine is plain Java that knows the messages and nothing of the server. */
@AnalyzeClasses(packages = "dev.lethe.engine", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule engineKnowsNoServer =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jakarta..", "org.eclipse.microprofile..");

  @ArchTest
  static final ArchRule engineKnowsOnlyTheMessages =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAPackage("dev.lethe..")
                  .and(not(resideInAnyPackage("dev.lethe.engine..", "dev.lethe.worker.."))));

  @ArchTest
  static final ArchRule engineOpensNoConnection =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "java.sql..", "javax.net..", "java.rmi..");
}
