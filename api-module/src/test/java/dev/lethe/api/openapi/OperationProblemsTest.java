package dev.lethe.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.HttpMethod;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

class OperationProblemsTest {

  private final JavaClasses api =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.lethe.api");

  @Test
  void givenResources_whenLookedThrough_thenEveryOperationIsDescribedAndGuarded() {
    List<JavaMethod> operations =
        api.stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class))
            .toList();

    assertThat(operations).isNotEmpty().allMatch(method -> method.isAnnotatedWith(Operation.class));
    assertThat(
            operations.stream()
                .map(method -> method.getAnnotationOfType(Operation.class))
                .filter(operation -> !operation.hidden())
                .map(Operation::operationId))
        .containsExactlyInAnyOrderElementsOf(OperationProblems.operations());
  }

  @Test
  void givenOperationThatNeedsToken_whenLookedAt_thenItCanRefuseStrangers() {
    assertThat(OperationProblems.operations())
        .map(OperationProblems::of)
        .filteredOn(guard -> !guard.open())
        .allSatisfy(
            guard ->
                assertThat(guard.problems())
                    .extracting(problem -> problem.code())
                    .contains("unauthenticated", "forbidden", "internal"));
  }
}
