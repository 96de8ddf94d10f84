// A time limit for a promise.

/**
 * @template T
 * @param {number} milliseconds
 * @param {Promise<T>} answer
 * @returns {Promise<T>} `answer`; a rejection where that has not come by then
 */
export function within(milliseconds, answer) {
  const late = new Promise((_, refuse) =>
    setTimeout(refuse, milliseconds, new Error(`no answer in ${milliseconds} ms`)),
  );
  return Promise.race([answer, /** @type {Promise<never>} */ (late)]);
}
