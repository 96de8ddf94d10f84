// Knows the shapes in which a switch is built. What a flip does is for the store.

let numbered = 0;

/** One setting's switch with its label, as `shape` builds it. */
function switchRow(key, keyInId = false, shape = scenario.switchShape) {
  const label = text(`switch ${key}`, "switch");
  if (shape === "unrecognisable") return plainRow(key, label);
  if (shape === "stranger") return strangerRow(key);
  if (shape === "hiddenInput") return hiddenInputRow(key, label, keyInId);
  return artdecoRow(key, label, shape === "artdecoKeyInId");
}

/** A visually hidden checkbox in a wrapper: what a person sees and clicks is the track. */
function hiddenInputRow(key, label, keyInId) {
  // As React's `useId` makes them: not a valid selector unless it is escaped.
  const id = keyInId ? key : `:r${((numbered += 1)).toString(32)}:`;
  const named = keyInId ? { "aria-label": label } : { "aria-labelledby": key };
  const input = h("input", { is: "input", type: "checkbox", role: "switch", id, ...named });
  const state = h("span", { is: "state", "aria-hidden": "true" });
  const row = h(
    "div",
    { is: "row" },
    h("div", { is: "text", id: keyInId ? undefined : key }, label),
    state,
    h("div", { is: "toggle" }, input, h("label", { is: "track", for: id }, h("span", { is: "thumb" }))),
  );
  return connect(row, key, keyInId, input, (on) => {
    state.textContent = text(on ? "on" : "off");
  });
}

/** The older one: the label carries the text, and draws the track without an element for it. */
function artdecoRow(key, label, keyInId) {
  const id = keyInId ? key : `ember${40 + (numbered += 1)}`;
  const input = h("input", {
    is: "input",
    type: "checkbox",
    role: "switch",
    id,
    "aria-checked": "false",
  });
  const state = h("span", { is: "state", "aria-hidden": "true" });
  const row = h(
    "div",
    { is: "row artdeco" },
    input,
    h("label", { is: "artdecolabel", for: id }, h("span", { is: "text" }, label)),
    state,
  );
  row.classList.add("setting-toggle__toggle");
  return connect(row, key, keyInId, input, (on) => {
    input.setAttribute("aria-checked", String(on));
    state.textContent = text(on ? "on" : "off");
  });
}

/** Looks like a switch and works like one for a mouse. Nothing says that it is one. */
function plainRow(key, label) {
  const track = h("div", { is: "track" }, h("div", { is: "thumb" }));
  const put = (on) => own(() => track.classList.toggle(hashed("lit"), on));
  track.addEventListener("click", () => {
    const on = !isOn(key);
    put(on);
    save(key, on);
  });
  put(isOn(key));
  switches.set(key, put);
  return h("div", { is: "row" }, h("div", { is: "text" }, label), h("div", { is: "toggle" }, track));
}

/** Another switch, whose input is not rendered: only the label beside it says what it is. */
function strangerRow(key) {
  const input = h("input", { is: "unrendered", type: "checkbox", role: "switch", id: "appearance" });
  const label = h("label", { is: "artdecolabel", for: "appearance" }, h("span", { is: "text" }, text("stranger")));
  return connect(h("div", { is: "row artdeco" }, input, label), key, false, input, () => {});
}

/** Gives a row its life and its state. */
function connect(row, key, keyInId, input, reflect) {
  enliven(row, key, keyInId, input, reflect);
  switches.get(key)(isOn(key));
  return row;
}

/** Gives a row its life. `reflect` shows the state in the nodes around the input. */
function enliven(row, key, keyInId, input, reflect) {
  const put = (on) => {
    input.checked = on;
    own(() => reflect(on));
  };
  input.addEventListener("change", () => {
    own(() => reflect(input.checked));
    save(key, input.checked);
    if (scenario.replaceSwitchOnFlip) {
      own(() => row.replaceWith(switchRow(key, keyInId)));
      renders += 1;
    }
  });
  if (scenario.confirmsFlip) {
    input.addEventListener("click", (event) => {
      event.preventDefault();
      const on = !isOn(key);
      openDialog(() => {
        put(on);
        save(key, on);
      });
    });
  }
  switches.set(key, put);
  rows.set(key, row);
}
