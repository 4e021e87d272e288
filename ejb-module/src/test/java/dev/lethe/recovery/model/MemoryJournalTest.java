package dev.lethe.recovery.model;

class MemoryJournalTest extends TombstoneJournalContract {

  @Override
  protected TombstoneJournal journal() {
    return new MemoryJournal();
  }
}
