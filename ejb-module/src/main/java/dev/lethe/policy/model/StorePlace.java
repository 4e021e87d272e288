package dev.lethe.policy.model;

import java.util.List;

/** Where the documents of an installation lie, told by what keeps them. */
public interface StorePlace {

  /** The connection to the store, if it is not on the server's own disk. */
  List<Egress.Connection> connections();
}
