/** What every page has: paging, words, times, headers and the pages for what went wrong. */
@NullMarked
package dev.lethe.admin.shared;

import org.jspecify.annotations.NullMarked;
