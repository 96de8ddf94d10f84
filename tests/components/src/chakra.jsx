// https://chakra-ui.com/docs/components/switch: controlled, the label first.
import { ChakraProvider, Switch, defaultSystem } from "@chakra-ui/react";
import { useState } from "react";
import { createRoot } from "react-dom/client";

function Setting({ label, on, change }) {
  const [checked, setChecked] = useState(on);
  const handleChange = (details) => {
    setChecked(details.checked);
    change(details.checked);
  };
  return (
    <ChakraProvider value={defaultSystem}>
      <Switch.Root
        checked={checked}
        onCheckedChange={handleChange}
        display="flex"
        justifyContent="space-between"
      >
        <Switch.Label>{label}</Switch.Label>
        <Switch.HiddenInput />
        <Switch.Control>
          <Switch.Thumb />
        </Switch.Control>
      </Switch.Root>
    </ChakraProvider>
  );
}

export default (place, setting) => createRoot(place).render(<Setting {...setting} />);
