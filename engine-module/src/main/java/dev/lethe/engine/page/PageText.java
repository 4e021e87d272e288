package dev.lethe.engine.page;

import java.util.List;

/**
 * The words of one upright page.
 *
 * @param number from 1
 * @param words in the order in which the source gave them
 * @param digital whether the text came from the document itself and not from recognition
 * @param dotsPerInch resolution of the coordinate system; 72 for digital pages
 */
public record PageText(
    int number,
    double width,
    double height,
    List<Word> words,
    boolean digital,
    double dotsPerInch) {

  public PageText {
    words = List.copyOf(words);
  }
}
