package dev.lethe.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.lethe.policy.adapter.ExposureFile;
import dev.lethe.policy.model.Exposure.Kind;
import dev.lethe.policy.model.GovernanceChecklist;
import dev.lethe.tenancy.model.Role;
import jakarta.ws.rs.HttpMethod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

  /** What an operation shows, to whom and whether by default, is declared and reviewed. */
  @Test
  void givenOperations_whenHeldAgainstTheDeclarations_thenEachIsDeclaredForThoseItIsOpenTo()
      throws IOException {
    ExposureFile declared =
        ExposureFile.read(
            Path.of("..", "liberty-config", "src", "main", "policy", "exposure.yaml"));
    Map<String, Set<String>> real =
        OperationProblems.operations().stream()
            .collect(Collectors.toMap(id -> id, id -> audience(OperationProblems.of(id))));
    assertThat(GovernanceChecklist.gaps(declared.exposure(), Kind.OPERATIONS, real)).isEmpty();
    real.put("exportEverything", Set.of("anyone"));
    assertThat(GovernanceChecklist.gaps(declared.exposure(), Kind.OPERATIONS, real))
        .containsExactly("operations exportEverything is not declared in exposure.yaml");
  }

  private static Set<String> audience(OperationProblems.Guard guard) {
    if (guard.open()) {
      return Set.of("anyone");
    }
    return guard.roles().isEmpty()
        ? Set.of("any-caller")
        : guard.roles().stream().map(Role::claim).collect(Collectors.toSet());
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
