// Style sheets are bundled into the content script as text.
declare module "*.css" {
  const text: string;
  export default text;
}
