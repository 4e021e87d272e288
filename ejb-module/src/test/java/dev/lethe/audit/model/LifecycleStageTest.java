package dev.lethe.audit.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LifecycleStageTest {

  private static final List<LifecycleStage> ALL = List.of(LifecycleStage.values());

  /** All 512 sets of recorded stages, each with all nine that might come. */
  @Test
  void givenAnySetOfStages_whenOneComes_thenItIsTheNextOrADeletion() {
    for (int bits = 0; bits < 1 << ALL.size(); bits++) {
      Set<LifecycleStage> recorded = EnumSet.noneOf(LifecycleStage.class);
      for (LifecycleStage stage : ALL) {
        if ((bits & 1 << stage.ordinal()) != 0) {
          recorded.add(stage);
        }
      }
      for (LifecycleStage next : ALL) {
        boolean allBefore = recorded.equals(Set.copyOf(ALL.subList(0, next.ordinal())));
        boolean right = next == LifecycleStage.DELETION_ACKNOWLEDGEMENT || allBefore;
        assertThat(next.mayFollow(recorded)).as(recorded + " -> " + next).isEqualTo(right);
      }
    }
  }

  @Test
  void givenNumbers_whenAsked_thenTheyRunFromOneToNine() {
    assertThat(ALL.stream().map(LifecycleStage::number))
        .containsExactlyElementsOf(IntStream.rangeClosed(1, 9).boxed().toList());
    assertThat(ALL).allMatch(stage -> LifecycleStage.of(stage.number()) == stage);
  }

  @Test
  void givenEvents_whenAsked_thenTheyAreListedAndTheTableNumbersThemAlike() throws IOException {
    String migration =
        Files.readString(
            Path.of("src/main/resources/db/migration/V10__stages_once_and_in_order.sql"));
    for (LifecycleStage stage : ALL) {
      assertThat(EventCatalogue.types()).contains(stage.event());
      assertThat(LifecycleStage.ofEvent(stage.event())).contains(stage);
      assertThat(migration).contains("when '" + stage.event() + "' then " + stage.number() + "\n");
    }
    assertThat(
            EventCatalogue.types().stream()
                .filter(type -> LifecycleStage.ofEvent(type).isPresent()))
        .hasSize(Arrays.asList(LifecycleStage.values()).size());
  }
}
