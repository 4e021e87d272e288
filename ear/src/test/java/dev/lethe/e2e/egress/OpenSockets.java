package dev.lethe.e2e.egress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sockets of a process, as the kernel lists them in {@code /proc} (proc(5), net/tcp). */
record OpenSockets(List<Socket> all) {

  private static final List<String> TABLES =
      List.of("tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "icmp", "icmp6");
  private static final String LISTENING = "0A";
  private static final int WORD = 8;

  /**
   * One socket.
   *
   * @param table of the kernel that lists it, for instance {@code tcp6}
   * @param remote with port 0 while it is not connected
   */
  record Socket(
      String table, InetSocketAddress local, InetSocketAddress remote, boolean listening) {

    boolean isTcp() {
      return table.startsWith("tcp");
    }
  }

  /** Those of a process; none of one that has ended. */
  static OpenSockets of(long pid) {
    Set<String> inodes = inodes(pid);
    List<Socket> sockets = new ArrayList<>();
    for (String table : TABLES) {
      for (String line : lines(pid, table)) {
        String[] columns = line.strip().split("\\s+", -1);
        if (inodes.contains(columns[9])) {
          sockets.add(socket(table, columns));
        }
      }
    }
    return new OpenSockets(sockets);
  }

  /** The names of the network devices that a process sees; none of one that has ended. */
  static Set<String> devices(long pid) {
    return read(Path.of("/proc/" + pid + "/net/dev")).stream()
        .skip(2)
        .map(line -> line.substring(0, line.indexOf(':')).strip())
        .collect(Collectors.toSet());
  }

  private static Set<String> inodes(long pid) {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : open.toList()) {
        String target = target(descriptor);
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    } catch (NoSuchFileException ended) {
      return Set.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return inodes;
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }

  private static List<String> lines(long pid, String table) {
    return read(Path.of("/proc/" + pid + "/net/" + table)).stream().skip(1).toList();
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException endedOrWithoutThisProtocol) {
      return List.of();
    }
  }

  static Socket socket(String table, String[] columns) {
    return new Socket(
        table, address(columns[1]), address(columns[2]), columns[3].equals(LISTENING));
  }

  /** The kernel writes addresses in words of four bytes, each in the order of the processor. */
  private static InetSocketAddress address(String text) {
    String[] parts = text.split(":", 2);
    byte[] bytes = HexFormat.of().parseHex(parts[0]);
    byte[] ordered = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      ordered[i] = bytes[i / (WORD / 2) * (WORD / 2) + (WORD / 2 - 1 - i % (WORD / 2))];
    }
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(ordered), Integer.parseInt(parts[1], 16));
    } catch (UnknownHostException impossible) {
      throw new IllegalArgumentException(impossible);
    }
  }

  Set<Integer> listening() {
    return all.stream()
        .filter(Socket::listening)
        .map(socket -> socket.local().getPort())
        .collect(Collectors.toSet());
  }

  /** What the process itself has connected, and everything that is not TCP. */
  List<Socket> outgoing() {
    Set<Integer> own = listening();
    return all.stream()
        .filter(socket -> !socket.listening())
        .filter(socket -> !socket.isTcp() || !own.contains(socket.local().getPort()))
        .filter(socket -> !socket.isTcp() || socket.remote().getPort() != 0)
        .toList();
  }
}
