package dev.lethe.benchmarks.recognition;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One page to read.
 *
 * @param file the scanned page as an image, which programs are given by name
 * @param image its bytes, which a worker is given
 * @param scan the same pixels as a PDF of one page
 * @param digital the page as it was born; empty for pages of others
 * @param truth its words; empty when they are not known
 */
record BenchPage(
    String name,
    Path file,
    byte[] image,
    byte[] scan,
    Optional<byte[]> digital,
    List<String> truth) {}
