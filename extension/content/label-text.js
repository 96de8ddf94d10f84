// The text of a label, in the one form in which it is compared. Knows nothing
// of the page.

const LONGEST_LABEL = 300;

/**
 * In NFKC, so that ligatures, full-width letters and no-break spaces match
 * their plain forms; white space collapsed; cut.
 *
 * @param {string} text
 */
export function tidy(text) {
  // Cut last: in a page's source a label may begin after a screenful of
  // indentation, and NFKC makes one letter eighteen.
  const plain = text.normalize("NFKC").replace(/\s+/g, " ").trim();
  return plain.slice(0, LONGEST_LABEL).trimEnd();
}
