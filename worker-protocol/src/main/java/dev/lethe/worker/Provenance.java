package dev.lethe.worker;

/**
 * By what a result was made.
 *
 * @param engine name and version of the engine
 * @param recognizer name and version of the OCR library; {@code none} when no page needed it
 * @param model name and version or hash of the recognition model; {@code none} likewise
 * @param extractor name and version of the field extraction
 */
public record Provenance(String engine, String recognizer, String model, String extractor) {}
