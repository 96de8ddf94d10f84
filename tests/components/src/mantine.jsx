// https://mantine.dev/core/switch/: controlled, labelPosition="left".
import { MantineProvider, Switch } from "@mantine/core";
import { useState } from "react";
import { createRoot } from "react-dom/client";
import "@mantine/core/styles.css";

function Setting({ label, on, change }) {
  const [checked, setChecked] = useState(on);
  const handleChange = (event) => {
    setChecked(event.currentTarget.checked);
    change(event.currentTarget.checked);
  };
  return (
    <MantineProvider>
      <Switch
        checked={checked}
        onChange={handleChange}
        label={label}
        labelPosition="left"
        styles={{ body: { justifyContent: "space-between" } }}
      />
    </MantineProvider>
  );
}

export default (place, setting) => createRoot(place).render(<Setting {...setting} />);
