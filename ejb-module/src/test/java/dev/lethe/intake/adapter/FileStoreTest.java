package dev.lethe.intake.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lethe.intake.model.DocumentStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStoreTest extends DocumentStoreContract {

  @TempDir Path folder;

  @Override
  DocumentStore newStore() {
    return new FileStore(folder.resolve("store"));
  }

  @Test
  void givenObject_whenKept_thenOnlyTheServersUserMayReadFileAndFolder() throws IOException {
    newStore().put(tenant, name, stream -> stream.write(1));
    assertThat(files()).hasSize(1);
    assertThat(permissions(files().get(0))).isEqualTo("rw-------");
    assertThat(permissions(folder.resolve("store/northwind"))).isEqualTo("rwx------");
    assertThat(permissions(folder.resolve("store"))).isEqualTo("rwx------");
  }

  @Test
  void givenServerKilledWhileWriting_whenSwept_thenThePartIsFoundAndDeleted() throws IOException {
    Files.createDirectories(folder.resolve("store/northwind"));
    Files.createFile(folder.resolve("store/northwind/" + name.value() + ".part"));
    DocumentStore store = newStore();
    assertThat(store.open(tenant, name)).isEmpty();
    assertThat(store.olderThan(tenant, Instant.now().plusSeconds(60))).containsExactly(name);
    assertThat(store.delete(tenant, name)).isTrue();
    assertThat(files()).isEmpty();
  }

  @Test
  void givenPlaceThatCannotBeLookedInto_whenAsked_thenNothingIsSaidToBeMissing()
      throws IOException {
    Files.createDirectories(folder.resolve("store"));
    Files.createFile(folder.resolve("store/northwind"));
    DocumentStore store = newStore();
    assertThatThrownBy(() -> store.exists(tenant, name)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.existing(tenant, List.of(name))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> store.open(tenant, name)).isInstanceOf(IOException.class);
  }

  @Test
  void givenFileThatTheStoreDidNotMake_whenListed_thenItIsLeftAlone() throws IOException {
    Files.createDirectories(folder.resolve("store/northwind"));
    Files.createFile(folder.resolve("store/northwind/README"));
    assertThat(newStore().olderThan(tenant, Instant.now().plusSeconds(60))).isEmpty();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
