package dev.lethe.admin.shared;

/** A page with a list of which the address names the part that is shown. */
public abstract class ListPage {

  private String page = "1";

  /** Number of the part, from 1; whatever else the address holds counts as the first. */
  public String getPage() {
    return page;
  }

  public void setPage(String page) {
    this.page = page.strip();
  }
}
