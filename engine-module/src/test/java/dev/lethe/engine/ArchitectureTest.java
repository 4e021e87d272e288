package dev.lethe.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasReturnType.Predicates.rawReturnType;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import net.sourceforge.tess4j.TessAPI1;

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

  /** What tess4j returns as a String was decoded with the machine's character set, not as UTF-8. */
  @ArchTest
  static final ArchRule engineDecodesWhatTheLibraryReads =
      noClasses()
          .should()
          .callMethodWhere(
              target(owner(type(TessAPI1.class)))
                  .and(target(rawReturnType(String.class)))
                  .and(target(not(name("TessVersion")))));
}
