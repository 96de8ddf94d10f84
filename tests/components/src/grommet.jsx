// https://v2.grommet.io/checkbox: toggle, with a label, reversed.
import { CheckBox, Grommet } from "grommet";
import { useState } from "react";
import { createRoot } from "react-dom/client";

function Setting({ label, on, change }) {
  const [checked, setChecked] = useState(on);
  const handleChange = (event) => {
    setChecked(event.target.checked);
    change(event.target.checked);
  };
  return (
    <Grommet>
      <CheckBox toggle reverse label={label} checked={checked} onChange={handleChange} />
    </Grommet>
  );
}

export default (place, setting) => createRoot(place).render(<Setting {...setting} />);
