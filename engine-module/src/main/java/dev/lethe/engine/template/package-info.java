/** Reads known forms by templates: finds where a form lies on a page and reads only its zones. */
@NullMarked
package dev.lethe.engine.template;

import org.jspecify.annotations.NullMarked;
