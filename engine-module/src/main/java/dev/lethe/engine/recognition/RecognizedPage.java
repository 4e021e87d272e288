package dev.lethe.engine.recognition;

import dev.lethe.engine.page.GrayImage;
import dev.lethe.engine.page.PageText;

/**
 * A recognised page.
 *
 * @param text words in the coordinates of {@code image}
 * @param image the straightened page as it was recognised
 * @param quarters clockwise quarters by which the source was turned to be upright
 * @param skewRadians clockwise angle by which the upright page was then rotated about its centre
 * @param scale size of {@code image} compared with the source's pixels
 */
public record RecognizedPage(
    PageText text, GrayImage image, int quarters, double skewRadians, double scale) {}
