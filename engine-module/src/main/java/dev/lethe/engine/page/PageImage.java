package dev.lethe.engine.page;

import java.awt.image.BufferedImage;

/**
 * A page as pixels, turned as the document says (which need not be upright).
 *
 * @param dotsPerInch as far as the document tells; 0 when it does not
 */
public record PageImage(BufferedImage image, double dotsPerInch) {}
