package dev.lethe.host.adapter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files by which the kernel tells of itself.
 *
 * @param root {@code /}, or a folder that looks like it
 */
record HostFiles(Path root) {

  /** Empty if there is no such file, or it cannot be read. */
  Optional<String> read(String path) {
    try {
      return Optional.of(Files.readString(at(path), StandardCharsets.ISO_8859_1).strip());
    } catch (IOException away) {
      return Optional.empty();
    }
  }

  /** Names in a folder; none if there is no such folder. */
  List<String> names(String path) {
    try (Stream<Path> entries = Files.list(at(path))) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    } catch (IOException away) {
      return List.of();
    }
  }

  /** The name of a device, links followed: {@code dm-0} for {@code /dev/mapper/swap}. */
  String device(String path) {
    Path device = at(path);
    try {
      device = device.toRealPath();
    } catch (IOException away) {
      // a container has no such device; its own name stands
    }
    return device.getFileName().toString();
  }

  private Path at(String path) {
    return root.resolve(path.startsWith("/") ? path.substring(1) : path);
  }
}
