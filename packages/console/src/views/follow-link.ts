// A plain click on a link of ours changes the route in place; with a modifier the browser opens it elsewhere, as with any link.
export function followLink(go: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go();
  };
}
