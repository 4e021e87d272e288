package dev.lethe.policy.model;

import java.util.List;

/** Every connection that the server opens by itself. What is not listed, no code of it can open. */
public record Egress(List<Connection> connections) {
  public Egress {
    connections = List.copyOf(connections);
  }

  /**
   * Where a connection leads.
   *
   * @param target host and port, or address
   * @param carries what goes over it
   */
  public record Connection(String name, String target, String carries) {}
}
