package dev.lethe.engine.pii;

import dev.lethe.engine.page.PageText;
import java.util.List;

/** Finds identifiers on a page, to be covered. */
public interface IdentifierFinder {

  /** Identifiers of the page; their boxes hold whole words, one box for each line. */
  List<Identifier> find(PageText page);
}
