// Acts when the page's style and layout of the next frame are done, which is when a
// ResizeObserver is told what it asked in that frame. To ask for them earlier would make the
// browser do them twice, and would name us as the source of what they lead to, such as the report
// of an image that the page's own policy forbids; after the frame, a ring would be painted a frame
// later.
import { html } from "./tree.js";

/**
 * @param {() => void} act
 * @returns {() => void} asks for it; several times before the next frame is as good as once
 */
export function createFrame(act) {
  let frame = 0;
  const laidOut = new ResizeObserver(() => {
    laidOut.disconnect();
    act();
  });
  return () => {
    if (frame) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      if (html()) laidOut.observe(html());
    });
  };
}
