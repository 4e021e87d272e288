package dev.lethe.admin.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

  private static List<Integer> rows(int all, int offset, int limit) {
    return IntStream.range(Math.min(offset, all), Math.min(all, offset + limit)).boxed().toList();
  }

  private static Paging<Integer> counted(String page, int all) {
    return Paging.of(page, all, (offset, limit) -> rows(all, offset, limit));
  }

  private static Paging<Integer> uncounted(String page, int all) {
    return Paging.uncounted(page, (offset, limit) -> rows(all, offset, limit));
  }

  @Test
  void givenThreePages_whenTheSecondIsWanted_thenItsRowsAreShown() {
    Paging<Integer> second = counted("2", 60);

    assertThat(second.getRows()).hasSize(25).startsWith(25);
    assertThat(second.getRange()).isEqualTo("26 to 50 of 60");
    assertThat(second.isHasPrevious()).isTrue();
    assertThat(second.isHasNext()).isTrue();
  }

  @Test
  void givenAPagePastTheEnd_whenWanted_thenTheLastIsShown() {
    assertThat(counted("900", 60).getRange()).isEqualTo("51 to 60 of 60");
  }

  @Test
  void givenExactlyOnePage_thenThereIsNothingToTurn() {
    assertThat(counted("1", 25).isNeeded()).isFalse();
    assertThat(uncounted("1", 25).isNeeded()).isFalse();
    assertThat(uncounted("1", 26).isHasNext()).isTrue();
    assertThat(uncounted("1", 26).getRows()).hasSize(25);
  }

  @Test
  void givenNothing_thenTheListIsEmpty() {
    assertThat(counted("1", 0).isEmpty()).isTrue();
    assertThat(counted("1", 0).getRange()).isEqualTo("none");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-3", "x", "1.5", "999999999999", "١"})
  void givenNoPageNumber_whenWanted_thenTheFirstIsShown(String page) {
    assertThat(counted(page, 60).number()).isEqualTo(1);
  }
}
